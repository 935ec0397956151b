import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HubError } from '../../src/hub/error.ts';
import { faults, redirectingTo } from '../stand-in/faults.ts';
import { clientOf, model, standInFor, temporaryFolder } from './client.ts';

const TOKEN = 'hf_of_alice';

describe('a token', () => {
  test('goes with every request to its own hub', async () => {
    const standIn = await standInFor();
    await clientOf(standIn, { token: TOKEN }).resolve(model('ghost/chat'));
    expect(standIn.log.length).toBeGreaterThan(3);
    expect(standIn.log.every(({ token }) => token)).toBe(true);
  });

  test('goes to no other origin, not even to a port next door', async () => {
    const standIn = await standInFor();
    const stranger = await standInFor();
    standIn.fault(/./, redirectingTo(`${stranger.url}/api/models/Acme/chat`));
    standIn.fault(/dataset/, redirectingTo(`${standIn.cdnUrl}/api/datasets/alice/notes`));
    const hub = clientOf(standIn, { token: TOKEN });
    const why = 'the Hub redirects to another host, which is not followed';
    expect(await hub.resolve(model('Acme/chat'))).toEqual({ state: 'unknown', why });
    expect(await hub.resolve(model('alice/notes', 'dataset'))).toEqual({ state: 'unknown', why });
    expect(await hub.owner('alice')).toEqual({ state: 'unknown', why });
    expect(stranger.log).toEqual([]);
    expect(standIn.log.filter(({ server }) => server === 'cdn')).toEqual([]);
  });

  test('is written nowhere, though a server repeats it in its answers', async () => {
    const standIn = await standInFor();
    const folder = await temporaryFolder();
    const record = join(folder, 'record.json');
    const cacheDir = join(folder, 'cache');
    const hub = clientOf(standIn, { token: TOKEN, cacheDir, record });
    standIn.fault(/models\/Acme\/chat/, faults.echoesToken);
    const answers = [
      await hub.resolve(model('Acme/chat')),
      await hub.resolve(model('Acme/secret')),
      await hub.resolve(model('ghost/chess')),
      await hub.revision(model('Acme/secret'), 'main'),
    ];
    await hub.close();
    expect(answers[0]).toEqual({ state: 'unknown', why: 'the Hub answered 403 (No access with ***)' });
    expect(answers[1]).toMatchObject({ state: 'live' });

    const written = await readdir(cacheDir);
    expect(written.length).toBeGreaterThan(2);
    const texts = await Promise.all(
      [record, ...written.map((name) => join(cacheDir, name))].map((file) => readFile(file, 'utf8')),
    );
    for (const text of [...texts, ...written, JSON.stringify(answers)]) expect(text).not.toContain(TOKEN);
  });

  test('that the Hub refuses makes everything unknown, and is tried once', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn, { token: 'hf_revoked' });
    const answers = await Promise.all([
      hub.resolve(model('Acme/chat')),
      hub.resolve(model('ghost/chess')),
      hub.owner('ghost'),
      hub.revision(model('Acme/chat'), 'main'),
    ]);
    const why = 'the Hub refuses the token (invalid or expired): mend HF_TOKEN, or go without one';
    expect(answers).toEqual(answers.map(() => ({ state: 'unknown', why })));
    expect(standIn.log).toHaveLength(1);
  });

  test.each(['hf_abc\r\nx-evil: 1', 'hf_abc def', 'hf_äöüäöü', '', 'short'])(
    'that none could be is an error without the token: %j',
    async (token) => {
      const standIn = await standInFor();
      const create = () => clientOf(standIn, { token });
      expect(create).toThrow(HubError);
      expect(create).toThrow('the token is not one the Hub could have given');
    },
  );
});

test('a request says who asks', async () => {
  const standIn = await standInFor();
  await clientOf(standIn).resolve(model('Acme/chat'));
  expect(standIn.log[0]?.userAgent).toMatch(/^namesake\/\d+\.\d+\.\d+; node\/\d+\.\d+\.\d+$/);
});
