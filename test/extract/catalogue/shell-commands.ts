/** Patterns 73 to 83: command lines, where they stand. */

import { commit, lines, named, type Row, ref, SHA } from './row.ts';

export const SHELL_COMMANDS: readonly Row[] = [
  {
    pattern: 73,
    name: 'hf download of a data set',
    files: {
      'prepare.sh': lines`
        #!/usr/bin/env bash
        set -euo pipefail

        hf download plover-ai/birds --repo-type dataset --local-dir data/birds
        hf download --repo-type=dataset --revision v2 plover-ai/nests train.csv
      `,
    },
    references: [
      ref('plover-ai/birds', 4, 'shell', { kind: 'dataset', loader: 'hf download' }),
      ref('plover-ai/nests', 5, 'shell', {
        kind: 'dataset',
        loader: 'hf download',
        revision: named('v2'),
        file: 'train.csv',
      }),
    ],
  },
  {
    pattern: 74,
    name: 'a pinned download in a composite action',
    files: {
      '.github/actions/model/action.yml': lines`
        name: Fetch the model
        runs:
          using: composite
          steps:
            - uses: actions/setup-python@v5
            - shell: bash
              run: |
                pip install "huggingface_hub[cli]"
                huggingface-cli download \
                  --revision ${SHA} \
                  plover-ai/plover-8b-GGUF plover-8b.Q4_K_M.gguf
      `,
    },
    references: [
      ref('plover-ai/plover-8b-GGUF', 11, 'shell', {
        loader: 'hf download',
        revision: commit,
        file: 'plover-8b.Q4_K_M.gguf',
      }),
    ],
    rejected: { 'actions/setup-python': /./ },
  },
  {
    pattern: 76,
    name: 'wget in a docstring',
    files: {
      'llamacpp.py': lines`
        class LlamaCPP:
            """A local model.

            To use this, first download a model:

            \`\`\`bash
            wget https://huggingface.co/TheBloke/zephyr-7B-alpha-GGUF/resolve/main/zephyr-7b-alpha.Q4_K_M.gguf
            \`\`\`
            """
      `,
    },
    references: [
      ref('TheBloke/zephyr-7B-alpha-GGUF', 7, 'url', {
        revision: named('main'),
        file: 'zephyr-7b-alpha.Q4_K_M.gguf',
        loader: 'download',
      }),
    ],
  },
  {
    pattern: 77,
    name: "a Makefile's variable",
    files: {
      Makefile: lines`
        GALLERY_MODEL ?= https://huggingface.co/plover-ai/plover-8b-GGUF/resolve/main/plover-8b.Q2_K.gguf
        LLAMA_REPO = https://github.com/ggml-org/llama.cpp

        test-models/plover.gguf:
        	wget -q $(GALLERY_MODEL) -O $@
        	hf download plover-ai/plover-tokenizer tokenizer.json
      `,
    },
    references: [
      ref('plover-ai/plover-8b-GGUF', 1, 'url', {
        revision: named('main'),
        file: 'plover-8b.Q2_K.gguf',
        loader: 'download',
      }),
      ref('plover-ai/plover-tokenizer', 6, 'shell', { loader: 'hf download', file: 'tokenizer.json' }),
    ],
    rejected: { 'https://github.com/ggml-org/llama.cpp': /address of github/ },
  },
  {
    pattern: 78,
    name: 'vllm serve in a document',
    files: {
      'docs/embedder.mdx': lines`
        ## Usage

        Start a server first:

        \`\`\`bash
        vllm serve plover-ai/plover-embed-2b --task embed --revision ${SHA} --trust-remote-code
        \`\`\`
      `,
    },
    references: [
      ref('plover-ai/plover-embed-2b', 6, 'shell', { loader: 'vllm serve', revision: commit, remoteCode: true }),
    ],
  },
  {
    pattern: 80,
    name: 'llama.cpp takes a repository with a quantisation',
    files: {
      'run.sh': lines`
        llama-cli -hf plover-ai/plover-1b-GGUF:Q8_0 -p "You are a helpful assistant" -cnv
        llama-server --hf-repo plover-ai/plover-3b-GGUF --hf-file plover-3b-q8_0.gguf -c 4096
      `,
    },
    references: [
      ref('plover-ai/plover-1b-GGUF', 1, 'shell', { loader: 'llama.cpp' }),
      ref('plover-ai/plover-3b-GGUF', 2, 'shell', { loader: 'llama.cpp', file: 'plover-3b-q8_0.gguf' }),
    ],
  },
  {
    pattern: 81,
    name: 'a shell variable that a command uses later',
    files: {
      '12.sh': lines`
        #!/bin/bash
        hf_model="plover-ai/plover-vision-GGUF"
        threads=8
        llama-mtmd-cli -hf \${hf_model} --threads "$threads" --image "$1"
      `,
    },
    references: [ref('plover-ai/plover-vision-GGUF', 2, 'shell', { loader: 'llama.cpp' })],
  },
  {
    pattern: 82,
    name: 'an image that serves, with arguments over continued lines',
    files: {
      'run.sh': lines`
        docker run --gpus all -p 8000:8000 --ipc=host \
          -v ~/.cache/huggingface:/root/.cache/huggingface \
          vllm/vllm-openai:latest \
          --model plover-ai/plover-moe --trust-remote-code
      `,
    },
    references: [ref('plover-ai/plover-moe', 4, 'shell', { loader: 'vllm', remoteCode: true })],
    rejected: { 'vllm/vllm-openai': /./ },
  },
  {
    pattern: 82,
    name: 'a container in PowerShell, whose lines go on after a back-tick',
    files: {
      'run.ps1': lines`
        docker run --gpus all -p 8000:8000 \`
          vllm/vllm-openai:v0.9.1 \`
          --model plover-ai/plover-moe \`
          --trust-remote-code
      `,
    },
    references: [ref('plover-ai/plover-moe', 3, 'shell', { loader: 'vllm', remoteCode: true })],
    rejected: { 'vllm/vllm-openai': /./ },
  },
  {
    pattern: 12,
    name: 'a wheel that pip installs from the Hub runs as code',
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
    pattern: 75,
    name: 'git clone of an address in a workflow',
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
