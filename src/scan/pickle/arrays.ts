/** Arrays that joblib writes between the opcodes: right behind the wrapper that describes them stand their raw bytes. */

import { isSequence, isThing, itemsOf, type Term } from './term.ts';

const MODULES: ReadonlySet<string> = new Set(['joblib.numpy_pickle', 'sklearn.externals.joblib.numpy_pickle']);

/** Whether joblib's unpickler reads raw data when it has given this object its state. */
export function isArrayWrapper(term: Term): boolean {
  if (!isThing(term) || term.is !== 'call') return false;
  const { callee } = term;
  return isThing(callee) && callee.is === 'global' && callee.name === 'NumpyArrayWrapper' && MODULES.has(callee.module);
}

/** What stands behind a wrapper (`joblib/numpy_pickle.py`, NumpyArrayWrapper.read_array). */
export type ArrayData =
  /** `aligned`: a byte that tells how much padding follows, and the padding, come first. */
  | { readonly is: 'raw'; readonly length: number; readonly aligned: boolean }
  /** A pickle of its own. */
  | { readonly is: 'objects' }
  | { readonly is: 'unknown'; readonly why: string };

export function arrayData(wrapper: Term): ArrayData {
  const state = isThing(wrapper) && wrapper.is === 'call' ? wrapper.state : undefined;
  const shape = itemsOf(entry(state, 'shape'));
  const type = elementType(entry(state, 'dtype'));
  if (type === undefined) return { is: 'unknown', why: 'the type of an array is not known' };
  if (type.objects) return { is: 'objects' };
  let length = type.size;
  if (shape === null) return { is: 'unknown', why: 'the shape of an array is not known' };
  for (const side of shape) {
    if (typeof side !== 'number' || side < 0) return { is: 'unknown', why: 'the shape of an array is not known' };
    length *= side;
  }
  const alignment = entry(state, 'numpy_array_alignment_bytes');
  return { is: 'raw', length, aligned: alignment !== undefined && alignment !== null };
}

function entry(term: Term | undefined, key: string): Term | undefined {
  if (!isThing(term) || term.is !== 'dict') return undefined;
  return term.entries.findLast(([name]) => name === key)?.[1];
}

/** Values that make up one type: no record has so many fields. */
const MAX_PARTS = 100_000;

/** Size in bytes of one element, and whether it holds Python objects; undefined where it is not known for sure. */
function elementType(dtype: Term | undefined): { size: number; objects: boolean } | undefined {
  const coded = codeOf(dtype);
  if (coded === undefined) return undefined;
  const [, , , , , ownSize, , flags] = coded.state;
  const objects = holdsObjects(dtype);
  // NPY_ITEM_REFCOUNT is what numpy believes; where the rest says otherwise, nothing is sure.
  if (typeof flags === 'number' && ((flags & 1) === 1) !== objects) return undefined;
  // Only for types of no fixed size does numpy take the size from the state.
  const size = 'SUV'.includes(coded.kind) && typeof ownSize === 'number' && ownSize > 0 ? ownSize : coded.size;
  return { size, objects };
}

/** What `numpy.dtype` is called with, and given by BUILD; undefined for anything else. */
function codeOf(dtype: Term | undefined): { kind: string; size: number; state: readonly Term[] } | undefined {
  if (!isThing(dtype) || dtype.is !== 'call') return undefined;
  const { callee, args, state } = dtype;
  if (!isThing(callee) || callee.is !== 'global' || callee.module !== 'numpy' || callee.name !== 'dtype')
    return undefined;
  const code = itemsOf(args)?.[0];
  const match = typeof code === 'string' ? /^([biufcmMSUVO])(\d{0,9})$/.exec(code) : null;
  if (match === null) return undefined;
  const kind = match[1] ?? '';
  return { kind, size: Number(match[2] ?? '') * (kind === 'U' ? 4 : 1), state: itemsOf(state) ?? [] };
}

/** Whether a dtype is one of objects, or any within: those of its fields, and of what it is an array of. */
function holdsObjects(dtype: Term | undefined): boolean {
  const seen = new Set<Term>();
  const waiting = [dtype];
  while (waiting.length > 0) {
    const term = waiting.pop();
    if (!isThing(term) || seen.has(term)) continue;
    if (seen.size >= MAX_PARTS) return true;
    seen.add(term);
    if (term.is === 'dict') for (const [, value] of term.entries) waiting.push(value);
    else if (isSequence(term)) waiting.push(...term.items.slice(0, MAX_PARTS));
    else if (term.is === 'call') {
      const coded = codeOf(term);
      if (coded === undefined || coded.kind === 'O') return true;
      const [, , subtype, , fields] = coded.state;
      waiting.push(subtype, fields);
    }
  }
  return false;
}
