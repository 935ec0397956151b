import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openCache } from '../../src/hub/cache.ts';
import { changing, faults } from '../stand-in/faults.ts';
import { startAsker } from './asker.ts';
import { clientOf, createTime, model, standInFor, temporaryFolder } from './client.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The names of the answers in a cache, which holds the rate limit as well. */
async function entriesIn(cacheDir: string): Promise<string[]> {
  return (await readdir(cacheDir)).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
}

describe('an answer on the disk', () => {
  test('spares the next run its request', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    const ask = async () => {
      const hub = clientOf(standIn, { ...time, cacheDir });
      const answers = [
        await hub.resolve(model('Acme/chat')),
        await hub.resolve(model('bob/chat')),
        await hub.resolve(model('alice/chess')),
        await hub.revision(model('Acme/chat'), 'v1.0'),
        await hub.owner('Acme'),
      ];
      return { answers, stats: hub.stats() };
    };
    const first = await ask();
    const second = await ask();
    expect(second.answers).toEqual(first.answers);
    expect(first.stats.cached).toBe(0);
    expect(second.stats.requests).toBe(0);
    expect(second.stats.cached).toBeGreaterThan(5);
  });

  test('is believed for hours about an identity', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    const asked = async () => {
      const hub = clientOf(standIn, { ...time, cacheDir });
      await hub.resolve(model('Acme/chat'));
      await hub.owner('Acme');
      return hub.stats().requests;
    };
    expect(await asked()).toBe(2);
    time.pass(1.5 * HOUR);
    expect(await asked()).toBe(0);
    time.pass(HOUR);
    expect(await asked()).toBe(2);
  });

  test('is believed for minutes about an absence', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    const asked = async () => {
      const hub = clientOf(standIn, { ...time, cacheDir });
      await hub.resolve(model('chess'));
      await hub.revision(model('Acme/chat'), 'nowhere');
      return hub.stats().requests;
    };
    expect(await asked()).toBe(2);
    time.pass(4 * MINUTE);
    expect(await asked()).toBe(0);
    time.pass(2 * MINUTE);
    expect(await asked()).toBe(2);
  });

  test('is believed for ever about a full commit, and no longer than others about a branch', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    const asked = async (revision: string) => {
      const hub = clientOf(standIn, { ...time, cacheDir });
      await hub.revision(model('Acme/chat'), revision);
      return hub.stats().requests;
    };
    expect(await asked('a'.repeat(40))).toBe(1);
    expect(await asked('main')).toBe(1);
    time.pass(10_000 * HOUR);
    expect(await asked('a'.repeat(40))).toBe(0);
    expect(await asked('main')).toBe(1);
  });

  test('is believed for as long as --max-age says, an absence as well as an identity', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    const asked = async (maxAge: number | null) => {
      const hub = clientOf(standIn, { ...time, cacheDir, maxAge });
      await hub.resolve(model('Acme/chat'));
      await hub.resolve(model('chess'));
      return hub.stats().requests;
    };
    expect(await asked(null)).toBe(2);
    time.pass(23 * HOUR);
    expect(await asked(24 * HOUR)).toBe(0);
    time.pass(2 * HOUR);
    expect(await asked(24 * HOUR)).toBe(2);
    expect(await asked(0)).toBe(2);
  });

  test('is believed for ever about a full commit, whatever --max-age says', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    const ask = async (options: { maxAge?: number }) => {
      const hub = clientOf(standIn, { ...time, cacheDir, ...options });
      await hub.revision(model('Acme/chat'), 'a'.repeat(40));
      return hub.stats().requests;
    };
    expect(await ask({})).toBe(1);
    time.pass(HOUR);
    expect(await ask({ maxAge: 0 })).toBe(0);
  });

  test('is believed whatever its age where it was heard by the run that is taken up again', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    await clientOf(standIn, { ...time, cacheDir }).resolve(model('Acme/chat'));
    time.pass(HOUR);
    const freshSince = time.clock();
    await clientOf(standIn, { ...time, cacheDir }).resolve(model('chess'));
    time.pass(10 * HOUR);
    const hub = clientOf(standIn, { ...time, cacheDir, freshSince });
    await hub.resolve(model('chess'));
    expect(hub.stats()).toEqual({ requests: 0, cached: 1 });
    await hub.resolve(model('Acme/chat'));
    expect(hub.stats()).toEqual({ requests: 1, cached: 1 });
  });

  test('does not come from the future', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    await clientOf(standIn, { ...time, cacheDir }).owner('Acme');
    time.pass(-MINUTE);
    const hub = clientOf(standIn, { ...time, cacheDir });
    await hub.owner('Acme');
    expect(hub.stats()).toEqual({ requests: 1, cached: 0 });
  });

  test('is of use only to callers with the same token, at the same hub', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    const asAlice = { ...time, cacheDir, token: 'hf_of_alice' };
    expect(await clientOf(standIn, asAlice).resolve(model('Acme/secret'))).toMatchObject({ state: 'live' });
    expect(await clientOf(standIn, asAlice).resolve(model('Acme/secret'))).toMatchObject({ state: 'live' });
    expect(standIn.log).toHaveLength(1);
    expect(await clientOf(standIn, { ...asAlice, token: 'hf_of_bob' }).resolve(model('Acme/secret'))).toMatchObject({
      state: 'absent',
    });
    expect(await clientOf(standIn, { ...asAlice, token: null }).resolve(model('Acme/secret'))).toMatchObject({
      state: 'absent',
    });
    const empty = await standInFor({ accounts: [] });
    expect(await clientOf(empty, asAlice).resolve(model('Acme/secret'))).toMatchObject({ state: 'unknown' });
  });

  test('is made of what was understood alone: trouble and riddles are not kept', async () => {
    const [standIn, cacheDir] = [await standInFor(), await temporaryFolder()];
    standIn.fault(/organizations/, faults.noOrganization);
    standIn.fault(/guarded/, changing({ id: 'bob/chat' }));
    standIn.fault(/withdrawn/, faults.html);
    const hub = clientOf(standIn, { cacheDir });
    // An outage: neither the absence of the repository nor that of the owner is believed.
    await hub.resolve(model('Acme/chess'));
    await hub.resolve(model('Acme/guarded'));
    await hub.resolve(model('Acme/withdrawn'));
    expect(await entriesIn(cacheDir)).toEqual([]);
  });
});

describe('a missing owner', () => {
  test('is not believed from the disk alone: the known-good accounts are asked again', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    expect(await clientOf(standIn, { ...time, cacheDir }).owner('ghost')).toEqual({ state: 'none' });
    const again = clientOf(standIn, { ...time, cacheDir });
    expect(await again.owner('ghost')).toEqual({ state: 'none' });
    expect(again.stats()).toEqual({ requests: 2, cached: 2 });

    standIn.fault(/organizations/, faults.noOrganization);
    expect(await clientOf(standIn, { ...time, cacheDir }).owner('ghost')).toMatchObject({ state: 'unknown' });
  });

  test('is asked for anew after minutes', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    await clientOf(standIn, { ...time, cacheDir }).owner('ghost');
    standIn.world.addAccount({ kind: 'org', name: 'ghost', created: '2026-11-21T12:01:00Z' });
    time.pass(6 * MINUTE);
    expect(await clientOf(standIn, { ...time, cacheDir }).owner('ghost')).toMatchObject({ state: 'present' });
  });
});

describe('a cache directory', () => {
  const entries: readonly [string, (whole: string) => string][] = [
    ['cut short', (whole) => whole.slice(0, whole.length / 2)],
    ['empty', () => ''],
    ['not JSON', () => '\u0000\u0001'],
    ['of a newer version', (whole) => whole.replace('"version":1', '"version":2')],
    ['about another request', (whole) => whole.replaceAll('Acme', 'Apex')],
    ['with another key', (whole) => whole.replace(/"key":"./, '"key":"-')],
    ['with a field too many', (whole) => whole.replace('{', '{"__proto__":{},')],
    ['with a status that is none', (whole) => whole.replace('"status":200', '"status":2')],
    ['larger than any', (whole) => whole + ' '.repeat(1024 * 1024)],
  ];
  test.each(entries)('may hold an entry that is %s: it is ignored and replaced', async (_, damage) => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    const before = await clientOf(standIn, { ...time, cacheDir }).owner('Acme');
    const [name = ''] = await entriesIn(cacheDir);
    const file = join(cacheDir, name);
    await writeFile(file, damage(await readFile(file, 'utf8')));
    const hub = clientOf(standIn, { ...time, cacheDir });
    expect(await hub.owner('Acme')).toEqual(before);
    expect(hub.stats()).toEqual({ requests: 1, cached: 0 });
    const next = clientOf(standIn, { ...time, cacheDir });
    expect(await next.owner('Acme')).toEqual(before);
    expect(next.stats()).toEqual({ requests: 0, cached: 1 });
  });

  test('may hold folders, dead links and pipes where entries belong', async () => {
    const [standIn, cacheDir, time] = [await standInFor(), await temporaryFolder(), createTime()];
    await clientOf(standIn, { ...time, cacheDir }).owner('Acme');
    const [name = ''] = await entriesIn(cacheDir);
    const other = await temporaryFolder();
    await mkdir(join(other, name));
    expect(await clientOf(standIn, { ...time, cacheDir: other }).owner('Acme')).toMatchObject({ state: 'present' });
    const third = await temporaryFolder();
    await symlink(join(third, 'nowhere'), join(third, name));
    expect(await clientOf(standIn, { ...time, cacheDir: third }).owner('Acme')).toMatchObject({ state: 'present' });
    const fourth = await temporaryFolder();
    execFileSync('mkfifo', [join(fourth, name)]);
    expect(await clientOf(standIn, { ...time, cacheDir: fourth }).owner('Acme')).toMatchObject({ state: 'present' });
  });

  test('that cannot be written is noted once and done without', async () => {
    const [standIn, folder] = [await standInFor(), await temporaryFolder()];
    await writeFile(join(folder, 'file'), '');
    const notes: string[] = [];
    const cacheDir = join(folder, 'file', 'cache');
    const hub = clientOf(standIn, { cacheDir, onNote: (note) => notes.push(note) });
    expect(await hub.resolve(model('Acme/chat'))).toMatchObject({ state: 'live' });
    expect(await hub.owner('alice')).toMatchObject({ state: 'present' });
    expect(notes).toEqual([`the cache directory ${cacheDir} cannot be written (ENOTDIR): going on without it`]);
  });

  test('is readable by its owner alone, for it may tell of private repositories', async () => {
    const [standIn, folder] = [await standInFor(), await temporaryFolder()];
    const cacheDir = join(folder, 'new', 'cache');
    await clientOf(standIn, { cacheDir }).owner('Acme');
    const [name = ''] = await entriesIn(cacheDir);
    expect((await stat(cacheDir)).mode & 0o077).toBe(0);
    expect((await stat(join(cacheDir, name))).mode & 0o077).toBe(0);
  });

  test('is rid of what killed processes left half written, and of nothing that is being written', async () => {
    const [standIn, cacheDir] = [await standInFor(), await temporaryFolder()];
    const [old, young] = [join(cacheDir, `${'0'.repeat(64)}.a.tmp`), join(cacheDir, `${'0'.repeat(64)}.b.tmp`)];
    for (const file of [old, young]) await writeFile(file, '{"version":1,');
    await utimes(old, new Date(), new Date(Date.now() - 2 * HOUR));
    await clientOf(standIn, { cacheDir }).owner('Acme');
    const left = (await readdir(cacheDir)).filter((name) => name.endsWith('.tmp'));
    expect(left).toEqual([`${'0'.repeat(64)}.b.tmp`]);
  });

  test('on a full disk is noted once and done without', async () => {
    const [standIn, cacheDir] = [await standInFor(), await temporaryFolder()];
    // A process that may not make a file longer than nothing: every write fails, while files can be made and removed.
    const asker = startAsker(standIn, cacheDir, ['chat', '3'], 'ulimit -f 0');
    expect(await asker.result).toEqual({ answered: 3, requests: 3, notes: [expect.stringContaining('(EFBIG)')] });
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test('holds only whole entries after two processes wrote it and were killed', async () => {
    const cacheDir = await temporaryFolder();
    const writer = fileURLToPath(new URL('./cache-writer.ts', import.meta.url));
    const processes = [1, 2].map(() =>
      spawn(process.execPath, ['--import', 'tsx', writer, cacheDir], { stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    // The writer says so when it has written every entry once; from then on it replaces them.
    await Promise.all(processes.map((child) => once(child.stdout, 'data')));
    for (const child of processes) child.kill('SIGKILL');
    await Promise.all(processes.map((child) => once(child, 'exit')));

    const cache = openCache({
      directory: cacheDir,
      endpoint: 'http://hub',
      token: null,
      maxAge: null,
      freshSince: null,
      clock: Date.now,
      onUnwritable: () => {},
    });
    for (let number = 0; number < 20; number += 1) {
      const exchange = await cache.read(`/api/users/user-${number}/overview`);
      expect(exchange).toMatchObject({ status: 200, body: { user: `user-${number}`, error: 'x'.repeat(500) } });
    }
  });
});
