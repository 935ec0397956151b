/** One more option of a command: on a command line, in a list of its words, in a YAML list of them. */

import { endOfLine, newline } from './argument.ts';
import { commentAfter, commentText, type Patch, type Pin } from './patch.ts';
import type { View } from './view.ts';

/** Behind the word that gives the id, since options may stand anywhere and what follows may be the end of a line that goes on. */
export function addOption(view: View, name: string, start: number, end: number, pin: Pin): Patch {
  const { text } = view;
  const quote = quoteAround(text, start, end);
  const [wordStart, wordEnd] = quote === null ? [start, end] : [start - 1, end + 1];
  const option = `--${name}`;
  const item = /(?:^|\n)([ \t]*-[ \t]+)$/.exec(text.slice(Math.max(0, wordStart - 200), wordStart))?.[1];
  const lineEnd = endOfLine(text, wordEnd);
  if (view.syntax === 'yaml' && item !== undefined && /^[ \t]*(?:#|$)/.test(text.slice(wordEnd, lineEnd))) {
    const another = newline(text) + item;
    const line = `${another}${option}${another}${scalar(pin.commit)}${commentText(view, pin) ?? ''}`;
    return { edits: [view.edit(lineEnd, lineEnd, line)], comment: null };
  }
  const listed = quote !== null && /^\s*[,\]]/.test(text.slice(wordEnd, wordEnd + 200));
  const words = listed ? `, ${quote}${option}${quote}, ${quote}${pin.commit}${quote}` : ` ${option} ${pin.commit}`;
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
