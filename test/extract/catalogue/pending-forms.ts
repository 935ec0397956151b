/** Pending: ways to write an id, and files that hold one. Each row says what is right; it fails today. */

import { commit, lines, open, type PendingRow, ref, SHA } from './row.ts';

export const PENDING_FORMS: readonly PendingRow[] = [
  {
    pattern: 62,
    name: "a Space's host with several hyphens is never dropped: where the owner ends is not told",
    wrong: 'ids.isHubHost does not know hf.space; this is an unresolved place',
    files: {
      'agent.json': '{ "server": { "type": "http", "url": "https://evalstate-flux1-schnell.hf.space/sse" } }\n',
    },
    references: [],
    unresolved: [open('evalstate-flux1-schnell.hf.space', 1, { kind: 'space' })],
  },
  {
    pattern: 92,
    name: "a card's front matter: base models and data sets, bare ones too",
    wrong: 'candidates.bareTarget takes models of one part alone: legacy.isLegacyDataset is not asked',
    files: {
      'README.md': lines`
        ---
        license: apache-2.0
        library_name: transformers
        pipeline_tag: text-classification
        base_model:
          - plover-ai/plover-base
          - bert-base-uncased
        datasets:
          - squad_v2
          - plover-ai/birds
        tags: [text/classification, birds]
        ---

        # Plover
      `,
    },
    references: [
      ref('plover-ai/plover-base', 6, 'config'),
      ref('bert-base-uncased', 7, 'config'),
      ref('squad_v2', 9, 'config', { kind: 'dataset' }),
      ref('plover-ai/birds', 10, 'config', { kind: 'dataset' }),
    ],
  },
  {
    pattern: 93,
    name: 'what a Space preloads: a repository, its files, a commit',
    wrong: 'what follows an id in preload_from_hub is not read',
    files: {
      'README.md': lines`
        ---
        title: Plover
        sdk: gradio
        app_file: app.py
        models: [plover-ai/plover-7b]
        preload_from_hub:
          - plover-ai/plover-prior text_encoder/model.safetensors,prior/diffusion_pytorch_model.safetensors
          - plover-ai/plover-tts
          - openai-community/gpt2 config.json ${SHA}
        ---
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 5, 'config'),
      ref('plover-ai/plover-prior', 7, 'config', {
        file: 'text_encoder/model.safetensors,prior/diffusion_pytorch_model.safetensors',
      }),
      ref('plover-ai/plover-tts', 8, 'config'),
      ref('openai-community/gpt2', 9, 'config', { file: 'config.json', revision: commit }),
    ],
  },
];
