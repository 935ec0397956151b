/** One more argument of a call, or one more entry of an object: in the style of those that are there. */

import type { Edit } from '../model.ts';
import { type Items, itemsIn, quoteIn } from './lexer.ts';
import { commentAfter, commentText, type Patch, type Pin, refused } from './patch.ts';
import type { View } from './view.ts';

/** What is added: a keyword argument, an entry of an object, an object with one entry as the last argument. */
export type Form = 'argument' | 'entry' | 'object';

/** @param start of the call or the object in the view, `end` likewise */
export function addArgument(view: View, form: Form, name: string, start: number, end: number, pin: Pin): Patch {
  if (view.syntax !== 'python' && view.syntax !== 'javascript')
    return refused('code inside a file of another language is not edited');
  const items = itemsIn(view.text, view.syntax, start, end);
  if (items === null) return refused('the call could not be taken apart');
  const script = view.syntax === 'javascript';
  const quote = quoteIn(view.text, view.syntax, items.open, end) ?? (script ? "'" : '"');
  const value = `${quote}${pin.commit}${quote}`;
  const item = {
    argument: `${name}=${value}`,
    entry: `${name}: ${value}`,
    object: `{ ${name}: ${value} }`,
  }[form];
  // Keyword arguments go before those that are spread, where people look for them.
  const spread = form === 'argument' ? items.items.find(({ start: at }) => view.text.startsWith('**', at)) : undefined;
  return spread === undefined ? append(view, items, item, pin) : before(view, spread.start, item, pin);
}

function before(view: View, at: number, item: string, pin: Pin): Patch {
  const indent = indentOfOwnLine(view.text, at);
  if (indent === null) return { edits: [view.edit(at, at, `${item}, `)], comment: commentAfter(view, at, pin) };
  return {
    edits: [view.edit(at, at, `${item},${commentText(view, pin) ?? ''}${newline(view.text)}${indent}`)],
    comment: null,
  };
}

function append(view: View, { open, close, items, trailingComma }: Items, item: string, pin: Pin): Patch {
  const { text } = view;
  const last = items.at(-1);
  if (last === undefined) {
    const padded = text[open] === '{' ? ` ${item} ` : item;
    return { edits: [view.edit(open + 1, close, padded)], comment: commentAfter(view, close, pin) };
  }
  const indent = indentOfOwnLine(text, last.start);
  const lineEnd = endOfLine(text, trailingComma ?? last.end);
  if (indent === null || lineEnd > close) {
    const at = trailingComma ?? last.end;
    const edit = view.edit(at, at, trailingComma === null ? `, ${item}` : ` ${item},`);
    return { edits: [edit], comment: commentAfter(view, at, pin) };
  }
  const comma = trailingComma === null ? '' : ',';
  const line = `${newline(text)}${indent}${item}${comma}${commentText(view, pin) ?? ''}`;
  if (trailingComma === null && last.end === lineEnd)
    return { edits: [view.edit(lineEnd, lineEnd, `,${line}`)], comment: null };
  const edits: Edit[] = trailingComma === null ? [view.edit(last.end, last.end, ',')] : [];
  return { edits: [...edits, view.edit(lineEnd, lineEnd, line)], comment: null };
}

/** The blanks before something that begins its line; null where something else does, or the bracket stands on the same line. */
export function indentOfOwnLine(text: string, at: number): string | null {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(start, at);
  return start > 0 && /^[ \t]*$/.test(before) ? before : null;
}

/** Before the break, of whatever kind. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** The break that a text uses. */
export function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
