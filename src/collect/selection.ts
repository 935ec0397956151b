/** The paths of a command line, made sure of: what they are, where they really lie, and what is taken from them. */
import { lstatSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type EntryType, entryType, fileTrouble, isMissing } from '../bounded-file.ts';
import { UsageError } from '../errors.ts';
import type { Diagnostic } from '../model.ts';
import { forwardSlashes, isWithin, relativePath } from './entry.ts';
import { type IgnoreRules, isIgnoredWithin, parseIgnoreRules } from './ignore-rules.ts';

/** All paths are absolute, with forward slashes, and lead through no link. */
export interface Selection {
  readonly root: string;
  readonly directories: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
  /** Not on the disk; with `--staged` they may be in the index all the same. */
  readonly missing: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly exclude: IgnoreRules;
  /** In bytes; null where the limit goes by the type of the file. */
  readonly maxBytes: number | null;
}

/** Patterns as in a `.gitignore` that stands in the folder `base` (absolute). */
export interface Exclusion {
  readonly base: string;
  readonly patterns: readonly string[];
}

export interface SelectionOptions {
  /** Absolute. */
  readonly root: string;
  /** Absolute, or relative to the root. `-` is passed over. */
  readonly paths: readonly string[];
  readonly exclude: Exclusion;
  readonly maxBytes: number | null;
}

/** @throws UsageError for a root that is no folder, and for a path that is written as lying outside it */
export function select(options: SelectionOptions): Selection {
  const written = forwardSlashes(resolve(options.root));
  const root = locate(written);
  if (root.is !== 'directory') throw new UsageError(`no such folder: ${options.root}`, 'Name a folder that exists.');
  const directories = new Set<string>();
  const files = new Set<string>();
  const missing = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const text of options.paths.filter((each) => each !== '-')) {
    const path = forwardSlashes(resolve(written, text));
    const place = locate(path);
    if (!isWithin(written, path) && !isWithin(root.path, place.path)) {
      throw new UsageError(`${text} lies outside ${options.root}`, 'Audit it in a run of its own.');
    }
    if (place.is === 'missing') {
      missing.add(forwardSlashes(resolve(root.path, relativePath(written, path))));
    } else if (!isWithin(root.path, place.path)) {
      diagnostics.push({ path: text, message: `not read: a link out of the audited folder, to ${place.path}` });
    } else if (place.is === 'directory') {
      directories.add(place.path);
    } else if (place.is === 'file') {
      files.add(place.path);
    } else {
      const why = place.is === 'trouble' ? place.why : `it is a ${place.is}`;
      diagnostics.push({ path: text, message: `not read: ${why}` });
    }
  }
  const exclude = parseIgnoreRules(options.exclude.patterns.join('\n'), locate(options.exclude.base).path);
  return { root: root.path, directories, files, missing, diagnostics, exclude, maxBytes: options.maxBytes };
}

type Place =
  | { readonly is: EntryType | 'missing'; readonly path: string }
  | { readonly is: 'trouble'; readonly path: string; readonly why: string };

/** Where a path leads when all links are followed, and what is there; the path as it is where nothing can be found. */
function locate(path: string): Place {
  try {
    const real = forwardSlashes(realpathSync.native(path));
    return { is: entryType(lstatSync(real)), path: real };
  } catch (error) {
    return isMissing(error) ? { is: 'missing', path } : { is: 'trouble', path, why: fileTrouble(error) };
  }
}

/** Whether the configuration excludes a path: also one that is named, because a hook names every changed file. */
export function isExcluded(selection: Selection, path: string): boolean {
  return isIgnoredWithin(selection.exclude, path);
}

/** Whether a path lies in one of the folders, or is one of the files. */
export function isSelected(selection: Selection, path: string): boolean {
  return selection.files.has(path) || [...selection.directories].some((directory) => isWithin(directory, path));
}

/** @throws UsageError where a path is neither on the disk nor among those that git has */
export function refuseMissing(selection: Selection, known: ReadonlySet<string>): void {
  for (const path of selection.missing) {
    if (known.has(path)) continue;
    const shown = relativePath(selection.root, path);
    throw new UsageError(`no such file or folder: ${shown}`, 'Check the path; it is taken from the folder you are in.');
  }
}
