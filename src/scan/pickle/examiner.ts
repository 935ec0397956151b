/** Turns what the machine does into evidence: names are judged, calls are followed as far as their arguments are known. */

import type { ByteSource } from '../../model.ts';
import type { Budget } from '../context.ts';
import { judge, type Level } from '../policy/policy.ts';
import { memorySource, sliceSource } from '../source.ts';
import { describe, globalName } from './describe.ts';
import type { Findings } from './findings.ts';
import {
  argumentTuple,
  callMade,
  callMethod,
  callPure,
  type Effects,
  formatText,
  GADGETS,
  isDeferred,
} from './gadgets.ts';
import { hiddenSource } from './hidden.ts';
import type { Via, Witness } from './machine.ts';
import { explain } from './payload.ts';
import { type Bytes, type Call, type Global, isSequence, isThing, itemsOf, opaque, type Term } from './term.ts';

/** Content found inside, to be scanned by itself. */
export interface Nested {
  readonly source: ByteSource;
  readonly name: string;
  /** What loads it; null where it only looks like something that could be loaded. */
  readonly loadedBy: string | null;
}

export interface Examiner extends Witness {
  readonly nested: readonly Nested[];
  /** What the loader was asked for, in order. */
  readonly ids: readonly Term[];
  /** Tells of the names that were imported and never called. */
  finish(): void;
}

/** Where evidence goes, and where it stands. */
export interface Surroundings {
  readonly findings: Findings;
  /** The offset in the scanned source of what the machine has at `offset` of the one that it reads. */
  origin(offset: number): number;
  cut: Witness['cut'];
  readonly budget: Budget;
}

const MAX_NESTED = 256;
const MAX_IDS = 1_000_000;
/** Calls within calls. */
const MAX_DEPTH = 40;
/** What following one costs, in opcodes. */
const CALL_STEPS = 5;
/** Text and bytes that pure functions may take and make, for one stream. */
const MAX_MADE = 64 * 2 ** 20;

/** What the containers' opcodes ask of an object: the first that it has. */
const METHODS_ASKED: Partial<Record<Via, readonly string[]>> = {
  APPENDS: ['extend', 'append'],
  ADDITEMS: ['add'],
  SETITEMS: ['__setitem__'],
};

/** How bad it is that a name is imported and never called, and what it is called then. */
const IMPORTS: Partial<Record<Level, readonly [kind: string, severity: 'critical' | 'medium' | 'info']>> = {
  dangerous: ['dangerous-import', 'critical'],
  indirect: ['indirect-import', 'medium'],
  unknown: ['unknown-import', 'info'],
};

/** C modules behind those that document them, and Python 2's names. */
const ALIASES: Readonly<Record<string, string>> = {
  __builtin__: 'builtins',
  _operator: 'operator',
  _functools: 'functools',
  _codecs: 'codecs',
  _pickle: 'pickle',
  cPickle: 'pickle',
  copy_reg: 'copyreg',
};

const DUNDER = /^__.*__$/s;

export function createExaminer({ findings, origin, cut, budget }: Surroundings): Examiner {
  const globals = new Map<string, Global>();
  /** copyreg's registry, as far as this stream fills it. */
  const registry = new Map<number, readonly [module: string, name: string]>();
  const nested: Nested[] = [];
  const ids: Term[] = [];
  let made = 0;
  let depth = 0;

  function tell(
    kind: string,
    severity: 'critical' | 'medium',
    offset: number,
    subject: string,
    message: string,
    details: () => readonly string[] = () => [],
  ): void {
    findings.add({ kind, severity, offset: origin(offset), subject, message, details });
  }

  function global(offset: number, module: string, name: string): Global {
    const key = `${module}\0${name}`;
    let term = globals.get(key);
    if (term === undefined) {
      const path = globalName(Object.hasOwn(ALIASES, module) ? (ALIASES[module] ?? module) : module, name);
      term = {
        is: 'global',
        module,
        name,
        path,
        judgement: judge(module, name),
        offset: origin(offset),
        called: false,
      };
      globals.set(key, term);
    }
    return term;
  }

  /** What a gadget may do while its call is followed. */
  function effectsAt(offset: number, via: Via): Effects {
    return {
      global: (module, name) => global(offset, module, name),
      attribute(of, name) {
        if (isThing(of) && of.is === 'global')
          return global(offset, of.module, of.name === '' ? name : `${of.name}.${name}`);
        if (DUNDER.test(name)) {
          tell(
            'dangerous-attribute',
            'critical',
            offset,
            name,
            'Reaches what is inside of a value, and from there everything.',
            () => [`${describe(of)}.${name}`],
          );
        }
        return { is: 'attribute', of, name };
      },
      call: (callee, args, keywords = null) => call(offset, via, callee, argumentTuple(args), keywords),
      create: (callee, args) => call(offset, 'NEWOBJ', callee, argumentTuple(args), null),
      load(data, by) {
        if (!isThing(data) || data.is !== 'bytes') return undefined;
        enqueue(sourceOf(data), `argument of ${by} at ${origin(offset)}`, by);
        return opaque(`what ${by} gives`);
      },
    };
  }

  function sourceOf({ value, from, length }: Bytes): ByteSource {
    if (from !== null) return sliceSource(from.source, from.start, from.start + length);
    return memorySource(value ?? new Uint8Array(0));
  }

  function enqueue(source: ByteSource, name: string, loadedBy: string | null): void {
    if (nested.length < MAX_NESTED) nested.push({ source, name, loadedBy });
    else findings.gap(0, 0, 'more content inside than is scanned');
  }

  function call(offset: number, via: Via, callee: Term, args: Term, keywords: Term): Term {
    const result: Call = { is: 'call', callee, args, keywords, state: undefined };
    if (depth > 0) budget.steps -= CALL_STEPS;
    if (depth > MAX_DEPTH || budget.steps < 0) {
      tell('unfollowed-call', 'medium', offset, 'a chain of calls', 'Calls more than is followed.', () => [
        describe(result),
      ]);
      return result;
    }
    depth++;
    const value =
      isThing(callee) && callee.is === 'global'
        ? callGlobal(offset, via, callee, result)
        : callOther(offset, via, result);
    depth--;
    return value;
  }

  /** What a gadget or a pure function gives; undefined where that is not known. */
  function fold(offset: number, via: Via, { path }: Global, { args, keywords }: Call): Term | undefined {
    const items = itemsOf(args);
    if (items === null || made > MAX_MADE) return undefined;
    if (Object.hasOwn(GADGETS, path)) return GADGETS[path]?.(items, effectsAt(offset, via), keywords);
    const value = callPure(path, items);
    if (value !== undefined) for (const term of [value, ...items]) made += sizeOf(term);
    return value;
  }

  function callGlobal(offset: number, via: Via, callee: Global, result: Call): Term {
    callee.called = true;
    const { level, why } = callee.judgement;
    const subject = globalName(callee.module, callee.name);
    const details = () => [describe(result), ...explain(result.args)];
    if (level === 'dangerous') {
      tell('dangerous-call', 'critical', offset, subject, `${via} calls a name that ${why}.`, details);
      if (callee.path === 'copyreg.add_extension') register(itemsOf(result.args));
    }
    const value = fold(offset, via, callee, result);
    if (level === 'unknown') {
      tell('unknown-call', 'medium', offset, subject, `${via} calls a name that ${why}.`, details);
    } else if (level === 'built' && value === undefined && !isMaking(via, result.args)) {
      tell('unknown-call', 'medium', offset, subject, `${via} calls a class that pickles only make and fill.`, details);
    } else if (level === 'indirect' && value === undefined && !isDeferred(callee.path)) {
      tell(
        'indirect-call',
        'medium',
        offset,
        subject,
        `${via} calls a name that ${why}; on what, is not known.`,
        details,
      );
    }
    return value ?? result;
  }

  /** copyreg.add_extension gives a number to a name, for EXT1, EXT2 and EXT4 of this and every later pickle. */
  function register(items: readonly Term[] | null): void {
    const [module, name, code] = items ?? [];
    if (typeof module === 'string' && typeof name === 'string' && typeof code === 'number') {
      registry.set(code, [module, name]);
    }
  }

  function callOther(offset: number, via: Via, result: Call): Term {
    const { callee } = result;
    const items = itemsOf(result.args) ?? [];
    if (isThing(callee) && callee.is === 'attribute') {
      const isFormat = typeof callee.of === 'string' && callee.name === 'format';
      const value =
        made > MAX_MADE
          ? undefined
          : isFormat
            ? formatText([callee.of, ...items], effectsAt(offset, via), null)
            : callMethod(callee.of, callee.name, items);
      if (value !== undefined) for (const term of [value, callee.of, ...items]) made += sizeOf(term);
      // Its own evidence says so already.
      if (value !== undefined || DUNDER.test(callee.name)) return value ?? result;
    } else if (isThing(callee) && callee.is === 'call' && isThing(callee.callee) && callee.callee.is === 'global') {
      const value = callMade(callee, callee.callee.path, items, effectsAt(offset, via), result.keywords);
      if (value !== undefined) return value;
    }
    tell(
      'unknown-call',
      'medium',
      offset,
      describe(callee),
      `${via} calls something of which it is not known what it is.`,
      () => [describe(result), ...explain(result.args)],
    );
    return result;
  }

  /** What BUILD gave the object under this name. */
  function ownAttribute(object: Term, name: string): Term | undefined {
    if (!isThing(object) || object.is !== 'call') return undefined;
    for (const state of isSequence(object.state, 'tuple') ? object.state.items : [object.state]) {
      if (!isThing(state) || state.is !== 'dict') continue;
      const entry = state.entries.findLast(([key]) => key === name);
      if (entry !== undefined) return entry[1];
    }
    return undefined;
  }

  function change(offset: number, via: Via, object: Global, value: Term): void {
    object.called = true;
    const subject = globalName(object.module, object.name);
    tell(
      'changed-code',
      'critical',
      offset,
      subject,
      `${via} changes it for the whole process: it is no value of the pickle.`,
      () => [`${subject} is given ${describe(value)}`, ...explain(value)],
    );
  }

  return {
    nested,
    ids,
    cut,
    call,
    global(offset, module, name) {
      if (typeof module === 'string' && typeof name === 'string') return global(offset, module, name);
      tell(
        'unknown-name',
        'medium',
        offset,
        'STACK_GLOBAL',
        'Imports something whose name is only made when it is loaded.',
        () => [`module ${describe(module)}, name ${describe(name)}`],
      );
      return opaque('an import of unknown name');
    },
    extension(offset, code) {
      const known = registry.get(code);
      if (known !== undefined) return global(offset, ...known);
      const message = "Refers to a number of copyreg's registry: what it is, only the loading process knows.";
      tell('extension', 'medium', offset, String(code), message);
      return { is: 'extension', code };
    },
    build(offset, object, state) {
      if (isThing(object) && object.is === 'global') change(offset, 'BUILD', object, state);
      const own = ownAttribute(object, '__setstate__');
      if (own !== undefined) call(offset, 'BUILD', own, argumentTuple([state]), null);
      if (!isThing(object) || object.is !== 'call') return;
      object.state = state;
      const code = runCode(state);
      if (code !== undefined) {
        const message = 'BUILD gives an object a template that SciPy runs as code when the state is set.';
        tell('dangerous-state', 'critical', offset, describe(object.callee), message, () => [code, ...explain(code)]);
      }
      const slots = isSequence(state, 'tuple') && state.count === 2 ? state.items[1] : undefined;
      if (!isThing(slots) || slots.is !== 'dict') return;
      for (const [key, value] of slots.entries) {
        if (typeof key !== 'string' || !DUNDER.test(key)) continue;
        tell(
          'dangerous-attribute',
          'critical',
          offset,
          key,
          'BUILD sets it on an object, which changes what the object is.',
          () => [`${describe(object.callee)}(…).${key} = ${describe(value)}`],
        );
      }
    },
    extend(offset, via, object, value) {
      if (isThing(object) && object.is === 'global') change(offset, via, object, value);
      for (const name of METHODS_ASKED[via] ?? []) {
        const own = ownAttribute(object, name);
        if (own !== undefined) call(offset, via, own, argumentTuple([value]), null);
      }
    },
    persistent(_offset, id) {
      if (ids.length < MAX_IDS) ids.push(id);
    },
    data(source, start, end, value) {
      const hidden = hiddenSource(source, start, end, value);
      if (hidden !== undefined) enqueue(hidden, `data at ${origin(start)}`, null);
    },
    refusal(offset, by, why) {
      if (by === 'default') return;
      const who =
        by === 'c'
          ? "The unpickler in C refuses what Python's own takes"
          : "Python's own unpickler refuses what the one in C takes";
      tell('reader-disagreement', 'medium', offset, why, `${who}: not every scanner sees what every loader does.`);
    },
    frame(offset, why) {
      tell('lying-frame', 'medium', offset, 'FRAME', `Some readers skip what others run: ${why}.`);
    },
    finish() {
      for (const { module, name, judgement, offset, called } of globals.values()) {
        const told = called ? undefined : IMPORTS[judgement.level];
        if (told === undefined) continue;
        const [kind, severity] = told;
        const message = `Imports a name that ${judgement.why}.`;
        findings.add({ kind, severity, offset, subject: globalName(module, name), message, details: () => [] });
      }
    },
  };
}

/**
 * The template of a SciPy distribution's argument parser, which its `__setstate__` runs (`rv_generic._attach_argparser_methods`),
 * where it is not the one that SciPy itself writes; undefined where all is well.
 */
function runCode(state: Term): string | undefined {
  if (!isThing(state) || state.is !== 'dict') return undefined;
  const template = state.entries.findLast(([key]) => key === '_parse_arg_template')?.[1];
  if (template === undefined || (typeof template === 'string' && SCIPY_TEMPLATE.test(template))) return undefined;
  return describe(template);
}

const SHAPES = '(?:[A-Za-z_]\\w*, )*';
const SCIPY_TEMPLATE = new RegExp(
  [
    `^\n?def _parse_args\\(self, ${SHAPES} loc=0(?:, scale=1)?\\):`,
    `    return \\(${SHAPES}\\), loc, (?:scale|1)`,
    '',
    `def _parse_args_rvs\\(self, ${SHAPES} loc=0(?:, scale=1)?, size=None\\):`,
    `    return self\\._argcheck_rvs\\(${SHAPES} loc, (?:scale|1), size=size\\)`,
    '',
    `def _parse_args_stats\\(self, ${SHAPES} loc=0(?:, scale=1)?, moments='mv'\\):`,
    `    return \\(${SHAPES}\\), loc, (?:scale|1), moments\n?$`,
  ].join('\n'),
);

/** Whether a class is only made an instance of: OBJ and INST without arguments do not initialise it either. */
function isMaking(via: Via, args: Term): boolean {
  if (via === 'NEWOBJ' || via === 'NEWOBJ_EX') return true;
  return (via === 'INST' || via === 'OBJ') && isSequence(args) && args.count === 0;
}

/** Roughly, in bytes. */
function sizeOf(term: Term): number {
  if (typeof term === 'string') return term.length;
  if (!isThing(term)) return 8;
  return term.is === 'bytes' ? term.length : isSequence(term) ? 8 * term.items.length : 8;
}
