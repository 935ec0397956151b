import { describe, expect, test } from 'vitest';
import type { Reference } from '../../src/model.ts';
import { live } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/short-revision.ts';
import { FULL, mention, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const SHORT = FULL.slice(0, 7);
const short = (more: Partial<Reference> = {}) => reference(NAME, { revision: { at: 'short', commit: SHORT }, ...more });

describe('short-revision', () => {
  test('a shortened commit is low, and the advice ends in all 40 digits', () => {
    const verdict = rule.check(repositorySubject([short()], live(NAME), { [SHORT]: { state: 'found', commit: FULL } }));
    expect(verdict?.severity).toBe('low');
    expect(verdict?.message).toContain('create a branch or tag of that name');
    expect(verdict?.advice).toBe(`Pin the commit that ${SHORT} is today: ${FULL}`);
  });

  test('offline it speaks without the digits', () => {
    expect(rule.check(repositorySubject([short()], null))?.advice).toContain('40 hexadecimal digits');
  });

  test('remote code, mentions and missing ones are not for this rule', () => {
    expect(rule.check(repositorySubject([short({ remoteCode: true })], null))).toBeNull();
    expect(
      rule.check(repositorySubject([mention(NAME, { revision: { at: 'short', commit: SHORT } })], null)),
    ).toBeNull();
    expect(rule.check(repositorySubject([short()], live(NAME), { [SHORT]: { state: 'missing' } }))).toBeNull();
  });
});
