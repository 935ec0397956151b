import { describe, expect, test } from 'vitest';
import type { IdentityChange, Owner, Resolution } from '../../src/model.ts';
import { account, live, lockEntry, locked, moved, repository } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/reused-namespace.ts';
import { FULL, mention, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const ENTRY = lockEntry(NAME);
const ANOTHER = repository(NAME, { oid: '683d84d0c3d4e5f601234567', createdAt: '2025-06-02T11:00:00.000Z' });
const STRANGER: Extract<Owner, { state: 'present' }> = {
  state: 'present',
  kind: 'user',
  oid: '683c2550c3d4e5f601234567',
  name: 'heron-labs',
  createdAt: '2025-06-01T10:00:00.000Z',
};
const byRepository: IdentityChange = { what: 'repository', entry: ENTRY, today: ANOTHER };
const byOwner: IdentityChange = {
  what: 'owner',
  entry: ENTRY,
  namespace: 'heron-labs',
  was: ENTRY.owner ?? { state: 'none' },
  today: STRANGER,
};

function judged(changes: readonly IdentityChange[], resolution: Resolution, references = reference(NAME)) {
  return rule.check(repositorySubject([references], resolution, {}, locked([ENTRY], { changes })));
}

describe('by the lock', () => {
  test('another repository of another owner is critical and sure, and the message has both identities and dates', () => {
    const verdict = judged([byRepository, byOwner], { state: 'live', repository: ANOTHER, owner: STRANGER });
    expect(verdict).toMatchObject({ severity: 'critical', confidence: 'high' });
    expect(verdict?.message).toBe(
      `${NAME} is another repository than the one that was locked on 2026-05-04: ${ENTRY.oid} then, ${ANOTHER.oid} today, made on 2025-06-02. ` +
        `The account heron-labs is another than the one that had the name when it was locked on 2026-05-04: 621ffdc136468d709f180294 then, ${STRANGER.oid} today, made on 2025-06-01. ` +
        'Whoever has the name today can serve their files to every machine that loads it from here.',
    );
    expect(verdict?.advice).toContain(`namesake lock --accept ${NAME}`);
  });

  test('that the owner is the same account is said', () => {
    const verdict = judged([byRepository], { state: 'live', repository: ANOTHER, owner: account('heron-labs') });
    expect(verdict?.severity).toBe('critical');
    expect(verdict?.message).toContain('Its owner is the same account, which made it anew.');
  });

  test.each<[string, Resolution, string]>([
    [
      'the repository still redirects',
      moved('heron-ai/tern-7b', STRANGER),
      'still redirects to heron-ai/tern-7b, until',
    ],
    [
      'the repository is not there yet',
      { state: 'absent', owner: STRANGER },
      'is not there, until the new owner creates it',
    ],
    ['the repository is the same', live(NAME, {}, STRANGER), `The repository ${NAME} is the same still.`],
  ])('a new owner is critical where %s', (_, resolution, words) => {
    const verdict = judged([byOwner], resolution);
    expect(verdict).toMatchObject({ severity: 'critical', confidence: 'high' });
    expect(verdict?.message).toContain(words);
  });

  test('a namespace that nobody had and somebody has', () => {
    const verdict = judged([{ ...byOwner, was: { state: 'none' } }], moved('heron-ai/tern-7b', STRANGER));
    expect(verdict?.message).toContain('Nobody owned heron-labs when it was locked on 2026-05-04, and somebody has');
  });

  test('it weighs what a takeover would: less where it is pinned or only mentioned', () => {
    const answer = live(NAME, {}, STRANGER);
    const pinned = reference(NAME, { revision: { at: 'commit', commit: FULL } });
    expect(judged([byRepository], answer, pinned)?.severity).toBe('medium');
    expect(judged([byRepository], answer, mention(NAME))?.severity).toBe('high');
  });

  test('another Hub than the one of the lock may have other identities: a guess, and it says why', () => {
    const lock = locked([ENTRY], { changes: [byRepository], elsewhere: 'https://hub.example.com' });
    const verdict = rule.check(repositorySubject([reference(NAME)], live(NAME), {}, lock));
    expect(verdict?.confidence).toBe('low');
    expect(verdict?.message).toContain('https://hub.example.com');
  });

  test('it outranks what dates say, and leaves the word to them where nothing changed', () => {
    const written = { written: { at: '2023-05-06T07:08:09.000Z', commit: FULL, shallow: false } };
    const resolution: Resolution = { state: 'live', repository: ANOTHER, owner: STRANGER };
    const line = reference(NAME, written);
    expect(judged([byRepository], resolution, line)?.message).toContain('was locked on');
    expect(judged([], resolution, line)?.message).toContain('is named here since 2023-05-06');
  });
});
