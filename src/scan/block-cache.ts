/** Keeps the blocks of a source that were read last: scanners look at the same heads and tails again and again. */

import type { ByteSource } from '../model.ts';

const BLOCK = 64 * 1024;
const MOST_BLOCKS = 64;

/** Serves short reads from blocks of 64 KB; longer ones go to the source as they are. */
export function cachedSource(source: ByteSource): ByteSource {
  const blocks = new Map<number, Promise<Uint8Array>>();

  function block(index: number): Promise<Uint8Array> {
    const known = blocks.get(index);
    const bytes = known ?? source.read(index * BLOCK, BLOCK);
    // The block that was used last is dropped last.
    blocks.delete(index);
    blocks.set(index, bytes);
    const [oldest] = blocks.keys();
    if (blocks.size > MOST_BLOCKS && oldest !== undefined) blocks.delete(oldest);
    return bytes;
  }

  return {
    size: source.size,
    async read(offset, length) {
      const start = Math.max(0, Math.min(offset, source.size));
      const end = Math.min(source.size, start + Math.max(0, length));
      if (start >= end) return new Uint8Array(0);
      if (end - start > BLOCK) return source.read(start, end - start);
      const first = Math.floor(start / BLOCK);
      const bytes = (await block(first)).subarray(start - first * BLOCK, end - first * BLOCK);
      if (end <= (first + 1) * BLOCK) return bytes;
      return Buffer.concat([bytes, (await block(first + 1)).subarray(0, end - (first + 1) * BLOCK)]);
    },
  };
}
