/** What calls of compiled code do, as far as their arguments are known: names are judged by the policy of pickles, in the order of the calls. */

import type { Budget } from '../context.ts';
import { describe, globalName } from '../pickle/describe.ts';
import {
  argumentTuple,
  callMade,
  callMethod,
  type Effects,
  formatText,
  gadgetOf,
  isDeferred,
  pureOf,
} from '../pickle/gadgets.ts';
import { type Call, type Global, isThing, itemsOf, type Term } from '../pickle/term.ts';
import { type Judgement, judge } from '../policy/policy.ts';

/** A call, in the order in which it is reached. */
export interface Step {
  readonly callee: string;
  readonly args: Term;
  /** The whole call as Python would write it. */
  readonly text: string;
  readonly judgement: Judgement;
}

export interface Caller {
  readonly steps: readonly Step[];
  /** Names that were reached and are no calls yet, with what they are judged. */
  readonly names: ReadonlyMap<string, Global>;
  global(module: string, name: string): Term;
  attribute(of: Term, name: string): Term;
  call(callee: Term, args: readonly Term[], keywords: Term): Term;
}

const MAX_DEPTH = 40;
const MAX_STEPS = 2000;
const MAX_NAMES = 10_000;
/** What a call costs, in opcodes. */
const CALL_STEPS = 50;

/** The class or the module is dangerous, and what it makes does as it is told. */
const OF_DANGEROUS: Judgement = { level: 'unknown', why: 'goes on with what the call before gave' };
/** Such a call is told where there is nothing worse to tell. */
export const OF_NOTHING_KNOWN: Judgement = { level: 'unknown', why: 'is called on a value of which nothing is known' };

const ALIASES: Readonly<Record<string, string>> = {
  __builtin__: 'builtins',
  _operator: 'operator',
  _functools: 'functools',
  _codecs: 'codecs',
};

export function createCaller(budget: Budget): Caller {
  const steps: Step[] = [];
  const names = new Map<string, Global>();
  let depth = 0;

  function global(module: string, name: string): Global {
    const whole = globalName(module, name);
    const known = names.get(whole);
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
      offset: 0,
      called: false,
    };
    if (names.size < MAX_NAMES) names.set(whole, term);
    return term;
  }

  function attribute(of: Term, name: string): Term {
    if (isThing(of) && of.is === 'global') return global(of.module, of.name === '' ? name : `${of.name}.${name}`);
    return { is: 'attribute', of, name };
  }

  const effects: Effects = {
    global,
    attribute,
    call: (callee, args, keywords = null) => call(callee, args, keywords),
    create: (callee, args) => call(callee, args, null),
    load: () => undefined,
  };

  function tell(result: Call, judgement: Judgement): void {
    if (steps.length >= MAX_STEPS) return;
    budget.steps -= CALL_STEPS;
    const told = withoutNothing(result);
    steps.push({ callee: describe(result.callee), args: result.args, text: describe(told), judgement });
  }

  function call(callee: Term, args: readonly Term[], keywords: Term): Term {
    const result: Call = { is: 'call', callee, args: argumentTuple(args), keywords, state: undefined };
    if (depth > MAX_DEPTH || budget.steps < 0) return result;
    budget.steps -= 1;
    depth++;
    const value =
      isThing(callee) && callee.is === 'global' ? callGlobal(callee, result, args) : callOther(result, args);
    depth--;
    return value;
  }

  function callGlobal(callee: Global, result: Call, args: readonly Term[]): Term {
    callee.called = true;
    const { judgement, gadget, pure } = callee;
    const { level } = judgement;
    // What only decodes or looks up says itself what it does, where its arguments are known.
    const value = level === 'unknown' ? undefined : gadget !== undefined ? undefined : pure?.(args);
    if (value === undefined || level === 'dangerous')
      tell(result, isDeferred(callee.path) ? { ...judgement, level: 'harmless' } : judgement);
    return (gadget === undefined ? value : gadget(args, effects, result.keywords)) ?? result;
  }

  function callOther(result: Call, args: readonly Term[]): Term {
    const { callee } = result;
    if (isThing(callee) && callee.is === 'attribute') {
      const { of, name } = callee;
      const value =
        typeof of === 'string' && name === 'format'
          ? formatText([of, ...args], effects, null)
          : callMethod(of, name, args);
      if (value !== undefined) return value;
      // `with open(…) as file` goes on with what it opened.
      if (name === '__enter__' || name === '__aenter__') return of;
      if (name === '__exit__' || name === '__aexit__') return result;
      const own = judge('', `value.${name}`);
      tell(result, own.level === 'dangerous' ? own : reaches(of) ? OF_DANGEROUS : OF_NOTHING_KNOWN);
      return result;
    }
    if (isThing(callee) && callee.is === 'call' && isThing(callee.callee) && callee.callee.is === 'global') {
      const value = callMade(callee, callee.callee.path, itemsOf(result.args) ?? [], effects, result.keywords);
      if (value !== undefined) return value;
    }
    tell(result, OF_NOTHING_KNOWN);
    return result;
  }

  return { steps, names, global, attribute, call };
}

/** Whether a value came of a call of something dangerous. */
function reaches(term: Term): boolean {
  let at: Term = term;
  for (let depth = 0; depth < 64 && isThing(at); depth++) {
    if (at.is === 'global') return at.judgement.level === 'dangerous';
    if (at.is === 'call') at = at.callee;
    else if (at.is === 'attribute') at = at.of;
    else return false;
  }
  return false;
}

/** A call without keywords is written without them. */
function withoutNothing(result: Call): Term {
  const { keywords } = result;
  return isThing(keywords) && keywords.is === 'dict' && keywords.count === 0 ? { ...result, keywords: null } : result;
}
