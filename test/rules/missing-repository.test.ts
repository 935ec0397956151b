import { describe, expect, test } from 'vitest';
import { account, GONE, live, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/missing-repository.ts';
import { mention, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const owned = { state: 'absent', owner: account('heron-labs') } as const;

describe('missing-repository', () => {
  test('an owned name without a repository is medium, may be private, and cannot be taken', () => {
    const verdict = rule.check(repositorySubject([reference(NAME)], owned));
    expect(verdict?.severity).toBe('medium');
    expect(verdict?.message).toContain('private');
    expect(verdict?.message).toContain('no stranger can take the name');
  });

  test('a name that is only mentioned is low', () => {
    expect(rule.check(repositorySubject([mention(NAME)], owned))?.severity).toBe('low');
  });

  test('a guess that loads does not outweigh a sure mention', () => {
    const guess = reference(NAME, { confidence: 'low' });
    expect(rule.check(repositorySubject([guess, mention(NAME)], owned))?.severity).toBe('low');
  });

  test('a name that reads like a path is a guess, and said', () => {
    const resolution = { state: 'absent', owner: account('output') } as const;
    const verdict = rule.check(repositorySubject([reference('output/best')], resolution));
    expect(verdict?.confidence).toBe('low');
    expect(verdict?.message).toContain('local folder of that name');
  });

  test('a bare name is low: it may be a local folder, and has no namespace to take', () => {
    const verdict = rule.check(repositorySubject([reference('tern-7b')], { state: 'absent', owner: null }));
    expect(verdict?.severity).toBe('low');
    expect(verdict?.message).toContain('local folder');
    expect(verdict?.message).toContain('no namespace here to take');
  });

  test.each([
    ['no owner', { state: 'absent', owner: GONE }],
    ['an owner that could not be asked', { state: 'absent', owner: TROUBLE }],
    ['a repository that answers', live(NAME)],
    ['a restricted repository', { state: 'restricted', why: 'gated', owner: null }],
    ['an unknown answer', TROUBLE],
    ['an offline run', null],
  ] as const)('%s gives no verdict', (_, resolution) => {
    expect(rule.check(repositorySubject([reference(NAME)], resolution))).toBeNull();
  });
});
