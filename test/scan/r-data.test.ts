import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { SCAN_VERDICTS } from '../../src/model.ts';
import { createRandom, mutated } from './build/mutations.ts';
import { ofKind, scanBytes } from './build/scanned.ts';

/** R's objects, assembled item by item as `serialize.c` writes them. */

function int(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(value, index * 4);
  return bytes;
}

const chars = (value: string) => Buffer.concat([int(0x40009, value.length), Buffer.from(value)]);
const symbol = (name: string) => Buffer.concat([int(1), chars(name)]);
const strings = (...values: readonly string[]) => Buffer.concat([int(16, values.length), ...values.map(chars)]);
const [NULL, GLOBAL, UNBOUND] = [int(254), int(253), int(252)];
/** `f(argument)`. */
const call = (f: Uint8Array, argument: Uint8Array) => Buffer.concat([int(6), f, int(2), argument, NULL]);
const promise = (value: Uint8Array, code: Uint8Array) => Buffer.concat([int(5), value, code]);
const list = (...items: readonly Uint8Array[]) => Buffer.concat([int(19, items.length), ...items]);
const numbers = Buffer.concat([int(14, 2), Buffer.alloc(16)]);

const rds = (item: Uint8Array) => Buffer.concat([Buffer.from('X\n'), int(2, 0x30602, 0x20300), item]);
const rds3 = (item: Uint8Array) =>
  Buffer.concat([Buffer.from('X\n'), int(3, 0x40300, 0x30500, 5), Buffer.from('UTF-8'), item]);

const model = list(numbers, strings('plover'), call(symbol('lm'), symbol('formula')));

describe("R's objects", () => {
  test.each([
    ['of version 2', rds(model), 'R object'],
    ['of version 3', rds3(model), 'R object'],
    ['in a workspace', Buffer.concat([Buffer.from('RDX3\n'), rds3(model)]), 'R workspace'],
    ['packed', gzipSync(rds3(model)), 'R object'],
  ])('that hold numbers and formulas are clean: %s', async (_, bytes, format) => {
    const scan = await scanBytes(bytes, 'model.rds');
    expect([scan.verdict, scan.evidence, scan.inconclusive]).toEqual(['clean', [], []]);
    expect(scan.format).toContain(format);
  });

  test('with a promise that is not kept are dangerous, and what it calls is told (CVE-2024-27322)', async () => {
    const scan = await scanBytes(
      rds3(list(numbers, promise(UNBOUND, call(symbol('system'), strings('echo'))))),
      'm.rds',
    );
    expect(scan.evidence.map(({ severity, kind, subject }) => [severity, kind, subject])).toEqual([
      ['critical', 'promise', 'promise'],
      ['critical', 'dangerous-call', 'system'],
    ]);
  });

  test('with a promise that was kept are clean', async () => {
    expect(await scanBytes(rds(promise(numbers, symbol('x'))), 'm.rds')).toMatchObject({
      verdict: 'clean',
      evidence: [],
    });
  });

  test('with a function that runs programs when it is called say so', async () => {
    const closure = Buffer.concat([int(0x403), GLOBAL, NULL, call(symbol('system'), strings('echo'))]);
    const scan = await scanBytes(rds(closure), 'm.rds');
    expect([scan.verdict, ofKind(scan, 'held-call')]).toMatchObject([
      'clean',
      [{ severity: 'info', subject: 'system' }],
    ]);
  });

  test('name a function once and refer to it afterwards', async () => {
    const again = int((1 << 8) | 255);
    const item = list(symbol('system'), promise(UNBOUND, call(again, strings('echo'))));
    expect(ofKind(await scanBytes(rds(item), 'm.rds'), 'dangerous-call')).toMatchObject([{ subject: 'system' }]);
  });

  test.each([
    ['cut off', rds(model).subarray(0, 60)],
    ['with more items than bytes', rds(int(19, 2 ** 31 - 1))],
    ['with an item that there is not', rds(int(99))],
    ['with something behind it', Buffer.concat([rds(numbers), Buffer.from('plover')])],
    ['written as text', Buffer.from('A\n2\n197636\n131840\n14\n1\n42\n')],
    ['nested without end', rds(Buffer.concat(Array(5000).fill(int(19, 1))))],
  ])('%s are inconclusive', async (_, bytes) => {
    expect((await scanBytes(bytes, 'm.rds')).verdict).toBe('inconclusive');
  });

  test('broken anywhere come to a verdict', async () => {
    const random = createRandom(3);
    for (let round = 0; round < 500; round++) {
      const scan = await scanBytes(mutated(rds3(model), rds(promise(UNBOUND, symbol('x'))), random), 'm.rds');
      expect(SCAN_VERDICTS).toContain(scan.verdict);
    }
  });
});
