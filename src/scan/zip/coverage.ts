/** Which bytes of an archive its members account for: what is left over may hide something, and members that overlap do. */

export interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly what: string;
}

export interface Overlap {
  readonly at: number;
  readonly a: string;
  readonly b: string;
}

export interface Coverage {
  readonly overlaps: readonly Overlap[];
  /** In order. */
  readonly left: readonly { readonly start: number; readonly end: number }[];
}

/** @param size of the whole, in bytes */
export function coverage(ranges: readonly Range[], size: number): Coverage {
  const sorted = [...ranges].sort((a, b) => a.start - b.start || a.end - b.end);
  const overlaps: Overlap[] = [];
  const left: { start: number; end: number }[] = [];
  let reach: Range = { start: 0, end: 0, what: 'the start' };
  for (const range of sorted) {
    if (range.end <= range.start) continue;
    if (range.start > reach.end) left.push({ start: reach.end, end: range.start });
    if (range.start < reach.end) overlaps.push({ at: range.start, a: reach.what, b: range.what });
    if (range.end > reach.end) reach = range;
  }
  if (reach.end < size) left.push({ start: reach.end, end: size });
  return { overlaps, left };
}
