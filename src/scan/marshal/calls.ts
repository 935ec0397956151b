/** The opcodes that call: every version of Python puts the callable, its arguments and their names on the stack in its own way. */

import { type Dict, isThing, opaque, type Term } from '../pickle/term.ts';
import { constant, type Frame, known, NOTHING, NULL, pop, popMany } from './frame.ts';

export type Handler = (frame: Frame, argument: number) => void;

export function dictOf(pairs: readonly (readonly [Term, Term])[]): Dict {
  return { is: 'dict', entries: pairs.map(([key, value]) => [key, value]), count: pairs.length };
}

/** Keyword arguments as a dictionary, or nothing. */
function keywordsOf(names: readonly Term[], values: readonly Term[]): Term {
  return names.length === 0 ? null : dictOf(names.map((name, index) => [name, values[index] ?? NOTHING]));
}

/** A callable with what may stand beside it: an object to call it on, or nothing. */
function takeCallable(frame: Frame): { readonly callee: Term; readonly first: readonly Term[] } {
  const [lower = NOTHING, upper = NOTHING] = popMany(frame, 2);
  if (upper === NULL) return { callee: lower, first: [] };
  if (lower === NULL) return { callee: upper, first: [] };
  return { callee: lower, first: [upper] };
}

function call(frame: Frame, callee: Term, args: readonly Term[], keywords: Term = null): void {
  const { machine } = frame;
  // A class is made by a function that is its body.
  if (isThing(callee) && callee.is === 'opaque' && callee.what === BUILD_CLASS) machine.call(args[0] ?? NOTHING, []);
  frame.stack.push(machine.call(callee, args, keywords));
}

/** What makes classes. */
export const BUILD_CLASS = 'a class';

/** CALL, with the names of keyword arguments where there are any. */
function callWith(frame: Frame, count: number, names: readonly Term[]): void {
  const args = popMany(frame, count);
  const { callee, first } = takeCallable(frame);
  const plain = args.slice(0, args.length - names.length);
  call(frame, callee, [...first, ...plain], keywordsOf(names, args.slice(args.length - names.length)));
}

/** Arguments in a tuple, keyword arguments in a dictionary. */
function callSpread(frame: Frame, argument: number): void {
  const keywords = frame.minor >= 14 || (argument & 1) !== 0 ? pop(frame) : null;
  const args = pop(frame);
  let callee = pop(frame);
  if (callee === NULL) callee = pop(frame);
  else if (frame.minor >= 11 && frame.stack.at(-1) === NULL) frame.stack.pop();
  call(frame, callee, known(args) ?? [opaque('all of a value')], keywords === NULL ? null : keywords);
}

/** Python 2: positional arguments in the low byte, pairs of keyword arguments in the high one. */
function callOld(spread: 0 | 1 | 2): Handler {
  return (frame, argument) => {
    if (spread > 1) pop(frame);
    const rest = spread > 0 ? pop(frame) : null;
    const pairs = popMany(frame, 2 * (argument >> 8));
    const args = popMany(frame, argument & 0xff);
    const callee = pop(frame);
    const names = pairs.filter((_, index) => index % 2 === 0);
    const values = pairs.filter((_, index) => index % 2 === 1);
    call(frame, callee, [...args, ...(known(rest) ?? [])], keywordsOf(names, values));
  };
}

/** By the names of the opcodes, which may be several in a row. */
export const CALLS: readonly (readonly [names: string, handler: Handler])[] = [
  [
    'KW_NAMES',
    (frame, index) => {
      const names = known(constant(frame, index)) ?? [];
      frame.keywords = names.filter((name) => typeof name === 'string');
    },
  ],
  [
    'CALL',
    (frame, count) => {
      callWith(frame, count, frame.keywords);
      frame.keywords = [];
    },
  ],
  ['CALL_METHOD', (frame, count) => callWith(frame, count, [])],
  ['CALL_KW', (frame, count) => callWith(frame, count, known(pop(frame)) ?? [])],
  [
    'CALL_FUNCTION',
    (frame, argument) => {
      if (frame.minor === 0) return callOld(0)(frame, argument);
      const args = popMany(frame, argument);
      call(frame, pop(frame), args);
    },
  ],
  [
    'CALL_FUNCTION_KW',
    (frame, argument) => {
      if (frame.minor === 0) return callOld(1)(frame, argument);
      const names = known(pop(frame)) ?? [];
      const args = popMany(frame, argument);
      const plain = args.slice(0, args.length - names.length);
      call(frame, pop(frame), plain, keywordsOf(names, args.slice(args.length - names.length)));
    },
  ],
  ['CALL_FUNCTION_VAR', callOld(1)],
  ['CALL_FUNCTION_VAR_KW', callOld(2)],
  ['CALL_FUNCTION_EX', callSpread],
];
