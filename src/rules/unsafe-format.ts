/** A load that takes weights in a format that runs what it names, where there is one that does not. */

import { type Reference, type Rule, type RuleMeta, repoName } from '../model.ts';
import { type Scanned, scansOf } from './artifact.ts';
import { confidenceOf } from './confidence.ts';
import { live, scan, scannedFile } from './example.ts';
import { loads, repositoryOf } from './pin.ts';
import { listed, placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const PICKLE = scannedFile('pytorch_model.bin', { loaded: 'weights' });
const SAFE = { format: 'safetensors' } as const;

const meta: RuleMeta = {
  name: 'unsafe-format',
  severity: 'medium',
  persona: 'regular',
  needsHub: true,
  needsScan: true,
  summary: 'The weights that are loaded are pickles, where a format that runs nothing could hold them.',
  why: `Loading a pickle runs what it names. This one is harmless today; the next commit, or whoever gets hold of the account, may bring another. Weights need none of that: safetensors
(or skops, for scikit-learn) holds them, and loaders prefer it. \`weights_only=True\`, the default of newer loaders, narrows what a pickle may name, and has had holes (CVE-2025-32434);
where the code says \`weights_only=False\` the finding is medium, else low.

The finding says whether the repository has the weights in a safe format as well.`,
  mend: `Where it has safetensors, load those: drop \`use_safetensors=False\`, or name the other file. Where it has none, ask its author for a conversion, or convert a checked copy
and host that. Until then pin a commit.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its only weights are pytorch_model.bin, a pickle.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({ files: [PICKLE], unpickled: ['pytorch_model.bin'] }),
    },
    {
      file: 'fetch.py',
      text: 'from huggingface_hub import hf_hub_download\npath = hf_hub_download("heron-labs/tern-7b", "pytorch_model.bin")\n',
      hub: 'It has model.safetensors beside the pickle that is asked for.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({
        files: [PICKLE, scannedFile('model.safetensors', SAFE)],
        unpickled: ['pytorch_model.bin'],
      }),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its weights are safetensors; a pickle lies beside them, and is not loaded.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({
        files: [scannedFile('model.safetensors', { ...SAFE, loaded: 'weights' }), scannedFile('pytorch_model.bin')],
      }),
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const found = scansOf(subject).filter(([reference, scan]) => loads(reference) && scan.unpickled.length > 0);
    const [first] = found;
    if (first === undefined) return null;
    const references: Reference[] = found.map(([reference]) => reference);
    const anything = references.some(({ picks }) => picks?.weightsOnly === false);
    const name = repoName(repositoryOf(subject.resolution)?.id ?? subject.id);
    const safe = safeFiles(first[1]);
    return {
      severity: anything ? 'medium' : 'low',
      confidence: confidenceOf(references),
      message: `${listed(found.flatMap(([, { unpickled }]) => unpickled))} of ${name} is loaded by unpickling, which runs what it names${
        anything ? ', and `weights_only=False` lets it name anything' : ''
      }; ${
        safe.length > 0 ? `the repository has ${listed(safe)} too` : 'the repository has no weights in a safe format'
      }.`,
      advice:
        safe.length > 0
          ? `Load ${listed(safe)} instead`
          : 'Ask for the weights as safetensors, or convert a checked copy; until then pin a commit that was scanned',
      places: placesOf(references),
    };
  },
};

/** What holds weights and runs nothing. */
function safeFiles({ files }: Scanned): string[] {
  return files.map(({ path }) => path).filter((path) => /\.(?:safetensors|skops)$/.test(path));
}
