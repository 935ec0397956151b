/** The opcodes that load, store, build and import: what each does to the values that are known. */

import { argumentTuple } from '../pickle/gadgets.ts';
import { isSequence, isThing, itemsOf, opaque, type Term } from '../pickle/term.ts';
import { FUNCTIONS, sequenceTerm } from '../pickle/text-functions.ts';
import { BUILD_CLASS, CALLS, dictOf, type Handler } from './calls.ts';
import { constant, type Frame, known, MAX_STACK, type Made, NOTHING, NULL, pop, popMany } from './frame.ts';

/** The operations of BINARY_OP and BINARY_SUBSCR that make text of text, by what they are called in `operator`. */
const OPERATIONS: Readonly<Record<number, string>> = {
  0: 'add',
  5: 'mul',
  6: 'mod',
  13: 'add',
  18: 'mul',
  19: 'mod',
  26: 'getitem',
};

function operate(frame: Frame, operation: string | undefined): void {
  const [left = NOTHING, right = NOTHING] = popMany(frame, 2);
  const value =
    operation === undefined
      ? undefined
      : (reversed(left, right, operation) ?? FUNCTIONS[`operator.${operation}`]?.([left, right]));
  // A text of which only a part is known is told as far as it is.
  const partly = operation === 'add' || operation === 'mod' ? joined([left, right]) : NOTHING;
  frame.stack.push(value ?? partly);
}

const BACKWARDS = 'a slice from the end to the start';

/** `text[::-1]`, with which texts are hidden. */
function reversed(of: Term, index: Term, operation: string): Term | undefined {
  if (operation !== 'getitem' || !isThing(index) || index.is !== 'opaque' || index.what !== BACKWARDS) return undefined;
  if (typeof of === 'string') return [...of].reverse().join('');
  const items = itemsOf(of);
  return items === null ? undefined : sequenceTerm('list', [...items].reverse());
}

/** Texts and numbers one behind the other; where not all are known, what is. */
function joined(parts: readonly Term[]): Term {
  const plain = (part: Term) => typeof part === 'string' || typeof part === 'number';
  if (parts.every(plain)) return parts.join('');
  if (!parts.some((part) => typeof part === 'string')) return NOTHING;
  return opaque(`a text of ${parts.map((part) => (plain(part) ? String(part).slice(0, 500) : '…')).join('')}`);
}

function attributeOf(frame: Frame, of: Term, index: number): Term {
  const name = frame.code.names[index] ?? '';
  return frame.machine.caller.attribute(of, name);
}

function store(frame: Frame, name: string | undefined, value: Term): void {
  frame.locals.set(name ?? '', value);
  frame.cells.set(name ?? '', value);
}

/** A local variable: from 3.11 on cells and free variables are counted with them. */
function localName(frame: Frame, index: number): string {
  return (frame.minor >= 11 ? frame.code.locals : frame.code.variables)[index] ?? '';
}

function loadLocal(frame: Frame, index: number): void {
  const name = localName(frame, index);
  frame.stack.push(frame.locals.get(name) ?? frame.cells.get(name) ?? NOTHING);
}

function loadCell(frame: Frame, index: number): void {
  const name = frame.code.locals[index] ?? '';
  frame.stack.push(frame.cells.get(name) ?? frame.locals.get(name) ?? NOTHING);
}

function loadName(frame: Frame, name: string): Term {
  return frame.locals.get(name) ?? frame.machine.name(name);
}

function makeFunction(frame: Frame, code: Term, defaults: readonly Term[]): void {
  const own = frame.machine.codes.get(code);
  if (own === undefined) {
    frame.stack.push(NOTHING);
    return;
  }
  const term = opaque(own.name);
  const made: Made = { code: own, defaults, cells: frame.cells, followed: false };
  frame.machine.made.set(term, made);
  frame.stack.push(term);
}

function extend(frame: Frame, depth: number): void {
  const more = pop(frame);
  const at = frame.stack.length - depth;
  const list = frame.stack[at];
  if (list !== undefined && isSequence(list))
    frame.stack[at] = sequenceTerm(
      list.is,
      [...list.items, ...(known(more) ?? [opaque('all of a value')])].slice(0, MAX_STACK),
    );
}

function merge(frame: Frame, depth: number): void {
  const more = pop(frame);
  const at = frame.stack.length - depth;
  const dict = frame.stack[at];
  if (isThing(dict) && dict.is === 'dict' && isThing(more) && more.is === 'dict')
    frame.stack[at] = dictOf([...dict.entries, ...more.entries].slice(0, MAX_STACK));
}

function build(is: 'tuple' | 'list' | 'set'): Handler {
  return (frame, count) => frame.stack.push(sequenceTerm(is, popMany(frame, count)));
}

function unpack(frame: Frame, count: number): void {
  const of = pop(frame);
  const items = known(of);
  for (let index = Math.min(count, 256) - 1; index >= 0; index--)
    frame.stack.push(
      items?.[index] ?? (items === null && isThing(of) && of.is !== 'opaque' ? opaque('a part of a value') : NOTHING),
    );
}

function two(first: Handler, second: Handler): Handler {
  return (frame, argument) => {
    first(frame, argument >> 4);
    second(frame, argument & 15);
  };
}

const storeLocal: Handler = (frame, index) => store(frame, localName(frame, index), pop(frame));
const storeCell: Handler = (frame, index) => store(frame, frame.code.locals[index], pop(frame));
const storeName: Handler = (frame, index) => {
  const value = pop(frame);
  const name = frame.code.names[index] ?? '';
  frame.locals.set(name, value);
  frame.machine.globals.set(name, value);
};

const loadMethod: Handler = (frame, index) => frame.stack.push(attributeOf(frame, pop(frame), index), NULL);

const ALL: typeof CALLS = [
  ...CALLS,
  ['LOAD_CONST', (frame, index) => frame.stack.push(constant(frame, index))],
  ['LOAD_SMALL_INT', (frame, value) => frame.stack.push(value)],
  ['LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_BORROW', loadLocal],
  ['LOAD_FAST_LOAD_FAST LOAD_FAST_BORROW_LOAD_FAST_BORROW', two(loadLocal, loadLocal)],
  ['STORE_FAST', storeLocal],
  ['STORE_FAST_STORE_FAST', two(storeLocal, storeLocal)],
  ['STORE_FAST_LOAD_FAST', two(storeLocal, loadLocal)],
  ['LOAD_DEREF LOAD_CLOSURE LOAD_CLASSDEREF', loadCell],
  [
    'LOAD_FROM_DICT_OR_DEREF',
    (frame, index) => {
      pop(frame);
      loadCell(frame, index);
    },
  ],
  ['STORE_DEREF', storeCell],
  ['STORE_NAME STORE_GLOBAL', storeName],
  ['LOAD_NAME', (frame, index) => frame.stack.push(loadName(frame, frame.code.names[index] ?? ''))],
  [
    'LOAD_FROM_DICT_OR_GLOBALS',
    (frame, index) => {
      pop(frame);
      frame.stack.push(loadName(frame, frame.code.names[index] ?? ''));
    },
  ],
  [
    'LOAD_GLOBAL',
    (frame, argument) => {
      const name = frame.machine.name(frame.code.names[frame.minor >= 11 ? argument >> 1 : argument] ?? '');
      const beside = frame.minor >= 11 && (argument & 1) !== 0;
      // The nothing stands below the callable, and from 3.13 on above it.
      frame.stack.push(...(beside ? (frame.minor >= 13 ? [name, NULL] : [NULL, name]) : [name]));
    },
  ],
  [
    'LOAD_ATTR',
    (frame, argument) => {
      if (frame.minor < 12) frame.stack.push(attributeOf(frame, pop(frame), argument));
      else if ((argument & 1) !== 0) loadMethod(frame, argument >> 1);
      else frame.stack.push(attributeOf(frame, pop(frame), argument >> 1));
    },
  ],
  ['LOAD_METHOD', loadMethod],
  [
    'LOAD_SUPER_ATTR',
    (frame, argument) => {
      popMany(frame, 3);
      frame.stack.push(frame.machine.caller.attribute(opaque('super()'), frame.code.names[argument >> 2] ?? ''));
      if ((argument & 1) !== 0) frame.stack.push(NULL);
    },
  ],
  [
    'LOAD_SPECIAL',
    (frame, index) => {
      const name = ['__enter__', '__exit__', '__aenter__', '__aexit__'][index] ?? '__special__';
      frame.stack.push(frame.machine.caller.attribute(pop(frame), name), NULL);
    },
  ],
  ['LOAD_BUILD_CLASS', (frame) => frame.stack.push(opaque(BUILD_CLASS))],
  ['PUSH_NULL', (frame) => frame.stack.push(NULL)],
  [
    'IMPORT_NAME',
    (frame, index) => {
      const [, from = NOTHING] = popMany(frame, 2);
      const module = frame.code.names[index] ?? '';
      // `import a.b` gives `a`, `from a.b import c` gives `a.b`.
      const whole = isSequence(from) && from.count > 0 ? module : (module.split('.')[0] ?? module);
      frame.machine.caller.global(module, '');
      frame.stack.push(frame.machine.caller.global(whole, ''));
    },
  ],
  ['IMPORT_FROM', (frame, index) => frame.stack.push(attributeOf(frame, frame.stack.at(-1) ?? NOTHING, index))],
  ['BUILD_TUPLE', build('tuple')],
  ['BUILD_LIST', build('list')],
  ['BUILD_SET', build('set')],
  [
    'BUILD_MAP',
    (frame, count) => {
      // Python 2 only says how many are to come.
      const items = popMany(frame, frame.minor === 0 ? 0 : 2 * count);
      frame.stack.push(
        dictOf(items.flatMap((key, index) => (index % 2 === 0 ? [[key, items[index + 1] ?? NOTHING] as const] : []))),
      );
    },
  ],
  [
    'BUILD_CONST_KEY_MAP',
    (frame, count) => {
      const keys = known(pop(frame)) ?? [];
      const values = popMany(frame, count);
      frame.stack.push(dictOf(keys.map((key, index) => [key, values[index] ?? NOTHING])));
    },
  ],
  [
    'STORE_MAP',
    (frame) => {
      const [value = NOTHING, key = NOTHING] = popMany(frame, 2);
      const dict = frame.stack.pop();
      frame.stack.push(isThing(dict) && dict.is === 'dict' ? dictOf([...dict.entries, [key, value]]) : NOTHING);
    },
  ],
  ['LIST_EXTEND', extend],
  ['DICT_MERGE DICT_UPDATE', merge],
  ['LIST_TO_TUPLE', (frame) => frame.stack.push(asTuple(pop(frame)))],
  ['CALL_INTRINSIC_1', (frame, index) => frame.stack.push(converted(index, pop(frame)))],
  ['BUILD_STRING', (frame, count) => frame.stack.push(joined(popMany(frame, count)))],
  [
    'FORMAT_VALUE',
    (frame, flags) => frame.stack.push(((flags & 4) !== 0 ? popMany(frame, 2) : popMany(frame, 1))[0] ?? NOTHING),
  ],
  ['FORMAT_SIMPLE CONVERT_VALUE', (frame) => frame.stack.push(pop(frame))],
  ['BUILD_INTERPOLATION', (frame, flags) => frame.stack.push(popMany(frame, (flags & 1) !== 0 ? 3 : 2)[0] ?? NOTHING)],
  [
    'BUILD_SLICE',
    (frame, count) => {
      const [start = NOTHING, stop = NOTHING, by = null] = popMany(frame, count);
      frame.stack.push(opaque(start === null && stop === null && by === -1 ? BACKWARDS : 'a slice'));
    },
  ],
  [
    'BUILD_TUPLE_UNPACK BUILD_TUPLE_UNPACK_WITH_CALL BUILD_LIST_UNPACK BUILD_SET_UNPACK',
    (frame, count) => {
      frame.stack.push(
        sequenceTerm(
          'tuple',
          popMany(frame, count)
            .flatMap((each) => (known(each) ?? [opaque('all of a value')]).slice(0, 64))
            .slice(0, MAX_STACK),
        ),
      );
    },
  ],
  [
    'BUILD_MAP_UNPACK BUILD_MAP_UNPACK_WITH_CALL',
    (frame, count) => {
      frame.stack.push(
        dictOf(
          popMany(frame, count & 0xff).flatMap((each) =>
            isThing(each) && each.is === 'dict' ? each.entries.slice(0, 64) : [],
          ),
        ),
      );
    },
  ],
  ['BINARY_OP', (frame, index) => operate(frame, OPERATIONS[index])],
  ['BINARY_ADD INPLACE_ADD', (frame) => operate(frame, 'add')],
  ['BINARY_MULTIPLY INPLACE_MULTIPLY', (frame) => operate(frame, 'mul')],
  ['BINARY_MODULO INPLACE_MODULO', (frame) => operate(frame, 'mod')],
  ['BINARY_SUBSCR', (frame) => operate(frame, 'getitem')],
  ['GET_ITER', (frame) => frame.stack.push(pop(frame))],
  [
    'FOR_ITER',
    (frame) => {
      const items = known(frame.stack.at(-1) ?? NOTHING);
      frame.stack.push(
        items === null || items.length === 0 ? NOTHING : items.length === 1 ? (items[0] ?? null) : oneOf(items),
      );
    },
  ],
  // In 3.12 with the iterator, which 3.13 takes off by itself.
  ['END_FOR', (frame) => void popMany(frame, frame.minor === 12 ? 2 : 1)],
  ['UNPACK_SEQUENCE', unpack],
  ['UNPACK_EX', (frame, count) => unpack(frame, (count & 0xff) + 1 + (count >> 8))],
  ['COPY', (frame, depth) => frame.stack.push(frame.stack.at(-depth) ?? NOTHING)],
  [
    'SWAP',
    (frame, depth) => {
      const [low, top] = [frame.stack.length - depth, frame.stack.length - 1];
      const [a, b] = [frame.stack[low], frame.stack[top]];
      if (a !== undefined && b !== undefined) [frame.stack[low], frame.stack[top]] = [b, a];
    },
  ],
  ['DUP_TOP', (frame) => frame.stack.push(frame.stack.at(-1) ?? NOTHING)],
  ['DUP_TOP_TWO', (frame) => frame.stack.push(...frame.stack.slice(-2))],
  ['DUP_TOPX', (frame, count) => frame.stack.push(...frame.stack.slice(-Math.min(count, 5)))],
  ['ROT_TWO', rotate(2)],
  ['ROT_THREE', rotate(3)],
  ['ROT_FOUR', rotate(4)],
  ['ROT_N', (frame, count) => rotate(count)(frame, 0)],
  [
    'BEFORE_WITH SETUP_WITH SETUP_ASYNC_WITH',
    (frame) => frame.stack.splice(-1, 0, { is: 'attribute', of: NOTHING, name: '__exit__' }),
  ],
  [
    'MAKE_FUNCTION',
    (frame, argument) => {
      if (frame.minor > 0 && frame.minor < 11) pop(frame);
      const code = pop(frame);
      if (frame.minor === 0) return makeFunction(frame, code, popMany(frame, argument));
      if (frame.minor >= 13) return makeFunction(frame, code, []);
      for (const flag of [8, 4, 2]) if ((argument & flag) !== 0) pop(frame);
      makeFunction(frame, code, (argument & 1) !== 0 ? (known(pop(frame)) ?? []) : []);
    },
  ],
  [
    'MAKE_CLOSURE',
    (frame, argument) => {
      const [, code = NOTHING] = popMany(frame, 2);
      makeFunction(frame, code, popMany(frame, argument));
    },
  ],
  [
    'SET_FUNCTION_ATTRIBUTE',
    (frame, flag) => {
      const [value = NOTHING, term = NOTHING] = popMany(frame, 2);
      const made = frame.machine.made.get(term);
      if (made !== undefined && flag === 1) made.defaults = known(value) ?? [];
      frame.stack.push(term);
    },
  ],
  [
    'BUILD_CLASS',
    (frame) => {
      popMany(frame, 3);
      frame.stack.push(opaque(BUILD_CLASS));
    },
  ],
  [
    'EXEC_STMT',
    (frame) => {
      const [code = NOTHING] = popMany(frame, 3);
      frame.machine.call(frame.machine.name('exec'), [code]);
    },
  ],
  [
    'RETURN_VALUE',
    (frame) => {
      frame.result = pop(frame);
    },
  ],
  [
    'RETURN_CONST',
    (frame, index) => {
      frame.result = constant(frame, index);
    },
  ],
  ['RAISE_VARARGS', (frame, count) => void popMany(frame, count)],
  ['RERAISE', (frame) => void pop(frame)],
];

function rotate(count: number): Handler {
  return (frame) => {
    const top = pop(frame);
    frame.stack.splice(Math.max(0, frame.stack.length - count + 1), 0, top);
  };
}

/** CALL_INTRINSIC_1: 6 makes a tuple of a list, and nothing else makes a value that is known. */
function converted(index: number, value: Term): Term {
  return index === 6 ? asTuple(value) : NOTHING;
}

function asTuple(term: Term): Term {
  const items = known(term);
  return items === null ? term : argumentTuple(items);
}

function oneOf(items: readonly Term[]): Term {
  return opaque(
    `one of ${items
      .slice(0, 8)
      .map((item) => (typeof item === 'string' ? `'${item.slice(0, 200)}'` : typeof item === 'number' ? item : '…'))
      .join(', ')}`,
  );
}

export const HANDLERS: ReadonlyMap<string, Handler> = new Map(
  ALL.flatMap(([names, handler]) => names.split(' ').map((name) => [name, handler] as const)),
);
