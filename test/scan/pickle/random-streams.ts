/** Random and damaged pickles, the same ones for the same seed. Their names mean nothing and name nothing. */

import { readFileSync } from 'node:fs';
import { bytes, frame, framed, int, type Piece, proto, text } from './assemble.ts';

/** Numbers from 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NAMES = ['nowhere', 'nobody.home', 'x', 'a.b.c', 'Klasse', ''];
const LITERALS = [
  '0',
  '1',
  '00',
  '01',
  '010',
  '0x1f',
  '-5',
  '+7',
  ' 3',
  '1_000',
  '99999999999999999999',
  '1L',
  'L',
  '',
  '1e5',
  '1.5',
  'nan',
  'inf',
  '1e999',
  '.5',
  '1 ',
  'abc',
  '1\0',
];
const STRINGS = ["'abc'", '"x"', "''", "'a\\x41\\n'", "'\\q'", "'", 'abc', "'a\\'", "'\\400'", "'\xe9'", "'\\x4'"];
const RAW = ['abc', '\\u0041', '\\u12', '\\\\u0041', '\\U00110000', '\xe9', ''];
const PLAIN = [
  'N',
  '\x88',
  '\x89',
  ')',
  ']',
  '}',
  '\x8f',
  '(',
  '0',
  '1',
  '2',
  'a',
  'e',
  'l',
  't',
  'd',
  's',
  'u',
  '\x85',
  '\x86',
  '\x87',
  '\x90',
  '\x91',
  '\x94',
  'R',
  'b',
  'o',
  '\x81',
  '\x92',
  '\x93',
  'Q',
  '\x97',
  '\x98',
  '.',
];

/** A run of opcodes, most of them with something to work on. */
export function randomStream(random: () => number): Buffer {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const line = (values: readonly string[]) => `${pick(values)}\n`;
  const length = () => String.fromCharCode(Math.floor(random() * 4));
  const makers: readonly (() => Piece)[] = [
    () => pick(PLAIN),
    () => pick(PLAIN),
    () => pick(PLAIN),
    () => int(Math.floor(random() * 3) * 400),
    () => text(pick(NAMES)),
    () => bytes(text(pick(NAMES)), text(pick(NAMES)), '\x93'),
    () => `c${line(NAMES)}${line(NAMES)}`,
    () => `i${line(NAMES)}${line(NAMES)}`,
    () => `I${line(LITERALS)}`,
    () => `L${line(LITERALS)}`,
    () => `F${line(LITERALS)}`,
    () => `S${line(STRINGS)}`,
    () => `V${line(RAW)}`,
    () => `P${line(NAMES)}`,
    () => `g${line(['0', '1', '2', ' 1', '-1', 'x', '1_1'])}`,
    () => `p${line(['0', '1', '2', ' 1', '-1', 'x', '1_1'])}`,
    () => `h${length()}`,
    () => `q${length()}`,
    () => `j${length()}\0\0\0`,
    () => `r${length()}\0\0\0`,
    () => `C\x02\x80\x04`,
    () => `U\x02a${pick(['b', '\xff'])}`,
    () => `T\x01\0\0\0a`,
    () => `B\x03\0\0\0abc`,
    () => '\x96\x02\0\0\0\0\0\0\0ab',
    () => '\x8e\x01\0\0\0\0\0\0\0a',
    () => '\x8d\x02\0\0\0\0\0\0\0ab',
    () => `X${pick(['\x02\0\0\0\xc3\xa9', '\x01\0\0\0\xff', '\x03\0\0\0\xed\xa0\x80'])}`,
    () => `\x8a${pick(['\0', '\x01\xff', '\x02\x00\x80', '\x08\xff\xff\xff\xff\xff\xff\xff\x7f'])}`,
    () => `\x8b${pick(['\x01\0\0\0\x05', '\xff\xff\xff\xff'])}`,
    () => 'G\x3f\xf8\0\0\0\0\0\0',
    () => `\x82${length()}`,
    () => `\x83\x01\0`,
    () => `\x84${pick(['\x01\0\0\0', '\xff\xff\xff\xff'])}`,
    () => proto(Math.floor(random() * 7)),
    () => framed('N', '0'),
    () => frame(Math.floor(random() * 40)),
    () => bytes('(', 'K\x01', 'K\x02'),
    () => bytes(']', '(', 'K\x01', 'e'),
    () => bytes('}', '(', 'K\x01', 'N', 'u'),
    () => bytes('cnowhere\nthing\n', ')', '\x81'),
    () => bytes('cnowhere\nthing\n', ')', 'R'),
    () => bytes('}', 'b'),
  ];
  const pieces: Piece[] = random() < 0.5 ? [proto(2 + Math.floor(random() * 4))] : [];
  const count = 2 + Math.floor(random() * 24);
  for (let i = 0; i < count; i++) pieces.push(pick(makers)());
  if (random() < 0.9) pieces.push('.');
  return bytes(...pieces);
}

/** A few bytes changed, lost, doubled, or taken from elsewhere in the stream. */
export function damaged(stream: Uint8Array, random: () => number): Buffer {
  let result = Buffer.from(stream);
  const count = 1 + Math.floor(random() * 4);
  for (let i = 0; i < count && result.length > 0; i++) {
    const at = Math.floor(random() * result.length);
    const other = Math.floor(random() * result.length);
    const size = 1 + Math.floor(random() * 8);
    const kind = Math.floor(random() * 5);
    if (kind === 0) result[at] = Math.floor(random() * 256);
    else if (kind === 1) result[at] = (result[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    else if (kind === 2) result = Buffer.concat([result.subarray(0, at), result.subarray(at + size)]);
    else if (kind === 3)
      result = Buffer.concat([result.subarray(0, at), result.subarray(other, other + size), result.subarray(at)]);
    else result = result.subarray(0, at + 1);
  }
  return result;
}

const BENIGN = new URL('../../../fixtures/scan/benign/', import.meta.url);

/** Random streams, damaged ones, and damaged pickles of plain values as Python writes them, in every protocol. */
export function* mixedStreams(count: number, seed: number): Generator<Buffer> {
  const random = createRandom(seed);
  const values = [0, 1, 2, 3, 4, 5].map((protocol) =>
    readFileSync(new URL(`python-3.11/values-${protocol}.pkl`, BENIGN)),
  );
  for (let i = 0; i < count; i++) {
    const kind = random();
    if (kind < 0.5) yield randomStream(random);
    else if (kind < 0.75) yield damaged(randomStream(random), random);
    else yield damaged((values[Math.floor(random() * values.length)] ?? Buffer.alloc(0)).subarray(0, 2500), random);
  }
}
