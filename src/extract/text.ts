/** Text taken out of a file (a cell, a fence, a comment), with the way back from every offset to the file. */

import type { Span } from '../model.ts';

/** `content` from `at` on stands in the file from `from` on, one to one, until the next run. */
interface Run {
  readonly at: number;
  readonly from: number;
}

export interface Text {
  readonly content: string;
  /** Sorted by `at`; the first begins at 0. */
  readonly runs: readonly Run[];
}

/** A file's own text, or any text that stands in one piece at `from`. */
export function textAt(content: string, from = 0): Text {
  return { content, runs: [{ at: 0, from }] };
}

/** Where the character at `offset` stands in the file. `offset` may be the content's length: one past its last character. */
export function originOf(text: Text, offset: number): number {
  const run = text.runs[runAt(text, offset)];
  return run === undefined ? 0 : run.from + (offset - run.at);
}

/** The span in the file of a span in a text. */
export function originSpan(text: Text, span: Span): Span {
  const start = originOf(text, span.start);
  return span.end <= span.start ? { start, end: start } : { start, end: originOf(text, span.end - 1) + 1 };
}

/** The part of a text between two offsets. */
export function sliceText(text: Text, start: number, end: number): Text {
  const content = text.content.slice(start, end);
  const runs: Run[] = [{ at: 0, from: originOf(text, start) }];
  for (let i = runAt(text, start) + 1; i < text.runs.length; i++) {
    const run = text.runs[i];
    if (run === undefined || run.at >= end) break;
    runs.push({ at: run.at - start, from: run.from });
  }
  return { content, runs };
}

/** Several texts as one, in order, each followed by nothing: give them their own line ends. */
export function joinTexts(texts: readonly Text[]): Text {
  const runs: Run[] = [];
  let content = '';
  for (const text of texts) {
    for (const run of text.runs) runs.push({ at: run.at + content.length, from: run.from });
    content += text.content;
  }
  return runs.length === 0 ? textAt('') : { content, runs };
}

/** A text without the given prefix on each line that has it (a comment's marker, a fence's indentation). */
export function stripLines(text: Text, prefix: RegExp): Text {
  const lines: Text[] = [];
  let start = 0;
  while (start < text.content.length) {
    const newline = text.content.indexOf('\n', start);
    const end = newline < 0 ? text.content.length : newline + 1;
    const skipped = prefix.exec(text.content.slice(start, end))?.[0].length ?? 0;
    lines.push(sliceText(text, start + skipped, end));
    start = end;
  }
  return joinTexts(lines);
}

/** The index of the run that holds an offset. */
function runAt(text: Text, offset: number): number {
  let low = 0;
  let high = text.runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((text.runs[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
