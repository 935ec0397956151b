/**
 * What an earlier run of the same kind on the same tree found: each file's reading by the digest of its text, and the whole answer by the
 * digests of all texts. Whatever is not proven to be the same is not here.
 */

import { createHash } from 'node:crypto';
import type { FileEntry } from '../../collect/collect.ts';
import type { Settings } from '../../config.ts';
import type { Extraction } from '../../model.ts';
import type { Ignore } from '../../rules/suppress.ts';
import { readCacheFile, writeCacheFile } from './cache-file.ts';
import type { Reading, ReadResult } from './read-task.ts';
import { toolIdentity } from './tool-identity.ts';

/** What came of all files together. */
export interface Answer {
  readonly extraction: Extraction;
  readonly comments: readonly (readonly [path: string, ignores: readonly Ignore[]])[];
  /** How many files were read. */
  readonly files: number;
  /** Paths that were asked for, and whether they exist. */
  readonly exists: readonly (readonly [path: string, answer: boolean])[];
}

/** A file as it was when it was read. */
export interface Seen {
  readonly path: string;
  /** Null where the file may have changed unseen. */
  readonly stamp: string | null;
  readonly digest: string;
}

/** A result that can be kept. */
export interface Kept {
  readonly path: string;
  readonly wanted: boolean;
  readonly digest: string;
  readonly asked: ReadResult['asked'];
  /** The JSON of a reading. */
  readonly json: string;
}

export interface Memory {
  /** The file at a path as an earlier run saw it. */
  seen(path: string): Seen | null;
  /** The reading of a text, where nothing that it asked of the tree is answered otherwise now. */
  kept(path: string, wanted: boolean, digest: string): Kept | null;
  /** The answer for these texts; paths that exist are the caller's to ask again. */
  answer(seen: readonly Seen[]): Answer | null;
  keep(seen: readonly Seen[], kept: readonly Kept[] | null, answer: Answer): void;
}

/** Fewer files are read sooner than remembered. */
const WORTH = 64;

/**
 * @returns null where nothing is to be kept: no folder for it, or a run about a few files that will be others the next time
 */
export function openMemory(
  settings: Settings,
  entries: readonly FileEntry[],
  isOwn: (specifier: string) => boolean,
): Memory | null {
  const { cacheDir, root, paths, exclude, maxBytes, loaders } = settings;
  if (cacheDir === null || settings.staged || settings.since !== null || entries.length < WORTH) return null;
  const directory = `${cacheDir}/reading`;
  const name = digest(JSON.stringify([root, paths, exclude, maxBytes, loaders]));
  const madeBy = toolIdentity();
  const lines = readCacheFile(directory, `${name}.index`, madeBy);
  const known = lines === null ? [] : parse<Seen[]>(lines[0]);
  const byPath = new Map((known ?? []).map((each) => [each.path, each]));
  let readings: ReadonlyMap<string, Kept> | null = null;

  return {
    seen: (path) => byPath.get(path) ?? null,

    kept(path, wanted, text) {
      readings ??= readingsIn(readCacheFile(directory, `${name}.readings`, madeBy) ?? []);
      const found = readings.get(keyOf({ path, wanted }));
      return found !== undefined &&
        found.digest === text &&
        found.asked.every(([specifier, answer]) => isOwn(specifier) === answer)
        ? found
        : null;
    },

    answer(seen) {
      if (lines === null || known === null || treeDigest(known) !== treeDigest(seen)) return null;
      return parse<Answer>(lines[1]);
    },

    keep(seen, kept, answer) {
      writeCacheFile(directory, `${name}.index`, madeBy, [JSON.stringify(seen), JSON.stringify(answer)]);
      if (kept === null) return;
      writeCacheFile(directory, `${name}.readings`, madeBy, readingLines(kept));
    },
  };
}

function* readingLines(kept: readonly Kept[]): Generator<string> {
  for (const { json, ...head } of kept) {
    yield JSON.stringify(head);
    yield json;
  }
}

function readingsIn(lines: readonly string[]): Map<string, Kept> {
  const readings = new Map<string, Kept>();
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const head = parse<Omit<Kept, 'json'>>(lines[i]);
    const json = lines[i + 1];
    if (head !== null && json !== undefined) readings.set(keyOf(head), { ...head, json });
  }
  return readings;
}

/** A reading as it was kept. */
export function readingOf({ json }: Kept): Reading {
  return JSON.parse(json) as Reading;
}

/** The file is whole and was written by this very tool: what it says needs no other proof. */
function parse<T>(line: string | undefined): T | null {
  return line === undefined ? null : (JSON.parse(line) as T);
}

function keyOf({ path, wanted }: Pick<Kept, 'path' | 'wanted'>): string {
  return `${wanted ? 'wanted' : 'plain'} ${path}`;
}

function treeDigest(seen: readonly Seen[]): string {
  return digest(seen.map(({ path, digest }) => `${digest}\n${path}\0`).join(''));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
