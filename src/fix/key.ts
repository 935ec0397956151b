/** One more key of a mapping in a configuration, beside the one that holds the id. */

import { endOfLine, newline } from './argument.ts';
import { commentAfter, commentText, type Patch, type Pin, refused } from './patch.ts';
import type { View } from './view.ts';

/** @param start of the key that holds the id, `end` of the id, both without quotes */
export function addKey(view: View, start: number, end: number, pin: Pin): Patch {
  const { text, syntax } = view;
  const quoted = /["']/.test(text[start - 1] ?? '') ? (text[start - 1] ?? '') : '';
  const keyStart = start - quoted.length;
  const valueQuote = /["']/.test(text[end] ?? '') ? (text[end] ?? '') : '';
  const valueEnd = end + valueQuote.length;
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
  const before = text.slice(lineStart, keyStart);
  const lineEnd = endOfLine(text, valueEnd);
  const rest = text.slice(valueEnd, lineEnd);
  const block = syntax === 'toml' ? /^[ \t]*$/ : syntax === 'yaml' ? /^[ \t]*(?:-[ \t]+)*$/ : /(?!)/;
  const value = valueQuote === '' ? scalar(pin.commit) : `${valueQuote}${pin.commit}${valueQuote}`;
  const pair = `${quoted}revision${quoted}${syntax === 'toml' ? ' = ' : ': '}${value}`;
  if (block.test(before) && /^[ \t]*(?:#.*)?$/.test(rest)) {
    const line = `${newline(text)}${before.replaceAll('-', ' ')}${pair}${commentText(view, pin) ?? ''}`;
    return { edits: [view.edit(lineEnd, lineEnd, line)], comment: null };
  }
  if (syntax === 'yaml' && !/[{,][ \t]*$/.test(before.trimEnd() === '' ? text.slice(0, keyStart).trimEnd() : before))
    return refused('the mapping is written in a way that is not edited');
  // An entry of JSON that has a line of its own gets a neighbour that has one.
  const own = /^[ \t]*$/.test(before) && /^[ \t]*,?[ \t]*$/.test(rest);
  const edit = view.edit(valueEnd, valueEnd, own ? `,${newline(text)}${before}${pair}` : `, ${pair}`);
  return { edits: [edit], comment: commentAfter(view, valueEnd, pin) };
}

/** All digits, or digits with an exponent, would be a number. */
function scalar(commit: string): string {
  return /^\d+(?:e\d+)?$/.test(commit) ? `"${commit}"` : commit;
}
