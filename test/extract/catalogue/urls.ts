/** Addresses on the Hub's hosts, and the other ways to write an id: package URLs, folders of the cache, encoded slashes. */

import { commit, lines, type Named, named, open, type PendingRow, type Row, ref, SHA } from './row.ts';

const HUB = 'https://huggingface.co';
const MAIN: Partial<Named> = { revision: named('main') };

/** Written in a document, where nothing is downloaded. */
const ACCEPTED: readonly (readonly [url: string, id: string, rest?: Partial<Named>])[] = [
  [`${HUB}/plover-ai/plover-7b`, 'plover-ai/plover-7b'],
  [`${HUB}/plover-ai/plover-7b/`, 'plover-ai/plover-7b'],
  [`${HUB}/plover-ai/plover-7b.git`, 'plover-ai/plover-7b'],
  [`${HUB}/models/plover-ai/plover-7b`, 'plover-ai/plover-7b'],
  [`${HUB}/datasets/plover-ai/birds`, 'plover-ai/birds', { kind: 'dataset' }],
  [`${HUB}/spaces/plover-ai/demo`, 'plover-ai/demo', { kind: 'space' }],
  [`${HUB}/kernels/plover-ai/attention`, 'plover-ai/attention', { kind: 'kernel' }],
  [`${HUB}/plover-ai/plover-7b/tree/main`, 'plover-ai/plover-7b', MAIN],
  [`${HUB}/plover-ai/plover-7b/tree/v2/onnx`, 'plover-ai/plover-7b', { revision: named('v2'), file: 'onnx' }],
  [`${HUB}/plover-ai/plover-7b/blob/main/config.json`, 'plover-ai/plover-7b', { ...MAIN, file: 'config.json' }],
  [
    `${HUB}/plover-ai/plover-7b/blob/${SHA}/a/b.json#L10-L12`,
    'plover-ai/plover-7b',
    { revision: commit, file: 'a/b.json' },
  ],
  [
    `${HUB}/plover-ai/plover-7b/resolve/main/model.safetensors?download=true`,
    'plover-ai/plover-7b',
    { ...MAIN, file: 'model.safetensors' },
  ],
  [
    `${HUB}/plover-ai/plover-7b/resolve/191239b/model.gguf`,
    'plover-ai/plover-7b',
    { revision: { at: 'short', commit: '191239b' }, file: 'model.gguf' },
  ],
  [
    `${HUB}/plover-ai/plover-7b/resolve/refs%2Fpr%2F21/model.onnx`,
    'plover-ai/plover-7b',
    { revision: named('refs/pr/21'), file: 'model.onnx' },
  ],
  [
    `${HUB}/plover-ai/plover-7b/resolve/refs/pr/21/model.onnx`,
    'plover-ai/plover-7b',
    { revision: named('refs/pr/21'), file: 'model.onnx' },
  ],
  [
    `${HUB}/plover-ai/plover-7b/tree/feature%2Ffoo/src`,
    'plover-ai/plover-7b',
    { revision: named('feature/foo'), file: 'src' },
  ],
  [
    `${HUB}/datasets/plover-ai/birds/resolve/refs%2Fconvert%2Fparquet/default/train/0000.parquet`,
    'plover-ai/birds',
    { kind: 'dataset', revision: named('refs/convert/parquet'), file: 'default/train/0000.parquet' },
  ],
  [`${HUB}/plover-ai/plover-7b/raw/main/README.md`, 'plover-ai/plover-7b', { ...MAIN, file: 'README.md' }],
  [`${HUB}/plover-ai/plover-7b/blame/main/README.md`, 'plover-ai/plover-7b', { ...MAIN, file: 'README.md' }],
  [`${HUB}/plover-ai/plover-7b/commit/${SHA}`, 'plover-ai/plover-7b', { revision: commit }],
  [`${HUB}/plover-ai/plover-7b/blob/main/a%20b.txt`, 'plover-ai/plover-7b', { ...MAIN, file: 'a b.txt' }],
  [`${HUB}/plover-ai/plover-7b/discussions/3`, 'plover-ai/plover-7b'],
  [`${HUB}/api/models/plover-ai/plover-7b`, 'plover-ai/plover-7b'],
  [`${HUB}/api/datasets/plover-ai/birds/parquet`, 'plover-ai/birds', { kind: 'dataset' }],
  [`${HUB}/api/models/plover-ai/plover-7b/revision/${SHA}`, 'plover-ai/plover-7b', { revision: commit }],
  [`${HUB}/bert-base-uncased/resolve/main/vocab.txt`, 'bert-base-uncased', { ...MAIN, file: 'vocab.txt' }],
  [`${HUB}/datasets/squad_v2`, 'squad_v2', { kind: 'dataset' }],
  ['http://huggingface.co/plover-ai/plover-7b', 'plover-ai/plover-7b'],
  ['https://www.huggingface.co/plover-ai/plover-7b', 'plover-ai/plover-7b'],
  ['https://hf.co/plover-ai/plover-7b', 'plover-ai/plover-7b'],
  ['https://hf-mirror.com/plover-ai/plover-7b', 'plover-ai/plover-7b'],
  ['HTTPS://HuggingFace.co/Plover-AI/plover-7b', 'Plover-AI/plover-7b'],
  ['huggingface.co/plover-ai/plover-7b', 'plover-ai/plover-7b'],
  ['hf.co/datasets/plover-ai/birds', 'plover-ai/birds', { kind: 'dataset' }],
  ['https://huggingface.co:443/plover-ai/plover-7b', 'plover-ai/plover-7b'],
  ['https://user:hf_token@huggingface.co/plover-ai/plover-7b', 'plover-ai/plover-7b'],
];

const REJECTED: readonly (readonly [url: string, reason: RegExp])[] = [
  [`${HUB}/`, /front page/],
  [`${HUB}/plover-ai`, /user or an organisation/],
  [`${HUB}/datasets`, /listing/],
  [`${HUB}/spaces/plover-ai`, /user or an organisation/],
  [`${HUB}/collections/plover-ai/birds-65f0a1`, /collections/],
  [`${HUB}/buckets/plover-ai/outputs`, /buckets/],
  [`${HUB}/plover--ai/plover`, /valid/],
  ['https://huggingface.co@evil.example/plover-ai/plover-7b', /address of evil\.example/],
  ['https://huggingface.co.evil.example/plover-ai/plover-7b', /address of huggingface\.co\.evil\.example/],
  ['https://nothuggingface.co/plover-ai/plover-7b', /address of nothuggingface\.co/],
  ['https://hub-ci.huggingface.co/plover-ai/plover-7b', /address of hub-ci\.huggingface\.co/],
  ['https://example.com/huggingface.co/plover-ai/plover-7b', /address of example\.com/],
  ['https://modelscope.cn/models/plover-ai/plover-7b', /address of modelscope\.cn/],
];

/** Beside an address that is accepted: a file without any would not be looked at. */
const inText = (url: string): Row['files'] => ({
  'links.md': `Kept: https://hf.co/plover-ai/kept\n\nThe other: ${url}\n`,
});
const KEPT = ref('plover-ai/kept', 1, 'url');

function accepted(url: string, id: string, rest?: Partial<Named>): Row {
  return { name: url, files: inText(url), references: [KEPT, ref(id, 3, 'url', rest)] };
}

function rejected(url: string, reason: RegExp): Row {
  return { name: url, files: inText(url), references: [KEPT], rejected: { [url]: reason } };
}

export const URLS: readonly Row[] = [
  ...ACCEPTED.map((form) => accepted(...form)),
  ...REJECTED.map((form) => rejected(...form)),
  {
    name: 'a sentence’s punctuation, brackets and emphasis are not the address’s',
    files: {
      'notes.md': lines`
        See (https://huggingface.co/plover-ai/plover-7b), **https://huggingface.co/plover-ai/plover-3b**,
        <https://huggingface.co/plover-ai/plover-1b>; [it](https://huggingface.co/plover-ai/plover-2b "title").
        <a href='https://huggingface.co/spaces/plover-ai/demo'>demo</a>: https://huggingface.co/plover-ai/plover-4b?
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 1, 'url'),
      ref('plover-ai/plover-3b', 1, 'url'),
      ref('plover-ai/plover-1b', 2, 'url'),
      ref('plover-ai/plover-2b', 2, 'url'),
      ref('plover-ai/demo', 3, 'url', { kind: 'space' }),
      ref('plover-ai/plover-4b', 3, 'url'),
    ],
  },
  accepted('https://api-inference.huggingface.co/models/plover-ai/plover-7b', 'plover-ai/plover-7b'),
  accepted('https://router.huggingface.co/hf-inference/models/plover-ai/plover-7b', 'plover-ai/plover-7b'),
  accepted('https://datasets-server.huggingface.co/rows?dataset=plover-ai%2Fbirds&config=all', 'plover-ai/birds', {
    kind: 'dataset',
  }),
  accepted(`${HUB}/gpt2`, 'gpt2'),
  accepted('git@hf.co:plover-ai/plover-7b', 'plover-ai/plover-7b'),
  accepted(`${HUB}/api/models/plover-ai%2Fplover-7b`, 'plover-ai/plover-7b'),
  {
    name: 'package URLs, in either case, with what may follow the version',
    files: {
      'bom.txt': lines`
        pkg:huggingface/plover-ai/plover-7b@${SHA}
        pkg:huggingface/plover-ai/plover-3b@${SHA}#onnx/model.onnx
        PKG:HuggingFace/plover-ai/plover-1b
        pkg:huggingface/distilbert-base-uncased@${SHA}
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 1, 'prose', { revision: commit }),
      ref('plover-ai/plover-3b', 2, 'prose', { revision: commit }),
      ref('plover-ai/plover-1b', 3, 'prose'),
      ref('distilbert-base-uncased', 4, 'prose', { revision: commit }),
    ],
  },
  {
    name: 'folders of the cache, of each kind and of one part',
    files: {
      'warm.sh': lines`
        test -d ~/.cache/huggingface/hub/models--plover-ai--plover-7b
        ls "$HF_HOME/hub/models--plover-ai--plover-3b/snapshots/${SHA}/config.json"
        cat /data/hub/datasets--plover-ai--birds/refs/main
        rm -rf hub/spaces--plover-ai--demo
        du -sh hub/models--bert-base-uncased
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 1, 'shell'),
      ref('plover-ai/plover-3b', 2, 'shell', { revision: commit }),
      ref('plover-ai/birds', 3, 'shell', { kind: 'dataset', revision: named('main') }),
      ref('plover-ai/demo', 4, 'shell', { kind: 'space' }),
      ref('bert-base-uncased', 5, 'shell'),
    ],
  },
];

export const PENDING_URLS: readonly PendingRow[] = [
  {
    name: 'an address that is put together keeps its literal namespace',
    wrong: 'an f-string that begins with the Hub’s host is neither a candidate nor unresolved',
    files: {
      'fetch.py': lines`
        import requests

        def weights(name):
            return requests.get(f"https://huggingface.co/plover-ai/{name}/resolve/main/model.gguf")
      `,
    },
    references: [],
    unresolved: [
      {
        ...open('https://huggingface.co/plover-ai/{name}/resolve/main/model.gguf', 4, { loader: 'download' }),
        namespace: 'plover-ai',
      },
    ],
  },
];
