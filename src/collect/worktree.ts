/** The files of a commit, laid out in a folder of their own beside the work tree, which is left as it is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { GitRepository } from './entry.ts';
import { runGit } from './git-command.ts';

/** The two sides of a change: their commits, or the folders in which these lie. */
export interface Sides {
  readonly base: string;
  readonly head: string;
}

/**
 * The commit that a name stands for.
 *
 * @returns 40 hexadecimal digits, or 64
 * @throws UsageError for a name that git does not know
 */
export async function commitNamed(repository: GitRepository, name: string): Promise<string> {
  // What begins with a dash would be an option; a NUL byte cannot be handed over.
  const isName = name !== '' && !name.startsWith('-') && !name.includes('\0');
  const known = isName ? await runGit(repository, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]) : null;
  if (known?.code === 0) return known.output.toString().trim();
  throw new UsageError(`git does not know the commit ${name} here`, 'Fetch it (actions/checkout: fetch-depth: 0).');
}

/**
 * Where one commit left the other: what a pull request changes is told from there.
 *
 * @throws UsageError where they have nothing in common, as in a shallow clone
 */
export async function forkPoint(repository: GitRepository, base: string, head: string): Promise<string> {
  const answer = await runGit(repository, ['merge-base', base, head]);
  if (answer.code === 0) return answer.output.toString().trim();
  throw new UsageError(
    `${base} and ${head} have no commit in common here`,
    'A shallow clone lacks the history: fetch more of it (actions/checkout: fetch-depth: 0).',
  );
}

/**
 * How two commits differ: of the files that the second has, renames followed, the records and the patch.
 *
 * @returns a character for each byte
 * @throws UsageError where git fails
 */
export async function differenceOf(repository: GitRepository, { base, head }: Sides): Promise<string> {
  const options = ['-r', '-z', '--raw', '-p', '-M', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all'];
  // Without `T`, which is told in two parts.
  const answer = await runGit(repository, ['diff-tree', ...options, '--diff-filter=AMR', '-U3', base, head]);
  if (answer.code === 0) return answer.output.toString('latin1');
  throw new UsageError(`git diff-tree failed: ${answer.complaint}`, 'Fetch both commits.');
}

/**
 * Lays out two commits, and takes them away again once `look` has come to an end. Nothing of the repository runs: no hook, no
 * filter; and a link is written as a file that holds its target, so that none leads out.
 *
 * @throws UsageError where git fails
 */
export async function withWorktrees<Result>(
  repository: GitRepository,
  commits: Sides,
  look: (folders: Sides) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'namesake-'));
  const folders = { base: join(folder, 'base'), head: join(folder, 'head') };
  const added: string[] = [];
  try {
    for (const side of ['base', 'head'] as const) {
      const plain = { ...repository, settings: [...repository.settings, ['core.symlinks', 'false'] as const] };
      const answer = await runGit(plain, ['worktree', 'add', '--quiet', '--detach', folders[side], commits[side]]);
      if (answer.code !== 0) {
        throw new UsageError(`git cannot lay out ${commits[side]}: ${answer.complaint}`, 'Is there room for it?');
      }
      added.push(folders[side]);
    }
    return await look(folders);
  } finally {
    for (const each of added) await runGit(repository, ['worktree', 'remove', '--force', each]);
    await rm(folder, { recursive: true, force: true });
  }
}
