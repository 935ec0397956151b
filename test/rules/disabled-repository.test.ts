import { expect, test } from 'vitest';
import type { Resolution } from '../../src/model.ts';
import { rule } from '../../src/rules/disabled-repository.ts';
import { GONE, live, moved, TROUBLE } from '../../src/rules/example.ts';
import { mention, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const judged = (resolution: Resolution | null, of = reference(NAME)) => rule.check(repositorySubject([of], resolution));

test('a load is medium, a mention low', () => {
  expect(judged(live(NAME, { disabled: true }))?.severity).toBe('medium');
  expect(judged(live(NAME, { disabled: true }), mention(NAME))?.severity).toBe('low');
});

test('what a redirect leads to counts', () => {
  expect(judged(moved('heron-ai/tern-7b', GONE, { disabled: true }))).not.toBeNull();
});

test.each<[string, Resolution | null]>([
  ['a repository that answers', live(NAME)],
  ['one that is refused for another reason, or none', { state: 'restricted', why: 'gated', owner: null }],
  ['an absent one', { state: 'absent', owner: GONE }],
  ['an unknown one', TROUBLE],
  ['an offline run', null],
])('%s gives no verdict', (_, resolution) => {
  expect(judged(resolution)).toBeNull();
});
