/** Terms as the plain values that containers ask for: what a pickle asks its loader for, and what it leaves. */

import type { Constant } from '../context.ts';
import { isSequence, isThing, itemsOf, type Term } from './term.ts';

const MAX_DEPTH = 4;
/** Values of one constant: a list that holds itself many times over would have no end of them. */
const MAX_VALUES = 200_000;

/** `undefined` for everything that is not known in full, at any depth. */
export function constantOf(term: Term): Constant {
  let left = MAX_VALUES;
  const plain = (of: Term, depth: number): Constant => {
    left -= 1;
    if (!isThing(of)) return of;
    if (of.is === 'float') return of.value;
    if (of.is === 'global') return { global: `${of.module} ${of.name}` };
    if (!isSequence(of) || depth >= MAX_DEPTH || of.items.length > left) return undefined;
    return itemsOf(of)?.map((item) => plain(item, depth + 1));
  };
  return plain(term, 0);
}
