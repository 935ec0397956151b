import { describe, expect, test } from 'vitest';
import type { Reference } from '../../src/model.ts';
import { GONE, live, moved } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/mutable-revision.ts';
import { FULL, mention, OTHER, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const at = (name: string, more: Partial<Reference> = {}) =>
  reference(NAME, { revision: { at: 'named', name }, ...more });

describe('mutable-revision', () => {
  test('a branch is low, and the advice ends in the commit at which it stands', () => {
    const subject = repositorySubject([at('main')], live(NAME), { main: { state: 'found', commit: FULL } });
    const verdict = rule.check(subject);
    expect(verdict?.severity).toBe('low');
    expect(verdict?.message).toContain('at main, a branch or tag: whoever controls heron-labs');
    expect(verdict?.advice).toBe(`Pin the commit that main is today: ${FULL}`);
  });

  test('the ref of a pull request is medium, and said to be in the hands of its author', () => {
    const verdict = rule.check(repositorySubject([at('main'), at('refs/pr/4')], null));
    expect(verdict?.severity).toBe('medium');
    expect(verdict?.message).toContain('main and refs/pr/4');
    expect(verdict?.message).toContain('Contributors to refs/pr/4, a pull request, need not belong');
  });

  test('a converted branch is no pull request', () => {
    expect(rule.check(repositorySubject([at('refs/convert/parquet')], null))?.severity).toBe('low');
  });

  test('several names are each told with their commit, at most three', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const subject = repositorySubject([at('a'), ...names.slice(1).map((name) => at(name))], live(NAME), {
      a: { state: 'found', commit: FULL },
      b: { state: 'found', commit: OTHER },
    });
    const verdict = rule.check(subject);
    expect(verdict?.message).toContain('at a, b, c and 2 more');
    expect(verdict?.advice).toBe(`Pin a commit; today a is ${FULL} and b is ${OTHER}`);
  });

  test('a branch with an endless name does not cut its commit off', () => {
    const name = 'b'.repeat(10_000);
    const verdict = rule.check(repositorySubject([at(name)], live(NAME), { [name]: { state: 'found', commit: FULL } }));
    expect(verdict?.advice.length).toBeLessThan(400);
    expect(verdict?.advice.endsWith(FULL)).toBe(true);
  });

  test('a name that is missing is the matter of unknown-revision', () => {
    expect(rule.check(repositorySubject([at('main')], live(NAME), { main: { state: 'missing' } }))).toBeNull();
  });

  test('remote code, mentions and orphaned redirects are not for this rule', () => {
    expect(rule.check(repositorySubject([at('main', { remoteCode: true })], null))).toBeNull();
    expect(
      rule.check(repositorySubject([mention(NAME, { revision: { at: 'named', name: 'main' } })], null)),
    ).toBeNull();
    expect(rule.check(repositorySubject([at('main')], moved('heron-ai/tern-7b', GONE)))).toBeNull();
  });
});
