import { describe, expect, test } from 'vitest';
import type { Reference, RevisionState } from '../../src/model.ts';
import { GONE, live, moved } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/impostor-revision.ts';
import { FULL, mention, OTHER, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const pinned = (more: Partial<Reference> = {}) =>
  reference(NAME, { revision: { at: 'commit', commit: OTHER }, ...more });
const found = (more: object): RevisionState => ({ state: 'found', commit: OTHER, ...more });
const PULL = found({ reach: { state: 'pull', ref: 'refs/pr/7' } });
const STRAY = found({ reach: { state: 'none' } });
const judged = (of: Reference, state: RevisionState, text = OTHER) =>
  rule.check(repositorySubject([of], live(NAME), { [text]: state }));

describe('impostor-revision', () => {
  test("a pull request's commit is high, and critical where its code is run", () => {
    expect(judged(pinned(), PULL)).toMatchObject({ severity: 'high', confidence: 'high' });
    expect(judged(pinned(), PULL)?.message).toContain('refs/pr/7');
    expect(judged(pinned({ remoteCode: true }), PULL)?.severity).toBe('critical');
  });

  test('the pin of the code is judged as that of the weights is', () => {
    const of = reference(NAME, { codeRevision: { at: 'commit', commit: OTHER }, remoteCode: true });
    expect(judged(of, PULL)?.severity).toBe('critical');
  });

  test('a commit that nothing reaches is medium, and less sure: histories are rewritten', () => {
    expect(judged(pinned(), STRAY)).toMatchObject({ severity: 'medium', confidence: 'medium' });
  });

  test('a ref that is called like a short commit is high, wherever it stands', () => {
    const of = reference(NAME, { revision: { at: 'short', commit: '0123456' } });
    const state = found({ shadow: { is: 'tag', commit: FULL } });
    expect(judged(of, state, '0123456')).toMatchObject({ severity: 'high' });
    expect(judged(of, state, '0123456')?.message).toContain('a tag of that name');
  });

  test('the worst of several decides, and all of them are its places', () => {
    const other = reference(NAME, { revision: { at: 'commit', commit: FULL }, place: 'default' });
    const subject = repositorySubject([pinned(), other], live(NAME), { [OTHER]: STRAY, [FULL]: PULL });
    const verdict = rule.check(subject);
    expect(verdict?.severity).toBe('high');
    expect(verdict?.places.map(({ place }) => place)).toEqual(['call', 'default']);
  });

  test.each([
    ['a commit that a branch reaches', pinned(), found({ reach: { state: 'reached', by: 'main' } })],
    ['a history that could not be read', pinned(), found({ reach: { state: 'unknown', why: 'gated' } })],
    ['a commit that was not looked for', pinned(), found({})],
    ['a missing commit', pinned(), { state: 'missing' }],
    ['a mention that nothing loads', mention(NAME, { revision: { at: 'commit', commit: OTHER } }), PULL],
  ] as const)('%s gives no verdict', (_, of, state) => {
    expect(judged(of, state)).toBeNull();
  });

  test('an orphaned redirect says more', () => {
    const subject = repositorySubject([pinned()], moved('heron-ai/tern-7b', GONE), { [OTHER]: PULL });
    expect(rule.check(subject)).toBeNull();
  });
});
