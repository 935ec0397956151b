/** Follows compiled code from front to back without running it: what stands on the stack as far as it is known, and what is called with it. */

import type { Budget } from '../context.ts';
import { argumentTuple } from '../pickle/gadgets.ts';
import { isThing, type Term } from '../pickle/term.ts';
import { judge } from '../policy/policy.ts';
import { createCaller } from './call.ts';
import { disassemble, type Instruction, minorOf, targetOf } from './disassemble.ts';
import { EFFECTS, ENDINGS } from './effects.ts';
import { type Frame, MAX_STACK, type Machine, type Made, NOTHING } from './frame.ts';
import { HANDLERS } from './handlers.ts';
import type { OpcodeTable } from './opcodes.ts';
import type { Code } from './value.ts';

const MAX_DEPTH = 12;

/** Names under which everybody imports a library: the code of a Lambda has its imports elsewhere. */
const USUAL: Readonly<Record<string, string>> = {
  tf: 'tensorflow',
  np: 'numpy',
  K: 'keras.backend',
  pd: 'pandas',
  sp: 'subprocess',
  plt: 'matplotlib.pyplot',
};

/** Follows `code`, and every function that it makes. @param defaults of its last arguments */
export function follow(code: Code, table: OpcodeTable, budget: Budget, defaults: readonly Term[] = []): Machine {
  const caller = createCaller(budget);
  const globals = new Map<string, Term>();
  const made = new Map<Term, Made>();
  const codes = new Map<Term, Code>();
  const strange = new Set<string>();
  let depth = 0;

  function name(wanted: string): Term {
    const own = globals.get(wanted);
    if (own !== undefined) return own;
    const builtins = table.python === '2.7' ? '__builtin__' : 'builtins';
    if (judge(builtins, wanted).level !== 'unknown') return caller.global(builtins, wanted);
    const module = Object.hasOwn(USUAL, wanted) ? (USUAL[wanted] ?? wanted) : wanted;
    return caller.global(module, '');
  }

  function call(callee: Term, args: readonly Term[], keywords: Term = null): Term {
    const own = made.get(callee);
    if (own === undefined || depth >= MAX_DEPTH || budget.steps < 0) return caller.call(callee, args, keywords);
    own.followed = true;
    return run(own, args, keywords);
  }

  function run({ code, defaults, cells }: Made, args: readonly Term[], keywords: Term): Term {
    const locals = new Map<string, Term>();
    const count = Math.max(0, Math.min(code.argumentCount, code.variables.length));
    const first = count - defaults.length;
    for (let index = 0; index < count; index++)
      locals.set(code.variables[index] ?? '', args[index] ?? defaults[index - first] ?? NOTHING);
    if ((code.flags & 4) !== 0)
      locals.set(code.variables[count + code.keywordOnlyCount] ?? '', argumentTuple(args.slice(count)));
    if (isThing(keywords) && keywords.is === 'dict')
      for (const [key, value] of keywords.entries) if (typeof key === 'string') locals.set(key, value);
    const around = new Map(cells);
    for (const [variable, value] of locals) if (code.cells.includes(variable)) around.set(variable, value);
    depth++;
    const frame: Frame = {
      code,
      minor: minorOf(table.python),
      machine,
      locals,
      cells: around,
      stack: [],
      keywords: [],
      result: NOTHING,
    };
    walk(frame, disassemble(code, table));
    depth--;
    return frame.result;
  }

  function walk(frame: Frame, instructions: readonly Instruction[]): void {
    const states = new Map<number, Term[]>();
    let dead = false;
    for (const instruction of instructions) {
      if (--budget.steps < 0) return;
      const state = states.get(instruction.at);
      states.delete(instruction.at);
      if (state !== undefined && (dead || state.length > frame.stack.length)) frame.stack = state;
      else if (dead) frame.stack = [];
      dead = ENDINGS.has(instruction.name);
      const target = targetOf(instruction, table);
      // What jumps only where it leaves the value that it looked at, leaves it there.
      const keeps = /_OR_POP$/.test(instruction.name) ? [...frame.stack] : null;
      step(frame, instruction);
      if (target !== null && target > instruction.at && !states.has(target))
        states.set(target, keeps ?? jumped(frame, instruction));
      if (frame.stack.length > MAX_STACK) frame.stack = frame.stack.slice(-MAX_STACK);
    }
  }

  /** What is on the stack where an instruction jumps to. */
  function jumped(frame: Frame, { name }: Instruction): Term[] {
    // A loop that is over leaves its iterator, up to 3.11; later versions take it off at the place itself.
    if (name === 'FOR_ITER' && frame.minor < 12) return frame.stack.slice(0, -2);
    if (/^SETUP_(?:FINALLY|EXCEPT|WITH|ASYNC_WITH)$/.test(name))
      return [...frame.stack, ...Array<Term>(frame.minor === 0 ? 3 : 6).fill(NOTHING)];
    return [...frame.stack];
  }

  function step(frame: Frame, { name, argument }: Instruction): void {
    const handler = HANDLERS.get(name);
    if (handler !== undefined) {
      handler(frame, argument ?? 0);
      return;
    }
    const effect = EFFECTS.get(name);
    if (effect === undefined) {
      strange.add(name);
      return;
    }
    const [taken, values] = effect;
    for (let index = 0; index < taken; index++) frame.stack.pop();
    for (let index = 0; index < values; index++) frame.stack.push(NOTHING);
  }

  const machine: Machine = { caller, globals, made, codes, strange, call, name };
  run({ code, defaults, cells: new Map(), followed: true }, [], null);
  // What was made and never called here is called by somebody else.
  for (const own of made.values()) {
    if (own.followed) continue;
    own.followed = true;
    run(own, [], null);
  }
  return machine;
}
