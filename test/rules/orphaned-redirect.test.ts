import { describe, expect, test } from 'vitest';
import type { Owner, Resolution } from '../../src/model.ts';
import { account, GONE, model, moved, TROUBLE } from '../../src/rules/example.ts';
import { rule as movedRepository } from '../../src/rules/moved-repository.ts';
import { rule } from '../../src/rules/orphaned-redirect.ts';
import { FULL, mention, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const NEW = 'heron-ai/tern-7b';

describe('orphaned-redirect', () => {
  test('a redirect from a namespace that nobody owns is critical, and the advice names the new id and a commit', () => {
    const verdict = rule.check(repositorySubject([reference(NAME)], moved(NEW, GONE)));
    expect(verdict).toMatchObject({ severity: 'critical', confidence: 'high' });
    expect(verdict?.message).toBe(
      'heron-labs/tern-7b redirects to heron-ai/tern-7b, and nobody owns the old namespace. It works today; whoever registers heron-labs and creates heron-labs/tern-7b can serve their files to every machine that loads it from here.',
    );
    expect(verdict?.advice).toContain(`Name ${NEW} instead`);
    expect(verdict?.advice.endsWith(FULL)).toBe(true);
  });

  test.each([
    ['an owner that stands', account('heron-labs')],
    ['an owner that could not be asked', TROUBLE],
    ['a bare name, which has none', null],
  ])('%s gives no verdict', (_, from) => {
    expect(rule.check(repositorySubject([reference(from === null ? 'gpt2' : NAME)], moved(NEW, from)))).toBeNull();
  });

  describe('by way of another name', () => {
    const through = (owner: Owner) =>
      ({ ...moved(NEW, account('heron-labs')), through: [{ id: model('tern-labs/tern-7b'), owner }] }) as Resolution;

    test('is orphaned where nobody owns that one, which the message names', () => {
      const subject = repositorySubject([reference(NAME)], through(GONE));
      expect(rule.check(subject)?.message).toMatch(
        /by way of tern-labs\/tern-7b, .* whoever registers tern-labs and creates tern-labs\/tern-7b can/,
      );
      expect(movedRepository.check(subject)).toBeNull();
    });

    test('is not where that one has an owner', () => {
      expect(rule.check(repositorySubject([reference(NAME)], through(account('tern-labs'))))).toBeNull();
    });
  });

  test('pins at every place make it medium', () => {
    const pinned = reference(NAME, { revision: { at: 'commit', commit: FULL } });
    expect(rule.check(repositorySubject([pinned], moved(NEW, GONE)))?.severity).toBe('medium');
  });

  test('a mention is high', () => {
    expect(rule.check(repositorySubject([mention(NAME)], moved(NEW, GONE)))?.severity).toBe('high');
  });

  test('a namespace that may not be open to registration makes it less sure', () => {
    const verdict = rule.check(repositorySubject([reference('heron_labs/tern-7b')], moved(NEW, GONE)));
    expect(verdict?.confidence).toBe('medium');
    expect(verdict?.message).toContain('may not be possible to register');
  });
});
