import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { writeLock } from '../../src/lock/write.ts';
import { makeTree, write } from '../collect/tree.ts';

test('replaces the file, and leaves nothing beside it', async () => {
  const root = makeTree({ 'namesake.lock': 'old' });
  await writeLock(join(root, 'namesake.lock'), 'new', 'old');
  expect(readdirSync(root)).toEqual(['namesake.lock']);
  expect(readFileSync(join(root, 'namesake.lock'), 'utf8')).toBe('new');
});

test.each<[string, string | null]>([
  ['that somebody else has changed', 'older'],
  ['that somebody else has made', null],
])('a file %s meanwhile stays', async (_, before) => {
  const root = makeTree({ 'namesake.lock': 'theirs' });
  await expect(writeLock(join(root, 'namesake.lock'), 'new', before)).rejects.toThrow(UsageError);
  expect(readdirSync(root)).toEqual(['namesake.lock']);
  expect(readFileSync(join(root, 'namesake.lock'), 'utf8')).toBe('theirs');
});

test('a folder that is not there, or in the place of the file, is said', async () => {
  const root = makeTree({});
  await expect(writeLock(join(root, 'no', 'namesake.lock'), 'new', null)).rejects.toThrow('cannot write');
  mkdirSync(join(root, 'namesake.lock'));
  await expect(writeLock(join(root, 'namesake.lock'), 'new', null)).rejects.toThrow('it is a directory');
  expect(readdirSync(root)).toEqual(['namesake.lock']);
});

test('what could not be read again is not written', async () => {
  const root = makeTree({});
  write(root, { 'namesake.lock': 'old' });
  await expect(writeLock(join(root, 'namesake.lock'), 'x'.repeat(8 * 1024 * 1024 + 1), 'old')).rejects.toThrow(
    'larger than 8 MB',
  );
  expect(readFileSync(join(root, 'namesake.lock'), 'utf8')).toBe('old');
});
