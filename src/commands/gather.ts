/** Collect and extract: what every command starts with. */

import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { type FileEntry, isEntry, listFiles, readEntry } from '../collect/collect.ts';
import type { Settings } from '../config.ts';
import { decide } from '../extract/decide.ts';
import { type FileFindings, type ReadOptions, readFileFindings } from '../extract/findings.ts';
import { ownModules } from '../extract/imports.ts';
import { link } from '../extract/link.ts';
import { ownLoader } from '../extract/loaders.ts';
import { loaderTable } from '../extract/sinks.ts';
import type { Diagnostic, Extraction } from '../model.ts';
import { findIgnores, type Ignore } from '../rules/suppress.ts';

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
  const entries = new Map<string, FileEntry>();
  const diagnostics: Diagnostic[] = [];
  for await (const item of listFiles(settings)) {
    if (isEntry(item)) entries.set(item.path, item);
    else diagnostics.push(item);
  }
  const options: ReadOptions = {
    table: loaderTable(settings.loaders.map(ownLoader)),
    isOwn: ownModules(entries.keys()),
  };
  const found: FileFindings[] = [];
  const comments = new Map<string, readonly Ignore[]>();
  for (const entry of entries.values()) {
    const source = await readEntry(entry);
    if (source === null) continue;
    if ('message' in source) {
      diagnostics.push(source);
      continue;
    }
    if (source.diagnostic !== null) diagnostics.push(source.diagnostic);
    found.push(await readFileFindings(entry.path, source.text, options));
    if (source.text.includes('namesake:')) comments.set(entry.path, findIgnores(source.text));
    progress(`reading files: ${found.length} of ${entries.size}`);
  }
  const linked = await link(found, async (path) => {
    const text = await textOf(entries.get(path));
    return text === null ? null : readFileFindings(path, text, { ...options, wanted: true });
  });
  const extraction = decide(linked, existence(settings.root));
  const all = [...diagnostics, ...extraction.diagnostics];
  return { extraction: { ...extraction, diagnostics: all }, comments, files: found.length, incomplete: all.length > 0 };
}

async function textOf(entry: FileEntry | undefined): Promise<string | null> {
  // Standard input cannot be read twice.
  const source = entry === undefined || entry.origin.from === 'stdin' ? null : await readEntry(entry);
  return source === null || 'message' in source ? null : source.text;
}

/** Whether a path exists under the root, or beside the file that names it; each is asked once. */
function existence(root: string): (path: string, from: string) => boolean {
  const known = new Map<string, boolean>();
  const exists = (path: string): boolean => {
    const inside = posix.normalize(path);
    if (inside.startsWith('..') || inside.startsWith('/') || inside.includes('\0')) return false;
    let answer = known.get(inside);
    if (answer === undefined) {
      answer = existsSync(`${root}/${inside}`);
      known.set(inside, answer);
    }
    return answer;
  };
  return (path, from) => exists(path) || exists(posix.join(posix.dirname(from), path));
}
