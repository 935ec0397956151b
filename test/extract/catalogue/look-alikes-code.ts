/** Look-alikes in code and configuration: strings of two parts that name something else. */

import { lines, type Row, ref } from './row.ts';

export const LOOK_ALIKES_CODE: readonly Row[] = [
  {
    name: 'actions of a workflow, and images of its services',
    files: {
      '.github/workflows/ci.yml': lines`
        jobs:
          test:
            container: pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime
            services:
              redis: { image: bitnami/redis:7.2 }
            steps:
              - uses: actions/checkout@v4
              - uses: huggingface/doc-builder/.github/workflows/build_main_documentation.yml@main
              - uses: docker/build-push-action@0565240e2d4ab88bba5387d719585280857ece09
                with:
                  tags: plover/embedder:latest
              - run: pip install git+https://github.com/huggingface/transformers@main
      `,
    },
    references: [],
    rejected: {
      'pytorch/pytorch': /container|words|image/,
      'bitnami/redis': /image|words/,
      'actions/checkout': /uses|path/,
      'docker/build-push-action': /uses|path/,
      'git+https://github.com/huggingface/transformers@main': /address of github/,
    },
  },
  {
    name: 'images in a Dockerfile, in a compose file and on the command line',
    files: {
      Dockerfile: lines`
        FROM neuml/txtai-cpu:latest AS build
        FROM vllm/vllm-openai:v0.9.1
        COPY --from=huggingface/transformers-pytorch-gpu /opt/model /opt/model
        CMD ["python3", "-m", "app"]
      `,
      'compose.yml': lines`
        services:
          index:
            image: semitechnologies/weaviate:1.25
          rank:
            image: "huggingface/text-embeddings-inference:cpu-1.5"
      `,
      'run.sh': lines`
        docker build -t neuml/txtai-gpu .
        docker pull ollama/ollama
        docker run --rm -p 8080:80 ghcr.io/plover/embedder:1.2
      `,
    },
    references: [],
    rejected: {
      'semitechnologies/weaviate': /image|words/,
      'huggingface/text-embeddings-inference': /image/,
      'neuml/txtai-gpu': /./,
      'ollama/ollama': /./,
    },
  },
  {
    name: 'packages of npm, Go modules, Composer and Maven',
    files: {
      'package.json': lines`
        {
          "name": "@plover/search",
          "dependencies": {
            "@huggingface/hub": "^2.0.0",
            "@xenova/transformers": "^2.17.2",
            "types/node": "github:plover/types"
          }
        }
      `,
      'main.ts': lines`
        import { pipeline } from '@huggingface/transformers';
        import { cosine } from 'plover/vectors';
        import type { Model } from './models/bert';
        const sharp = require('plover/image-base');
        export { rank } from '../lib/rank';
      `,
      'composer.json': '{ "require": { "codewithkyrian/transformers": "^0.5", "monolog/monolog": "^3.0" } }\n',
    },
    references: [],
  },
  {
    name: 'media types and time zones',
    files: {
      'http.py': lines`
        from huggingface_hub import InferenceClient

        HEADERS = {"accept": "application/json", "content-type": "image/png"}
        MODEL_INPUT = "application/vnd.apache.arrow.stream"
        ZONE = "Europe/Paris"
        zones = ["America/New_York", "Asia/Kolkata", "Etc/UTC"]
        request = client.post(json={"model_type": "text/event-stream"})
      `,
    },
    references: [],
    rejected: {
      'application/json': /media/,
      'image/png': /media/,
      'application/vnd.apache.arrow.stream': /media/,
      'Europe/Paris': /time zone/,
      'America/New_York': /time zone/,
      'Etc/UTC': /time zone/,
      'text/event-stream': /media/,
    },
  },
  {
    name: 'classes of style sheets, fractions and ratios in markup',
    files: {
      'Card.tsx': lines`
        const MODEL = 'hf://plover-ai/kept';
        export function Card({ model }: Props) {
          return (
            <div className="w-1/2 bg-white/80 group/model hover:text-gray-900/50 peer/draft" style={{ aspectRatio: '16/9' }}>
              <img src="/images/model-base.png" alt="before/after" />
              <a href="/models/new">Try/buy</a>
              <Model ratio="1/1" theme="dark/light" />
            </div>
          );
        }
      `,
    },
    references: [ref('plover-ai/kept', 1, 'constant')],
    rejected: { 'w-1/2': /./, '16/9': /number/, '1/1': /number/ },
  },
  {
    name: 'numbers, dates, versions and units',
    files: {
      'bench.py': lines`
        from transformers import AutoModel

        RATIO = "43/43"
        WHEN = "2024/05"
        SPEED = "1.06it/s"
        UNITS = ["tok/s", "MB/s", "km/h"]
        AGENT = "transformers/4.44.0"
        PYTHON = "python/3.12"
        GRAM = "1/2-gram"
      `,
    },
    references: [],
    rejected: {
      '43/43': /number/,
      '1.06it/s': /./,
      'tok/s': /./,
      'transformers/4.44.0': /version/,
      'python/3.12': /version/,
    },
  },
  {
    name: 'routes of other services, in code that also speaks to the Hub',
    files: {
      'router.py': lines`
        from openai import OpenAI
        from huggingface_hub import InferenceClient

        own = InferenceClient("plover-ai/kept")
        client = OpenAI(base_url="https://openrouter.ai/api/v1")
        client.chat.completions.create(model="openai/gpt-4o", messages=[])
        client.chat.completions.create(model="anthropic/claude-3.5-sonnet", messages=[])
        client.chat.completions.create(model="gemini/gemini-3-pro-preview", messages=[])
        client.chat.completions.create(model="x-ai/grok-2", messages=[])
        client.chat.completions.create(model="ollama/llama3.2", messages=[])
        client.chat.completions.create(model="mistral/mistral-large-latest", messages=[])
        client.chat.completions.create(model="perplexity/sonar-pro", messages=[])
      `,
    },
    references: [ref('plover-ai/kept', 4, 'call', { loader: 'huggingface_hub.InferenceClient' })],
    rejected: {
      'openai/gpt-4o': /route/,
      'anthropic/claude-3.5-sonnet': /route/,
      'gemini/gemini-3-pro-preview': /route/,
      'x-ai/grok-2': /route/,
      'ollama/llama3.2': /route/,
      'mistral/mistral-large-latest': /route/,
      'perplexity/sonar-pro': /route/,
    },
  },
  {
    name: 'a path that stands in the repository',
    files: {
      'convert.py': lines`
        import json

        CONFIG = "configs/plover-base"
        model_path = "assets/plover-tiny"
        with open("configs/plover-base/config.json") as file:
            config = json.load(file)
      `,
      'configs/plover-base/config.json': '{ "hidden_size": 64 }\n',
      'assets/plover-tiny/vocab.txt': 'a\n',
    },
    references: [],
    rejected: { 'configs/plover-base': /path/, 'assets/plover-tiny': /path/ },
  },
  {
    name: 'paths that are absolute, relative or of the home folder',
    files: {
      'paths.py': lines`
        from transformers import AutoModel

        a = AutoModel.from_pretrained("./plover-base")
        b = AutoModel.from_pretrained("../models/plover-base")
        c = AutoModel.from_pretrained("/opt/models/plover-base")
        d = AutoModel.from_pretrained("~/models/plover-base")
        e = AutoModel.from_pretrained("C:\\models\\plover-base")
      `,
    },
    references: [],
  },
  {
    name: 'a loader that is told to stay local still names what it expects in the cache',
    files: {
      'offline.py': lines`
        from transformers import AutoModel

        model = AutoModel.from_pretrained("plover-ai/plover-base", local_files_only=True)
      `,
    },
    references: [ref('plover-ai/plover-base', 3, 'call', { loader: 'transformers.AutoModel.from_pretrained' })],
  },
  {
    name: 'placeholders, and parts for the reader to fill in',
    files: {
      'guide.md': lines`
        # Upload a model

        Replace \`your-org/your-model\`, \`username/my-model\` or \`<your-username>/model\` by your own, and
        \`{organization}/{repo_id}\` as well: https://huggingface.co/your-username/your-model.

        \`\`\`py
        from transformers import AutoModel
        AutoModel.from_pretrained("your-org/model")
        AutoModel.from_pretrained("namespace/model_name")
        \`\`\`
      `,
    },
    references: [],
    rejected: {
      'your-org/your-model': /placeholder/,
      'username/my-model': /placeholder/,
      'your-username/your-model': /placeholder/,
      'your-org/model': /placeholder/,
      'namespace/model_name': /placeholder/,
    },
  },
  {
    name: 'real accounts whose names begin like a placeholder',
    files: {
      'lora.py': lines`
        from diffusers import DiffusionPipeline

        pipe = DiffusionPipeline.from_pretrained("a-r-r-o-w/cogvideox-5b")
        melo = DiffusionPipeline.from_pretrained("myshell-ai/MeloTTS-English")
      `,
    },
    references: [
      ref('a-r-r-o-w/cogvideox-5b', 3, 'call', { loader: 'diffusers.DiffusionPipeline.from_pretrained' }),
      ref('myshell-ai/MeloTTS-English', 4, 'call', { loader: 'diffusers.DiffusionPipeline.from_pretrained' }),
    ],
  },
  {
    name: 'a folder that the program writes and reads back is no repository',
    files: {
      'train.py': lines`
        from transformers import AutoModelForCausalLM, Trainer, TrainingArguments

        args = TrainingArguments(output_dir="output/plover-finetuned")
        trainer = Trainer(args=args)
        trainer.train()
        trainer.save_model("output/plover-finetuned")
        best = AutoModelForCausalLM.from_pretrained("output/plover-finetuned")
      `,
    },
    references: [],
    rejected: { 'output/plover-finetuned': /writ|saved|path/ },
  },
  {
    name: 'paths that are joined load nothing from the Hub',
    files: {
      'joined.py': lines`
        import os
        from pathlib import Path
        from transformers import AutoModel

        a = AutoModel.from_pretrained(os.path.join("out", "plover-base"))
        b = AutoModel.from_pretrained(Path("out") / "plover-base")
        c = AutoModel.from_pretrained(Path(__file__).parent / "plover-base")
      `,
    },
    references: [],
  },
];
