/** Reads a byte source from front to back, in blocks. */

import type { ByteSource } from '../model.ts';

export interface Cursor {
  /** Where the next byte is taken from. */
  readonly offset: number;
  /** Takes the next bytes: fewer only at the end. The array is good until the next call. */
  take(length: number): Promise<Uint8Array>;
  skip(length: number): void;
}

const BLOCK = 64 * 1024;

/** Opens a cursor at `start`. Small takes are served from blocks of 64 KB. */
export function createCursor(source: ByteSource, start = 0): Cursor {
  let offset = start;
  let block = new Uint8Array(0);
  let blockAt = start;

  return {
    get offset() {
      return offset;
    },
    async take(length) {
      if (offset < blockAt || offset + length > blockAt + block.length) {
        block = new Uint8Array(await source.read(offset, Math.max(length, BLOCK)));
        blockAt = offset;
      }
      const taken = block.subarray(offset - blockAt, offset - blockAt + length);
      offset += taken.length;
      return taken;
    },
    skip(length) {
      offset += length;
    },
  };
}
