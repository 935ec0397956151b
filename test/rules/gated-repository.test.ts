import { expect, test } from 'vitest';
import { live } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/gated-repository.ts';
import { mention, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';

test('only places that load it are told, for those who want to know', () => {
  const gated = live(NAME, { gated: true });
  const verdict = rule.check(repositorySubject([reference(NAME), mention(NAME)], gated));
  expect(verdict).toMatchObject({ severity: 'info', confidence: 'high' });
  expect(verdict?.places.map(({ place }) => place)).toEqual(['call']);
  expect(rule.check(repositorySubject([mention(NAME)], gated))).toBeNull();
  expect(rule.meta.persona).toBe('pedantic');
});
