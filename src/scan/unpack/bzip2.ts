/** Bzip2, a block at a time. The packages for it hold everything in memory, or fail where joined streams have blocks of other sizes. */

import type { ByteSource } from '../../model.ts';
import { hasMark, u8 } from '../bytes.ts';
import type { UnpackEnd, Unpacking } from './unpacked.ts';

/** More than one block can take packed: 900,000 symbols of 20 bits, and its tables. */
const MOST_PACKED = 2_600_000;
const WINDOW = 2 * MOST_PACKED;
const PIECE = 256 * 1024;
const BLOCK = 0x314159265359;
const LAST = 0x177245385090;

/** Unpacks all streams of `source`, one after the other, as `bz2.open` of Python does. */
export async function* bzip2(source: ByteSource): Unpacking {
  for (let at = 0; ; ) {
    const head = await source.read(at, 4);
    const level = u8(head, 3) - 0x30;
    // What follows the last stream and is none is left alone, as Python leaves it.
    if (!hasMark(head, 'BZh') || level < 1 || level > 9) return end(at, at === 0 ? 'not a bzip2 stream' : null);
    let base = at + 4;
    let bits = createBits(await source.read(base, WINDOW));
    for (;;) {
      // A block must be in memory as a whole.
      if (bits.left() < MOST_PACKED * 8 && base + WINDOW < source.size) {
        const used = bits.position();
        base += used >> 3;
        bits = createBits(await source.read(base, WINDOW), used & 7);
      }
      try {
        const mark = bits.read(24) * 2 ** 24 + bits.read(24);
        bits.read(32);
        if (mark === LAST) break;
        if (mark !== BLOCK) throw new RangeError('a block without its mark');
        yield* expand(readBlock(bits, level * 100_000));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return end(base + (bits.position() >> 3), `the stream breaks: ${error.message}`);
      }
    }
    at = base + Math.ceil(bits.position() / 8);
  }
}

interface Bits {
  /** Up to 32 bits, most significant first. Throws RangeError behind the end. */
  read(count: number): number;
  /** In bits. */
  position(): number;
  left(): number;
}

function createBits(bytes: Uint8Array, skipped = 0): Bits {
  let at = skipped;
  const last = bytes.length * 8;
  function read(count: number): number {
    if (count > 24) return read(count - 16) * 2 ** 16 + read(16);
    if (at + count > last) throw new RangeError('it is cut off');
    const first = at >> 3;
    const word =
      (u8(bytes, first) << 24) | (u8(bytes, first + 1) << 16) | (u8(bytes, first + 2) << 8) | u8(bytes, first + 3);
    const value = count === 0 ? 0 : ((word << (at & 7)) >>> (32 - count)) >>> 0;
    at += count;
    return value;
  }
  return { read, position: () => at, left: () => last - at };
}

/** A prefix code: the symbols in the order of their codes, and for each length the first code and the place of its symbol. */
interface Code {
  readonly symbols: readonly number[];
  readonly first: readonly number[];
  readonly place: readonly number[];
  readonly count: readonly number[];
}

function codeOf(lengths: readonly number[]): Code {
  const [symbols, first, place, count]: [number[], number[], number[], number[]] = [[], [], [], []];
  let code = 0;
  for (let length = 0; length <= 20; length++) {
    first[length] = code;
    place[length] = symbols.length;
    for (const [symbol, own] of lengths.entries()) if (own === length) symbols.push(symbol);
    count[length] = symbols.length - (place[length] ?? 0);
    code = (code + (count[length] ?? 0)) * 2;
  }
  return { symbols, first, place, count };
}

function readSymbol(bits: Bits, { symbols, first, place, count }: Code): number {
  let code = 0;
  for (let length = 1; length <= 20; length++) {
    code = code * 2 + bits.read(1);
    const index = code - (first[length] ?? 0);
    if (index >= 0 && index < (count[length] ?? 0)) return symbols[(place[length] ?? 0) + index] ?? 0;
  }
  throw new RangeError('a code of no symbol');
}

interface Block {
  /** In the low eight bits a byte, above it the place of the next one. */
  readonly chain: Uint32Array;
  readonly start: number;
}

/** Reads one block behind its mark and checksum. Throws RangeError where it is broken. */
function readBlock(bits: Bits, most: number): Block {
  if (bits.read(1) === 1) throw new RangeError('a block of the old, randomized form, which is not read');
  const start = bits.read(24);
  const alphabet = usedBytes(bits);
  const groups = bits.read(3);
  const selectorCount = bits.read(15);
  if (alphabet.length === 0 || groups < 2 || groups > 6 || selectorCount === 0) throw new RangeError('no known tables');

  const order = [...Array(groups).keys()];
  const selectors: number[] = [];
  for (let index = 0; index < selectorCount; index++) {
    let position = 0;
    while (bits.read(1) === 1) if (++position >= groups) throw new RangeError('a table that is not there');
    const [chosen = 0] = order.splice(position, 1);
    order.unshift(chosen);
    selectors.push(chosen);
  }
  const codes = Array.from({ length: groups }, () => codeOf(codeLengths(bits, alphabet.length + 2)));

  const chain = new Uint32Array(most);
  let size = 0;
  let run = 0;
  let runBit = 1;
  let left = 0;
  let selector = 0;
  let code = codes[0] as Code;
  for (;;) {
    if (left === 0) {
      const next = codes[selectors[selector++] ?? -1];
      if (next === undefined) throw new RangeError('more symbols than tables');
      code = next;
      left = 50;
    }
    left -= 1;
    const symbol = readSymbol(bits, code);
    if (symbol <= 1) {
      run += runBit << symbol;
      runBit *= 2;
      if (run > most) throw new RangeError('a run beyond the block');
      continue;
    }
    if (run > 0) {
      if (size + run > most) throw new RangeError('a run beyond the block');
      chain.fill(alphabet[0] ?? 0, size, size + run);
      size += run;
      run = 0;
      runBit = 1;
    }
    if (symbol === alphabet.length + 1) break;
    if (size >= most) throw new RangeError('more bytes than a block has');
    const [byte = 0] = alphabet.splice(symbol - 1, 1);
    alphabet.unshift(byte);
    chain[size++] = byte;
  }
  if (start >= size) throw new RangeError('it begins behind its end');
  return { chain: chained(chain.subarray(0, size)), start };
}

function usedBytes(bits: Bits): number[] {
  const used = bits.read(16);
  const bytes: number[] = [];
  for (let high = 0; high < 16; high++) {
    if (((used >> (15 - high)) & 1) === 0) continue;
    const low = bits.read(16);
    for (let index = 0; index < 16; index++) if ((low >> (15 - index)) & 1) bytes.push(high * 16 + index);
  }
  return bytes;
}

function codeLengths(bits: Bits, symbols: number): number[] {
  let length = bits.read(5);
  return Array.from({ length: symbols }, () => {
    while (bits.read(1) === 1) length += bits.read(1) === 1 ? -1 : 1;
    if (length < 1 || length > 20) throw new RangeError('a code of no known length');
    return length;
  });
}

/** Undoes the Burrows-Wheeler transform as far as links: which byte comes after which. */
function chained(chain: Uint32Array): Uint32Array {
  const places = new Uint32Array(256);
  for (const byte of chain) places[byte] = (places[byte] ?? 0) + 1;
  let sum = 0;
  for (const [byte, count] of places.entries()) {
    places[byte] = sum;
    sum += count;
  }
  for (let index = 0; index < chain.length; index++) {
    const byte = (chain[index] ?? 0) & 255;
    const place = places[byte] ?? 0;
    places[byte] = place + 1;
    chain[place] = (chain[place] ?? 0) | (index << 8);
  }
  return chain;
}

/** Follows the links and undoes the runs: four equal bytes are followed by a count of more. */
function* expand({ chain, start }: Block): Generator<Uint8Array, void> {
  let out = Buffer.allocUnsafe(PIECE);
  let to = 0;
  let link = (chain[start] ?? 0) >>> 8;
  let last = -1;
  let same = 0;
  for (let index = 0; index < chain.length; index++) {
    const entry = chain[link] ?? 0;
    const byte = entry & 255;
    link = entry >>> 8;
    if (to + 256 > PIECE) {
      yield out.subarray(0, to);
      out = Buffer.allocUnsafe(PIECE);
      to = 0;
    }
    if (same === 4) {
      out.fill(last, to, to + byte);
      to += byte;
      same = 0;
      last = -1;
      continue;
    }
    same = byte === last ? same + 1 : 1;
    last = byte;
    out[to++] = byte;
  }
  yield out.subarray(0, to);
}

function end(packed: number, trouble: string | null): UnpackEnd {
  return { packed, trouble };
}
