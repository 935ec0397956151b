import { describe, expect, test } from 'vitest';
import type { Owner } from '../../src/model.ts';
import { account, GONE, live, moved, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/moved-repository.ts';
import { reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const NEW = 'heron-ai/tern-7b';
const check = (from: Owner | null, to = NEW, name = NAME) =>
  rule.check(repositorySubject([reference(name)], moved(to, from)));

describe('moved-repository', () => {
  test('a redirect from a namespace that has an owner is low: no stranger can take it, but that owner can', () => {
    const verdict = check(account('heron-labs'));
    expect(verdict?.severity).toBe('low');
    expect(verdict?.message).toBe(
      'heron-labs/tern-7b was transferred, or its account renamed, and redirects to heron-ai/tern-7b. heron-labs has an owner, so no stranger can take the old name; that owner can, and is loaded then.',
    );
    expect(verdict?.advice.endsWith(NEW)).toBe(true);
  });

  test('a rename within one namespace, whatever its letter case, is information', () => {
    const verdict = check(account('Heron-Labs'), 'Heron-Labs/tern-7b-v1');
    expect(verdict?.severity).toBe('info');
    expect(verdict?.message).toContain('owns both names');
  });

  test.each([
    ['heron-labs/tern-7b-v1', 'was renamed and redirects to'],
    ['heron-ai/Tern-7B', 'was transferred, or its account renamed, and redirects to'],
    ['heron-ai/tern', 'tern-7b redirects to'],
  ])('what happened is told as far as the Hub tells it (%s)', (to, words) => {
    expect(check(account('heron-labs'), to)?.message).toContain(words);
  });

  test('a target that is younger than the line is another repository, which is no alarm', () => {
    const written = { at: '2022-11-12T00:00:00.000Z', commit: 'c', shallow: false };
    const subject = repositorySubject([reference(NAME, { written })], moved(NEW, account('heron-labs')));
    expect(rule.check(subject)).toMatchObject({
      severity: 'low',
      message: expect.stringMatching(/made on 2023-08-07, and the name stands here since 2022-11-12: it is another/),
    });
  });

  test('an owner that could not be asked is not called an owner', () => {
    const verdict = check(TROUBLE);
    expect(verdict?.severity).toBe('low');
    expect(verdict?.message).toContain('could not be verified');
    expect(verdict?.message).not.toContain('no stranger');
  });

  test('an owner that could not be asked is not called the same one, within one namespace neither', () => {
    expect(check(TROUBLE, 'heron-labs/tern-7b-v1')?.message).not.toContain('owns both names');
  });

  test('an owner younger than the repository is pointed out', () => {
    const young: Owner = {
      state: 'present',
      kind: 'user',
      oid: 'f',
      name: 'heron-labs',
      createdAt: '2025-01-02T03:04:05.000Z',
    };
    expect(check(young)?.message).toContain('younger than the repository (2025-01-02, 2023-08-07)');
  });

  test('no owner is the matter of orphaned-redirect, a bare name that of unqualified-id', () => {
    expect(check(GONE)).toBeNull();
    expect(check(null, 'openai-community/gpt2', 'gpt2')).toBeNull();
  });

  test('a repository under its own name has not moved', () => {
    expect(rule.check(repositorySubject([reference(NAME)], live(NAME)))).toBeNull();
  });
});
