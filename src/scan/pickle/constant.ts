/** Terms as the plain values that containers ask for: what a pickle asks its loader for, and what it leaves. */

import type { Constant } from '../context.ts';
import { isSequence, isThing, itemsOf, type Term } from './term.ts';

const MAX_DEPTH = 4;

/** `undefined` for everything that is not known in full, at any depth. */
export function constantOf(term: Term, depth = 0): Constant {
  if (!isThing(term)) return term;
  if (term.is === 'float') return term.value;
  if (term.is === 'global') return { global: `${term.module} ${term.name}` };
  if (!isSequence(term) || depth >= MAX_DEPTH) return undefined;
  return itemsOf(term)?.map((item) => constantOf(item, depth + 1));
}
