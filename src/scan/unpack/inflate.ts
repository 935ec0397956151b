/** Deflate in its three wrappings, by zlib: raw, zlib and gzip (several members one after the other included). */

import { once } from 'node:events';
import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { ByteSource } from '../../model.ts';
import { createCursor } from '../cursor.ts';
import type { Unpacking } from './unpacked.ts';

const KINDS = { raw: createInflateRaw, zlib: createInflate, gzip: createGunzip } as const;

/** So little at a time that even zeros, packed 1,032 to 1, come out in pieces of 16 MB at most. */
const PIECE = 16 * 1024;

/** Unpacks `source` from its start. What was unpacked before the stream breaks is given all the same. */
export async function* inflate(source: ByteSource, kind: keyof typeof KINDS): Unpacking {
  const stream = KINDS[kind]({ chunkSize: 32 * 1024 });
  const cursor = createCursor(source);
  const ready: Uint8Array[] = [];
  let trouble: string | null = null;
  stream.on('data', (piece: Uint8Array) => ready.push(piece));
  stream.on('error', (error) => {
    trouble = `the stream breaks: ${error.message}`;
  });
  const closed = once(stream, 'close').catch(() => {});

  try {
    while (trouble === null && !stream.readableEnded && cursor.offset === stream.bytesWritten) {
      const piece = await cursor.take(PIECE);
      if (piece.length === 0) {
        stream.end();
        await closed;
      } else {
        // The stream takes no more when its data has ended, and does not call back then.
        await Promise.race([new Promise<void>((resolve) => stream.write(piece, () => resolve())), closed]);
      }
      yield* ready.splice(0);
      if (piece.length === 0) break;
    }
    yield* ready.splice(0);
    return { packed: stream.bytesWritten, trouble };
  } finally {
    stream.destroy();
  }
}
