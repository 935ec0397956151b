/** Pending: commands that are not known, or known wrongly. Each row says what is right; it fails today. */

import { lines, named, type PendingRow, ref } from './row.ts';

export const PENDING_COMMANDS: readonly PendingRow[] = [
  {
    pattern: 12,
    name: 'a wheel that pip installs from the Hub runs as code',
    wrong: 'commands has no row for pip install',
    files: {
      'setup.sh': lines`
        pip install "en_core_web_sm @ https://huggingface.co/spacy/en_core_web_sm/resolve/main/en_core_web_sm-any-py3-none-any.whl"
      `,
    },
    references: [
      ref('spacy/en_core_web_sm', 1, 'url', {
        revision: named('main'),
        file: 'en_core_web_sm-any-py3-none-any.whl',
        loader: /pip/,
        remoteCode: true,
      }),
    ],
  },
  {
    pattern: 12,
    name: 'so does a wheel among the requirements',
    wrong: 'requirements files are read as plain text',
    files: {
      'requirements.txt': lines`
        spacy>=3.7
        en-core-web-sm @ https://huggingface.co/spacy/en_core_web_sm/resolve/main/en_core_web_sm-any-py3-none-any.whl
      `,
    },
    references: [
      ref('spacy/en_core_web_sm', 2, 'url', {
        revision: named('main'),
        file: 'en_core_web_sm-any-py3-none-any.whl',
        loader: /pip/,
        remoteCode: true,
      }),
    ],
  },
  {
    pattern: 72,
    name: "node-llama-cpp's hf: with a quantisation, on the command line and in code",
    wrong: 'commands has no row for node-llama-cpp',
    files: {
      'README.md': lines`
        Run it:

        \`\`\`sh
        npx -y node-llama-cpp chat hf:mradermacher/Qwen3-8B-GGUF:Q4_K_M
        \`\`\`
      `,
      'model.ts': lines`
        import { resolveModelFile } from 'node-llama-cpp';

        const path = await resolveModelFile('hf:plover-ai/plover-8b-GGUF:Q4_K_M', './models');
      `,
    },
    references: [
      ref('mradermacher/Qwen3-8B-GGUF', 4, 'shell', { path: 'README.md', loader: /node-llama-cpp/ }),
      ref('plover-ai/plover-8b-GGUF', 3, 'call', { path: 'model.ts', loader: 'node-llama-cpp.resolveModelFile' }),
    ],
  },
  {
    pattern: 79,
    name: "ollama takes the Hub's short host, and its own library",
    wrong: "the `marked` of the ollama row is not asked: a name of Ollama's library is reported as loaded",
    files: {
      'README.md': lines`
        \`\`\`
        ollama run hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M
        ollama run huggingface.co/plover-ai/plover-8b-GGUF
        ollama pull llama3.2:1b
        ollama run mannix/llama3.1-8b-abliterated
        \`\`\`
      `,
    },
    references: [
      ref('bartowski/Llama-3.2-3B-Instruct-GGUF', 2, 'url', { loader: 'ollama' }),
      ref('plover-ai/plover-8b-GGUF', 3, 'url', { loader: 'ollama' }),
    ],
    rejected: { 'mannix/llama3.1-8b-abliterated': /ollama/ },
  },
  {
    pattern: 75,
    name: 'git clone of an address in a workflow',
    wrong:
      'embedded.LOOKS does not take a line that begins with an assignment for shell, so that the step is not parsed',
    files: {
      '.github/workflows/tests.yml': lines`
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - run: git lfs install && git clone --depth 1 https://huggingface.co/hf-internal-testing/tiny-random-bert
              - run: |
                  GIT_LFS_SKIP_SMUDGE=1 git clone --branch v1.0 https://huggingface.co/datasets/plover-ai/birds data/birds
      `,
    },
    references: [
      ref('hf-internal-testing/tiny-random-bert', 6, 'url', { loader: 'git clone' }),
      ref('plover-ai/birds', 8, 'url', { kind: 'dataset', loader: 'git clone', revision: named('v1.0') }),
    ],
    rejected: { 'actions/checkout': /./ },
  },
  {
    pattern: 83,
    name: 'a command line in a cell of a table',
    wrong: 'code in back-ticks is not looked at as a command line',
    files: {
      'README.md': lines`
        | Size | Chat Command | Hugging Face Repo |
        | ---  | --- | --- |
        | 7B   | \`python3 -m fastchat.serve.cli --model-path plover-ai/plover-7b\` | [plover-ai/plover-7b](https://huggingface.co/plover-ai/plover-7b) |
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 3, 'shell', { loader: 'fastchat' }),
      ref('plover-ai/plover-7b', 3, 'prose'),
      ref('plover-ai/plover-7b', 3, 'url'),
    ],
  },
];
