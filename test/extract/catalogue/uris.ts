/**
 * The Hub's own grammar of addresses under `hf://`, every form that its page accepts or rejects. The page now asks for two parts; clients
 * before it take one part as well (`hf://gpt2`), so both are read.
 * Source: huggingface_hub, docs/source/en/package_reference/hf_uris.md.
 */

import { commit, type Named, named, type PendingRow, type Row, ref, SHA } from './row.ts';

const ACCEPTED: readonly (readonly [uri: string, id: string, rest?: Partial<Named>])[] = [
  ['hf://plover-ai/plover-7b', 'plover-ai/plover-7b'],
  ['hf://models/plover-ai/plover-7b', 'plover-ai/plover-7b'],
  ['hf://models/plover-ai/plover-7b/config.json', 'plover-ai/plover-7b', { file: 'config.json' }],
  [
    'hf://models/plover-ai/plover-7b@v1.0/config.json',
    'plover-ai/plover-7b',
    { revision: named('v1.0'), file: 'config.json' },
  ],
  [`hf://plover-ai/plover-7b@${SHA}`, 'plover-ai/plover-7b', { revision: commit }],
  [
    'hf://plover-ai/plover-7b@feature%2Ffoo/config.json',
    'plover-ai/plover-7b',
    { revision: named('feature/foo'), file: 'config.json' },
  ],
  ['hf://plover-ai/plover-7b/onnx/model@1.onnx', 'plover-ai/plover-7b', { file: 'onnx/model@1.onnx' }],
  ['hf://plover-ai/plover-7b/c@v1', 'plover-ai/plover-7b', { file: 'c@v1' }],
  ['hf://datasets/plover-ai/birds', 'plover-ai/birds', { kind: 'dataset' }],
  [
    'hf://datasets/plover-ai/birds@dev/train.csv',
    'plover-ai/birds',
    { kind: 'dataset', revision: named('dev'), file: 'train.csv' },
  ],
  [
    'hf://datasets/plover-ai/birds@refs/pr/10/data.csv',
    'plover-ai/birds',
    { kind: 'dataset', revision: named('refs/pr/10'), file: 'data.csv' },
  ],
  [
    'hf://datasets/plover-ai/birds@refs/convert/parquet/data.parquet',
    'plover-ai/birds',
    { kind: 'dataset', revision: named('refs/convert/parquet'), file: 'data.parquet' },
  ],
  ['hf://spaces/plover-ai/demo', 'plover-ai/demo', { kind: 'space' }],
  ['hf://kernels/plover-ai/attention', 'plover-ai/attention', { kind: 'kernel' }],
  ['hf://gpt2', 'gpt2'],
  ['hf://gpt2@v1/config.json', 'gpt2', { revision: named('v1'), file: 'config.json' }],
  ['hf://datasets/squad', 'squad', { kind: 'dataset' }],
  [
    'hf://datasets/squad@refs/pr/3/train.json',
    'squad',
    { kind: 'dataset', revision: named('refs/pr/3'), file: 'train.json' },
  ],
  ['hf://gpt2:/data', 'gpt2'],
  ['hf://plover-ai/plover-7b:/data', 'plover-ai/plover-7b'],
  ['hf://datasets/plover-ai/birds:/mnt:ro', 'plover-ai/birds', { kind: 'dataset' }],
  ['hf://datasets/plover-ai/birds/train:/mnt:rw', 'plover-ai/birds', { kind: 'dataset', file: 'train' }],
  ['HF://datasets/plover-ai/birds', 'plover-ai/birds', { kind: 'dataset' }],
];

const REJECTED: readonly (readonly [uri: string, reason: RegExp])[] = [
  ['hf://buckets/plover-ai/outputs', /bucket/],
  ['hf://buckets/plover-ai/outputs/sub/folder', /bucket/],
  ['hf://buckets/plover-ai/outputs:/storage:rw', /bucket/],
  ['hf://buckets/single-segment', /bucket/],
  ['hf://datasets', /without an id/],
  ['hf://plover-ai/plover-7b@', /./],
  ['hf://datasets/plover-ai/birds@/x', /./],
];

/** Beside an address that is accepted: a file without any would not be looked at. */
const inCode = (uri: string): Row['files'] => ({ 'address.py': `KEPT = "hf://plover-ai/kept"\nSOURCE = "${uri}"\n` });
const KEPT = ref('plover-ai/kept', 1, 'constant');

function accepted(uri: string, id: string, rest?: Partial<Named>): Row {
  return { name: uri, files: inCode(uri), references: [KEPT, ref(id, 2, 'constant', rest)] };
}

function rejected(uri: string, reason: RegExp): Row {
  return { name: uri, files: inCode(uri), references: [KEPT], rejected: { [uri]: reason } };
}

export const URIS: readonly Row[] = [
  ...ACCEPTED.map((form) => accepted(...form)),
  ...REJECTED.map((form) => rejected(...form)),
];

const SINGULAR = 'ids.readHubUri takes the singular of a type for a namespace';
const MOUNT = 'ids.readHubUri drops what follows a colon, whatever it is';

export const PENDING_URIS: readonly PendingRow[] = [
  { ...rejected('hf://dataset/plover-ai/birds', /./), wrong: SINGULAR },
  { ...rejected('hf://model/gpt2', /./), wrong: SINGULAR },
  { ...rejected('hf://plover-ai/plover-7b:ro', /./), wrong: MOUNT },
  { ...rejected('hf://plover-ai/plover-7b:/', /./), wrong: MOUNT },
];
