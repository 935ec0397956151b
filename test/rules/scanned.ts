/** Subjects whose files were scanned. */

import type { ArtifactScan, Reference, ScannedFile, Subject } from '../../src/model.ts';
import { live, scan, scannedFile } from '../../src/rules/example.ts';
import { repositorySubject } from './subject.ts';

export const NAME = 'heron-labs/tern-7b';
export const BAD = scannedFile('weights.bin', {
  verdict: 'dangerous',
  evidence: [
    {
      kind: 'dangerous-call',
      severity: 'critical',
      within: ['tern/data.pkl'],
      offset: 24,
      subject: 'posix.system',
      message: 'REDUCE calls it.',
      details: ["posix.system('id')"],
    },
    {
      kind: 'unknown-call',
      severity: 'medium',
      within: [],
      offset: 9,
      subject: 'x.y',
      message: 'calls it',
      details: [],
    },
  ],
});
export const SAFE = scannedFile('model.safetensors', { format: 'safetensors', loaded: 'weights' });

/** A subject whose references were all scanned alike, or each as it says. */
export function scannedSubject(...all: readonly [[Reference, ArtifactScan], ...[Reference, ArtifactScan][]]): Subject {
  const [[first], ...rest] = all;
  const subject = repositorySubject([first, ...rest.map(([each]) => each)], live(NAME));
  return { ...subject, scans: new Map(all) } as Subject;
}

export const found = (...files: readonly ScannedFile[]) => scan({ files });
export const loaded = (file: ScannedFile): ScannedFile => ({ ...file, loaded: 'weights' });
