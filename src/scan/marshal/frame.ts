/** One code object while it is followed: what stands on its stack and in its variables, and what all of them share. */

import { isSequence, itemsOf, opaque, type Term } from '../pickle/term.ts';
import type { Caller } from './call.ts';
import { termOf } from './term-of.ts';
import type { Code } from './value.ts';

/** Values of one stack. */
export const MAX_STACK = 2000;
/** What nothing is known of. */
export const NOTHING: Term = opaque('a value');
/** What 3.11 and later put beside a callable that has no object. */
export const NULL: Term = opaque('nothing');

/** A function that the code makes: its body is followed where it is called, or at the end. */
export interface Made {
  readonly code: Code;
  defaults: readonly Term[];
  /** The variables of the functions around it. */
  readonly cells: Map<string, Term>;
  followed: boolean;
}

/** One code object while it is followed. */
export interface Frame {
  readonly code: Code;
  readonly minor: number;
  readonly machine: Machine;
  readonly locals: Map<string, Term>;
  readonly cells: Map<string, Term>;
  stack: Term[];
  /** The names of keyword arguments, which 3.11 and 3.12 tell in front of the call. */
  keywords: readonly string[];
  result: Term;
}

export interface Machine {
  readonly caller: Caller;
  readonly globals: Map<string, Term>;
  /** The code of what stands for a function or a code object on the stack. */
  readonly made: Map<Term, Made>;
  readonly codes: Map<Term, Code>;
  /** Opcodes that no handler knows. */
  readonly strange: Set<string>;
  call(callee: Term, args: readonly Term[], keywords?: Term): Term;
  /** A name of the module, or one that Python itself has. */
  name(name: string): Term;
}

export function pop(frame: Frame): Term {
  return frame.stack.pop() ?? NOTHING;
}

/** The last values of the stack, in their order. */
export function popMany(frame: Frame, count: number): Term[] {
  const most = Math.min(count, MAX_STACK);
  const found = frame.stack.splice(Math.max(0, frame.stack.length - most));
  return [...Array<Term>(most - found.length).fill(NOTHING), ...found];
}

/** A constant of the code, under a term of its own where it is code. */
export function constant(frame: Frame, index: number): Term {
  const value = frame.code.constants[index];
  if (value === undefined) return NOTHING;
  if (typeof value === 'object' && value?.is === 'code') {
    const term = opaque(`code ${value.name}`);
    frame.machine.codes.set(term, value);
    return term;
  }
  return termOf(value);
}

/** Items that are known, of what is iterated over or spread. */
export function known(term: Term): readonly Term[] | null {
  return isSequence(term) ? itemsOf(term) : null;
}
