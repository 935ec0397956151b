/** Lines and columns of a text, for what is told of places that no site names: the ends of an edit, the lines around a place. */

export interface Lines {
  /** How many there are; what follows the last line feed counts, too. */
  readonly count: number;
  /** 1-based, without its line break. */
  text(line: number): string;
  /** 1-based; columns count UTF-16 code units. */
  positionOf(offset: number): { readonly line: number; readonly column: number };
}

export function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const startOf = (line: number): number => starts[line - 1] ?? text.length;
  return {
    count: starts.length,
    text: (line) => text.slice(startOf(line), startOf(line + 1)).replace(/\r?\n$/, ''),
    positionOf(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
  };
}

/** The lines of files, each split once; null for a file whose text is not at hand. */
export function linesByPath(text: (path: string) => string | null): (path: string) => Lines | null {
  const known = new Map<string, Lines | null>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const content = text(path);
    const lines = content === null ? null : linesOf(content);
    known.set(path, lines);
    return lines;
  };
}
