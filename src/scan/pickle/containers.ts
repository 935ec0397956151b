/** Opcodes that build and fill containers, and those that move the stack, the marks and the memo. */

import { plainInt, readKey } from './literals.ts';
import {
  countOf,
  fail,
  hold,
  latin1At,
  line,
  type Machine,
  mark,
  peek,
  pop,
  popMark,
  popSeveral,
  push,
  reach,
  recall,
  remember,
  unsigned,
  type Via,
} from './machine.ts';
import {
  type Dict,
  isHashable,
  isRun,
  isSequence,
  isThing,
  isUntyped,
  KEPT,
  type Sequence,
  type Term,
} from './term.ts';
import type { Handler } from './values.ts';

function sequence(machine: Machine, is: Sequence['is'], terms: readonly Term[]): Sequence {
  const hashable = is === 'frozenset' || (is === 'tuple' && terms.every(isHashable));
  const result: Sequence = { is, items: [], count: 0, hashable };
  addItems(machine, result, terms);
  return result;
}

function addItems(machine: Machine, target: Sequence, terms: readonly Term[]) {
  // Only as long as all before are held, too.
  let held = target.items.length === target.count;
  for (const term of terms) {
    const run = isRun(term);
    held &&= !run && target.items.length < KEPT && hold(machine, term);
    if (held) target.items.push(term);
    target.count += run ? term.count : 1;
  }
}

const UNHASHABLE = 'a key or a member that cannot be hashed';

/** Keys and values by turns into a dict; false after a halt. */
function fill(machine: Machine, dict: Dict, terms: readonly Term[]): boolean {
  const count = countOf(terms);
  for (let i = 0; i + 1 < terms.length; i += 2) {
    const key = terms[i] ?? null;
    const value = terms[i + 1] ?? null;
    // Behind a run, keys and values are no longer told apart.
    if (isRun(key) || isRun(value)) break;
    if (!isHashable(key)) {
      fail(machine, UNHASHABLE);
      return false;
    }
    if (dict.entries.length < KEPT && hold(machine, key) && hold(machine, value)) dict.entries.push([key, value]);
  }
  dict.count += count / 2;
  return true;
}

function collect(is: 'tuple' | 'list' | 'frozenset'): Handler {
  return (machine) => {
    const terms = popMark(machine);
    if (terms === undefined) return;
    if (is === 'frozenset' && !terms.every(isHashable)) return fail(machine, UNHASHABLE);
    push(machine, sequence(machine, is, terms));
  };
}

function tuple(count: 1 | 2 | 3): Handler {
  return (machine) => {
    const terms = popSeveral(machine, count);
    if (terms !== undefined) push(machine, sequence(machine, 'tuple', terms));
  };
}

/** What APPEND, APPENDS and ADDITEMS give to the object below. */
function give(machine: Machine, via: Via, terms: readonly Term[]) {
  const target = machine.stack.at(-1) ?? null;
  const kind = via === 'ADDITEMS' ? 'set' : 'list';
  if (isSequence(target, kind)) {
    if (kind === 'set' && !terms.every(isHashable)) return fail(machine, UNHASHABLE);
    addItems(machine, target, terms);
    return;
  }
  if (isUntyped(target)) {
    machine.witness.extend(machine.at, via, target, sequence(machine, 'list', terms));
    return;
  }
  if (kind === 'list' && isThing(target) && target.is === 'bytes' && target.mutable) {
    if (terms.some(isUntyped)) machine.witness.refusal(machine.at, 'default', 'what may be no byte');
    else if (!terms.every(isByte)) return fail(machine, 'what is no byte');
    return;
  }
  fail(machine, `an object that takes no ${via === 'ADDITEMS' ? 'members' : 'items'}`);
}

function isByte(term: Term): boolean {
  if (typeof term === 'boolean') return true;
  return typeof term === 'number' && term >= 0 && term < 256;
}

function several(via: Via): Handler {
  return (machine) => {
    const terms = popMark(machine);
    if (terms === undefined) return;
    const target = peek(machine);
    if (target === undefined) return;
    if (terms.length > 0) return via === 'SETITEMS' ? set(machine, terms) : give(machine, via, terms);
    // The C unpickler has nothing to do; Python's asks the object for its method all the same.
    const asks = via !== 'SETITEMS' && !isUntyped(target) && !isSequence(target, via === 'ADDITEMS' ? 'set' : 'list');
    if (asks && !(via === 'APPENDS' && isThing(target) && target.is === 'bytes' && target.mutable)) {
      machine.witness.refusal(machine.at, 'python', 'nothing is added to what takes nothing');
    }
  };
}

function set(machine: Machine, terms: readonly Term[]) {
  const target = machine.stack.at(-1) ?? null;
  if (countOf(terms) % 2 !== 0) return fail(machine, 'a key without a value');
  if (isThing(target) && target.is === 'dict') {
    fill(machine, target, terms);
    return;
  }
  if (isUntyped(target)) {
    machine.witness.extend(machine.at, 'SETITEMS', target, sequence(machine, 'list', terms));
    return;
  }
  for (let i = 0; i + 1 < terms.length; i += 2) {
    if (!canSet(machine, target, terms[i] ?? null, terms[i + 1] ?? null))
      return fail(machine, 'an item that cannot be set');
  }
}

/** Whether `target[key] = value` may work on a list or a bytearray. */
function canSet(machine: Machine, target: Term, key: Term, value: Term): boolean {
  const isBytearray = isThing(target) && target.is === 'bytes' && target.mutable;
  const isList = isSequence(target, 'list');
  if (!isBytearray && !isList) return false;
  if (isUntyped(key) || (!isList && isUntyped(value))) {
    machine.witness.refusal(machine.at, 'default', 'an item that may not fit');
    return true;
  }
  const length = isList ? target.count : target.length;
  const number = typeof key === 'boolean' ? Number(key) : key;
  if (typeof number !== 'number' || number >= length || number < -length) return false;
  if (!isList) return isByte(value);
  const index = number < 0 ? number + length : number;
  if (index < target.items.length) target.items[index] = value;
  return true;
}

/** The key of GET or PUT; undefined after a halt. */
function textKey(machine: Machine): number | undefined {
  const found = line(machine);
  if (found === undefined) return undefined;
  const { start, end, ended } = found;
  if (!ended) {
    fail(machine, 'it ends within a line');
    return undefined;
  }
  const plain = plainInt(machine.window.bytes, start - machine.window.base, end - machine.window.base);
  if (plain !== undefined) return plain;
  const { c, python } = readKey(end - start > 64 ? '' : latin1At(machine, start, end));
  const key = c ?? python;
  if (key === undefined) {
    fail(machine, 'a memo key that is no number');
    return undefined;
  }
  if (c === undefined) machine.witness.refusal(machine.at, 'c', 'a memo key that only the Python unpickler takes');
  if (python === undefined) machine.witness.refusal(machine.at, 'python', 'a memo key that only the C unpickler takes');
  return key;
}

function put(machine: Machine, key: number | undefined) {
  if (key === undefined || machine.halt !== null) return;
  const top = peek(machine);
  if (top === undefined) return;
  if (key < 0) return fail(machine, 'a negative memo key');
  // Its memo is an array: it would ask for memory that no machine has.
  if (key >= 2 ** 40) machine.witness.refusal(machine.at, 'c', 'a memo key beyond all memory');
  remember(machine, key, top);
}

function get(machine: Machine, key: number | undefined) {
  if (key !== undefined && machine.halt === null) recall(machine, key);
}

export const CONTAINERS: Readonly<Record<number, Handler>> = {
  40: mark, // MARK
  48: (machine) => {
    if (reach(machine) > 0) pop(machine);
    else popMark(machine);
  }, // POP
  49: (machine) => {
    popMark(machine);
  }, // POP_MARK
  50: (machine) => {
    const top = peek(machine);
    if (top !== undefined) push(machine, isRun(top) ? { is: 'run', count: 1 } : top);
  }, // DUP
  93: (machine) => push(machine, sequence(machine, 'list', [])), // EMPTY_LIST
  125: (machine) => push(machine, { is: 'dict', entries: [], count: 0 }), // EMPTY_DICT
  143: (machine) => push(machine, sequence(machine, 'set', [])), // EMPTY_SET
  108: collect('list'), // LIST
  116: collect('tuple'), // TUPLE
  145: collect('frozenset'), // FROZENSET
  133: tuple(1), // TUPLE1
  134: tuple(2), // TUPLE2
  135: tuple(3), // TUPLE3
  100: (machine) => {
    const terms = popMark(machine);
    if (terms === undefined) return;
    if (countOf(terms) % 2 !== 0) return fail(machine, 'a key without a value');
    const dict: Dict = { is: 'dict', entries: [], count: 0 };
    if (fill(machine, dict, terms)) push(machine, dict);
  }, // DICT
  97: (machine) => {
    if (reach(machine) < 2) return fail(machine, 'the stack is empty');
    const value = pop(machine);
    give(machine, 'APPENDS', [value]);
  }, // APPEND
  101: several('APPENDS'), // APPENDS
  144: several('ADDITEMS'), // ADDITEMS
  115: (machine) => {
    if (reach(machine) < 3) return fail(machine, 'the stack is empty');
    const value = pop(machine);
    const key = pop(machine);
    set(machine, [key, value]);
  }, // SETITEM
  117: several('SETITEMS'), // SETITEMS
  103: (machine) => get(machine, textKey(machine)), // GET
  104: (machine) => get(machine, unsigned(machine, 1)), // BINGET
  106: (machine) => get(machine, unsigned(machine, 4)), // LONG_BINGET
  112: (machine) => put(machine, textKey(machine)), // PUT
  113: (machine) => put(machine, unsigned(machine, 1)), // BINPUT
  114: (machine) => put(machine, unsigned(machine, 4)), // LONG_BINPUT
  148: (machine) => put(machine, machine.memo.size), // MEMOIZE
};
