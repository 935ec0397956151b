/** A file as its code reads: the file itself, or the cells of a notebook without their JSON. Offsets lead back to the file. */

import type { Edit } from '../model.ts';

/** How a text is written: what quotes, comments and breaks mean in it. */
export type Syntax = 'python' | 'javascript' | 'yaml' | 'json' | 'toml' | 'shell' | 'other';

export interface View {
  readonly path: string;
  readonly syntax: Syntax;
  readonly text: string;
  /** Of an offset in the file, the offset in `text`; null where it stands outside. */
  inside(offset: number): number | null;
  /** An edit of `text` as one of the file. */
  edit(start: number, end: number, text: string): Edit;
}

const SYNTAXES: readonly (readonly [path: RegExp, syntax: Syntax])[] = [
  [/\.(?:py|pyi|pyw|ipynb)$/i, 'python'],
  [/\.(?:[cm]?[jt]s|[jt]sx)$/i, 'javascript'],
  [/\.ya?ml$/i, 'yaml'],
  [/\.(?:json5?|jsonc)$/i, 'json'],
  [/\.toml$/i, 'toml'],
  [/\.(?:sh|bash|zsh|fish|sbatch|slurm|command)$/i, 'shell'],
];

/**
 * The view of a file around an offset: all of it, or, in a notebook, the source that holds the offset. Null where a notebook has no
 * text there.
 */
export function viewOf(path: string, text: string, offset: number): View | null {
  const syntax = SYNTAXES.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
  if (/\.ipynb$/i.test(path)) return cellView(path, text, offset);
  const edit = (start: number, end: number, written: string): Edit => ({ path, span: { start, end }, text: written });
  return { path, syntax, text, inside: (at) => (at <= text.length ? at : null), edit };
}

/** A string of JSON; its escapes are read, none of its neighbours is. */
const STRING = /"(?:[^"\\\n]|\\.)*"/g;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function cellView(path: string, text: string, offset: number): View | null {
  const strings = stringsAround(text, offset);
  let decoded = '';
  /** Where in the file each character of `decoded` begins, and where the last one ends. */
  const origins: number[] = [];
  let end = 0;
  for (const { start, end: after } of strings) {
    for (let at = start + 1; at < after - 1; ) {
      ESCAPE.lastIndex = at;
      const escaped = text[at] === '\\' ? ESCAPE.exec(text) : null;
      decoded +=
        escaped === null
          ? text[at]
          : escaped[1] === undefined
            ? (ESCAPES[escaped[2] ?? ''] ?? escaped[2])
            : String.fromCharCode(Number.parseInt(escaped[1], 16));
      origins.push(at);
      at += escaped?.[0].length ?? 1;
    }
    end = after - 1;
  }
  if (origins.length === 0) return null;
  origins.push(end);
  const [first, second] = strings;
  // A cell in a list has a string for each of its lines.
  const next = first === undefined || second === undefined ? '' : `"${text.slice(first.end, second.start)}"`;
  const written = (value: string): string =>
    value
      .split('\n')
      .map((line) => JSON.stringify(line).slice(1, -1))
      .join(`\\n${next}`);
  return {
    path,
    syntax: 'python',
    text: decoded,
    inside(at) {
      const found = origins.indexOf(at);
      if (found >= 0) return found;
      // The end of a span is one past a character: where that character was an escape or the last of its string, the next is further on.
      const next = origins.findIndex((origin) => origin > at);
      return next > 0 && at > (origins[0] ?? 0) ? next : null;
    },
    edit(start, stop, value) {
      // What is put at the start of a line of the cell belongs to the string of that line; what is put at the end of one, before its `\n`.
      const from = origins[start] ?? end;
      const to = stop === start ? from : (origins[stop - 1] ?? end) + lengthAt(text, origins[stop - 1] ?? end);
      return { path, span: { start: from, end: to }, text: written(value) };
    },
  };
}

function lengthAt(text: string, at: number): number {
  ESCAPE.lastIndex = at;
  return text[at] === '\\' ? (ESCAPE.exec(text)?.[0].length ?? 1) : 1;
}

/** The strings of the list that holds an offset: a cell's source, line by line. */
function stringsAround(text: string, offset: number): { start: number; end: number }[] {
  let group: { start: number; end: number }[] = [];
  for (const match of text.matchAll(STRING)) {
    const string = { start: match.index, end: match.index + match[0].length };
    const last = group.at(-1);
    if (last !== undefined && !/^\s*,\s*$/.test(text.slice(last.end, string.start))) {
      if (group.some(({ start, end }) => offset > start && offset < end)) return group;
      group = [];
    }
    group.push(string);
  }
  return group.some(({ start, end }) => offset > start && offset < end) ? group : [];
}
