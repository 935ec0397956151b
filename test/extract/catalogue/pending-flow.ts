/** Pending: what flow does not follow. Each row says what is right; it fails today. */

import { commit, lines, open, type PendingRow, ref, SHA } from './row.ts';

export const PENDING_FLOW: readonly PendingRow[] = [
  {
    pattern: 47,
    name: 'a template keeps its literal namespace, however it is written',
    wrong:
      'candidates.inLiteral reads the stem of an f-string, of .format and of + as an id of its own (`open` does not see a hole beside the literal); facts.scm knows % only after a literal',
    files: {
      'translation.py': lines`
        from transformers import MarianMTModel

        def percent(source, target):
            template = "Helsinki-NLP/opus-mt-%s-%s"
            return MarianMTModel.from_pretrained(template % (source, target))

        def interpolated(pair):
            return MarianMTModel.from_pretrained(f"Helsinki-NLP/opus-mt-{pair}")

        def formatted(pair):
            return MarianMTModel.from_pretrained("Helsinki-NLP/opus-mt-{}".format(pair))

        def joined(pair):
            return MarianMTModel.from_pretrained("Helsinki-NLP/opus-mt-" + pair)
      `,
    },
    references: [],
    unresolved: [
      open('Helsinki-NLP/opus-mt-{source}-{target}', 4, { loader: 'transformers.MarianMTModel.from_pretrained' }),
      open('Helsinki-NLP/opus-mt-{pair}', 8, { loader: 'transformers.MarianMTModel.from_pretrained' }),
      open('Helsinki-NLP/opus-mt-{pair}', 11, { loader: 'transformers.MarianMTModel.from_pretrained' }),
      open('Helsinki-NLP/opus-mt-{pair}', 14, { loader: 'transformers.MarianMTModel.from_pretrained' }),
    ],
  },
  {
    pattern: 47,
    name: 'a template whose parts are all known is composed, where its namespace stands',
    wrong:
      'the same stem is taken for an id; and facts.scm has no expression_list, so that `A, B = x, y` binds nothing',
    files: {
      'composed.py': lines`
        from transformers import MarianMTModel

        SOURCE, TARGET = "en", "fr"
        model = MarianMTModel.from_pretrained(f"Helsinki-NLP/opus-mt-{SOURCE}-{TARGET}")
      `,
    },
    references: [
      ref('Helsinki-NLP/opus-mt-en-fr', 4, 'call', { loader: 'transformers.MarianMTModel.from_pretrained' }),
    ],
  },
  {
    name: 'a pin of another module is a pin',
    wrong: 'link settles ids from other files, not revisions',
    files: {
      'app/load.py': lines`
        from transformers import AutoModel
        from app.pins import PLOVER

        model = AutoModel.from_pretrained("plover-ai/plover-base", revision=PLOVER)
      `,
      'app/pins.py': `PLOVER = "${SHA}"\n`,
    },
    references: [
      ref('plover-ai/plover-base', 4, 'call', {
        path: 'app/load.py',
        loader: 'transformers.AutoModel.from_pretrained',
        revision: commit,
      }),
    ],
  },
  {
    name: 'a local module that shadows a library is the project’s own',
    wrong: 'sinks.loaderOf takes a distinctive name although it is imported from a module of the tree',
    files: {
      'transformers.py': lines`
        def pipeline(task, model):
            return open(f"texts/{model}").read()
      `,
      'use.py': lines`
        from .transformers import pipeline

        text = pipeline("poem", "spring/morning")
      `,
    },
    references: [],
    rejected: { 'spring/morning': /./ },
  },
  {
    pattern: 45,
    name: 'a registry of pins: the key names the repository, the value pins it',
    wrong: "candidates.revisionBeside looks at keys called revision, not at the value of the id's own key",
    files: {
      'hf_revisions.py': lines`
        HF_REVISIONS = {
            "BAAI/bge-m3": "${SHA}",
            "plover-ai/plover-rerank": "${SHA}",
        }
      `,
    },
    references: [
      ref('BAAI/bge-m3', 2, 'constant', { revision: commit }),
      ref('plover-ai/plover-rerank', 3, 'constant', { revision: commit }),
    ],
  },
  {
    pattern: 45,
    name: 'a revision that is looked up in the registry is a pin',
    wrong: 'the call is right; the key of the registry has no pin, as in the row before',
    files: {
      'embed.py': lines`
        from transformers import AutoModel

        PINS = {"BAAI/bge-m3": "${SHA}"}
        MODEL = "BAAI/bge-m3"
        model = AutoModel.from_pretrained(MODEL, revision=PINS[MODEL])
      `,
    },
    references: [
      ref('BAAI/bge-m3', 3, 'constant', { revision: commit }),
      ref('BAAI/bge-m3', 4, 'constant', { loader: 'transformers.AutoModel.from_pretrained', revision: commit }),
    ],
  },
  {
    pattern: 37,
    name: 'it reaches the loader through HfArgumentParser',
    wrong:
      'flow does not know that parse_args_into_dataclasses gives objects of the classes that HfArgumentParser was given',
    files: {
      'finetune.py': lines`
        from dataclasses import dataclass, field
        import transformers

        @dataclass
        class ModelArguments:
            model_name_or_path: str = field(default="facebook/opt-125m")

        def train():
            parser = transformers.HfArgumentParser((ModelArguments, transformers.TrainingArguments))
            model_args, training_args = parser.parse_args_into_dataclasses()
            return transformers.AutoModelForCausalLM.from_pretrained(model_args.model_name_or_path)
      `,
    },
    references: [
      ref('facebook/opt-125m', 6, 'default', { loader: 'transformers.AutoModelForCausalLM.from_pretrained' }),
    ],
  },
  {
    pattern: 49,
    name: 'cases of a test reach the loader through its parameter',
    wrong: 'flow does not bind a parameter to what pytest.mark.parametrize lists for it',
    files: {
      'test_pretrained.py': lines`
        import pytest
        from sentence_transformers import CrossEncoder

        @pytest.mark.parametrize(
            "model_name, expected",
            [
                ("cross-encoder/ms-marco-MiniLM-L6-v2", [8.12, -4.2]),
                ("plover-ai/plover-rerank", [5.7, -1.5]),
            ],
        )
        def test_scores(model_name, expected):
            model = CrossEncoder(model_name)
      `,
    },
    references: [
      ref('cross-encoder/ms-marco-MiniLM-L6-v2', 7, 'call', { loader: 'sentence_transformers.CrossEncoder' }),
      ref('plover-ai/plover-rerank', 8, 'call', { loader: 'sentence_transformers.CrossEncoder' }),
    ],
  },
  {
    pattern: 85,
    name: 'an ARG that Python in a RUN loads',
    wrong: 'the Python in a RUN is a module of its own; a name in braces within it is not looked up among the ARGs',
    files: {
      Dockerfile: lines`
        FROM python:3.12-slim
        ARG EMBEDDING_MODEL=plover-ai/plover-embed
        RUN python -c "from sentence_transformers import SentenceTransformer; SentenceTransformer('\${EMBEDDING_MODEL}')"
      `,
    },
    references: [ref('plover-ai/plover-embed', 2, 'shell', { loader: 'sentence_transformers.SentenceTransformer' })],
  },
  {
    pattern: 87,
    name: 'the default of a variable in an entrypoint',
    wrong: 'commandOf gets the item as plain text: a default in braces is taken apart in shell alone',
    files: {
      'docker-compose.yml': lines`
        services:
          worker:
            image: fastchat:latest
            volumes:
              - huggingface:/root/.cache/huggingface
            entrypoint: ["python3.9", "-m", "fastchat.serve.model_worker", "--model-path", "\${WORKER_MODEL_PATH:-plover-ai/plover-7b}", "--host", "0.0.0.0"]
            command: --model-id \${TGI_MODEL:-plover-ai/plover-3b} --port 80
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 6, 'config', { loader: 'fastchat' }),
      ref('plover-ai/plover-3b', 7, 'config'),
    ],
  },
];
