/** What the file system says of a file without its content being read: enough to tell that it has not changed, or nothing. */

import { lstatSync } from 'node:fs';
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
  let stats: ReturnType<typeof look>;
  try {
    stats = look(origin.file);
  } catch {
    return { size: 0, text: null };
  }
  if (stats === undefined || !stats.isFile()) return { size: 0, text: null };
  const size = Number(stats.size);
  const changed = Math.max(Number(stats.mtimeMs), Number(stats.ctimeMs));
  if (changed > now - TICK) return { size, text: null };
  return { size, text: `${stats.dev}.${stats.ino}.${size}.${stats.mtimeNs}.${stats.ctimeNs}` };
}

function look(file: string) {
  return lstatSync(file, { bigint: true, throwIfNoEntry: false });
}
