/** A load whose files were not scanned, or not understood: what they would do is not known. */

import type { Reference, Rule, RuleMeta } from '../model.ts';
import { confidenceIn, filesIn, REACHED, scansOf, type Weights, worstMet } from './artifact.ts';
import { confidenceOf } from './confidence.ts';
import { live, scan, scannedFile } from './example.ts';
import { loads, type RepositorySubject } from './pin.ts';
import { cut, listed, placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const GAP = { within: [], start: 120, end: 4096, why: '0xff is no opcode' };

const meta: RuleMeta = {
  name: 'inconclusive-artifact',
  severity: 'low',
  persona: 'regular',
  needsHub: true,
  needsScan: true,
  summary: 'Files that are loaded were not scanned, or not understood: they are not known to be clean.',
  why: `What was not scanned is not clean. Either the files could not be had (the Hub did not answer, or the revision could not be followed to a commit), there were more of them
than one run reads, or a file that is loaded holds bytes that namesake does not understand: an unknown format, an encrypted member, a stream that breaks, code that is not judged.`,
  mend: `Run again where the Hub was in trouble. Pin a commit where the revision could not be followed. Look at the bytes that were not understood: \`namesake scan namespace/name@commit\`
names each stretch and why.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its weights are a pickle that breaks off into bytes that nobody understands.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({
        files: [scannedFile('pytorch_model.bin', { verdict: 'inconclusive', inconclusive: [GAP], loaded: 'weights' })],
      }),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its files could not be listed.',
      resolution: live('heron-labs/tern-7b'),
      scan: { state: 'unknown', why: 'the Hub answered 503 four times' },
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'A file that is not understood lies beside the weights, which are.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({
        files: [
          scannedFile('model.safetensors', { format: 'safetensors', loaded: 'weights' }),
          scannedFile('paper.pdf', { verdict: 'inconclusive', inconclusive: [GAP] }),
        ],
      }),
    },
  ],
};

const WEIGHTS: Weights = { loaded: 'low', possible: 'info', beside: null, named: null };

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template' || subject.scans === undefined) return null;
    const unscanned = unscannedLoads(subject);
    const worst = worstMet(subject, 'inconclusive', WEIGHTS);
    if (unscanned.length > 0) {
      const [{ why } = { why: '' }] = unscanned;
      const references = unscanned.map(({ reference }) => reference);
      return {
        severity: 'low',
        confidence: confidenceOf(references),
        message: `What is in the files that are loaded here is not known: ${cut(why)}.`,
        advice: 'Scan again when the reason is gone; until then nothing is known of these files',
        places: placesOf(references),
      };
    }
    if (worst === null) return null;
    const { severity, met } = worst;
    const [{ file, reach }] = met;
    const whys = listed(file.inconclusive.map(({ within, why }) => [...within, why].join(': ')));
    return {
      severity,
      confidence: confidenceIn(met),
      message: `${filesIn(subject, met)} was not understood in full, and ${REACHED[reach]}: ${whys}.`,
      advice: 'Look at the bytes that were not understood: namesake scan names them',
      places: placesOf(new Set(met.map(({ reference }) => reference))),
    };
  },
};

/** The loads of which nothing was scanned, or not all, with the reason. */
function unscannedLoads(subject: RepositorySubject): { reference: Reference; why: string }[] {
  const parts = new Map(scansOf(subject));
  return subject.references.filter(loads).flatMap((reference) => {
    const scan = subject.scans?.get(reference);
    const why = scan?.state === 'unknown' ? scan.why : parts.get(reference)?.left;
    return why === undefined || why === null ? [] : [{ reference, why }];
  });
}
