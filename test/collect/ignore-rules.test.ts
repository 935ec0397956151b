import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isIgnored, isIgnoredWithin, parseIgnoreRules } from '../../src/collect/ignore-rules.ts';
import { GIT_ENVIRONMENT, git, makeTree } from './tree.ts';

const NAMES = [
  'a',
  'b',
  'ab',
  'aab',
  'x.y',
  'ba.py',
  'A',
  'a]',
  '[a]',
  '-',
  'a b',
  'a ',
  '!a',
  '#a',
  'b\\',
  '*',
  '\ta',
];
const FOLDERS = ['a', 'b', 'ab', 'a/b', 'a/b/a', 'b/a', 'ba.py', 'ba.py/ab'];
const PATHS = ['', ...FOLDERS].flatMap((folder) =>
  NAMES.map((name) => (folder === '' ? name : `${folder}/${name}`)).filter((path) => !FOLDERS.includes(path)),
);

function makeRoot(): string {
  const root = makeTree(Object.fromEntries(PATHS.map((path) => [path, ''])));
  git(root, 'init', '-q');
  return root;
}

/** What git itself leaves out. */
function ignoredByGit(root: string, rules: string): string[] {
  writeFileSync(join(root, '.gitignore'), rules);
  const command = ['-C', root, '-c', 'core.ignorecase=false', 'check-ignore', '--no-index', '-z', '--stdin'];
  const input = PATHS.map((path) => `${path}\0`).join('');
  const { stdout } = spawnSync('git', command, { input, env: GIT_ENVIRONMENT, encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

function ignoredByUs(root: string, text: string): string[] {
  const rules = parseIgnoreRules(text, root);
  return PATHS.filter((path) => isIgnoredWithin(rules, `${root}/${path}`));
}

describe('ignore rules leave out exactly what git leaves out', () => {
  test.each([
    ['a name at any depth', 'a\n'],
    ['a name that is tied to the folder', '/a\n'],
    ['a path', 'a/b\n'],
    ['a folder only', 'ab/\n'],
    ['stars within a segment', '*b\na*/b*\n'],
    ['a question mark', '?\n'],
    ['brackets', '[ab]\n[!a]b\n[a-b]/[[:alpha:]]\n[]a]\n'],
    ['two stars at the beginning', '**/ab\n'],
    ['two stars in the middle', 'a/**/a\n'],
    ['two stars at the end', 'a/**\n'],
    ['two stars within a name', 'a**b\n/**b\n'],
    ['three stars', '***/a\n'],
    ['what is taken back', '*\n!ab\n!*.py\n'],
    ['what cannot be taken back from a folder that is out', 'a\n!a/b\n'],
    ['the last rule winning', '!a\na\nb\n!b\n'],
    ['comments, blank lines and escapes', '#a\n\n\\#a\n\\!a\nb\\\\\n\\*\n'],
    ['spaces at the end', 'a  \nb\\ \na\\  \n'],
    ['a tab', '\ta\n'],
    ['Windows line ends', 'ab\r\nb\r\n'],
    ['no line end at the end', 'b\nab'],
    ['a byte-order mark', '\uFEFFab\n'],
    ['patterns that never match', '[a\na\\\n[[:nope:]]\n/\n!\n'],
  ])('%s', (_, rules) => {
    const root = makeRoot();
    expect(ignoredByUs(root, rules)).toEqual(ignoredByGit(root, rules));
  });

  test('whatever the pieces of the patterns', () => {
    const root = makeRoot();
    const pieces = [
      'a',
      'b',
      'a',
      'b',
      '*',
      '*',
      '?',
      '/',
      '**',
      '**/',
      '/**',
      '[ab]',
      '[!a]',
      '[^b]',
      '[a-b]',
      '[]a]',
    ];
    pieces.push('[[:alpha:]]', '[[:alpha]', '[a', '\\', '\\a', '\\*', '.', ' ', '-', '!', '#', ']', '[--a]', '[a\\]]');
    let seed = 20260101;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return Math.floor(seed / 65536) % below;
    };
    const line = (): string => Array.from({ length: 1 + random(5) }, () => pieces[random(pieces.length)]).join('');
    for (let round = 0; round < 400; round++) {
      const rules = Array.from({ length: 1 + random(3) }, () => (random(4) === 0 ? `!${line()}` : line())).join('\n');
      // Two things that git does against gitignore(5): it takes "a**/b" for "a" and "**/b", and an empty segment for some.
      if (/\/\/|[^/\n]\*\*+\//.test(rules)) continue;
      expect({ rules, ignored: ignoredByUs(root, rules) }).toEqual({ rules, ignored: ignoredByGit(root, rules) });
    }
  });
});

test('a pattern made to keep a matcher busy for ever is answered', () => {
  const rules = parseIgnoreRules(`${'*a'.repeat(60)}b\n${'**/a/'.repeat(60)}b\n`, '/r');
  expect(isIgnored([rules], `/r/${'a'.repeat(250)}`, false)).toBe(false);
  expect(isIgnored([rules], `/r/${'a/'.repeat(1000)}a`, false)).toBe(false);
  expect(isIgnored([rules], `/r/${'a'.repeat(250)}b`, false)).toBe(true);
  expect(isIgnored([rules], `/r/${'a/'.repeat(1000)}b`, false)).toBe(true);
});

test('the rules of an inner folder outrank those of an outer one, and hold there alone', () => {
  const outer = parseIgnoreRules('*.log\n', '/r');
  const inner = parseIgnoreRules('!keep.log\n/only\n', '/r/in');
  expect(isIgnored([outer, inner], '/r/in/keep.log', false)).toBe(false);
  expect(isIgnored([outer, inner], '/r/keep.log', false)).toBe(true);
  expect(isIgnored([outer, inner], '/r/in/only', false)).toBe(true);
  expect(isIgnored([outer, inner], '/r/only', false)).toBe(false);
});
