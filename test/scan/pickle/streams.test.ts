import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../src/scan/context.ts';
import { fileContext } from '../../../src/scan/nested.ts';
import { scanPickle } from '../../../src/scan/pickle/scan-pickle.ts';
import { scanSource } from '../../../src/scan/scan.ts';
import { memorySource } from '../../../src/scan/source.ts';
import { BINPERSID, bytes, int, NONE, named, PAYLOAD, pickle, proto, text, tuple } from './assemble.ts';
import { gapsOf, OS_SYSTEM, scanned, told } from './scanned.ts';

const CLEAN = pickle(NONE);
const EVIL = pickle(PAYLOAD);

describe('every pickle of a file is run', () => {
  test('one behind the other', async () => {
    const result = await scanned(CLEAN, CLEAN, EVIL, CLEAN);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
    expect(result.streams?.map(({ start, end }) => `${start}-${end}`)).toEqual(['0-4', '4-8', '8-39', '39-43']);
  });

  test('behind padding, which is no gap', async () => {
    const result = await scanned(CLEAN, Buffer.alloc(64), EVIL, Buffer.alloc(70_000));
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });

  test('behind junk, which is one', async () => {
    const result = await scanned(CLEAN, '\xff\xfe\xfd junk', EVIL);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(gapsOf(result)).toEqual(['4-12: 0xff is no opcode']);
  });

  test('behind one that broke', async () => {
    const result = await scanned(proto(4), 'h\x05', CLEAN, EVIL);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(gapsOf(result)).toEqual(['2-4: nothing was put at 5 of the memo']);
  });

  test('of protocol 0 behind junk', async () => {
    const result = await scanned(CLEAN, Buffer.alloc(300_000, 0xff), "(S'echo'\nios\nsystem\n.");
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(gapsOf(result)).toEqual(['4-300004: 0xff is no opcode']);
  });

  test('behind undecodable text', async () => {
    const result = await scanned(proto(4), '\x8c\x02\xff\xff', EVIL);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(gapsOf(result)).toEqual(['2-6: its text is not UTF-8']);
  });
});

test('chance makes no evidence of junk', async () => {
  let state = 12345;
  const junk = Uint8Array.from({ length: 500_000 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state >>> 16;
  });
  const result = await scanned(CLEAN, '\xff', junk);
  expect(told(result)).toEqual([]);
  expect(result.gaps.length).toBeGreaterThan(0);
  expect(result.gaps[0]?.start).toBe(4);
});

test('what is no pickle is a gap from its first byte to its last, and not understood', async () => {
  const result = await scanned(Buffer.alloc(1000, 0xff));
  expect(result).toMatchObject({ format: 'unknown', understood: false, evidence: [] });
  expect(gapsOf(result)).toEqual(['0-1000: 0xff is no opcode']);
});

describe('a caller that knows what stands behind the pickles', () => {
  const bytesOf = bytes(CLEAN, EVIL, Buffer.alloc(100, 0xff));
  const context = () => fileContext('test.pkl', LIMITS, new AbortController().signal, scanSource);

  test('asks for so many, and gets no gap for the rest', async () => {
    const result = await scanPickle(memorySource(bytesOf), context(), { streams: 2 });
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
    expect(result.streams).toHaveLength(2);
  });

  test('is told what they ask of their loader, and what they leave', async () => {
    const id = tuple(text('storage'), named('torch', 'FloatStorage'), text('0'), text('cpu'), int(10));
    const [stream] = (await scanned(pickle(id, BINPERSID, '0', '\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19'))).streams ?? [];
    expect(stream).toEqual({
      start: 0,
      end: 60,
      marked: true,
      stopped: true,
      persistentIds: [['storage', { global: 'torch FloatStorage' }, '0', 'cpu', 10]],
      result: 0x1950a86a20f9469cfc6cn,
    });
  });
});

test('an aborted scan tells what it saw and that it was aborted', async () => {
  const stop = new AbortController();
  const stream = bytes(proto(4), PAYLOAD, '0', 'N0'.repeat(400_000), 'N.');
  const source = memorySource(stream);
  const context = fileContext('test.pkl', LIMITS, stop.signal, scanSource);
  const result = await scanPickle(
    {
      size: source.size,
      read(offset, length) {
        if (offset > 0) stop.abort('too late');
        return source.read(offset, length);
      },
    },
    context,
  );
  expect(told(result)).toEqual([OS_SYSTEM]);
  expect(result.gaps.map(({ end, why }) => [end, why])).toEqual([[stream.length, 'too late']]);
});
