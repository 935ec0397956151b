import { describe, expect, test } from 'vitest';
import { EVIL, HARMLESS } from './build/payload.ts';
import { ofKind, payloads, scanBytes } from './build/scanned.ts';
import { zip } from './build/zip.ts';

/** NumPy arrays: numbers are numbers, objects are a pickle. */

function npy(header: string, data: Uint8Array, version = 1): Buffer {
  const text = Buffer.from(`${header}\n`, 'latin1');
  const length = version === 1 ? Buffer.alloc(2) : Buffer.alloc(4);
  if (version === 1) length.writeUInt16LE(text.length);
  else length.writeUInt32LE(text.length);
  return Buffer.concat([Buffer.from(`\x93NUMPY`, 'latin1'), Buffer.from([version, 0]), length, text, data]);
}

const said = (descr: string, shape: string) => `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;

describe('an array of objects is a pickle', () => {
  test.each([
    ['plain', said("'|O'", '(1,)')],
    ['in a record', said("[('a', '<f4'), ('b', '|O')]", '(1,)')],
    ['in a record in a record', said("[('a', [('b', '|O', (2,))])]", '(1,)')],
    ['of the old spelling', said("'|O8'", '(1L,)')],
  ])('%s', async (_, header) => {
    for (const version of [1, 2, 3]) {
      const scan = await scanBytes(npy(header, EVIL, version), 'labels.npy');
      expect(payloads(scan)).toHaveLength(1);
      expect(scan.format).toBe('NumPy array of objects');
    }
  });

  test('and its evidence counts from the start of the file', async () => {
    const bytes = npy(said("'|O'", '(1,)'), EVIL);
    const [{ offset } = { offset: 0 }] = ofKind(await scanBytes(bytes), 'dangerous-call');
    // REDUCE is the last but one.
    expect(offset).toBe(bytes.length - 2);
  });

  test('in an npz', async () => {
    const scan = await scanBytes(
      zip([{ name: 'a.npy', data: npy(said("'|O'", '(1,)'), EVIL), deflate: true }]),
      'x.npz',
    );
    expect(payloads(scan)).toEqual(['a.npy']);
    expect(scan.format).toBe('NumPy npz');
  });
});

test.each([
  [said("'<f4'", '(2, 3)'), 24],
  [said("'<U7'", '(2,)'), 56],
  [said("'|b1'", '()'), 1],
  [said("'<M8[ns]'", '(3,)'), 24],
  [said("[('a', '<f4'), ('b', '<i8', (2, 2))]", '(2,)'), 72],
])('numbers are clean, whatever they look like: %s', async (header, size) => {
  const data = Buffer.alloc(size);
  EVIL.copy(data);
  expect(await scanBytes(npy(header, data))).toMatchObject({ verdict: 'clean', format: 'NumPy array', evidence: [] });
});

test('bytes behind the numbers are looked at', async () => {
  expect(payloads(await scanBytes(npy(said("'<f4'", '(1,)'), Buffer.concat([Buffer.alloc(4), EVIL]))))).toHaveLength(1);
});

test.each([
  [
    'a header that hides its objects behind an escape',
    String.raw`{'descr': '\x4f', 'fortran_order': False, 'shape': (1,), }`,
  ],
  ['a header that says a thing twice', `{'descr': '<f4', 'descr': '|O', 'shape': (1,), }`],
  ['a header that is none', 'import os'],
])('%s is not believed: what follows is looked at', async (_, header) => {
  const scan = await scanBytes(npy(header, EVIL));
  expect(payloads(scan)).toHaveLength(1);
  expect(scan.inconclusive.some(({ why }) => why.includes('header'))).toBe(true);
});

test('an array that is cut off is a gap', async () => {
  expect(await scanBytes(npy(said("'<f4'", '(100,)'), HARMLESS))).toMatchObject({ verdict: 'inconclusive' });
});
