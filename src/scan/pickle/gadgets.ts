/** Calls that do what their arguments name: attributes looked up, modules imported, functions called on the caller's behalf. */

import { type Call, EMPTY_TUPLE, isSequence, isThing, itemsOf, opaque, type Sequence, type Term } from './term.ts';
import { FUNCTIONS, METHODS, type Pure, sequenceTerm } from './text-functions.ts';

/** What a gadget may ask for while its call is followed. */
export interface Effects {
  /** A name is reached: it is judged, and may be called later. */
  global(module: string, name: string): Term;
  /** An attribute of any value is reached. */
  attribute(of: Term, name: string): Term;
  call(callee: Term, args: readonly Term[], keywords?: Term): Term;
  /** A class is made an instance of without being initialised, as pickles do it. */
  create(callee: Term, args: readonly Term[]): Term;
  /** The bytes are loaded as a pickle or a checkpoint; undefined where they are not known. */
  load(data: Term, by: string): Term | undefined;
}

/** Follows a call; undefined where the arguments do not tell what it does. */
export type Gadget = (args: readonly Term[], effects: Effects, keywords: Term) => Term | undefined;

/** The items of what is iterated over that are followed; the rest is like them. */
const FOLLOWED = 1024;

/** `a.b.c` of a value; undefined where the path is not known. */
function walk(of: Term, path: Term | undefined, effects: Effects): Term | undefined {
  if (typeof path !== 'string' || path === '') return undefined;
  let value = of;
  for (const name of path.split('.').slice(0, 64)) value = effects.attribute(value, name);
  return value;
}

/** `package.module.name` or `package.module:name`: where the module ends is not known, and does not matter to the judgement. */
function named(path: Term | undefined, effects: Effects): Term | undefined {
  if (typeof path !== 'string' || path === '') return undefined;
  const colon = path.indexOf(':');
  const dot = colon === -1 ? path.lastIndexOf('.') : colon;
  return dot === -1 ? effects.global(path, '') : effects.global(path.slice(0, dot), path.slice(dot + 1));
}

const importModule: Gadget = ([name], effects) => (typeof name === 'string' ? effects.global(name, '') : undefined);

const importName: Gadget = ([module, name], effects) =>
  typeof module === 'string' && typeof name === 'string' ? effects.global(module, name) : undefined;

const locate: Gadget = ([path], effects) => named(path, effects);

const getAttribute: Gadget = ([of, name], effects) => (of === undefined ? undefined : walk(of, name, effects));

/** `f` on each item of an iterable, or on something of which nothing is known. */
function onEach(
  callee: Term | undefined,
  iterables: readonly Term[],
  effects: Effects,
  spread = false,
): Term | undefined {
  if (callee === undefined) return undefined;
  const columns = iterables.map((iterable) => (typeof iterable === 'string' ? [...iterable] : itemsOf(iterable)));
  const length = Math.min(FOLLOWED, ...columns.map((column) => column?.length ?? 1));
  const results: Term[] = [];
  for (let i = 0; i < length; i++) {
    const row = columns.map((column) => (column === null ? opaque('an item') : (column[i] ?? null)));
    const args = spread ? (itemsOf(row[0]) ?? row) : row;
    results.push(effects.call(callee, args));
  }
  return columns.includes(null) ? opaque('an iterator') : sequenceTerm('list', results);
}

const map: Gadget = ([callee, ...iterables], effects) => onEach(callee, iterables, effects);

/** Calls its function on two values at a time. */
const reduce: Gadget = ([callee, iterable, first], effects) => {
  const items = itemsOf(iterable);
  if (callee === undefined) return undefined;
  if (items === null) return effects.call(callee, [opaque('an item'), opaque('an item')]);
  const all = first === undefined ? [...items] : [first, ...items];
  let result = all[0] ?? null;
  for (const item of all.slice(1, FOLLOWED)) result = effects.call(callee, [result, item]);
  return result;
};

const applied: Gadget = ([callee, args, keywords], effects) =>
  callee === undefined ? undefined : effects.call(callee, itemsOf(args) ?? [], keywords);

const direct: Gadget = ([callee, ...args], effects, keywords) =>
  callee === undefined ? undefined : effects.call(callee, args, keywords);

/** copyreg's: `base.__new__(cls, state)`, and `base.__init__` where there is one. */
const reconstruct: Gadget = ([callee, base, state], effects) => {
  if (callee === undefined || base === undefined) return undefined;
  const plain = isThing(base) && base.is === 'global' && base.name === 'object';
  if (!plain) effects.call(base, [state ?? null]);
  return effects.create(callee, []);
};

const newObject: Gadget = ([callee, ...args], effects) =>
  callee === undefined ? undefined : effects.create(callee, args);

/** A tensor of a subclass: the function that rebuilds the plain one is an argument. */
const rebuildTensor: Gadget = ([callee, , args], effects) =>
  callee === undefined ? undefined : effects.call(callee, itemsOf(args) ?? []);

/** Calls the class that it is given; a name it looks up among its own. */
const bitGenerator: Gadget = ([type], effects) =>
  type === undefined || typeof type === 'string' ? opaque('a bit generator') : effects.call(type, []);

/** The second argument makes the bit generator of the first, unless that is one already. */
const generator: Gadget = ([bits, make], effects) => {
  const isOne = isThing(bits) && bits.is === 'call';
  if (make !== undefined && !isOne) effects.call(make, [bits ?? null]);
  return opaque('a random generator');
};

/** The second argument is a dictionary of what the class is made with. */
const newIndex: Gadget = ([type], effects) => (type === undefined ? undefined : effects.create(type, []));

const loads =
  (by: string): Gadget =>
  ([data], effects) =>
    data === undefined ? undefined : effects.load(data, by);

/** `type(x)` tells a class; with three arguments it makes one, whose methods run later. */
const type: Gadget = (args) => (args.length === 1 ? opaque('a class') : undefined);

/** `str.format`, whose fields look up attributes: `'{0.__class__}'`. The text itself is known where they do not. */
export const formatText: Gadget = ([template, ...args], effects) => {
  if (typeof template !== 'string') return undefined;
  for (const [, index = '', path = ''] of template.matchAll(/\{(\w*)((?:\.\w+|\[\w+\])+)/g)) {
    const of = args[Number(index)] ?? opaque('a value');
    walk(
      of,
      path
        .replace(/[[\]]/g, '.')
        .replace(/\.+/g, '.')
        .replace(/^\.|\.$/g, ''),
      effects,
    );
  }
  return METHODS.format?.([template, ...args]);
};

/** By their full names of today. What stands here is followed whatever the policy says of the name itself. */
const GADGETS: Readonly<Record<string, Gadget>> = {
  'builtins.getattr': getAttribute,
  'builtins.__import__': importModule,
  'builtins.apply': applied,
  'builtins.map': map,
  'builtins.filter': map,
  'builtins.type': type,
  'builtins.str.format': formatText,
  'builtins.iter': ([of, sentinel], effects) =>
    of === undefined || sentinel === undefined ? FUNCTIONS['builtins.iter']?.([of ?? null]) : effects.call(of, []),
  'importlib.import_module': importModule,
  'importlib.__import__': importModule,
  'importlib.reload': ([module]) => module,
  'pkgutil.resolve_name': locate,
  'pydoc.locate': locate,
  'pydoc.safeimport': importModule,
  'logging.config._resolve': locate,
  'unittest.mock._importer': locate,
  'unittest.mock._dot_lookup': ([of, name], effects) => (of === undefined ? undefined : walk(of, name, effects)),
  'test.support.get_attribute': getAttribute,
  'xmlrpc.server.resolve_dotted_attribute': getAttribute,
  'inspect.getattr_static': getAttribute,
  'numpy.core._ufunc_reconstruct': importName,
  'numpy._core._ufunc_reconstruct': importName,
  'cloudpickle.cloudpickle.subimport': importModule,
  'cloudpickle.subimport': importModule,
  'cloudpickle.cloudpickle._getattribute': getAttribute,
  'dill._dill._import_module': locate,
  'dill._dill._getattribute': getAttribute,
  'dill._dill._get_attr': getAttribute,
  'torch._utils._import_dotted_name': locate,
  'functools.reduce': reduce,
  'itertools.starmap': ([callee, rows], effects) => onEach(callee, [rows ?? null], effects, true),
  'itertools.accumulate': ([rows, callee], effects) => onEach(callee, [rows ?? null, rows ?? null], effects),
  'itertools.takewhile': map,
  'itertools.dropwhile': map,
  'itertools.filterfalse': map,
  'operator.call': direct,
  'contextvars.Context.run': ([, callee, ...args], effects) =>
    callee === undefined ? undefined : effects.call(callee, args),
  'copyreg._reconstructor': reconstruct,
  'copyreg.__newobj__': newObject,
  'copyreg.__newobj_ex__': ([callee, args], effects) =>
    callee === undefined ? undefined : effects.create(callee, itemsOf(args) ?? []),
  'torch._tensor._rebuild_from_type_v2': rebuildTensor,
  'torch._tensor._rebuild_from_type': rebuildTensor,
  'torch.tensor._rebuild_from_type_v2': rebuildTensor,
  'torch.tensor._rebuild_from_type': rebuildTensor,
  'numpy.random._pickle.__bit_generator_ctor': bitGenerator,
  'numpy.random._pickle.__generator_ctor': generator,
  'numpy.random._pickle.__randomstate_ctor': generator,
  'numpy.ma.core._mareconstruct': newObject,
  'pandas.core.indexes.base._new_Index': newIndex,
  'pandas.indexes.base._new_Index': newIndex,
  'pandas.core.indexes.datetimes._new_DatetimeIndex': newIndex,
  'pandas.core.indexes.interval._new_IntervalIndex': newIndex,
  'pandas.core.indexes.period._new_PeriodIndex': newIndex,
  // scikit-learn's trees and distances make an object of the class they are given.
  'sklearn.metrics._dist_metrics.newObj': newObject,
  'sklearn.neighbors._ball_tree.newObj': newObject,
  'sklearn.neighbors._dist_metrics.newObj': newObject,
  'sklearn.neighbors._kd_tree.newObj': newObject,
  'sklearn.neighbors.ball_tree.newObj': newObject,
  'sklearn.neighbors.dist_metrics.newObj': newObject,
  'sklearn.neighbors.kd_tree.newObj': newObject,
  'torch.storage._load_from_bytes': loads('torch.load'),
  'pickle.loads': loads('pickle.loads'),
  'pickle._loads': loads('pickle.loads'),
  'dill.loads': loads('dill.loads'),
  'dill._dill.loads': loads('dill.loads'),
  'cloudpickle.loads': loads('cloudpickle.loads'),
  'cloudpickle.cloudpickle.loads': loads('cloudpickle.loads'),
};

/** Callables that keep what they will do for when they are called. */
const DEFERRED: ReadonlySet<string> = new Set([
  'functools.partial',
  'operator.attrgetter',
  'operator.itemgetter',
  'operator.methodcaller',
  'types.MethodType',
]);

/** Whether calling this name only makes something that acts when it is called in its turn. */
export function isDeferred(fullName: string): boolean {
  return DEFERRED.has(fullName);
}

/** Calls what an earlier call made: a partial, a getter, a bound method. Undefined where that is not known. */
export function callMade(
  made: Call,
  fullName: string,
  args: readonly Term[],
  effects: Effects,
  keywords: Term,
): Term | undefined {
  const own = itemsOf(made.args) ?? [];
  const [first, ...rest] = own;
  const target = args[0];
  switch (fullName) {
    case 'functools.partial': {
      // Its state, where it has one, replaces what it was made with.
      const [callee, bound] = itemsOf(made.state) ?? [first ?? null, sequenceTerm('tuple', rest)];
      return effects.call(callee ?? null, [...(itemsOf(bound) ?? []), ...args], keywords);
    }
    case 'types.MethodType':
      return first === undefined ? undefined : effects.call(first, [...rest, ...args], keywords);
    case 'operator.attrgetter':
      return target === undefined || own.length !== 1 ? undefined : walk(target, first, effects);
    case 'operator.itemgetter':
      return FUNCTIONS['operator.getitem']?.([target ?? null, first ?? null]);
    case 'operator.methodcaller':
      return target === undefined || typeof first !== 'string'
        ? undefined
        : effects.call(effects.attribute(target, first), rest, keywords);
    default:
      return undefined;
  }
}

/** A method of a value whose type is known: `', '.join`. */
export function callMethod(of: Term, name: string, args: readonly Term[]): Term | undefined {
  const known = typeof of === 'string' || (isThing(of) && (of.is === 'bytes' || of.is === 'dict' || isSequence(of)));
  return known && Object.hasOwn(METHODS, name) ? METHODS[name]?.([of, ...args]) : undefined;
}

/** What the call of a name does, where it has to be followed. */
export function gadgetOf(path: string): Gadget | undefined {
  return Object.hasOwn(GADGETS, path) ? GADGETS[path] : undefined;
}

/** A pure function by its full name, or a method called through its class: `str.join(', ', parts)`. */
export function pureOf(path: string): Pure | undefined {
  if (Object.hasOwn(FUNCTIONS, path)) return FUNCTIONS[path];
  const method = /^builtins\.(?:str|bytes|bytearray|list|dict)\.(\w+)$/.exec(path)?.[1];
  return method !== undefined && Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
}

/** Arguments as a tuple term. */
export function argumentTuple(args: readonly Term[]): Sequence {
  return { ...EMPTY_TUPLE, items: [...args], count: args.length };
}
