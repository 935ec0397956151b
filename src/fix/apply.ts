/** Texts with their edits made: each span once, in order, nothing else touched. */

import type { Edit } from '../model.ts';

/** What becomes of a text. */
export interface Edited {
  readonly text: string;
  /** Those that were made: each once, in order. */
  readonly edits: readonly Edit[];
  /** Where what stood at an offset stands now; null for what was replaced. */
  moved(offset: number): number | null;
}

/**
 * Makes edits of one text. The same edit twice is one; comments are left out where two differ at one place. Null where edits
 * contradict each other.
 */
export function applyEdits(text: string, edits: readonly Edit[], comments: readonly Edit[] = []): Edited | null {
  const changes: Edit[] = [];
  for (const edit of sorted(edits)) {
    const last = changes.at(-1);
    if (last !== undefined && isSame(last, edit)) continue;
    if (last !== undefined && (edit.span.start < last.span.end || isSameSpan(last, edit))) return null;
    changes.push(edit);
  }
  for (const comment of comments) {
    const others = comments.filter((other) => isSameSpan(other, comment));
    if (others.every((other) => other.text === comment.text) && !changes.some((change) => isSame(change, comment)))
      changes.push(comment);
  }
  const parts: string[] = [];
  let at = 0;
  // The sort is stable: a comment follows what is inserted at the same place.
  const ordered = sorted(changes);
  for (const { span, text: written } of ordered) {
    parts.push(text.slice(at, span.start), written);
    at = span.end;
  }
  parts.push(text.slice(at));
  return {
    text: parts.join(''),
    edits: ordered,
    moved(offset) {
      let by = 0;
      for (const { span, text: written } of ordered) {
        if (span.start > offset || (span.start === offset && span.end > offset)) break;
        if (offset < span.end) return null;
        by += written.length - (span.end - span.start);
      }
      return offset + by;
    },
  };
}

function sorted(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function isSameSpan(a: Edit, b: Edit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end;
}

function isSame(a: Edit, b: Edit): boolean {
  return isSameSpan(a, b) && a.text === b.text;
}
