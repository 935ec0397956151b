/** The facts of several modules, indexed by the names that flow asks for. */

import { commandOf } from './commands.ts';
import { type Argument, type Expr, type Fact, type Module, partsOf, pathOf } from './facts.ts';
import type { Loader } from './loaders.ts';

/** A call, and where it stands. */
export interface CallSite {
  readonly expr: Expr & { is: 'call' };
  /** The callee's dotted path, as written and with imported names spelt out. */
  readonly path: string;
  readonly qualified: string;
  readonly module: ModuleIndex;
  readonly scope: number;
  readonly fact: Fact;
  /** The loader that a command line is. */
  readonly loader: Loader | null;
}

/** What a name that is imported from another file of the project stands for. */
export interface ForeignName {
  /** The exports of the file that it comes from. */
  readonly module: ModuleIndex;
  /** The name there; null for the module as a whole. */
  readonly name: string | null;
}

/** Looks an imported name up by what it is called here. */
export type Foreign = (local: string) => ForeignName | null;

export interface ModuleIndex {
  readonly module: Module;
  /** The file. */
  readonly path: string;
  readonly foreign: Foreign;
  readonly calls: readonly CallSite[];
  readonly callsByName: ReadonlyMap<string, readonly CallSite[]>;
  /** By scope, then by name. */
  readonly bindings: ReadonlyMap<number, ReadonlyMap<string, readonly Fact[]>>;
  readonly returns: ReadonlyMap<number, readonly Fact[]>;
  /** Functions and classes by their own name. */
  readonly definitions: ReadonlyMap<string, readonly number[]>;
  readonly children: ReadonlyMap<number, readonly number[]>;
  readonly imports: ReadonlyMap<string, string>;
  /** Declared command-line options by the attribute they end in (`--model-name` is `model_name`), and fields that classes declare. */
  readonly options: ReadonlyMap<string, readonly Expr[]>;
}

export function indexModule(module: Module, path: string, foreign: Foreign = () => null): ModuleIndex {
  const bindings = new Map<number, Map<string, Fact[]>>();
  const returns = new Map<number, Fact[]>();
  const definitions = new Map<string, number[]>();
  const children = new Map<number, number[]>();
  const imports = new Map<string, string>();
  const options = new Map<string, Expr[]>();
  const calls: CallSite[] = [];
  const callsByName = new Map<string, CallSite[]>();
  const index: ModuleIndex = {
    module,
    path,
    foreign,
    calls,
    callsByName,
    bindings,
    returns,
    definitions,
    children,
    imports,
    options,
  };

  for (const { local, module: from, name } of module.imports) {
    imports.set(local, name === null ? from : `${from}.${name}`);
  }
  for (const [number, scope] of module.scopes.entries()) {
    if (scope.name !== null) append(definitions, scope.name, number);
    if (scope.parent !== null) append(children, scope.parent, number);
  }
  for (const fact of module.facts) {
    // The fields of a class are the options of whatever fills them: a parser of arguments, a file, the environment.
    if (fact.how === 'default' && fact.name !== null && module.scopes[fact.scope]?.kind === 'class')
      append(options, fact.name, fact.expr);
    if (fact.how === 'return') append(returns, fact.scope, fact);
    if (fact.name !== null) {
      const names = bindings.get(fact.scope) ?? new Map<string, Fact[]>();
      bindings.set(fact.scope, names);
      append(names, fact.name, fact);
    }
    for (const { expr, loader } of callsIn(fact.expr, module.language)) {
      const path = pathOf(expr.callee);
      const site: CallSite = {
        expr,
        path,
        qualified: qualified(path, imports),
        module: index,
        scope: fact.scope,
        fact,
        loader,
      };
      calls.push(site);
      append(callsByName, lastSegment(path), site);
      const declared = optionOf(site);
      if (declared !== null) append(options, declared.name, declared.value);
    }
  }
  return index;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** A path with its imported head spelt out. */
export function qualified(path: string, imports: ReadonlyMap<string, string>): string {
  const dot = path.indexOf('.');
  const head = dot < 0 ? path : path.slice(0, dot);
  const imported = imports.get(head);
  return imported === undefined ? path : imported + path.slice(head.length);
}

/** Languages in which a call is a command and its words. */
const COMMAND_LANGUAGES = new Set(['shell', 'dockerfile', 'makefile']);

function* callsIn(root: Expr, language: string): Generator<{ expr: Expr & { is: 'call' }; loader: Loader | null }> {
  const waiting: Expr[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.is === 'call') {
      const command = COMMAND_LANGUAGES.has(language)
        ? commandOf([nameAsText(next.callee), ...next.args.map((arg) => arg.value)])
        : null;
      yield command ?? { expr: next, loader: null };
    } else if (next.is === 'list') {
      const command = commandOf(next.of);
      if (command !== null) yield command;
    }
    for (const part of partsOf(next)) waiting.push(part);
  }
}

function nameAsText(callee: Expr): Expr {
  return callee.is === 'name' ? { is: 'text', text: callee.name, span: callee.span } : callee;
}

/** Calls that declare a command-line option: argparse, click, typer, absl, fire-like registries. */
const OPTION_CALL = /^(?:add_argument|add_option|option|Option|argument|Argument|DEFINE_string|string)$/;

/** The attribute under which a declared option is read, and its default. */
export function optionOf(site: Pick<CallSite, 'expr' | 'path'>): { name: string; value: Expr } | null {
  if (!OPTION_CALL.test(lastSegment(site.path))) return null;
  const { args } = site.expr;
  const value = args.find((arg) => arg.name === 'default')?.value ?? defaultByPosition(args);
  if (value === undefined) return null;
  const named = args.find((arg) => arg.name === 'dest')?.value;
  const flags = args.filter((arg) => arg.name === null && arg.value.is === 'text').map((arg) => arg.value);
  const written = named ?? flags.find((flag) => flag.is === 'text' && flag.text.startsWith('--')) ?? flags[0];
  if (written?.is !== 'text') return null;
  return { name: written.text.replace(/^-+/, '').replace(/[-.]/g, '_'), value };
}

/** `flags.DEFINE_string("model", "ns/name", "help")`. */
function defaultByPosition(args: readonly Argument[]): Expr | undefined {
  const [first, second] = args.filter((arg) => arg.name === null);
  return first?.value.is === 'text' && !first.value.text.startsWith('-') ? second?.value : undefined;
}

/** Whether a qualified name comes from a package: `vllm.LLM` from `vllm`, and so `vllm/x` and `vllm_ascend.LLM`. */
export function isFrom(qualified: string, from: string): boolean {
  return qualified === from || (qualified.startsWith(from) && /[./_]/.test(qualified[from.length] ?? ''));
}

const CONSTRUCTOR = /^(?:__init__|constructor|new)$/;

export function isConstructor(name: string | null): boolean {
  return name !== null && CONSTRUCTOR.test(name);
}

/** The name by which a function can be called from outside: its own, its class's for a constructor, `Class.method`; else null. */
export function functionName({ scopes }: Module, scope: number): string | null {
  const own = scopes[scope];
  const outer = own?.parent == null ? undefined : scopes[own.parent];
  if (own?.name == null || outer === undefined || outer.kind === 'function') return null;
  if (outer.kind === 'file') return own.name;
  return isConstructor(own.name) ? outer.name : outer.name === null ? null : `${outer.name}.${own.name}`;
}
