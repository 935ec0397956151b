/** Opcodes that push a value of their own: numbers, text, bytes. */

import {
  littleEndian,
  MAX_DIGITS,
  plainInt,
  type Reading,
  readFloat,
  readInt,
  readLong,
  readQuoted,
  readRawUnicode,
  readUtf8,
} from './literals.ts';
import {
  bytesAt,
  fail,
  latin1At,
  line,
  type Machine,
  peek,
  push,
  replaceTop,
  take,
  takeInto,
  unsigned,
} from './machine.ts';
import { EMPTY_TUPLE, isThing, isUntyped, opaque, type Term } from './term.ts';

export type Handler = (machine: Machine) => void;

/** Longer operands are not held, in bytes. */
const HELD = 32 * 1024;
/** Operands up to this size are held without being counted. */
const SMALL = 256;

/** Shorter operands hide nothing. */
const LEAST = 8;
/** Shown of operands that are not held. */
const HEAD = 4096;

const LONG_NUMBER = opaque('a number of very many digits');

function literal<T extends Term>(read: (text: string) => Reading<T>, what: string, make: (value: T) => Term): Handler {
  return (machine) => {
    const found = line(machine);
    if (found === undefined) return;
    const { start, end, ended } = found;
    if (!ended) return fail(machine, 'it ends within a line');
    if (end - start > MAX_DIGITS) {
      machine.witness.refusal(machine.at, 'default', `${what} of more than ${MAX_DIGITS} characters`);
      return push(machine, LONG_NUMBER);
    }
    const { c, python } = read(latin1At(machine, start, end));
    const value = c ?? python;
    if (value === undefined) return fail(machine, `${what} that no reader takes`);
    if (c === undefined) machine.witness.refusal(machine.at, 'c', `${what} that only Python's own reader takes`);
    if (python === undefined) machine.witness.refusal(machine.at, 'python', `${what} that only the C reader takes`);
    push(machine, make(value));
  };
}

/** INT, of which there may be millions: most are plain digits. */
function integerLine(machine: Machine) {
  const { window, pos } = machine;
  const end = pos < window.end ? window.bytes.indexOf(10, pos - window.base) : -1;
  const value = end === -1 || pos < machine.frameEnd ? undefined : plainInt(window.bytes, pos - window.base, end);
  if (value === undefined) return readAnyInt(machine);
  machine.pos = end + window.base + 1;
  push(machine, value);
}

const readAnyInt = literal(readInt, 'a number', (value) => value);

function integer(length: 1 | 2): Handler {
  return (machine) => {
    const value = unsigned(machine, length);
    if (value !== -1) push(machine, value);
  };
}

function longInteger(machine: Machine, length: number) {
  const start = take(machine, length);
  if (start === -1) return;
  push(machine, length > MAX_DIGITS ? LONG_NUMBER : littleEndian(bytesAt(machine, start, start + length)));
}

function data(machine: Machine, start: number, end: number, value: string | Uint8Array | null) {
  if (end - start < LEAST) return;
  machine.witness.data(
    machine.window.source,
    start,
    end,
    value ?? bytesAt(machine, start, Math.min(end, start + HEAD)),
  );
}

function text(machine: Machine, value: string, start: number, end: number) {
  if (value.length > SMALL) machine.room -= 2 * value.length;
  data(machine, start, end, value);
  push(machine, value);
}

function longText(machine: Machine, start: number, end: number) {
  data(machine, start, end, null);
  push(machine, { is: 'long-text', length: end - start });
}

/** Whether an operand may be held, and is within the window for sure. */
function isHeld(machine: Machine, length: number): boolean {
  return length <= SMALL || (length <= HELD && machine.room > 0);
}

function counted(sizeLength: 1 | 4 | 8, read: (machine: Machine, length: number) => void): Handler {
  return (machine) => {
    const length = unsigned(machine, sizeLength);
    if (length !== -1) read(machine, length);
  };
}

/** Python 2's str. Which text it is depends on the `encoding` that the loader is told; ASCII unless it is told. */
function oldText(machine: Machine, value: string, start: number, end: number) {
  if (/[^\0-\x7f]/.test(value)) machine.witness.refusal(machine.at, 'default', 'a Python 2 string that is not ASCII');
  text(machine, value, start, end);
}

function oldString(machine: Machine, length: number) {
  if (length >= 2 ** 31) machine.witness.refusal(machine.at, 'python', 'a string of negative length');
  const start = take(machine, length);
  if (start === -1) return;
  const end = start + length;
  if (isHeld(machine, length)) oldText(machine, latin1At(machine, start, end), start, end);
  else longText(machine, start, end);
}

function unicode(machine: Machine, length: number) {
  const start = take(machine, length);
  if (start === -1) return;
  const end = start + length;
  if (!isHeld(machine, length)) return longText(machine, start, end);
  const { bytes, base } = machine.window;
  const value = readUtf8(bytes, start - base, end - base, true);
  if (value === undefined) return fail(machine, 'its text is not UTF-8');
  text(machine, value, start, end);
}

function binary(mutable: boolean): (machine: Machine, length: number) => void {
  return (machine, length) => {
    const start = takeInto(machine, length);
    if (start === -1) return;
    const end = start + length;
    // Copied, for a view would keep the whole window.
    const value = isHeld(machine, length) ? Uint8Array.from(bytesAt(machine, start, end)) : null;
    if (value !== null && length > SMALL) machine.room -= length;
    data(machine, start, end, value);
    const from = value === null ? { source: machine.window.source, start } : null;
    push(machine, { is: 'bytes', mutable, length, value, from });
  };
}

function lineString(read: (line: string) => string | undefined, why: string, give: typeof text): Handler {
  return (machine) => {
    const found = line(machine);
    if (found === undefined) return;
    if (!found.ended) return fail(machine, 'it ends within a line');
    const { start, end } = found;
    if (!isHeld(machine, end - start)) return longText(machine, start, end);
    const value = read(latin1At(machine, start, end));
    if (value === undefined) return fail(machine, why);
    give(machine, value, start, end);
  };
}

function constant(term: Term): Handler {
  return (machine) => push(machine, term);
}

export const VALUES: Readonly<Record<number, Handler>> = {
  73: integerLine, // INT
  76: literal(readLong, 'a number', (value) => value), // LONG
  70: literal(readFloat, 'a number', (value) => ({ is: 'float', value })), // FLOAT
  74: (machine) => {
    const value = unsigned(machine, 4);
    if (value !== -1) push(machine, value | 0);
  }, // BININT
  75: integer(1), // BININT1
  77: integer(2), // BININT2
  138: counted(1, longInteger), // LONG1
  139: counted(4, (machine, length) => {
    if (length >= 2 ** 31) fail(machine, 'a number of negative length');
    else longInteger(machine, length);
  }), // LONG4
  71: (machine) => {
    const start = take(machine, 8);
    if (start === -1) return;
    push(machine, { is: 'float', value: machine.window.bytes.readDoubleBE(start - machine.window.base) });
  }, // BINFLOAT
  83: lineString(readQuoted, 'its text is not quoted, or wrongly escaped', oldText), // STRING
  86: lineString(readRawUnicode, 'its text is wrongly escaped', text), // UNICODE
  84: counted(4, oldString), // BINSTRING
  85: counted(1, oldString), // SHORT_BINSTRING
  140: counted(1, unicode), // SHORT_BINUNICODE
  88: counted(4, unicode), // BINUNICODE
  141: counted(8, unicode), // BINUNICODE8
  66: counted(4, binary(false)), // BINBYTES
  67: counted(1, binary(false)), // SHORT_BINBYTES
  142: counted(8, binary(false)), // BINBYTES8
  150: counted(8, binary(true)), // BYTEARRAY8
  78: constant(null), // NONE
  136: constant(true), // NEWTRUE
  137: constant(false), // NEWFALSE
  41: constant(EMPTY_TUPLE), // EMPTY_TUPLE
  151: (machine) => {
    machine.witness.refusal(machine.at, 'default', 'data that is handed over beside the stream');
    push(machine, opaque('data that is handed over beside the stream'));
  }, // NEXT_BUFFER
  152: (machine) => {
    const top = peek(machine);
    if (top === undefined) return;
    if (isUntyped(top)) return machine.witness.refusal(machine.at, 'default', 'what may be no buffer');
    if (!isThing(top) || top.is !== 'bytes') return fail(machine, 'what should be a buffer is none');
    if (top.mutable) replaceTop(machine, { ...top, mutable: false });
  }, // READONLY_BUFFER
};
