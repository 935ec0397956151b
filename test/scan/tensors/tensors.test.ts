import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVIL } from '../build/payload.ts';
import { ofKind, payloads, scanBytes } from '../build/scanned.ts';
import { zip } from '../build/zip.ts';

/** Files of numbers: clean where the numbers account for every byte, and looked into where they do not. */

const FIXTURES = join(import.meta.dirname, '../../../fixtures/scan/tensors');

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function safetensors(header: object | string, data: Uint8Array = new Uint8Array(0)): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  return Buffer.concat([u64(text.length), text, data]);
}

const row = (start: number, end: number) => ({ dtype: 'F32', shape: [(end - start) / 4], data_offsets: [start, end] });

describe('safetensors', () => {
  test('as the reference library writes it is clean', async () => {
    const scan = await scanBytes(readFileSync(join(FIXTURES, 'model.safetensors')), 'model.safetensors');
    expect([scan.verdict, scan.format, scan.evidence, scan.inconclusive]).toEqual(['clean', 'safetensors', [], []]);
  });

  test.each([
    ['one tensor reaches into another', { a: row(0, 16), b: row(8, 24) }, 'overlap > b'],
    ['a shape needs other bytes', { a: { dtype: 'F32', shape: [3], data_offsets: [0, 16] } }, 'impossible-header > a'],
    ['it ends before it begins', { a: { dtype: 'F32', shape: [4], data_offsets: [16, 0] } }, 'impossible-header > a'],
    ['an offset is negative', { a: { dtype: 'F32', shape: [4], data_offsets: [-16, 0] } }, 'impossible-header > a'],
    ['an offset is no number', { a: { dtype: 'F32', shape: [4], data_offsets: ['0', 16] } }, 'impossible-header > a'],
  ])('where %s is suspicious', async (_, header, expected) => {
    const scan = await scanBytes(safetensors(header, Buffer.alloc(24)), 'model.safetensors');
    expect(scan.verdict).toBe('suspicious');
    expect(scan.evidence.map(({ kind, subject }) => `${kind} > ${subject}`)).toContain(expected);
  });

  test('a key that stands twice is told, for readers differ', async () => {
    const header = `{"a":${JSON.stringify(row(0, 16))},"a":${JSON.stringify(row(0, 8))}}`;
    const scan = await scanBytes(safetensors(header, Buffer.alloc(16)), 'model.safetensors');
    expect(ofKind(scan, 'duplicate-key').map(({ subject }) => subject)).toEqual(['a']);
  });

  test.each([
    ['beyond the file', safetensors({ a: row(0, 64) }, Buffer.alloc(16))],
    ['without all of its header', safetensors({ a: row(0, 16) }).subarray(0, 20)],
    ['with a header that is no JSON', safetensors('{"a": oops}')],
  ])('%s is inconclusive', async (_, bytes) => {
    expect((await scanBytes(bytes, 'model.safetensors')).verdict).toBe('inconclusive');
  });

  test('what no tensor accounts for is scanned as what it is', async () => {
    const hidden = Buffer.concat([EVIL, Buffer.alloc(8192)]);
    for (const [header, data] of [
      [{ a: row(0, 16) }, Buffer.concat([Buffer.alloc(16), hidden])],
      [{ a: row(hidden.length, hidden.length + 16) }, Buffer.concat([hidden, Buffer.alloc(16)])],
    ] as const) {
      const scan = await scanBytes(safetensors(header, data), 'model.safetensors');
      expect([scan.verdict, payloads(scan).length]).toEqual(['dangerous', 1]);
    }
  });

  test('a zip behind the tensors is read as a zip', async () => {
    const bytes = Buffer.concat([
      safetensors({ a: row(0, 16) }, Buffer.alloc(16)),
      zip([{ name: 'm/data.pkl', data: EVIL }]),
    ]);
    expect((await scanBytes(bytes, 'model.safetensors')).verdict).toBe('dangerous');
  });
});

const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);

interface Gguf {
  readonly keys?: readonly Buffer[];
  readonly tensors?: readonly Buffer[];
  readonly counts?: readonly [tensors: number | bigint, keys: number | bigint];
  readonly data?: Uint8Array;
  readonly version?: number;
}

function gguf({ keys = [], tensors = [], counts, data = new Uint8Array(0), version = 3 }: Gguf): Buffer {
  const [tensorCount, keyCount] = counts ?? [tensors.length, keys.length];
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    u32(version),
    u64(tensorCount),
    u64(keyCount),
    ...keys,
    ...tensors,
  ]);
  return Buffer.concat([header, Buffer.alloc((32 - (header.length % 32)) % 32), data]);
}

const key = (name: string, value: string): Buffer => Buffer.concat([text(name), u32(8), text(value)]);
const tensor = (name: string, numbers: number, offset: number, type = 0): Buffer =>
  Buffer.concat([text(name), u32(1), u64(numbers), u32(type), u64(offset)]);

describe('GGUF', () => {
  test.each(['model.gguf', 'model-big-endian.gguf'])(
    'as the reference library writes it is clean: %s',
    async (name) => {
      const scan = await scanBytes(readFileSync(join(FIXTURES, name)), name);
      expect([scan.verdict, scan.format, scan.evidence, scan.inconclusive]).toEqual([
        'clean',
        'GGUF (version 3)',
        [],
        [],
      ]);
    },
  );

  test.each(['tokenizer.chat_template', 'tokenizer.chat_template.tool_use'])(
    'the template %s is judged',
    async (name) => {
      const scan = await scanBytes(gguf({ keys: [key(name, '{{ x.__class__ }}')] }), 'model.gguf');
      expect(scan.verdict).toBe('dangerous');
      expect(ofKind(scan, 'template-escape').map(({ subject }) => subject)).toEqual(['__class__']);
    },
  );

  test.each([
    ['a tensor reaches into another', { tensors: [tensor('a', 16, 0), tensor('b', 8, 32)], data: Buffer.alloc(64) }],
    ['a tensor has too many dimensions', { tensors: [Buffer.concat([text('a'), u32(9)])], data: Buffer.alloc(64) }],
    ['a tensor is not aligned', { tensors: [tensor('a', 4, 5)], data: Buffer.alloc(64) }],
    ['a key stands twice', { keys: [key('a', 'b'), key('a', 'c')] }],
    ['the alignment is none', { keys: [Buffer.concat([text('general.alignment'), u32(4), u32(0)])] }],
  ])('where %s is suspicious', async (_, content: Gguf) => {
    expect((await scanBytes(gguf(content), 'model.gguf')).verdict).toBe('suspicious');
  });

  test.each([
    ['more keys than there are bytes', gguf({ counts: [0, 2n ** 63n] })],
    ['more tensors than there are bytes', gguf({ counts: [2n ** 40n, 0] })],
    ['a string longer than the file', gguf({ keys: [Buffer.concat([u64(2n ** 62n), Buffer.from('x')])] })],
    ['a value of no known type', gguf({ keys: [Buffer.concat([text('a'), u32(77)])] })],
    [
      'arrays in arrays without end',
      gguf({ keys: [Buffer.concat([text('a'), ...Array(64).fill(Buffer.concat([u32(9)])), u64(1)])] }),
    ],
    ['an unknown version', gguf({ version: 99 })],
    ['a tensor beyond the file', gguf({ tensors: [tensor('a', 1024, 0)], data: Buffer.alloc(64) })],
    ['nothing behind its mark', Buffer.from('GGUF')],
  ])('with %s is inconclusive', async (_, bytes) => {
    expect((await scanBytes(bytes, 'model.gguf')).verdict).toBe('inconclusive');
  });

  test('what no tensor accounts for is scanned as what it is', async () => {
    const data = Buffer.concat([Buffer.alloc(64), EVIL, Buffer.alloc(8192)]);
    const scan = await scanBytes(gguf({ tensors: [tensor('a', 16, 0)], data }), 'model.gguf');
    expect([scan.verdict, payloads(scan).length]).toEqual(['dangerous', 1]);
  });
});
