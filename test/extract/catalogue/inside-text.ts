/** Code and configuration inside text of another kind. */

import { commit, lines, named, type Row, ref, SHA } from './row.ts';

export const INSIDE_TEXT: readonly Row[] = [
  {
    name: 'YAML in a string of Python',
    files: {
      'workflow.py': lines`
        from txtai.app import Application

        app = Application("""
        writable: true
        embeddings:
          path: plover-ai/plover-embed
          revision: ${SHA}
        summary:
          path: sshleifer/distilbart-cnn-12-6
        """)
      `,
    },
    references: [
      ref('plover-ai/plover-embed', 6, 'config', { revision: commit }),
      ref('sshleifer/distilbart-cnn-12-6', 9, 'config'),
    ],
  },
  {
    name: 'a command as a list of words, and as a string',
    files: {
      'launch.py': lines`
        import os
        import subprocess

        subprocess.run(["vllm", "serve", "plover-ai/plover-7b", "--trust-remote-code"], check=True)
        subprocess.Popen([sys.executable, "-m", "sglang.launch_server", "--model-path", "plover-ai/plover-3b"])
        os.system("hf download plover-ai/plover-1b config.json --revision main")
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 4, 'call', { loader: 'vllm serve', remoteCode: true }),
      ref('plover-ai/plover-3b', 5, 'call', { loader: 'sglang' }),
      ref('plover-ai/plover-1b', 6, 'shell', { loader: 'hf download', file: 'config.json', revision: named('main') }),
    ],
  },
  {
    name: 'Python in a here-document of a script',
    files: {
      'warm.sh': lines`
        #!/bin/sh
        python3 - <<'PY'
        from transformers import AutoTokenizer
        AutoTokenizer.from_pretrained("plover-ai/plover-7b")
        PY
        echo done
      `,
    },
    references: [ref('plover-ai/plover-7b', 4, 'shell', { loader: 'transformers.AutoTokenizer.from_pretrained' })],
  },
  {
    name: 'Python in a step of a workflow',
    files: {
      '.github/workflows/warm.yml': lines`
        jobs:
          warm:
            steps:
              - name: Fetch
                shell: python
                run: |
                  from huggingface_hub import snapshot_download
                  snapshot_download("plover-ai/plover-7b", revision="${SHA}")
              - run: python -c "from datasets import load_dataset; load_dataset('plover-ai/birds')"
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 8, 'config', { loader: 'huggingface_hub.snapshot_download', revision: commit }),
      ref('plover-ai/birds', 9, 'shell', { kind: 'dataset', loader: 'datasets.load_dataset' }),
    ],
  },
  {
    name: 'YAML and JSON in fences of a document',
    files: {
      'serving.md': lines`
        Values of the chart:

        \`\`\`yaml
        model:
          id: plover-ai/plover-7b
          revision: ${SHA}
        \`\`\`

        or as a request:

        \`\`\`json
        { "model": "plover-ai/plover-7b", "messages": [] }
        \`\`\`
      `,
    },
    references: [ref('plover-ai/plover-7b', 5, 'prose', { revision: commit }), ref('plover-ai/plover-7b', 12, 'prose')],
  },
  {
    name: 'HTML in a document',
    files: {
      'overview.md': lines`
        <div class="components">
          <a href="https://huggingface.co/FacebookAI/roberta-base" class="box w-1/2"><code>FacebookAI/roberta-base</code></a>
        </div>
      `,
    },
    references: [ref('FacebookAI/roberta-base', 2, 'url'), ref('FacebookAI/roberta-base', 2, 'prose')],
  },
  {
    name: 'commands and files in cells of a notebook',
    files: 'notebook-cells',
    references: [
      ref('plover-ai/plover-7b-GGUF', 8, 'shell', { loader: 'hf download', file: 'plover-7b.Q4_K_M.gguf' }),
      ref('plover-ai/plover-embed', 19, 'config'),
      ref('plover-ai/plover-rank', 29, 'call', { loader: 'sentence_transformers.CrossEncoder' }),
    ],
  },
  {
    name: 'a session in a document: commands, and what they print',
    files: {
      'README.md': lines`
        \`\`\`console
        $ hf download plover-ai/plover-7b config.json
        Fetching 1 file: 100%|██████████| 1/1 [00:00<00:00,  1.06it/s]
        $ vllm serve plover-ai/plover-7b
        \`\`\`
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 2, 'shell', { loader: 'hf download', file: 'config.json' }),
      ref('plover-ai/plover-7b', 4, 'shell', { loader: 'vllm serve' }),
    ],
  },
  {
    name: 'a fence in a docstring',
    files: {
      'api.py': lines`
        def rank(model):
            """Ranks documents.

            \`\`\`python
            from sentence_transformers import CrossEncoder
            rank(CrossEncoder("plover-ai/plover-rank", trust_remote_code=True))
            \`\`\`
            """
      `,
    },
    references: [
      ref('plover-ai/plover-rank', 6, 'docstring', {
        loader: 'sentence_transformers.CrossEncoder',
        remoteCode: true,
      }),
    ],
  },
  {
    name: 'a command line in a fence that says it is Python',
    files: {
      'README.md': lines`
        Measure it:

        \`\`\`python
        python3 multi-round-qa.py \
            --num-users 10 \
            --model plover-ai/plover-8B-Instruct \
            --base-url http://localhost:30080/v1
        \`\`\`
      `,
    },
    references: [ref('plover-ai/plover-8B-Instruct', 6, 'prose')],
  },
  {
    name: 'a list of models that were merged, of which few names tell',
    files: {
      'gallery/index.yaml': lines`
        - name: plover
          description: |
            Merged from:
            Qwen/Plover-8B-Instruct
            Gull-Vector/Austral-Winton
            tern-narayanan/formal_logic + heron/Longstory_v1_bs128

            Tuned on datasets like argilla/birds-20k-chat, heron/c2-logs-cleaned and nest/Opus_25k.
            Made with the tools of heron/scripts_of_mine.
      `,
    },
    references: [
      ref('Qwen/Plover-8B-Instruct', 4, 'config'),
      ref('Gull-Vector/Austral-Winton', 5, 'config'),
      ref('tern-narayanan/formal_logic', 6, 'config'),
      ref('heron/Longstory_v1_bs128', 6, 'config'),
      ref('argilla/birds-20k-chat', 8, 'config', { kind: 'dataset' }),
      ref('heron/c2-logs-cleaned', 8, 'config', { kind: 'dataset' }),
      ref('nest/Opus_25k', 8, 'config', { kind: 'dataset' }),
    ],
    rejected: { 'heron/scripts_of_mine': /./ },
  },
  {
    name: 'a name behind its label in a sentence, in a comment, in a list of facts',
    files: {
      'configs/gull/SDAR-Sci.yml': '# HF model id: gull/SDAR-Sci\nsize: 30\n',
      'models.rst': lines`
        - **Model ID:** heron/Kestrel-mini
        - **Note:** heron/mini-notes
      `,
    },
    references: [
      ref('gull/SDAR-Sci', 1, 'comment', { path: 'configs/gull/SDAR-Sci.yml' }),
      ref('heron/Kestrel-mini', 1, 'prose', { path: 'models.rst' }),
    ],
    rejected: { 'heron/mini-notes': /./ },
  },
  {
    name: 'a translation whose lines break within an address',
    files: {
      'locale/de/models.po': lines`
        #: ../../source/models.rst:76
        msgid ""
        "**Model Hubs**:  \`Hugging Face <https://huggingface.co/plover-"
        "ai/plover-7b>\`__, on https://huggingface.co/heron/kestrel-"
        "base"
        msgstr "Modell von https://huggingface.co/plover-ai/plover-3b"
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 3, 'url'),
      ref('heron/kestrel-base', 4, 'url'),
      ref('plover-ai/plover-3b', 6, 'url'),
    ],
  },
  {
    name: 'a data set is one in translated documents as well',
    files: {
      'README.md': lines`
        # Hugging Face
        - Prueba el conjunto de datos \`bigcode/the-stack-smol\`
        - \`bigcode/nests-smol\`データセットを試す
        - \`bigcode/birds-smol\` 데이터셋 활용해보기
        - Thử nghiệm với tập dữ liệu \`bigcode/feathers-smol\`
      `,
    },
    references: [
      ref('bigcode/the-stack-smol', 2, 'prose', { kind: 'dataset' }),
      ref('bigcode/nests-smol', 3, 'prose', { kind: 'dataset' }),
      ref('bigcode/birds-smol', 4, 'prose', { kind: 'dataset' }),
      ref('bigcode/feathers-smol', 5, 'prose', { kind: 'dataset' }),
    ],
  },
];
