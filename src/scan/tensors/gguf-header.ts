/** Reads the header of a GGUF from front to back: numbers in the order of bytes that its version tells, strings with their length before them. */

import type { ByteSource } from '../../model.ts';
import { createCursor } from '../cursor.ts';

/** The header is not what it should be; the message says where it ends to make sense. */
export class HeaderError extends Error {}

export interface Header {
  readonly size: number;
  readonly offset: number;
  readonly version: number;
  /** Reads the mark and the version. */
  open(): Promise<void>;
  u32(): Promise<number>;
  u64(): Promise<number>;
  /** A number of things that take a byte each at least. @param room in bytes */
  count(room: number): Promise<number>;
  string(): Promise<Uint8Array>;
  skipString(): Promise<void>;
  skip(length: number): void;
}

/** Longer strings are in no header. */
const LONGEST = 16 * 1024 * 1024;

export function createHeader(source: ByteSource): Header {
  const cursor = createCursor(source);
  let version = 0;
  let littleEndian = true;

  async function view(length: number): Promise<DataView> {
    const bytes = await cursor.take(length);
    if (bytes.length < length) throw new HeaderError('it is cut off');
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  async function length(): Promise<number> {
    const found = version === 1 ? await header.u32() : await header.u64();
    if (found > source.size - cursor.offset)
      throw new HeaderError(`a length of ${found} bytes, which is more than there are`);
    return found;
  }

  const header: Header = {
    size: source.size,
    get offset() {
      return cursor.offset;
    },
    get version() {
      return version;
    },
    async open() {
      cursor.skip(4);
      const written = await view(4);
      version = written.getUint32(0, true);
      // The order of bytes is told by which end of the version holds it.
      littleEndian = (version & 0xffff) !== 0;
      if (!littleEndian) version = written.getUint32(0, false);
      if (version < 1 || version > 3) throw new HeaderError(`version ${version}`);
    },
    u32: async () => (await view(4)).getUint32(0, littleEndian),
    u64: async () => Number((await view(8)).getBigUint64(0, littleEndian)),
    async count(room) {
      const found = version === 1 ? await header.u32() : await header.u64();
      if (found > room) throw new HeaderError(`a count of ${found}, which is more than there can be`);
      return found;
    },
    async string() {
      const bytes = await length();
      if (bytes > LONGEST) throw new HeaderError(`a string of ${bytes} bytes`);
      return Uint8Array.from(await cursor.take(bytes));
    },
    async skipString() {
      cursor.skip(await length());
    },
    skip(bytes) {
      if (bytes > source.size - cursor.offset) throw new HeaderError('it is cut off');
      cursor.skip(bytes);
    },
  };
  return header;
}
