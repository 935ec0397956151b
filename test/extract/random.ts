/** Random values that are the same in every run. */

export interface Random {
  /** From 0 to `below`, exclusive. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
  /** Up to `most` of the pieces, joined. */
  text(pieces: readonly string[], most: number): string;
}

/** A generator by its seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  return {
    below,
    pick,
    text: (pieces, most) => Array.from({ length: below(most + 1) }, () => pick(pieces)).join(''),
  };
}
