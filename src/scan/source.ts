/** Byte sources that need nothing else: memory, a part of another source, a local file. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ByteSource } from '../model.ts';

/** Bytes that are in memory already. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(clamp(offset, bytes.length), clamp(offset + length, bytes.length)),
  };
}

/** The bytes of `source` from `start` to `end` (exclusive), as far as there are any. */
export function sliceSource(source: ByteSource, start: number, end: number = source.size): ByteSource {
  const from = clamp(start, source.size);
  const size = clamp(end, source.size) - from;
  if (size <= 0) return memorySource(new Uint8Array(0));
  return {
    size,
    read: (offset, length) => {
      const at = clamp(offset, size);
      return source.read(from + at, Math.max(0, Math.min(length, size - at)));
    },
  };
}

/** A local file, open until it is closed. */
export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/** Files of up to this size are read in one go, in bytes: to ask for their parts one by one takes longer. */
const SMALL = 256 * 1024;

/** Opens a regular file. Rejects as `node:fs` does where it cannot be opened. */
export async function openFileSource(path: string): Promise<FileSource> {
  const small = readSmall(path);
  if (small !== null) return { ...memorySource(small), close: async () => {} };
  const handle: FileHandle = await open(path, 'r');
  const { size } = await handle.stat();
  return {
    size,
    async read(offset, length) {
      const at = clamp(offset, size);
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - at)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, at + filled);
        // Cut short while it is read: what is there no more cannot be read.
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
    close: () => handle.close(),
  };
}

/** All of a small file; null where it is larger, or cut short while it is read. */
function readSmall(path: string): Uint8Array | null {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > SMALL) return null;
    const bytes = Buffer.alloc(size);
    return readSync(file, bytes, 0, size, 0) === size ? bytes : null;
  } finally {
    closeSync(file);
  }
}

function clamp(offset: number, size: number): number {
  return Math.max(0, Math.min(offset, size));
}
