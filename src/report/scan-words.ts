/** Says what a scan saw, in the words that every format for people shares. None of them is escaped. */

import {
  type Evidence,
  type Gap,
  repoName,
  SCAN_VERDICTS,
  type ScanLevel,
  type ScannedFile,
  type ScanReport,
  type ScanVerdict,
} from '../model.ts';
import { WORST_FIRST } from './order.ts';
import { count } from './summary.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `1.2 MB`, in powers of 1,000. */
export function bytesInWords(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${UNITS[power]}`;
}

/** The worst verdict first; of one verdict, those that a loader takes first. */
export function worstFiles(files: readonly ScannedFile[]): ScannedFile[] {
  const rank = ({ verdict, loaded }: ScannedFile) => SCAN_VERDICTS.indexOf(verdict) * 2 + (loaded === null ? 0 : 1);
  return [...files].sort((a, b) => rank(b) - rank(a));
}

/** The worst first, and otherwise in the order in which they were seen. */
export function worstEvidence(evidence: readonly Evidence[]): Evidence[] {
  return [...evidence].sort((a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity));
}

/** The first sentence: how many files of each verdict. Not scanned is never clean. */
export function scanVerdict({ summary }: ScanReport): string {
  if (summary.files === 0) return 'No file was scanned.';
  const counts = [...SCAN_VERDICTS]
    .reverse()
    .filter((verdict) => summary.verdicts[verdict] > 0)
    .map((verdict) => `${summary.verdicts[verdict]} ${verdict}`);
  return `${count(summary.files, 'file')}: ${counts.join(', ')}.`;
}

/** What was looked at, and how much of it was read. */
export function scanCoverage({ targets, summary }: ScanReport): string[] {
  const repositories = targets.flatMap((target) =>
    target.is === 'repository'
      ? [
          `${target.id.kind} ${repoName(target.id)} at commit ${target.commit}.`,
          ...(target.since === undefined
            ? []
            : [
                `${count(target.since.unchanged, 'file')} unchanged since commit ${target.since.commit} of the lock: not scanned.`,
              ]),
        ]
      : [],
  );
  const read = `${bytesInWords(summary.bytesRead)} of ${bytesInWords(summary.size)} read`;
  const asked = summary.requests === null ? '' : `; ${count(summary.requests, 'request')}`;
  return [...repositories, ...(summary.files === 0 ? [] : [`${read}${asked}.`])];
}

/** What is known of a file besides its verdict. */
export function fileNotes(file: ScannedFile): string[] {
  const notes = [file.format, bytesInWords(file.size)];
  if (file.loaded !== null) notes.push(`a loader takes it: ${file.loaded}`);
  return notes;
}

/** Which of the Hub's verdicts contradict ours. What is queued or failed there says nothing. */
const CONTRADICTS: Readonly<Record<ScanVerdict, readonly ScanLevel[]>> = {
  dangerous: ['safe', 'caution', 'suspicious'],
  suspicious: ['safe', 'unsafe'],
  inconclusive: ['unsafe', 'suspicious', 'caution'],
  clean: ['unsafe', 'suspicious', 'caution'],
};

/** The Hub's own verdict, where it differs from ours; else null. */
export function hubNote({ verdict, hub }: ScannedFile): string | null {
  return hub !== null && CONTRADICTS[verdict].includes(hub) ? `The Hub's own scanners say that it is ${hub}.` : null;
}

/** `bytes 10 to 20: why`, once for each reason. */
export function gapWords(gaps: readonly Gap[]): string[] {
  const byReason = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const key = `${gap.within.join('\0')}\0${gap.why}`;
    const alike = byReason.get(key);
    if (alike === undefined) byReason.set(key, [gap]);
    else alike.push(gap);
  }
  return [...byReason.values()].map(([first, ...more]) => {
    if (first === undefined) return '';
    const range =
      more.length === 0
        ? `bytes ${first.start} to ${first.end}`
        : `${more.length + 1} ranges from byte ${first.start} on`;
    return `${[...first.within, range].join(' > ')}: ${first.why}`;
  });
}

/** Where in a file something was seen. */
export function evidencePlace({ within, offset }: Evidence): string {
  return [...within, `byte ${offset}`].join(' > ');
}
