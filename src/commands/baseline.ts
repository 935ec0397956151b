/** `--baseline`: tells only what an earlier report did not. */

import { readBounded } from '../bounded-file.ts';
import { UsageError } from '../errors.ts';
import { type Finding, type KnownFinding, repoKey, type Subject } from '../model.ts';
import { type Baseline, type Compared, compare, readBaseline, type SameBy } from '../report/baseline.ts';
import { isUnknown } from './resolve.ts';

/** In bytes. */
const LARGEST = 256 * 1024 * 1024;
const HELP = 'Name a report that namesake has written with --format json.';

/**
 * Reads a baseline, before anything is asked: whoever names a wrong file is told at once, and the report of this run may be
 * written to the same file.
 *
 * @throws UsageError for a file that is no report
 */
export function loadBaseline(file: string | null, by: SameBy): Baseline | null {
  if (file === null) return null;
  const stored = readBounded(file, LARGEST);
  if (stored.state === 'missing') throw new UsageError(`no such baseline: ${file}`, HELP);
  if (stored.state === 'too-large') throw new UsageError(`the baseline ${file} is larger than 256 MB`, HELP);
  if (stored.state === 'trouble') throw new UsageError(`the baseline ${file} cannot be read: ${stored.why}`, HELP);
  const baseline = readBaseline(stored.bytes.toString(), by);
  if (baseline === null) throw new UsageError(`the baseline ${file} is no report of namesake`, HELP);
  return baseline;
}

/** What is new since the baseline, and what of it still stands; all of the findings where there is none. */
export function sinceBaseline(
  findings: readonly Finding[],
  subjects: readonly Subject[],
  baseline: Baseline | null,
  by: SameBy,
): Compared | { readonly findings: readonly Finding[] } {
  if (baseline === null) return { findings };
  const open = new Set(subjects.filter(isUnknown).map(keyOf));
  return compare(findings, baseline, by, (known) => open.has(knownKey(known)));
}

function keyOf(subject: Subject): string {
  return subject.is === 'repository' ? repoKey(subject.id) : `${subject.kind}:${subject.text.toLowerCase()}`;
}

function knownKey({ kind, id }: KnownFinding): string {
  return `${kind}:${id.toLowerCase()}`;
}
