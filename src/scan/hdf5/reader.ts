/** Reads the structures of HDF5 that say what an object is: object headers, their messages, heaps. Never the numbers themselves. */

import type { ByteSource } from '../../model.ts';
import { hasMark, text, u8, u16, u32, u64 } from '../bytes.ts';

/** One message of an object header. */
export interface HeaderMessage {
  readonly type: number;
  /** True where the message stands elsewhere and is shared by several objects. */
  readonly shared: boolean;
  /** Of its body, in the source. */
  readonly at: number;
  readonly body: Uint8Array;
}

/** A file that is read by address. Addresses count from the superblock's base; `undefined` addresses are -1. */
export interface Hdf5 {
  /** Of the superblock, in the source. */
  readonly start: number;
  /** Bytes of an address, and of a length. */
  readonly offsets: number;
  readonly lengths: number;
  /** Of the root group's object header. */
  readonly root: number;
  /** Where an address is in the source. */
  place(address: number): number;
  read(address: number, length: number): Promise<Uint8Array>;
  address(bytes: Uint8Array, at: number): number;
  length(bytes: Uint8Array, at: number): number;
}

export const SIGNATURE = '\x89HDF\r\n\x1a\n';
export const UNDEFINED = -1;

/** Messages of one object, its continuations, and the bytes of one of those. */
const MOST_MESSAGES = 10_000;
const MOST_CHUNKS = 1000;
const LARGEST_CHUNK = 4 * 1024 * 1024;
const LARGEST_HEAP = 64 * 1024 * 1024;

/** Reads the superblock that stands at `start`; a string says why there is none. */
export async function openHdf5(source: ByteSource, start: number): Promise<Hdf5 | string> {
  const head = await source.read(start, 128);
  if (!hasMark(head, SIGNATURE)) return 'there is no superblock';
  const version = u8(head, 8);
  if (version > 3) return `a superblock of version ${version}`;
  const [offsets, lengths] = version < 2 ? [u8(head, 13), u8(head, 14)] : [u8(head, 9), u8(head, 10)];
  if (![4, 8].includes(offsets) || ![4, 8].includes(lengths)) return 'addresses of a size that is not read';
  const first = version === 0 ? 24 : version === 1 ? 28 : 12;
  const number = (at: number, size: number) => (size === 8 ? u64(head, at) : u32(head, at));
  const told = number(first, offsets);
  // The root is a symbol table entry behind four addresses, or the address behind three.
  const root = number(first + (version < 2 ? 5 : 3) * offsets, offsets);
  // The library takes addresses from where it found the superblock, whatever the base says.
  const base = told === 0 ? start : Math.max(start, told);

  function read(bytes: Uint8Array, at: number, size: number): number {
    if (size === 4) return u32(bytes, at) === 0xffffffff ? UNDEFINED : u32(bytes, at);
    return u32(bytes, at) === 0xffffffff && u32(bytes, at + 4) === 0xffffffff ? UNDEFINED : u64(bytes, at);
  }

  return {
    start,
    offsets,
    lengths,
    root,
    place: (address) => base + address,
    async read(address, length) {
      const place = base + address;
      return address < 0 || place >= source.size ? new Uint8Array(0) : source.read(place, length);
    },
    address: (bytes, at) => read(bytes, at, offsets),
    length: (bytes, at) => read(bytes, at, lengths),
  };
}

/** The messages of the object header at an address, in all its chunks; a string says why it cannot be read. */
export async function readHeader(file: Hdf5, address: number): Promise<readonly HeaderMessage[] | string> {
  const head = await file.read(address, 64);
  if (hasMark(head, 'OHDR')) return readSecond(file, address, head);
  if (u8(head, 0) !== 1) return 'an object header of no version that is known';
  return readChunks(file, [{ address: address + 16, length: u32(head, 8) }], 1, false);
}

interface Chunk {
  readonly address: number;
  readonly length: number;
}

function readSecond(file: Hdf5, address: number, head: Uint8Array): Promise<readonly HeaderMessage[] | string> {
  const flags = u8(head, 5);
  const at = 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  const width = 2 ** (flags & 3);
  const length = width === 1 ? u8(head, at) : width === 2 ? u16(head, at) : width === 4 ? u32(head, at) : u64(head, at);
  return readChunks(file, [{ address: address + at + width, length }], 2, (flags & 4) !== 0);
}

async function readChunks(
  file: Hdf5,
  chunks: Chunk[],
  version: 1 | 2,
  ordered: boolean,
): Promise<readonly HeaderMessage[] | string> {
  const messages: HeaderMessage[] = [];
  const seen = new Set<number>();
  const prefix = version === 1 ? 8 : ordered ? 6 : 4;
  for (let index = 0; index < chunks.length; index++) {
    const { address, length } = chunks[index] as Chunk;
    if (length > LARGEST_CHUNK || index >= MOST_CHUNKS) return 'an object header of a size that no library writes';
    if (seen.has(address)) return 'an object header that leads into itself';
    seen.add(address);
    const bytes = await file.read(address, length);
    if (bytes.length < length) return 'an object header that is cut off';
    for (let at = 0; at + prefix <= bytes.length; ) {
      const type = version === 1 ? u16(bytes, at) : u8(bytes, at);
      const size = version === 1 ? u16(bytes, at + 2) : u16(bytes, at + 1);
      const flags = version === 1 ? u8(bytes, at + 4) : u8(bytes, at + 3);
      const body = bytes.subarray(at + prefix, at + prefix + size);
      if (body.length < size) return 'a message that leads out of its header';
      if (messages.length >= MOST_MESSAGES) return 'more messages than are read';
      if (type === 0x10) {
        const [to, long] = [file.address(body, 0), file.length(body, file.offsets)];
        // In the second version the block has a mark in front and a checksum behind.
        chunks.push(version === 1 ? { address: to, length: long } : { address: to + 4, length: Math.max(0, long - 8) });
      } else if (type !== 0) {
        messages.push({ type, shared: (flags & 2) !== 0, at: file.place(address + at + prefix), body });
      }
      at += prefix + size;
    }
  }
  return messages;
}

/** Names out of a local heap, by their offset in it; null where the heap cannot be read. */
export async function readLocalHeap(file: Hdf5, address: number): Promise<((offset: number) => string) | null> {
  const head = await file.read(address, 8 + 2 * file.lengths + file.offsets);
  if (!hasMark(head, 'HEAP')) return null;
  const size = file.length(head, 8);
  if (size > LARGEST_HEAP) return null;
  const data = await file.read(file.address(head, 8 + 2 * file.lengths), size);
  return (offset) => untilZero(data.subarray(Math.min(offset, data.length)));
}

/** An object of a global heap; null where it is not there. */
export async function readGlobal(file: Hdf5, address: number, index: number): Promise<Uint8Array | null> {
  const head = await file.read(address, 8 + file.lengths);
  if (!hasMark(head, 'GCOL')) return null;
  const size = file.length(head, 8);
  if (size > LARGEST_HEAP) return null;
  const heap = await file.read(address, size);
  for (let at = 8 + file.lengths; at + 8 + file.lengths <= heap.length; ) {
    const own = u16(heap, at);
    const length = file.length(heap, at + 8);
    const start = at + 8 + file.lengths;
    // Index 0 is the free space at the end.
    if (own === 0 || length < 0) return null;
    if (own === index) return start + length <= heap.length ? heap.subarray(start, start + length) : null;
    at = start + Math.ceil(length / 8) * 8;
  }
  return null;
}

export function untilZero(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return text(end === -1 ? bytes : bytes.subarray(0, end));
}
