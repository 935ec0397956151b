/** The edits that a fix makes of one view, and the comment that goes with them. */

import type { Edit } from '../model.ts';
import { tokens } from './lexer.ts';
import type { View } from './view.ts';

/** A commit to be written, and what it is called today. */
export interface Pin {
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** The branch or tag that stands there, for the comment that lets the pin be moved; null for none. */
  readonly name: string | null;
}

/** How one place is edited, or why it is not. */
export type Patch =
  | {
      readonly edits: readonly Edit[];
      /** Left out where the line cannot take it, or has another one. */
      readonly comment: Edit | null;
    }
  | { readonly why: string };

export function refused(why: string): Patch {
  return { why };
}

const MARKS = { python: '  # ', javascript: ' // ', yaml: ' # ', toml: ' # ', shell: ' # ', json: null, other: null };

/** A name that a comment can hold and that reads as nothing else. */
const PLAIN_NAME = /^[\w][\w./+-]{0,120}$/;

/** The comment itself, with what goes before it on its line; null where the language has none, or the name is none. */
export function commentText(view: View, { name }: Pin): string | null {
  const mark = MARKS[view.syntax];
  return mark === null || name === null || !PLAIN_NAME.test(name) ? null : `${mark}${name}`;
}

/** The comment at the end of the line that an offset of the view stands on. */
export function commentAfter(view: View, offset: number, pin: Pin): Edit | null {
  const comment = commentText(view, pin);
  const end = comment === null ? null : freeLineEnd(view, offset);
  return comment === null || end === null ? null : view.edit(end, end, comment);
}

/** Where a line's comment can go: its end, if that is code and no comment stands there. */
function freeLineEnd({ text, syntax }: View, offset: number): number | null {
  for (const { is, start, end } of tokens(text, syntax)) {
    if (end <= offset) continue;
    if (is === 'newline') return start >= offset ? behind(text, start) : null;
    if (is === 'comment') return null;
    // A string, or a line that goes on.
    if (text.slice(Math.max(start, offset), end).includes('\n')) return null;
  }
  return behind(text, text.length);
}

/** The end of what is written on a line whose break begins at an offset. */
function behind(text: string, end: number): number {
  return end - (/[ \t\r]*$/.exec(text.slice(Math.max(0, end - 200), end))?.[0].length ?? 0);
}

const NAMED = /^(?:#|\/\/)[ \t]*([\w][\w./+-]{0,120})[ \t\r]*$/;

/** The name that the comment on a line gives, as `commentAfter` writes it. */
export function nameBeside({ text, syntax }: View, offset: number): string | null {
  for (const { is, start, end } of tokens(text, syntax)) {
    if (end <= offset) continue;
    if (is === 'newline') return null;
    if (is === 'comment') return NAMED.exec(text.slice(start, end))?.[1] ?? null;
  }
  return null;
}
