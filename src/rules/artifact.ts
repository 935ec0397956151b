/** What the rules on artifacts share: which files a reference comes to, and what a scan says of them in words. */

import {
  type ArtifactScan,
  type Evidence,
  type Reference,
  repoName,
  type ScannedFile,
  type ScanVerdict,
  type Severity,
} from '../model.ts';
import { confidenceOf } from './confidence.ts';
import { loads, type RepositorySubject, repositoryOf } from './pin.ts';
import { gravestFirst } from './severity.ts';
import { cut, listed } from './wording.ts';

/**
 * How a reference comes to a file: its loader takes it; it may, for which weights it takes is not known; it takes others, beside
 * which the file lies; or nothing is loaded here, and the repository is only named.
 */
export type Reach = 'loaded' | 'possible' | 'beside' | 'named';

/** How bad a file is, by how it is come to; null where that is not worth a word. */
export type Weights = Readonly<Record<Reach, Severity | null>>;

export type Scanned = Extract<ArtifactScan, { state: 'scanned' }>;

/** A file that a reference comes to. */
export interface Met {
  readonly reference: Reference;
  readonly scan: Scanned;
  readonly file: ScannedFile;
  readonly reach: Reach;
}

/** The references of a subject whose files were scanned, each with what was found. */
export function scansOf(subject: RepositorySubject): [reference: Reference, scan: Scanned][] {
  return subject.references.flatMap((reference): [Reference, Scanned][] => {
    const scan = subject.scans?.get(reference);
    return scan?.state === 'scanned' ? [[reference, scan]] : [];
  });
}

/** The files of one verdict that the references come to: those that weigh most, and of them what is reached most directly. */
export function worstMet(
  subject: RepositorySubject,
  verdict: ScanVerdict,
  weights: Weights,
): { readonly severity: Severity; readonly met: readonly [Met, ...Met[]] } | null {
  const met = scansOf(subject).flatMap(([reference, scan]) =>
    scan.files
      .filter((file) => file.verdict === verdict)
      .map((file): Met => ({ reference, scan, file, reach: reachOf(reference, scan, file) })),
  );
  const weighed = met.flatMap((each) => {
    const severity = weights[each.reach];
    return severity === null ? [] : [{ each, severity }];
  });
  const [worst, ...rest] = weighed.toSorted(gravestFirst);
  if (worst === undefined) return null;
  const alike = rest.filter(({ severity, each }) => severity === worst.severity && each.reach === worst.each.reach);
  return { severity: worst.severity, met: [worst.each, ...alike.map(({ each }) => each)] };
}

function reachOf(reference: Reference, { settled }: Scanned, { loaded }: ScannedFile): Reach {
  if (!loads(reference)) return 'named';
  if (loaded !== null) return 'loaded';
  return settled ? 'beside' : 'possible';
}

/** The confidence in what was met: as sure as the best reference that comes to it. */
export function confidenceIn(met: readonly Met[]): ReturnType<typeof confidenceOf> {
  return confidenceOf(met.map(({ reference }) => reference));
}

/** `pytorch_model.bin of acme/x at 9c1d5e0b7f3a`, all files that were met at the commit of the first. */
export function filesIn(subject: RepositorySubject, [first, ...rest]: readonly [Met, ...Met[]]): string {
  const of = [first, ...rest].filter(({ scan }) => scan.commit === first.scan.commit);
  const id = repositoryOf(subject.resolution)?.id ?? subject.id;
  return `${listed(of.map(({ file }) => file.path))} of ${repoName(id)} at ${first.scan.commit.slice(0, 12)}`;
}

/** How many pieces of evidence a message tells of. */
const TOLD = 2;
const GRAVE: readonly Severity[] = ['critical', 'high', 'medium'];

/** What the worst evidence in a file says: `archive/data.pkl calls os.system('id')`. */
export function toldOf({ evidence }: ScannedFile): string {
  const grave = GRAVE.map((level) => evidence.filter(({ severity }) => severity === level)).find(
    (some) => some.length > 0,
  );
  return (grave ?? []).slice(0, TOLD).map(phrase).join('; ');
}

function phrase({ within, kind, subject, message, details }: Evidence): string {
  const where = within.length === 0 ? '' : `${cut(within.join(' > '))}: `;
  const [first] = details;
  return `${where}${kind} ${cut(subject)}${first === undefined ? ` (${cut(message)})` : `, ${cut(first)}`}`;
}

/** The Hub's own verdict, where it has one that says something else. */
export function hubDiffers({ hub, verdict }: ScannedFile): string {
  if (hub === 'safe' && verdict !== 'clean') return " The Hub's own scanners call it safe.";
  return '';
}

/** What the way to a file means, for the end of a sentence. */
export const REACHED: Readonly<Record<Reach, string>> = {
  loaded: 'it is what is loaded here',
  possible: 'it may be what is loaded here',
  beside: 'it is not what is loaded here, but lies beside it',
  named: 'nothing is loaded here, but whoever follows this reference may',
};
