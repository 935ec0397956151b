import { describe, expect, test } from 'vitest';
import {
  BUILD,
  bytes,
  call,
  EMPTY_DICT,
  EMPTY_TUPLE,
  framed,
  int,
  MARK,
  NEWOBJ,
  NONE,
  named,
  PAYLOAD,
  type Piece,
  POP,
  pickle,
  proto,
  SETITEMS,
  STOP,
  text,
  tuple,
} from './assemble.ts';
import { gapsOf, OS_SYSTEM, scanned, told } from './scanned.ts';

const FALSE = '\x89';
const dtype = (code: string) => call(named('numpy', 'dtype'), text(code), FALSE, FALSE);

/** A wrapper as joblib writes it, up to the BUILD behind which the array's bytes stand. */
const wrapper = (type: Piece, shape: readonly number[], ...more: readonly Piece[]) =>
  bytes(
    named('joblib.numpy_pickle', 'NumpyArrayWrapper'),
    EMPTY_TUPLE,
    NEWOBJ,
    EMPTY_DICT,
    MARK,
    text('subclass'),
    named('numpy', 'ndarray'),
    text('shape'),
    tuple(...shape.map((side) => int(side))),
    text('order'),
    text('C'),
    text('dtype'),
    type,
    text('allow_mmap'),
    '\x88',
    ...more,
    SETITEMS,
    BUILD,
  );

/** Bytes that are no opcodes. */
const raw = (length: number) => Buffer.alloc(length, 0xff);

describe('the bytes of an array are stepped over', () => {
  test.each([
    ['f8', [3, 4], 96],
    ['u1', [5], 5],
    ['b1', [], 1],
    ['S5', [2, 3], 30],
    ['U5', [2], 40],
    ['c16', [2], 32],
    ['M8', [7], 56],
    ['f4', [0, 9], 0],
  ])('%s of %j', async (code, shape, length) => {
    const result = await scanned(pickle(wrapper(dtype(code), shape), raw(length), POP, PAYLOAD));
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });

  test('with the padding that aligns them', async () => {
    const aligned = wrapper(dtype('f8'), [2], text('numpy_array_alignment_bytes'), int(16));
    const result = await scanned(pickle(aligned, '\x05', raw(5), raw(16), POP, PAYLOAD));
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });

  test('of records, whose size is in the state of their type', async () => {
    const record = bytes(dtype('V12'), MARK, int(3), text('|'), NONE, NONE, NONE, int(12), int(1), int(16), 't', BUILD);
    const result = await scanned(pickle(wrapper(record, [2]), raw(24), POP, PAYLOAD));
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });
});

describe('arrays of objects are pickles of their own', () => {
  test('which are run', async () => {
    const inner = bytes(proto(2), PAYLOAD, STOP);
    const result = await scanned(pickle(wrapper(dtype('O8'), [1]), inner));
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });

  test('behind which the outer one goes on', async () => {
    const inner = bytes(proto(2), NONE, STOP);
    const result = await scanned(pickle(wrapper(dtype('O'), [1]), inner, POP, PAYLOAD));
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(result.gaps).toEqual([]);
  });
});

test('who does not know joblib runs the bytes of the array, and what that reaches is found', async () => {
  const hidden = bytes(PAYLOAD, STOP);
  const result = await scanned(pickle(wrapper(dtype('u1'), [hidden.length]), hidden));
  expect(told(result)).toEqual([OS_SYSTEM]);
  expect(result.gaps).toEqual([]);
});

describe('an array of which the size is not known is a gap', () => {
  test('for its type', async () => {
    const odd = call(named('numpy', 'dtype'), named('nowhere', 'thing'));
    const result = await scanned(pickle(wrapper(odd, [1]), raw(8)));
    expect(gapsOf(result).map((gap) => gap.split(': ')[1])).toEqual(['the type of an array is not known']);
  });

  test('for its shape', async () => {
    const shape = bytes(text('shape'), call(named('nowhere', 'shape'), NONE));
    const result = await scanned(pickle(wrapper(dtype('f8'), [1], shape), raw(8)));
    expect(gapsOf(result).map((gap) => gap.split(': ')[1])).toEqual(['the shape of an array is not known']);
  });

  test('for the end of the file', async () => {
    const result = await scanned(pickle(wrapper(dtype('f8'), [1_000_000]), raw(8)));
    expect(gapsOf(result).map((gap) => gap.split(': ')[1])).toEqual(['it ends within the data of an array']);
  });

  test('for flags that say objects where the type says numbers', async () => {
    const lying = bytes(dtype('V8'), MARK, int(3), text('|'), NONE, NONE, NONE, int(8), int(1), int(63), 't', BUILD);
    const result = await scanned(pickle(wrapper(lying, [1]), raw(8)));
    expect(gapsOf(result).map((gap) => gap.split(': ')[1])).toEqual(['the type of an array is not known']);
  });
});

test('an array within a frame is told: some take its bytes from behind the frame', async () => {
  const result = await scanned(proto(4), framed(wrapper(dtype('u1'), [3]), raw(3), STOP));
  expect(told(result)).toEqual(['medium lying-frame FRAME']);
});
