/** What a file leaves to other files: its calls of imported functions, with their arguments as far as the file knows them. */

import { type Argument, type Expr, pathOf } from './facts.ts';
import { frameOf, type Open, resolve, textOf, type Value, valuesOf } from './flow.ts';
import type { Load } from './loads.ts';
import { type CallSite, functionName, type ModuleIndex } from './program.ts';
import type { Arrival } from './sinks.ts';
import { originOf } from './text.ts';

/** One possible value of an argument. */
export type Known =
  /** `start`: where in the file a literal begins; null for one that was put together. */
  | { readonly is: 'text'; readonly text: string; readonly start: number | null }
  | { readonly is: 'nothing' }
  | { readonly is: 'flag'; readonly value: boolean }
  /** A parameter of the function that the call stands in. */
  | { readonly is: 'param'; readonly of: string; readonly name: string; readonly at: number }
  | { readonly is: 'open'; readonly open: Open }
  | { readonly is: 'unknown'; readonly text: string };

export interface CallAbroad {
  /** As written; it begins with an imported name, or is a function of this file that passes on what it is given. */
  readonly callee: string;
  readonly args: readonly { readonly name: string | null; readonly known: readonly Known[] }[];
}

/** A loading call whose id another file holds. */
export interface OpenLoad {
  /** Where the call begins in the file. */
  readonly call: number;
  readonly open: Open;
  readonly load: Load;
}

export interface Abroad {
  readonly calls: readonly CallAbroad[];
  readonly openLoads: readonly OpenLoad[];
}

const MAX_KNOWN = 32;

/**
 * @param isOwn whether an import specifier may mean a file of the project
 * @param loading the calls that are known to load: they are no other file's business
 */
export function abroadIn(
  index: ModuleIndex,
  arrivals: readonly Arrival[],
  isOwn: (specifier: string) => boolean,
  loading: ReadonlySet<CallSite>,
): Abroad {
  const own = new Set(index.module.imports.filter(({ module }) => isOwn(module)).map(({ local }) => local));
  const openLoads = arrivals.flatMap(({ value, load, call }): OpenLoad[] => {
    const [only, ...rest] = value ?? [];
    return only !== undefined &&
      rest.length === 0 &&
      'hole' in only &&
      only.open !== undefined &&
      names(only.open.expr).some((name) => own.has(name))
      ? [{ call: originOf(index.module.text, call.expr.span.start), open: only.open, load }]
      : [];
  });
  if (own.size === 0 && !index.module.imports.some(({ local }) => local === '*')) return { calls: [], openLoads };
  const calls: CallAbroad[] = [];
  const passing = new Set<string>();
  const local: CallSite[] = [];
  for (const site of index.calls) {
    if (loading.has(site)) continue;
    const head = site.path.split('.')[0] ?? '';
    if (!own.has(head) && !(own.has('*') && !index.definitions.has(head))) {
      if (index.definitions.has(site.path)) local.push(site);
      continue;
    }
    const call = callAbroad(site, own);
    if (call === null) continue;
    calls.push(call);
    for (const { known } of call.args) for (const each of known) if (each.is === 'param') passing.add(each.of);
  }
  // A function of this file that hands its parameter on abroad may turn out to be a loader: then its callers here matter.
  for (const site of local) {
    const call = passing.has(site.path) ? callAbroad(site, own) : null;
    if (call !== null) calls.push(call);
  }
  return { calls, openLoads };
}

function callAbroad(site: CallSite, own: ReadonlySet<string>): CallAbroad | null {
  const args = site.expr.args.flatMap(spread).map(({ name, value }) => ({ name, known: knownOf(value, site, own) }));
  const matters = args.some(({ known }) =>
    known.some(
      (each) =>
        each.is === 'param' ||
        each.is === 'open' ||
        (each.is === 'text' && each.text.length > 1 && each.text.length < 300),
    ),
  );
  return matters ? { callee: site.path, args } : null;
}

/** The entries of an object of options are arguments by name. */
function spread(arg: Argument): Argument[] {
  if (arg.name !== null || arg.value.is !== 'map') return [arg];
  return arg.value.of.flatMap(({ key, value }): Argument[] =>
    key?.is === 'name' ? [{ name: key.name, value }] : key?.is === 'text' ? [{ name: key.text, value }] : [],
  );
}

function knownOf(expr: Expr, site: CallSite, own: ReadonlySet<string>): Known[] {
  const frame = frameOf(site);
  const flags = expr.is === 'constant' || expr.is === 'name' ? resolve(expr, frame, 0) : [];
  for (const found of flags) {
    if ('expr' in found && found.expr.is === 'constant' && found.expr.value !== null)
      return [{ is: 'flag', value: found.expr.value }];
  }
  return valuesOf(expr, frame)
    .slice(0, MAX_KNOWN)
    .map((value) => knownValue(value, site.module, own));
}

function knownValue(value: Value, index: ModuleIndex, own: ReadonlySet<string>): Known {
  if (value === null) return { is: 'nothing' };
  const [only, ...rest] = value;
  const text = textOf(value);
  if (text !== null) {
    const literal =
      rest.length === 0 && only !== undefined && 'literal' in only && only.module === index ? only.literal : null;
    return { is: 'text', text, start: literal === null ? null : originOf(index.module.text, literal.span.start) };
  }
  if (only === undefined || rest.length > 0 || !('hole' in only)) return { is: 'unknown', text: '' };
  if (only.param !== undefined) {
    const { module, scope, name } = only.param;
    const of = functionName(module.module, scope);
    return of === null
      ? { is: 'unknown', text: name }
      : { is: 'param', of, name, at: module.module.scopes[scope]?.params.indexOf(name) ?? -1 };
  }
  if (only.open !== undefined && names(only.open.expr).some((name) => own.has(name)))
    return { is: 'open', open: only.open };
  return { is: 'unknown', text: only.hole };
}

/** The names that an expression begins with. */
function names(expr: Expr): string[] {
  if (expr.is === 'name') return [expr.name.split('.')[0] ?? ''];
  if (expr.is === 'member') return [pathOf(expr).split('.')[0] ?? ''];
  if (expr.is === 'item') return [...names(expr.of), ...names(expr.key)];
  if (expr.is === 'call') return [...names(expr.callee), ...expr.args.flatMap(({ value }) => names(value))];
  return expr.is === 'either' ? expr.of.flatMap(names) : [];
}
