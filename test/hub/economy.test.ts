import { describe, expect, test } from 'vitest';
import { createHub } from '../../src/hub/hub.ts';
import { changing, faults } from '../stand-in/faults.ts';
import { clientOf, model, standInFor } from './client.ts';

describe('nothing is asked twice', () => {
  test('in a row or at the same time, in whatever letter case', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn);
    const twice = <T>(ask: () => Promise<T>) => Promise.all([ask(), ask()]);
    await twice(() => hub.resolve(model('Acme/chat')));
    await twice(() => hub.resolve(model('acme/CHAT')));
    await twice(() => hub.revision(model('Acme/chat'), 'main'));
    await twice(() => hub.owner('Acme'));
    await twice(() => hub.owner('ACME'));
    expect(standIn.log.map(({ path }) => path)).toEqual([
      '/api/models/Acme/chat?securityStatus=true',
      '/api/models/Acme/chat/revision/main?expand=sha',
      '/api/organizations/Acme/overview',
    ]);
    expect(hub.stats()).toEqual({ requests: 3, cached: 0 });
  });

  test('about an owner with many missing repositories', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, number) => hub.resolve(model(`ghost/chess-${number}`))),
    );
    expect(answers).toEqual(answers.map(() => ({ state: 'absent', owner: { state: 'none' } })));
    // Forty repositories, two overviews, two known-good accounts.
    expect(standIn.log).toHaveLength(44);
  });

  test('about the target of several redirects', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn);
    await Promise.all([
      hub.resolve(model('bob/chat')),
      hub.resolve(model('Acme/chat-preview')),
      hub.resolve(model('Acme/chat')),
    ]);
    expect(standIn.log.filter(({ path }) => path.startsWith('/api/models/Acme/chat?'))).toHaveLength(1);
  });

  test('but a model and a data set of one name are two', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn);
    const [asModel, asDataset] = await Promise.all([
      hub.resolve(model('alice/notes')),
      hub.resolve(model('alice/notes', 'dataset')),
    ]);
    expect(asModel).toMatchObject({ repository: { id: { kind: 'model' } } });
    expect(asDataset).toMatchObject({ repository: { id: { kind: 'dataset' } } });
    expect(standIn.log).toHaveLength(2);
  });
});

test('no more than eight requests are under way at the same time', async () => {
  const standIn = await standInFor();
  const hub = clientOf(standIn);
  standIn.latency = 20;
  await Promise.all(Array.from({ length: 30 }, (_, number) => hub.resolve(model(`chess-${number}`))));
  expect(standIn.log).toHaveLength(30);
  expect(standIn.mostAtOnce()).toBe(8);
});

describe('a run that is cancelled', () => {
  test('answers all its questions as unknown, those under way and those that wait', async () => {
    const standIn = await standInFor();
    const abort = new AbortController();
    const hub = clientOf(standIn, { signal: abort.signal, sleep: () => Promise.resolve() });
    // Before the first answer, which tells of the rate limit, one request alone is under way.
    await hub.owner('alice');
    standIn.log.length = 0;
    standIn.fault(/./, faults.hang);
    const asked = Promise.all(Array.from({ length: 30 }, (_, number) => hub.resolve(model(`Acme/chat-${number}`))));
    while (standIn.log.length < 8) await new Promise((resolve) => setTimeout(resolve, 5));
    abort.abort();
    expect(new Set((await asked).map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"state":"unknown","why":"cancelled"}']),
    );
    expect(await hub.resolve(model('Acme/chat'))).toEqual({ state: 'unknown', why: 'cancelled' });
    expect(standIn.log).toHaveLength(8);
  });

  test('does not go on waiting for the rate limit', async () => {
    const standIn = await standInFor();
    standIn.limits.windows.api = { requests: 1, seconds: 300 };
    const abort = new AbortController();
    const hub = createHub({
      endpoint: standIn.url,
      token: null,
      cacheDir: null,
      snapshot: null,
      record: null,
      signal: abort.signal,
    });
    await hub.resolve(model('Acme/chat'));
    const waiting = hub.resolve(model('Acme/guarded'));
    setTimeout(() => abort.abort(), 20);
    expect(await waiting).toEqual({ state: 'unknown', why: 'cancelled' });
  });
});

test('a description of many thousand files is read', async () => {
  const standIn = await standInFor();
  const siblings = Array.from({ length: 100_000 }, (_, number) => ({ rfilename: `data/part-${number}.parquet` }));
  standIn.fault(/Acme\/chat/, changing({ siblings }));
  expect(await clientOf(standIn).resolve(model('Acme/chat'))).toMatchObject({ state: 'live' });
});
