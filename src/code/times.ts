/** When each function of a file runs: as soon as the file is imported, when loading makes an object, or later. */

import { type Expr, type Fact, partsOf, pathOf } from '../extract/facts.ts';
import type { ModuleIndex } from '../extract/program.ts';
import { TIMES, type Time } from './policy.ts';
import { importedNames } from './values.ts';

/** Methods that loading calls by itself: of models and tokenizers, of the scripts of data sets and metrics, of handlers. */
const MADE =
  /^(?:__(?:init|new|init_subclass|post_init|set_name|class_getitem|setstate|reduce|reduce_ex|getattr|getattribute|del|enter)__|from_pretrained|_?from_config|get_config_dict|from_dict|_info|_split_generators|_generate_examples|_generate_tables|_download_and_prepare|_compute)$/;

const GUARD = /^if[ \t]+\(?__name__[ \t]*==[ \t]*(['"])__main__\1\)?[ \t]*:[^\n]*\n?/gm;

const ROUNDS = 50;

export interface Timing {
  timeOf(fact: Fact): Time;
  /** The names of functions and classes that this file calls, with the earliest time at which it does. */
  readonly calls: ReadonlyMap<string, Time>;
}

export interface TimingOptions {
  /** True where the file is run and not imported (`app.py`): then what stands under `__main__` runs as well. */
  readonly main: boolean;
  /** What other files call of this one. */
  readonly called: ReadonlyMap<string, Time>;
}

export function timingOf(index: ModuleIndex, { main, called }: TimingOptions): Timing {
  const { module, definitions } = index;
  const imports = importedNames(module);
  const { scopes, facts, text } = module;
  const guarded = main || facts.some(({ name }) => name === '__name__') ? [] : guardsIn(text.content);
  const times: Time[] = scopes.map(({ kind, name }, i) =>
    i === 0 ? 'imported' : kind === 'function' && MADE.test(name ?? '') ? 'made' : 'called',
  );
  const calls = new Map<string, Time>();

  function scopeTime(scope: number): Time {
    const own = scopes[scope];
    // The body of a class runs where it stands.
    if (own?.kind === 'class' && own.parent !== null) return scopeTime(own.parent);
    return times[scope] ?? 'called';
  }

  function timeOf({ scope, how, span }: Fact): Time {
    const parent = scopes[scope]?.parent ?? null;
    // Defaults are worked out where the function is defined.
    const at = how === 'default' && scopes[scope]?.kind === 'function' && parent !== null ? parent : scope;
    const time = scopeTime(at);
    return time === 'imported' && guarded.some(({ start, end }) => span.start >= start && span.start < end)
      ? 'called'
      : time;
  }

  /** A function by its name, or what making an object of a class runs. */
  function reach(name: string, time: Time): boolean {
    let changed = false;
    for (const scope of definitions.get(name) ?? []) {
      const run =
        scopes[scope]?.kind === 'class'
          ? (index.children.get(scope) ?? []).filter((each) =>
              /^__(?:init|new|post_init)__$/.test(scopes[each]?.name ?? ''),
            )
          : [scope];
      for (const each of run) {
        if (earlier(time, times[each] ?? 'called')) {
          times[each] = time;
          changed = true;
        }
      }
    }
    return changed;
  }

  for (const [name, time] of called) reach(name, time);
  for (const name of decorators(text.content)) reach(name, 'imported');
  const named = facts.map((fact) => namesCalled(fact.expr));
  for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
    changed = false;
    for (const [i, fact] of facts.entries()) {
      const time = timeOf(fact);
      for (const path of named[i] ?? []) {
        const from = imports.get(path.split('.')[0] ?? '');
        const name = path.slice(path.lastIndexOf('.') + 1);
        if (earlier(time, calls.get(name) ?? 'called') || !calls.has(name)) calls.set(name, time);
        // `torch.load` is not the file's own `load`.
        if ((from === undefined || from.startsWith('.')) && reach(name, time)) changed = true;
      }
    }
  }
  return { timeOf, calls };
}

/** Whether one time comes before another. */
export function earlier(a: Time, b: Time): boolean {
  return TIMES.indexOf(a) > TIMES.indexOf(b);
}

/** What an expression calls, and what it hands to a call: that may be called there. */
function namesCalled(root: Expr): string[] {
  const found: string[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.is === 'call') {
      found.push(pathOf(next.callee));
      for (const { value } of next.args) if (value.is === 'name') found.push(value.name);
    }
    for (const part of partsOf(next)) waiting.push(part);
  }
  return found;
}

/** Decorators without arguments are calls that look like none. */
function decorators(content: string): string[] {
  return [...content.matchAll(/^[ \t]*@([\w.]+)[ \t]*(?:#[^\n]*)?$/gm)].map(([, path = '']) =>
    path.slice(path.lastIndexOf('.') + 1),
  );
}

/** What stands under `if __name__ == "__main__":`, which runs when the file is the program. */
function guardsIn(content: string): { readonly start: number; readonly end: number }[] {
  return [...content.matchAll(GUARD)].map(({ 0: line, index }) => {
    let end = index + line.length;
    // Lines that are indented, or empty.
    while (end < content.length && /[ \t\r\n]/.test(content.charAt(end))) {
      const newline = content.indexOf('\n', end);
      end = newline < 0 ? content.length : newline + 1;
    }
    return { start: index, end };
  });
}
