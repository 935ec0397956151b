/** Collect and extract: what every command starts with. */

import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { type FileEntry, isEntry, listFiles } from '../collect/collect.ts';
import type { Settings } from '../config.ts';
import { decide, type Exists } from '../extract/decide.ts';
import type { FileFindings } from '../extract/findings.ts';
import { ownModules } from '../extract/imports.ts';
import { link } from '../extract/link.ts';
import { ownLoader } from '../extract/loaders.ts';
import { loaderTable } from '../extract/sinks.ts';
import type { Diagnostic, Extraction } from '../model.ts';
import type { Ignore } from '../rules/suppress.ts';
import { openFileReader } from './reading/file-reader.ts';
import { type Answer, type Memory, openMemory } from './reading/memory.ts';
import { openReadings, type Readings } from './reading/readings.ts';

/** Told how far a command is, for people who watch. */
export type Progress = (message: string) => void;

export interface Gathered {
  readonly extraction: Extraction;
  /** Ignore comments, by path. */
  readonly comments: ReadonlyMap<string, readonly Ignore[]>;
  /** How many files were read. */
  readonly files: number;
  /** True where a file could not be read, or not in full. */
  readonly incomplete: boolean;
}

export async function gather(settings: Settings, progress: Progress): Promise<Gathered> {
  const entries: FileEntry[] = [];
  const unlisted: Diagnostic[] = [];
  for await (const item of listFiles(settings)) {
    if (isEntry(item)) entries.push(item);
    else unlisted.push(item);
  }
  const { extraction, comments, files } = await answerFor(entries, settings, progress);
  const diagnostics = [...unlisted, ...extraction.diagnostics];
  return {
    extraction: { ...extraction, diagnostics },
    comments: new Map(comments),
    files,
    incomplete: diagnostics.length > 0,
  };
}

async function answerFor(entries: readonly FileEntry[], settings: Settings, progress: Progress): Promise<Answer> {
  const isOwn = ownModules(entries.map(({ path }) => path));
  const began = Date.now();
  const answerWith = (memory: Memory | null): Promise<Answer> =>
    readAll(entries, settings, isOwn, memory, began, progress);
  let memory: Memory | null = null;
  try {
    memory = openMemory(settings, entries, isOwn);
    if (memory !== null) return await answerWith(memory);
  } catch {
    // What is kept may be forged so well that it passes for ours: it costs time, never the run.
  }
  return answerWith(null);
}

async function readAll(
  entries: readonly FileEntry[],
  settings: Settings,
  isOwn: (specifier: string) => boolean,
  memory: Memory | null,
  began: number,
  progress: Progress,
): Promise<Answer> {
  const table = loaderTable(settings.loaders.map(ownLoader));
  const reader = openFileReader(
    { table, isOwn },
    { loaders: settings.loaders, paths: entries.map(({ path }) => path) },
  );
  try {
    const readings = openReadings(entries, reader, memory, began, progress);
    const seen = await readings.look();
    const before = memory?.answer(seen) ?? null;
    const exists = existence(settings.root);
    if (before?.exists.every(([path, answer]) => exists.inside(path) === answer) === true) {
      readings.keep(before, false);
      return before;
    }
    const answer = await workOut(readings, exists.exists);
    const whole = { ...answer, exists: [...exists.asked] };
    readings.keep(whole, true);
    return whole;
  } finally {
    await reader.close();
  }
}

async function workOut(readings: Readings, exists: Exists): Promise<Omit<Answer, 'exists'>> {
  const found: FileFindings[] = [];
  const comments: [string, readonly Ignore[]][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const reading of await readings.all()) {
    diagnostics.push(...reading.diagnostics);
    if (reading.findings === null) continue;
    found.push(reading.findings);
    if (reading.comments.length > 0) comments.push([reading.findings.path, reading.comments]);
  }
  const extraction = decide(await link(found, (path) => readings.inFull(path)), exists);
  return {
    extraction: { ...extraction, diagnostics: [...diagnostics, ...extraction.diagnostics] },
    comments,
    files: found.length,
  };
}

interface Existence {
  /** Whether a path exists under the root, or beside the file that names it; each is asked once. */
  readonly exists: Exists;
  /** Whether a path exists under the root. */
  inside(path: string): boolean;
  /** All that was asked of the disk. */
  readonly asked: ReadonlyMap<string, boolean>;
}

function existence(root: string): Existence {
  const asked = new Map<string, boolean>();
  /** What does not exist has nothing in it; most of what is asked for has a first part that does not. */
  const inside = (path: string): boolean => {
    const known = asked.get(path);
    if (known !== undefined) return known;
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const answer = (folder === '' || inside(folder)) && existsSync(`${root}/${path}`);
    asked.set(path, answer);
    return answer;
  };
  const exists = (path: string): boolean => {
    const normal = posix.normalize(path);
    return !(normal.startsWith('..') || normal.startsWith('/') || normal.includes('\0')) && inside(normal);
  };
  return { exists: (path, from) => exists(path) || exists(posix.join(posix.dirname(from), path)), inside, asked };
}
