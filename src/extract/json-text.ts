/** The text that a JSON string holds, with the way back to its characters in the file. */

import { joinTexts, type Text, textAt } from './text.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    n: '\n',
    t: '\t',
    r: '\r',
    b: '\b',
    f: '\f',
    '"': '"',
    '\\': '\\',
    '/': '/',
  }),
);

/** Decodes the string literal, quotes included, that stands at `from` in the file. */
export function jsonText(literal: string, from: number): Text {
  const pieces: Text[] = [];
  let start = 1;
  const end = literal.length - 1;
  for (let at = literal.indexOf('\\', start); at >= 0 && at < end; at = literal.indexOf('\\', start)) {
    if (at > start) pieces.push(textAt(literal.slice(start, at), from + start));
    const code = /^u([0-9a-fA-F]{4})/.exec(literal.slice(at + 1, at + 6))?.[1];
    const char =
      code === undefined ? (ESCAPES.get(literal[at + 1] ?? '') ?? '') : String.fromCharCode(Number.parseInt(code, 16));
    pieces.push(textAt(char, from + at));
    start = at + (code === undefined ? 2 : 6);
  }
  if (start < end) pieces.push(textAt(literal.slice(start, end), from + start));
  return joinTexts(pieces);
}
