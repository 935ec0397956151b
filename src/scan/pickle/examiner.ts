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
  type Effects,
  formatText,
  gadgetOf,
  isDeferred,
  pureOf,
} from './gadgets.ts';
import { hiddenSource } from './hidden.ts';
import type { Via, Witness } from './machine.ts';
import { explain } from './payload.ts';
import { runCode } from './scipy-template.ts';
import { type Bytes, type Call, type Global, isSequence, isThing, itemsOf, opaque, type Term } from './term.ts';

/** Content found inside, to be scanned by itself. */
export interface Nested {
  readonly source: ByteSource;
  readonly name: string;
  /** In the scanned source, of what holds or loads it. */
  readonly offset: number;
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

/** Contents of operands that are kept to be scanned; that there are more is told where they are. */
export const MAX_NESTED = 1000;
const MAX_IDS = 1_000_000;
/** Calls within calls. */
const MAX_DEPTH = 40;
/** What following one costs, in opcodes. */
const CALL_STEPS = 5;
/** What it costs to write down a callee that is more than a name, in opcodes. */
const DESCRIBE_STEPS = 2000;
/** Text and bytes that pure functions may take and make, for one stream. */
const MAX_MADE = 64 * 2 ** 20;
/** Names that are kept apart, of one stream, in characters. */
const MAX_NAMES = 8 * 2 ** 20;

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
  let nameRoom = MAX_NAMES;
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
    const known = globals.get(key);
    if (known !== undefined) return known;
    const path = globalName(Object.hasOwn(ALIASES, module) ? (ALIASES[module] ?? module) : module, name);
    const term: Global = {
      is: 'global',
      module,
      name,
      path,
      gadget: gadgetOf(path),
      pure: pureOf(path),
      judgement: judge(module, name),
      offset: origin(offset),
      called: false,
    };
    nameRoom -= key.length;
    if (nameRoom > 0) globals.set(key, term);
    else tellImport(term);
    return term;
  }

  function tellImport({ module, name, judgement, offset }: Global): void {
    const told = IMPORTS[judgement.level];
    if (told === undefined) return;
    const [kind, severity] = told;
    const subject = globalName(module, name);
    findings.add({
      kind,
      severity,
      offset,
      subject,
      message: `Imports a name that ${judgement.why}.`,
      details: () => [],
    });
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
        enqueue(sourceOf(data), `argument of ${by} at ${origin(offset)}`, origin(offset), by);
        return opaque(`what ${by} gives`);
      },
    };
  }

  function sourceOf({ value, from, length }: Bytes): ByteSource {
    if (from !== null) return sliceSource(from.source, from.start, from.start + length);
    return memorySource(value ?? new Uint8Array(0));
  }

  function enqueue(source: ByteSource, name: string, offset: number, loadedBy: string | null): void {
    if (nested.length <= MAX_NESTED) nested.push({ source, name, offset, loadedBy });
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
  function fold(offset: number, via: Via, { gadget, pure }: Global, { args, keywords }: Call): Term | undefined {
    if (gadget === undefined && pure === undefined) return undefined;
    const items = itemsOf(args);
    if (items === null || made > MAX_MADE) return undefined;
    if (gadget !== undefined) return gadget(items, effectsAt(offset, via), keywords);
    const value = pure?.(items);
    if (value !== undefined) for (const term of [value, ...items]) made += sizeOf(term);
    return value;
  }

  function callGlobal(offset: number, via: Via, callee: Global, result: Call): Term {
    callee.called = true;
    const { level, why } = callee.judgement;
    if (level === 'dangerous') {
      tellCall('dangerous-call', 'critical', offset, result, `${via} calls a name that ${why}.`);
      if (callee.path === 'copyreg.add_extension') register(itemsOf(result.args));
    }
    const value = fold(offset, via, callee, result);
    if (level === 'unknown') {
      tellCall('unknown-call', 'medium', offset, result, `${via} calls a name that ${why}.`);
    } else if (value !== undefined) {
      return value;
    } else if (level === 'built' && !isMaking(via, result.args)) {
      tellCall('unknown-call', 'medium', offset, result, `${via} calls a class that pickles only make and fill.`);
    } else if (level === 'indirect' && !isDeferred(callee.path)) {
      tellCall('indirect-call', 'medium', offset, result, `${via} calls a name that ${why}; on what, is not known.`);
    }
    return value ?? result;
  }

  function tellCall(
    kind: string,
    severity: 'critical' | 'medium',
    offset: number,
    result: Call,
    message: string,
  ): void {
    if (!isThing(result.callee) || result.callee.is !== 'global') budget.steps -= DESCRIBE_STEPS;
    tell(kind, severity, offset, describe(result.callee), message, () => [
      describe(result),
      ...explain(result.args, budget),
    ]);
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
    tellCall('unknown-call', 'medium', offset, result, `${via} calls something of which it is not known what it is.`);
    return result;
  }

  /** What BUILD gave the object under this name. */
  function ownAttribute(object: Term, name: string): Term | undefined {
    if (!isThing(object) || object.is !== 'call' || object.state === undefined) return undefined;
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
      () => [`${subject} is given ${describe(value)}`, ...explain(value, budget)],
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
      const code = runCode(object.callee, state);
      if (code !== undefined) {
        const message = 'BUILD gives an object a template that SciPy runs as code when the state is set.';
        tell('dangerous-state', 'critical', offset, describe(object.callee), message, () => [
          code,
          ...explain(code, budget),
        ]);
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
      if (hidden !== undefined) enqueue(hidden, `data at ${origin(start)}`, origin(start), null);
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
      for (const term of globals.values()) if (!term.called) tellImport(term);
    },
  };
}

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
