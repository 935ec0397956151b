import { describe, expect, test } from 'vitest';
import type { Owner, Reference, Resolution, Subject } from '../../src/model.ts';
import { account, GONE, live, moved, TROUBLE } from '../../src/rules/example.ts';
import { rule as movedRepository } from '../../src/rules/moved-repository.ts';
import { rule } from '../../src/rules/reused-namespace.ts';
import { rule as unpinnedRevision } from '../../src/rules/unpinned-revision.ts';
import { FULL, mention, reference, repositorySubject, templateSubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const LINE = '2023-05-06T07:08:09.000Z';

/** So many days after the line was written. */
const later = (days: number) => new Date(Date.parse(LINE) + days * 86_400_000).toISOString();
const written = (at: string, shallow = false) => ({ written: { at, commit: FULL, shallow } });
const old = account('heron-labs', '2021-01-01T00:00:00.000Z');
const owner = (days: number): Owner => account('heron-labs', later(days));
const line = (more: Partial<Reference> = {}) => reference(NAME, { ...written(LINE), ...more });
const answers = (repositoryDays: number, by: Owner | null): Resolution =>
  live(NAME, { createdAt: later(repositoryDays) }, by);
const judged = (resolution: Resolution, of: Reference = line(), more: Partial<Subject> = {}) =>
  rule.check({ ...repositorySubject([of], resolution), ...more } as Subject);

describe('by date, repository and account younger than the line', () => {
  test.each([
    [400, 'high'],
    [31, 'high'],
    [20, 'medium'],
    [5, 'low'],
  ] as const)('a gap of %i days gives confidence %s', (days, confidence) => {
    expect(judged(answers(days + 1, owner(days)))).toMatchObject({ severity: 'critical', confidence });
  });

  test('the message tells all three dates', () => {
    const message = judged(answers(401, owner(400)))?.message;
    for (const date of [LINE, later(400), later(401)]) expect(message).toContain(date.slice(0, 10));
  });

  test('it weighs what a takeover would: less where it is pinned or only mentioned', () => {
    const pinned = line({ revision: { at: 'commit', commit: FULL } });
    expect(judged(answers(400, owner(399)), pinned)?.severity).toBe('medium');
    expect(judged(answers(400, owner(399)), mention(NAME, written(LINE)))?.severity).toBe('high');
    expect(judged(answers(400, owner(399)), line({ remoteCode: true }))?.message).toContain('run their code');
  });

  test('only the lines that are older are its places', () => {
    const newer = reference(NAME, { ...written(later(500)), place: 'default' });
    const verdict = rule.check(repositorySubject([line(), newer], answers(400, owner(399))));
    expect(verdict?.places.map(({ place }) => place)).toEqual(['call']);
  });

  test('a shallow clone proves it as well: the line is that old at least', () => {
    expect(judged(answers(400, owner(399)), line(written(LINE, true)))?.confidence).toBe('high');
  });
});

test('an old repository that was transferred to a new account is no proof of age', () => {
  const verdict = judged(live(NAME, { createdAt: '2022-10-01T00:00:00.000Z' }, owner(400)));
  expect(verdict).toMatchObject({ severity: 'critical', confidence: 'medium' });
  expect(verdict?.message).toContain('was moved there since');
});

describe('by date, a repository that is younger than the line under an account that is not', () => {
  test.each([
    [200, 'medium'],
    [100, 'low'],
  ] as const)('after %i days it is medium, with confidence %s', (days, confidence) => {
    expect(judged(answers(days, old))).toMatchObject({ severity: 'medium', confidence });
  });

  test('whose account is unknown is said to be that', () => {
    expect(judged(answers(200, TROUBLE))?.message).toContain('could not be learned');
    expect(judged(answers(200, null))?.message).toContain('could not be learned');
  });
});

describe('by date, a redirect', () => {
  const redirect = (from: Owner | null) => moved('heron-ai/tern-7b', from, { createdAt: '2022-10-01T00:00:00.000Z' });

  test('whose old namespace was registered after the line was written is a hijack half done', () => {
    const verdict = judged(redirect(owner(400)));
    expect(verdict).toMatchObject({ severity: 'high', confidence: 'high' });
    expect(verdict?.message).toContain('The redirect holds until they create heron-labs/tern-7b');
  });

  test('is half taken as well where a name on the way is', () => {
    const id = { kind: 'model', namespace: 'tern-labs', name: 'tern-7b' } as const;
    const resolution = { ...redirect(old), through: [{ id, owner: owner(400) }] } as Resolution;
    expect(judged(resolution)?.message).toMatch(/by way of tern-labs\/tern-7b, but the account tern-labs was made/);
  });

  test('is told once: moved-repository is silent then', () => {
    expect(movedRepository.check(repositorySubject([line()], redirect(owner(400))))).toBeNull();
    expect(movedRepository.check(repositorySubject([line()], redirect(old)))).not.toBeNull();
  });

  test.each([
    ['an old owner', old],
    ['no owner (orphaned-redirect speaks)', GONE],
    ['an unknown owner', TROUBLE],
    ['a one-part id', null],
  ] as const)('with %s gives no verdict', (_, from) => {
    expect(judged(redirect(from))).toBeNull();
  });
});

test('a template is judged by the account alone', () => {
  const template = templateSubject('heron-labs', owner(400), written(LINE));
  expect(rule.check(template)).toMatchObject({ severity: 'critical', confidence: 'medium' });
  expect(rule.check(templateSubject('heron-labs', old, written(LINE)))).toBeNull();
});

describe('by date, nothing is said', () => {
  test.each<[string, Resolution | null, Reference, Partial<Subject>]>([
    ['where account and repository are older', live(NAME, { createdAt: '2023-01-01T00:00:00.000Z' }, old), line(), {}],
    ['within two days, for clocks are skewed', answers(1.9, owner(1.8)), line(), {}],
    [
      'of a repository that carries the date of the import',
      live(NAME, { createdAt: '2022-03-02T23:29:04.000Z' }, old),
      line(written('2021-01-01T00:00:00.000Z')),
      {},
    ],
    [
      'of an account of that day',
      live(NAME, { createdAt: '2020-01-01T00:00:00.000Z' }, account('heron-labs')),
      line(written('2021-01-01T00:00:00.000Z')),
      {},
    ],
    ['where the date of the line is not known', answers(400, owner(399)), reference(NAME), {}],
    [
      'where the line is dated before the Hub was there',
      answers(400, owner(399)),
      line(written('1970-01-01T00:00:00.000Z')),
      {},
    ],
    [
      'where the owner does not answer, and the repository is old',
      live(NAME, { createdAt: '2022-10-01T00:00:00.000Z' }, GONE),
      line(),
      {},
    ],
    ['of an absent repository', { state: 'absent', owner: owner(400) }, line(), {}],
    ['of an unknown answer', TROUBLE, line(), {}],
    ['offline', null, line(), {}],
    ['of code by the namespace itself under the same account', answers(400, old), line(), { own: true }],
  ])('%s', (_, resolution, of, more) => {
    expect(rule.check({ ...repositorySubject([of], resolution), ...more } as Subject)).toBeNull();
  });
});

test('code of the namespace itself, older than its account, is a guess and says why', () => {
  const verdict = judged(answers(400, owner(399)), line(), { own: true });
  expect(verdict?.confidence).toBe('low');
  expect(verdict?.message).toContain('its own author');
});

test('a reference that is itself a guess makes no sure verdict', () => {
  expect(judged(answers(400, owner(399)), line({ confidence: 'low' }))?.confidence).toBe('low');
});

test('nobody is told to pin the commit of a stranger, nor kept from it by a guess', () => {
  const sure = repositorySubject([line()], answers(400, owner(399)));
  expect(unpinnedRevision.check(sure)).toBeNull();
  const guess = repositorySubject([line()], answers(6, owner(5)));
  expect(rule.check(guess)?.confidence).toBe('low');
  expect(unpinnedRevision.check(guess)).not.toBeNull();
});
