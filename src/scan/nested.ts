/** The way inwards: the context of a file, and of everything that is opened within it, with the limits that hold for all of it. */

import type { ByteSource, CodeJudge } from '../model.ts';
import { type Budget, budgetOf, type Limits, type ScanContext, type Scanned, type Scanner } from './context.ts';

/** What one file shares with all that is nested in it. */
interface Shared {
  readonly file: string;
  readonly limits: Limits;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  readonly code?: CodeJudge | undefined;
  /** Decides by content. */
  readonly scan: Scanner;
}

/** The context for a file. @param scan tells what bytes are, and scans them */
export function fileContext(
  file: string,
  limits: Limits,
  signal: AbortSignal,
  scan: Scanner,
  code?: CodeJudge,
): ScanContext {
  return contextOf({ file, limits, budget: budgetOf(limits), signal, scan, code }, []);
}

function contextOf(shared: Shared, within: readonly string[]): ScanContext {
  const { file, limits, budget, signal, code } = shared;
  return {
    within,
    file,
    depth: within.length,
    limits,
    budget,
    signal,
    code,
    async open(source, name, scan = shared.scan) {
      const inner = [...within, clipped(name)];
      budget.members -= 1;
      if (inner.length > limits.depth) return unopened(inner, source, `nested more than ${limits.depth} deep`);
      if (budget.members < 0) return unopened(inner, source, `more than ${limits.members} members`);
      return guarded(scan, source, contextOf(shared, inner));
    },
  };
}

/** In UTF-16 code units. Longer names are there to fill a report. */
const LONGEST_NAME = 500;

/** A name that can be printed as often as something is seen under it. */
export function clipped(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;
}

/** Scans, keeps gaps within the bytes (broken content tells of ends that are not there), and makes a gap of a scan that was ended. */
export async function guarded(scan: Scanner, source: ByteSource, context: ScanContext): Promise<Scanned> {
  try {
    const scanned = await scan(source, context);
    const within = (offset: number) => Math.max(0, Math.min(source.size, offset));
    const gaps = scanned.gaps.map((gap) =>
      gap.within.length > context.depth || (gap.start <= gap.end && gap.end <= source.size)
        ? gap
        : { ...gap, start: within(gap.start), end: within(gap.end) },
    );
    return { ...scanned, gaps };
  } catch (error) {
    if (!context.signal.aborted) throw error;
    return unopened(context.within, source, stopReason(context.signal));
  }
}

/** Why a scan was ended, in words. */
export function stopReason(signal: AbortSignal): string {
  return typeof signal.reason === 'string' ? signal.reason : 'cancelled';
}

function unopened(within: readonly string[], source: ByteSource, why: string): Scanned {
  return { format: 'not opened', evidence: [], gaps: [{ within, start: 0, end: source.size, why }], understood: false };
}
