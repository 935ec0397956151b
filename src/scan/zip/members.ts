/** The members of an archive by both of its directories: what the central one says, what the local headers say, and where they differ. */

import type { ByteSource } from '../../model.ts';
import { hasMark, sameBytes, text, u16, u32 } from '../bytes.ts';
import type { Archive, Oddity } from './archive.ts';
import {
  CENTRAL,
  type CentralEntry,
  centralEntry,
  END,
  endRecord,
  LOCAL,
  type LocalHeader,
  localHeader,
  type Told,
} from './records.ts';

/** One way of reading a member's bytes. */
export interface Reading {
  readonly dataAt: number;
  /** Packed, in bytes. */
  readonly packed: number;
  readonly method: number;
}

export interface Member {
  /** As the central directory says, where there is one. */
  readonly name: string;
  /** Where its local header stands. */
  readonly at: number;
  readonly told: Told;
  readonly mode: number;
  /** True where the data is said to be followed by its sizes, so that the local header need not know them. */
  readonly descriptor: boolean;
  /** Null where the local header was not looked at. */
  readonly readings: readonly Reading[] | null;
  readonly oddities: readonly Oddity[];
}

/** A local header with a long name and the padding that PyTorch puts into its extra field. */
const HEADER = 1024;
const ENCRYPTED = 0x1;
const DESCRIPTOR = 0x8;
/** Patched data, strong encryption, a masked directory: nothing that a checkpoint has, and what other scanners stumble over. */
const STRANGE = 0x20 | 0x40 | 0x2000;

/** What is to be read of an entry: decided before its local header costs a round trip. */
export type Wanted = (name: string) => boolean;

/** Reads the local headers of all entries of an archive, as far as they are wanted. */
export async function* readMembers(source: ByteSource, archive: Archive, wanted: Wanted): AsyncGenerator<Member, void> {
  const seen = new Set<string>();
  for (const { base, entries } of archive.directories) {
    for (const entry of entries) {
      const name = text(entry.name);
      // The same entry in two directories is one member.
      const key = `${base + entry.offset}\0${name}\0${entry.method}\0${entry.packed}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield wanted(name) ? await readMember(source, base, entry, name) : unread(entry, base, name);
    }
  }
}

function unread(entry: CentralEntry, base: number, name: string): Member {
  const descriptor = (entry.flags & DESCRIPTOR) !== 0;
  return { name, at: base + entry.offset, told: entry, mode: entry.mode, descriptor, readings: null, oddities: [] };
}

async function readMember(source: ByteSource, base: number, entry: CentralEntry, name: string): Promise<Member> {
  // Python counts offsets from where the archive begins; where nothing is there, others count from the start of the file.
  const local = (await readLocal(source, base + entry.offset)) ?? (await readLocal(source, entry.offset));
  const own = { name, told: entry, mode: entry.mode };
  const flags = flagOddities(entry, entry.at);
  if (local === null) {
    const oddities = [...flags, { at: entry.at, message: 'the directory names a member that is not there' }];
    return { ...own, at: base + entry.offset, descriptor: false, readings: [], oddities };
  }
  const descriptor = ((entry.flags | local.flags) & DESCRIPTOR) !== 0;
  const { dataAt } = local;
  const readings: Reading[] = [{ dataAt, packed: entry.packed, method: entry.method }];
  const packed = local.packed === 0 && descriptor ? entry.packed : local.packed;
  if (packed !== entry.packed || local.method !== entry.method) readings.push({ dataAt, packed, method: local.method });
  return { ...own, at: local.at, descriptor, readings, oddities: [...flags, ...differences(entry, local)] };
}

async function readLocal(source: ByteSource, at: number): Promise<LocalHeader | null> {
  if (at < 0 || at >= source.size) return null;
  const head = await source.read(at, HEADER);
  const whole = 30 + u16(head, 26) + u16(head, 28);
  return localHeader(whole > head.length ? await source.read(at, whole) : head, at);
}

function flagOddities({ flags, name }: Told, at: number): Oddity[] {
  if ((flags & STRANGE) === 0) return [];
  return [
    {
      at,
      message: `${text(name)} has flags set that mean encryption or a patch (0x${(flags & STRANGE).toString(16)})`,
    },
  ];
}

/** In what a local header contradicts the central directory. A descriptor excuses sizes and checksums that are zero. */
function differences(central: CentralEntry, local: LocalHeader): Oddity[] {
  const oddities: Oddity[] = [];
  const say = (what: string, here: string | number, there: string | number) =>
    oddities.push({ at: local.at, message: `the local header says ${what} ${here}, the directory ${there}` });

  if (!sameBytes(central.name, local.name)) say('name', text(local.name), text(central.name));
  const strange = (STRANGE | ENCRYPTED) & (central.flags ^ local.flags);
  if (strange !== 0) say('flags', `0x${local.flags.toString(16)}`, `0x${central.flags.toString(16)}`);
  if (local.method !== central.method) say('method', local.method, central.method);
  for (const field of ['packed', 'size', 'crc'] as const) {
    const excused = (local.flags & DESCRIPTOR) !== 0 && local[field] === 0;
    if (local[field] !== central[field] && !excused) say(FIELDS[field], local[field], central[field]);
  }
  return oddities;
}

const FIELDS = { packed: 'packed size', size: 'size', crc: 'checksum' } as const;

/** A record as it stands in the bytes: of a member, or one that is of no use on its own. */
export interface Walked {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly member: Member | null;
}

/** The records that stand one behind the other from `start` on, whatever any directory says. */
export async function* walkRecords(source: ByteSource, start: number): AsyncGenerator<Walked, void> {
  for (let at = start; at < source.size; ) {
    const local = await readLocal(source, at);
    const end = local === null ? at + bareRecordSize(await source.read(at, HEADER)) : await memberEnd(source, local);
    if (end <= at) return;
    yield { start: at, end, member: local === null ? null : walkedMember(local, end) };
    at = end;
  }
}

function walkedMember(local: LocalHeader, end: number): Member {
  const { at, dataAt, method } = local;
  const reading = { dataAt, packed: Math.min(packedSize(local) ?? Number.POSITIVE_INFINITY, end - dataAt), method };
  const descriptor = (local.flags & DESCRIPTOR) !== 0;
  return {
    name: text(local.name),
    at,
    told: local,
    mode: 0,
    descriptor,
    readings: [reading],
    oddities: flagOddities(local, at),
  };
}

/** Null where the size stands behind the data. */
function packedSize({ flags, packed }: LocalHeader): number | null {
  return (flags & DESCRIPTOR) !== 0 && packed === 0 ? null : packed;
}

async function memberEnd(source: ByteSource, local: LocalHeader): Promise<number> {
  const packed = packedSize(local);
  // Where the size is not told, the data is taken to reach to the next record.
  if (packed === null) return nextRecord(source, local.dataAt);
  return Math.min(source.size, local.dataAt + packed + (await descriptorSize(source, local, local.dataAt + packed)));
}

/** How many bytes the sizes take that stand behind a member's data (APPNOTE 4.3.9: with or without a mark, in 32 or 64 bits). */
export async function descriptorSize(source: ByteSource, { flags, crc }: Told, at: number): Promise<number> {
  if ((flags & DESCRIPTOR) === 0) return 0;
  const bytes = await source.read(at, 28);
  const marked = hasMark(bytes, 'PK\x07\x08') ? 4 : 0;
  if (marked === 0 && u32(bytes, 0) !== crc) return 0;
  return marked + (isRecord(bytes, marked + 12) || at + marked + 12 >= source.size ? 12 : 20);
}

const RECORDS = [LOCAL, CENTRAL, END, 'PK\x06\x06', 'PK\x06\x07'] as const;

function isRecord(bytes: Uint8Array, at: number): boolean {
  return RECORDS.some((mark) => hasMark(bytes, mark, at));
}

/** The size of a record that is no member's, or 0 where there is none. */
function bareRecordSize(head: Uint8Array): number {
  if (hasMark(head, 'PK\x06\x06')) return 12 + u32(head, 4);
  if (hasMark(head, 'PK\x06\x07')) return 20;
  return centralEntry(head, 0, 0)?.length ?? endRecord(head, 0, 0)?.end ?? 0;
}

const SEARCH = 1024 * 1024;
const MOST_SEARCHED = 1024 * SEARCH;

/** Where the next record of any kind stands at or behind `start`, or the end. */
async function nextRecord(source: ByteSource, start: number): Promise<number> {
  for (let at = start; at < Math.min(source.size, start + MOST_SEARCHED); at += SEARCH - 3) {
    const bytes = Buffer.from(await source.read(at, SEARCH));
    for (let index = bytes.indexOf('PK'); index !== -1; index = bytes.indexOf('PK', index + 1)) {
      if (isRecord(bytes, index)) return at + index;
    }
  }
  return source.size;
}
