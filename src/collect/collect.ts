/** Which files are audited, and their text: the first stage. */
import { resolve } from 'node:path';
import type { Diagnostic } from '../model.ts';
import { type FileEntry, forwardSlashes, isWithin, relativePath, sizeLimit } from './entry.ts';
import { describe, typeAt } from './found.ts';
import { listSince, listStaged } from './git.ts';
import { openRepository } from './git-command.ts';
import { isExcluded, refuseMissing, type Selection, type SelectionOptions, select } from './selection.ts';
import { walk } from './walk.ts';

export { type FileEntry, isEntry, type Origin } from './entry.ts';
export { readEntry, type SourceText } from './read.ts';
export type { Exclusion } from './selection.ts';

export interface ListOptions extends SelectionOptions {
  /** The name that standard input goes by, relative to the root, where `-` is among the paths. */
  readonly stdin?: { readonly name: string };
  /** Only what is staged, as it is staged. */
  readonly staged: boolean;
  /** Only what changed since this branch left that commit. */
  readonly since: string | null;
  /** What git needs to be found and to work: PATH, HOME, GIT_INDEX_FILE. */
  readonly environment: Readonly<NodeJS.Dict<string>>;
}

/**
 * Lists the files to audit, each once, sorted by path, and what is to be said of those that cannot be read. Nothing is
 * read but the names; `readEntry` reads an entry later, here or in a worker thread.
 *
 * @throws UsageError before the first file, for a path that does not exist or lies outside the root, and where git is
 *   asked for and cannot answer
 */
export async function* listFiles(options: ListOptions): AsyncGenerator<FileEntry | Diagnostic> {
  const selection = select(options);
  const items = await source(selection, options);
  if (options.paths.includes('-')) yield* standardInput(selection, options.stdin?.name ?? '<stdin>');
  yield* selection.diagnostics;
  yield* items;
}

type Items = AsyncIterable<FileEntry | Diagnostic> | Iterable<FileEntry | Diagnostic>;

async function source(selection: Selection, { staged, since, environment }: ListOptions): Promise<Items> {
  if (staged) return listStaged(selection, await openRepository(selection.root, environment));
  if (since !== null) return listSince(selection, await openRepository(selection.root, environment), since);
  refuseMissing(selection, new Set());
  return mergeByPath([listNamed(selection), ...[...selection.directories].map((start) => walk(selection, start))]);
}

function* standardInput(selection: Selection, name: string): Generator<FileEntry> {
  const file = forwardSlashes(resolve(selection.root, name));
  if (isExcluded(selection, file)) return;
  const path = isWithin(selection.root, file) ? relativePath(selection.root, file) : name;
  yield { path, origin: { from: 'stdin' }, named: true, maxBytes: sizeLimit(path, selection.maxBytes) };
}

function* listNamed(selection: Selection): Generator<FileEntry | Diagnostic> {
  for (const path of [...selection.files].sort()) {
    if (!isExcluded(selection, path)) yield* describe(selection, path, typeAt(path));
  }
}

/** Each of the sources is sorted by path, and so is the whole. */
function* mergeByPath(sources: readonly Iterator<FileEntry | Diagnostic>[]): Generator<FileEntry | Diagnostic> {
  const heads = sources.map((each) => ({ each, next: each.next() }));
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const head of heads) {
      if (head.next.done === true) continue;
      if (first === undefined || (head.next.value.path ?? '') < (first.next.value.path ?? '')) first = head;
    }
    if (first === undefined) return;
    yield first.next.value;
    first.next = first.each.next();
  }
}
