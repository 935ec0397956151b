/** Reads a whole regular file and nothing else: no link, no FIFO, no device, and never more than a limit. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';

export type FileBytes =
  | { readonly state: 'read'; readonly bytes: Buffer }
  | { readonly state: 'missing' }
  /** `size` is what the file system says, in bytes, or as much as had been read when the limit was passed. */
  | { readonly state: 'too-large'; readonly size: number }
  | { readonly state: 'trouble'; readonly why: string };

export type EntryType = 'file' | 'directory' | 'link' | 'FIFO' | 'socket' | 'device';

/** The kind of a directory entry, from its `Stats` or its `Dirent`. */
export function entryType(
  entry: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket'>,
): EntryType {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isFIFO()) return 'FIFO';
  return entry.isSocket() ? 'socket' : 'device';
}

const TROUBLE: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it is not there any more',
  ENOTDIR: 'it is no folder any more',
  ELOOP: 'it is a symbolic link',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'its path is too long',
  EIO: 'the disk or the network drive failed',
};

/** What the file system objected to, in words. */
export function fileTrouble(error: unknown): string {
  return TROUBLE[errorCode(error)] ?? errorCode(error);
}

/** Whether the file system says that there is nothing of that name. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(errorCode(error));
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown trouble';
}

/**
 * Reads `file` if it is a regular file of at most `limit` bytes. Nothing else is ever opened: opening a FIFO would wait
 * for a writer, and opening a device can change it. A link is refused, also one that is put in the file's place between
 * the look and the opening; a caller that trusts a link resolves it first.
 */
export function readBounded(file: string, limit: number): FileBytes {
  let descriptor: number | null = null;
  try {
    const seen = lstatSync(file, { throwIfNoEntry: false });
    if (seen === undefined) return { state: 'missing' };
    if (!seen.isFile()) return { state: 'trouble', why: `it is a ${entryType(seen)}, not a regular file` };
    if (seen.size > limit) return { state: 'too-large', size: seen.size };
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { state: 'trouble', why: `it is a ${entryType(stats)}, not a regular file` };
    if (stats.size > limit) return { state: 'too-large', size: stats.size };
    return readToEnd(descriptor, stats.size, limit);
  } catch (error) {
    return isMissing(error) ? { state: 'missing' } : { state: 'trouble', why: fileTrouble(error) };
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** `size` is a hint: a file can grow while it is read, and the kernel's own files claim to be empty. */
function readToEnd(descriptor: number, size: number, limit: number): FileBytes {
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, null);
    length += count;
    if (length > limit) return { state: 'too-large', size: length };
    if (count === 0) return { state: 'read', bytes: bytes.subarray(0, length) };
    if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)]);
  }
}
