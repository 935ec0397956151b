import { describe, expect, test } from 'vitest';
import type { Revision } from '../../src/model.ts';
import { GONE, live, moved, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/unknown-revision.ts';
import { FULL, mention, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const MISSING = {
  [FULL]: { state: 'missing' },
  main: { state: 'missing' },
  'refs/pr/1': { state: 'missing' },
} as const;
const COMMIT: Revision = { at: 'commit', commit: FULL };
const named = (name: string): Revision => ({ at: 'named', name });

describe('unknown-revision', () => {
  test('a missing commit is high: nobody can serve other files, but the repository may have been made anew', () => {
    const verdict = rule.check(repositorySubject([reference(NAME, { revision: COMMIT })], live(NAME), MISSING));
    expect(verdict?.severity).toBe('high');
    expect(verdict?.message).toContain('nobody can serve other files under it');
    expect(verdict?.message).toContain('deleted and created again');
  });

  test('a missing branch is medium: whoever controls the repository decides what appears', () => {
    const verdict = rule.check(repositorySubject([reference(NAME, { revision: named('main') })], live(NAME), MISSING));
    expect(verdict?.severity).toBe('medium');
    expect(verdict?.message).toContain('whoever controls heron-labs');
  });

  test('a missing pull request is in the hands of whoever opens it', () => {
    const verdict = rule.check(
      repositorySubject([reference(NAME, { revision: named('refs/pr/1') })], live(NAME), MISSING),
    );
    expect(verdict?.message).toContain('whoever opens that pull request');
  });

  test('a missing branch from which code runs is high', () => {
    const code = reference(NAME, { revision: named('main'), remoteCode: true });
    expect(rule.check(repositorySubject([code], live(NAME), MISSING))?.severity).toBe('high');
  });

  test('a mention is low, and does not hide a load', () => {
    const said = mention(NAME, { revision: COMMIT });
    expect(rule.check(repositorySubject([said], live(NAME), MISSING))?.severity).toBe('low');
    const verdict = rule.check(
      repositorySubject([said, reference(NAME, { revision: named('main') })], live(NAME), MISSING),
    );
    expect(verdict?.severity).toBe('medium');
    expect(verdict?.places).toHaveLength(2);
  });

  test('only the places that ask for it are given', () => {
    const subject = repositorySubject([mention(NAME), reference(NAME, { revision: COMMIT })], live(NAME), MISSING);
    expect(rule.check(subject)?.places.map((at) => at.place)).toEqual(['call']);
  });

  test.each([
    ['a revision that stands', live(NAME), { [FULL]: { state: 'found', commit: FULL } }],
    ['one that could not be asked about', live(NAME), { [FULL]: TROUBLE }],
    ['an orphaned redirect', moved('heron-ai/tern-7b', GONE), MISSING],
    ['an offline run', null, {}],
  ] as const)('%s gives no verdict', (_, resolution, revisions) => {
    expect(rule.check(repositorySubject([reference(NAME, { revision: COMMIT })], resolution, revisions))).toBeNull();
  });
});
