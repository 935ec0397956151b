/** The files that changed, as git sees it: what is staged, and what is new since another commit. */
import { isUtf8 } from 'node:buffer';
import { UsageError } from '../errors.ts';
import type { Diagnostic } from '../model.ts';
import { type FileEntry, type GitRepository, isWithin, relativePath, sizeLimit, tooLarge } from './entry.ts';
import { describe, describeName, type FoundType, typeAt } from './found.ts';
import { runGit } from './git-command.ts';
import { isLeftOutDirectory, isLeftOutFile } from './left-out.ts';
import { isExcluded, refuseMissing, type Selection } from './selection.ts';
import { isVirtualEnvironment } from './walk.ts';

/** A file that differs from a commit. */
interface Change {
  /** Absolute, with forward slashes. */
  readonly path: string;
  readonly type: FoundType;
  /** The name of its content in the index. */
  readonly blob: string;
}

/** What git's modes stand for; 160000, a submodule's commit, is the one that is left. */
const MODES: Readonly<Record<string, FoundType>> = {
  '100644': 'file',
  '100755': 'file',
  '120000': 'link',
  // A conflict: there is no content yet.
  '000000': 'file',
};

/**
 * The selected files that are added or changed in the index, to be read from there.
 *
 * @throws UsageError where git does not answer, and for a path that is neither staged nor on the disk
 */
export async function* listStaged(
  selection: Selection,
  repository: GitRepository,
): AsyncGenerator<FileEntry | Diagnostic> {
  const head = await runGit(repository, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  // Before the first commit everything is new: the empty tree stands for that.
  const base = head.code === 0 ? head.output : await ask(repository, ['hash-object', '-t', 'tree', '--stdin']);
  const changes = await compare(selection, repository, ['--cached', base.toString().trim()]);
  refuseMissing(selection, new Set(changes.map(({ path }) => path)));
  const files = chosen(selection, changes).filter(({ type }) => type === 'file' || type === 'misnamed');
  const sizes = await blobSizes(repository, files);
  for (const [index, { path: file, type, blob }] of files.entries()) {
    const size = sizes[index] ?? null;
    const path = relativePath(selection.root, file);
    const maxBytes = sizeLimit(path, selection.maxBytes);
    if (type === 'misnamed') {
      yield* describe(selection, file, type);
    } else if (size === null) {
      yield { path, message: 'not read: git does not have what is staged (a conflict, or a partial clone)' };
    } else if (size > maxBytes) {
      yield tooLarge(path, size, maxBytes);
    } else {
      const named = selection.files.has(file) || selection.missing.has(file);
      yield* describeName(selection, file);
      yield { path, origin: { from: 'index', repository, blob }, named, maxBytes };
    }
  }
}

/**
 * The selected files that differ from where this branch left `ref`, and those that git does not know, to be read from
 * the disk.
 *
 * @throws UsageError where git does not answer, for a `ref` that it does not know, and for a path that does not exist
 */
export async function* listSince(
  selection: Selection,
  repository: GitRepository,
  ref: string,
): AsyncGenerator<FileEntry | Diagnostic> {
  refuseMissing(selection, new Set());
  const changed = await compare(selection, repository, [await mergeBase(repository, ref)]);
  const untracked = splitNames(await ask(repository, ['ls-files', '-z', '--others', '--exclude-standard']))
    // A repository of its own is listed as a folder.
    .filter((name) => !name.endsWith('/'))
    .map((name) => changeOf(selection, name, '100644', ''));
  const unique = new Map([...changed, ...untracked].map((change) => [change.path, change]));
  for (const { path, type } of chosen(selection, [...unique.values()])) {
    yield* describe(selection, path, type === 'misnamed' ? type : typeAt(path));
  }
}

async function mergeBase(repository: GitRepository, ref: string): Promise<string> {
  // What begins with a dash would be an option; a NUL byte cannot be handed over.
  const isName = ref !== '' && !ref.startsWith('-') && !ref.includes('\0');
  const known = isName ? await runGit(repository, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]) : null;
  if (known?.code !== 0) {
    throw new UsageError(`git does not know the commit ${ref}`, 'Fetch it, or name a branch, a tag or a commit.');
  }
  const base = await runGit(repository, ['merge-base', known.output.toString().trim(), 'HEAD']);
  if (base.code !== 0) {
    throw new UsageError(
      `${ref} and HEAD have no commit in common here`,
      'A shallow clone lacks the history: fetch more of it (fetch-depth: 0).',
    );
  }
  return base.output.toString().trim();
}

/**
 * What is added or changed against a commit, by names alone: without renames, which would have git read contents, and
 * without a look into submodules, each of which has a configuration of its own.
 */
async function compare(selection: Selection, repository: GitRepository, what: readonly string[]): Promise<Change[]> {
  const options = ['-z', '--relative', '--no-renames', '--ignore-submodules=all', '--no-ext-diff', '--diff-filter=d'];
  const output = await ask(repository, ['diff-index', ...options, ...what, '--']);
  // ":100644 100755 <old blob> <new blob> M", then the path.
  const fields = splitNames(output);
  return fields.flatMap((field, index) => {
    const [, mode = '', , blob = ''] = field.split(' ');
    return index % 2 === 0 ? [changeOf(selection, fields[index + 1] ?? '', mode, blob)] : [];
  });
}

function changeOf({ root }: Selection, name: string, mode: string, blob: string): Change {
  const bytes = Buffer.from(name, 'latin1');
  const path = `${root === '/' ? '' : root}/${bytes.toString('utf8')}`;
  return { path, type: isUtf8(bytes) ? (MODES[mode] ?? 'directory') : 'misnamed', blob };
}

/** Splits at the NUL bytes; each part holds a byte a character. */
function splitNames(output: Buffer): string[] {
  return output.toString('latin1').split('\0').slice(0, -1);
}

/** Those that were asked for and are worth reading, sorted by path. */
function chosen(selection: Selection, changes: readonly Change[]): Change[] {
  const environments = new Map<string, boolean>();
  const isLeftOut = (directory: string, path: string): boolean => {
    const names = relativePath(directory, path).split('/');
    const file = names.pop() ?? '';
    let folder = directory;
    return (
      isLeftOutFile(file) ||
      names.some((name) => {
        folder = `${folder}/${name}`;
        const known = environments.get(folder) ?? isVirtualEnvironment(folder);
        environments.set(folder, known);
        return known || isLeftOutDirectory(name);
      })
    );
  };
  const isChosen = ({ path }: Change): boolean =>
    selection.files.has(path) ||
    selection.missing.has(path) ||
    [...selection.directories].some((directory) => isWithin(directory, path) && !isLeftOut(directory, path));
  return changes
    .filter((change) => isChosen(change) && !isExcluded(selection, change.path))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The sizes of contents in bytes, null where git lacks one. */
async function blobSizes(repository: GitRepository, changes: readonly Change[]): Promise<(number | null)[]> {
  const input = changes.map(({ blob }) => `${blob}\n`).join('');
  const output = await ask(repository, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], input);
  const lines = output.toString('utf8').split('\n');
  return lines.map((line) => (line.startsWith('blob ') ? Number(line.slice('blob '.length)) : null));
}

/** @throws UsageError where git fails */
async function ask(repository: GitRepository, args: readonly string[], input = ''): Promise<Buffer> {
  const answer = await runGit(repository, args, input);
  if (answer.code === 0) return answer.output;
  throw new UsageError(
    `git ${args[0]} failed: ${answer.complaint}`,
    'Leave out --staged and --since to audit the files as they are.',
  );
}
