import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { HubError } from '../../src/hub/error.ts';
import type { Hub } from '../../src/hub/hub.ts';
import type { ByteSource } from '../../src/model.ts';
import { failing, redirectingTo } from '../stand-in/faults.ts';
import { text } from '../stand-in/reply.ts';
import type { Scenario } from '../stand-in/scenario.ts';
import type { StandIn } from '../stand-in/stand-in.ts';
import { clientOf, model, repository, standInFor, town } from './client.ts';

/** Files of the Hub, read in part. */

const COMMIT = 'c'.repeat(40);
const MB = 1024 * 1024;

/** Bytes of which no two stretches are alike. */
function pattern(size: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < size; at += 32) parts.push(createHash('sha256').update(String(at)).digest());
  return Buffer.concat(parts).subarray(0, size);
}

const LARGE = pattern(3 * MB + 777);
const SMALL = pattern(5000);

const library: Scenario = {
  ...town,
  repositories: [
    repository('Acme/weights', {
      gated: 'auto',
      allowed: ['alice'],
      commits: [
        {
          id: COMMIT,
          date: '2023-05-06T07:08:09Z',
          files: {
            'model.bin': { base64: LARGE.toString('base64') },
            'a b/ü#?.bin': { base64: SMALL.toString('base64') },
            'small.bin': { base64: SMALL.toString('base64'), lfs: false },
            'huge.bin': { parts: [{ zeros: 40 * MB }, { base64: 'Lg==' }] },
            'empty.bin': { base64: '', lfs: false },
          },
        },
      ],
    }),
  ],
  redirects: [],
};

interface Library {
  readonly standIn: StandIn;
  readonly hub: Hub;
  open(path: string, size: number): ByteSource;
}

async function open(token: string | null = 'hf_of_alice'): Promise<Library> {
  const standIn = await standInFor(library);
  const hub = clientOf(standIn, { token });
  return { standIn, hub, open: (path, size) => hub.open({ id: model('Acme/weights'), commit: COMMIT, path, size }) };
}

test('the bytes at any place are those of the file, in LFS and in git', async () => {
  const library = await open();
  const large = library.open('model.bin', LARGE.length);
  for (const [offset, length] of [
    [0, 10],
    [LARGE.length - 5, 100],
    [32_767, 2],
    [1_000_000, 200_000],
    [5, 0],
    [LARGE.length, 10],
  ] as const) {
    expect(Buffer.from(await large.read(offset, length))).toEqual(LARGE.subarray(offset, offset + length));
  }
  for (const path of ['small.bin', 'a b/ü#?.bin']) {
    expect(Buffer.from(await library.open(path, SMALL.length).read(100, 4000))).toEqual(SMALL.subarray(100, 4100));
  }
  expect(await library.open('empty.bin', 0).read(0, 10)).toHaveLength(0);
});

test('the token goes to the hub and never to the CDN', async () => {
  const { standIn, ...library } = await open();
  await library.open('model.bin', LARGE.length).read(0, 10);
  await library.open('small.bin', SMALL.length).read(0, 10);
  expect(standIn.log.map(({ server, token }) => `${server} ${token}`)).toEqual([
    'hub true',
    'cdn false',
    'hub true',
    'hub true',
  ]);
});

test('without the token that it takes, a file cannot be read, and nothing is made up', async () => {
  const library = await open(null);
  await expect(library.open('model.bin', LARGE.length).read(0, 10)).rejects.toThrow(HubError);
});

test('the address behind the redirect is asked for once, and again when it has run out', async () => {
  const { standIn, ...library } = await open();
  const source = library.open('model.bin', LARGE.length);
  for (const offset of [0, MB, 2 * MB]) await source.read(offset, 10);
  expect(standIn.log.filter(({ server }) => server === 'hub')).toHaveLength(1);
  standIn.fault(/Signature=/, () => text(403, 'Request has expired'), 1);
  expect(Buffer.from(await source.read(3 * MB, 10))).toEqual(LARGE.subarray(3 * MB, 3 * MB + 10));
  expect(standIn.log.filter(({ server }) => server === 'hub')).toHaveLength(2);
});

test('what was read is not asked for again, also by two at a time', async () => {
  const { standIn, ...library } = await open();
  const source = library.open('model.bin', LARGE.length);
  await Promise.all([source.read(0, 1000), source.read(500, 1000), source.read(10_000, 10)]);
  const before = standIn.log.length;
  await source.read(20_000, 10_000);
  expect(standIn.log.length).toBe(before);
  expect(before).toBe(2);
});

test('who reads on gets more at a time, who jumps does not', async () => {
  const { standIn, ...library } = await open();
  const source = library.open('model.bin', LARGE.length);
  for (let offset = 0; offset < LARGE.length; offset += 8192) await source.read(offset, 8192);
  // In blocks of 32 KB alone it would be 97 requests.
  expect(standIn.log.length).toBeLessThan(12);
  const jumping = library.open('huge.bin', 40 * MB + 1);
  const before = library.hub.stats().requests;
  for (const offset of [0, 30 * MB, 10 * MB, 20 * MB]) await jumping.read(offset, 10);
  expect(library.hub.stats().requests - before).toBe(5);
});

test('a server that knows no ranges gives the start of a file, and the rest is said not to be read', async () => {
  const { standIn, ...library } = await open();
  standIn.ignoreRange = true;
  const large = library.open('model.bin', LARGE.length);
  expect(Buffer.from(await large.read(2 * MB, 10))).toEqual(LARGE.subarray(2 * MB, 2 * MB + 10));
  expect(Buffer.from(await large.read(0, 10))).toEqual(LARGE.subarray(0, 10));
  const huge = library.open('huge.bin', 40 * MB + 1);
  expect(await huge.read(0, 10)).toHaveLength(10);
  await expect(huge.read(40 * MB, 1)).rejects.toThrow('the server knows no ranges');
  expect(standIn.log.filter(({ server }) => server === 'cdn')).toHaveLength(2);
});

test.each([
  ['a part of another size', { 'content-range': 'bytes 0-32767/999999' }],
  ['another part', { 'content-range': `bytes 32768-65535/${LARGE.length}` }],
  ['a part without saying which', {}],
])('%s is trouble', async (_, headers) => {
  const { standIn, ...library } = await open();
  standIn.fault(/Signature=/, (request) => {
    const { body } = request.normal();
    return { status: 206, headers: { ...headers }, body };
  });
  await expect(library.open('model.bin', LARGE.length).read(0, 10)).rejects.toThrow('other bytes than those asked for');
});

test('a part that is cut off is trouble', async () => {
  const { standIn, ...library } = await open();
  standIn.fault(/Signature=/, (request) => {
    const reply = request.normal();
    return { ...reply, body: { size: 100, bytes: (start, end) => reply.body.bytes(start, end) } };
  });
  await expect(library.open('model.bin', LARGE.length).read(0, 10)).rejects.toThrow('cut off');
});

test.each([
  ['another size', { 'x-linked-size': '5' }, 'another size'],
  ['another commit', { 'x-repo-commit': 'd'.repeat(40) }, 'another commit'],
])('a redirect that tells of %s is trouble', async (_, headers, why) => {
  const { standIn, ...library } = await open();
  standIn.fault(/\/resolve\//, (request) => {
    const reply = request.normal();
    return { ...reply, headers: { ...reply.headers, ...headers } };
  });
  await expect(library.open('model.bin', LARGE.length).read(0, 10)).rejects.toThrow(why);
});

test.each([
  ['another repository', '/Other/weights/resolve/main/model.bin', 'another repository'],
  ['no address', 'http://[', 'not an address'],
  ['a file', 'file:///etc/passwd', 'not https'],
  ['a password', 'https://user:secret@127.0.0.1:1/x', 'password'],
])('a redirect to %s is not followed', async (_, location, why) => {
  const { standIn, ...library } = await open();
  standIn.fault(/\/resolve\//, redirectingTo(location));
  await expect(library.open('model.bin', LARGE.length).read(0, 10)).rejects.toThrow(why);
  expect(standIn.log).toHaveLength(1);
});

test('a CDN that is down for a moment is asked again, and one that stays down does not keep the hub from being asked', async () => {
  const { standIn, hub, ...library } = await open();
  standIn.fault(/Signature=/, failing(503), 1);
  expect(await library.open('model.bin', LARGE.length).read(0, 10)).toHaveLength(10);
  standIn.fault(/Signature=/, failing(503));
  for (let index = 0; index < 9; index++) {
    await expect(library.open('model.bin', LARGE.length).read(0, 10)).rejects.toThrow("the Hub's storage");
  }
  expect(await hub.resolve(model('Acme/weights'))).toMatchObject({ state: 'live' });
});
