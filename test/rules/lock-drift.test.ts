import { describe, expect, test } from 'vitest';
import type { Drift, Reference } from '../../src/model.ts';
import { live, lockEntry, locked } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/lock-drift.ts';
import { FULL, mention, OTHER, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const weights = { path: 'model.safetensors', change: 'changed', loaded: true } as const;
const readme = { path: 'README.md', change: 'changed', loaded: false } as const;
const code = { path: 'modeling_tern.py', change: 'added', loaded: true } as const;

function judged(of: Reference, more: Partial<Drift> = {}, revision: string | null = null) {
  const entry = lockEntry(NAME, { revision, commit: OTHER });
  const drift: Drift = { entry, commit: FULL, kept: true, tag: false, changes: [weights], ...more };
  return rule.check(repositorySubject([of], live(NAME), {}, locked([entry], { drifts: [drift] })));
}

const named = (name: string) => reference(NAME, { revision: { at: 'named', name } });

describe('lock-drift', () => {
  test('tells both commits, the day of the lock, and the files', () => {
    const verdict = judged(reference(NAME), { changes: [weights, readme] });
    expect(verdict).toMatchObject({ severity: 'low', confidence: 'high' });
    expect(verdict?.message).toBe(
      `${NAME}: the default branch stood at ${OTHER} when it was locked on 2026-05-04 and stands at ${FULL} today. Changed: model.safetensors; and 1 that is not loaded here.`,
    );
    expect(verdict?.advice).toContain(`pin the locked commit: ${OTHER}`);
  });

  test.each<[string, Partial<Drift>, Reference, string | null, string]>([
    ['files that nothing loads', { changes: [readme] }, reference(NAME), null, 'info'],
    ['no file at all', { changes: [] }, reference(NAME), null, 'info'],
    ['files that are loaded', {}, reference(NAME), null, 'low'],
    ['files of which nobody knows', { changes: 'the Hub answered 503' }, reference(NAME), null, 'low'],
    ['code that is not run', { changes: [code] }, reference(NAME), null, 'low'],
    ['code that is run', { changes: [code] }, reference(NAME, { remoteCode: true }), null, 'medium'],
    ['a branch', {}, named('dev'), 'dev', 'low'],
    ['a tag', { tag: true, changes: [readme] }, named('v1.0'), 'v1.0', 'medium'],
    ['a history that was rewritten', { kept: false }, reference(NAME), null, 'medium'],
    ['a history of which nobody knows', { kept: null }, reference(NAME), null, 'low'],
    [
      'a short commit that is a branch by now',
      { changes: [readme] },
      reference(NAME, { revision: { at: 'short', commit: OTHER.slice(0, 7) } }),
      OTHER.slice(0, 7),
      'medium',
    ],
    ['what is only mentioned', { changes: [code] }, mention(NAME), null, 'info'],
  ])('weighs %s', (_, drift, of, revision, severity) => {
    expect(judged(of, drift, revision)?.severity).toBe(severity);
  });

  test('a commit that is gone is not one to pin', () => {
    expect(judged(reference(NAME), { kept: false })?.advice).not.toContain(OTHER);
  });

  test('of two revisions the graver one speaks, with the places of both', () => {
    const main = lockEntry(NAME, { commit: OTHER });
    const tag = lockEntry(NAME, { revision: 'v1.0', commit: OTHER });
    const drifts: Drift[] = [
      { entry: main, commit: FULL, kept: true, tag: false, changes: [readme] },
      { entry: tag, commit: FULL, kept: true, tag: true, changes: [weights] },
    ];
    const references = [reference(NAME), named('v1.0')] as const;
    const verdict = rule.check(repositorySubject(references, live(NAME), {}, locked([main, tag], { drifts })));
    expect(verdict).toMatchObject({ severity: 'medium', places: { length: 2 } });
    expect(verdict?.message).toContain('v1.0 stood at');
    expect(verdict?.message).toContain('It is not the only one: the default branch.');
  });

  test('is silent without a lock, and where nothing moved', () => {
    expect(rule.check(repositorySubject([reference(NAME)], live(NAME)))).toBeNull();
    expect(rule.check(repositorySubject([reference(NAME)], live(NAME), {}, locked([lockEntry(NAME)])))).toBeNull();
  });
});
