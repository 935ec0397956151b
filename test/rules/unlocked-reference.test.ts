import { expect, test } from 'vitest';
import type { Resolution } from '../../src/model.ts';
import { GONE, live, lockEntry, locked, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/unlocked-reference.ts';
import { reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const tagged = reference(NAME, { revision: { at: 'named', name: 'v1.0' } });

test('what is not in the lock is said, offline as well', () => {
  for (const resolution of [null, live(NAME)]) {
    const verdict = rule.check(repositorySubject([reference(NAME)], resolution, {}, locked([])));
    expect(verdict).toMatchObject({ severity: 'low', message: expect.stringContaining(`${NAME} is not in the lock`) });
  }
});

test('a revision that is not in the lock is named, and only its places are', () => {
  const lock = locked([lockEntry(NAME)]);
  const verdict = rule.check(repositorySubject([reference(NAME), tagged], live(NAME), {}, lock));
  expect(verdict?.message).toBe(`${NAME} is in the lock, but not at v1.0.`);
  expect(verdict?.places).toHaveLength(1);
});

test.each<[string, Resolution]>([
  ['is not there', { state: 'absent', owner: GONE }],
  ['is not shown', { state: 'restricted', why: 'gated', owner: null }],
  ['could not be asked for', TROUBLE],
])('a repository that %s cannot be locked, and nothing is said', (_, resolution) => {
  expect(rule.check(repositorySubject([reference(NAME)], resolution, {}, locked([])))).toBeNull();
});

test('a revision that is missing cannot be locked', () => {
  const lock = locked([lockEntry(NAME)]);
  expect(rule.check(repositorySubject([tagged], live(NAME), { 'v1.0': { state: 'missing' } }, lock))).toBeNull();
});

test('without a lock there is nothing to say', () => {
  expect(rule.check(repositorySubject([reference(NAME)], live(NAME)))).toBeNull();
});
