import { describe, expect, test } from 'vitest';
import { changing, faults, redirectingTo } from '../stand-in/faults.ts';
import { clientOf, createTime, model, standInFor, temporaryFolder } from './client.ts';

describe('an owner that answers', () => {
  test('is an organization after one request, a user after two', async () => {
    const standIn = await standInFor();
    const { oid } = standIn.world.account('Acme') ?? {};
    const hub = clientOf(standIn);
    expect(await hub.owner('Acme')).toEqual({
      state: 'present',
      kind: 'org',
      oid,
      name: 'Acme',
      createdAt: '2023-01-05T09:00:00.000Z',
      repositories: 4,
      followers: 0,
    });
    expect(standIn.log).toHaveLength(1);
    expect(await hub.owner('alice')).toMatchObject({
      state: 'present',
      kind: 'user',
      name: 'alice',
      createdAt: '2022-11-20T10:00:00.000Z',
    });
    expect(standIn.log).toHaveLength(3);
  });

  test('has a size only where the Hub tells it', async () => {
    const standIn = await standInFor();
    standIn.fault(/Acme/, changing({ numModels: undefined, numFollowers: 'many' }));
    const owner = await clientOf(standIn).owner('Acme');
    expect(owner).toMatchObject({ state: 'present', oid: expect.any(String) });
    expect(owner).not.toHaveProperty('repositories');
    expect(owner).not.toHaveProperty('followers');
  });

  test('is found in any letter case, with a redirect and without', async () => {
    const hub = clientOf(await standInFor());
    expect(await hub.owner('ACME')).toMatchObject({ state: 'present', name: 'Acme' });
    expect(await hub.owner('Alice')).toMatchObject({ state: 'present', name: 'alice' });
  });

  test('may be the one who registered a deleted name again: with another identity and a new date', async () => {
    const standIn = await standInFor();
    const before = await clientOf(standIn).owner('Acme');
    standIn.world.deleteOwner('Acme');
    standIn.world.addAccount({ kind: 'user', name: 'Acme', created: '2026-11-20T00:00:00Z' });
    const after = await clientOf(standIn).owner('Acme');
    expect(after).toMatchObject({ state: 'present', kind: 'user', createdAt: '2026-11-20T00:00:00.000Z' });
    expect(before).toMatchObject({ state: 'present' });
    expect(after).not.toMatchObject({ oid: before.state === 'present' ? before.oid : '' });
  });

  test('keeps its identity through a rename, and its old name has no owner', async () => {
    const standIn = await standInFor();
    const before = await clientOf(standIn).owner('Acme');
    standIn.world.renameOwner('Acme', 'Zenith');
    const hub = clientOf(standIn);
    expect(await hub.owner('Zenith')).toEqual({ ...before, name: 'Zenith' });
    expect(await hub.resolve(model('Acme/chat'))).toMatchObject({
      state: 'moved',
      repository: { id: model('Zenith/chat') },
      from: { state: 'none' },
    });
  });
});

describe('an owner is none', () => {
  test('when both overviews say so while known-good accounts still answer', async () => {
    const standIn = await standInFor();
    expect(await clientOf(standIn).owner('ghost')).toEqual({ state: 'none' });
    expect(standIn.log.map(({ path }) => path)).toEqual([
      '/api/organizations/ghost/overview',
      '/api/users/ghost/overview',
      '/api/organizations/openai-community/overview',
      '/api/users/TheBloke/overview',
    ]);
  });

  test('when another known-good account answers in the place of one that is gone', async () => {
    const standIn = await standInFor();
    standIn.world.renameOwner('openai-community', 'Qwen');
    expect(await clientOf(standIn).owner('ghost')).toEqual({ state: 'none' });
  });

  test('and the known-good accounts are asked again after half a minute, not for every name', async () => {
    const standIn = await standInFor();
    const time = createTime();
    const hub = clientOf(standIn, time);
    const checks = () =>
      standIn.log.filter(({ path }) => path === '/api/organizations/openai-community/overview').length;
    await hub.owner('ghost-1');
    await hub.owner('ghost-2');
    time.pass(29_000);
    await hub.owner('ghost-3');
    expect(checks()).toBe(1);
    time.pass(2000);
    expect(await hub.owner('ghost-4')).toEqual({ state: 'none' });
    expect(checks()).toBe(2);
  });

  test('and the known-good accounts are asked again after a hundred verdicts', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn);
    for (let number = 0; number < 101; number += 1) await hub.owner(`ghost-${number}`);
    expect(standIn.log.filter(({ path }) => path === '/api/organizations/openai-community/overview')).toHaveLength(2);
  });
});

describe('an owner is unknown, never none,', () => {
  test('in an outage in which organizations answer 404 for everybody', async () => {
    const standIn = await standInFor();
    standIn.fault(/\/api\/organizations\//, faults.noOrganization);
    const hub = clientOf(standIn);
    const why =
      'no user and no organization of this name answers, but the known-good organizations openai-community, huggingface, Qwen are missing here as well: an outage, or a mirror without them';
    expect(await hub.owner('Acme')).toEqual({ state: 'unknown', why });
    expect(await hub.owner('ghost')).toEqual({ state: 'unknown', why });
    expect(await hub.owner('alice')).toMatchObject({ state: 'present' });
  });

  test('in one in which users do', async () => {
    const standIn = await standInFor();
    standIn.fault(/\/api\/users\//, faults.noUser);
    const why = expect.stringContaining('the known-good users TheBloke, lysandre, julien-c are missing here as well');
    expect(await clientOf(standIn).owner('alice')).toEqual({ state: 'unknown', why });
  });

  test('on a mirror that has none of the known-good accounts', async () => {
    const standIn = await standInFor({ accounts: [{ kind: 'org', name: 'Acme', created: '2023-01-05T09:00:00Z' }] });
    const hub = clientOf(standIn);
    expect(await hub.owner('ghost')).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('a mirror without them'),
    });
    expect(await hub.owner('Acme')).toMatchObject({ state: 'present' });
  });

  test('when the outage begins after the known-good accounts were last asked, from half a minute on', async () => {
    const standIn = await standInFor();
    const time = createTime();
    const hub = clientOf(standIn, time);
    expect(await hub.owner('ghost')).toEqual({ state: 'none' });
    standIn.fault(/\/api\/organizations\//, faults.noOrganization);
    time.pass(31_000);
    expect(await hub.owner('Acme')).toMatchObject({ state: 'unknown' });
  });

  test('when the known-good accounts cannot be asked', async () => {
    const standIn = await standInFor();
    standIn.fault(/openai-community|huggingface|Qwen/, faults.broken);
    const why = expect.stringContaining(
      'the known-good organizations could not be asked for comparison: the Hub answered 500',
    );
    expect(await clientOf(standIn).owner('ghost')).toEqual({ state: 'unknown', why });
  });

  test('when a repository answers under it all the same, as with a suspended account', async () => {
    const standIn = await standInFor();
    standIn.world.lockOwner('Acme');
    const hub = clientOf(standIn);
    const [live, absent, moved] = await Promise.all([
      hub.resolve(model('Acme/chat')),
      hub.resolve(model('Acme/chess')),
      hub.resolve(model('Acme/chat-preview')),
    ]);
    const why = 'no user and no organization of this name answers, yet a repository under it does';
    expect(live).toMatchObject({ state: 'live' });
    expect(absent).toEqual({ state: 'absent', owner: { state: 'unknown', why } });
    expect(moved).toMatchObject({ state: 'moved', from: { state: 'unknown', why } });
  });

  test('when the overview answers for another name', async () => {
    const standIn = await standInFor();
    standIn.fault(/organizations\/Acme/, changing({ name: 'Apex' }));
    const why = "the Hub's overview of organizations answers for another name: renamed perhaps";
    expect(await clientOf(standIn).owner('Acme')).toEqual({ state: 'unknown', why });
  });

  test('when the overview redirects to another name', async () => {
    const standIn = await standInFor();
    standIn.fault(/users\/ghost/, redirectingTo('/api/users/alice/overview'));
    const why = "the Hub's overview of users answers for another name: renamed perhaps";
    expect(await clientOf(standIn).owner('ghost')).toEqual({ state: 'unknown', why });
  });

  test('when the overview redirects to another name that is missing', async () => {
    const standIn = await standInFor();
    standIn.fault(/organizations\/Acme/, redirectingTo('/api/organizations/Apex/overview'));
    const why = "the Hub's overview of organizations answers for another name: renamed perhaps";
    expect(await clientOf(standIn).owner('Acme')).toEqual({ state: 'unknown', why });
  });

  test("when a 404 is a page of a proxy and not the Hub's own", async () => {
    const standIn = await standInFor();
    standIn.fault(/ghost/, faults.notFoundPage);
    expect(await clientOf(standIn).owner('ghost')).toEqual({ state: 'unknown', why: 'the Hub answered 404' });
  });
});

test('a repository that answered only from the disk does not contradict a missing owner', async () => {
  const cacheDir = await temporaryFolder();
  const standIn = await standInFor();
  const time = createTime();
  await clientOf(standIn, { ...time, cacheDir }).resolve(model('Acme/chat'));
  standIn.world.deleteOwner('Acme');
  const hub = clientOf(standIn, { ...time, cacheDir });
  await hub.resolve(model('Acme/chat'));
  expect(await hub.resolve(model('Acme/chess'))).toEqual({ state: 'absent', owner: { state: 'none' } });
});
