import { expect, test } from 'vitest';
import { json } from '../stand-in/reply.ts';
import type { Scenario } from '../stand-in/scenario.ts';
import { clientOf, model, repository, standInFor, town } from './client.ts';

/** What files a repository has. */

const COMMIT = 'c'.repeat(40);

function shelf(files: Record<string, string>): Scenario {
  return {
    ...town,
    repositories: [
      repository('Acme/shelf', {
        commits: [{ id: COMMIT, date: '2023-05-06T07:08:09Z', files }],
        security: { done: true, issues: [{ path: 'bad.bin', level: 'unsafe' }] },
      }),
      repository('Acme/shelf', { kind: 'dataset', commits: [{ id: COMMIT, date: '2023-05-06T07:08:09Z', files }] }),
    ],
    redirects: [],
  };
}

test('files are listed with size, hash and the verdict of the Hub', async () => {
  const scenario: Scenario = {
    ...town,
    repositories: [
      repository('Acme/shelf', {
        commits: [
          {
            id: COMMIT,
            date: '2023-05-06T07:08:09Z',
            files: { 'README.md': 'hello\n', 'sub/bad.bin': { base64: 'AAAA' } },
          },
        ],
        security: { done: true, issues: [{ path: 'sub/bad.bin', level: 'unsafe' }] },
      }),
    ],
    redirects: [],
  };
  const hub = clientOf(await standInFor(scenario));
  expect(await hub.files(model('Acme/shelf'), COMMIT)).toEqual({
    state: 'listed',
    left: 0,
    files: [
      {
        path: 'README.md',
        size: 6,
        // git hash-object of "hello\n"
        digest: { algorithm: 'git-sha1', value: 'ce013625030ba8dba906f756967f9e9ca394464a' },
        level: 'safe',
      },
      {
        path: 'sub/bad.bin',
        size: 3,
        digest: { algorithm: 'sha256', value: '709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c' },
        level: 'unsafe',
        scanners: [{ scanner: 'antivirus', level: 'unsafe', says: null }],
      },
    ],
  });
});

test('all pages are read, of data sets too', async () => {
  const files = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`shard-${index}.txt`, 'x']));
  const standIn = await standInFor(shelf(files));
  const hub = clientOf(standIn);
  for (const kind of ['model', 'dataset'] as const) {
    expect(await hub.files(model('Acme/shelf', kind), COMMIT)).toMatchObject({
      state: 'listed',
      files: { length: 250 },
    });
  }
  expect(standIn.log).toHaveLength(6);
});

test('without the verdicts a page has ten times as many files', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 250 }, (_, at) => [`part-${String(at).padStart(3, '0')}`, 'x']),
  );
  const standIn = await standInFor(shelf(files));
  const hub = clientOf(standIn);
  const whole = await hub.files(model('Acme/shelf'), COMMIT);
  expect(standIn.log).toHaveLength(3);
  const lean = await hub.files(model('Acme/shelf'), COMMIT, 'without verdicts');
  expect(standIn.log).toHaveLength(4);
  if (whole.state !== 'listed' || lean.state !== 'listed') throw new Error('not listed');
  const hashes = (all: typeof whole.files) => all.map(({ path, size, digest }) => ({ path, size, digest }));
  expect(hashes(lean.files)).toEqual(hashes(whole.files));
});

test('a next page on another host is not asked for, and no token goes there', async () => {
  const standIn = await standInFor(shelf({ a: 'x' }));
  const elsewhere = await standInFor(shelf({ a: 'x' }));
  standIn.fault(/\/tree\//, () =>
    json(200, [], { link: `<${elsewhere.url}/api/models/Acme/shelf/tree/${COMMIT}?p=1>; rel="next"` }),
  );
  const hub = clientOf(standIn, { token: 'hf_of_alice' });
  expect(await hub.files(model('Acme/shelf'), COMMIT)).toEqual({
    state: 'unknown',
    why: 'the Hub says that its list goes on at another address',
  });
  expect(elsewhere.log).toEqual([]);
});

test('a path that leads elsewhere is no file', async () => {
  const standIn = await standInFor(shelf({}));
  const entry = { type: 'file', size: 1, oid: 'a'.repeat(40) };
  const paths = ['../x', '/etc/passwd', 'a/../../b', 'a\0b', 'good'];
  standIn.fault(/\/tree\//, () =>
    json(
      200,
      paths.map((path) => ({ ...entry, path })),
    ),
  );
  expect(await clientOf(standIn).files(model('Acme/shelf'), COMMIT)).toMatchObject({
    state: 'listed',
    files: [{ path: 'good' }],
    left: 4,
  });
});

test.each([
  ['a missing repository', 'Acme/nothing', COMMIT, 'the Hub answered 401'],
  ['what is no commit', 'Acme/shelf', 'main', 'not a commit'],
  ['what is no repository', '../etc', COMMIT, 'not a namespace'],
])('%s is unknown', async (_, id, commit, why) => {
  const hub = clientOf(await standInFor(shelf({ a: 'x' })));
  expect(await hub.files(model(id), commit)).toMatchObject({ state: 'unknown', why: expect.stringContaining(why) });
});

test.each([
  ['no list', { a: 1 }],
  ['no JSON', null],
])('an answer that is %s is unknown', async (_, body) => {
  const standIn = await standInFor(shelf({ a: 'x' }));
  standIn.fault(/\/tree\//, () => json(200, body));
  expect(await clientOf(standIn).files(model('Acme/shelf'), COMMIT)).toMatchObject({ state: 'unknown' });
});
