/** Tar archives (ustar, GNU, pax), as Python's `tarfile` walks them: members are parts of the source, nothing is copied. */

import type { ByteSource } from '../model.ts';
import { hasMark, isZero, latin1, text, u8 } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { escapes, leadsOut } from './member-path.ts';
import { sliceSource } from './source.ts';
import { createTally, type Tally } from './tally.ts';
import { isTorchTar, torchTarScanner } from './torch/tar-members.ts';

const BLOCK = 512;
/** Longer names and pax records are cut off. */
const LONGEST_RECORD = 1024 * 1024;
const PIECE = 1024 * 1024;
const MOST_BEHIND = 1024 * PIECE;

interface TarMember {
  readonly name: string;
  readonly at: number;
  readonly type: string;
  readonly link: string;
  readonly dataAt: number;
  readonly size: number;
}

/** Whether the bytes begin with a header of a tar: its checksum is right, whatever its magic says. */
export function isTar(head: Uint8Array): boolean {
  return head.length >= BLOCK && u8(head, 0) !== 0 && checksumHolds(head.subarray(0, BLOCK));
}

export async function scanTar(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const tally = createTally(context);
  const members: TarMember[] = [];
  const walk = readMembers(source, tally);
  let next = await walk.next();
  for (; !next.done && members.length < context.limits.members; next = await walk.next()) members.push(next.value);
  const end = next.done ? next.value : (members.at(-1)?.at ?? 0);

  const torch = isTorchTar(members.map(({ name }) => name));
  sayDuplicates(members, tally);
  for (const member of members) {
    if (context.signal.aborted) break;
    sayPaths(member, tally);
    const { name, type, size, dataAt } = member;
    if (type === 'sparse') tally.gap(dataAt, dataAt + size, `${name}: a sparse member, which is not read`);
    else if (type === 'file') {
      const content = sliceSource(source, dataAt, dataAt + size);
      tally.take(await context.open(content, name, torch ? torchTarScanner(name) : undefined));
      if (content.size < size) tally.gap(dataAt, source.size, `${name}: it is cut off`);
    }
  }
  await scanBehind(source, end, context, tally);
  return tally.done(torch ? 'PyTorch tar' : 'tar');
}

/** The kinds of members, by their type flag; what is not here, Python takes for a file. */
const TYPES: Readonly<Record<string, string>> = {
  '1': 'hard link',
  '2': 'link',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'FIFO',
  S: 'sparse',
};

/** Yields the members, and returns where the archive ends: at two blocks of zeros, or at what is no header. */
async function* readMembers(source: ByteSource, tally: Tally): AsyncGenerator<TarMember, number> {
  let long: { name?: string; link?: string; size?: number } = {};
  for (let at = 0; ; ) {
    const header = await source.read(at, BLOCK);
    if (header.length < BLOCK || isZero(header) || !checksumHolds(header)) return at;
    const flag = latin1(header.subarray(156, 157));
    const told = number(header.subarray(124, 136));
    const dataAt = at + BLOCK;
    if ('LKxg'.includes(flag) && flag !== '') {
      const record = await source.read(dataAt, Math.min(told, LONGEST_RECORD));
      if (flag === 'L') long = { ...long, name: untilZero(record) };
      else if (flag === 'K') long = { ...long, link: untilZero(record) };
      else long = { ...long, ...paxRecord(record) };
      at = dataAt + padded(told);
      continue;
    }
    const prefix = hasMark(header, 'ustar\0', 257) ? untilZero(header.subarray(345, 500)) : '';
    const own = untilZero(header.subarray(0, 100));
    const name = long.name ?? (prefix === '' ? own : `${prefix}/${own}`);
    const size = long.size ?? told;
    const type = TYPES[flag] ?? (name.endsWith('/') && flag !== '0' ? 'folder' : 'file');
    const link = long.link ?? untilZero(header.subarray(157, 257));
    yield { name, at, type, link, dataAt, size };
    const hasData = type === 'file' || type === 'sparse';
    if (!hasData && size > 0) {
      const why = `a ${type} with ${size} bytes: some readers skip them, Python reads on in them`;
      tally.say('tar-disagreement', 'medium', at, name, why);
    }
    at = dataAt + (hasData ? padded(size) : 0);
    long = {};
  }
}

/** Records of `length key=value\n`: the ones that say what a member is called, links to, or how large it is. */
function paxRecord(bytes: Uint8Array): { name?: string; link?: string; size?: number } {
  const found: { name?: string; link?: string; size?: number } = {};
  for (let at = 0; at < bytes.length; ) {
    const match = /^(\d{1,10}) ([^=]*)=/.exec(latin1(bytes.subarray(at, at + 300)));
    const length = Number(match?.[1] ?? 0);
    if (match === null || length <= match[0].length) break;
    const value = text(bytes.subarray(at + match[0].length, at + length - 1));
    if (match[2] === 'path') found.name = value;
    else if (match[2] === 'linkpath') found.link = value;
    else if (match[2] === 'size' && /^\d{1,15}$/.test(value)) found.size = Number(value);
    at += length;
  }
  return found;
}

function sayPaths({ name, at, type, link }: TarMember, tally: Tally): void {
  const outside = escapes(name);
  if (outside !== null) {
    tally.say(
      'escaping-path',
      'high',
      at,
      name,
      `an extractor that follows this name writes outside its folder: ${outside}`,
    );
  }
  if (type === 'device' || type === 'FIFO')
    tally.say('special-file', 'medium', at, name, `a ${type} among the members`);
  if (type !== 'link' && type !== 'hard link') return;
  // A hard link counts from the archive's root, a symbolic one from its own folder.
  const out = type === 'link' ? leadsOut(name, link) : escapes(link) !== null;
  if (out) tally.say('escaping-link', 'high', at, name, `a ${type} that leads out of the archive`, [link]);
  else tally.say('link', 'low', at, name, `a ${type} within the archive`, [link]);
}

function sayDuplicates(members: readonly TarMember[], tally: Tally): void {
  const seen = new Set<string>();
  for (const { name, at } of members) {
    if (seen.has(name))
      tally.say('duplicate-member', 'low', at, name, 'a second member of this name: the last one counts');
    seen.add(name);
  }
}

/** Scans what stands behind the end: readers that skip zeros go on there. */
async function scanBehind(source: ByteSource, end: number, context: ScanContext, tally: Tally): Promise<void> {
  for (let at = end; at < source.size && !context.signal.aborted; at += PIECE) {
    if (at - end > MOST_BEHIND) return tally.gap(at, source.size, 'zeros behind the archive are not read to their end');
    const piece = await source.read(at, PIECE);
    const first = piece.findIndex((byte) => byte !== 0);
    if (first === -1) continue;
    // Members begin at whole blocks.
    const start = at + first - ((at + first) % BLOCK);
    tally.take(await context.open(sliceSource(source, start), `bytes ${start} to ${source.size}`));
    return;
  }
}

function checksumHolds(header: Uint8Array): boolean {
  const told = number(header.subarray(148, 156));
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < BLOCK; at++) {
    const byte = at >= 148 && at < 156 ? 0x20 : u8(header, at);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  return told === unsigned || told === signed;
}

/** Octal digits, or in GNU's form a number of many bytes, the first bit set. */
function number(field: Uint8Array): number {
  if (u8(field, 0) === 0x80) return field.subarray(1).reduce((sum, byte) => Math.min(2 ** 52, sum * 256 + byte), 0);
  const digits = /^[ \0]*([0-7]+)/.exec(latin1(field))?.[1] ?? '';
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function untilZero(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return text(end === -1 ? bytes : bytes.subarray(0, end));
}
