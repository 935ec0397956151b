/** The pickle machine's state and its few motions: stack, marks, memo, operands, frames. The opcodes are in tables beside it. */

import type { ByteSource } from '../../model.ts';
import { isRun, opaque, type Term } from './term.ts';
import type { Window } from './window.ts';

/** Who refuses what stands at an offset: the C unpickler, the Python one, or either unless it is called with the right options. */
export type Refuser = 'c' | 'python' | 'default';

/** How an opcode calls. */
export type Via =
  | 'REDUCE'
  | 'INST'
  | 'OBJ'
  | 'NEWOBJ'
  | 'NEWOBJ_EX'
  | 'BUILD'
  | 'APPENDS'
  | 'ADDITEMS'
  | 'SETITEMS'
  | 'PERSID';

/** What is told of a run while it goes on. */
export interface Witness {
  /** A name is looked up, which imports its module. */
  global(offset: number, module: Term, name: Term): Term;
  extension(offset: number, code: number): Term;
  call(offset: number, via: Via, callee: Term, args: Term, keywords: Term): Term;
  /** The object's own `__setstate__`, `extend` and so on, or its attributes, are about to be given `value`. */
  build(offset: number, object: Term, state: Term): void;
  extend(offset: number, via: Via, object: Term, value: Term): void;
  persistent(offset: number, id: Term): void;
  /** A str or bytes operand, wherever it goes. Where it is too long to hold, `value` is its first bytes, as they stand. */
  data(source: ByteSource, start: number, end: number, value: string | Uint8Array): void;
  /** A reader refuses what another takes. */
  refusal(offset: number, by: Refuser, why: string): void;
  /** A frame says something that is not so. */
  frame(offset: number, why: string): void;
  /** An operand crosses the end of its frame: some readers drop what stands between `from` and `to`. Called before the opcode acts. */
  cut(machine: Machine, from: number, to: number): void;
  /** An opcode was reached, before it acts. */
  step?(offset: number, code: number): void;
}

export type Halt =
  | { readonly is: 'stop'; readonly value: Term }
  | { readonly is: 'broken'; readonly why: string }
  /** Our own limit, not the stream's fault. */
  | { readonly is: 'limit'; readonly why: string }
  /** The line at `start` is longer than the window: it must be looked for. */
  | { readonly is: 'line'; readonly start: number }
  /** The raw data of a joblib array stands here. */
  | { readonly is: 'array'; readonly wrapper: Term };

export interface Machine {
  readonly window: Window;
  readonly witness: Witness;
  stack: Term[];
  /** Lengths of the stack at each MARK. */
  marks: number[];
  /** The innermost of them: what lies below is out of reach. */
  fence: number;
  memo: Map<number, Term>;
  /** The highest that PROTO said. */
  protocol: number;
  /** The offset of the opcode that acts. */
  at: number;
  /** The offset of the next byte. */
  pos: number;
  /** The end of the frame that `pos` is in; at or before `pos` where it is in none. */
  frameEnd: number;
  /** What a line found beyond the window ends with; see `line`. */
  foundLine: number;
  /** Bytes of held values that are still allowed. */
  room: number;
  /** Set when a value could not be kept, so that a missing one is no fault of the stream. */
  forgetful: boolean;
  halt: Halt | null;
}

/** Held values of one stream, in bytes, roughly. */
const ROOM = 128 * 2 ** 20;
const MAX_STACK = 2 ** 18;
const MAX_MARKS = 2 ** 20;
const MAX_MEMO = 2 ** 22;
/** Kept at either end when a stretch of the stack collapses. */
const EDGE = 1024;

export function createMachine(window: Window, witness: Witness, start: number): Machine {
  return {
    window,
    witness,
    stack: [],
    marks: [],
    fence: 0,
    memo: new Map(),
    protocol: 0,
    at: start,
    pos: start,
    frameEnd: 0,
    foundLine: -1,
    room: ROOM,
    forgetful: false,
    halt: null,
  };
}

/** The same state over another source, to follow another reading. Containers are shared: both readings may fill them. */
export function forkMachine(machine: Machine, window: Window, witness: Witness, at: number): Machine {
  return {
    ...machine,
    window,
    witness,
    stack: [...machine.stack],
    marks: [...machine.marks],
    memo: new Map(machine.memo),
    at,
    pos: at,
    frameEnd: 0,
    foundLine: -1,
    halt: null,
  };
}

export function fail(machine: Machine, why: string): void {
  machine.halt = { is: 'broken', why };
}

/** How many values are in reach. */
export function reach(machine: Machine): number {
  return machine.stack.length - machine.fence;
}

export function push(machine: Machine, term: Term): void {
  machine.stack.push(term);
  if (machine.stack.length > MAX_STACK) collapse(machine);
}

export function mark(machine: Machine): void {
  if (machine.marks.length >= MAX_MARKS) {
    machine.halt = { is: 'limit', why: `more than ${MAX_MARKS} marks` };
    return;
  }
  machine.fence = machine.stack.length;
  machine.marks.push(machine.fence);
}

/** Makes one run of the middle of the stretch above the innermost mark. */
function collapse(machine: Machine): void {
  const { stack } = machine;
  const from = machine.fence + EDGE;
  const to = stack.length - EDGE;
  if (to - from < EDGE) {
    machine.halt = { is: 'limit', why: `more than ${MAX_STACK} values on the stack` };
    return;
  }
  const count = countOf(stack.slice(from, to));
  stack.splice(from, to - from, { is: 'run', count });
  machine.forgetful = true;
}

/** How many values they stand for. */
export function countOf(terms: readonly Term[]): number {
  let count = terms.length;
  for (const term of terms) if (isRun(term)) count += term.count - 1;
  return count;
}

const FORGOTTEN = opaque('a value that was not kept');

/** The top of the stack, taken away. On underflow the machine halts, and the answer is None. */
export function pop(machine: Machine): Term {
  if (reach(machine) <= 0) {
    fail(machine, 'the stack is empty');
    return null;
  }
  const top = machine.stack.pop() ?? null;
  if (!isRun(top)) return top;
  if (--top.count > 0) machine.stack.push(top);
  return FORGOTTEN;
}

/** The top of the stack, left where it is; undefined after an underflow. */
export function peek(machine: Machine): Term | undefined {
  if (reach(machine) <= 0) {
    fail(machine, 'the stack is empty');
    return undefined;
  }
  return machine.stack.at(-1);
}

/** The top `count` values, the lowest first; undefined after an underflow. */
export function popSeveral(machine: Machine, count: number): Term[] | undefined {
  if (reach(machine) < count) {
    fail(machine, 'the stack is empty');
    return undefined;
  }
  const terms: Term[] = [];
  for (let i = count - 1; i >= 0; i--) terms[i] = pop(machine);
  return terms;
}

export function replaceTop(machine: Machine, term: Term): void {
  pop(machine);
  machine.stack.push(term);
}

/** Everything above the innermost MARK, taken away with it; undefined where there is none. */
export function popMark(machine: Machine): Term[] | undefined {
  const at = machine.marks.pop();
  if (at === undefined) {
    fail(machine, 'there is no MARK');
    return undefined;
  }
  machine.fence = machine.marks.at(-1) ?? 0;
  return machine.stack.splice(at);
}

export function remember(machine: Machine, key: number, term: Term): void {
  if (machine.memo.size >= MAX_MEMO && !machine.memo.has(key)) machine.forgetful = true;
  else machine.memo.set(key, hold(machine, term) ? term : FORGOTTEN);
}

export function recall(machine: Machine, key: number): void {
  const term = machine.memo.get(key);
  if (term !== undefined) push(machine, term);
  else if (machine.forgetful) push(machine, FORGOTTEN);
  else fail(machine, `nothing was put at ${key} of the memo`);
}

/** Counts what it takes to hold a value; false where there is no room for it. */
export function hold(machine: Machine, term: Term): boolean {
  if (machine.room < 0) {
    machine.forgetful = true;
    return false;
  }
  machine.room -= typeof term === 'string' ? 32 + 2 * term.length : 32;
  return true;
}

/** `length` bytes of operand: their offset, or -1 where the source ends before. */
export function take(machine: Machine, length: number): number {
  const start = machine.pos;
  if (start < machine.frameEnd && start + length > machine.frameEnd) leaveFrame(machine, start);
  if (start + length > machine.window.size) {
    fail(machine, 'it ends within an operand');
    return -1;
  }
  machine.pos = start + length;
  return start;
}

/**
 * An operand crosses the end of the frame. The C unpickler drops the rest of the frame when it reads from a stream that
 * cannot peek, or when the frame is longer than what it peeks (CPython issue 154848), and reads on when all is in memory;
 * the Python one refuses.
 */
function leaveFrame(machine: Machine, from: number): void {
  const { witness, at, frameEnd } = machine;
  machine.frameEnd = 0;
  witness.frame(at, 'an operand crosses the end of its frame');
  witness.refusal(at, 'python', 'an operand crosses the end of its frame');
  witness.cut(machine, from, frameEnd);
}

/** An operand that readers take straight into its buffer: the C unpickler never drops anything here (`_Unpickler_ReadInto`). */
export function takeInto(machine: Machine, length: number): number {
  if (machine.pos < machine.frameEnd && machine.pos + length > machine.frameEnd) {
    machine.frameEnd = 0;
    machine.witness.frame(machine.at, 'an operand crosses the end of its frame');
    machine.witness.refusal(machine.at, 'python', 'an operand crosses the end of its frame');
  }
  return take(machine, length);
}

/** The bytes of the window from one offset of the source to another, of which it is known that they are there. */
export function bytesAt(machine: Machine, start: number, end: number): Buffer {
  return machine.window.bytes.subarray(start - machine.window.base, end - machine.window.base);
}

/** The same as text of one character a byte. */
export function latin1At({ window }: Machine, start: number, end: number): string {
  return window.bytes.toString('latin1', start - window.base, end - window.base);
}

/** Unsigned, little-endian. */
export function unsigned(machine: Machine, length: 1 | 2 | 4 | 8): number {
  const start = take(machine, length);
  if (start === -1) return -1;
  const { bytes, base } = machine.window;
  const at = start - base;
  if (length === 1) return bytes[at] ?? 0;
  return length === 8 ? Number(bytes.readBigUInt64LE(at)) : bytes.readUIntLE(at, length);
}

/** A line of operand without its newline. `ended` is false for the last of a source that has no newline. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly ended: boolean;
}

/**
 * The line at the position. Undefined after a halt: of kind `line` where it does not end within the window, and the opcode
 * is to be run again once `foundLine` says where it ends; opcodes of two lines cannot say which they mean, and no name is
 * that long.
 */
export function line(machine: Machine): Line | undefined {
  const { window, pos } = machine;
  let end: number;
  if (machine.foundLine >= pos) {
    end = machine.foundLine;
  } else {
    const found = pos >= window.end ? -1 : window.bytes.indexOf(10, pos - window.base);
    end = found === -1 ? window.size : found + window.base;
    if (found === -1 && window.end < window.size) {
      machine.halt = { is: 'line', start: pos };
      return undefined;
    }
  }
  const ended = end < window.size;
  if (pos < machine.frameEnd && end + (ended ? 1 : 0) > machine.frameEnd) leaveFrame(machine, pos);
  machine.pos = ended ? end + 1 : end;
  return { start: pos, end, ended };
}
