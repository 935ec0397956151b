/** A source with a stretch left out: what a reader sees that drops it. */

import type { ByteSource } from '../../model.ts';

/** `source` without the bytes from `from` to `to` (exclusive). */
export function splicedSource(source: ByteSource, from: number, to: number): ByteSource {
  const left = Math.min(to, source.size) - from;
  return {
    size: source.size - left,
    async read(offset, length) {
      if (offset >= from) return source.read(offset + left, length);
      if (offset + length <= from) return source.read(offset, length);
      const before = await source.read(offset, from - offset);
      const after = await source.read(from + left, length - before.length);
      return Buffer.concat([before, after]);
    },
  };
}
