/** Zstandard by fzstd, a frame at a time: frames and their blocks are walked here, so that a header cannot ask for gigabytes. */

import { Decompress } from 'fzstd';
import type { ByteSource } from '../../model.ts';
import { u8, u16, u32, u64 } from '../bytes.ts';
import { createCursor } from '../cursor.ts';
import { isSkippable } from './lz4.ts';
import type { UnpackEnd, Unpacking } from './unpacked.ts';

const MAGIC = 0xfd2fb528;
/** What the reference decoder grants as well, unless it is told otherwise (ZSTD_WINDOWLOG_LIMIT_DEFAULT, 27). */
const LARGEST_WINDOW = 128 * 1024 * 1024;
const LARGEST_BLOCK = 128 * 1024;

/** Unpacks all frames of `source` (RFC 8878). */
export async function* zstd(source: ByteSource): Unpacking {
  const cursor = createCursor(source);
  for (;;) {
    const start = cursor.offset;
    const head = Uint8Array.from(await cursor.take(18));
    const magic = u32(head, 0);
    if (isSkippable(magic)) {
      cursor.skip(8 + u32(head, 4) - head.length);
      continue;
    }
    if (magic !== MAGIC) return end(start, start === 0 ? 'not a Zstandard frame' : null);

    const frame = frameOf(head);
    if (frame.dictionary !== 0) return end(start, 'it needs a dictionary');
    if (frame.window > LARGEST_WINDOW) return end(start, `it asks for a window of ${frame.window} bytes`);
    const ready: Uint8Array[] = [];
    const decoder = new Decompress((piece) => ready.push(piece));
    cursor.skip(frame.header - head.length);
    let packed: Uint8Array = head.slice(0, frame.header);
    for (let last = false; !last; ) {
      const blockHead = Uint8Array.from(await cursor.take(3));
      const told = u16(blockHead, 0) | (u8(blockHead, 2) << 16);
      last = (told & 1) === 1;
      const repeated = ((told >> 1) & 3) === 1;
      const size = repeated ? 1 : told >> 3;
      if (blockHead.length < 3 || told >> 3 > LARGEST_BLOCK) return end(cursor.offset, 'a block is broken');
      const block = await cursor.take(size);
      packed = Buffer.concat([packed, blockHead, block]);
      // The decoder looks at nothing before it has so many bytes.
      if (packed.length < 18 && !last) continue;
      try {
        decoder.push(last && frame.checksum ? Buffer.concat([packed, Buffer.alloc(4)]) : packed, last);
      } catch (error) {
        yield* ready.splice(0);
        return end(cursor.offset, `a block is broken: ${error instanceof Error ? error.message : 'unknown'}`);
      }
      packed = new Uint8Array(0);
      yield* ready.splice(0);
      if (block.length < size) return end(cursor.offset, 'the frame is cut off');
    }
    if (frame.checksum) cursor.skip(4);
  }
}

function frameOf(head: Uint8Array): { header: number; window: number; dictionary: number; checksum: boolean } {
  const flags = u8(head, 4);
  const single = (flags & 32) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0;
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  const at = 5 + (single ? 0 : 1);
  const dictionary = u32(head, at) % 256 ** dictionaryBytes;
  const sizeAt = at + dictionaryBytes;
  const size = [u8(head, sizeAt), u16(head, sizeAt) + 256, u32(head, sizeAt), u64(head, sizeAt)][flags >> 6] ?? 0;
  const exponent = 2 ** (10 + (u8(head, 5) >> 3));
  const window = single ? size : exponent + (exponent / 8) * (u8(head, 5) & 7);
  return { header: sizeAt + sizeBytes, window, dictionary, checksum: (flags & 4) !== 0 };
}

function end(packed: number, trouble: string | null): UnpackEnd {
  return { packed, trouble };
}
