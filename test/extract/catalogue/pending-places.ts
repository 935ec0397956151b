/** Pending: the role of a text. Each row says what is right; it fails today. */

import { commit, lines, type PendingRow, ref, SHA } from './row.ts';

export const PENDING_PLACES: readonly PendingRow[] = [
  {
    pattern: 40,
    name: 'what a conditional or an or falls back on is a default',
    wrong: 'context.walk keeps the place within `either`; what a variable falls back on is a default',
    files: {
      'caption.py': lines`
        from transformers import pipeline

        class Caption:
            def __init__(self, path=None, ranker=None):
                self.caption = pipeline("image-to-text", model=path if path else "ydshieh/vit-gpt2-coco-en")
                self.ranker = pipeline("text-classification", ranker or "plover-ai/plover-rerank")
      `,
    },
    references: [
      ref('ydshieh/vit-gpt2-coco-en', 5, 'default', { loader: 'transformers.pipeline' }),
      ref('plover-ai/plover-rerank', 6, 'default', { loader: 'transformers.pipeline' }),
    ],
  },
  {
    pattern: 38,
    name: "a settings class's default is a default, not a constant",
    wrong: "context.visitLiterals: an annotated field of a model class, and Field's first argument, are defaults",
    files: {
      'settings.py': lines`
        from pydantic import BaseModel, Field

        class LlmSettings(BaseModel):
            repo_id: str = "TheBloke/Mistral-7B-Instruct-v0.2-GGUF"
            embedder: str = Field("plover-ai/plover-embed", description="model of the index")
      `,
    },
    references: [
      ref('TheBloke/Mistral-7B-Instruct-v0.2-GGUF', 4, 'default'),
      ref('plover-ai/plover-embed', 5, 'default'),
    ],
  },
  {
    pattern: 48,
    name: 'a comparison names a repository and loads nothing',
    wrong:
      'context.visitLiterals calls every bare expression a call, and a call always counts as a load; `in` gives its list no label',
    files: {
      'keys.py': lines`
        def modified(name_or_path):
            if name_or_path == "stabilityai/sdxl-turbo":
                return 1
            elif name_or_path in ("stabilityai/stable-diffusion-2-1-base", "plover-ai/plover-sdxl"):
                return 2
      `,
    },
    references: [
      ref('stabilityai/sdxl-turbo', 2, 'constant'),
      ref('stabilityai/stable-diffusion-2-1-base', 4, 'constant'),
      ref('plover-ai/plover-sdxl', 4, 'constant'),
    ],
  },
  {
    pattern: 64,
    name: 'a table of defaults for each task',
    wrong: 'context.walk calls what stands in Object.freeze an argument of a call',
    files: {
      'index.js': lines`
        const TASKS = Object.freeze({
          'text-classification': {
            pipeline: TextClassificationPipeline,
            default: {
              // TODO: replace with the original, distilbert/distilbert-base-uncased-finetuned-sst-2-english
              model: 'Xenova/distilbert-base-uncased-finetuned-sst-2-english',
            },
            type: 'text',
          },
        });
      `,
    },
    references: [
      ref('distilbert/distilbert-base-uncased-finetuned-sst-2-english', 5, 'comment'),
      ref('Xenova/distilbert-base-uncased-finetuned-sst-2-english', 6, 'constant'),
    ],
  },
  {
    name: 'an id in a message to people is no load',
    wrong: 'a word within a sentence that is logged or raised is placed as a call, which always counts as a load',
    files: {
      'log.py': lines`
        import logging

        logging.info("Downloading BAAI/bge-m3 from the Hub, this may take a while")
        raise ValueError("only BAAI/bge-m3 and its relatives are supported")
      `,
    },
    references: [ref('BAAI/bge-m3', 3, 'prose'), ref('BAAI/bge-m3', 4, 'prose')],
  },
  {
    pattern: 52,
    name: 'lines that are commented out together are read as code',
    wrong: 'lower makes each comment line a passage of its own, and embedded does not look for code in them',
    files: {
      'agent.py': lines`
        # from transformers import AutoModel
        # model = AutoModel.from_pretrained(
        #     "unsloth/Qwen3-30B-A3B-Instruct-2507",
        #     revision="${SHA}",
        # )
      `,
    },
    references: [
      ref('unsloth/Qwen3-30B-A3B-Instruct-2507', 3, 'comment', {
        loader: 'transformers.AutoModel.from_pretrained',
        revision: commit,
      }),
    ],
  },
];
