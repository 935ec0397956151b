/** Finds the archives in some bytes, from their end records backwards, and reads the directories that they name. */

import type { ByteSource } from '../../model.ts';
import { hasMark, latin1 } from '../bytes.ts';
import {
  CENTRAL,
  type CentralEntry,
  centralEntry,
  END,
  type EndRecord,
  endRecord,
  wideEndAt,
  wideEndRecord,
} from './records.ts';

export interface Directory {
  readonly at: number;
  /** Exclusive. */
  readonly end: number;
  /** Where the archive begins by this reading: what its offsets count from. */
  readonly base: number;
  readonly entries: readonly CentralEntry[];
}

/** Two readings of an archive that differ, or something that is not as it must be. */
export interface Oddity {
  readonly at: number;
  readonly message: string;
}

export interface Archive {
  /** Of its first local header, as far as its directories name one. */
  readonly start: number;
  /** Behind the end record and its comment. */
  readonly end: number;
  /** More than one where readers disagree on which counts. */
  readonly directories: readonly Directory[];
  /** What its end records cover. */
  readonly records: readonly { readonly start: number; readonly end: number }[];
  readonly oddities: readonly Oddity[];
}

/** Readers look for an end record in the last 65,557 bytes: its own 22, and the longest comment. */
const TAIL = 65_557;
const MOST_ENDS = 16;
const MOST_ARCHIVES = 10_000;
const PIECE = 256 * 1024;
/** In bytes, all directories of one archive. */
const LARGEST_DIRECTORY = 256 * 1024 * 1024;

/** All archives in `source` that stand one behind the other up to its end, the first one first. */
export async function findArchives(source: ByteSource, mostEntries: number): Promise<Archive[]> {
  const archives: Archive[] = [];
  for (let end = source.size; end >= 22 && archives.length < MOST_ARCHIVES; ) {
    const archive = await lastArchive(source, end, mostEntries);
    if (archive === null || archive.start >= end) break;
    archives.unshift(archive);
    end = archive.start;
  }
  return archives;
}

async function lastArchive(source: ByteSource, end: number, mostEntries: number): Promise<Archive | null> {
  const tailAt = Math.max(0, end - TAIL);
  const tail = await source.read(tailAt, end - tailAt);
  const ends: EndRecord[] = [];
  const text = latin1(tail);
  for (
    let at = text.lastIndexOf(END);
    at !== -1 && ends.length < MOST_ENDS;
    at = at === 0 ? -1 : text.lastIndexOf(END, at - 1)
  ) {
    const record = endRecord(tail, at, tailAt);
    if (record !== null) ends.push(record);
  }

  const found: { record: EndRecord; directories: Directory[]; wide: EndRecord | null; oddities: Oddity[] }[] = [];
  for (const record of ends) {
    const oddities: Oddity[] = [];
    const wide = await wideOf(source, record, oddities);
    const directories = await directoriesOf(source, record, wide, mostEntries, oddities);
    if (directories.length > 0) found.push({ record, directories, wide, oddities });
    // What stands in front of a whole archive is looked at as the next one.
    if (directories.length > 0 && found.length === 1 && record.end === end) break;
  }
  const [last] = found;
  if (last === undefined) return null;

  const directories = found.flatMap((each) => each.directories);
  const oddities = found.flatMap((each) => each.oddities);
  if (found.length > 1) {
    oddities.push({
      at: last.record.at,
      message: `there are ${found.length} end records, and readers differ in which one counts`,
    });
  }
  if (last.record.end > end) {
    oddities.push({ at: last.record.at, message: 'the end record tells of a comment that is not all there' });
  }
  const starts = directories.flatMap(({ base, entries, at }) => [at, ...entries.map(({ offset }) => base + offset)]);
  return {
    start: starts.reduce((least, start) => Math.min(least, start), Number.POSITIVE_INFINITY),
    end: Math.min(end, last.record.end),
    directories,
    records: found.flatMap(({ record, wide }) => [
      { start: record.at, end: Math.min(end, record.end) },
      ...(wide === null
        ? []
        : [
            { start: wide.at, end: wide.end },
            { start: record.at - 20, end: record.at },
          ]),
    ]),
    oddities,
  };
}

/** The end record of a zip64 that belongs to another end record: right before it, where Python looks; else where it is said to be. */
async function wideOf(source: ByteSource, record: EndRecord, oddities: Oddity[]): Promise<EndRecord | null> {
  if (record.at < 20) return null;
  const told = wideEndAt(await source.read(record.at - 20, 20));
  if (told === null) return null;
  for (const at of new Set([record.at - 76, told])) {
    if (at < 0 || at + 56 > record.at) continue;
    const wide = wideEndRecord(await source.read(at, 56), at, at + 56);
    if (wide === null) continue;
    const differs = (['entries', 'size', 'offset'] as const).filter(
      (field) => record[field] !== wide[field] && record[field] !== (field === 'entries' ? 0xffff : 0xffffffff),
    );
    if (differs.length > 0) {
      oddities.push({
        at,
        message: `the end record of zip64 tells another ${differs.join(' and ')} than the plain one`,
      });
    }
    return wide;
  }
  oddities.push({ at: record.at - 20, message: 'the end record of zip64 is not where it is said to be' });
  return null;
}

/** Every directory that one reader or another would take: by the plain record or by zip64's, by its told place or by its size. */
async function directoriesOf(
  source: ByteSource,
  record: EndRecord,
  wide: EndRecord | null,
  mostEntries: number,
  oddities: Oddity[],
): Promise<Directory[]> {
  const directories: Directory[] = [];
  for (const each of wide === null ? [record] : [wide, record]) {
    // Python counts back from the record; miniz, which PyTorch reads with, takes the told place.
    const counted = (wide?.at ?? record.at) - each.size;
    for (const at of new Set([counted, each.offset])) {
      if (at < 0 || at >= record.at || directories.some((known) => known.at === at)) continue;
      const base = at === counted ? counted - each.offset : 0;
      // A told place in front of where this archive begins is in another one, which is read by its own end record.
      if (at !== counted && at < counted - each.offset) continue;
      const entries = await readEntries(source, at, record.at, mostEntries);
      const last = entries.at(-1);
      if (last === undefined) continue;
      const end = last.at + last.length;
      // The plain record counts in 16 bits.
      const count = each === wide ? entries.length : entries.length % 65_536;
      if (count !== each.entries) {
        oddities.push({
          at,
          message: `the directory has ${entries.length} members, and the end record tells of ${each.entries}`,
        });
      }
      directories.push({ at, end, base, entries });
    }
  }
  if (directories.length > 1) {
    const places = directories.map(({ at }) => at).join(' and ');
    oddities.push({
      at: record.at,
      message: `there are directories at ${places}, and readers differ in which one counts`,
    });
  }
  // An archive without members is one all the same.
  if (directories.length === 0 && record.entries === 0 && record.size === 0) {
    directories.push({ at: record.at, end: record.at, base: record.at - record.offset, entries: [] });
  }
  return directories;
}

/** Reads entries one behind the other, up to `end` or to what is none. */
export async function readEntries(
  source: ByteSource,
  start: number,
  end: number,
  most: number,
): Promise<CentralEntry[]> {
  const entries: CentralEntry[] = [];
  let base = start;
  let bytes = await source.read(base, Math.min(PIECE, end - base));
  if (!hasMark(bytes, CENTRAL)) return entries;
  for (let at = 0; entries.length < most && base + at < end && base + at - start < LARGEST_DIRECTORY; ) {
    const entry = centralEntry(bytes, at, base);
    // A record is 46 bytes and three texts of up to 65,535 each.
    if (entry === null || (at + entry.length > bytes.length && at > 0)) {
      if (at === 0) break;
      base += at;
      at = 0;
      bytes = await source.read(base, Math.min(PIECE, end - base));
      continue;
    }
    entries.push(entry);
    at += entry.length;
  }
  return entries;
}
