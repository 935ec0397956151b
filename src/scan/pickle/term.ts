/** Values of the abstract machine: Python values as far as they are known, and what was done to get them where not. */

import type { ByteSource } from '../../model.ts';
import type { Judgement } from '../policy/policy.ts';
import type { Gadget } from './gadgets.ts';
import type { Pure } from './text-functions.ts';

/** None, bool, int and str are the JavaScript values; everything else says what it is. */
export type Term = null | boolean | number | bigint | string | Thing;

export type Thing =
  | { readonly is: 'float'; readonly value: number }
  | Bytes
  | LongText
  | Sequence
  | Dict
  | Global
  | Call
  | Attribute
  | { readonly is: 'persistent'; readonly id: Term }
  /** A number of copyreg's registry, which only the loading process knows. */
  | { readonly is: 'extension'; readonly code: number }
  /** `what` says, in words, what it is that is not known. */
  | { readonly is: 'opaque'; readonly what: string }
  | Run;

/** bytes, or bytearray where `mutable`. */
export interface Bytes {
  readonly is: 'bytes';
  readonly mutable: boolean;
  readonly length: number;
  /** Null where it is too long to hold: then `from` says where it stands. */
  readonly value: Uint8Array | null;
  readonly from: { readonly source: ByteSource; readonly start: number } | null;
}

/** A str too long to hold. `length` in bytes. */
export interface LongText {
  readonly is: 'long-text';
  readonly length: number;
}

export interface Sequence {
  readonly is: 'tuple' | 'list' | 'set' | 'frozenset';
  /** The first ones; `count` tells how many there are. */
  readonly items: Term[];
  count: number;
  readonly hashable: boolean;
}

export interface Dict {
  readonly is: 'dict';
  /** The first ones; `count` tells how many were set. */
  readonly entries: [key: Term, value: Term][];
  count: number;
}

/** What `module` calls `name`; the module itself where the name is empty. One object for each name of a scan. */
export interface Global {
  readonly is: 'global';
  readonly module: string;
  readonly name: string;
  /** Both, under the module's documented name of today. */
  readonly path: string;
  /** What a call of it does, where that is known. */
  readonly gadget: Gadget | undefined;
  readonly pure: Pure | undefined;
  readonly judgement: Judgement;
  /** Of the opcode that reached it first. */
  readonly offset: number;
  called: boolean;
}

/** The result of a call, and what was done to it since. */
export interface Call {
  readonly is: 'call';
  readonly callee: Term;
  readonly args: Term;
  readonly keywords: Term;
  /** What BUILD gave it last. */
  state: Term | undefined;
}

/** An attribute of a value that is no module and no global. */
export interface Attribute {
  readonly is: 'attribute';
  readonly of: Term;
  readonly name: string;
}

/** Many values of the stack that are no longer held apart. */
export interface Run {
  readonly is: 'run';
  count: number;
}

/** A container keeps no more than this many of its items. */
export const KEPT = 65_536;

export const EMPTY_TUPLE: Sequence = { is: 'tuple', items: [], count: 0, hashable: true };

export function opaque(what: string): Term {
  return { is: 'opaque', what };
}

export function isThing(term: Term | undefined): term is Thing {
  return typeof term === 'object' && term !== null;
}

export function isRun(term: Term | undefined): term is Run {
  return isThing(term) && term.is === 'run';
}

export function isSequence(term: Term | undefined, kind?: Sequence['is']): term is Sequence {
  if (!isThing(term)) return false;
  if (kind !== undefined) return term.is === kind;
  return term.is === 'tuple' || term.is === 'list' || term.is === 'set' || term.is === 'frozenset';
}

/** True for values whose type is not known, so that any operation may succeed on them. */
export function isUntyped(term: Term): boolean {
  if (!isThing(term)) return false;
  switch (term.is) {
    case 'global':
    case 'call':
    case 'attribute':
    case 'persistent':
    case 'extension':
    case 'opaque':
    case 'run':
      return true;
    default:
      return false;
  }
}

/** Whether Python can hash it, and so use it as a key or a member of a set. */
export function isHashable(term: Term): boolean {
  if (!isThing(term)) return true;
  switch (term.is) {
    case 'dict':
      return false;
    case 'bytes':
      return !term.mutable;
    case 'tuple':
    case 'list':
    case 'set':
    case 'frozenset':
      return term.hashable;
    default:
      return true;
  }
}

/** The items of a sequence of which every one is held, else null. */
export function itemsOf(term: Term | undefined): readonly Term[] | null {
  if (!isSequence(term) || term.items.length !== term.count) return null;
  return term.items;
}

/** True where Python's `bool()` of it is known to be false. */
export function isFalsy(term: Term): boolean {
  if (!isThing(term)) return term === null || term === false || term === 0 || term === '' || term === 0n;
  switch (term.is) {
    case 'float':
      return term.value === 0;
    case 'bytes':
    case 'long-text':
      return term.length === 0;
    case 'tuple':
    case 'list':
    case 'set':
    case 'frozenset':
    case 'dict':
      return term.count === 0;
    default:
      return false;
  }
}
