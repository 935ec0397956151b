import { expect, test } from 'vitest';
import { openRepository } from '../../src/collect/git-command.ts';
import { differenceOf } from '../../src/collect/worktree.ts';
import { type ChangedFile, isShown, lineBefore, readDiff } from '../../src/pr/diff.ts';
import { GIT_ENVIRONMENT, git, makeRepository, write } from '../collect/tree.ts';

/** What git itself says of two commits, read. */
async function changed(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Promise<ChangedFile[]> {
  const root = makeRepository(before);
  for (const path of Object.keys(before)) if (!(path in after)) git(root, 'rm', '-q', '--', path);
  write(root, after);
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'second');
  const repository = await openRepository(root, GIT_ENVIRONMENT);
  return readDiff(await differenceOf(repository, { base: 'HEAD~1', head: 'HEAD' }));
}

const numbered = (amount: number): string[] => Array.from({ length: amount }, (_, index) => `line ${index + 1}`);
const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

test('each line after a change is known by its line before, or as added', async () => {
  const before = numbered(40);
  const after = ['new 1', ...before.slice(0, 10), ...before.slice(12, 30), 'new 2', 'new 3', ...before.slice(30)];
  const [file] = await changed({ 'a.txt': text(before) }, { 'a.txt': text(after) });
  const known = after.map((_, index) => (file === undefined ? undefined : lineBefore(file, index + 1)));
  const expected = after.map((line) => (line.startsWith('new') ? null : before.indexOf(line) + 1));
  expect(known).toEqual(expected);
});

test('lines that only lie behind what is gone, or before what is added, are mapped as well', async () => {
  const before = numbered(8);
  const gone = await changed({ 'a.txt': text(before) }, { 'a.txt': text(before.slice(4)) });
  expect([1, 2, 3, 4].map((line) => gone[0] && lineBefore(gone[0], line))).toEqual([5, 6, 7, 8]);
  const added = await changed({ 'a.txt': text(before) }, { 'a.txt': text([...before, 'last']) });
  expect([8, 9].map((line) => added[0] && lineBefore(added[0], line))).toEqual([8, null]);
});

test('files are told by their names, whatever these are, and renames are followed', async () => {
  const content = text(numbered(30));
  const odd = 'with "quotes"\tand ümläuts -> b\n.txt';
  const files = await changed(
    { 'old.py': content, 'gone.txt': 'x\n', 'same.txt': 'y\n' },
    { 'new.py': `first\n${content}`, 'same.txt': 'y\n', [odd]: 'diff --git a/x b/x\n@@ -1 +1 @@\n' },
  );
  expect(files.map(({ path, before }) => ({ path, before }))).toEqual([
    { path: 'new.py', before: 'old.py' },
    { path: odd, before: null },
  ]);
  expect(files[0] && lineBefore(files[0], 5)).toBe(4);
  expect(files[1] && lineBefore(files[1], 2)).toBe(null);
});

test('a review can speak of lines within one hunk alone', async () => {
  const before = numbered(40);
  const after = before.map((line, index) => (index === 4 || index === 30 ? `${line}!` : line));
  const [file] = await changed({ 'a.txt': text(before) }, { 'a.txt': text(after) });
  const shown = (first: number, last: number): boolean => file !== undefined && isShown(file, first, last);
  expect([shown(5, 5), shown(2, 8), shown(1, 1), shown(5, 31), shown(20, 20), shown(28, 34)]).toEqual([
    ...[true, true, false, false, false, true],
  ]);
});

test('a file without a line feed at its end, and a binary one, do not shift the others', async () => {
  const files = await changed(
    { 'a.bin': 'a\0b', 'b.txt': 'one\ntwo', 'c.txt': 'x\n' },
    { 'a.bin': 'a\0c', 'b.txt': 'zero\none\ntwo\nthree', 'c.txt': 'w\nx\n' },
  );
  expect(files.map(({ path }) => path)).toEqual(['a.bin', 'b.txt', 'c.txt']);
  expect([1, 2].map((line) => files[1] && lineBefore(files[1], line))).toEqual([null, 1]);
  expect([1, 2].map((line) => files[2] && lineBefore(files[2], line))).toEqual([null, 1]);
});
