/** Bytes to lines of bounded length, with their positions; and catalogues that are plain lists of lines. */

import { StringDecoder } from 'node:string_decoder';
import type { Field, Item, Reader } from './entry.ts';

export interface Line {
  /** Without its line break; null where it is too long. */
  readonly text: string | null;
  /** 1-based. */
  readonly number: number;
  /** Where it starts in the whole text, in UTF-16 code units. */
  readonly start: number;
}

/** In UTF-16 code units. */
const LONGEST_LINE = 1_000_000;

/** The lines of a text in UTF-8, those of one piece at a time. */
export async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let tooLong = false;
  let number = 1;
  let start = 0;

  function take(text: string, isEnd: boolean): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      const line = text.slice(from, at).replace(/\r$/, '');
      lines.push({ text: tooLong ? null : line, number, start });
      number += 1;
      start += at + 1 - from;
      from = at + 1;
      tooLong = false;
    }
    rest = text.slice(from);
    if (isEnd && (rest !== '' || tooLong)) lines.push({ text: tooLong ? null : rest, number, start });
    if (rest.length > LONGEST_LINE) {
      start += rest.length;
      rest = '';
      tooLong = true;
    }
    return lines;
  }

  for await (const piece of pieces) yield take(rest + decoder.write(piece), false);
  yield take(rest + decoder.end(), true);
}

/** One reference on each line. `#` begins a comment, at the start of a line or after a blank. */
export const readList: Reader = async function* readList(pieces) {
  for await (const lines of linesOf(pieces)) yield lines.flatMap(itemsOf);
};

function itemsOf({ text, number, start }: Line): Item[] {
  if (text === null) return [{ line: number, problem: `it is longer than ${LONGEST_LINE} characters` }];
  const bare = text.replace(/(?:^|\s)#.*$/, '').trimEnd();
  const trimmed = bare.trimStart();
  if (trimmed === '') return [];
  const indent = bare.length - trimmed.length;
  const field: Field = { key: '', text: trimmed, line: number, column: indent + 1, start: start + indent };
  return [[field]];
}
