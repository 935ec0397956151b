/** The calls that load, and every value that reaches them, through the project's own wrappers as well. */

import type { Expr } from './facts.ts';
import { pathOf } from './facts.ts';
import {
  type Found,
  type Frame,
  frameOf,
  freshBudget,
  functionsCalled,
  holeOf,
  type Param,
  resolve,
  type Value,
  valuesOf,
} from './flow.ts';
import { LOADERS, type Loader, type Parameter } from './loaders.ts';
import { given, kindOf, kindTold, type Load, loadOf, nameOf, revisionGiven, runsCode } from './loads.ts';
import {
  type CallSite,
  functionName,
  isConstructor,
  isFrom,
  lastSegment,
  type ModuleIndex,
  qualified,
} from './program.ts';
import { none, slotOf } from './slots.ts';

/** A value that reaches a loader. */
export interface Arrival {
  readonly load: Load;
  readonly row: Loader;
  /** True where a plain id is not the Hub's. */
  readonly marked: boolean;
  readonly call: CallSite;
  readonly value: Value;
}

/** Loaders by the last segment of their names. */
export type LoaderTable = ReadonlyMap<string, readonly Loader[]>;

/** The loaders that are known, and before them those that a project declares to be its own. */
export function loaderTable(own: readonly Loader[]): LoaderTable {
  const table = new Map<string, Loader[]>();
  for (const loader of [...own, ...LOADERS]) {
    const name = lastSegment(loader.call);
    table.set(name, [...(table.get(name) ?? []), loader]);
  }
  return table;
}

/** A wrapper chain longer than this, or more visits in all, is not followed. */
const MAX_WRAPPERS = 5;

const MAX_RUNS = 20_000;

/** What a module's loading calls are given, and which of its functions thereby are loaders themselves. */
export interface Arrivals {
  readonly arrivals: readonly Arrival[];
  readonly wrappers: readonly Loader[];
  /** The calls that load. */
  readonly loading: ReadonlySet<CallSite>;
}

export function arrivalsIn(module: ModuleIndex, table: LoaderTable): Arrivals {
  const arrivals: Arrival[] = [];
  const wrappers = new Map<string, Loader>();
  const loading = new Set<CallSite>();
  let runs = 0;
  const done = new Set<string>();

  /** Evaluates a loading call in a frame; for each parameter that the id comes from, goes on in the callers. */
  function run(call: CallSite, loader: Loader, frame: Frame, outer: readonly CallSite[]): void {
    if (++runs > MAX_RUNS) return;
    const through = outer.map(({ path }) => path);
    const seen = new Map<number, Param>();
    for (const { param, exprs } of idsOf(call, loader, frame)) {
      const given = exprs.map((found) => ({
        found,
        values: 'expr' in found ? valuesOf(found.expr, found.frame) : [[holeOf(found)]],
      }));
      const alone = given.flatMap(({ values }) => values).length === 1;
      for (const { found, values } of given) {
        const slot = alone
          ? slotOf({ call, loader, param, id: found, frame, outer })
          : none('the same call can load something else');
        const load = { ...loadOf(call, loader, param, found, frame, through), slot };
        const marked = loader.marked && kindTold(call, loader, found, frame) === null;
        for (const value of values) {
          arrivals.push({ load, row: loader, marked, call, value });
          for (const piece of value ?? []) {
            if ('param' in piece && piece.param !== undefined) seen.set(piece.param.scope, piece.param);
          }
        }
      }
    }
    for (const param of seen.values()) {
      const wrapper = wrapperOf(call, loader, param, frame, through);
      if (wrapper !== null) wrappers.set(`${wrapper.call} ${wrapper.id[0]?.names[0]}`, wrapper);
    }
    if (through.length >= MAX_WRAPPERS) return;
    for (const scope of seen.keys())
      callers(
        scope,
        frame,
        (site, inner) => run(call, loader, inner, [site, ...outer]),
        `${call.expr.span.start}:${through.join()}`,
      );
  }

  function callers(scope: number, frame: Frame, visit: (site: CallSite, frame: Frame) => void, key: string): void {
    const { scopes } = module.module;
    const own = scopes[scope];
    const constructs = own !== undefined && isConstructor(own.name) && own.parent !== null;
    const name = constructs ? scopes[own.parent]?.name : own?.name;
    if (name === undefined || name === null) return;
    for (const site of module.callsByName.get(name) ?? []) {
      const once = `${key}>${scope}>${site.expr.span.start}`;
      if (done.has(once) || !functionsCalled(site.path, { module }).includes(scope) || loaderOf(site, table) !== null)
        continue;
      done.add(once);
      const caller: Frame = { module, scope: site.scope, call: null, budget: freshBudget() };
      visit(site, { ...frame, budget: caller.budget, call: outermost(frame, { scope, args: site.expr.args, caller }) });
    }
  }

  for (const call of module.calls) {
    const loader = loaderOf(call, table);
    if (loader === null) continue;
    loading.add(call);
    run(withNames(call, loader), loader, frameOf(call), []);
  }
  return { arrivals, wrappers: [...wrappers.values()], loading };
}

/** The function whose parameter the id comes from, as a loader: by its own name, its class's, or both. */
function wrapperOf(
  call: CallSite,
  loader: Loader,
  param: Param,
  frame: Frame,
  through: readonly string[],
): Loader | null {
  const name = functionName(param.module.module, param.scope);
  if (name === null) return null;
  const at = (param.module.module.scopes[param.scope]?.params ?? []).indexOf(param.name);
  const revision = paramsIn(call, loader.revision, frame, param.scope);
  const code = loader.code === 'always' ? [] : paramsIn(call, loader.code, frame, param.scope);
  return {
    ...loader,
    call: name,
    distinctive: true,
    id: [{ at: at < 0 ? null : at, names: [param.name] }],
    kind: kindOf(call, loader, { param }, frame),
    revision,
    codeRevision: [],
    code,
    file: null,
    wraps: {
      loader: nameOf(call, loader),
      through: [name, ...through],
      revision: revisionGiven(call, loader.revision, frame)?.revision ?? loader.wraps?.revision ?? { at: 'none' },
      remoteCode: runsCode(call, loader, frame),
    },
  };
}

/** The parameters of a function that reach an argument of a call. */
function paramsIn(call: CallSite, names: readonly string[], frame: Frame, scope: number): string[] {
  if (names.length === 0) return [];
  const found = given(call, { at: null, names }, frame).flatMap((each) =>
    'expr' in each ? valuesOf(each.expr, each.frame) : [[holeOf(each)]],
  );
  const params = found.flatMap((value) =>
    (value ?? []).flatMap((piece) => ('param' in piece && piece.param?.scope === scope ? [piece.param.name] : [])),
  );
  return [...new Set(params)];
}

/** Puts a caller under the outermost call of a frame, whose own arguments may need it. */
function outermost(frame: Frame, call: NonNullable<Frame['call']>): NonNullable<Frame['call']> {
  if (frame.call === null) return call;
  return { ...frame.call, caller: { ...frame.call.caller, call: outermost(frame.call.caller, call) } };
}

/** The loader that a call is, if it is one: by the end of its path, and by where the name comes from. */
export function loaderOf(call: CallSite, table: LoaderTable): Loader | null {
  if (call.loader !== null) return call.loader;
  const name = lastSegment(call.path);
  const loaders = table.get(name);
  if (loaders === undefined) return null;
  // The project's own function of that name: flow goes through it.
  if (call.path === name && call.module.definitions.has(name)) return null;
  const path = call.path.split('.');
  const imported = call.module.imports.has(path[0] ?? '');
  const typed = imported || path.length !== 2 ? null : typedPath(call, loaders);
  if (typed !== null) return typed;
  const fits = loaders.filter((loader) => {
    const pattern = loader.call.split('.');
    const qualified = call.qualified.split(/[./]/);
    const tail = qualified.length >= pattern.length ? qualified.slice(-pattern.length) : path.slice(-pattern.length);
    return tail.length === pattern.length && pattern.every((segment, i) => segment === 'X' || segment === tail[i]);
  });
  const known = fits.find((loader) => imported && loader.from.some((from) => isFrom(call.qualified, from)));
  const { language } = call.module.module;
  return known ?? fits.find(({ distinctive, tellingIn }) => tellingIn?.includes(language) ?? distinctive) ?? null;
}

/** A call whose arguments have no names, under those that its loader knows; an owner and a name apart are one id. */
function withNames(call: CallSite, { positions }: Loader): CallSite {
  const { args } = call.expr;
  if (positions === undefined || args.some(({ name }) => name !== null)) return call;
  const [owner, name] = args.map(({ value }) => value);
  const apart = positions[0] === 'owner';
  if (apart && (owner === undefined || name === undefined)) return call;
  if (apart && owner !== undefined && name !== undefined) {
    const slash: Expr = { is: 'text', text: '/', span: { start: name.span.start, end: name.span.start } };
    const whole: Expr = {
      is: 'join',
      of: [owner, slash, name],
      span: { start: owner.span.start, end: name.span.end },
    };
    return { ...call, expr: { ...call.expr, args: [{ name: null, value: whole }] } };
  }
  return {
    ...call,
    expr: { ...call.expr, args: args.map(({ value }, i) => ({ name: positions[i] ?? null, value })) },
  };
}

/** A method of an object that the module makes: `fs = HfFileSystem()`, then `fs.ls(...)`. */
function typedPath(call: CallSite, loaders: readonly Loader[]): Loader | null {
  const methods = loaders.filter((loader) => /^[A-Z]\w+\.\w+$/.test(loader.call) && !loader.call.startsWith('X.'));
  const [receiver = '', method = ''] = call.path.split('.');
  if (methods.length === 0) return null;
  for (const found of resolve({ is: 'name', name: receiver, span: call.expr.span }, frameOf(call), 0)) {
    if (!('expr' in found) || found.expr.is !== 'call') continue;
    const made = qualified(pathOf(found.expr.callee), found.frame.module.imports).split('.');
    const type = made.findLastIndex((segment) => /^[A-Z]/.test(segment));
    const known = methods.find(
      (loader) =>
        loader.call === `${made[type]}.${method}` &&
        loader.from.some((from) => isFrom(made.slice(0, type + 1).join('.'), from)),
    );
    if (known !== undefined) return known;
  }
  return null;
}

interface Given {
  readonly param: Parameter;
  readonly exprs: readonly Found[];
}

function idsOf(call: CallSite, loader: Loader, frame: Frame): Given[] {
  return loader.id
    .map((param) => ({ param, exprs: given(call, param, frame) }))
    .filter(({ exprs }) => exprs.length > 0);
}
