import { describe, expect, test } from 'vitest';
import type { RepoId } from '../../src/model.ts';
import { clientOf, model, standInFor } from './client.ts';

const BAD_NAMES = [
  '',
  '.',
  '..',
  '-lead',
  'trail-',
  '.lead',
  'trail.',
  'two--dashes',
  'two..dots',
  'blank name',
  'a/b',
  'a\\b',
  'a?b',
  'a#b',
  'a%2e%2e',
  'a\nb',
  'a\u0000b',
  'naïve',
  '模型',
  'ｆｕｌｌ',
  'a:b',
  'a@b',
  '{user}',
  'x'.repeat(97),
];

const BAD_REVISIONS = [
  '',
  '.',
  '..',
  'a..b',
  '/a',
  'a/',
  'a//b',
  'a/.b',
  '.a',
  'a.',
  'a b',
  'a\nb',
  'a~1',
  'a^',
  'a:b',
  'a?b',
  'a*b',
  'a[b',
  'a\\b',
  'a@{1}',
  'x.lock',
  'ä',
  'x'.repeat(256),
];

describe('a name that cannot be one on the Hub is unknown without a request', () => {
  test.each(BAD_NAMES)('as a repository, a namespace or both: %j', async (name) => {
    const standIn = await standInFor();
    const hub = clientOf(standIn, { token: 'hf_of_alice' });
    const ids: RepoId[] = [
      { kind: 'model', namespace: 'Acme', name },
      { kind: 'model', namespace: name, name: 'chat' },
      { kind: 'dataset', namespace: null, name },
    ];
    for (const id of ids) {
      expect(await hub.resolve(id)).toEqual({
        state: 'unknown',
        why: expect.stringMatching(/^not a (repository name|namespace): /),
      });
      expect(await hub.revision(id, 'main')).toMatchObject({ state: 'unknown' });
    }
    expect(await hub.owner(name)).toEqual({ state: 'unknown', why: expect.stringMatching(/^not a namespace: /) });
    expect(standIn.log).toEqual([]);
  });

  test('where it is a section of the site, in any letter case', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn);
    for (const section of ['api', 'datasets', 'spaces', 'models', 'docs', 'Settings']) {
      expect(await hub.resolve(model(`${section}/chat`))).toMatchObject({
        state: 'unknown',
        why: 'not a namespace: it is a section of the Hub',
      });
      expect(await hub.resolve(model(section))).toMatchObject({
        state: 'unknown',
        why: 'not a repository: it is a section of the Hub',
      });
      expect(await hub.owner(section)).toMatchObject({ state: 'unknown' });
    }
    expect(standIn.log).toEqual([]);
  });

  test('where it ends in .git', async () => {
    const standIn = await standInFor();
    expect(await clientOf(standIn).resolve(model('Acme/chat.git'))).toMatchObject({ state: 'unknown' });
    expect(standIn.log).toEqual([]);
  });

  test.each(['space', 'kernel'] as const)('where a %s has no owner', async (kind) => {
    const standIn = await standInFor();
    expect(await clientOf(standIn).resolve(model('chat', kind))).toEqual({
      state: 'unknown',
      why: `not a repository: a ${kind} has an owner`,
    });
    expect(standIn.log).toEqual([]);
  });

  test.each(BAD_REVISIONS)('as a revision: %j', async (revision) => {
    const standIn = await standInFor();
    const answer = await clientOf(standIn).revision(model('Acme/chat'), revision);
    expect(answer).toEqual({ state: 'unknown', why: expect.stringMatching(/^not a revision: /) });
    expect(standIn.log).toEqual([]);
  });
});

test('names with every letter that the Hub allows reach it whole', async () => {
  const standIn = await standInFor();
  await clientOf(standIn).resolve(model('A_b-c.9/_Z.0-x_'));
  expect(standIn.log[0]?.path).toBe('/api/models/A_b-c.9/_Z.0-x_?securityStatus=true');
});

test('a revision with slashes and marks is one segment of the address', async () => {
  const standIn = await standInFor();
  const hub = clientOf(standIn);
  expect(await hub.revision(model('Acme/chat'), 'refs/pr/7')).toEqual({ state: 'found', commit: 'a'.repeat(40) });
  expect(await hub.revision(model('Acme/chat'), "feature/a&b#c%20=+'")).toEqual({ state: 'missing' });
  expect(standIn.log.map(({ path }) => path)).toEqual([
    '/api/models/Acme/chat/revision/refs%2Fpr%2F7?expand=sha',
    "/api/models/Acme/chat/revision/feature%2Fa%26b%23c%2520%3D%2B'?expand=sha",
  ]);
});
