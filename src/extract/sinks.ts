/** The calls that load, and every value that reaches them, through the project's own wrappers as well. */

import type { RepoKind, Revision } from '../model.ts';
import type { Expr } from './facts.ts';
import {
  type Found,
  type Frame,
  frameOf,
  freshBudget,
  functionsCalled,
  type Param,
  pickArgument,
  resolve,
  sourceOf,
  textOf,
  type Value,
  valuesOf,
} from './flow.ts';
import { revisionOf } from './ids.ts';
import { LOADERS, type Loader, type Parameter } from './loaders.ts';
import { type CallSite, lastSegment, type ModuleIndex } from './program.ts';

/** What a call that loads says of the id it is given. */
export interface Load {
  /** The loader as reports name it. */
  readonly loader: string;
  readonly kind: RepoKind;
  readonly revision: Revision;
  readonly codeRevision: Revision | null;
  readonly file: string | null;
  readonly remoteCode: boolean;
  /** True where the call writes to the Hub instead of reading from it. */
  readonly writes: boolean;
  /** True where the loader takes no revision at all. */
  readonly unpinnable: boolean;
  /** The project's own functions between the literal and the loader, outermost first. */
  readonly through: readonly string[];
}

/** A value that reaches a loader. */
export interface Arrival {
  readonly load: Load;
  readonly row: Loader;
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
const MAX_RUNS = 50_000;

/** What a module's loading calls are given, and which of its functions thereby are loaders themselves. */
export interface Arrivals {
  readonly arrivals: readonly Arrival[];
  readonly wrappers: readonly Loader[];
}

export function arrivalsIn(module: ModuleIndex, table: LoaderTable): Arrivals {
  const arrivals: Arrival[] = [];
  const wrappers = new Map<string, Loader>();
  let runs = 0;
  const done = new Set<string>();

  /** Evaluates a loading call in a frame; for each parameter that the id comes from, goes on in the callers. */
  function run(call: CallSite, loader: Loader, frame: Frame, through: readonly string[]): void {
    if (++runs > MAX_RUNS) return;
    const seen = new Map<number, Param>();
    for (const { param, exprs } of idsOf(call, loader, frame)) {
      for (const found of exprs) {
        for (const value of 'expr' in found ? valuesOf(found.expr, found.frame) : [holeOf(found)]) {
          arrivals.push(arrival(call, loader, param, found, value, frame, through));
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
        (site, inner) => run(call, loader, inner, [site.path, ...through]),
        `${call.expr.span.start}:${through.join()}`,
      );
  }

  function callers(scope: number, frame: Frame, visit: (site: CallSite, frame: Frame) => void, key: string): void {
    const { scopes } = module.module;
    const own = scopes[scope];
    const constructs = own !== undefined && CONSTRUCTOR.test(own.name ?? '') && own.parent !== null;
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
    if (loader !== null) run(call, loader, frameOf(call), []);
  }
  return { arrivals, wrappers: [...wrappers.values()] };
}

/** The function whose parameter the id comes from, as a loader: by its own name, its class's, or both. */
function wrapperOf(
  call: CallSite,
  loader: Loader,
  param: Param,
  frame: Frame,
  through: readonly string[],
): Loader | null {
  const { scopes } = param.module.module;
  const own = scopes[param.scope];
  const outer = own?.parent == null ? undefined : scopes[own.parent];
  if (own?.name == null || outer === undefined || (outer.kind !== 'file' && outer.kind !== 'class')) return null;
  const name = outer.kind === 'file' ? own.name : CONSTRUCTOR.test(own.name) ? outer.name : `${outer.name}.${own.name}`;
  if (name === null) return null;
  const at = own.params.indexOf(param.name);
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
      revision: revisionGiven(call, loader.revision, frame) ?? loader.wraps?.revision ?? { at: 'none' },
      remoteCode: runsCode(call, loader, frame),
    },
  };
}

/** The parameters of a function that reach an argument of a call. */
function paramsIn(call: CallSite, names: readonly string[], frame: Frame, scope: number): string[] {
  if (names.length === 0) return [];
  const found = given(call, { at: null, names }, frame).flatMap((each) =>
    'expr' in each ? valuesOf(each.expr, each.frame) : [holeOf(each)],
  );
  const params = found.flatMap((value) =>
    (value ?? []).flatMap((piece) => ('param' in piece && piece.param?.scope === scope ? [piece.param.name] : [])),
  );
  return [...new Set(params)];
}

const CONSTRUCTOR = /^(?:__init__|constructor|new)$/;

/** Puts a caller under the outermost call of a frame, whose own arguments may need it. */
function outermost(frame: Frame, call: NonNullable<Frame['call']>): NonNullable<Frame['call']> {
  if (frame.call === null) return call;
  return { ...frame.call, caller: { ...frame.call.caller, call: outermost(frame.call.caller, call) } };
}

function holeOf(found: Exclude<Found, { expr: Expr }>): Value {
  return 'param' in found ? [{ hole: found.param.name, param: found.param }] : [{ hole: found.unknown }];
}

/** The loader that a call is, if it is one: by the end of its path, and by where the name comes from. */
function loaderOf(call: CallSite, table: LoaderTable): Loader | null {
  if (call.loader !== null) return call.loader;
  const foreign = foreignLoader(call);
  if (foreign !== null) return foreign;
  const name = lastSegment(call.path);
  const loaders = table.get(name);
  if (loaders === undefined) return null;
  // The project's own function of that name: flow goes through it.
  if (call.path === name && call.module.definitions.has(name)) return null;
  const path = call.path.split('.');
  const imported = call.module.imports.has(path[0] ?? '');
  const fits = loaders.filter((loader) => {
    const pattern = loader.call.split('.');
    const qualified = call.qualified.split('.');
    const tail = qualified.length >= pattern.length ? qualified.slice(-pattern.length) : path.slice(-pattern.length);
    return tail.length === pattern.length && pattern.every((segment, i) => segment === 'X' || segment === tail[i]);
  });
  const known = fits.find((loader) => imported && loader.from.some((from) => isFrom(call.qualified, from)));
  return known ?? fits.find((loader) => loader.distinctive) ?? null;
}

/** A function of another file of the project that loads. */
function foreignLoader({ path, module }: CallSite): Loader | null {
  const segments = path.split('.');
  for (let length = segments.length; length > 0; length--) {
    const foreign = module.foreign(segments.slice(0, length).join('.'));
    if (foreign === null) continue;
    const name = [...(foreign.name === null ? [] : [foreign.name]), ...segments.slice(length)].join('.');
    return foreign.loaders.find((loader) => loader.call === name) ?? null;
  }
  return null;
}

function isFrom(qualified: string, from: string): boolean {
  return qualified === from || (qualified.startsWith(from) && /[./_]/.test(qualified[from.length] ?? ''));
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

/** What a call gives to a parameter: by name, by position, in an object of options, in a spread map. */
function given(call: CallSite, param: Parameter, frame: Frame): Found[] {
  const { args } = call.expr;
  for (const name of param.names) {
    const value = pickArgument(args, name, -1);
    if (value !== null) return [{ expr: value, frame }];
  }
  const found: Found[] = [];
  for (const arg of args) {
    if (arg.name !== null && arg.name !== '**') continue;
    if (arg.name === null && arg.value.is !== 'map') continue;
    for (const each of resolve(arg.value, frame, 0)) {
      if (!('expr' in each) || each.expr.is !== 'map') continue;
      const entry = each.expr.of.find(({ key }) => key !== null && param.names.includes(keyText(key) ?? ''));
      if (entry === undefined) continue;
      for (const value of resolve(entry.value, each.frame, 0)) {
        // `repo: { type: "dataset", name: "ns/name" }`
        const named =
          'expr' in value && value.expr.is === 'map'
            ? value.expr.of.find(({ key }) => key !== null && keyText(key) === 'name')
            : undefined;
        if (named !== undefined && 'expr' in value) found.push({ expr: named.value, frame: value.frame });
        else found.push(value);
      }
    }
  }
  if (found.length > 0 || param.at === null) return found;
  const value = args.filter((arg) => arg.name === null)[param.at]?.value;
  return value === undefined || value.is === 'map' ? [] : [{ expr: value, frame }];
}

function keyText(key: Expr): string | null {
  return key.is === 'text' ? key.text : key.is === 'name' ? key.name : null;
}

function arrival(
  call: CallSite,
  loader: Loader,
  param: Parameter,
  found: Found,
  value: Value,
  frame: Frame,
  through: readonly string[],
): Arrival {
  const load: Load = {
    loader: nameOf(call, loader),
    kind: kindOf(call, loader, found, frame),
    revision: revisionGiven(call, loader.revision, frame) ?? loader.wraps?.revision ?? { at: 'none' },
    codeRevision: revisionGiven(call, loader.codeRevision, frame),
    file: loader.file === null ? null : firstText(given(call, loader.file, frame)),
    remoteCode: param.names.includes('custom_pipeline') || runsCode(call, loader, frame),
    writes: loader.writes,
    unpinnable: loader.wraps === undefined && loader.revision.length === 0,
    through: [...through, ...(loader.wraps?.through ?? [])],
  };
  return { load, row: loader, call, value };
}

function nameOf(call: CallSite, loader: Loader): string {
  const [from = ''] = loader.from;
  if (loader.wraps !== undefined) return loader.wraps.loader;
  if (from === '') return loader.call;
  const root = call.qualified.split(/[./]/)[0] ?? '';
  if (loader.from.some((each) => isFrom(call.qualified, each))) return call.qualified;
  return root !== '*' && root !== '' && /^[A-Z]/.test(root)
    ? `${from}.${call.path}`
    : `${from}.${loader.call.replace(/^X\./, '')}`;
}

function kindOf(call: CallSite, loader: Loader, found: Found, frame: Frame): RepoKind {
  if (typeof loader.kind === 'string') return loader.kind;
  const told =
    firstText(given(call, { at: null, names: loader.kind.by }, frame)) ?? siblingText(call, found, loader.kind.by);
  const kinds: readonly RepoKind[] = ['model', 'dataset', 'space', 'kernel'];
  return kinds.find((kind) => told === kind || told === `${kind}s`) ?? loader.kind.otherwise;
}

/** `type` beside `name` in the object that names the repository. */
function siblingText(call: CallSite, found: Found, names: readonly string[]): string | null {
  if (!('expr' in found)) return null;
  const { expr } = found;
  for (const arg of call.expr.args) {
    const maps: Expr[] = [arg.value];
    for (let map = maps.pop(); map !== undefined; map = maps.pop()) {
      if (map.is !== 'map') continue;
      const type = map.of.find(
        ({ key, value }) => key !== null && names.includes(keyText(key) ?? '') && value.is === 'text',
      )?.value;
      if (type?.is === 'text' && map.of.some(({ value }) => value === expr)) return type.text;
      maps.push(...map.of.map(({ value }) => value));
    }
  }
  return null;
}

function firstText(found: readonly Found[]): string | null {
  for (const each of found) {
    if (!('expr' in each)) continue;
    for (const value of valuesOf(each.expr, each.frame)) {
      const text = textOf(value);
      if (text !== null) return text;
    }
  }
  return null;
}

/** Whether a call turns on the repository's code: itself, or by what it leaves to the function that it calls. */
function runsCode(call: CallSite, loader: Loader, frame: Frame): boolean {
  if (loader.code === 'always') return true;
  if (loader.code.length === 0 || given(call, { at: null, names: loader.code }, frame).length === 0)
    return loader.wraps?.remoteCode === true;
  return flagGiven(call, loader.code, frame);
}

function flagGiven(call: CallSite, names: readonly string[], frame: Frame): boolean {
  if (names.length === 0) return false;
  return given(call, { at: null, names }, frame).some((each) => {
    if (!('expr' in each)) return false;
    return resolve(each.expr, each.frame, 0).some(
      (one) => 'expr' in one && one.expr.is === 'constant' && one.expr.value === true,
    );
  });
}

/** Where something may be loaded at one of several revisions, the one that holds least counts. */
const LOOSEST_FIRST: readonly Revision['at'][] = ['none', 'named', 'short', 'dynamic', 'commit'];

/** Of two loads of one id, the one that says most of the danger comes first: what is read, what runs code, what is pinned least. */
export function gravestLoad(a: Load, b: Load): number {
  return (
    Number(a.writes) - Number(b.writes) ||
    Number(b.remoteCode) - Number(a.remoteCode) ||
    LOOSEST_FIRST.indexOf(a.revision.at) - LOOSEST_FIRST.indexOf(b.revision.at) ||
    a.through.length - b.through.length
  );
}

/** The revision that a call passes: null when it passes none. Where it may be one of several, the loosest counts. */
function revisionGiven(call: CallSite, names: readonly string[], frame: Frame): Revision | null {
  if (names.length === 0) return null;
  const exprs = given(call, { at: null, names }, frame);
  const revisions: Revision[] = [];
  for (const each of exprs) {
    const values = 'expr' in each ? valuesOf(each.expr, each.frame) : [holeOf(each)];
    // A parameter that has a default is worth its default, where the caller is not known.
    const known = values.filter(
      (value) => value === null || value.every((piece) => !('hole' in piece && piece.param !== undefined)),
    );
    for (const value of known.length > 0 ? known : values) {
      if (value === null) revisions.push({ at: 'none' });
      else {
        const text = textOf(value);
        revisions.push(
          text === null
            ? { at: 'dynamic', text: 'expr' in each ? sourceOf(each.expr, each.frame) : '' }
            : revisionOf(text),
        );
      }
    }
  }
  return revisions.sort((a, b) => LOOSEST_FIRST.indexOf(a.at) - LOOSEST_FIRST.indexOf(b.at))[0] ?? null;
}
