import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HubError } from '../../src/hub/error.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { changing, faults } from '../stand-in/faults.ts';
import { clientOf, createTime, model, standInFor, temporaryFolder } from './client.ts';

/** Questions with every kind of answer. */
async function interview(hub: Hub): Promise<unknown[]> {
  const ids = [
    'Acme/chat',
    'ACME/chat',
    'gpt2',
    'ghost/chat',
    'bob/chat',
    'ghost/chess',
    'alice/chess',
    'chess',
    'Acme/secret',
    'Acme/guarded',
    'a--b/c',
    'alice/notes',
  ];
  const resolutions = await Promise.all(ids.map((id) => hub.resolve(model(id))));
  const kinds = await Promise.all(
    (['dataset', 'space', 'kernel'] as const).map((kind) => hub.resolve(model('alice/notes', kind))),
  );
  const revisions = await Promise.all(
    ['main', 'v1.0', 'a'.repeat(40), 'nowhere', 'refs/pr/7'].map((name) => hub.revision(model('Acme/chat'), name)),
  );
  const owners = await Promise.all(['Acme', 'alice', 'ghost', 'GHOST'].map((name) => hub.owner(name)));
  return [...resolutions, ...kinds, ...revisions, ...owners];
}

describe('a recording', () => {
  test.each([null, 'hf_of_alice'])(
    'played back gives the same answers, with the hub gone (token: %s)',
    async (token) => {
      const [standIn, record] = [await standInFor(), join(await temporaryFolder(), 'hub.json')];
      standIn.fault(/Acme\/guarded/, changing({ id: 'bob/chat' }));
      const recording = clientOf(standIn, { record, token });
      const before = await interview(recording);
      await recording.close();
      await standIn.stop();

      const playing = clientOf(standIn, { snapshot: record });
      expect(await interview(playing)).toEqual(before);
      expect(playing.stats()).toEqual({ requests: 0, cached: 0 });
      expect(before).toContainEqual({ state: 'absent', owner: { state: 'none' } });
      expect(before).toContainEqual(expect.objectContaining({ state: 'live' }));
    },
  );

  test('is one readable document, sorted, with the hub, the date and the known-good accounts', async () => {
    const [standIn, record, time] = [await standInFor(), join(await temporaryFolder(), 'hub.json'), createTime()];
    const hub = clientOf(standIn, { record, ...time });
    await hub.resolve(model('ghost/chat'));
    await hub.close();
    const text = await readFile(record, 'utf8');
    const { oid } = standIn.world.repository('model', 'Acme/chat');
    expect(text.endsWith('}\n')).toBe(true);
    const document = JSON.parse(text);
    expect(document).toMatchObject({
      version: 1,
      endpoint: standIn.url,
      recorded: '2026-11-21T12:00:00.000Z',
      authenticated: false,
    });
    expect(Object.keys(document.answers)).toEqual([
      'GET /api/models/Acme/chat?securityStatus=true',
      'GET /api/models/ghost/chat?securityStatus=true',
      'GET /api/organizations/ghost/overview',
      'GET /api/organizations/openai-community/overview',
      'GET /api/users/TheBloke/overview',
      'GET /api/users/ghost/overview',
    ]);
    expect(document.answers['GET /api/models/ghost/chat?securityStatus=true']).toEqual({
      status: 307,
      headers: { location: '/api/models/Acme/chat?securityStatus=true' },
      body: null,
    });
    expect(document.answers['GET /api/models/Acme/chat?securityStatus=true']).toEqual({
      status: 200,
      headers: {},
      body: {
        _id: oid,
        id: 'Acme/chat',
        sha: 'b'.repeat(40),
        createdAt: '2023-05-06T07:08:09.000Z',
        private: false,
        gated: false,
        disabled: false,
        securityRepoStatus: { scansDone: true, filesWithIssues: [{ path: 'model.bin', level: 'unsafe' }] },
      },
    });
  });

  test('is whole though the answers came from the disk', async () => {
    const [standIn, cacheDir, folder, time] = [
      await standInFor(),
      await temporaryFolder(),
      await temporaryFolder(),
      createTime(),
    ];
    const first = await interview(clientOf(standIn, { cacheDir, ...time }));
    const record = join(folder, 'hub.json');
    const hub = clientOf(standIn, { cacheDir, record, ...time });
    await interview(hub);
    await hub.close();
    expect(hub.stats().cached).toBeGreaterThan(10);
    expect(await interview(clientOf(standIn, { snapshot: record }))).toEqual(first);
  });

  test('can be made from a part of another', async () => {
    const [standIn, folder] = [await standInFor(), await temporaryFolder()];
    const [whole, part] = [join(folder, 'whole.json'), join(folder, 'part.json')];
    const recording = clientOf(standIn, { record: whole });
    await interview(recording);
    await recording.close();
    const cutting = clientOf(standIn, { snapshot: whole, record: part });
    const answer = await cutting.resolve(model('Acme/chat'));
    await cutting.close();
    const document = JSON.parse(await readFile(part, 'utf8'));
    expect(Object.keys(document.answers)).toEqual(['GET /api/models/Acme/chat?securityStatus=true']);
    expect(document.recorded).toBe(JSON.parse(await readFile(whole, 'utf8')).recorded);
    expect(await clientOf(standIn, { snapshot: part }).resolve(model('Acme/chat'))).toEqual(answer);
  });

  test('that cannot be written is an error with advice, and leaves nothing behind', async () => {
    const [standIn, folder] = [await standInFor(), await temporaryFolder()];
    const hub = clientOf(standIn, { record: join(folder, 'nowhere', 'hub.json') });
    await hub.owner('Acme');
    const failed = await hub.close().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(HubError);
    expect(failed).toMatchObject({
      message: expect.stringContaining('cannot write the recording'),
      help: expect.stringContaining('--record'),
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a snapshot', () => {
  async function recorded(): Promise<{ file: string; document: Record<string, unknown>; url: string }> {
    const [standIn, file] = [await standInFor(), join(await temporaryFolder(), 'hub.json')];
    const hub = clientOf(standIn, { record: file });
    await hub.resolve(model('ghost/chess'));
    await hub.close();
    return { file, document: JSON.parse(await readFile(file, 'utf8')), url: standIn.url };
  }

  test('says that it does not know what is not in it', async () => {
    const { file, url } = await recorded();
    const hub = clientOf({ url }, { snapshot: file });
    const unknown = { state: 'unknown', why: 'not in the snapshot' };
    expect(await hub.resolve(model('Acme/chat'))).toEqual(unknown);
    expect(await hub.owner('Acme')).toEqual(unknown);
    expect(await hub.revision(model('ghost/chess'), 'main')).toEqual(unknown);
    expect(await hub.resolve(model('ghost/chess'))).toEqual({ state: 'absent', owner: { state: 'none' } });
  });

  test('without the known-good accounts proves nobody gone', async () => {
    const { file, document, url } = await recorded();
    const { 'GET /api/users/TheBloke/overview': _, ...answers } = document.answers as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...document, answers }));
    const why = expect.stringContaining('could not be asked for comparison: not in the snapshot');
    expect(await clientOf({ url }, { snapshot: file }).owner('ghost')).toEqual({ state: 'unknown', why });
  });

  test('can be edited by hand', async () => {
    const { file, document, url } = await recorded();
    const answers = {
      'GET /api/organizations/Apex/overview': {
        status: 200,
        headers: {},
        body: { _id: '63b6b3c00000000000000000', name: 'Apex' },
      },
    };
    await writeFile(file, JSON.stringify({ ...document, answers }));
    expect(await clientOf({ url }, { snapshot: file }).owner('apex')).toMatchObject({ state: 'unknown' });
    expect(await clientOf({ url }, { snapshot: file }).owner('Apex')).toMatchObject({
      state: 'present',
      createdAt: '2023-01-05T11:25:52.000Z',
    });
  });

  test('stands for the hub that it was recorded from, and this is noted where another was named', async () => {
    const { file, url } = await recorded();
    const notes: string[] = [];
    const hub = clientOf({ url: 'https://huggingface.co' }, { snapshot: file, onNote: (note) => notes.push(note) });
    expect(await hub.owner('ghost')).toEqual({ state: 'none' });
    expect(notes).toEqual([`the snapshot was recorded from ${url}`]);
  });

  test.each<[string, string | ((document: Record<string, unknown>) => unknown), RegExp]>([
    ['is not JSON', '{"version": 1,', /is not JSON/],
    ['is something else', '[]', /is not a snapshot/],
    ['has no version', ({ version: _, ...rest }) => rest, /is not a snapshot: .* at version/],
    [
      'is of a newer version',
      (document) => ({ ...document, version: 2 }),
      /has version 2; this namesake reads version 1/,
    ],
    [
      'has an answer of another form',
      (document) => ({ ...document, answers: { 'GET /api/x': { status: 'ok' } } }),
      /at answers > GET \/api\/x > status/,
    ],
    [
      'has a field of another type',
      (document) => ({ ...document, answers: { 'GET /api/x': { status: 200, headers: {}, body: { _id: [1] } } } }),
      /at answers > GET \/api\/x > body > _id/,
    ],
    [
      'has a question of another form',
      (document) => ({ ...document, answers: { 'POST /api/x': { status: 200, headers: {}, body: null } } }),
      /is not a snapshot/,
    ],
    ['has an endpoint that is none', (document) => ({ ...document, endpoint: 'javascript:alert(1)' }), /at endpoint/],
  ])('that %s is an error with one line of help', async (_, change, message) => {
    const { file, document, url } = await recorded();
    await writeFile(file, typeof change === 'string' ? change : JSON.stringify(change(document)));
    const error = await Promise.resolve()
      .then(() => clientOf({ url }, { snapshot: file }))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HubError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), help: expect.stringMatching(/^.+$/) });
  });

  test('that is not there is an error with one line of help', async () => {
    const file = join(await temporaryFolder(), 'nowhere.json');
    expect(() => clientOf({ url: 'http://hub' }, { snapshot: file })).toThrow(/cannot read the snapshot .*ENOENT/);
  });

  test('is not mixed with what a disk remembers', async () => {
    const { file, url } = await recorded();
    const cacheDir = await temporaryFolder();
    const hub = clientOf({ url }, { snapshot: file, cacheDir });
    await hub.resolve(model('ghost/chess'));
    expect(await readdir(cacheDir)).toEqual([]);
  });
});

test('an outage that was recorded is still one when it is played back', async () => {
  const [standIn, record] = [await standInFor(), join(await temporaryFolder(), 'hub.json')];
  standIn.fault(/organizations/, faults.noOrganization);
  const hub = clientOf(standIn, { record });
  const before = await hub.resolve(model('Acme/chess'));
  await hub.close();
  expect(before).toMatchObject({ state: 'absent', owner: { state: 'unknown' } });
  expect(await clientOf(standIn, { snapshot: record }).resolve(model('Acme/chess'))).toEqual(before);
});
