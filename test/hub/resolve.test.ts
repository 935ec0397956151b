import { describe, expect, test } from 'vitest';
import { changing, redirectingTo } from '../stand-in/faults.ts';
import { refuse } from '../stand-in/reply.ts';
import { clientOf, model, repository, standInFor, town } from './client.ts';

describe('a repository that answers', () => {
  test('is live with its identity, its commit and what the scanners say', async () => {
    const standIn = await standInFor();
    const { oid } = standIn.world.repository('model', 'Acme/chat');
    expect(await clientOf(standIn).resolve(model('Acme/chat'))).toEqual({
      state: 'live',
      owner: null,
      repository: {
        id: model('Acme/chat'),
        oid,
        createdAt: '2023-05-06T07:08:09.000Z',
        commit: 'b'.repeat(40),
        private: false,
        gated: false,
        disabled: false,
        security: { done: true, issues: [{ path: 'model.bin', level: 'unsafe' }] },
      },
    });
    expect(standIn.log.map(({ path }) => path)).toEqual(['/api/models/Acme/chat?securityStatus=true']);
  });

  test.each(['dataset', 'space', 'kernel'] as const)('is found as a %s', async (kind) => {
    const standIn = await standInFor();
    const resolution = await clientOf(standIn).resolve(model('alice/notes', kind));
    const { oid } = standIn.world.repository(kind, 'alice/notes');
    expect(resolution).toMatchObject({ state: 'live', repository: { id: model('alice/notes', kind), oid } });
    expect(standIn.log).toHaveLength(1);
  });

  test('is live in any letter case, under the name as the Hub writes it', async () => {
    const standIn = await standInFor();
    const resolution = await clientOf(standIn).resolve(model('ACME/Chat'));
    expect(resolution).toMatchObject({ state: 'live', repository: { id: model('Acme/chat') } });
  });

  test('stays live when it is gated or disabled, and says so', async () => {
    const hub = clientOf(await standInFor());
    expect(await hub.resolve(model('Acme/guarded'))).toMatchObject({
      state: 'live',
      repository: { gated: true, disabled: false },
    });
    expect(await hub.resolve(model('Acme/withdrawn'))).toMatchObject({
      state: 'live',
      repository: { gated: false, disabled: true },
    });
  });

  test('has scans that are not done, which is not the same as clean', async () => {
    const standIn = await standInFor();
    standIn.world.repository('model', 'Acme/chat').security.done = false;
    const resolution = await clientOf(standIn).resolve(model('Acme/chat'));
    expect(resolution).toMatchObject({ state: 'live', repository: { security: { done: false } } });
  });

  test('has the time of its creation in its id where the body has none', async () => {
    const standIn = await standInFor();
    standIn.fault(/Acme\/chat/, changing({ createdAt: undefined }));
    const resolution = await clientOf(standIn).resolve(model('Acme/chat'));
    expect(resolution).toMatchObject({ repository: { createdAt: '2023-05-06T07:08:09.000Z' } });
  });

  test('is not said to be scanned where a level is unheard of', async () => {
    const standIn = await standInFor();
    standIn.fault(
      /Acme\/chat/,
      changing({ securityRepoStatus: { scansDone: true, filesWithIssues: [{ path: 'a', level: 'awful' }] } }),
    );
    expect(await clientOf(standIn).resolve(model('Acme/chat'))).toMatchObject({
      state: 'live',
      repository: { security: null },
    });
  });
});

describe('a name that redirects', () => {
  test('is moved, with the state of the owner of the old name', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn);
    const { oid } = standIn.world.repository('model', 'Acme/chat');
    expect(await hub.resolve(model('ghost/chat'))).toMatchObject({
      state: 'moved',
      repository: { id: model('Acme/chat'), oid },
      from: { state: 'none' },
    });
    expect(await hub.resolve(model('bob/chat'))).toMatchObject({
      state: 'moved',
      from: { state: 'present', kind: 'user', name: 'bob' },
    });
    expect(await hub.resolve(model('Acme/chat-preview'))).toMatchObject({
      state: 'moved',
      from: { state: 'present', kind: 'org', name: 'Acme' },
    });
  });

  test('has no old owner where it has one part', async () => {
    const standIn = await standInFor();
    expect(await clientOf(standIn).resolve(model('gpt2'))).toMatchObject({
      state: 'moved',
      repository: { id: model('openai-community/gpt2') },
      from: null,
    });
    expect(standIn.log).toHaveLength(2);
  });

  test('stops redirecting when someone registers the old owner and creates the repository anew', async () => {
    const standIn = await standInFor();
    standIn.world.addAccount({ kind: 'user', name: 'ghost', created: '2026-11-01T00:00:00Z' });
    const before = await clientOf(standIn).resolve(model('ghost/chat'));
    expect(before).toMatchObject({ state: 'moved', from: { state: 'present', createdAt: '2026-11-01T00:00:00.000Z' } });

    const { oid } = standIn.world.addRepository(repository('ghost/chat', { created: '2026-11-02T00:00:00Z' }));
    const after = await clientOf(standIn).resolve(model('ghost/chat'));
    expect(after).toMatchObject({
      state: 'live',
      repository: { id: model('ghost/chat'), oid, createdAt: '2026-11-02T00:00:00.000Z' },
    });
  });

  test('may redirect more than once', async () => {
    const standIn = await standInFor();
    standIn.fault(/models\/bob\/oldest/, redirectingTo('/api/models/bob/chat?securityStatus=true'));
    const direct = await clientOf(standIn).resolve(model('bob/oldest'));
    expect(direct).toMatchObject({
      state: 'moved',
      repository: { id: model('Acme/chat') },
      from: { state: 'present', name: 'bob' },
      through: [{ id: model('bob/chat'), owner: { state: 'present', name: 'bob' } }],
    });

    standIn.fault(/models\/alice\/eldest/, redirectingTo('/api/models/ghost/chat?securityStatus=true'));
    expect(await clientOf(standIn).resolve(model('alice/eldest'))).toMatchObject({
      state: 'moved',
      from: { state: 'present', name: 'alice' },
      through: [{ id: model('ghost/chat'), owner: { state: 'none' } }],
    });
  });

  test('is absent or restricted where it leads there, with the owner of the old name', async () => {
    const standIn = await standInFor();
    standIn.fault(/models\/Acme\/chat\?/, () => refuse(403, 'Access to this resource is disabled.'));
    const restricted = await clientOf(standIn).resolve(model('ghost/chat'));
    expect(restricted).toEqual({
      state: 'restricted',
      by: 'hub',
      why: 'moved, and disabled by the Hub',
      owner: { state: 'none' },
    });

    standIn.world.repository('model', 'Acme/chat').private = true;
    standIn.fault(/models\/Acme\/chat\?/, ({ normal }) => normal());
    expect(await clientOf(standIn).resolve(model('ghost/chat'))).toEqual({ state: 'absent', owner: { state: 'none' } });
  });
});

describe('a repository that does not answer', () => {
  test('is absent with its owner', async () => {
    const hub = clientOf(await standInFor());
    expect(await hub.resolve(model('ghost/chess'))).toEqual({ state: 'absent', owner: { state: 'none' } });
    expect(await hub.resolve(model('alice/chess'))).toMatchObject({
      state: 'absent',
      owner: { state: 'present', kind: 'user' },
    });
    expect(await hub.resolve(model('chess'))).toEqual({ state: 'absent', owner: null });
  });

  test('is the same as a private one to an anonymous caller, and not to its owner', async () => {
    const standIn = await standInFor();
    expect(await clientOf(standIn).resolve(model('Acme/secret'))).toMatchObject({
      state: 'absent',
      owner: { state: 'present' },
    });
    const live = await clientOf(standIn, { token: 'hf_of_alice' }).resolve(model('Acme/secret'));
    expect(live).toMatchObject({ state: 'live', repository: { private: true } });
    const absent = await clientOf(standIn, { token: 'hf_of_bob' }).resolve(model('Acme/secret'));
    expect(absent).toMatchObject({ state: 'absent', owner: { state: 'present' } });
  });

  test('is absent in the older form that mirrors answer in', async () => {
    const standIn = await standInFor();
    standIn.fault(/models\/alice\/chess/, () => refuse(401, 'Repository not found', 'RepoNotFound'));
    expect(await clientOf(standIn).resolve(model('alice/chess'))).toMatchObject({ state: 'absent' });
  });

  test.each([401, 403])('is restricted where it is gated as a whole (%i)', async (status) => {
    const standIn = await standInFor();
    standIn.fault(/models\/Acme\/chat/, () => refuse(status, 'Access to model Acme/chat is restricted.', 'GatedRepo'));
    expect(await clientOf(standIn).resolve(model('Acme/chat'))).toEqual({
      state: 'restricted',
      by: 'gate',
      why: 'gated: the Hub gives it only to those it has let in',
      owner: null,
    });
  });
});

describe('a kernel', () => {
  test('that is missing may be an older model repository, which is not decided', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn);
    expect(await hub.resolve(model('Acme/chat', 'kernel'))).toEqual({
      state: 'unknown',
      why: 'there is no kernel of this name, but perhaps a model repository, which older releases of kernels load',
    });
    expect(await hub.resolve(model('Acme/chess', 'kernel'))).toMatchObject({
      state: 'absent',
      owner: { state: 'present' },
    });
    expect(await hub.resolve(model('ghost/chat', 'kernel'))).toEqual({ state: 'absent', owner: { state: 'none' } });
  });

  test('is asked for without fields that the Hub has only for the other kinds', async () => {
    const standIn = await standInFor();
    await clientOf(standIn).resolve(model('alice/notes', 'kernel'));
    expect(standIn.log.map(({ path }) => path)).toEqual(['/api/kernels/alice/notes']);
  });
});

test('an account that is deleted and registered again is another one', async () => {
  const standIn = await standInFor({ ...town, redirects: [] });
  const { oid } = standIn.world.repository('model', 'Acme/chat');
  standIn.world.deleteOwner('Acme');
  expect(await clientOf(standIn).resolve(model('Acme/chat'))).toEqual({ state: 'absent', owner: { state: 'none' } });

  standIn.world.addAccount({ kind: 'user', name: 'acme', created: '2026-11-20T00:00:00Z' });
  standIn.world.addRepository(repository('acme/chat', { created: '2026-11-20T01:00:00Z' }));
  const again = await clientOf(standIn).resolve(model('Acme/chat'));
  expect(again).toMatchObject({ state: 'live', repository: { createdAt: '2026-11-20T01:00:00.000Z' } });
  expect(again).not.toMatchObject({ repository: { oid } });
});
