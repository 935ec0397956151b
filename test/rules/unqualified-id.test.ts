import { describe, expect, test } from 'vitest';
import { live, moved, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/unqualified-id.ts';
import { reference, repositorySubject } from './subject.ts';

describe('unqualified-id', () => {
  test('a bare name is told with the id that the Hub gives it, and who controls that', () => {
    const verdict = rule.check(repositorySubject([reference('gpt2')], moved('openai-community/gpt2', null)));
    expect(verdict?.severity).toBe('info');
    expect(verdict?.message).toContain('whoever controls openai-community decides');
    expect(verdict?.advice).toBe('Write the full id: openai-community/gpt2');
  });

  test.each([
    ['offline', null],
    ['with the Hub in trouble', TROUBLE],
    ['on a Hub that serves it bare', live('gpt2')],
  ])('a bare name is told without a canonical id %s', (_, resolution) => {
    expect(rule.check(repositorySubject([reference('gpt2')], resolution))?.advice).toBe(
      'Write the full id, namespace/name',
    );
  });

  test('a bare name that does not exist is the matter of missing-repository', () => {
    expect(rule.check(repositorySubject([reference('gpt2')], { state: 'absent', owner: null }))).toBeNull();
  });

  test('a full id is not told', () => {
    const subject = repositorySubject([reference('openai-community/gpt2')], live('openai-community/gpt2'));
    expect(rule.check(subject)).toBeNull();
  });
});
