/** A repository in which a file does what no list knows, or is made to be read differently by different readers. */

import type { Rule, RuleMeta } from '../model.ts';
import { confidenceIn, filesIn, hubDiffers, REACHED, toldOf, type Weights, worstMet } from './artifact.ts';
import { live, scan, scannedFile } from './example.ts';
import { placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const CALL = {
  kind: 'unknown-call',
  severity: 'medium',
  within: ['tern/data.pkl'],
  offset: 24,
  subject: 'terntools.config.Config',
  message: 'REDUCE calls a name that is on no list: what it does is not known.',
  details: ["terntools.config.Config('base')"],
} as const;
const SUSPICIOUS = { verdict: 'suspicious', evidence: [CALL] } as const;

const meta: RuleMeta = {
  name: 'suspicious-artifact',
  severity: 'medium',
  persona: 'regular',
  needsHub: true,
  needsScan: true,
  summary: 'A file of the repository calls what is on no list, or hides from some of its readers.',
  why: `Loading the file calls a name of which it is not known what it does, or the file is built so that some scanners read it differently than loaders do: directories of
a zip that disagree, frames that lie, a name that is only made when it is loaded. Neither is proof of harm. Both are what an attack looks like that
does not use a name of the known ones, and what ordinary checkpoints do not do.

| the file is what is loaded | which file is loaded is not known | other files are loaded, or nothing is |
| --- | --- | --- |
| medium | medium | low |`,
  mend: `Look at what it calls (\`namesake scan namespace/name@commit\`): a class of the model's own package is to be expected, and can be ignored with a reason. Prefer files in the
safetensors format, which call nothing.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its only weights, pytorch_model.bin, call terntools.config.Config.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({ files: [scannedFile('pytorch_model.bin', { ...SUSPICIOUS, loaded: 'weights' })] }),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'A file in it calls posix.system (`unsafe-artifact` says so), and no other anything unknown.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({ files: [scannedFile('pytorch_model.bin', { verdict: 'dangerous', loaded: 'weights' })] }),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its weights are safetensors.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({ files: [scannedFile('model.safetensors', { format: 'safetensors', loaded: 'weights' })] }),
    },
  ],
};

const WEIGHTS: Weights = { loaded: 'medium', possible: 'medium', beside: 'low', named: 'low' };

export const rule: Rule = {
  meta,
  check(subject) {
    const worst = subject.is === 'template' ? null : worstMet(subject, 'suspicious', WEIGHTS);
    if (subject.is === 'template' || worst === null) return null;
    const { severity, met } = worst;
    const [{ file, reach }] = met;
    return {
      severity,
      confidence: confidenceIn(met),
      message: `${filesIn(subject, met)} does what is not known to be harmless, and ${REACHED[reach]}: ${toldOf(file)}.${hubDiffers(file)}`,
      advice:
        'Find out what the names are that it calls, or take safetensors; namesake scan shows everything that it does',
      places: placesOf(new Set(met.map(({ reference }) => reference))),
    };
  },
};
