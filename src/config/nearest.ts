/** The known name that a mistyped one was probably meant to be. */

/** The nearest of `known`, if it is so near that a slip of the fingers explains it. */
export function nearest(text: string, known: readonly string[]): string | null {
  const near = known
    .filter((name) => Math.abs(name.length - text.length) <= 3)
    .map((name) => ({ name, slips: slipsBetween(text.toLowerCase(), name) }))
    .filter(({ name, slips }) => slips <= Math.ceil(name.length / 3))
    .sort((one, other) => one.slips - other.slips);
  return near[0]?.name ?? null;
}

/** ", did you mean x?", or nothing. */
export function suggestion(text: string, known: readonly string[]): string {
  const name = nearest(text, known);
  return name === null ? '' : `; did you mean ${name}?`;
}

/** Levenshtein's distance: letters left out, put in, or mistaken. */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 0; column < other.length; column++) {
      const replaced = (row[column] ?? 0) + (letter === other[column] ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
