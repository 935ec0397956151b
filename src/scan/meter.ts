/** Counts the bytes of a file that were read, each once however often it was read. */

export interface Meter {
  /** @param end exclusive */
  add(start: number, end: number): void;
  bytes(): number;
}

/** Beyond so many separate stretches, bytes that are read again are counted again. */
const MOST_STRETCHES = 10_000;

export function createMeter(): Meter {
  /** Sorted, and never touching. */
  const stretches: { start: number; end: number }[] = [];
  let total = 0;

  return {
    add(start, end) {
      if (end <= start) return;
      let low = 0;
      let high = stretches.length;
      // The first stretch that ends at or behind the start of this one.
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((stretches[middle]?.end ?? 0) < start) low = middle + 1;
        else high = middle;
      }
      let last = low;
      const merged = { start, end };
      let known = 0;
      for (let next = stretches[last]; next !== undefined && next.start <= end; next = stretches[++last]) {
        known += next.end - next.start;
        merged.start = Math.min(merged.start, next.start);
        merged.end = Math.max(merged.end, next.end);
      }
      total += merged.end - merged.start - known;
      if (last > low || stretches.length < MOST_STRETCHES) stretches.splice(low, last - low, merged);
    },
    bytes: () => total,
  };
}
