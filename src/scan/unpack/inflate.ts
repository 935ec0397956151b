/** Deflate in its three wrappings, by zlib: raw, zlib and gzip (several members one after the other included). */

import { once } from 'node:events';
import { createInflate, createInflateRaw } from 'node:zlib';
import type { ByteSource } from '../../model.ts';
import { hasMark, u8, u16 } from '../bytes.ts';
import { createCursor } from '../cursor.ts';
import { sliceSource } from '../source.ts';
import type { UnpackEnd, Unpacking } from './unpacked.ts';

/** So little at a time that even zeros, packed 1,032 to 1, come out in pieces of 16 MB at most. */
const PIECE = 16 * 1024;

/** Unpacks `source` from its start, raw or in zlib's wrapping. */
export async function* inflate(source: ByteSource, kind: 'raw' | 'zlib'): Unpacking {
  let given = 0;
  let end: UnpackEnd & { readonly brokenAt: number | null } = yield* counted(pass(source, kind, source.size));
  // zlib drops what a piece gives before it breaks, and loaders that read less at a time do not: the piece once more, by bytes.
  if (end.brokenAt !== null) end = yield* rest(pass(source, kind, end.brokenAt));
  return { packed: end.packed, trouble: end.trouble };

  async function* counted(unpacking: ReturnType<typeof pass>): ReturnType<typeof pass> {
    let next = await unpacking.next();
    for (; !next.done; next = await unpacking.next()) {
      given += next.value.length;
      yield next.value;
    }
    return next.value;
  }

  async function* rest(unpacking: ReturnType<typeof pass>): ReturnType<typeof pass> {
    let skipped = 0;
    let next = await unpacking.next();
    for (; !next.done; next = await unpacking.next()) {
      const known = Math.min(next.value.length, given - skipped);
      skipped += known;
      if (known < next.value.length) yield next.value.subarray(known);
    }
    return next.value;
  }
}

/** Unpacks in pieces, from `carefulFrom` on byte by byte. */
async function* pass(
  source: ByteSource,
  kind: 'raw' | 'zlib',
  carefulFrom: number,
): AsyncGenerator<Uint8Array, UnpackEnd & { brokenAt: number | null }, void> {
  const stream = (kind === 'raw' ? createInflateRaw : createInflate)({ chunkSize: 32 * 1024 });
  const cursor = createCursor(source);
  const ready: Uint8Array[] = [];
  let trouble: string | null = null;
  let brokenAt: number | null = null;
  stream.on('data', (piece: Uint8Array) => ready.push(piece));
  stream.on('error', (error) => {
    trouble = `the stream breaks: ${error.message}`;
  });
  const closed = once(stream, 'close').catch(() => {});

  try {
    while (trouble === null && !stream.readableEnded && cursor.offset === stream.bytesWritten) {
      const at = cursor.offset;
      const piece = await cursor.take(at < carefulFrom ? Math.min(PIECE, carefulFrom - at) : 1);
      if (piece.length === 0) {
        stream.end();
        await closed;
      } else {
        // The stream takes no more when its data has ended, and does not call back then.
        await Promise.race([new Promise<void>((resolve) => stream.write(piece, () => resolve())), closed]);
        if (trouble !== null && at < carefulFrom) brokenAt = at;
      }
      yield* ready.splice(0);
      if (piece.length === 0) break;
    }
    yield* ready.splice(0);
    return { packed: stream.bytesWritten, trouble, brokenAt };
  } finally {
    stream.destroy();
  }
}

/** Unpacks all members of a gzip file; what follows and is none is left alone, as Python leaves it. */
export async function* gunzip(source: ByteSource): Unpacking {
  for (let at = 0; ; ) {
    const head = await source.read(at, 64 * 1024);
    if (at > 0 && u8(head, 0) === 0 && at < source.size) {
      const zeros = head.findIndex((byte) => byte !== 0);
      at += zeros === -1 ? head.length : zeros;
      continue;
    }
    if (!hasMark(head, '\x1f\x8b\x08')) return { packed: at, trouble: at === 0 ? 'not gzip' : null };
    const start = at + headerSize(head);
    const end = yield* inflate(sliceSource(source, start), 'raw');
    at = start + end.packed + 8;
    if (end.trouble !== null) return { packed: start + end.packed, trouble: end.trouble };
  }
}

/** The size of a gzip member's header (RFC 1952), its name and comment included. */
function headerSize(head: Uint8Array): number {
  const flags = u8(head, 3);
  let at = 10;
  if (flags & 4) at += 2 + u16(head, at);
  for (const bit of [8, 16]) if (flags & bit) at = (head.indexOf(0, at) + 1 || head.length) as number;
  return flags & 2 ? at + 2 : at;
}
