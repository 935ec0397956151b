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
];
