/** Gathers what a scanner sees: its own evidence and gaps, and those of everything nested in its bytes. */

import type { Evidence, Gap, Severity } from '../model.ts';
import type { PickleStream, ScanContext, Scanned } from './context.ts';
import { clipped } from './nested.ts';

export interface Tally {
  /** @param subject the member, global or field that it is about */
  say(
    kind: string,
    severity: Severity,
    offset: number,
    subject: string,
    message: string,
    details?: readonly string[],
  ): void;
  /** Bytes that were not understood; `end` is exclusive. */
  gap(start: number, end: number, why: string): void;
  /** @param shift where the scanned bytes begin in these, where they are a part of them and not a member */
  take(scanned: Pick<Scanned, 'evidence' | 'gaps'>, shift?: number): void;
  done(format: string, streams?: readonly PickleStream[]): Scanned;
}

/** So many pieces of evidence say all that there is to say of one content. */
const MOST = 10_000;

export function createTally({ within }: Pick<ScanContext, 'within'>): Tally {
  const evidence: Evidence[] = [];
  const gaps: Gap[] = [];

  function add<T>(list: T[], more: readonly T[]): void {
    for (const each of more.slice(0, Math.max(0, MOST - list.length))) list.push(each);
  }

  return {
    say(kind, severity, offset, subject, message, details = []) {
      add(evidence, [
        { kind, severity, within, offset, subject: clipped(subject), message: clipped(message), details },
      ]);
    },
    gap(start, end, why) {
      add(gaps, [{ within, start, end, why: clipped(why) }]);
    },
    take(scanned, shift = 0) {
      // What is nested in them counts from its own start.
      const own = (each: Evidence | Gap) => shift > 0 && each.within.length === within.length;
      add(
        evidence,
        scanned.evidence.map((each) => (own(each) ? { ...each, offset: each.offset + shift } : each)),
      );
      add(
        gaps,
        scanned.gaps.map((each) => (own(each) ? { ...each, start: each.start + shift, end: each.end + shift } : each)),
      );
    },
    done: (format, streams) => ({
      format,
      evidence,
      gaps,
      understood: true,
      ...(streams === undefined ? {} : { streams }),
    }),
  };
}
