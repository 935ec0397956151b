/** The logical lines of a Python program and how they are nested, without parsing: one pass over the characters. */

/** A logical line: a statement's, with its continuation, or a comment's. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  /** The first character. */
  readonly first: number;
}

/** How lines are nested; by index, -1 for none. */
export interface Nesting {
  /** The nearest line above that is indented less: the header of the block. */
  readonly parent: Int32Array;
  /** The line before it in the same block. */
  readonly before: Int32Array;
}

const [TAB, NEWLINE, RETURN, SPACE, DOUBLE, HASH, SINGLE, OPEN, CLOSE, BACKSLASH] = [
  9, 10, 13, 32, 34, 35, 39, 40, 41, 92,
] as const;

export function isComment({ first }: Line): boolean {
  return first === HASH;
}

export function isDecorator({ first }: Line): boolean {
  return first === 64;
}

/** Splits a program into its logical lines: strings and brackets may span several. Blank lines belong to nothing. */
export function logicalLines(content: string): Line[] {
  const lines: Line[] = [];
  const { length } = content;
  let at = 0;
  while (at < length) {
    const start = at;
    let code = content.charCodeAt(at);
    while (code === SPACE || code === TAB) code = content.charCodeAt(++at);
    const indent = at - start;
    if (code === NEWLINE || code === RETURN || at >= length) {
      at = endOfLine(content, at);
      continue;
    }
    at = code === HASH ? endOfLine(content, at) : endOfStatement(content, at);
    lines.push({ start, end: at, indent, first: code });
  }
  return lines;
}

/** Comments are in no block: they may be indented as they like. */
export function nestingOf(lines: readonly Line[]): Nesting {
  const parent = new Int32Array(lines.length).fill(-1);
  const before = new Int32Array(lines.length).fill(-1);
  const open: { readonly index: number; readonly indent: number; last: number }[] = [
    { index: -1, indent: -1, last: -1 },
  ];
  for (const [i, line] of lines.entries()) {
    const { indent } = line;
    if (isComment(line)) continue;
    while (open.length > 1 && (open.at(-1)?.indent ?? 0) >= indent) open.pop();
    const holder = open.at(-1);
    if (holder === undefined) continue;
    parent[i] = holder.index;
    before[i] = holder.last;
    holder.last = i;
    open.push({ index: i, indent, last: -1 });
  }
  return { parent, before };
}

function endOfLine(content: string, at: number): number {
  const newline = content.indexOf('\n', at);
  return newline < 0 ? content.length : newline + 1;
}

function endOfStatement(content: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < content.length) {
    const code = content.charCodeAt(at);
    if (code > BACKSLASH && code < 123 && code !== 93) {
      at++;
    } else if (code === NEWLINE) {
      if (depth === 0) return at + 1;
      at++;
    } else if (code === HASH) {
      const newline = content.indexOf('\n', at);
      at = newline < 0 ? content.length : newline;
    } else if (code === DOUBLE || code === SINGLE) {
      at = endOfString(content, at);
    } else if (code === OPEN || code === 91 || code === 123) {
      depth++;
      at++;
    } else if (code === CLOSE || code === 93 || code === 125) {
      if (depth > 0) depth--;
      at++;
    } else at += code === BACKSLASH ? 2 : 1;
  }
  return content.length;
}

/** The end of a string literal. One that is not closed ends with its line, or with the text. */
export function endOfString(content: string, start: number): number {
  const quote = content.charCodeAt(start);
  if (content.charCodeAt(start + 1) === quote && content.charCodeAt(start + 2) === quote) {
    const mark = quote === DOUBLE ? '"""' : "'''";
    let end = content.indexOf(mark, start + 3);
    while (end > 0 && content[end - 1] === '\\' && content[end - 2] !== '\\') end = content.indexOf(mark, end + 1);
    return end < 0 ? content.length : end + 3;
  }
  for (let at = start + 1; at < content.length; at++) {
    const code = content.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === NEWLINE) return at;
    else if (code === quote) return at + 1;
  }
  return content.length;
}

/** The arguments of a call whose parenthesis opens at an offset, as spans; commas in brackets and strings part nothing. */
export function argumentSpans(content: string, open: number, end: number): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let depth = 0;
  let start = open + 1;
  let at = start;
  while (at < end) {
    const code = content.charCodeAt(at);
    if (code === DOUBLE || code === SINGLE) {
      at = endOfString(content, at);
      continue;
    }
    if (code === HASH) {
      at = endOfLine(content, at);
      continue;
    }
    if (code === OPEN || code === 91 || code === 123) depth++;
    else if (code === CLOSE || code === 93 || code === 125) {
      if (depth === 0) break;
      depth--;
    } else if (code === 44 && depth === 0) {
      spans.push({ start, end: at });
      start = at + 1;
    }
    at++;
  }
  spans.push({ start, end: Math.min(at, end) });
  return spans;
}
