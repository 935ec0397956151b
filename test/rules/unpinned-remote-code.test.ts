import { describe, expect, test } from 'vitest';
import type { Reference, Revision } from '../../src/model.ts';
import { GONE, live, model, moved } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/unpinned-remote-code.ts';
import { FULL, mention, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const COMMIT: Revision = { at: 'commit', commit: FULL };
const MAIN: Revision = { at: 'named', name: 'main' };
const code = (more: Partial<Reference> = {}) => reference(NAME, { remoteCode: true, ...more });

describe('unpinned-remote-code', () => {
  test('remote code without a revision is high, and the advice says to read before pinning the commit of today', () => {
    const verdict = rule.check(repositorySubject([code()], live(NAME)));
    expect(verdict?.severity).toBe('high');
    expect(verdict?.message).toContain('whoever controls heron-labs');
    expect(verdict?.message).toContain('run code of their choice');
    expect(verdict?.advice).toBe(`Read the code first. Pin the commit that the default branch is today: ${FULL}`);
  });

  test.each([
    ['a branch', MAIN],
    ['a short commit', { at: 'short', commit: FULL.slice(0, 7) }],
  ] as const)('%s does not pin code', (_, revision) => {
    expect(rule.check(repositorySubject([code({ revision })], null))?.severity).toBe('high');
  });

  test('the ref of a pull request is said to be in the hands of its author', () => {
    const verdict = rule.check(repositorySubject([code({ revision: { at: 'named', name: 'refs/pr/2' } })], null));
    expect(verdict?.message).toContain('contributors to that pull request');
  });

  test('a kernel is code', () => {
    const kernel = reference(NAME, { id: { ...model(NAME), kind: 'kernel' } });
    expect(rule.check(repositorySubject([kernel], null))?.severity).toBe('high');
  });

  test('a code revision on a branch undoes the pin of the revision', () => {
    const verdict = rule.check(repositorySubject([code({ revision: COMMIT, codeRevision: MAIN })], null));
    expect(verdict?.message).toContain('taken from main');
  });

  test('a code revision on a commit pins the code whatever the revision', () => {
    expect(rule.check(repositorySubject([code({ codeRevision: COMMIT })], null))).toBeNull();
  });

  test('a code revision that is not given leaves the decision to the revision', () => {
    expect(rule.check(repositorySubject([code({ revision: COMMIT, codeRevision: { at: 'none' } })], null))).toBeNull();
    expect(rule.check(repositorySubject([code({ codeRevision: { at: 'none' } })], null))).not.toBeNull();
  });

  test('a revision that could not be followed is neither pinned nor unpinned', () => {
    expect(rule.check(repositorySubject([code({ revision: { at: 'dynamic', text: 'REV' } })], null))).toBeNull();
  });

  test('a plain load, a mention and an orphaned redirect are not for this rule', () => {
    expect(rule.check(repositorySubject([reference(NAME)], null))).toBeNull();
    expect(rule.check(repositorySubject([mention(NAME, { remoteCode: true })], null))).toBeNull();
    expect(rule.check(repositorySubject([code()], moved('heron-ai/tern-7b', GONE)))).toBeNull();
  });
});
