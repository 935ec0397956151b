/** Where tensors say that their bytes stand, against each other and against the file. */

import type { Span } from '../../model.ts';
import type { Tally } from '../tally.ts';

export interface Extent extends Span {
  readonly name: string;
}

/** Padding between tensors, in bytes; more than that is something of its own. */
const PADDING = 4096;

/**
 * Says which tensors reach beyond the file or into each other.
 *
 * @returns the bytes between `start` and `end` that belong to none, beyond padding
 */
export function judgeExtents(extents: readonly Extent[], start: number, end: number, tally: Tally): Span[] {
  const hidden: Span[] = [];
  let done = start;
  for (const extent of [...extents].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const { name } = extent;
    if (extent.end > end) {
      tally.gap(Math.min(extent.start, end), end, `${name} ends beyond the file, which may be cut off`);
    }
    if (extent.start < done && extent.end > extent.start && done > start)
      tally.say('overlap', 'medium', extent.start, name, `${name} begins within the tensor before it`);
    if (extent.start - done > PADDING) hidden.push({ start: done, end: Math.min(extent.start, end) });
    done = Math.max(done, Math.min(extent.end, end));
  }
  if (end - done > PADDING) hidden.push({ start: done, end });
  for (const each of hidden)
    tally.say(
      'hidden-bytes',
      'info',
      each.start,
      `${each.end - each.start} bytes`,
      `${each.end - each.start} bytes at ${each.start} belong to no tensor`,
    );
  return hidden;
}
