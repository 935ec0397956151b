import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { EVIL, HARMLESS } from './build/payload.ts';
import { ofKind, payloads, scanBytes } from './build/scanned.ts';

/** Compressed files: every wrapping that joblib and the archivers write, whatever the file is called. */

const FIXTURES = join(import.meta.dirname, '../../fixtures/scan/containers');
const fixture = (name: string) => readFile(join(FIXTURES, name));

describe('a payload is found', () => {
  test.each([
    ['evil.bz2', 'bzip2'],
    ['evil.xz', 'xz'],
    ['evil.lzma', 'LZMA'],
    ['evil.lz4', 'LZ4'],
    ['evil.zst', 'Zstandard'],
    ['long.bz2', 'bzip2'],
    ['long.xz', 'xz'],
    ['long.lz4', 'LZ4'],
    ['long.zst', 'Zstandard'],
    ['odd.lzma', 'LZMA'],
    ['joined.bz2', 'bzip2'],
    ['joined.xz', 'xz'],
    ['joined.lz4', 'LZ4'],
    ['joined.zst', 'Zstandard'],
  ])('in %s', async (name, format) => {
    const scan = await scanBytes(await fixture(name), 'model.joblib');
    expect(payloads(scan)).toEqual([format]);
    expect(scan).toMatchObject({ verdict: 'dangerous', format: `${format} of pickle (protocol 2)`, inconclusive: [] });
  });

  test('in gzip, with a name and a comment in its header', async () => {
    const plain = gzipSync(EVIL);
    expect(payloads(await scanBytes(plain))).toEqual(['gzip']);
    const named = Buffer.concat([
      plain.subarray(0, 3),
      Buffer.from([0x18]),
      plain.subarray(4, 10),
      Buffer.from('a.pkl\0hi\0'),
      plain.subarray(10),
    ]);
    expect(payloads(await scanBytes(named))).toEqual(['gzip']);
  });

  test('in the second of two members of gzip, and behind the padding between them', async () => {
    const joined = Buffer.concat([gzipSync(EVIL.subarray(0, 9)), gzipSync(EVIL.subarray(9))]);
    expect(payloads(await scanBytes(joined))).toEqual(['gzip']);
    const padded = Buffer.concat([gzipSync(EVIL.subarray(0, 9)), Buffer.alloc(600), gzipSync(EVIL.subarray(9))]);
    expect(payloads(await scanBytes(padded))).toEqual(['gzip']);
  });

  test('in zlib, at every level', async () => {
    for (const level of [0, 1, 5, 9]) expect(payloads(await scanBytes(deflateSync(EVIL, { level })))).toEqual(['zlib']);
  });

  test("in joblib's oldest form", async () => {
    const size = `0x${EVIL.length.toString(16)}`.padEnd(19);
    for (const blank of ['', ' ']) {
      const bytes = Buffer.concat([Buffer.from(`ZF${size}${blank}`), deflateSync(EVIL)]);
      expect(payloads(await scanBytes(bytes))).toEqual(['joblib ZF']);
    }
  });

  test('in several wrappings, one in the other', async () => {
    expect(payloads(await scanBytes(gzipSync(deflateSync(gzipSync(EVIL)))))).toEqual(['gzip > zlib > gzip']);
  });

  test('in a 7z, whatever its members are called', async () => {
    const scan = await scanBytes(await fixture('evil.7z'), 'model.pt');
    expect(payloads(scan)).toEqual(['model.pkl', 'sub/weights']);
    expect(scan.format).toBe('7z');
    expect(payloads(await scanBytes(await fixture('bzip2.7z')))).toEqual(['data']);
  });
});

test('in a 7z whose stream breaks behind the payload, which PyTorch users were sent, it is found as well', async () => {
  const scan = await scanBytes(await fixture('broken.7z'), 'model.pt');
  expect(payloads(scan)).toEqual(['archive/data.pkl']);
  expect(scan.inconclusive).toMatchObject([{ within: ['archive/data.pkl'] }]);
});

test('what stands behind the end of a stream is looked at', async () => {
  const scan = await scanBytes(Buffer.concat([gzipSync(HARMLESS), EVIL]));
  expect(payloads(scan)).toHaveLength(1);
  expect(payloads(scan)[0]).toMatch(/^bytes \d+ to \d+$/);
});

describe('a stream that breaks is a gap, and what came before counts', () => {
  // Long enough that the payload has been given before the end is missed.
  const long = Buffer.concat([EVIL, Buffer.alloc(300_000, 'a line that goes on and on, ')]);
  test.each([
    ['gzip', gzipSync(long)],
    ['zlib', deflateSync(long)],
  ])('%s', async (_, bytes) => {
    for (const broken of [
      bytes.subarray(0, bytes.length - 30),
      Buffer.concat([bytes.subarray(0, bytes.length - 30), Buffer.alloc(64, 0xff)]),
    ]) {
      const scan = await scanBytes(broken);
      expect(payloads(scan)).toHaveLength(1);
      expect(scan.inconclusive.some(({ why }) => why.includes('the stream breaks'))).toBe(true);
    }
  });

  test.each(['long.xz', 'long.lz4', 'long.zst', 'long.bz2', 'odd.lzma'])('%s', async (name) => {
    const bytes = await fixture(name);
    const half = Math.floor(bytes.length / 2);
    for (const broken of [bytes.subarray(0, half), Buffer.from(bytes).fill(0x5a, half, half + 40)]) {
      expect((await scanBytes(broken)).verdict).not.toBe('clean');
    }
    expect((await scanBytes(bytes.subarray(0, half))).inconclusive.length).toBeGreaterThan(0);
  });

  test('7z', async () => {
    const bytes = Buffer.from(await fixture('evil.7z'));
    for (const broken of [bytes.subarray(0, 100), Buffer.from(bytes).fill(0, 32, 60)]) {
      expect((await scanBytes(broken)).verdict).toBe('inconclusive');
    }
  });
});

test('a 7z that is encrypted is inconclusive, and a member that leads out of it is told', async () => {
  const encrypted = await scanBytes(await fixture('encrypted.7z'));
  expect(encrypted).toMatchObject({ verdict: 'inconclusive', inconclusive: [{ why: 'data: it is encrypted' }] });
  const escaping = await scanBytes(await fixture('escaping.7z'));
  expect(ofKind(escaping, 'escaping-path')).toMatchObject([{ severity: 'high', subject: '../evil' }]);
});

test('what only begins like a weakly marked stream is no such stream', async () => {
  const sum = Buffer.from('x^2 + y^2 = z^2, and other sentences that begin like zlib\n');
  expect(await scanBytes(sum, 'notes.txt')).toMatchObject({ verdict: 'clean', format: 'text' });
});

test('what unpacks to hundreds of times its size, and to hundreds of megabytes, is a bomb', async () => {
  const zeros = Buffer.alloc(260 * 1024 * 1024);
  const bomb = await scanBytes(gzipSync(zeros, { level: 1 }));
  expect(ofKind(bomb, 'decompression-bomb')).toMatchObject([{ severity: 'medium', subject: 'gzip' }]);
  // Arrays of zeros are as small, and ordinary.
  const small = await scanBytes(gzipSync(zeros.subarray(0, 50 * 1024 * 1024)));
  expect(ofKind(small, 'decompression-bomb')).toEqual([]);
});

describe('limits', () => {
  const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024));

  test('of bytes that are unpacked: what is beyond is a gap', async () => {
    const scan = await scanBytes(bomb, 'x', { limits: { bytes: 1024 * 1024 } });
    expect(scan.verdict).toBe('inconclusive');
    expect(scan.inconclusive.some(({ why }) => why === 'more than 1048576 bytes to unpack')).toBe(true);
  });

  test('of depth', async () => {
    let bytes: Buffer = EVIL;
    for (let depth = 0; depth < 5; depth++) bytes = gzipSync(bytes);
    const deep = await scanBytes(bytes, 'x', { limits: { depth: 3 } });
    expect(deep).toMatchObject({ verdict: 'inconclusive', inconclusive: [{ why: 'nested more than 3 deep' }] });
    expect(payloads(await scanBytes(bytes, 'x', { limits: { depth: 5 } }))).toHaveLength(1);
  });

  test('of time, and of patience: a scan that is cancelled says so', async () => {
    const stop = new AbortController();
    stop.abort();
    const scan = await scanBytes(bomb, 'x', { signal: stop.signal });
    expect(scan.inconclusive.at(-1)).toMatchObject({ why: 'cancelled' });
    const late = await scanBytes(bomb, 'x', { limits: { time: 0 } });
    expect(late.inconclusive.at(-1)).toMatchObject({ why: 'the scan took more than 0 s' });
  });
});
