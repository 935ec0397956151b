import { expect, test } from 'vitest';
import { failing, faults } from '../stand-in/faults.ts';
import type { RepositorySpec } from '../stand-in/scenario.ts';
import { clientOf, knownGood, model, repository, standInFor, temporaryFolder } from './client.ts';

const id = model('Acme/chat');
const at = (digit: string) => digit.repeat(40);

/** main: 1, 2, 3 in a row; branch `next`: 4 on 2; tag v0: 5, a root of its own; pull request 7: 6 on 3; 7 on 1 is nobody's. */
const chat = (more: Partial<RepositorySpec> = {}): RepositorySpec =>
  repository('Acme/chat', {
    commits: [
      { id: at('1'), date: '2023-05-06T07:08:09Z' },
      { id: at('2'), date: '2023-05-07T07:08:09Z' },
      { id: at('3'), date: '2023-05-08T07:08:09Z' },
      { id: at('4'), date: '2023-05-09T07:08:09Z', parent: 1 },
      { id: at('5'), date: '2023-05-10T07:08:09Z', parent: null },
      { id: at('6'), date: '2023-05-11T07:08:09Z', parent: 2 },
      { id: at('7'), date: '2023-05-12T07:08:09Z', parent: 0 },
    ],
    branches: { main: 2, next: 3 },
    tags: { v0: 4 },
    pulls: { '7': 5 },
    ...more,
  });
const town = (more: Partial<RepositorySpec> = {}) => ({
  accounts: [...knownGood, { kind: 'org' as const, name: 'Acme', created: '2023-01-05T09:00:00Z' }],
  repositories: [chat(more)],
});

test('branches, tags and pull requests are told apart', async () => {
  const hub = clientOf(await standInFor(town()));
  expect(await hub.refs(id)).toEqual({
    state: 'known',
    branches: expect.arrayContaining([
      { name: 'main', commit: at('3') },
      { name: 'next', commit: at('4') },
    ]),
    tags: [{ name: 'v0', commit: at('5') }],
    converts: [],
    pulls: [{ name: 'refs/pr/7', commit: at('6') }],
  });
});

test.each([
  ['1', { state: 'reached', by: 'main' }],
  ['3', { state: 'reached', by: 'main' }],
  ['4', { state: 'reached', by: 'next' }],
  ['5', { state: 'reached', by: 'v0' }],
  ['6', { state: 'pull', ref: 'refs/pr/7' }],
  ['7', { state: 'none' }],
] as const)('commit %s… is %j', async (digit, reach) => {
  expect(await clientOf(await standInFor(town())).reach(id, at(digit))).toEqual(reach);
});

test('a repository is read once, however many of its commits are looked for', async () => {
  const standIn = await standInFor(town());
  const hub = clientOf(standIn);
  const reached = await Promise.all(['1', '2', '3', '6', '7'].map((digit) => hub.reach(id, at(digit))));
  expect(reached.map(({ state }) => state)).toEqual(['reached', 'reached', 'reached', 'pull', 'none']);
  expect(standIn.log.map(({ path }) => path)).toEqual([
    '/api/models/Acme/chat/refs?include_prs=1',
    '/api/models/Acme/chat/commits/main?limit=1000&p=0',
    '/api/models/Acme/chat/commits/next?limit=1000&p=0',
    '/api/models/Acme/chat/commits/v0?limit=1000&p=0',
  ]);
});

test('a history of several pages is read to its end', async () => {
  const id40 = (index: number) => index.toString(16).padStart(40, 'f');
  const commits = Array.from({ length: 2500 }, (_, index) => ({ id: id40(index), date: '2023-05-06T07:08:09Z' }));
  const standIn = await standInFor(town({ commits, branches: {}, tags: {}, pulls: {} }));
  const hub = clientOf(standIn);
  expect(await hub.reach(id, id40(0))).toEqual({ state: 'reached', by: 'main' });
  expect(await hub.reach(id, at('e'))).toEqual({ state: 'none' });
  expect(standIn.log).toHaveLength(4);
});

test.each([
  ['trouble with a history', /commits\/next/, failing(500)],
  ['a history that is no list of commits', /commits\/next/, faults.html],
  ['trouble with the refs', /refs\?/, failing(500)],
  ['refs in a form that is not known', /refs\?/, faults.noOrganization],
])('%s leaves open what was not found, and nothing else', async (_, path, fault) => {
  const standIn = await standInFor(town());
  standIn.fault(path, fault);
  const hub = clientOf(standIn);
  expect(await hub.reach(id, at('7'))).toMatchObject({ state: 'unknown', why: expect.any(String) });
  expect(await hub.reach(id, at('6'))).toMatchObject({ state: 'unknown' });
  if (path.source.startsWith('commits')) expect(await hub.reach(id, at('1'))).toMatchObject({ state: 'reached' });
});

test('a gated repository keeps its history to itself, which proves nothing', async () => {
  const hub = clientOf(await standInFor(town({ gated: 'auto' })));
  expect(await hub.reach(id, at('7'))).toMatchObject({ state: 'unknown', why: expect.stringContaining('gated') });
  // The heads are told to everyone.
  expect(await hub.reach(id, at('3'))).toEqual({ state: 'reached', by: 'main' });
});

test('a snapshot holds refs and histories', async () => {
  const standIn = await standInFor(town());
  const file = `${await temporaryFolder()}/snapshot.json`;
  const recording = clientOf(standIn, { record: file });
  const live = [await recording.refs(id), await recording.reach(id, at('6')), await recording.reach(id, at('4'))];
  await recording.close();
  await standIn.stop();
  const replay = clientOf(standIn, { snapshot: file });
  expect([await replay.refs(id), await replay.reach(id, at('6')), await replay.reach(id, at('4'))]).toEqual(live);
});
