/** One more option of a command: on a command line, in a list of its words, in a YAML list of them. */

import { endOfLine, newline } from './argument.ts';
import { commentAfter, commentText, type Patch, type Pin } from './patch.ts';
import type { View } from './view.ts';

/** Behind the word that gives the id, since options may stand anywhere and what follows may be the end of a line that goes on. */
export function addOption(view: View, start: number, end: number, pin: Pin): Patch {
  const { text } = view;
  // `--model=ns/name` is one word.
  const joined = /--?[\w-]+=$/.exec(text.slice(Math.max(0, start - 80), start))?.[0] ?? '';
  const first = start - joined.length;
  const quoted = joined.length === 0 || text[start - 1] === '=' ? quoteAround(text, first, end) : null;
  const wordStart = quoted === null ? first : first - 1;
  const wordEnd = quoted === null ? quotedEnd(text, start, end) : end + 1;
  const option = '--revision';

  const item = /(?:^|\n)([ \t]*-[ \t]+)$/.exec(text.slice(Math.max(0, wordStart - 200), wordStart))?.[1];
  const lineEnd = endOfLine(text, wordEnd);
  if (view.syntax === 'yaml' && item !== undefined && /^[ \t]*(?:#|$)/.test(text.slice(wordEnd, lineEnd))) {
    const break_ = newline(text) + item;
    const words =
      joined === '' ? `${break_}${option}${break_}${scalar(pin.commit)}` : `${break_}${option}=${pin.commit}`;
    return { edits: [view.edit(lineEnd, lineEnd, `${words}${commentText(view, pin) ?? ''}`)], comment: null };
  }
  const listed = quoted !== null && /^\s*[,\]]/.test(text.slice(wordEnd, wordEnd + 200));
  const words = !listed
    ? ` ${option} ${pin.commit}`
    : joined === ''
      ? `, ${quoted}${option}${quoted}, ${quoted}${pin.commit}${quoted}`
      : `, ${quoted}${option}=${pin.commit}${quoted}`;
  return { edits: [view.edit(wordEnd, wordEnd, words)], comment: commentAfter(view, wordEnd, pin) };
}

/** A list of words: one that is all digits would be a number there. */
function scalar(commit: string): string {
  return /^\d+(?:e\d+)?$/.test(commit) ? `"${commit}"` : commit;
}

/** The quote on both sides of a span, where there is one. */
function quoteAround(text: string, start: number, end: number): string | null {
  const quote = text[start - 1] ?? '';
  return (quote === '"' || quote === "'") && text[end] === quote ? quote : null;
}

/** `--model="$MODEL"`: the closing quote belongs to the word. */
function quotedEnd(text: string, start: number, end: number): number {
  return quoteAround(text, start, end) === null ? end : end + 1;
}
