/** What the file system says of a file without its content being read: enough to tell that it has not changed, or nothing. */

import { lstatSync, type Stats } from 'node:fs';
import type { FileEntry } from '../../collect/collect.ts';

export interface Stamp {
  /** In bytes. */
  readonly size: number;
  /** The same for the same content; null where a change could go unseen. */
  readonly text: string | null;
}

/**
 * A file that changed so shortly before a run could change again without its times telling: file systems count in ticks, the coarsest
 * (FAT) of two seconds. In milliseconds.
 */
const TICK = 2_500;

/** @param now when the run began, before anything was read; in milliseconds since the epoch */
export function stampOf({ origin }: FileEntry, now: number): Stamp {
  if (origin.from !== 'disk') return { size: 0, text: null };
  let stats: Stats | undefined;
  try {
    stats = lstatSync(origin.file, { throwIfNoEntry: false });
  } catch {
    return { size: 0, text: null };
  }
  if (stats === undefined || !stats.isFile()) return { size: 0, text: null };
  // Milliseconds with a fraction of a quarter of a microsecond: finer than the clock of any file system.
  const { dev, ino, size, mtimeMs, ctimeMs } = stats;
  const text = Math.max(mtimeMs, ctimeMs) > now - TICK ? null : `${dev}.${ino}.${size}.${mtimeMs}.${ctimeMs}`;
  return { size, text };
}
