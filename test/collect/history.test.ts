import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HistoryOptions, openHistory } from '../../src/collect/history.ts';
import { UsageError } from '../../src/errors.ts';
import { GIT_ENVIRONMENT, git, makeTree, write } from './tree.ts';

const LINE = 'model = AutoModel.from_pretrained("heron-labs/tern-7b")\n';

/** Commits everything as of a day, by the committer's clock; the author's is years ahead or behind. */
function commit(root: string, day: string, message = 'work'): void {
  git(root, 'add', '-A');
  execFileSync('git', ['-C', root, 'commit', '-q', '--allow-empty', '-m', message], {
    env: { ...GIT_ENVIRONMENT, GIT_COMMITTER_DATE: `${day}T12:00:00Z`, GIT_AUTHOR_DATE: '2019-01-01T00:00:00Z' },
    stdio: 'pipe',
  });
}

function repository(files: Record<string, string>, day: string): string {
  const root = makeTree(files);
  git(root, 'init', '-q', '-b', 'main');
  commit(root, day);
  return root;
}

const open = (directory: string, more: Partial<HistoryOptions> = {}) =>
  openHistory({
    directory,
    environment: GIT_ENVIRONMENT,
    staged: false,
    signal: new AbortController().signal,
    ...more,
  });

async function daysOf(
  root: string,
  path: string,
  lines: number[],
  more: Partial<HistoryOptions> = {},
  since: string | null = null,
) {
  const answer = await (await open(root, more)).linesOf(path, lines, since);
  return answer.state === 'known'
    ? Object.fromEntries([...answer.written].map(([line, { at }]) => [line, at.slice(0, 10)]))
    : answer.state;
}

describe('the day of a line', () => {
  test('is that of the commit it comes from, by the clock of who committed', async () => {
    const root = repository({ 'a.py': 'import os\n' }, '2023-01-01');
    write(root, { 'a.py': `import os\n${LINE}` });
    commit(root, '2023-05-06');
    expect(await daysOf(root, 'a.py', [1, 2])).toEqual({ 1: '2023-01-01', 2: '2023-05-06' });
    expect(await daysOf(root, 'a.py', [2])).toEqual({ 2: '2023-05-06' });
  });

  test.each([
    ['indented anew', { 'a.py': `if True:\n    ${LINE}` }, 'a.py', 2],
    ['moved within its file', { 'a.py': `one = 1\ntwo = 2\nthree = 3\n${LINE}` }, 'a.py', 4],
    ['in a file that was renamed', { 'a.py': null, 'b.py': `${LINE}one = 1\ntwo = 2\nthree = 3\n` }, 'b.py', 1],
    ['moved to another file', { 'a.py': 'one = 1\ntwo = 2\nthree = 3\n', 'c.py': `import os\n${LINE}` }, 'c.py', 2],
  ] as const)('stays where it is %s', async (_, files, path, line) => {
    const root = repository({ 'a.py': `${LINE}one = 1\ntwo = 2\nthree = 3\n` }, '2023-01-01');
    for (const [name, text] of Object.entries(files)) {
      if (text === null) git(root, 'rm', '-q', name);
      else write(root, { [name]: text });
    }
    commit(root, '2024-06-07');
    expect(await daysOf(root, path, [line])).toEqual({ [line]: '2023-01-01' });
  });

  test('is not known before it is committed', async () => {
    const root = repository({ 'a.py': 'import os\n' }, '2023-01-01');
    write(root, { 'a.py': `import os\n${LINE}`, 'new.py': LINE });
    expect(await daysOf(root, 'a.py', [1, 2])).toEqual({ 1: '2023-01-01' });
    expect(await daysOf(root, 'new.py', [1])).toBe('new');
  });

  test('is that of what is staged, whatever the disk has', async () => {
    const root = repository({ 'a.py': LINE }, '2023-01-01');
    write(root, { 'a.py': `import os\n${LINE}` });
    git(root, 'add', 'a.py');
    write(root, { 'a.py': 'nothing\n' });
    expect(await daysOf(root, 'a.py', [1, 2], { staged: true })).toEqual({ 2: '2023-01-01' });
    write(root, { 'b.py': LINE });
    expect(await daysOf(root, 'b.py', [1], { staged: true })).toBe('new');
  });

  test('is asked for in a folder of the repository, with its own paths', async () => {
    const root = repository({ 'sub/-L.py': LINE }, '2023-01-01');
    expect(await daysOf(join(root, 'sub'), '-L.py', [1])).toEqual({ 1: '2023-01-01' });
  });

  test('before a given time is that of some commit from before: the line is that old at least', async () => {
    const root = repository({ 'a.py': LINE }, '2021-01-01');
    write(root, { 'b.py': 'x = 1\n' });
    commit(root, '2022-01-01');
    write(root, { 'a.py': `${LINE}x = 1\n` });
    commit(root, '2023-01-01');
    write(root, { 'a.py': `${LINE}x = 1\ny = 2\n` });
    commit(root, '2024-01-01');
    const since = '2023-06-01T00:00:00.000Z';
    const days = await daysOf(root, 'a.py', [1, 3], {}, since);
    expect(days).toEqual({ 1: '2023-01-01', 3: '2024-01-01' });
    expect(await daysOf(root, 'a.py', [1, 3])).toEqual({ 1: '2021-01-01', 3: '2024-01-01' });
  });

  test('is unknown for a line that the file has not, and for all when the run is cancelled', async () => {
    const root = repository({ 'a.py': LINE }, '2023-01-01');
    expect(await daysOf(root, 'a.py', [40])).toBe('unknown');
    const stop = new AbortController();
    const history = await open(root, { signal: stop.signal });
    stop.abort();
    expect((await history.linesOf('a.py', [1], null)).state).toBe('unknown');
  });
});

describe('a shallow clone', () => {
  test('says that a line of its first commit may be older, and of a later one not', async () => {
    const root = repository({ 'a.py': LINE }, '2023-01-01');
    write(root, { 'a.py': `import os\n${LINE}` });
    commit(root, '2023-02-02');
    write(root, { 'a.py': `import os\n${LINE}import sys\n` });
    commit(root, '2023-03-03');
    const clone = makeTree({});
    git(clone, 'clone', '-q', '--depth', '2', `file://${root}`, 'shallow');
    const history = await open(join(clone, 'shallow'));
    expect(history).toMatchObject({ shallow: true, begins: '2023-02-02T12:00:00.000Z' });
    const answer = await history.linesOf('a.py', [2, 3], null);
    expect(answer.state === 'known' ? [answer.written.get(2), answer.written.get(3)] : []).toMatchObject([
      { at: '2023-02-02T12:00:00.000Z', shallow: true },
      { at: '2023-03-03T12:00:00.000Z', shallow: false },
    ]);
  });

  test('is none where all is there: the very first commit is no boundary', async () => {
    const history = await open(repository({ 'a.py': LINE }, '2023-01-01'));
    const answer = await history.linesOf('a.py', [1], null);
    expect(history.shallow).toBe(false);
    expect(answer.state === 'known' ? answer.written.get(1) : null).toMatchObject({ shallow: false });
  });
});

test('the first mention of a name is found though its line was rewritten', async () => {
  const root = repository({ 'a.py': LINE }, '2023-01-01');
  write(root, { 'a.py': 'weights = "heron-labs/tern-7b"  # the seven billion\n' });
  commit(root, '2024-06-07');
  expect(await daysOf(root, 'a.py', [1])).toEqual({ 1: '2024-06-07' });
  const history = await open(root);
  expect((await history.firstMention('heron-labs/tern-7b'))?.at).toBe('2023-01-01T12:00:00.000Z');
  expect(await history.firstMention('heron-labs/other')).toBeNull();
});

test.each([
  ['git@github.com:Acme/app.git', ['Acme']],
  ['https://user:secret@github.com/acme/app', ['acme']],
  ['ssh://git@gitlab.example/group/sub/app.git', ['group', 'sub']],
  ['https://huggingface.co/datasets/acme/questions', ['datasets', 'acme']],
  ['../elsewhere', []],
])('the remote %s belongs to %j', async (url, owners) => {
  const root = repository({ 'a.py': LINE }, '2023-01-01');
  git(root, 'remote', 'add', 'origin', url);
  expect((await open(root)).owners).toEqual(owners);
});

test('a repository without a commit has no beginning', async () => {
  const root = makeTree({ 'a.py': LINE });
  git(root, 'init', '-q', '-b', 'main');
  expect(await open(root)).toMatchObject({ begins: null, owners: [] });
});

test('a folder without a repository is a usage error', async () => {
  const root = makeTree({ 'a.py': LINE });
  await expect(open(root, { environment: { ...GIT_ENVIRONMENT, GIT_CEILING_DIRECTORIES: '/' } })).rejects.toThrow(
    UsageError,
  );
});

test('nothing that the repository configures is run or believed', async () => {
  const root = repository({ 'a.py': LINE, '.gitattributes': '*.py diff=evil filter=evil\n' }, '2023-01-01');
  const marker = join(makeTree({}), 'ran');
  const evil = `sh -c 'touch ${marker}; cat "$1"' --`;
  write(root, { 'a.py': `${LINE}other = 1\n` });
  commit(root, '2024-06-07');
  const [latest] = git(root, 'rev-parse', 'HEAD').split('\n');
  write(root, { ignored: `${latest}\n` });
  for (const [key, value] of [
    ['diff.evil.textconv', evil],
    ['diff.evil.command', evil],
    ['diff.external', evil],
    ['filter.evil.clean', evil],
    ['filter.evil.smudge', evil],
    ['log.showSignature', 'true'],
    ['gpg.program', evil],
    ['core.pager', evil],
    ['core.fsmonitor', evil],
    ['blame.ignoreRevsFile', 'ignored'],
  ] as const) {
    git(root, 'config', key, value);
  }
  onTestFinished(() => expect(existsSync(marker)).toBe(false));
  const history = await open(root);
  expect((await history.firstMention('heron-labs/tern-7b'))?.at).toBe('2023-01-01T12:00:00.000Z');
  expect(await daysOf(root, 'a.py', [1, 2])).toEqual({ 1: '2023-01-01', 2: '2024-06-07' });
});
