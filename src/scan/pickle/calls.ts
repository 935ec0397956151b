/** Opcodes that import, call and set state, and those that govern the stream itself. */

import { isArrayWrapper } from './arrays.ts';
import { readUtf8 } from './literals.ts';
import {
  countOf,
  fail,
  type Line,
  latin1At,
  line,
  type Machine,
  peek,
  pop,
  popMark,
  push,
  reach,
  unsigned,
  type Via,
} from './machine.ts';
import { isFalsy, isSequence, isThing, isUntyped, type Sequence, type Term } from './term.ts';
import type { Handler } from './values.ts';

/** Of a module or a name in the stream, in bytes. Longer ones are refused: they are within the window, and no import takes them. */
const MAX_NAME = 32 * 1024;

type Decode = (machine: Machine, line: Line) => string | undefined;

/**
 * A line that names something. At the end of the source the Python unpickler takes what there is without its last byte;
 * an empty one it takes, too. The C unpickler takes neither. Undefined after a halt.
 */
function nameLine(machine: Machine, decode: Decode, mayBeEmpty = false): string | undefined {
  const found = line(machine);
  if (machine.halt?.is === 'line') fail(machine, 'a name too long to be one');
  if (found === undefined) return undefined;
  if (!found.ended) {
    machine.witness.refusal(machine.at, 'c', 'a name that the source ends within');
    if (found.start < machine.frameEnd && found.end > found.start)
      machine.witness.refusal(machine.at, 'python', 'a frame that the source ends within');
  }
  if (found.ended && found.end === found.start && !mayBeEmpty)
    machine.witness.refusal(machine.at, 'c', 'an empty name');
  const end = found.ended ? found.end : Math.max(found.start, found.end - 1);
  const name = end - found.start > MAX_NAME ? undefined : decode(machine, { ...found, end });
  if (name === undefined) fail(machine, 'a name that is none');
  return name;
}

function utf8(machine: Machine, { start, end }: Line): string | undefined {
  const { bytes, base } = machine.window;
  return readUtf8(bytes, start - base, end - base, false);
}

function ascii(machine: Machine, { start, end }: Line): string | undefined {
  const text = latin1At(machine, start, end);
  return /[^\0-\x7f]/.test(text) ? undefined : text;
}

/** Arguments as both unpicklers take them, or only the Python one (`f(*args)` takes whatever can be iterated). False after a halt. */
function checkArguments(machine: Machine, args: Term): boolean {
  if (isSequence(args, 'tuple')) return true;
  if (isUntyped(args)) {
    machine.witness.refusal(machine.at, 'default', 'arguments that may be no tuple');
    return true;
  }
  const iterable = typeof args === 'string' || (isThing(args) && args.is !== 'float');
  if (iterable) machine.witness.refusal(machine.at, 'c', 'arguments that are no tuple');
  else fail(machine, 'arguments that are no tuple');
  return iterable;
}

function call(machine: Machine, via: Via, callee: Term, args: Term, keywords: Term) {
  if (!isUntyped(callee)) return fail(machine, 'what is called cannot be');
  push(machine, machine.witness.call(machine.at, via, callee, args, keywords));
}

function tupleOf(items: Term[]): Sequence {
  return { is: 'tuple', items, count: countOf(items), hashable: true };
}

function build(machine: Machine) {
  if (reach(machine) < 2) return fail(machine, 'the stack is empty');
  const state = pop(machine);
  const object = peek(machine) ?? null;
  if (isUntyped(object)) {
    machine.witness.build(machine.at, object, state);
    if (isArrayWrapper(object)) machine.halt = { is: 'array', wrapper: object };
    return;
  }
  // What is left has neither `__setstate__` nor `__dict__`: only a state that says nothing is taken.
  const [own, slots] =
    isSequence(state, 'tuple') && state.count === 2
      ? [state.items[0] ?? null, state.items[1] ?? null]
      : [state, undefined];
  const python = isFalsy(own) && (slots === undefined || isFalsy(slots));
  const c = own === null && (slots === undefined || (isThing(slots) && slots.is === 'dict' && slots.count === 0));
  if (isUntyped(own)) return machine.witness.refusal(machine.at, 'default', 'state that may be none');
  if (!python) return fail(machine, 'an object that takes no state');
  if (!c) machine.witness.refusal(machine.at, 'c', 'state that is no dictionary');
}

function newObject(machine: Machine, via: 'NEWOBJ' | 'NEWOBJ_EX') {
  const wanted = via === 'NEWOBJ' ? 2 : 3;
  if (reach(machine) < wanted) return fail(machine, 'the stack is empty');
  const keywords = via === 'NEWOBJ' ? null : pop(machine);
  const args = pop(machine);
  const callee = pop(machine);
  if (!isThing(callee) || callee.is !== 'global') {
    machine.witness.refusal(machine.at, 'default', 'what may be no class');
  }
  if (keywords !== null || via === 'NEWOBJ_EX') {
    if (isUntyped(keywords)) machine.witness.refusal(machine.at, 'default', 'keywords that may be no dictionary');
    else if (!isThing(keywords) || keywords.is !== 'dict') return fail(machine, 'keywords that are no dictionary');
    else if (keywords.entries.some(([key]) => typeof key !== 'string')) {
      machine.witness.refusal(machine.at, 'default', 'keywords that are no strings');
    }
  }
  if (checkArguments(machine, args)) call(machine, via, callee, args, keywords);
}

function extension(length: 1 | 2 | 4): Handler {
  return (machine) => {
    const code = unsigned(machine, length);
    if (machine.halt !== null) return;
    if (code === 0 || code >= 2 ** 31) return fail(machine, 'an extension code that is none');
    machine.witness.refusal(machine.at, 'default', 'a number that nobody registered');
    push(machine, machine.witness.extension(machine.at, code));
  };
}

function persistent(machine: Machine, id: Term) {
  machine.witness.persistent(machine.at, id);
  push(machine, { is: 'persistent', id });
}

/** The length of a frame is the C unpickler's word that so much follows; the Python one takes what there is. */
function frame(machine: Machine) {
  const length = unsigned(machine, 8);
  if (length === -1) return;
  const { witness, at, pos } = machine;
  if (length >= 2 ** 63) return fail(machine, 'a frame longer than any memory');
  const end = pos + length;
  if (end > machine.window.size) {
    witness.frame(at, 'a frame is longer than what follows');
    witness.refusal(at, 'c', 'a frame that is longer than what follows');
  }
  if (pos < machine.frameEnd) {
    witness.frame(at, 'a frame begins within another');
    witness.refusal(at, 'python', 'a frame that begins within another');
    if (end > machine.frameEnd) witness.cut(machine, pos, machine.frameEnd);
    else return;
  }
  machine.frameEnd = end;
}

export const CALLS: Readonly<Record<number, Handler>> = {
  99: (machine) => {
    const module = nameLine(machine, utf8);
    const name = module === undefined ? undefined : nameLine(machine, utf8);
    if (module !== undefined && name !== undefined) push(machine, machine.witness.global(machine.at, module, name));
  }, // GLOBAL
  147: (machine) => {
    if (reach(machine) < 2) return fail(machine, 'the stack is empty');
    const name = pop(machine);
    const module = pop(machine);
    const mayBeText = (term: Term) =>
      typeof term === 'string' || isUntyped(term) || (isThing(term) && term.is === 'long-text');
    if (!mayBeText(name) || !mayBeText(module)) return fail(machine, 'a name that is no text');
    if (isUntyped(name) || isUntyped(module)) {
      machine.witness.refusal(machine.at, 'default', 'a name that may be no text');
    }
    push(machine, machine.witness.global(machine.at, module, name));
  }, // STACK_GLOBAL
  105: (machine) => {
    const module = nameLine(machine, ascii);
    const name = module === undefined ? undefined : nameLine(machine, ascii);
    if (module === undefined || name === undefined) return;
    // The Python unpickler imports first and looks for the MARK then.
    if (machine.marks.length === 0) machine.witness.refusal(machine.at, 'c', 'an object without a MARK');
    const callee = machine.witness.global(machine.at, module, name);
    const terms = popMark(machine);
    if (terms !== undefined) call(machine, 'INST', callee, tupleOf(terms), null);
  }, // INST
  111: (machine) => {
    const terms = popMark(machine);
    if (terms === undefined) return;
    const [callee, ...args] = terms;
    if (callee === undefined) return fail(machine, 'the stack is empty');
    call(machine, 'OBJ', callee, tupleOf(args), null);
  }, // OBJ
  82: (machine) => {
    if (reach(machine) < 2) return fail(machine, 'the stack is empty');
    const args = pop(machine);
    const callee = pop(machine);
    if (!isUntyped(callee)) return fail(machine, 'what is called cannot be');
    if (checkArguments(machine, args)) call(machine, 'REDUCE', callee, args, null);
  }, // REDUCE
  129: (machine) => newObject(machine, 'NEWOBJ'), // NEWOBJ
  146: (machine) => newObject(machine, 'NEWOBJ_EX'), // NEWOBJ_EX
  98: build, // BUILD
  130: extension(1), // EXT1
  131: extension(2), // EXT2
  132: extension(4), // EXT4
  80: (machine) => {
    const id = nameLine(machine, ascii, true);
    if (id !== undefined) persistent(machine, id);
  }, // PERSID
  81: (machine) => {
    if (reach(machine) < 1) return fail(machine, 'the stack is empty');
    persistent(machine, pop(machine));
  }, // BINPERSID
  128: (machine) => {
    const protocol = unsigned(machine, 1);
    if (protocol > 5) return fail(machine, `a protocol that does not exist, ${protocol}`);
    machine.protocol = Math.max(machine.protocol, protocol);
  }, // PROTO
  149: frame, // FRAME
  46: (machine) => {
    const value = pop(machine);
    if (machine.halt === null) machine.halt = { is: 'stop', value };
  }, // STOP
};
