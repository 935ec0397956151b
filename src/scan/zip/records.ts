/** The records of a zip (PKWARE's APPNOTE 6.3): end of the directory, entries of the directory, local headers. */

import { hasMark, u16, u32, u64 } from '../bytes.ts';

export const LOCAL = 'PK\x03\x04';
export const CENTRAL = 'PK\x01\x02';
export const END = 'PK\x05\x06';

/** What one of the two directories says of a member. */
export interface Told {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  /** Packed, in bytes. */
  readonly packed: number;
  readonly size: number;
}

export interface CentralEntry extends Told {
  /** Of the record in its source. */
  readonly at: number;
  /** Of the local header, from where the archive begins. */
  readonly offset: number;
  /** The mode of a file of Unix, or 0. */
  readonly mode: number;
  /** Of the record, in bytes. */
  readonly length: number;
}

export interface LocalHeader extends Told {
  readonly at: number;
  readonly dataAt: number;
}

export interface EndRecord {
  readonly at: number;
  readonly entries: number;
  /** Of the directory. */
  readonly size: number;
  readonly offset: number;
  /** Behind the comment. */
  readonly end: number;
}

/** Reads an entry of the directory out of `bytes`, which stand at `base` in their source; null where there is none. */
export function centralEntry(bytes: Uint8Array, at: number, base: number): CentralEntry | null {
  if (!hasMark(bytes, CENTRAL, at) || at + 46 > bytes.length) return null;
  const [nameLength, extraLength, commentLength] = [u16(bytes, at + 28), u16(bytes, at + 30), u16(bytes, at + 32)];
  const nameEnd = at + 46 + nameLength;
  const told = { size: u32(bytes, at + 24), packed: u32(bytes, at + 20), offset: u32(bytes, at + 42) };
  const { size, packed, offset } = widened(told, bytes.subarray(nameEnd, nameEnd + extraLength));
  return {
    at: base + at,
    name: bytes.slice(at + 46, nameEnd),
    flags: u16(bytes, at + 8),
    method: u16(bytes, at + 10),
    crc: u32(bytes, at + 16),
    packed,
    size,
    offset,
    mode: u32(bytes, at + 38) >>> 16,
    length: 46 + nameLength + extraLength + commentLength,
  };
}

/** Reads a local header that stands at `at` in its source. `bytes` begin with it and hold as much of it as there is. */
export function localHeader(bytes: Uint8Array, at: number): LocalHeader | null {
  if (!hasMark(bytes, LOCAL) || bytes.length < 30) return null;
  const [nameLength, extraLength] = [u16(bytes, 26), u16(bytes, 28)];
  const told = { size: u32(bytes, 22), packed: u32(bytes, 18), offset: 0 };
  const { size, packed } = widened(told, bytes.subarray(30 + nameLength, 30 + nameLength + extraLength));
  return {
    at,
    name: bytes.slice(30, 30 + nameLength),
    flags: u16(bytes, 6),
    method: u16(bytes, 8),
    crc: u32(bytes, 14),
    packed,
    size,
    dataAt: at + 30 + nameLength + extraLength,
  };
}

/** Reads an end record out of `bytes`, which stand at `base` in their source. */
export function endRecord(bytes: Uint8Array, at: number, base: number): EndRecord | null {
  if (!hasMark(bytes, END, at) || at + 22 > bytes.length) return null;
  return {
    at: base + at,
    entries: u16(bytes, at + 10),
    size: u32(bytes, at + 12),
    offset: u32(bytes, at + 16),
    end: base + at + 22 + u16(bytes, at + 20),
  };
}

/** The end record of a zip64, at the place that the locator in front of an end record names; `bytes` are what stands there. */
export function wideEndRecord(bytes: Uint8Array, at: number, end: number): EndRecord | null {
  if (!hasMark(bytes, 'PK\x06\x06') || bytes.length < 56) return null;
  return { at, entries: u64(bytes, 32), size: u64(bytes, 40), offset: u64(bytes, 48), end };
}

/** Where the locator of a zip64 says that the end record stands, or null where `bytes` are no locator. */
export function wideEndAt(bytes: Uint8Array): number | null {
  return hasMark(bytes, 'PK\x06\x07') && bytes.length >= 20 ? u64(bytes, 8) : null;
}

interface Sizes {
  readonly size: number;
  readonly packed: number;
  readonly offset: number;
}

/** Numbers of 32 bits that are all ones stand in the extra field of zip64 instead, in this order. */
function widened(told: Sizes, extra: Uint8Array): Sizes {
  const wide = { ...told };
  for (let at = 0; at + 4 <= extra.length; at += 4 + u16(extra, at + 2)) {
    if (u16(extra, at) !== 1) continue;
    let next = at + 4;
    for (const field of ['size', 'packed', 'offset'] as const) {
      if (told[field] !== 0xffffffff) continue;
      wide[field] = u64(extra, next);
      next += 8;
    }
    break;
  }
  return wide;
}
