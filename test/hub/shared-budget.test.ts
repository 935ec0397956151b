import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { windowOnDisk } from '../../src/hub/window.ts';
import type { StandIn } from '../stand-in/stand-in.ts';
import { startAsker } from './asker.ts';
import { clientOf, createTime, model, standInFor, temporaryFolder } from './client.ts';

/** Counts the answers that refuse a request because the window is used up. */
function refusals(standIn: StandIn): () => number {
  let refused = 0;
  standIn.fault(/./, ({ normal }) => {
    const reply = normal();
    if (reply.status === 429) refused += 1;
    return reply;
  });
  return () => refused;
}

describe('processes that share a cache', () => {
  test('send no request that the Hub refuses, however many windows they need', async () => {
    const [standIn, cacheDir] = [await standInFor(), await temporaryFolder()];
    standIn.limits.windows.api = { requests: 25, seconds: 1 };
    const refused = refusals(standIn);
    const askers = ['ant', 'bee', 'cat'].map((prefix) => startAsker(standIn, cacheDir, [prefix, '30']));
    const results = await Promise.all(askers.map(({ result }) => result));
    expect(results).toEqual(results.map(() => ({ answered: 30, requests: 30, notes: [] })));
    expect(standIn.log).toHaveLength(90);
    expect(refused()).toBe(0);
  }, 60_000);

  test('are not held up by one that is killed', async () => {
    const [standIn, cacheDir] = [await standInFor(), await temporaryFolder()];
    standIn.limits.windows.api = { requests: 20, seconds: 1 };
    const refused = refusals(standIn);
    const [doomed, other] = [
      startAsker(standIn, cacheDir, ['ant', '500']),
      startAsker(standIn, cacheDir, ['bee', '30']),
    ];
    while (!standIn.log.some(({ path }) => path.includes('ant'))) await new Promise((wake) => setTimeout(wake, 5));
    doomed.kill();
    expect(await doomed.result).toBeNull();
    expect(await other.result).toEqual({ answered: 30, requests: 30, notes: [] });
    expect(refused()).toBe(0);
  }, 60_000);
});

describe('a window that is kept on the disk', () => {
  const told = { left: 0, ends: 0, held: 0, leases: [], quota: 500, length: 300_000 } as const;

  test('is known to the next run, so that it waits without having asked', async () => {
    const [time, cacheDir] = [createTime(), await temporaryFolder()];
    const standIn = await standInFor(undefined, { clock: time.clock });
    standIn.limits.windows.api = { requests: 1, seconds: 300 };
    await clientOf(standIn, { ...time, cacheDir }).resolve(model('chess'));
    const next = clientOf(standIn, { ...time, cacheDir, patience: 1000 });
    expect(await next.resolve(model('go'))).toMatchObject({ state: 'unknown', why: /rate limited for another 301 s/ });
    expect(standIn.log).toHaveLength(1);
  });

  test('is that of one token at one hub', async () => {
    const [time, cacheDir] = [createTime(), await temporaryFolder()];
    const standIn = await standInFor(undefined, { clock: time.clock });
    standIn.limits.windows.api = { requests: 1, seconds: 300 };
    await clientOf(standIn, { ...time, cacheDir }).resolve(model('chess'));
    const asBob = clientOf(standIn, { ...time, cacheDir, token: 'hf_of_bob', patience: 1000 });
    expect(await asBob.resolve(model('chess'))).toEqual({ state: 'absent', owner: null });
  });

  test.each([
    ['is cut short', '{"left":0,"ends":17'],
    ['is of another form', '{"left":"none"}'],
    ['ends in a year', JSON.stringify({ ...told, ends: Date.parse('2027-11-21') })],
    ['is held for a year', JSON.stringify({ ...told, held: Date.parse('2027-11-21') })],
  ])('holds nobody up where its file %s', async (_, text) => {
    const [standIn, time, cacheDir] = [await standInFor(), createTime(), await temporaryFolder()];
    await clientOf(standIn, { ...time, cacheDir }).resolve(model('chess'));
    const [name = ''] = (await readdir(cacheDir)).filter((each) => each.startsWith('rate-api-'));
    await writeFile(join(cacheDir, name), text);
    const hub = clientOf(standIn, { ...time, cacheDir, patience: 1000 });
    expect(await hub.resolve(model('go'))).toEqual({ state: 'absent', owner: null });
    expect(time.waits).toEqual([]);
  });

  test('is not kept locked by a process that was killed while it wrote', async () => {
    const [standIn, cacheDir] = [await standInFor(), await temporaryFolder()];
    await clientOf(standIn, { cacheDir }).resolve(model('chess'));
    const [name = ''] = (await readdir(cacheDir)).filter((each) => each.startsWith('rate-api-'));
    const lock = join(cacheDir, `${name}.lock`);
    await writeFile(lock, '');
    await utimes(lock, new Date(), new Date(Date.now() - 60_000));
    expect(await clientOf(standIn, { cacheDir }).resolve(model('go'))).toEqual({ state: 'absent', owner: null });
    expect((await readdir(cacheDir)).filter((each) => /\.lock|\.tmp/.test(each))).toEqual([]);
  });

  test('loses no update of those who change it at the same time', async () => {
    const directory = await temporaryFolder();
    const about = { directory, endpoint: 'http://hub', token: null, bucket: 'api', clock: Date.now };
    const stores = [1, 2, 3].map(() => windowOnDisk({ ...about, onUnwritable: () => {} }));
    await Promise.all(
      stores.flatMap((store, which) =>
        Array.from({ length: 30 }, (_, number) =>
          store.update((window) => [
            { ...window, leases: [...window.leases, { id: `${which} ${number}`, until: 0 }] },
            undefined,
          ]),
        ),
      ),
    );
    const [first] = stores;
    const leases = await first?.update((window) => [window, window.leases.length]);
    expect(leases).toBe(90);
  });
});
