/** A revision that is written already, or `None` where one could be: replaced by the commit. */

import { quoteIn } from './lexer.ts';
import { commentAfter, type Patch, type Pin, refused } from './patch.ts';
import type { View } from './view.ts';

/** The content of a literal. A commit that is there already stays, unless the pin is to be moved. */
export function replaceLiteral(view: View, start: number, end: number, pin: Pin, move: boolean): Patch {
  const written = view.text.slice(start, end);
  if (/^[0-9a-f]{40}$/i.test(written) && !move) return { edits: [], comment: null };
  if (!/^[\w./%+-]+$/.test(written)) return refused('its revision is not written as one');
  // A whole number, or one with an exponent, would be read as that.
  const bare = /["'`=]/.test(view.text[start - 1] ?? '') || !/^\d+(?:e\d+)?$/.test(pin.commit);
  const value = bare || view.syntax !== 'yaml' ? pin.commit : `"${pin.commit}"`;
  return { edits: [view.edit(start, end, value)], comment: commentAfter(view, end, pin) };
}

/** `None`, `null` or `undefined`. */
export function replaceNothing(view: View, start: number, end: number, pin: Pin): Patch {
  if (!/^(?:None|null|undefined)$/.test(view.text.slice(start, end)))
    return refused('its revision is not written as none');
  const line = view.text.lastIndexOf('\n', start) + 1;
  const quote = quoteIn(view.text, view.syntax, line, start) ?? (view.syntax === 'javascript' ? "'" : '"');
  return { edits: [view.edit(start, end, `${quote}${pin.commit}${quote}`)], comment: commentAfter(view, end, pin) };
}
