/** Collect and extract: what every command starts with. */

import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { isEntry, listFiles, readEntry } from '../collect/collect.ts';
import type { Settings } from '../config.ts';
import { decide } from '../extract/decide.ts';
import { type FileFindings, readFileFindings } from '../extract/findings.ts';
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
  const table = loaderTable(settings.loaders.map(ownLoader));
  const found: FileFindings[] = [];
  const comments = new Map<string, readonly Ignore[]>();
  const diagnostics: Diagnostic[] = [];
  let files = 0;
  for await (const item of listFiles(settings)) {
    if (!isEntry(item)) {
      diagnostics.push(item);
      continue;
    }
    const source = await readEntry(item);
    if (source === null) continue;
    if ('message' in source) {
      diagnostics.push(source);
      continue;
    }
    files++;
    if (files % 50 === 0) progress(`reading files: ${files}`);
    if (source.diagnostic !== null) diagnostics.push(source.diagnostic);
    const findings = await readFileFindings(item.path, source.text, table);
    if (
      findings.candidates.length +
        findings.dismissed.length +
        findings.unfollowed.length +
        findings.diagnostics.length >
      0
    )
      found.push(findings);
    if (source.text.includes('namesake:')) comments.set(item.path, findIgnores(source.text));
  }
  const extraction = decide(found, existence(settings.root));
  const all = [...diagnostics, ...extraction.diagnostics];
  return { extraction: { ...extraction, diagnostics: all }, comments, files, incomplete: all.length > 0 };
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
