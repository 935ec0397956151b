import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { memorySource } from '../../../src/scan/source.ts';
import {
  APPEND,
  binary,
  bytes,
  call,
  EMPTY_LIST,
  int,
  NONE,
  named,
  PAYLOAD,
  type Piece,
  pickle,
  proto,
  STOP,
  text,
  tuple,
} from './assemble.ts';
import { OS_SYSTEM, scanned, scannedSource, told } from './scanned.ts';

const EVIL = pickle(PAYLOAD);
const PLAIN_EVIL = bytes("cos\nsystem\n(S'echo namesake'\ntR.");

describe('a pickle within the data of another is run', () => {
  const HIDDEN: readonly [name: string, piece: Piece][] = [
    ['bytes', binary(EVIL)],
    ['bytes of protocol 0', binary(PLAIN_EVIL)],
    ['bytes of protocol 0 that begin with a MARK', binary(bytes("(S'echo'\nios\nsystem\n."))],
    ['a long run of bytes', binary(bytes(EVIL, Buffer.alloc(100_000)))],
    ['text of protocol 0', text(PLAIN_EVIL.toString('latin1'))],
    ['text whose characters are its bytes', text(EVIL.toString('latin1'))],
    ['base64', text(EVIL.toString('base64'))],
    ['base64 without its padding', text(EVIL.toString('base64').replace(/=+$/, ''))],
    ['base64 for addresses', text(EVIL.toString('base64url'))],
    ['base64 as bytes', binary(Buffer.from(EVIL.toString('base64')))],
    ['base64 of protocol 0', text(PLAIN_EVIL.toString('base64'))],
    ['a long run of base64', text(bytes(EVIL, Buffer.alloc(100_000)).toString('base64'))],
    ['hexadecimal digits', text(EVIL.toString('hex'))],
    ['hexadecimal digits in capitals', text(EVIL.toString('hex').toUpperCase())],
    ['a bytearray', bytes('\x96', Uint8Array.of(EVIL.length, 0, 0, 0, 0, 0, 0, 0), EVIL)],
  ];
  test.each(HIDDEN)('%s', async (_name, piece) => {
    const result = await scanned(pickle(piece));
    const hidden = result.evidence.filter(({ kind }) => kind !== 'hidden-pickle');
    expect(told({ evidence: hidden })).toEqual([OS_SYSTEM]);
    expect(result.evidence[0]?.within).toEqual([expect.stringMatching(/^data at \d+$/)]);
    expect(result.gaps).toEqual([]);
  });

  test.each([
    ['bytes', binary],
    ['base64', (inner: Uint8Array) => text(Buffer.from(inner).toString('base64'))],
    ['hexadecimal digits', (inner: Uint8Array) => text(Buffer.from(inner).toString('hex'))],
  ] as const)('as %s it is told of, harmless or not, and what it calls that is not known counts', async (_, hide) => {
    expect(told(await scanned(pickle(hide(pickle(EMPTY_LIST, int(1), APPEND, text('abc'), APPEND)))))).toEqual([
      expect.stringMatching(/^low hidden-pickle data at \d+$/),
    ]);
    expect(told(await scanned(pickle(hide(pickle(call(named('nowhere', 'thing'), int(1)))))))).toEqual([
      'medium unknown-call nowhere.thing',
      expect.stringMatching(/^low hidden-pickle data at \d+$/),
    ]);
  });

  test('to any depth that is allowed, and no further', async () => {
    let stream = EVIL;
    for (let i = 0; i < 20; i++) stream = pickle(binary(stream));
    const deep = await scannedSource(memorySource(stream), { depth: 30 });
    expect(deep.evidence[0]?.within).toHaveLength(20);
    const shallow = await scannedSource(memorySource(stream), { depth: 5 });
    expect(told(shallow)).toHaveLength(5);
    expect(shallow.gaps).toMatchObject([{ why: 'nested more than 5 deep' }]);
  });
});

test('data that only looks like a pickle tells nothing', async () => {
  const result = await scanned(
    pickle(
      tuple(binary(bytes(proto(4), 'cnowhere\nthing\n', 'R')), text('gASVabcdefghijklmnop'), text('8004 is a number')),
    ),
  );
  expect(result.evidence).toEqual([]);
  expect(result.gaps).toEqual([]);
});

describe('what is loaded from bytes within', () => {
  test('is run in full: what is unknown counts, too', async () => {
    const inner = pickle(call(named('nowhere', 'thing'), int(1)));
    const result = await scanned(pickle(call(named('torch.storage', '_load_from_bytes'), binary(inner))));
    expect(told(result)).toEqual(['medium unknown-call nowhere.thing']);
    expect(result.evidence[0]?.within).toEqual(['argument of torch.load at 63']);
  });

  test('is quiet where it is harmless', async () => {
    const result = await scanned(pickle(call(named('torch.storage', '_load_from_bytes'), binary(pickle(NONE)))));
    expect(result.evidence).toEqual([]);
    expect(result.gaps).toEqual([]);
  });

  test('is a gap where it cannot be read', async () => {
    const result = await scanned(
      pickle(call(named('torch.storage', '_load_from_bytes'), binary(bytes('\xff\xff\xff\xff')))),
    );
    expect(result.gaps).toHaveLength(1);
  });

  test('is found behind decoding and unpacking', async () => {
    const packed = text(deflateSync(EVIL).toString('base64'));
    const data = call(named('zlib', 'decompress'), call(named('base64', 'b64decode'), packed));
    const result = await scanned(pickle(call(named('pickle', 'loads'), data)));
    expect(told(result)).toEqual([OS_SYSTEM, 'critical dangerous-call pickle.loads']);
  });

  test('may be packed itself', async () => {
    const result = await scanned(
      pickle(call(named('torch.storage', '_load_from_bytes'), binary(gzipSync(bytes(EVIL, STOP))))),
    );
    expect(told(result)).toContain(OS_SYSTEM);
  });
});
