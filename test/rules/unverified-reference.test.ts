import { describe, expect, test } from 'vitest';
import { account, GONE, live, moved, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/unverified-reference.ts';
import { FULL, mention, reference, repositorySubject, templateSubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const WHY = TROUBLE.why;

describe('unverified-reference', () => {
  test.each([
    ['an unknown answer', TROUBLE, 'Nothing could be learned'],
    ['an absent repository with an unknown owner', { state: 'absent', owner: TROUBLE }, 'The Hub shows no model'],
    ['a redirect from an unknown owner', moved('heron-ai/tern-7b', TROUBLE), 'redirects to heron-ai/tern-7b'],
  ] as const)('%s is told with the reason, as information', (_, resolution, says) => {
    const verdict = rule.check(repositorySubject([reference(NAME), mention(NAME)], resolution));
    expect(verdict?.severity).toBe('info');
    expect(verdict?.message).toContain(says);
    expect(verdict?.message).toContain(WHY);
    expect(verdict?.places).toHaveLength(2);
  });

  test('an unknown revision is told at the places that ask for it', () => {
    const pinned = reference(NAME, { revision: { at: 'commit', commit: FULL } });
    const verdict = rule.check(repositorySubject([mention(NAME), pinned], live(NAME), { [FULL]: TROUBLE }));
    expect(verdict?.message).toBe(`Whether ${FULL} stands in ${NAME} could not be verified (${WHY}).`);
    expect(verdict?.places.map((at) => at.place)).toEqual(['call']);
  });

  test('two doubts are both told', () => {
    const pinned = reference(NAME, { revision: { at: 'commit', commit: FULL } });
    const subject = repositorySubject([pinned], moved('heron-ai/tern-7b', TROUBLE), { [FULL]: TROUBLE });
    const message = rule.check(subject)?.message;
    expect(message).toContain('Whether anyone owns heron-labs');
    expect(message).toContain(`Whether ${FULL} stands`);
  });

  test('the unknown owner of a template is told', () => {
    expect(rule.check(templateSubject('heron-labs', TROUBLE))?.message).toContain('Whether anyone owns heron-labs');
  });

  test.each([
    ['a repository that answers', live(NAME)],
    ['a repository whose owner was not learned, but that answers', { ...live(NAME), owner: TROUBLE }],
    ['an absent one with an owner', { state: 'absent', owner: account('heron-labs') }],
    ['an orphaned one', { state: 'absent', owner: GONE }],
    ['a restricted one', { state: 'restricted', why: 'gated', owner: TROUBLE }],
    ['an offline run', null],
  ] as const)('%s leaves nothing open', (_, resolution) => {
    expect(rule.check(repositorySubject([reference(NAME)], resolution))).toBeNull();
  });

  test('an owned template and one that was not asked about leave nothing open', () => {
    expect(rule.check(templateSubject('heron-labs', account('heron-labs')))).toBeNull();
    expect(rule.check(templateSubject('heron-labs', null))).toBeNull();
  });
});
