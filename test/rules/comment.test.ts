import { describe, expect, test } from 'vitest';
import { findIgnores } from '../../src/rules/suppress.ts';

describe('findIgnores', () => {
  test.each([
    ['Python, YAML, shell', 'x = "a/b"  # namesake: ignore[orphaned-namespace] ours'],
    ['JavaScript', 'const x = "a/b"; // namesake: ignore[orphaned-namespace] ours'],
    ['a block', 'load(/* namesake: ignore[orphaned-namespace] ours */ "a/b")'],
    ['the line of a block', ' * namesake: ignore[orphaned-namespace] ours'],
    ['HTML and Markdown', '[m](https://hf.co/a/b) <!-- namesake: ignore[orphaned-namespace] ours -->'],
    ['SQL', "FROM 'hf://datasets/a/b' -- namesake: ignore[orphaned-namespace] ours"],
    ['INI', 'model = a/b ; namesake: ignore[orphaned-namespace] ours'],
    ['reStructuredText', '.. namesake: ignore[orphaned-namespace] ours'],
    ['a notebook', '    "x = \'a/b\'  # namesake: ignore[orphaned-namespace] ours\\n",'],
    ["the last line of a notebook's cell", '    "x = \'a/b\'  # namesake: ignore[orphaned-namespace] ours"'],
    ['without blanks', 'x = "a/b" #namesake:ignore[orphaned-namespace]ours'],
    ['with a carriage return', 'x = "a/b"  # namesake: ignore[orphaned-namespace] ours\r'],
  ])('reads the comment of %s', (_, text) => {
    const [ignore, ...others] = findIgnores(`\n${text}\nrest\n`);
    expect(others).toEqual([]);
    expect(ignore).toMatchObject({ line: 2, rules: ['orphaned-namespace'], reason: 'ours' });
    expect(ignore).not.toHaveProperty('problem');
  });

  test('the span runs from the marker to the end of the reason', () => {
    const text = 'first\nx = 1  /* namesake: ignore[short-revision] it is ours */ + 2\n';
    const [ignore] = findIgnores(text);
    expect(text.slice(ignore?.span.start, ignore?.span.end)).toBe('/* namesake: ignore[short-revision] it is ours');
  });

  test('several rules, with blanks, each once', () => {
    const [ignore] = findIgnores('# namesake: ignore[ short-revision , mutable-revision,short-revision]');
    expect(ignore).toMatchObject({ rules: ['short-revision', 'mutable-revision'], reason: '' });
  });

  test('several comments are found in order, on one line too', () => {
    const found = findIgnores(
      '/* namesake: ignore[short-revision] a */ x /* namesake: ignore[mutable-revision] b */\n\n# namesake: ignore[unqualified-id] c\n',
    );
    expect(found.map(({ line, rules, reason }) => [line, rules[0], reason])).toEqual([
      [1, 'short-revision', 'a'],
      [1, 'mutable-revision', 'b'],
      [3, 'unqualified-id', 'c'],
    ]);
  });

  test.each([
    ['  # namesake: ignore[short-revision]', true],
    ['    "# namesake: ignore[short-revision] why\\n",', true],
    ['  {/* namesake: ignore[short-revision] */}', true],
    ['x = 1  # namesake: ignore[short-revision]', false],
  ])('%s stands alone: %s', (text, alone) => {
    expect(findIgnores(text)[0]?.alone).toBe(alone);
  });

  test.each([
    ['# namesake: ignore', 'an ignore names its rules in brackets: namesake: ignore[rule] reason'],
    ['# namesake: ignore short-revision', 'an ignore names its rules in brackets: namesake: ignore[rule] reason'],
    ['# namesake: ignore[short-revision', 'an ignore names its rules in brackets: namesake: ignore[rule] reason'],
    ['# namesake: ignore[]', 'an ignore names at least one rule in its brackets'],
    ['# namesake: ignore[*]', 'an ignore names its rules: ignore[*] is not possible'],
    ['# namesake: ignore[shorty]', 'unknown rule in an ignore: shorty'],
  ])('%s has a problem and ignores nothing', (text, problem) => {
    expect(findIgnores(text)).toMatchObject([{ rules: [], problem }]);
  });

  test('a rule that is named rightly counts beside one that is not', () => {
    expect(findIgnores('# namesake: ignore[shorty, short-revision] x')).toMatchObject([
      { rules: ['short-revision'], problem: 'unknown rule in an ignore: shorty' },
    ]);
  });

  test.each([
    'namesake: ignore[short-revision] without a marker',
    '# namesake: the configuration of the auditor',
    '# namesake: ignored[short-revision]',
    '# namesakes ignore[short-revision]',
  ])('%s is no ignore', (text) => {
    expect(findIgnores(text)).toEqual([]);
  });

  test('a comment ends with its line', () => {
    expect(findIgnores('# namesake: ignore\n[short-revision] x')[0]?.rules).toEqual([]);
  });

  test('a text of a hundred thousand ignores on one line is read to its end', () => {
    const text = '# namesake: ignore[short-revision] x '.repeat(100_000);
    expect(findIgnores(text)).toHaveLength(100_000);
  });
});
