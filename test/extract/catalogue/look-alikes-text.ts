/** Look-alikes in text for people, in stored outputs and in data. */

import { lines, type Row, ref } from './row.ts';

export const LOOK_ALIKES_TEXT: readonly Row[] = [
  {
    name: 'pairs of words in prose, beside one reference',
    files: {
      'README.md': lines`
        # Plover

        Train and/or evaluate models; the encoder/decoder, client/server and input/output parts are separate.
        It is a yes/no question of precision/recall, true/false positives, read/write speed and start/stop tokens.
        The model/dataset pair is listed under [plover-ai/plover-base](https://huggingface.co/plover-ai/plover-base),
        he/she/they n/a w/o TCP/IP.
      `,
    },
    references: [ref('plover-ai/plover-base', 5, 'prose'), ref('plover-ai/plover-base', 5, 'url')],
    rejected: {
      'and/or': /./,
      'encoder/decoder': /./,
      'client/server': /./,
      'precision/recall': /./,
      'model/dataset': /./,
    },
  },
  {
    name: 'repositories of GitHub by link, by badge and by name',
    files: {
      'README.md': lines`
        [neuml/txtai](https://github.com/neuml/txtai) is built on
        [huggingface/transformers](https://github.com/huggingface/transformers#installation).
        ![build](https://github.com/neuml/txtai/workflows/build/badge.svg)
        [![stars](https://img.shields.io/github/stars/neuml/txtai)](https://star-history.com/#neuml/txtai)

            git clone git@github.com:neuml/txtai.git
            gh repo clone neuml/paperai
      `,
    },
    references: [],
    rejected: {
      'neuml/txtai': /GitHub|another host/,
      'huggingface/transformers': /GitHub|another host/,
      'neuml/paperai': /./,
    },
  },
  {
    name: 'DOIs and papers',
    files: {
      'REFERENCES.md': lines`
        - Reimers, Gurevych: Sentence-BERT. doi:10.18653/v1/D19-1410, https://doi.org/10.1109/CVPR.2016.90
        - arXiv:1908.10084 (cs/CL), https://arxiv.org/abs/1908.10084
        - @article{plover, doi = {10.1145/3292500.3330701}, eprint = {cs/0112017}}
        - https://huggingface.co/plover-ai/kept
      `,
    },
    references: [ref('plover-ai/kept', 4, 'url')],
    rejected: { 'https://doi.org/10.1109/CVPR.2016.90': /address of doi/, 'cs/CL': /./ },
  },
  {
    name: 'pages of the Hub that are no repositories',
    files: {
      'links.md': lines`
        - https://huggingface.co/docs/transformers/main_classes/model
        - https://huggingface.co/blog/plover-ai/release
        - https://huggingface.co/papers/2310.06825
        - https://huggingface.co/collections/plover-ai/birds-65f0a1
        - https://huggingface.co/settings/tokens
        - https://huggingface.co/join and https://huggingface.co/pricing#endpoints
        - https://huggingface.co/tasks/text-classification
        - https://huggingface.co/models?library=sentence-transformers
        - https://huggingface.co/datasets?search=birds/nests
        - https://huggingface.co/spaces
        - https://huggingface.co/learn/nlp-course/chapter1
        - https://huggingface.co/organizations/plover-ai/activity/all
        - https://huggingface.co/api/whoami-v2
        - https://huggingface.co/plover-ai
        - https://discuss.huggingface.co/t/plover/1234
        - https://huggingface.co/front/assets/huggingface_logo.svg
        - https://cdn-uploads.huggingface.co/production/uploads/5f17f0/a.png
        - https://huggingface.co/plover-ai/kept
      `,
    },
    references: [ref('plover-ai/kept', 18, 'url')],
    rejected: {
      'https://huggingface.co/docs/transformers/main_classes/model': /\/docs/,
      'https://huggingface.co/blog/plover-ai/release': /\/blog/,
      'https://huggingface.co/papers/2310.06825': /\/papers/,
      'https://huggingface.co/collections/plover-ai/birds-65f0a1': /\/collections/,
      'https://huggingface.co/settings/tokens': /\/settings/,
      'https://huggingface.co/tasks/text-classification': /\/tasks/,
      'https://huggingface.co/models?library=sentence-transformers': /listing/,
      'https://huggingface.co/datasets?search=birds/nests': /listing/,
      'https://huggingface.co/learn/nlp-course/chapter1': /\/learn/,
      'https://huggingface.co/api/whoami-v2': /API/,
      'https://huggingface.co/plover-ai': /user or an organisation/,
      'https://discuss.huggingface.co/t/plover/1234': /address of discuss/,
    },
  },
  {
    name: 'progress, base64 and pictures in a stored output',
    files: 'progress-output',
    references: [ref('plover-ai/plover-base', 32, 'call', { loader: 'transformers.AutoModel.from_pretrained' })],
  },
  {
    name: 'base64, hashes and data addresses in code',
    files: {
      'icons.ts': lines`
        const LOGO = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA/Qwen/AAAFCAYAAACNbyblAAAAHElEQVQI12P4+base/8AAAAASUVORK5CYII=';
        const INTEGRITY = 'sha512-9aC/model7Qy+base/pN0Xk1zZf3w==';
        const TOKEN = 'eyJhbGciOi/JIUzI1-base/IsInR5cCI6IkpXVCJ9';
        const FONT = "d09GMgABAAAAAA/model-base+AAAA";
      `,
    },
    references: [],
  },
  {
    name: 'a lock file and a list of files',
    files: {
      'pnpm-lock.yaml': lines`
        packages:
          '@huggingface/hub@2.0.0':
            resolution: {integrity: sha512-9aC/model7Qy+base/pN0Xk1zZf3w==}
          plover/model-base@1.0.0:
            resolution: {tarball: https://codeload.github.com/plover/model-base/tar.gz/abc}
      `,
      'MANIFEST.in': lines`
        include src/model.py
        recursive-include docs/source *.md
        graft tests/fixtures
      `,
    },
    references: [],
    rejected: { 'src/model.py': /file|path/ },
  },
  {
    name: 'titles of models are no ids',
    files: {
      'cards.md': lines`
        | Model | Score |
        | --- | --- |
        | Llama 3/8B | 71.2 |
        | Qwen2.5/7B Instruct | 74.0 |
        | GPT-4/4o | 88.7 |
      `,
    },
    references: [],
    rejected: { '3/8B': /./, 'GPT-4/4o': /./ },
  },
  {
    name: 'licences, headers and editors’ settings',
    files: {
      'settings.json': lines`
        {
          "workbench.colorTheme": "Plover/Dark",
          "license": "MIT/Apache-2.0",
          "editor.fontFamily": "Fira/Code",
          "files.associations": { "*.md": "text/markdown" }
        }
      `,
      'LICENSE.txt': 'Licensed under MIT and/or Apache-2.0; see http://www.apache.org/licenses/LICENSE-2.0.\n',
    },
    references: [],
    rejected: { 'MIT/Apache-2.0': /./, 'text/markdown': /media/ },
  },
  {
    name: 'what is downloaded of how much',
    files: {
      'train.log': lines`
        model.safetensors:  12%|█▏        | 52.4M/438M [00:02<00:17, 21.6MB/s]
        spiece.model: 100%|██████████| 792k/792k [00:00<00:00, 11.4MB/s]
        tokenizer.json: 1.2G/7.1G
      `,
    },
    references: [],
    rejected: { '52.4M/438M': /number|size/, '792k/792k': /number|size/, '1.2G/7.1G': /number|size/ },
  },
  {
    name: 'at signs of mail, of hosts and of packages',
    files: {
      'CONTACT.md': lines`
        Write to models@plover.example/press or birds@plover.example; clone git@example.com/plover.git.
        Install with npx plover@2.1/cli or \`uv tool install plover@git+ssh://git@example.com/plover/tool\`.
        The weights: https://huggingface.co/plover-ai/kept
      `,
    },
    references: [ref('plover-ai/kept', 3, 'url')],
  },
];
