import { describe, expect, test } from 'vitest';
import { account, GONE, live, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/unresolved-reference.ts';
import { reference, repositorySubject, templateSubject } from './subject.ts';

describe('unresolved-reference', () => {
  test('an id that is not known before the program runs is told, with the reason', () => {
    const verdict = rule.check(templateSubject(null, null));
    expect(verdict?.severity).toBe('info');
    expect(verdict?.message).toContain('the value of size is not known');
    expect(verdict?.message).toContain('whoever controls that value chooses it');
  });

  test('an owner of the literal namespace is told', () => {
    expect(rule.check(templateSubject('heron-labs', account('heron-labs')))?.message).toContain(
      'heron-labs has an owner',
    );
    expect(rule.check(templateSubject('heron-labs', null))?.message).not.toContain('has an owner');
  });

  test('a namespace without an owner, or with an unknown one, is the matter of other rules', () => {
    expect(rule.check(templateSubject('heron-labs', GONE))).toBeNull();
    expect(rule.check(templateSubject('heron-labs', TROUBLE))).toBeNull();
  });

  test('a repository is not unresolved', () => {
    expect(rule.check(repositorySubject([reference('heron-labs/tern-7b')], live('heron-labs/tern-7b')))).toBeNull();
  });
});
