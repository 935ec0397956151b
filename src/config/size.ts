/** Sizes as people write them. */

/** In bytes: what one string of JavaScript is sure to hold. */
const MAX_SIZE = 256_000_000;
const UNITS = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1e3],
  ['mb', 1e6],
  ['kib', 1024],
  ['mib', 1024 ** 2],
]);

/** "10MB" in bytes; null for what is no size, and for one that is not sensible. */
export function parseSize(text: string | number): number | null {
  const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,3})?)\s*([a-z]*)$/i.exec(String(text)) ?? [];
  const factor = UNITS.get(unit?.toLowerCase() ?? '');
  if (amount === undefined || factor === undefined) return null;
  const bytes = Math.floor(Number(amount) * factor);
  return bytes >= 1 && bytes <= MAX_SIZE ? bytes : null;
}
