/** When lines were written, and by whom a repository is published, as git tells: bounded, and nothing of the repository is run. */

import type { Written } from '../model.ts';
import { type GitAnswer, openRepository, runGit } from './git-command.ts';

export interface History {
  /** Whether commits are missing at its beginning. */
  readonly shallow: boolean;
  /** The owners of its remotes, as written: `acme` of `git@github.com:acme/app.git`. */
  readonly owners: readonly string[];
  /** ISO 8601, UTC: when the first commit was made. Null where there is none, or nobody knows. */
  readonly begins: string | null;
  /**
   * When lines of a file were written, by their numbers. Those that no commit has are left out.
   *
   * @param path relative to the folder that the history was opened for, with forward slashes
   * @param lines 1-based
   * @param since ISO 8601, UTC: older commits are not told apart, so that a line from before has the time of some commit from
   *   before, and may be older; null for the whole history
   */
  linesOf(path: string, lines: readonly number[], since: string | null): Promise<Lines>;
  /** The oldest commit that adds or takes away a text anywhere; null where that cannot be told in time. */
  firstMention(text: string): Promise<Written | null>;
}

export type Lines =
  | { readonly state: 'known'; readonly written: ReadonlyMap<number, Written> }
  /** Git has no such file: it is new. */
  | { readonly state: 'new' }
  | { readonly state: 'unknown'; readonly why: string };

export interface HistoryOptions {
  /** Absolute. */
  readonly directory: string;
  /** What git gets of the environment. */
  readonly environment: Readonly<NodeJS.Dict<string>>;
  /** Whether lines are those of the index, not of the disk. */
  readonly staged: boolean;
  readonly signal: AbortSignal;
}

/** In milliseconds. A file of twenty thousand commits takes some seconds. */
const PATIENCE = 30_000;
/** More lines of one file are not asked for: an argument list has an end. */
const MOST_LINES = 1000;

/**
 * The rest of what could run or read something for git: `blame` and `log` convert contents by programs from the configuration
 * (textconv), and `log` verifies signatures by one. A list of commits to be passed over is not taken from the repository either:
 * a line would be credited to a commit that had other words in it.
 */
const BLAME = ['blame', '--incremental', '--no-textconv', '--ignore-revs-file=', '-w', '-M', '-C'];
const LOG = [
  'log',
  '--no-textconv',
  '--no-ext-diff',
  '--no-show-signature',
  '--no-mailmap',
  '--no-renames',
  '--no-color',
];

/**
 * Opens the history of the repository around a folder.
 *
 * @throws UsageError where there is no git, no repository with a work tree, or one that git itself does not trust
 */
export async function openHistory({ directory, environment, staged, signal }: HistoryOptions): Promise<History> {
  const repository = await openRepository(directory, environment);
  const ask = (args: readonly string[], input: string | Buffer = ''): Promise<GitAnswer> =>
    runGit(repository, args, input, { patience: PATIENCE, signal });

  const shallow = text(await ask(['rev-parse', '--is-shallow-repository'])) === 'true';
  const roots = text(await ask([...LOG, '--max-parents=0', '--format=%ct', 'HEAD', '--'])).split('\n');
  const remotes = text(await ask(['config', '--get-regexp', '^remote\\..*\\.url$'])).split('\n');
  const oldest = roots.map(timeOf).filter((at) => at !== null);
  return {
    shallow,
    owners: [...new Set(remotes.flatMap((line) => ownersOf(line.slice(line.indexOf(' ') + 1))))],
    begins: oldest.sort()[0] ?? null,

    async linesOf(path, lines, since) {
      const ranges = [...new Set(lines)].slice(0, MOST_LINES).flatMap((line) => ['-L', `${line},${line}`]);
      const content = staged ? await stagedContent(path, ask) : null;
      if (staged && content === null) return { state: 'new' };
      const from = content === null ? [] : ['--contents', '-'];
      const limit = since === null ? [] : [`--since=${since}`];
      const answer = await ask([...BLAME, ...limit, ...ranges, ...from, '--', path], content ?? '');
      if (answer.code === 0) return { state: 'known', written: readBlame(answer.output.toString('latin1'), shallow) };
      if (/no such path|cannot stat path/.test(answer.complaint)) return { state: 'new' };
      return { state: 'unknown', why: answer.complaint };
    },

    async firstMention(mention) {
      const answer = await ask([...LOG, `-S${mention}`, '--format=%ct %H', 'HEAD', '--']);
      if (answer.code !== 0) return null;
      const found = text(answer)
        .split('\n')
        .flatMap((line): Written[] => {
          const [seconds = '', commit = ''] = line.split(' ');
          const at = timeOf(seconds);
          return at === null ? [] : [{ at, commit, shallow }];
        });
      return found.reduce<Written | null>((first, each) => (first === null || each.at < first.at ? each : first), null);
    },
  };
}

/** The content that is in the index, or null where there is none. */
async function stagedContent(
  path: string,
  ask: (args: readonly string[]) => Promise<GitAnswer>,
): Promise<Buffer | null> {
  const answer = await ask(['cat-file', 'blob', `:./${path}`]);
  return answer.code === 0 ? answer.output : null;
}

/**
 * Reads `git blame --incremental`: "<commit> <line then> <line now> <count>", headers where the commit is new, and last the
 * file's name. The commit of zeros is what is not committed yet.
 */
function readBlame(output: string, shallow: boolean): Map<number, Written> {
  const commits = new Map<string, { at: string | null; first: boolean }>();
  const spans: { commit: string; line: number; count: number }[] = [];
  let commit = '';
  for (const line of output.split('\n')) {
    const entry = /^([0-9a-f]{40}(?:[0-9a-f]{24})?) \d+ (\d+) (\d+)$/.exec(line);
    if (entry !== null) {
      commit = entry[1] ?? '';
      spans.push({ commit, line: Number(entry[2]), count: Number(entry[3]) });
      if (!commits.has(commit)) commits.set(commit, { at: null, first: false });
      continue;
    }
    const known = commits.get(commit);
    if (known === undefined) continue;
    // The committer's time: an author's survives every amendment, and would make new words as old as the first draft.
    if (line.startsWith('committer-time ')) known.at = timeOf(line.slice('committer-time '.length));
    if (line === 'boundary') known.first = true;
  }
  const written = new Map<number, Written>();
  for (const { commit, line, count } of spans) {
    const { at = null, first = false } = commits.get(commit) ?? {};
    if (at === null || /^0+$/.test(commit)) continue;
    for (let index = 0; index < count; index += 1) {
      written.set(line + index, { at, commit, shallow: shallow && first });
    }
  }
  return written;
}

/** Seconds since the epoch as ISO 8601 in UTC; null for what is none. */
function timeOf(seconds: string): string | null {
  return /^\d{1,11}$/.test(seconds) ? new Date(Number(seconds) * 1000).toISOString() : null;
}

function text(answer: GitAnswer): string {
  return answer.code === 0 ? answer.output.toString('utf8').trim() : '';
}

/** What stands before the repository's own name in its address: `https://host/a/b/c.git` gives `a` and `b`. */
function ownersOf(url: string): string[] {
  const path = /^(?:[a-z+]+:\/\/[^/]+\/|[^/:\s]+:(?!\/\/))(.+)$/.exec(url)?.[1];
  return path === undefined
    ? []
    : path
        .split('/')
        .filter((part) => part !== '')
        .slice(0, -1);
}
