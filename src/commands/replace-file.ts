/** Puts new bytes in the place of a file's: all of them or none, and only where the file is still what was read. */

import { randomUUID } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileTrouble, readBounded } from '../bounded-file.ts';

/**
 * Replaces a file that still holds `before` by one that holds `after`, with the same mode. A link is not followed.
 *
 * @returns why it was not replaced; null where it was
 */
export function replaceFile(file: string, before: Uint8Array, after: Uint8Array): string | null {
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}.namesake`);
  try {
    const stats = lstatSync(file);
    if (!stats.isFile()) return 'it is not a regular file';
    if ((stats.mode & 0o222) === 0) return 'it is not to be written';
    const descriptor = openSync(temporary, 'wx', stats.mode & 0o7777);
    try {
      // What a mask took away.
      fchmodSync(descriptor, stats.mode & 0o7777);
      for (let at = 0; at < after.length; ) at += writeSync(descriptor, after, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const now = readBounded(file, before.length);
    if (now.state !== 'read' || !now.bytes.equals(before)) return 'it changed since it was read';
    renameSync(temporary, file);
    return null;
  } catch (error) {
    return fileTrouble(error);
  } finally {
    rmSync(temporary, { force: true });
  }
}
