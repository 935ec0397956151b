/** Look-alikes in configuration, catalogues of models and manifests. */

import { lines, type Row, ref } from './row.ts';

export const LOOK_ALIKES_CONFIG: readonly Row[] = [
  {
    name: 'a folder called models, and files of its own, are paths',
    files: {
      'workflow.json': lines`
        [
          { "url": "https://huggingface.co/plover-ai/plover-animate/resolve/main/motion.ckpt", "path": "models/animate/motion.ckpt" },
          { "url": "https://example.org/dark.safetensors", "path": "models/checkpoints/dark_colorful.safetensors" },
          { "path": "models/controlnet/control_v11f1e_sd15_tile.pth", "data": "datasets/plover-3-4b-fine-tuning-dsz3" }
        ]
      `,
    },
    references: [
      ref('plover-ai/plover-animate', 2, 'url', {
        revision: { at: 'named', name: 'main' },
        file: 'motion.ckpt',
        loader: 'download',
      }),
    ],
    rejected: {
      'checkpoints/dark_colorful.safetensors': /path/,
      'controlnet/control_v11f1e_sd15_tile.pth': /path|file/,
      'datasets/plover-3-4b-fine-tuning-dsz3': /path/,
    },
  },
  {
    name: 'sizes, formats, adjectives, letters and collections that a slash joins',
    files: {
      'models.yaml': lines`
        - name: plover
          description: |
            The E2B/E4B and 8B/70B sizes of google/gemma-3-4b-it, float16/bfloat16, an OpenAI/Anthropic-compatible server, A/B tested.
          collection: huggingface-tools/diffusion-tools-6630bb19a942c2306a2cdb6f
          data: [archives/plover.jsonl.zst]
      `,
    },
    references: [ref('google/gemma-3-4b-it', 3, 'config')],
    rejected: {
      'E2B/E4B': /number/,
      'float16/bfloat16': /./,
      'OpenAI/Anthropic-compatible': /./,
      'A/B': /./,
      'huggingface-tools/diffusion-tools-6630bb19a942c2306a2cdb6f': /collection/,
    },
  },
  {
    name: 'the modules of a LoRA, and a stand-in for a data set, are no ids of one part',
    files: {
      'train.py': lines`
        from datasets import load_dataset
        from peft import LoraConfig

        config = LoraConfig(target_modules="all-linear", base_model_name_or_path="all-MiniLM-L6-v2")
        data = load_dataset("my-dataset", split="train")
        harmless = load_dataset("Anthropic/hh-rlhf")
      `,
    },
    references: [
      ref('sentence-transformers/all-MiniLM-L6-v2', 4, 'call'),
      ref('Anthropic/hh-rlhf', 6, 'call', { kind: 'dataset', loader: 'datasets.load_dataset' }),
    ],
    rejected: { 'my-dataset': /placeholder/ },
  },
  {
    name: 'images of containers in the values of a chart',
    files: {
      'values.yaml': lines`
        modelSpec:
          - name: plover
            repository: "plover-ai/plover-7b-server"
            tag: v0.3.9post2
            modelURL: plover-ai/plover-7b
        whisper:
          image:
            repository: plover-ai/whisper-gaudi
        images:
          default: "plover-ai/faster-whisper-server:latest-cpu"
        loraAdapters:
          - source: huggingface
            repository: plover-ai/plover-8b-topic-control
      `,
    },
    references: [ref('plover-ai/plover-7b', 5, 'config'), ref('plover-ai/plover-8b-topic-control', 13, 'config')],
    rejected: {
      'plover-ai/plover-7b-server': /image/,
      'plover-ai/whisper-gaudi': /image/,
      'plover-ai/faster-whisper-server': /image/,
    },
  },
  {
    name: 'names on other hubs, beside those on the Hub',
    files: {
      'models.json': lines`
        {
          "model_src": {
            "huggingface": { "model_id": "plover-ai/plover-7b" },
            "modelscope": { "model_id": "ZhipuAI/GLM-5.1", "model_revision": "master" }
          },
          "birds": { "hf_hub_url": "plover-ai/birds", "ms_hub_url": "AI-ModelScope/Open-Platypus" }
        }
      `,
      'constants.py': lines`
        MODELS = {
            "Plover-7B": {
                DownloadSource.DEFAULT: "plover-ai/plover-7b",
                DownloadSource.MODELSCOPE: "AI-ModelScope/plover-7b",
            },
        }
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 3, 'config', { path: 'models.json' }),
      ref('plover-ai/birds', 6, 'config', { path: 'models.json' }),
      ref('plover-ai/plover-7b', 3, 'constant', { path: 'constants.py' }),
    ],
    rejected: {
      'ZhipuAI/GLM-5.1': /other? hub|another hub/,
      'AI-ModelScope/Open-Platypus': /another hub/,
      'AI-ModelScope/plover-7b': /another hub/,
    },
  },
  {
    name: 'the text of a link to an owner, and folders called like an id',
    files: {
      'README.md': lines`
        | Family | Sizes |
        | --- | --- |
        | [Phi-4-mini/Phi-4](https://huggingface.co/microsoft) | 3.8B/14B |
        | [Plover/Plover-7B](https://huggingface.co/collections/plover-ai/plover-65f0a1) | 7B |
      `,
      'openai/gpt-oss-20b/config.yaml': lines`
        model_cache:
          - repo_id: openai/gpt-oss-20b
            path: openai/gpt-oss-20b
      `,
    },
    references: [ref('openai/gpt-oss-20b', 2, 'config', { path: 'openai/gpt-oss-20b/config.yaml' })],
    rejected: { 'Phi-4-mini/Phi-4': /./, 'Plover/Plover-7B': /./, 'openai/gpt-oss-20b': /path/ },
  },
  {
    name: 'recipes are called like ids, and are files somewhere in the tree',
    files: {
      'registry.py': lines`
        RECIPES = [Config(name="plover3_2/3B_lora_single_device", file_path="plover3_2/3B_lora_single_device.yaml")]
        # tune run lora --config plover3_2/3B_lora_single_device, on the model plover-ai/Plover-3.2-3B-Instruct
      `,
      'recipes/configs/plover3_2/3B_lora_single_device.yaml': 'tokenizer: plover-ai/Plover-3.2-3B-Instruct\n',
    },
    references: [
      ref('plover-ai/Plover-3.2-3B-Instruct', 2, 'comment', { path: 'registry.py' }),
      ref('plover-ai/Plover-3.2-3B-Instruct', 1, 'config', {
        path: 'recipes/configs/plover3_2/3B_lora_single_device.yaml',
      }),
    ],
    rejected: { 'plover3_2/3B_lora_single_device': /file of this name/ },
  },
];
