import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVIL } from './build/payload.ts';
import { payloads, places, scanBytes } from './build/scanned.ts';

/** MessagePack, as Flax writes it. */

const FLAX = readFileSync(join(import.meta.dirname, '../../fixtures/scan/others/flax_model.msgpack'));
/** `{"a": ...}` */
const map = (...value: readonly (number | Uint8Array)[]) =>
  Buffer.concat([
    Buffer.from([0x81, 0xa1, 0x61]),
    ...value.map((each) => (typeof each === 'number' ? Buffer.from([each]) : each)),
  ]);

describe('MessagePack', () => {
  test('as the reference library writes the weights of Flax is clean', async () => {
    const scan = await scanBytes(FLAX, 'flax_model.msgpack');
    expect([scan.verdict, scan.format, scan.evidence]).toEqual(['clean', 'Flax weights (MessagePack)', []]);
  });

  test('with an extension of somebody else says so', async () => {
    expect(places(await scanBytes(map(0xd4, 42, 0), 'm.msgpack'), 'unknown-extension')).toEqual(['extension 42']);
  });

  test('with a pickle in it is dangerous', async () => {
    const data = Buffer.concat([EVIL, Buffer.alloc(100)]);
    const scan = await scanBytes(map(0xc5, 0, data.length, data), 'm.msgpack');
    expect(payloads(scan)).toEqual(['bytes at 6']);
  });

  test.each([
    ['cut off', FLAX.subarray(0, 100)],
    ['with more behind it', Buffer.concat([FLAX, Buffer.alloc(64, 0xc1)])],
    ['with a count that cannot be', map(0xdf, 0xff, 0xff, 0xff, 0xff)],
    ['nested without end', map(...Array(3000).fill(0x91), 0xc0)],
  ])('%s is none', async (_, bytes) => {
    expect((await scanBytes(bytes, 'm.msgpack')).format).not.toContain('MessagePack');
  });
});
