/** Reads marshal's format: every length is checked, every value counted, nothing is run. */

import type { Code, Layout, Value } from './value.ts';
import { LAYOUTS } from './value.ts';

const MAX_DEPTH = 200;
const MAX_OBJECTS = 500_000;
/** Digits of fifteen bits. */
const MAX_DIGITS = 4096;

/** The one kind of value that means the bytes are not what they should be. */
class Broken extends Error {}

const CELL = 0x40;
const FREE = 0x80;
const LOCAL = 0x20;

export interface Read {
  readonly value: Value;
  /** Behind the value, in bytes. */
  readonly end: number;
}

/** The code object that `bytes` begin with, and where it ends: by the layout that takes the most of them. Null where there is none. */
export function readCode(bytes: Uint8Array): { readonly code: Code; readonly end: number } | null {
  if (((bytes[0] ?? 0) & 0x7f) !== 0x63) return null;
  let best: { readonly code: Code; readonly end: number } | null = null;
  for (const layout of LAYOUTS) {
    const read = readValue(bytes, layout);
    if (read === null || typeof read.value !== 'object' || read.value?.is !== 'code') continue;
    if (best === null || read.end > best.end) best = { code: read.value, end: read.end };
    if (read.end === bytes.length) break;
  }
  return best;
}

/** Reads one value; null where the bytes are none. */
export function readValue(bytes: Uint8Array, layout: Layout): Read | null {
  try {
    return read(bytes, layout);
  } catch (error) {
    if (error instanceof Broken) return null;
    throw error;
  }
}

function read(bytes: Uint8Array, layout: Layout): Read {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** What may be referred to: everything with the flag, and Python 2's interned strings. */
  const flagged: (Value | undefined)[] = [];
  const interned: string[] = [];
  let at = 0;
  let objects = 0;

  function take(length: number): number {
    const start = at;
    if (length < 0 || start + length > buffer.length) throw new Broken('cut off');
    at += length;
    return start;
  }

  const int32 = () => buffer.readInt32LE(take(4));
  const byte = () => buffer.readUInt8(take(1));
  const double = () => buffer.readDoubleLE(take(8));

  function count(): number {
    const number = int32();
    // Each item takes a byte at least: a longer list is a lie.
    if (number < 0 || number > buffer.length - at) throw new Broken('a length that cannot be');
    return number;
  }

  function raw(length: number): Uint8Array {
    const start = take(length);
    return buffer.subarray(start, start + length);
  }

  function latin1(length: number): string {
    const start = take(length);
    return buffer.toString('latin1', start, start + length);
  }

  function utf8(length: number): string {
    const start = take(length);
    return buffer.toString('utf8', start, start + length);
  }

  function value(depth: number): Value {
    if (depth > MAX_DEPTH || ++objects > MAX_OBJECTS) throw new Broken('too much of it');
    const type = byte();
    if (type < 0x80) return content(String.fromCharCode(type), depth);
    // Its place is taken before it is read.
    const slot = flagged.push(undefined) - 1;
    const found = content(String.fromCharCode(type & 0x7f), depth);
    flagged[slot] = found;
    return found;
  }

  function content(type: string, depth: number): Value {
    switch (type) {
      case 'N':
        return null;
      case 'F':
        return false;
      case 'T':
        return true;
      case 'S':
        return { is: 'stop-iteration' };
      case '.':
        return { is: 'ellipsis' };
      case 'i':
        return int32();
      case 'I':
        return buffer.readBigInt64LE(take(8));
      case 'l':
        return long(int32());
      case 'f':
        return { is: 'float', value: decimal() };
      case 'g':
        return { is: 'float', value: double() };
      case 'x':
        return { is: 'complex', real: decimal(), imaginary: decimal() };
      case 'y':
        return { is: 'complex', real: double(), imaginary: double() };
      case 's': {
        const data = raw(count());
        return layout.old ? Buffer.from(data).toString('latin1') : { is: 'bytes', value: data };
      }
      case 't': {
        // Python 2 refers to its interned strings by number, Python 3 means that it is interned.
        const found = layout.old ? latin1(count()) : utf8(count());
        interned.push(found);
        return found;
      }
      case 'R':
        return known(interned[int32()]);
      case 'r':
        return known(flagged[int32()]);
      case 'u':
        return utf8(count());
      case 'a':
      case 'A':
        return latin1(count());
      case 'z':
      case 'Z':
        return latin1(byte());
      case ')':
        return { is: 'tuple', items: items(byte(), depth) };
      case '(':
        return { is: 'tuple', items: items(count(), depth) };
      case '[':
        return { is: 'list', items: items(count(), depth) };
      case '<':
        return { is: 'set', items: items(count(), depth) };
      case '>':
        return { is: 'frozenset', items: items(count(), depth) };
      case ':':
        return { is: 'slice', items: items(3, depth) };
      case '{':
        return { is: 'dict', entries: entries(depth) };
      case 'c':
        return code(depth);
      default:
        throw new Broken('no type that is known');
    }
  }

  function known<T>(found: T | undefined): T {
    if (found === undefined) throw new Broken('a reference to nothing');
    return found;
  }

  function decimal(): number {
    return Number(latin1(byte()));
  }

  function long(digits: number): bigint {
    const length = Math.abs(digits);
    if (length > MAX_DIGITS) throw new Broken('a number of very many digits');
    let number = 0n;
    const start = take(2 * length);
    for (let index = length - 1; index >= 0; index--)
      number = (number << 15n) | BigInt(buffer.readUInt16LE(start + 2 * index));
    return digits < 0 ? -number : number;
  }

  function items(length: number, depth: number): Value[] {
    const found: Value[] = [];
    for (let index = 0; index < length; index++) found.push(value(depth + 1));
    return found;
  }

  function entries(depth: number): (readonly [Value, Value])[] {
    const found: (readonly [Value, Value])[] = [];
    while (buffer[at] !== 0x30) found.push([value(depth + 1), value(depth + 1)]);
    at += 1;
    return found;
  }

  function data(depth: number): Uint8Array {
    const found = value(depth + 1);
    if (typeof found === 'string') return Buffer.from(found, 'latin1');
    if (typeof found === 'object' && found?.is === 'bytes') return found.value;
    throw new Broken('no bytes where there should be');
  }

  function texts(depth: number): string[] {
    const found = value(depth + 1);
    if (typeof found !== 'object' || found?.is !== 'tuple') throw new Broken('no names where there should be');
    return found.items.map((item) => {
      if (typeof item !== 'string') throw new Broken('a name that is none');
      return item;
    });
  }

  function text(depth: number): string {
    const found = value(depth + 1);
    if (typeof found !== 'string') throw new Broken('a name that is none');
    return found;
  }

  function code(depth: number): Code {
    const numbers = new Map(layout.numbers.map((field) => [field, int32()]));
    const own = data(depth);
    const constants = value(depth + 1);
    if (typeof constants !== 'object' || constants?.is !== 'tuple') throw new Broken('no constants');
    const names = texts(depth);
    const locals = texts(depth);
    let [variables, free, cells] = [locals, [] as string[], [] as string[]];
    if (layout.unified) {
      const kinds = data(depth);
      const ofKind = (kind: number) => locals.filter((_, index) => ((kinds[index] ?? 0) & kind) !== 0);
      [variables, free, cells] = [ofKind(LOCAL), ofKind(FREE), ofKind(CELL)];
    } else {
      free = texts(depth);
      cells = texts(depth);
    }
    const file = text(depth);
    const name = text(depth);
    if (layout.unified) text(depth);
    const line = int32();
    const lineTable = data(depth);
    if (layout.unified) data(depth);
    return {
      is: 'code',
      layout,
      argumentCount: numbers.get('arguments') ?? 0,
      keywordOnlyCount: numbers.get('keyword-only') ?? 0,
      flags: numbers.get('flags') ?? 0,
      code: own,
      constants: constants.items,
      names,
      variables,
      free,
      cells,
      locals: layout.unified ? locals : [...cells, ...free],
      file,
      name,
      line,
      lineTable,
    };
  }

  return { value: value(0), end: at };
}
