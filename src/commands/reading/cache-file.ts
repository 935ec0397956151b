/**
 * Files of the cache: lines of JSON under a header that names what they were made by and proves that they are whole. Written beside and
 * moved into place, so that two processes at once and a kill at any moment leave whole files only.
 */

import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { readBounded } from '../../bounded-file.ts';

/** A larger file is neither written nor read. In bytes. */
const MAX_FILE = 192_000_000;
/** What all files together may take; those that were used longest ago go first. In bytes. */
const MAX_ALL = 512_000_000;
/** What a killed process left behind is of no use after a day. In milliseconds. */
const LEFT_BEHIND = 24 * 60 * 60_000;

const FORMAT = 'namesake-reading-1';

/** @returns the lines; null for a file that is missing, damaged, of another tool or of another user */
export function readCacheFile(directory: string, name: string, madeBy: string): string[] | null {
  const file = join(directory, name);
  if (!isOurs(directory) || !isOurs(file)) return null;
  const stored = readBounded(file, MAX_FILE);
  if (stored.state !== 'read') return null;
  const end = stored.bytes.indexOf('\n');
  if (end < 0) return null;
  const body = stored.bytes.subarray(end + 1);
  if (stored.bytes.toString('latin1', 0, end) !== header(madeBy, digestOf([body]))) return null;
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // A folder that is read alone: the order of eviction is somebody else's.
  }
  // ASCII alone: the quickest to decode, and to parse.
  return body.toString('latin1').split('\n').slice(0, -1);
}

/** Writes lines of JSON, none of which holds a line break. Trouble is no trouble: the next run reads again. */
export function writeCacheFile(directory: string, name: string, madeBy: string, lines: readonly string[]): void {
  const chunks = chunksOf(lines);
  const size = chunks.reduce((sum, { length }) => sum + length, 0);
  const temporary = join(directory, `${name}.${randomUUID()}.tmp`);
  try {
    if (size > MAX_FILE) {
      rmSync(join(directory, name), { force: true });
      return;
    }
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (!isOurs(directory)) return;
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeWhole(descriptor, Buffer.from(`${header(madeBy, digestOf(chunks))}\n`));
      for (const chunk of chunks) writeWhole(descriptor, chunk);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, join(directory, name));
    evict(directory, name);
  } catch {
    rmSync(temporary, { force: true });
  }
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

/** A write can be cut short by a full disk, a read by a bad one: only what its digest names is whole. */
function header(madeBy: string, digest: string): string {
  return `${FORMAT} ${madeBy} ${digest}`;
}

function digestOf(chunks: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('base64url');
}

function chunksOf(lines: readonly string[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let from = 0; from < lines.length; from += 500)
    chunks.push(Buffer.from(`${inAscii(lines.slice(from, from + 500).join('\n'))}\n`, 'latin1'));
  return chunks;
}

/** JSON may write any character as its number. */
function inAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What others can write, others can forge. Windows has no such bits: there the profile folder is the user's own. */
function isOurs(path: string): boolean {
  if (process.getuid === undefined) return true;
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && stats.uid === process.getuid() && (stats.mode & 0o022) === 0;
}

function evict(directory: string, kept: string): void {
  const files = readdirSync(directory).flatMap((name) => {
    const stats = statSync(join(directory, name), { throwIfNoEntry: false });
    return stats === undefined ? [] : [{ name, size: stats.size, used: stats.mtimeMs }];
  });
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { name, size, used } of files.sort((a, b) => a.used - b.used)) {
    const stale = name.endsWith('.tmp') && Date.now() - used > LEFT_BEHIND;
    if (!stale && (total <= MAX_ALL || name === kept || name.endsWith('.tmp'))) continue;
    rmSync(join(directory, name), { force: true });
    total -= size;
  }
}
