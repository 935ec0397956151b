import { describe, expect, test } from 'vitest';
import type { Place } from '../../src/model.ts';
import { account, GONE, live, model, moved, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/unpinned-revision.ts';
import { FULL, mention, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';

describe('unpinned-revision', () => {
  test('a load without a revision is low, and the advice ends in the commit of today', () => {
    const verdict = rule.check(repositorySubject([reference(NAME)], live(NAME)));
    expect(verdict?.severity).toBe('low');
    expect(verdict?.message).toContain('whoever controls heron-labs, or gets hold of that account');
    expect(verdict?.message).toContain('nobody else can');
    expect(verdict?.advice).toBe(`Pin the commit that the default branch is today: ${FULL}`);
  });

  test('without the Hub it speaks, gives no commit, and does not claim that nobody else can', () => {
    for (const resolution of [null, TROUBLE]) {
      const verdict = rule.check(repositorySubject([reference(NAME)], resolution));
      expect(verdict?.advice).toContain('40 hexadecimal digits');
      expect(verdict?.message).not.toContain('nobody else can');
    }
  });

  test('after a redirect it names who controls the repository today', () => {
    const verdict = rule.check(repositorySubject([reference(NAME)], moved('heron-ai/tern-7b', account('heron-labs'))));
    expect(verdict?.message).toContain('whoever controls heron-ai');
    expect(verdict?.message).not.toContain('nobody else can');
  });

  test.each<Place>(['default', 'call', 'config', 'shell'])('a %s loads without a loader being seen', (place) => {
    expect(rule.check(repositorySubject([mention(NAME, { place })], null))).not.toBeNull();
  });

  test.each<Place>(['constant', 'url'])('a %s loads only where a loader takes it', (place) => {
    expect(rule.check(repositorySubject([mention(NAME, { place })], null))).toBeNull();
    expect(rule.check(repositorySubject([reference(NAME, { place })], null))).not.toBeNull();
  });

  test.each<Place>(['docstring', 'comment', 'prose', 'output'])('a %s loads nothing', (place) => {
    expect(rule.check(repositorySubject([reference(NAME, { place })], null))).toBeNull();
  });

  test('a call that writes to the Hub loads nothing', () => {
    expect(rule.check(repositorySubject([reference(NAME, { writes: true })], null))).toBeNull();
  });

  test('only the places that load are given', () => {
    const verdict = rule.check(repositorySubject([mention(NAME), reference(NAME)], null));
    expect(verdict?.places.map((at) => at.site.path)).toEqual(['load.py']);
  });

  test.each([
    ['a commit', { at: 'commit', commit: FULL }],
    ['a branch', { at: 'named', name: 'main' }],
    ['a short commit', { at: 'short', commit: FULL.slice(0, 7) }],
    ['a revision that could not be followed', { at: 'dynamic', text: 'REV' }],
  ] as const)('%s is not for this rule', (_, revision) => {
    expect(rule.check(repositorySubject([reference(NAME, { revision })], null))).toBeNull();
  });

  test.each([
    ['an absent repository', { state: 'absent', owner: account('heron-labs') }],
    ['an orphaned one', { state: 'absent', owner: GONE }],
    ['an orphaned redirect', moved('heron-ai/tern-7b', GONE)],
  ] as const)('%s yields no second finding', (_, resolution) => {
    expect(rule.check(repositorySubject([reference(NAME)], resolution))).toBeNull();
  });

  test('remote code and kernels are the matter of unpinned-remote-code', () => {
    expect(rule.check(repositorySubject([reference(NAME, { remoteCode: true })], null))).toBeNull();
    const kernel = reference(NAME, { id: { ...model(NAME), kind: 'kernel' } });
    expect(rule.check(repositorySubject([kernel], null))).toBeNull();
  });

  test('weights without a revision are told where only the code is pinned', () => {
    const code = reference(NAME, { remoteCode: true, codeRevision: { at: 'commit', commit: FULL } });
    expect(rule.check(repositorySubject([code], null))).not.toBeNull();
  });

  test('a Space is called, not loaded', () => {
    const space = reference(NAME, { id: { ...model(NAME), kind: 'space' } });
    expect(rule.check(repositorySubject([space], null))).toBeNull();
  });
});
