/**
 * Files of the cache: lines of JSON between a header that names what they were made by and a seal that proves that they are whole. Written beside and
 * moved into place, so that two processes at once and a kill at any moment leave whole files only.
 */

import { createHash, type Hash, randomUUID } from 'node:crypto';
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
/** A digest and its line end. In bytes. */
const SEAL = 44;
/** So much is written at once. In bytes. */
const AT_ONCE = 1_000_000;

/** @returns the lines; null for a file that is missing, damaged, of another tool or of another user */
export function readCacheFile(directory: string, name: string, madeBy: string): string[] | null {
  const file = join(directory, name);
  if (!isOurs(directory) || !isOurs(file)) return null;
  const stored = readBounded(file, MAX_FILE);
  if (stored.state !== 'read') return null;
  const { bytes } = stored;
  const start = header(madeBy).length;
  const end = bytes.length - SEAL;
  if (end < start || bytes.toString('latin1', 0, start) !== header(madeBy)) return null;
  const seal = createHash('sha256').update(bytes.subarray(0, end));
  if (bytes.toString('latin1', end) !== sealOf(seal)) return null;
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // A folder that is read alone: the order of eviction is somebody else's.
  }
  // ASCII alone: the quickest to decode, and to parse.
  return bytes.toString('latin1', start, end).split('\n').slice(0, -1);
}

/** Writes lines of JSON, none of which holds a line break. Trouble is no trouble: the next run reads again. */
export function writeCacheFile(directory: string, name: string, madeBy: string, lines: Iterable<string>): void {
  const temporary = join(directory, `${name}.${randomUUID()}.tmp`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (!isOurs(directory)) return;
    const written = writeLines(temporary, madeBy, lines);
    if (written > MAX_FILE) {
      rmSync(temporary);
      rmSync(join(directory, name), { force: true });
      return;
    }
    renameSync(temporary, join(directory, name));
    evict(directory, name);
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Bit by bit, so that no second copy of it all is made. Returns how many bytes there are. */
function writeLines(file: string, madeBy: string, lines: Iterable<string>): number {
  const descriptor = openSync(file, 'wx', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  const put = (text: string): void => {
    const bytes = Buffer.from(text, 'latin1');
    hash.update(bytes);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    size += bytes.length;
  };
  try {
    let waiting = header(madeBy);
    for (const line of lines) {
      waiting += `${inAscii(line)}\n`;
      if (waiting.length < AT_ONCE) continue;
      put(waiting);
      waiting = '';
      if (size > MAX_FILE) return size;
    }
    put(waiting);
    // A write can be cut short by a full disk, a read by a bad one: only what is sealed is whole.
    writeSync(descriptor, sealOf(hash));
    return size + SEAL;
  } finally {
    closeSync(descriptor);
  }
}

function header(madeBy: string): string {
  return `${FORMAT} ${madeBy}\n`;
}

function sealOf(hash: Hash): string {
  return `${hash.digest('base64url')}\n`;
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
