/** The two containers of LZMA: `.lzma` (alone) and `.xz`, as Python's `lzma.open` reads them. */

import type { ByteSource } from '../../model.ts';
import { hasMark, isZero, u8, u16, u32, u64 } from '../bytes.ts';
import { createCursor } from '../cursor.ts';
import { createLzmaDecoder, LARGEST_DICTIONARY, lzmaProperties } from './lzma.ts';
import type { UnpackEnd, Unpacking } from './unpacked.ts';

const PIECE = 64 * 1024;

/** Unpacks `.lzma`: properties, size of the dictionary, unpacked size (all ones where it is not known), packed bytes. */
export async function* lzmaAlone(source: ByteSource): Unpacking {
  const head = await source.read(0, 13);
  const unpacked = u32(head, 5) === 0xffffffff && u32(head, 9) === 0xffffffff ? null : u64(head, 5);
  return yield* rawLzma(source, 13, head, unpacked);
}

/** Unpacks a member of a zip that was packed by LZMA (method 14): a version, the size of the properties, the properties. */
export async function* lzmaOfZip(source: ByteSource): Unpacking {
  const head = await source.read(0, 9);
  return yield* rawLzma(source, 4 + u16(head, 2), head.subarray(4), null);
}

/** @param head the byte of the properties and the size of the dictionary */
async function* rawLzma(source: ByteSource, start: number, head: Uint8Array, size: number | null): Unpacking {
  const properties = lzmaProperties(u8(head, 0));
  if (properties === null || u32(head, 1) > LARGEST_DICTIONARY)
    return end(0, 'not LZMA, or its dictionary is too large');
  const decoder = createLzmaDecoder(Math.min(u32(head, 1), size ?? LARGEST_DICTIONARY));
  decoder.resetState(properties);
  if (!decoder.begin(await source.read(start, 5))) return end(start, 'not LZMA');
  let at = start + 5;
  let left = size ?? Number.POSITIVE_INFINITY;
  while (left > 0 && decoder.over() === null) {
    const piece = await source.read(at, PIECE);
    at += decoder.run(piece, Math.min(left, PIECE), at + piece.length >= source.size);
    left -= decoder.waiting();
    yield decoder.drain();
  }
  return end(at, decoder.over() === 'broken' ? 'the stream breaks' : null);
}

/** Unpacks all streams of a `.xz`, one after the other; what follows and is none is left alone, as Python leaves it. */
export async function* xz(source: ByteSource): Unpacking {
  for (let at = 0; ; ) {
    const head = await source.read(at, 12);
    if (at > 0 && head.length >= 4 && isZero(head.subarray(0, 4))) {
      at += 4;
      continue;
    }
    if (!hasMark(head, '\xfd7zXZ\0')) return end(at, at === 0 ? 'not an xz stream' : null);
    const check = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64][u8(head, 7) & 15] ?? 0;
    at += 12;
    for (;;) {
      const block = blockOf(await source.read(at, 1024));
      if (block === null) break;
      if ('trouble' in block) return end(at, block.trouble);
      const packed = yield* lzma2(source, at + block.header, block.dictionary);
      if (packed.trouble !== null) return packed;
      at = packed.packed;
      at += (4 - ((packed.packed - block.header) % 4)) % 4;
      at += check;
    }
    at = await behindIndex(source, at);
  }
}

type Block = { readonly header: number; readonly dictionary: number } | { readonly trouble: string };

/** Reads the header of a block, or null where the index stands instead. */
function blockOf(bytes: Uint8Array): Block | null {
  if (bytes.length === 0) return { trouble: 'the stream is cut off' };
  if (u8(bytes, 0) === 0) return null;
  const header = (u8(bytes, 0) + 1) * 4;
  const flags = u8(bytes, 1);
  let at = 2;
  for (const bit of [0x40, 0x80]) if (flags & bit) at = variable(bytes, at).next;
  const filter = variable(bytes, at);
  const properties = variable(bytes, filter.next);
  if ((flags & 3) !== 0 || filter.value !== 0x21 || properties.value !== 1) {
    return { trouble: 'it is packed by a filter that is not read (only LZMA2 is)' };
  }
  const code = u8(bytes, properties.next) & 63;
  const dictionary = code > 39 ? 2 ** 32 : (2 | (code & 1)) * 2 ** ((code >> 1) + 11);
  if (dictionary > LARGEST_DICTIONARY) return { trouble: `it asks for a dictionary of ${dictionary} bytes` };
  return { header, dictionary };
}

/** A number in groups of seven bits. */
function variable(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = u8(bytes, at + index);
    value += (byte & 127) * 2 ** (7 * index);
    if (byte < 128) return { value, next: at + index + 1 };
  }
  return { value, next: at + 9 };
}

/** Where the stream ends whose index begins at `at`. */
async function behindIndex(source: ByteSource, at: number): Promise<number> {
  const cursor = createCursor(source, at + 1);
  async function number(): Promise<number> {
    const bytes = await cursor.take(9);
    const { value, next } = variable(bytes, 0);
    cursor.skip(next - bytes.length);
    return value;
  }
  for (let left = (await number()) * 2; left > 0 && cursor.offset < source.size; left--) await number();
  const size = cursor.offset - at;
  return cursor.offset + ((4 - (size % 4)) % 4) + 4 + 12;
}

/** Unpacks the chunks of one block. What it returns as packed is where the block ends in `source`. */
async function* lzma2(source: ByteSource, start: number, dictionary: number): Unpacking {
  const cursor = createCursor(source, start);
  const decoder = createLzmaDecoder(dictionary);
  let ready = false;
  for (;;) {
    const [control] = await cursor.take(1);
    if (control === undefined) return end(cursor.offset, 'the stream is cut off');
    if (control === 0) return end(cursor.offset, null);
    if (control === 1 || control >= 0xe0) decoder.resetDictionary();
    if (control < 0x80) {
      if (control > 2) return end(cursor.offset, 'a chunk of no known kind');
      const size = bigEndian(await cursor.take(2)) + 1;
      const bytes = await cursor.take(size);
      decoder.copy(bytes);
      yield decoder.drain();
      if (bytes.length < size) return end(cursor.offset, 'the stream is cut off');
      continue;
    }
    const sizes = Uint8Array.from(await cursor.take(4));
    const size = (control & 31) * 65536 + bigEndian(sizes) + 1;
    const packedSize = bigEndian(sizes.subarray(2)) + 1;
    if (!(await reset(control))) return end(cursor.offset, 'a chunk without the properties that it needs');
    const packed = Uint8Array.from(await cursor.take(packedSize));
    const before = decoder.total();
    const begun = decoder.begin(packed);
    if (begun) decoder.run(packed.subarray(5), size, true);
    yield decoder.drain();
    if (!begun || decoder.over() !== null || decoder.total() - before !== size || packed.length < packedSize) {
      return end(cursor.offset, 'a chunk is broken');
    }
  }

  async function reset(control: number): Promise<boolean> {
    if (control >= 0xc0) {
      const properties = lzmaProperties(u8(await cursor.take(1), 0));
      if (properties === null || properties.literalContext + properties.literalPosition > 4) return false;
      decoder.resetState(properties);
      ready = true;
    } else if (control >= 0xa0 && ready) decoder.resetState();
    return ready;
  }
}

function bigEndian(bytes: Uint8Array): number {
  return u8(bytes, 0) * 256 + u8(bytes, 1);
}

function end(packed: number, trouble: string | null): UnpackEnd {
  return { packed, trouble };
}
