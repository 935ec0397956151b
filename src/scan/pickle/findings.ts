/** Evidence and gaps of one source, each thing said once however often it is seen. */

import type { Evidence, Gap, Severity } from '../../model.ts';

/** Different things of one source that are told; that there were more is a gap. */
const MAX_EVIDENCE = 500;
/** Different calls of one name that are shown. */
const MAX_DETAILS = 8;
/** Calls of one name that are looked at for it. */
const MAX_LOOKED = 64;
const MAX_GAPS = 200;

/** What is seen; `details` is asked for only while there is room for them. */
export interface Sighting extends Omit<Evidence, 'within' | 'details'> {
  details(): readonly string[];
}

export interface Findings {
  add(sighting: Sighting): void;
  gap(start: number, end: number, why: string): void;
  /** All that others found of the same source, or what is of one severity. */
  take(others: Findings, severity?: Severity): void;
  /** What was found inside: with its own `within`, as it is. */
  join(scanned: { readonly evidence: readonly Evidence[]; readonly gaps: readonly Gap[] }, severity?: Severity): void;
  /** The worst first, then by offset. */
  evidence(): Evidence[];
  gaps(): Gap[];
}

interface Entry {
  evidence: Evidence;
  details: string[];
  times: number;
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export function createFindings(within: readonly string[]): Findings {
  const entries = new Map<string, Entry>();
  const gaps: Gap[] = [];
  const inside: Evidence[] = [];

  function add({ details, ...rest }: Sighting) {
    const key = `${rest.kind}\0${rest.subject}\0${rest.message}`;
    let entry = entries.get(key);
    if (entry === undefined) {
      if (entries.size >= MAX_EVIDENCE)
        return addGap({ within, start: rest.offset, end: rest.offset + 1, why: 'more evidence than is told' });
      entry = { evidence: { ...rest, within, details: [] }, details: [], times: 0 };
      entries.set(key, entry);
    }
    entry.times++;
    if (entry.evidence.offset > rest.offset) entry.evidence = { ...entry.evidence, offset: rest.offset };
    if (entry.details.length >= MAX_DETAILS || entry.times > MAX_LOOKED) return;
    for (const detail of details()) if (!entry.details.includes(detail)) entry.details.push(detail);
  }

  function addGap(gap: Gap): void {
    const last = gaps.at(-1);
    if (gaps.length < MAX_GAPS || last === undefined) gaps.push(gap);
    // What does not fit any more widens the last one: no byte is left out.
    else
      gaps[gaps.length - 1] = {
        ...last,
        end: Math.max(last.end, gap.end),
        why: 'many stretches that were not understood',
      };
  }

  function* told(): Generator<Evidence> {
    for (const { evidence, details, times } of entries.values()) {
      yield { ...evidence, details: times === 1 ? details : [...details, `seen ${times} times`] };
    }
    yield* inside;
  }

  return {
    add,
    gap: (start, end, why) => addGap({ within, start, end, why }),
    take(others, severity) {
      for (const evidence of others.evidence()) {
        if (severity === undefined || evidence.severity === severity)
          add({ ...evidence, details: () => evidence.details });
      }
      if (severity === undefined) for (const gap of others.gaps()) addGap(gap);
    },
    join(scanned, severity) {
      for (const evidence of scanned.evidence) {
        if (inside.length < MAX_EVIDENCE && (severity === undefined || evidence.severity === severity))
          inside.push(evidence);
      }
      if (severity === undefined) for (const gap of scanned.gaps) addGap(gap);
    },
    evidence: () =>
      [...told()].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || a.offset - b.offset),
    gaps: () => gaps,
  };
}
