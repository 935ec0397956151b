/** LZ4 frames, block by block (the frame format 1.6.1 of lz4.org). The packages for it hold everything, and misread block checksums. */

import type { ByteSource } from '../../model.ts';
import { u8, u16, u32 } from '../bytes.ts';
import { createCursor } from '../cursor.ts';
import type { UnpackEnd, Unpacking } from './unpacked.ts';

const FRAME = 0x184d2204;
const LEGACY = 0x184c2102;
const LEGACY_BLOCK = 8 * 1024 * 1024;
/** How far back a block may refer into the ones before it. */
const REACH = 64 * 1024;

/** Frames that both LZ4 and Zstandard step over. */
export const isSkippable = (magic: number): boolean => magic >>> 4 === 0x184d2a5;

/** Unpacks all frames of `source`, one after the other. */
export async function* lz4(source: ByteSource): Unpacking {
  const cursor = createCursor(source);
  for (;;) {
    const start = cursor.offset;
    const head = Uint8Array.from(await cursor.take(19));
    const magic = u32(head, 0);
    if (isSkippable(magic)) {
      cursor.skip(8 + u32(head, 4) - head.length);
      continue;
    }
    if (magic !== FRAME && magic !== LEGACY) return { packed: start, trouble: start === 0 ? 'not an LZ4 frame' : null };

    const frame = magic === LEGACY ? legacyFrame() : frameOf(head);
    if (frame === null) return broken(start, 'the frame has a header of no known form');
    cursor.skip(frame.header - head.length);
    let before = new Uint8Array(0);
    for (;;) {
      const size = Uint8Array.from(await cursor.take(4));
      // A frame of the old form ends where its content does, or where the next one begins.
      if (size.length === 0 && frame.legacy) return { packed: cursor.offset, trouble: null };
      if (size.length < 4) return broken(cursor.offset, 'the frame is cut off');
      const told = u32(size, 0);
      if (frame.legacy && (told === FRAME || told === LEGACY)) {
        cursor.skip(-4);
        break;
      }
      if (told === 0) break;
      const plain = !frame.legacy && told >= 2 ** 31;
      const length = told % 2 ** 31;
      if (length > frame.block + 1024 * 1024) return broken(cursor.offset, 'a block is larger than its frame allows');
      const packed = Uint8Array.from(await cursor.take(length));
      const block = plain ? { bytes: packed, whole: true } : unpackBlock(packed, before, frame.block);
      yield block.bytes;
      if (!block.whole || packed.length < length) return broken(cursor.offset, 'a block is broken');
      before = Buffer.concat([before, block.bytes]).subarray(-REACH);
      if (frame.blockChecksum) cursor.skip(4);
    }
    if (frame.checksum) cursor.skip(4);
  }
}

interface Frame {
  readonly legacy: boolean;
  /** In bytes, magic included. */
  readonly header: number;
  /** Unpacked, at most. */
  readonly block: number;
  readonly blockChecksum: boolean;
  readonly checksum: boolean;
}

function legacyFrame(): Frame {
  return { legacy: true, header: 4, block: LEGACY_BLOCK, blockChecksum: false, checksum: false };
}

function frameOf(head: Uint8Array): Frame | null {
  const flags = u8(head, 4);
  const code = (u8(head, 5) >> 4) & 7;
  if (flags >> 6 !== 1 || code < 4) return null;
  const header = 7 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0);
  const [blockChecksum, checksum] = [(flags & 16) !== 0, (flags & 4) !== 0];
  return { legacy: false, header, block: 2 ** (8 + 2 * code), blockChecksum, checksum };
}

/** Unpacks one block. `before` is what came before it, as far back as it may refer. Ends early where it is broken. */
function unpackBlock(packed: Uint8Array, before: Uint8Array, most: number): { bytes: Uint8Array; whole: boolean } {
  const out = Buffer.allocUnsafe(before.length + most);
  out.set(before);
  let to = before.length;
  let at = 0;
  const done = (whole: boolean) => ({ bytes: Uint8Array.prototype.slice.call(out, before.length, to), whole });

  function lengthFrom(nibble: number): number {
    if (nibble < 15) return nibble;
    let length = nibble;
    for (let more = 255; more === 255; at++) {
      more = u8(packed, at);
      length += more;
    }
    return length;
  }

  while (at < packed.length) {
    const token = u8(packed, at++);
    const literals = lengthFrom(token >> 4);
    if (at + literals > packed.length || to + literals > out.length) return done(false);
    out.set(packed.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // The last sequence has literals only.
    if (at === packed.length) return done(true);
    const back = u16(packed, at);
    at += 2;
    const length = lengthFrom(token & 15) + 4;
    if (back === 0 || back > to || at > packed.length || to + length > out.length) return done(false);
    for (const end = to + length; to < end; to++) out[to] = u8(out, to - back);
  }
  return done(false);
}

function broken(packed: number, trouble: string): UnpackEnd {
  return { packed, trouble };
}
