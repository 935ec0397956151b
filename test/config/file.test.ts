import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfigFile } from '../../src/config/file.ts';
import { findConfigFile } from '../../src/config/place.ts';
import { ConfigError } from '../../src/errors.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/config');
const RULES = ['orphaned-namespace', 'moved-repository', 'unpinned-revision'];

function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'namesake-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function problemsOf(path: string, ruleNames = RULES): readonly string[] {
  try {
    readConfigFile(path, ruleNames);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.file).toBe(path);
    return error.problems.map(({ line, key, expected }) => `${line} ${key}: ${expected}`);
  }
  return [];
}

const fixture = (name: string): string => join(FIXTURES, name, 'namesake.yml');
const written = (content: string | Uint8Array): string => join(makeFolder({ 'namesake.yml': content }), 'namesake.yml');

describe('a file that is right', () => {
  test('may hold every key, and its ignores know their lines', () => {
    const path = fixture('every-key');
    const { config, ignoreLines } = readConfigFile(path, RULES);
    expect(config).toEqual({
      'fail-on': 'high',
      persona: 'pedantic',
      endpoint: 'https://hub.example.com/mirror/',
      exclude: ['docs/', '*.ipynb'],
      'max-file-size': '2MB',
      strict: true,
      rules: { 'unpinned-revision': 'off', 'moved-repository': { severity: 'info' } },
      ignore: [
        {
          rule: 'orphaned-namespace',
          id: 'someone/*',
          path: 'examples/**',
          reason: 'a mirror serves it',
          until: '2026-12-31',
        },
        { id: 'gpt2', reason: 'pinned elsewhere' },
      ],
      loaders: [
        { name: 'mypkg.models.load', kind: 'dataset', id: 'repo', revision: 'commit' },
        { name: 'fetch', kind: 'model', id: 0 },
      ],
    });
    expect(ignoreLines).toEqual([14, 20]);
  });

  test.each([
    ['nothing', ''],
    ['a comment', '# later\n'],
    ['a byte-order mark', '\uFEFFstrict: true\n'],
  ])('may hold %s', (_, text) => {
    expect(problemsOf(written(text))).toEqual([]);
  });

  test('turns a rule off with the word off, also where it calls itself YAML 1.1', () => {
    const { config } = readConfigFile(written('%YAML 1.1\n---\nrules: { moved-repository: off }\n'), RULES);
    expect(config.rules).toEqual({ 'moved-repository': 'off' });
  });
});

describe('a file that is wrong is refused with every problem, its line, its key, and what was expected', () => {
  test('slips of the fingers', () => {
    expect(problemsOf(fixture('typos'))).toEqual([
      '1 fail_on: unknown key; did you mean fail-on?',
      '2 presona: unknown key; did you mean persona?',
      '8 ignore[0].raeson: unknown key; did you mean reason?',
      '10 completely-different: unknown key',
    ]);
  });

  test('values of the wrong kind', () => {
    expect(problemsOf(fixture('wrong-values'))).toEqual([
      '1 fail-on: expected info, low, medium, high, critical, never; did you mean high?',
      '2 persona: expected regular, pedantic, auditor',
      '3 endpoint: expected http(s)://host[:port][/path] without credentials, query or fragment',
      '4 max-file-size: expected a size such as 500kB or 10MB, at most 256MB',
      '5 strict: expected true or false',
      '7 rules.moved-repository: expected off, or a mapping with severity: info, low, medium, high, critical',
      '8 rules.Not A Rule: expected the name of a rule',
      '10 ignore[0]: expected at least one of rule, id and path',
      '11 ignore[1].reason: expected text, and it is missing',
      '12 ignore[1].until: expected a date: YYYY-MM-DD',
      '14 loaders[0].name: expected a qualified name such as mypkg.load_model',
      '15 loaders[0].id: expected the name of an argument, or its position, counted from 0',
    ]);
  });

  test('rules that do not exist', () => {
    const text =
      'rules:\n  orphaned-namespaces: off\n  constructor: off\nignore:\n  - rule: moved-repositry\n    reason: x\n';
    expect(problemsOf(written(text))).toEqual([
      '2 rules.orphaned-namespaces: there is no rule orphaned-namespaces; did you mean orphaned-namespace?',
      '3 rules.constructor: there is no rule constructor',
      '5 ignore[0].rule: there is no rule moved-repositry; did you mean moved-repository?',
    ]);
  });

  test.each([
    ['keys that stand twice', 'duplicate-keys', ['5 reason: it stands there twice', '6 strict: it stands there twice']],
    ['tags that make objects', 'foreign-tags', [expect.stringMatching(/^2 : Unresolved tag: .*os\.system$/)]],
    ['aliases that multiply', 'alias-bomb', [expect.stringMatching(/^1 : Excessive alias count/)]],
    ['a list instead of a mapping', 'not-a-mapping', ['1 : expected a mapping']],
    [
      'braces, which patterns do not have',
      'braces',
      ['2 exclude[0]: braces are not expanded: write one pattern for each alternative'],
    ],
  ])('%s', (_, name, problems) => {
    expect(problemsOf(fixture(name))).toEqual(problems);
  });

  test.each([
    ['broken YAML', 'strict: [true\n'],
    ['two documents', 'strict: true\n---\nstrict: false\n'],
    ['invalid UTF-8', Uint8Array.of(0x61, 0x3a, 0x20, 0xff)],
    ['keys that are no text', '? [strict]\n: true\n'],
    ['__proto__', '__proto__: { strict: true }\n'],
    ['an alias that leads nowhere', 'strict: *nothing\n'],
    ['folds upon folds', '['.repeat(100_000)],
    ['keys upon keys', Array.from({ length: 30_000 }, (__, index) => `k${index}:\n`).join('')],
    ['rules upon rules', `rules:\n${Array.from({ length: 25_000 }, (__, index) => ` k${index}:\n`).join('')}`],
    ['too much', '#'.repeat(300_000)],
  ])('%s', (_, content) => {
    expect(problemsOf(written(content))).not.toEqual([]);
  });

  test('the message tells the first problem and how many more there are', () => {
    const path = fixture('typos');
    expect(() => readConfigFile(path, RULES)).toThrow(
      `${path}:1: fail_on: unknown key; did you mean fail-on? (and 3 more)`,
    );
  });
});

describe('what is not a file is not read', () => {
  test.each<[string, (path: string) => void, string]>([
    ['a link', (path) => symlinkSync('/etc/passwd', path), 'it is a link'],
    ['a folder', (path) => mkdirSync(path), 'it is a directory'],
    ['a FIFO', (path) => execFileSync('mkfifo', [path]), 'it is a FIFO'],
  ])('%s', (_, make, why) => {
    const path = join(makeFolder(), 'namesake.yml');
    make(path);
    expect(problemsOf(path)).toEqual([`1 : not read: ${why}, not a regular file`]);
  });
});

describe('the file that holds for a folder', () => {
  test('is the nearest one, up to where the repository begins', () => {
    const top = makeFolder({
      'namesake.yml': '',
      'repo/.git/HEAD': '',
      'repo/a/b/c.py': '',
      'repo/a/namesake.yaml': '',
    });
    expect(findConfigFile(join(top, 'repo/a/b'))).toBe(join(top, 'repo/a/namesake.yaml'));
    expect(findConfigFile(join(top, 'repo'))).toBeNull();
    writeFileSync(join(top, 'repo/namesake.yml'), '');
    expect(findConfigFile(join(top, 'repo'))).toBe(join(top, 'repo/namesake.yml'));
  });

  test('without a repository is its own alone: what lies above may be anybody’s', () => {
    const top = makeFolder({ 'namesake.yml': '', 'in/a.py': '' });
    expect(findConfigFile(join(top, 'in'))).toBeNull();
    expect(findConfigFile(top)).toBe(join(top, 'namesake.yml'));
  });
});
