import { describe, expect, test } from 'vitest';
import { globMatches } from '../../src/rules/glob.ts';

describe('globMatches', () => {
  test.each([
    ['heron-labs/*', 'heron-labs/tern-7b'],
    ['*/tern-*', 'heron-labs/tern-7b'],
    ['gpt?', 'gpt2'],
    ['**', 'a/b/c'],
    ['**/load.py', 'load.py'],
    ['**/load.py', 'src/deep/load.py'],
    ['src/**', 'src'],
    ['src/**', 'src/a/b.py'],
    ['src/**/*.py', 'src/b.py'],
    ['**/a/**/a', 'x/a/a/y/a'],
    ['a*b*c', 'a-b-b-c'],
    ['', ''],
  ])('%s covers %s', (glob, text) => {
    expect(globMatches(glob, text)).toBe(true);
  });

  test.each([
    ['heron-labs/*', 'heron-labs/tern/7b'],
    ['heron-labs/*', 'heron-labs'],
    ['*', 'heron-labs/tern-7b'],
    ['gpt?', 'gpt'],
    ['load.py', 'src/load.py'],
    ['src/**', 'srcs/a.py'],
    ['src/**/*.py', 'src/b.js'],
    ['a*b', 'a-b-c'],
    ['gpt.', 'gpt2'],
    ['[a-z]', 'a'],
    ['(a|b)+', 'a'],
    ['', 'a'],
  ])('%s does not cover %s', (glob, text) => {
    expect(globMatches(glob, text)).toBe(false);
  });

  test('globs made to hang a regular expression come to an end', () => {
    expect(globMatches(`${'*a'.repeat(40)}b`, 'a'.repeat(250))).toBe(false);
    expect(globMatches(`${'**/a/'.repeat(40)}b`, 'a/'.repeat(1000))).toBe(false);
  });
});
