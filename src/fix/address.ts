/** The revision in an address: `/resolve/main/`, `@main`, and where an `hf://` address takes one. */

import { commentAfter, type Patch, type Pin, refused } from './patch.ts';
import type { View } from './view.ts';

const ROUTE =
  /^\/(?:resolve|raw|blob|tree)\/(refs(?:\/|%2F)(?:pr|convert)(?:\/|%2F)[\w.-]+|[\w.%+-]+)(?=[/?#"'`\s)\]}>,;\\]|$)/i;
const MARK = /^@(refs\/(?:pr|convert)\/[\w.-]+|~?[\w.%+-]+)/;

/** @param start of the id in the view, `end` likewise */
export function pinAddress(view: View, start: number, end: number, pin: Pin, move: boolean): Patch {
  const after = view.text.slice(end, end + 400);
  const written = (ROUTE.exec(after) ?? MARK.exec(after))?.[1];
  if (written === undefined) {
    const scheme = /hf:\/\/(?:(?:model|dataset|space|kernel)s\/)?$/.test(
      view.text.slice(Math.max(0, start - 30), start),
    );
    if (!scheme) return refused('the address says its revision in a way that is not edited');
    return { edits: [view.edit(end, end, `@${pin.commit}`)], comment: commentAfter(view, end, pin) };
  }
  if (/^[0-9a-f]{40}$/i.test(written) && !move) return { edits: [], comment: null };
  const from = end + after.indexOf(written, 1);
  return { edits: [view.edit(from, from + written.length, pin.commit)], comment: commentAfter(view, from, pin) };
}
