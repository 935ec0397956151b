/** Zips assembled record by record, so that the records can lie. */

import { crc32, deflateRawSync } from 'node:zlib';

/** What a record says; what is not given is true. */
export interface Said {
  readonly name?: string;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly packed?: number;
  readonly size?: number;
}

export interface ZipMember {
  readonly name: string;
  readonly data: Uint8Array;
  readonly deflate?: boolean;
  /** The bytes as they stand in the archive, where they are to be others than the packed data. */
  readonly raw?: Uint8Array;
  readonly flags?: number;
  readonly local?: Said;
  readonly central?: Said & { readonly offset?: number };
  /** The mode of a file of Unix. */
  readonly mode?: number;
  /** Puts sizes and checksum behind the data, and zeros into the local header. */
  readonly descriptor?: boolean;
  /** In the local header alone. */
  readonly extra?: Uint8Array;
  /** Bytes between this member and the next record. */
  readonly behind?: Uint8Array;
  /** Leaves it out of the directory. */
  readonly unlisted?: boolean;
}

export interface ZipOptions {
  readonly before?: Uint8Array;
  readonly comment?: Uint8Array;
  /** Bytes behind the end record that it says nothing of. */
  readonly behind?: Uint8Array;
  readonly end?: { readonly entries?: number; readonly size?: number; readonly offset?: number };
  readonly noEnd?: boolean;
  readonly noDirectory?: boolean;
  /** Writes the end record of zip64 as well, with what it is to say. */
  readonly zip64?: { readonly entries?: number; readonly size?: number; readonly offset?: number };
  /** Offsets count from the start of the file instead of from where the archive begins. */
  readonly absolute?: boolean;
}

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}

export function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, index * 4);
  return bytes;
}

export function u64(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [index, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), index * 8);
  return bytes;
}

/** Builds a zip: the members in their order, the directory, the end record. */
export function zip(members: readonly ZipMember[], options: ZipOptions = {}): Buffer {
  const before = Buffer.from(options.before ?? []);
  const parts: Buffer[] = [before];
  const central: Buffer[] = [];
  let at = 0;
  let listed = 0;
  const push = (...more: readonly Uint8Array[]) => {
    for (const each of more) {
      parts.push(Buffer.from(each));
      at += each.length;
    }
  };
  for (const member of members) {
    const { name, data, deflate = false, flags = 0, descriptor = false } = member;
    const raw = member.raw ?? (deflate ? deflateRawSync(data) : data);
    const truth = {
      name,
      flags: flags | (descriptor ? 8 : 0),
      method: deflate ? 8 : 0,
      crc: crc32(data),
      packed: raw.length,
      size: data.length,
    };
    const zeros = descriptor ? { crc: 0, packed: 0, size: 0 } : {};
    const here = { ...truth, ...zeros, ...member.local };
    const there = { ...truth, offset: at + (options.absolute ? before.length : 0), ...member.central };
    const extra = Buffer.from(member.extra ?? []);
    const localName = Buffer.from(here.name);
    push(
      Buffer.from('PK\x03\x04'),
      u16(20, here.flags, here.method, 0, 0x21),
      u32(here.crc, here.packed, here.size),
      u16(localName.length, extra.length),
      localName,
      extra,
      raw,
    );
    if (descriptor) push(Buffer.from('PK\x07\x08'), u32(truth.crc, truth.packed, truth.size));
    push(member.behind ?? Buffer.alloc(0));
    if (member.unlisted) continue;
    listed += 1;
    const centralName = Buffer.from(there.name);
    central.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        u16(0x031e, 20, there.flags, there.method, 0, 0x21),
        u32(there.crc, there.packed, there.size),
        u16(centralName.length, 0, 0, 0, 0),
        u32((member.mode ?? 0o100644) * 65536, there.offset),
        centralName,
      ]),
    );
  }
  const directory = Buffer.concat(options.noDirectory ? [] : central);
  const truth = { entries: listed, size: directory.length, offset: at + (options.absolute ? before.length : 0) };
  push(directory);
  if (options.zip64 !== undefined) {
    const { entries, size, offset } = { ...truth, ...options.zip64 };
    const wideAt = before.length + at;
    push(Buffer.from('PK\x06\x06'), u64(44), u16(45, 45), u32(0, 0), u64(entries, entries, size, offset));
    push(Buffer.from('PK\x06\x07'), u32(0), u64(wideAt), u32(1));
  }
  if (!options.noEnd) {
    const { entries, size, offset } = { ...truth, ...options.end };
    const comment = Buffer.from(options.comment ?? []);
    push(Buffer.from('PK\x05\x06'), u16(0, 0, entries, entries), u32(size, offset), u16(comment.length), comment);
  }
  push(options.behind ?? Buffer.alloc(0));
  return Buffer.concat(parts);
}
