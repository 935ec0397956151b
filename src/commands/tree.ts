/** The files of a tree as they are, and as they would be after edits: what stands in them, read again where something changed. */

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
import type { Progress } from './gather.ts';

export interface Tree {
  /** The entry of a path, for where it is on the disk. */
  entry(path: string): FileEntry | null;
  /** The text of a file that holds something; null for any other. */
  text(path: string): string | null;
  /** Every file that holds something, by path. */
  texts(): ReadonlyMap<string, string>;
  /** @param edited texts in the place of those on the disk, by path */
  extract(edited?: ReadonlyMap<string, string>): Promise<Extraction>;
}

/** Reads a tree and keeps its texts. @throws UsageError for paths that cannot be read at all */
export async function openTree(settings: Settings, progress: Progress): Promise<Tree> {
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
  const texts = new Map<string, string>();
  const findings = new Map<string, FileFindings>();
  for (const entry of entries.values()) {
    const source = await readEntry(entry);
    if (source === null) continue;
    if ('message' in source) {
      diagnostics.push(source);
      continue;
    }
    if (source.diagnostic !== null) diagnostics.push(source.diagnostic);
    const found = await readFileFindings(entry.path, source.text, options);
    findings.set(entry.path, found);
    if (found.candidates.length > 0 || found.exports !== null) texts.set(entry.path, source.text);
    progress(`reading files: ${findings.size} of ${entries.size}`);
  }

  /** A file that nothing of its own asks to be read, and that another one leads to. */
  async function inFull(path: string): Promise<FileFindings | null> {
    const entry = entries.get(path);
    const source = entry === undefined ? null : await readEntry(entry);
    if (source === null || 'message' in source) return null;
    texts.set(path, source.text);
    full.add(path);
    return readFileFindings(path, source.text, { ...options, wanted: true });
  }

  /** What was read for the sake of other files. */
  const full = new Set<string>();
  const exists = existence(settings.root);
  return {
    entry: (path) => entries.get(path) ?? null,
    text: (path) => texts.get(path) ?? null,
    texts: () => texts,
    async extract(edited = new Map()) {
      const now: FileFindings[] = [];
      for (const [path, found] of findings) {
        const text = edited.get(path);
        now.push(
          text === undefined ? found : await readFileFindings(path, text, { ...options, wanted: full.has(path) }),
        );
      }
      const extraction = decide(await link(now, inFull), exists);
      return { ...extraction, diagnostics: [...diagnostics, ...extraction.diagnostics] };
    },
  };
}

/** Whether a path exists under the root, or beside the file that names it. */
function existence(root: string): (path: string, from: string) => boolean {
  const exists = (path: string): boolean => {
    const inside = posix.normalize(path);
    return !/^(?:\.\.|\/)|\0/.test(inside) && existsSync(`${root}/${inside}`);
  };
  return (path, from) => exists(path) || exists(posix.join(posix.dirname(from), path));
}
