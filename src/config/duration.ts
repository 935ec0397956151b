/** Lengths of time as people write them: `90s`, `30m`, `12h`, `7d`. */

const UNITS = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** "12h" in milliseconds, and a plain 0 as none; null for what is no length of time. */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0;
  const [, amount, unit] = /^(\d{1,6})\s*([smhd])$/i.exec(text) ?? [];
  const factor = UNITS.get(unit?.toLowerCase() ?? '');
  return amount === undefined || factor === undefined ? null : Number(amount) * factor;
}
