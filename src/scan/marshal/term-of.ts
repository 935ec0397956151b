/** Values of marshal as the terms that calls are judged by. */

import { EMPTY_TUPLE, KEPT, opaque, type Term } from '../pickle/term.ts';
import type { Value } from './value.ts';

/** References make much of little: what is deeper is not looked at. */
const MAX_DEPTH = 6;
const MAX_ITEMS = 256;

export function termOf(value: Value, depth = 0): Term {
  if (typeof value !== 'object' || value === null) return value;
  switch (value.is) {
    case 'float':
      return value;
    case 'bytes':
      return value.value.length <= KEPT
        ? { is: 'bytes', mutable: false, length: value.value.length, value: value.value, from: null }
        : opaque(`${value.value.length} bytes`);
    case 'tuple':
    case 'list':
    case 'set':
    case 'frozenset': {
      if (depth > MAX_DEPTH) return opaque('a deep value');
      const items = value.items.slice(0, MAX_ITEMS).map((item) => termOf(item, depth + 1));
      return { ...EMPTY_TUPLE, is: value.is, items, count: value.items.length };
    }
    case 'complex':
      return opaque(`${value.real}+${value.imaginary}j`);
    case 'code':
      return opaque(`code ${value.name}`);
    case 'dict':
      return opaque('a dictionary');
    case 'slice':
      return opaque('a slice');
    case 'ellipsis':
      return opaque('...');
    case 'stop-iteration':
      return opaque('StopIteration');
  }
}
