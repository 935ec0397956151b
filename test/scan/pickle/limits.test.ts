import { describe, expect, test } from 'vitest';
import type { ByteSource } from '../../../src/model.ts';
import { memorySource } from '../../../src/scan/source.ts';
import {
  APPEND,
  APPENDS,
  BINPERSID,
  BUILD,
  bytes,
  call,
  ECHO,
  EMPTY_DICT,
  EMPTY_LIST,
  get,
  global,
  int,
  MARK,
  MEMOIZE,
  NEWOBJ,
  NONE,
  PAYLOAD,
  type Piece,
  POP,
  proto,
  SETITEMS,
  STOP,
  TUPLE,
  TUPLE1,
  text,
  tuple,
} from './assemble.ts';
import { gapsOf, OS_SYSTEM, scanned, scannedSource, told } from './scanned.ts';

/** A source of which most is zeros that are never written down; counts what is read of it. */
function sparse(head: Uint8Array, zeros: number, tail: Uint8Array): ByteSource & { readonly seen: () => number } {
  let seen = 0;
  const size = head.length + zeros + tail.length;
  return {
    size,
    seen: () => seen,
    async read(offset, length) {
      const end = Math.min(size, offset + length);
      const result = Buffer.alloc(Math.max(0, end - offset));
      seen += result.length;
      head.subarray(offset, end).forEach((byte, i) => {
        result[i] = byte;
      });
      const tailAt = head.length + zeros;
      for (let at = Math.max(offset, tailAt); at < end; at++) result[at - offset] = tail[at - tailAt] ?? 0;
      return result;
    },
  };
}

function length8(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

describe('long operands are skipped, not read', () => {
  const TWO_GB = 2 * 2 ** 30;
  test.each([
    ['BINBYTES8', '\x8e'],
    ['BINUNICODE8', '\x8d'],
    ['BYTEARRAY8', '\x96'],
  ])('two gigabytes of %s', async (_name, opcode) => {
    const source = sparse(bytes(proto(5), opcode, length8(TWO_GB)), TWO_GB, bytes(POP, PAYLOAD, STOP));
    const result = await scannedSource(source);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
    expect(source.seen()).toBeLessThan(2 ** 20);
  });

  test('a line of twenty megabytes is read in pieces', async () => {
    const result = await scanned("S'", Buffer.alloc(20_000_000, 'a'), "'\n", POP, PAYLOAD, STOP);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });
});

describe('what is built is bounded, and what is done is followed all the same', () => {
  const many = (piece: string, count: number) => Buffer.from(piece.repeat(count), 'latin1');

  test('a million values on the stack', async () => {
    const result = await scanned(many(NONE, 1_000_000), PAYLOAD, STOP);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });

  test('a million values that are taken away again, one by one', async () => {
    const result = await scanned('K\x07', many(NONE, 1_000_000), many(POP, 1_000_000), STOP);
    expect(result.streams?.[0]).toMatchObject({ stopped: true, result: 7 });
  });

  test('a tuple of a million', async () => {
    const result = await scanned(global('os', 'system'), MARK, many(NONE, 1_000_000), TUPLE, TUPLE1, 'R', STOP);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.evidence[0]?.details[0]).toMatch(/^os\.system\(\(None, .* 999988 more\)\)$/);
  });

  test('a list of a million, made with one APPENDS', async () => {
    const result = await scanned(EMPTY_LIST, MARK, many(NONE, 1_000_000), APPENDS, POP, PAYLOAD, STOP);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });

  test('a dictionary of half a million, and an odd one', async () => {
    const even = await scanned(EMPTY_DICT, MARK, many(NONE, 1_000_000), SETITEMS, STOP);
    expect(even.gaps).toEqual([]);
    const odd = await scanned(EMPTY_DICT, MARK, many(NONE, 1_000_001), SETITEMS, STOP);
    expect(gapsOf(odd)).toEqual(['1000003-1000005: a key without a value']);
  });

  test('a million marks', async () => {
    const result = await scanned(PAYLOAD, many(MARK, 2_000_000), NONE, STOP);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(gapsOf(result).map((gap) => gap.split(': ')[1])).toEqual(['more than 1048576 marks']);
  });

  test('a million entries of the memo', async () => {
    const result = await scanned(proto(4), many(`${NONE}${MEMOIZE}${POP}`, 1_000_000), PAYLOAD, STOP);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });

  test('text upon text, more than is held: names are still known', async () => {
    const long = text('x'.repeat(30_000));
    const filler = Buffer.concat(Array.from({ length: 6000 }, () => bytes(long, MEMOIZE, POP)));
    const result = await scanned(proto(4), filler, text('os'), text('system'), '\x93', text(ECHO), TUPLE1, 'R', STOP);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });

  test('text that doubles again and again is not made', async () => {
    const double = bytes('2', '\x86', 'R');
    const add = global('operator', 'add');
    const stream = bytes(
      proto(4),
      ...Array.from({ length: 200 }, () => add),
      text('aaaaaaaa'),
      ...Array.from({ length: 200 }, () => double),
      STOP,
    );
    const result = await scanned(stream);
    expect(told(result)).toEqual(['medium indirect-call operator.add']);
  });
});

test('opcodes are counted, and where the count ends is told', async () => {
  const source = memorySource(bytes(PAYLOAD, Buffer.alloc(100_000, 'N'), STOP));
  const result = await scannedSource(source, { steps: 10_000 });
  expect(told(result)).toEqual([OS_SYSTEM]);
  expect(result.gaps.map(({ end, why }) => [end, why])).toEqual([[source.size, 'more opcodes than are followed']]);
});

test('calls that call calls end at the same count', async () => {
  // map(map, [map, map, …], [[…], …]): each level calls all of the next.
  const map = global('builtins', 'map');
  let inner = bytes(EMPTY_LIST, MARK, Buffer.from('K\x01'.repeat(100), 'latin1'), APPENDS);
  for (let i = 0; i < 8; i++) {
    inner = bytes(
      EMPTY_LIST,
      MARK,
      inner,
      '\x94',
      ...Array.from({ length: 99 }, () => `h${String.fromCharCode(i)}`),
      APPENDS,
    );
  }
  let call = global('builtins', 'len');
  for (let i = 0; i < 8; i++) call = bytes(global('functools', 'partial'), map, call, '\x86', 'R').toString('latin1');
  const result = await scannedSource(memorySource(bytes(proto(4), map, call, inner, '\x86', 'R', STOP)), {
    steps: 200_000,
  });
  expect(result.gaps).toHaveLength(1);
});

test('a source that gives less than it promised is a gap', async () => {
  const stream = bytes(PAYLOAD, int(1), STOP);
  const result = await scannedSource({ size: 1_000_000, read: memorySource(stream).read });
  expect(told(result)).toEqual([OS_SYSTEM]);
});

describe('values that hold themselves, or one another many times over, are looked at once', () => {
  /** A list that holds itself two hundred times. */
  const ITSELF = bytes(EMPTY_LIST, MEMOIZE, ...Array.from({ length: 200 }, () => bytes(get(0), APPEND)));

  test('as what a pickle leaves, and asks its loader for', async () => {
    const scan = await scanned(proto(4), ITSELF, BINPERSID, POP, get(0), STOP);
    expect(scan).toMatchObject({ evidence: [], gaps: [] });
    expect(scan.streams).toMatchObject([{ stopped: true }]);
  });

  test('as the arguments of a call', async () => {
    const calls = Array.from({ length: 200 }, (_, i) => bytes(call(global('os', `spawn${i}`), get(0)), POP));
    const scan = await scanned(proto(4), ITSELF, POP, ...calls, PAYLOAD, STOP);
    expect(told(scan)).toContain(OS_SYSTEM);
    expect(scan.evidence).toHaveLength(201);
  });

  test('as the type of an array', async () => {
    const dtype = (fields: Piece) =>
      bytes(
        call(global('numpy', 'dtype'), text('V8')),
        tuple(int(3), text('|'), NONE, tuple(text('a'), text('b')), fields, int(8), int(1), int(16)),
        BUILD,
        MEMOIZE,
      );
    const record = (inner: number) => bytes(EMPTY_DICT, MARK, text('a'), get(inner), text('b'), get(inner), SETITEMS);
    const types = Array.from({ length: 100 }, (_, i) => bytes(dtype(i === 0 ? NONE : record(i - 1)), POP));
    const wrapper = bytes(
      global('joblib.numpy_pickle', 'NumpyArrayWrapper'),
      tuple(),
      NEWOBJ,
      bytes(EMPTY_DICT, MARK, text('shape'), tuple(int(2)), text('dtype'), get(99), SETITEMS),
      BUILD,
    );
    const scan = await scanned(proto(4), ...types, wrapper, Buffer.alloc(16), POP, PAYLOAD, STOP);
    expect(told(scan)).toEqual([OS_SYSTEM]);
    expect(scan.gaps).toEqual([]);
  });
});

test.each([
  ['str.format', call(global('builtins', 'str.format'), text('{0}'.repeat(1300)), text('a'.repeat(2 ** 20)))],
  [
    'operator.mod',
    bytes(
      text('a'.repeat(2 ** 20)),
      MEMOIZE,
      call(global('operator', 'mod'), text('%s'.repeat(30)), tuple(...Array(30).fill(get(0)))),
    ),
  ],
])('a text of a gigabyte is not made by %s', async (_name, making) => {
  const scan = await scanned(proto(4), making, POP, PAYLOAD, STOP);
  expect(told(scan)).toContain(OS_SYSTEM);
});

test('calls of what is no name, each of which takes long to write down, are followed as far as the limit goes', async () => {
  // A list of lists of lists, called through map on every item of another: a million calls.
  const nest = Array.from({ length: 6 }, (_, i) =>
    bytes(EMPTY_LIST, MEMOIZE, MARK, ...Array(20).fill(i === 0 ? NONE : get(i - 1)), APPENDS, POP),
  );
  const many = bytes(EMPTY_LIST, MEMOIZE, MARK, ...Array(1000).fill(NONE), APPENDS, POP);
  const each = call(global('builtins', 'map'), get(5), get(6));
  const stream = bytes(proto(4), PAYLOAD, POP, ...nest, many, ...Array(1000).fill(bytes(each, POP)), STOP);
  const scan = await scannedSource(memorySource(stream), { steps: 4_000_000 });
  expect(told(scan)).toContain(OS_SYSTEM);
  expect(gapsOf(scan).at(-1)).toMatch(/more opcodes than are followed/);
});
