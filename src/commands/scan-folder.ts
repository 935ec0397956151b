/** The files of a folder that is to be scanned, and of the Hub's cache with its links into blobs. */

import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { entryType, fileTrouble } from '../bounded-file.ts';
import type { Diagnostic, HubFile } from '../model.ts';

export interface LocalFile {
  /** As it is reported: the target and the way from it, with forward slashes. */
  readonly path: string;
  /** Where its bytes are. */
  readonly real: string;
  /** By what its bytes are named, where they are: in the Hub's cache. */
  readonly digest: HubFile['digest'] | null;
  /** True where a link leads to it. */
  readonly linked: boolean;
}

const MOST_ENTRIES = 1_000_000;

/** The files of the Hub's cache: those of its snapshots, and of its blobs those that no snapshot has. */
export function walkCache(folder: string): (LocalFile | Diagnostic)[] {
  const found = [...walkFolder(folder, true)];
  const linked = new Set<string>();
  for (const each of found) if ('real' in each && each.linked) linked.add(each.real);
  return found.filter((each) => !('real' in each) || each.linked || !linked.has(each.real));
}

/** Walks a folder. Links are not followed, but in the Hub's cache those into its own blobs. */
export function* walkFolder(folder: string, cache = false): Generator<LocalFile | Diagnostic> {
  const shown = folder.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
  const root = realpathSync(folder);
  let entries = 0;
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    const path = (name: string) => [shown, below, name].filter((part) => part !== '').join('/');
    const list = readFolder(join(root, below));
    if (typeof list === 'string') {
      yield { path: path(''), message: `the folder cannot be read: ${list}` };
      continue;
    }
    for (const entry of list) {
      if (++entries > MOST_ENTRIES)
        return yield { path: shown, message: `more than ${MOST_ENTRIES} entries: the rest is left out` };
      const inner = below === '' ? entry.name : `${below}/${entry.name}`;
      const real = join(root, inner);
      if (entry.isDirectory()) waiting.push(inner);
      else if (entry.isFile())
        yield { path: path(entry.name), real, digest: cache ? blobDigest(real) : null, linked: false };
      else if (!entry.isSymbolicLink())
        yield { path: path(entry.name), message: `it is a ${entryType(entry)}: not scanned` };
      else {
        const linked = linkedFile(real, root, cache);
        // What it leads to within the folder is found there.
        if (linked === null) continue;
        if ('message' in linked) yield { path: path(entry.name), message: linked.message };
        else yield { path: path(entry.name), ...linked, linked: true };
      }
    }
  }
}

function readFolder(folder: string): Dirent[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return fileTrouble(error);
  }
}

/** Where a link leads: to a file of the cache's blobs, to nothing that counts (null), or to what is not scanned, with the reason. */
function linkedFile(
  link: string,
  root: string,
  cache: boolean,
): Pick<LocalFile, 'real' | 'digest'> | { message: string } | null {
  let real: string;
  try {
    real = realpathSync(link);
  } catch (error) {
    return { message: `a link that leads nowhere: ${fileTrouble(error)}` };
  }
  const inside = real === root || real.startsWith(root + sep);
  if (!inside) return { message: 'a link that leads out of the folder: not followed' };
  if (!cache || !statSync(real).isFile()) return null;
  return { real, digest: blobDigest(real) };
}

/** In the cache's `blobs`, files are called by their hash: the sha256 of one in LFS, else the sha1 of the git blob. */
function blobDigest(real: string): HubFile['digest'] | null {
  const name = basename(real);
  if (basename(join(real, '..')) !== 'blobs') return null;
  if (/^[0-9a-f]{64}$/.test(name)) return { algorithm: 'sha256', value: name };
  return /^[0-9a-f]{40}$/.test(name) ? { algorithm: 'git-sha1', value: name } : null;
}
