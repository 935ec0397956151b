/**
 * Runs git in a repository that is hostile: its configuration can name programs for git to run (a file-system monitor,
 * hooks, filters, helpers of transports), so all of them are switched off.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import type { GitRepository } from './entry.ts';

type Environment = GitRepository['environment'];

/** Settings that outrank those of the repository. */
const SETTINGS: GitRepository['settings'] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  // A FIFO here would make git wait; and what is left out should not depend on whose machine it is.
  ['core.excludesFile', devNull],
  ['core.attributesFile', devNull],
  ['core.untrackedCache', 'false'],
  // A folder that is laid out like a bare repository, with a configuration of its own, is no repository.
  ['safe.bareRepository', 'explicit'],
];

const VARIABLES: Environment = {
  GIT_OPTIONAL_LOCKS: '0',
  // An object that is missing from a partial clone is not fetched: no request, no transport's helper.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  // A replaced object is not what others get.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

/** In milliseconds: git hangs over a FIFO in the place of a `.gitignore`, for one. */
const PATIENCE = 120_000;
/** In bytes: the names of some million files. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** What git said. `code` is its exit status, or null where it did not come to one. */
export interface GitAnswer {
  readonly code: number | null;
  readonly output: Buffer;
  /** The first line that it wrote to standard error, or why it did not come to an end. */
  readonly complaint: string;
}

export interface GitLimits {
  /** In milliseconds; then git is killed. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
}

/** Runs git to its end, or to that of the patience with it. */
export function runGit(
  repository: GitRepository,
  args: readonly string[],
  input: string | Buffer = '',
  { patience = PATIENCE, signal }: GitLimits = {},
): Promise<GitAnswer> {
  const { file, environment } = repository;
  const options = {
    env: environment,
    encoding: 'buffer',
    timeout: patience,
    maxBuffer: MAX_OUTPUT,
    ...(signal === undefined ? {} : { signal }),
  } as const;
  return new Promise((settle) => {
    const child = execFile(file, gitArguments(repository, args), options, (error, output, errors) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      const why = error?.killed === true ? 'git took too long, or said too much' : (error?.message ?? '');
      const [line = ''] = errors.toString('utf8').split('\n');
      settle({ code, output, complaint: (code === null ? why : line).slice(0, 500) });
    });
    // It can end before it has read everything: its exit status tells.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

export function gitArguments({ directory, settings }: GitRepository, args: readonly string[]): string[] {
  const overrides = settings.flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  return ['--no-pager', '-C', directory, ...overrides, ...args];
}

/**
 * The repository around a folder (absolute).
 *
 * @throws UsageError where there is no git, no repository with a work tree, or one that git itself does not trust
 */
export async function openRepository(directory: string, environment: Environment): Promise<GitRepository> {
  const bare: GitRepository = {
    directory,
    file: gitExecutable(environment),
    environment: { ...environment, ...VARIABLES, ...indexFile(directory, environment) },
    settings: SETTINGS,
  };
  const inside = await runGit(bare, ['rev-parse', '--is-inside-work-tree']);
  if (inside.code !== 0 || inside.output.toString().trim() !== 'true') {
    const why = inside.complaint === '' ? 'it is outside of the work tree' : inside.complaint;
    throw new UsageError(`git does not work in ${directory}: ${why}`, HELP);
  }
  return { ...bare, settings: [...SETTINGS, ...(await filterSettings(bare))] };
}

const HELP = 'Leave out --staged and --since, or run in a git repository that is yours.';

/** git is looked for in the absolute folders of PATH alone: Windows looks first into the current one, which is audited. */
function gitExecutable(environment: Environment): string {
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  const file = folders.map((folder) => join(folder, name)).find((each) => existsSync(each));
  if (file === undefined) throw new UsageError('git was not found', 'Install git, or leave out --staged and --since.');
  return file;
}

/** `git commit -a` and `git commit FILE` give their hooks an index of its own, at times relative to the work tree. */
function indexFile(directory: string, environment: Environment): Environment {
  const file = environment.GIT_INDEX_FILE;
  return file === undefined ? {} : { GIT_INDEX_FILE: resolve(directory, file) };
}

/** A filter runs when git compares a file on the disk with the index, and when it writes one: each is given nothing to run. */
async function filterSettings(repository: GitRepository): Promise<GitRepository['settings']> {
  const answer = await runGit(repository, ['config', '--null', '--name-only', '--get-regexp', '^filter\\..*\\.']);
  // 1 is git's word for none at all.
  if (answer.code !== 0 && answer.code !== 1) throw new UsageError(`git config failed: ${answer.complaint}`, HELP);
  const keys = answer.output.toString('utf8').split('\0').slice(0, -1);
  const filters = [...new Set(keys.map((key) => key.slice(0, key.lastIndexOf('.'))))];
  // "-c a=b" is cut at the first "=", and a command line has an end.
  if (filters.length > 100 || filters.some((filter) => filter.includes('='))) {
    throw new UsageError(`the filters in the configuration of ${repository.directory} cannot be switched off`, HELP);
  }
  return filters.flatMap((filter): GitRepository['settings'] => [
    [`${filter}.clean`, ''],
    [`${filter}.smudge`, ''],
    [`${filter}.process`, ''],
    [`${filter}.required`, 'false'],
  ]);
}
