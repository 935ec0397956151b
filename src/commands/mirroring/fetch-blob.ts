/** The bytes of one file of the Hub onto the disk: from where an earlier try ended, and proven by the hash that names them. */

import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { fileTrouble } from '../../bounded-file.ts';
import { HubError } from '../../hub/error.ts';
import type { ByteSource, HubFile } from '../../model.ts';

/** What is asked for at a time, in bytes. */
const PIECE = 4 * 1024 * 1024;

const AFTER_BEGINNING = 'other bytes, after a beginning that was there';

export interface Fetching {
  readonly file: Pick<HubFile, 'size' | 'digest'>;
  readonly source: ByteSource;
  readonly signal: AbortSignal;
  /** Told how many bytes are there. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Completes a file that may hold the first bytes already. Where the bytes are not those of the hash, nothing is kept.
 *
 * @returns why it is not complete; null where it is
 */
export async function fetchBlob(incomplete: string, fetching: Fetching): Promise<string | null> {
  const first = await fill(incomplete, fetching);
  // What an earlier try left behind may be what is wrong: once more, from nothing.
  return first === AFTER_BEGINNING ? fill(incomplete, fetching) : first;
}

async function fill(path: string, { file, source, signal, onBytes }: Fetching): Promise<string | null> {
  let handle: FileHandle | null = null;
  try {
    // A link in its place is not followed.
    handle = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o644);
    const stats = await handle.stat();
    if (!stats.isFile()) return 'something else stands in its place';
    let at = stats.size > file.size ? 0 : stats.size;
    const resumed = at > 0;
    await handle.truncate(at);
    const hash = hashOf(file);
    await addFile(hash, handle, at);
    while (at < file.size) {
      if (signal.aborted) return 'cancelled';
      const bytes = await source.read(at, Math.min(PIECE, file.size - at));
      if (bytes.length === 0) return 'the Hub sends nothing more';
      await handle.write(bytes, 0, bytes.length, at);
      hash.update(bytes);
      at += bytes.length;
      onBytes(at);
    }
    await handle.sync();
    if (hash.digest('hex') === file.digest.value) return null;
    await rm(path, { force: true });
    return resumed ? AFTER_BEGINNING : 'the bytes are not those that the hash names';
  } catch (error) {
    if (error instanceof HubError) return error.message;
    if (error instanceof Error && 'code' in error) return fileTrouble(error);
    throw error;
  } finally {
    await handle?.close();
  }
}

/** Whether a file on the disk is the one that a hash names. */
export async function isBlob(path: string, file: Pick<HubFile, 'size' | 'digest'>): Promise<boolean> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size !== file.size) return false;
    const hash = hashOf(file);
    await addFile(hash, handle, file.size);
    return hash.digest('hex') === file.digest.value;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  } finally {
    await handle?.close();
  }
}

/** What git names a file by has its size in front (gitformat-pack, "blob"). */
function hashOf({ size, digest: { algorithm } }: Pick<HubFile, 'size' | 'digest'>): Hash {
  return algorithm === 'sha256' ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`);
}

async function addFile(hash: Hash, handle: FileHandle, length: number): Promise<void> {
  const piece = Buffer.allocUnsafe(Math.min(PIECE, Math.max(1, length)));
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(piece, 0, Math.min(piece.length, length - at), at);
    if (bytesRead === 0) return;
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
}
