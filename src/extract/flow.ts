/**
 * Flow: from the calls that load, back to the literals that reach them. An expression has a bounded set of possible values; a function
 * whose parameter reaches a loader is a loader itself, to a fixed point.
 */

import type { Argument, Expr, Fact } from './facts.ts';
import { formatParts } from './format.ts';
import { type CallSite, lastSegment, type ModuleIndex } from './program.ts';

/** A piece of a value: a literal, with where it stands, or a part that could not be followed. */
export type Piece =
  | { readonly literal: Expr & { is: 'text' }; readonly module: ModuleIndex }
  | { readonly hole: string; readonly param?: Param; readonly open?: Open };

/** An expression that the file alone does not settle: another file may. */
export interface Open {
  readonly expr: Expr;
  /** True for any element of it, false for itself. */
  readonly each: boolean;
}

/** One possible value: its pieces in order. Null stands for `None`. */
export type Value = readonly Piece[] | null;

/** A function's parameter that was met while its caller is not known. */
export interface Param {
  readonly module: ModuleIndex;
  readonly scope: number;
  readonly name: string;
}

/** Where an expression is read: a scope and, when a call led there, the arguments of the function that holds it. */
export interface Frame {
  readonly module: ModuleIndex;
  readonly scope: number;
  readonly call: { readonly scope: number; readonly args: readonly Argument[]; readonly caller: Frame } | null;
  readonly budget: Budget;
}

/** What one question may cost, and the facts on the way, so that a loop in the code is none here. */
export interface Budget {
  steps: number;
  readonly active: Set<Fact>;
}

const MAX_STEPS = 4000;

export function freshBudget(): Budget {
  return { steps: MAX_STEPS, active: new Set() };
}

/** More values than this are not followed; the rest are a hole that says so. */
const MAX_VALUES = 256;
const MAX_DEPTH = 32;

export type Found =
  | { readonly expr: Expr; readonly frame: Frame }
  | { readonly param: Param }
  | { readonly unknown: string; readonly open?: Open };

/** Every value that an expression may have, as far as this module shows. */
export function valuesOf(expr: Expr, frame: Frame, depth = 0): Value[] {
  const values: Value[] = [];
  for (const found of resolve(expr, frame, depth)) {
    if (values.length >= MAX_VALUES) {
      values.push([{ hole: `more than ${MAX_VALUES} values` }]);
      break;
    }
    if ('param' in found) values.push([holeOf(found)]);
    else if ('unknown' in found) values.push([holeOf(found)]);
    else values.push(...terminalValues(found.expr, found.frame, depth));
  }
  return values;
}

export function holeOf(found: Exclude<Found, { expr: Expr }>): Piece {
  if ('param' in found) return { hole: found.param.name, param: found.param };
  return { hole: found.unknown, ...(found.open === undefined ? {} : { open: found.open }) };
}

function terminalValues(expr: Expr, frame: Frame, depth: number): Value[] {
  switch (expr.is) {
    case 'text':
      return [[{ literal: expr, module: frame.module }]];
    case 'constant':
      return expr.value === null ? [null] : [[{ hole: String(expr.value) }]];
    case 'join': {
      let values: Value[] = [[]];
      for (const part of expr.of) {
        const tails = valuesOf(part, frame, depth + 1);
        const heads = values;
        values = [];
        for (const head of heads) {
          for (const tail of tails) {
            if (values.length < MAX_VALUES) values.push([...(head ?? []), ...(tail ?? [{ hole: 'None' }])]);
          }
        }
      }
      return values;
    }
    case 'list': {
      // A loader that takes several: what of them could be followed.
      const values = expr.of
        .flatMap((item) => valuesOf(item, frame, depth + 1))
        .filter((value) => textOf(value) !== null);
      return values.length > 0 ? values.slice(0, MAX_VALUES) : [[{ hole: sourceOf(expr, frame) }]];
    }
    default:
      return [[{ hole: sourceOf(expr, frame) }]];
  }
}

export function sourceOf(expr: Expr, frame: Pick<Frame, 'module'>): string {
  const { content } = frame.module.module.text;
  return content.slice(expr.span.start, Math.min(expr.span.end, expr.span.start + 120)).replace(/\s+/g, ' ');
}

/** Follows names, choices, items and calls to the expressions that they come from. */
export function resolve(expr: Expr, frame: Frame, depth: number): Found[] {
  if (depth > MAX_DEPTH || --frame.budget.steps < 0) return [{ unknown: sourceOf(expr, frame) }];
  switch (expr.is) {
    case 'name':
      return named(expr.name, frame, depth + 1) ?? [unsettled(expr, frame)];
    case 'either':
      return expr.of.flatMap((option) => resolve(option, frame, depth + 1)).slice(0, MAX_VALUES);
    case 'member':
      return members(expr.of, expr.name, frame, depth + 1) ?? [unsettled(expr, frame)];
    case 'item':
      return items(expr.of, expr.key, frame, depth + 1) ?? [unsettled(expr, frame)];
    case 'call':
      return returned(expr, frame, depth + 1);
    default:
      return [{ expr, frame }];
  }
}

function unsettled(expr: Expr, frame: Frame, each = false): Found {
  return { unknown: expr.is === 'name' ? expr.name : sourceOf(expr, frame), open: { expr, each } };
}

/** The values of an expression that another file left open. */
export function valuesOfOpen({ expr, each }: Open, frame: Frame): Value[] {
  if (!each) return valuesOf(expr, frame);
  return elements(expr, frame, 0).flatMap((found) => ('expr' in found ? valuesOf(found.expr, found.frame) : []));
}

/** What a dotted name stands for: a parameter, a binding, a member of what its head stands for. Null when nothing here says. */
function named(name: string, frame: Frame, depth: number): Found[] | null {
  if (depth > MAX_DEPTH) return null;
  for (
    let scope: number | null = frame.scope;
    scope !== null;
    scope = frame.module.module.scopes[scope]?.parent ?? null
  ) {
    const direct = inScope(name, scope, frame, depth);
    if (direct !== null) return direct;
    const dot = name.lastIndexOf('.');
    if (dot > 0 && frame.module.bindings.get(scope)?.has(name) === true) break;
  }
  const abroad = imported(name, frame, depth);
  if (abroad !== null) return abroad;
  const dot = name.lastIndexOf('.');
  if (dot < 0) return null;
  const head = name.slice(0, dot);
  const member = name.slice(dot + 1);
  if (head === 'self' || head === 'cls' || head === 'this') return attribute(member, frame, depth);
  return members({ is: 'name', name: head, span: { start: 0, end: 0 } }, member, frame, depth);
}

/** A name that begins with an imported one, followed into the file that it comes from. */
function imported(name: string, frame: Frame, depth: number): Found[] | null {
  const segments = name.split('.');
  for (let length = segments.length; length > 0; length--) {
    const foreign = frame.module.foreign(segments.slice(0, length).join('.'));
    if (foreign === null) continue;
    const path = [...(foreign.name === null ? [] : [foreign.name]), ...segments.slice(length)].join('.');
    return path === '' ? null : named(path, { ...frame, module: foreign.module, scope: 0, call: null }, depth + 1);
  }
  return null;
}

function inScope(name: string, scope: number, frame: Frame, depth: number): Found[] | null {
  const { module } = frame;
  const facts = module.bindings.get(scope)?.get(name) ?? [];
  const isParam = module.module.scopes[scope]?.params.includes(name) ?? false;
  if (facts.length === 0 && !isParam) return null;
  const inner: Frame = { ...frame, scope };
  const found: Found[] = [];
  if (isParam) {
    const given = argumentFor(name, scope, frame);
    if (given !== null) return resolve(given.value, given.frame, depth + 1);
    found.push({ param: { module, scope, name } });
  }
  for (const fact of facts) {
    found.push(...fromFact(fact, inner, depth));
    if (found.length > MAX_VALUES) break;
  }
  return found;
}

/** What a fact binds. In `x = x or "id"` the name on the right is the earlier one: a fact never feeds itself. */
function fromFact(fact: Fact, frame: Frame, depth: number): Found[] {
  const { active } = frame.budget;
  if (active.has(fact)) return [];
  active.add(fact);
  const found = fact.how === 'each' ? elements(fact.expr, frame, depth + 1) : resolve(fact.expr, frame, depth + 1);
  active.delete(fact);
  return found;
}

/** The argument that the frame's call gives to a parameter; the default stands when it gives none. */
function argumentFor(name: string, scope: number, frame: Frame): { value: Expr; frame: Frame } | null {
  const { call } = frame;
  if (call === null || call.scope !== scope) return null;
  const value = pickArgument(call.args, name, frame.module.module.scopes[scope]?.params.indexOf(name) ?? -1);
  if (value !== null) return { value, frame: call.caller };
  const fallback = frame.module.bindings
    .get(scope)
    ?.get(name)
    ?.find((fact) => fact.how === 'default');
  return fallback === undefined ? null : { value: fallback.expr, frame: { ...frame, scope, call: null } };
}

/** The argument called `name`, or the one at a position, or the one in a spread map. */
export function pickArgument(args: readonly Argument[], name: string, at: number): Expr | null {
  const byName = args.find((arg) => arg.name === name);
  if (byName !== undefined) return byName.value;
  if (at < 0) return null;
  return args.filter((arg) => arg.name === null)[at]?.value ?? null;
}

/** An attribute of the class that holds the frame's scope: its own binding, or one made in any of its methods. */
function attribute(name: string, frame: Frame, depth: number): Found[] | null {
  const { module } = frame;
  let scope: number | null = frame.scope;
  while (scope !== null && module.module.scopes[scope]?.kind !== 'class')
    scope = module.module.scopes[scope]?.parent ?? null;
  return scope === null ? null : classMember(name, scope, { ...frame, call: null }, depth);
}

function classMember(name: string, scope: number, frame: Frame, depth: number): Found[] | null {
  const { module } = frame;
  const found: Found[] = [];
  for (const fact of module.bindings.get(scope)?.get(name) ?? []) {
    found.push(...fromFact(fact, { ...frame, scope }, depth));
  }
  for (const method of module.children.get(scope) ?? []) {
    for (const receiver of ['self', 'cls', 'this']) {
      for (const fact of module.bindings.get(method)?.get(`${receiver}.${name}`) ?? []) {
        found.push(...fromFact(fact, { ...frame, scope: method }, depth));
      }
    }
  }
  return found.length === 0 ? null : found;
}

function members(of: Expr, name: string, frame: Frame, depth: number): Found[] | null {
  const found: Found[] = [];
  if (of.is === 'name') {
    for (const scope of frame.module.definitions.get(of.name) ?? []) {
      found.push(...(classMember(name, scope, { ...frame, call: null }, depth) ?? []));
    }
  }
  for (const each of found.length > 0 ? [] : resolve(of, frame, depth)) {
    if (!('expr' in each)) continue;
    const { expr } = each;
    if (expr.is === 'map') found.push(...entries(expr, name, each.frame, depth));
    if (expr.is === 'call') found.push(...(ofObject(expr, name, each.frame, depth) ?? []));
  }
  if (found.length > 0) return found;
  // `args.model_name` of a parser that this module declares.
  const options = frame.module.options.get(name);
  return options === undefined ? null : options.flatMap((value) => resolve(value, frame, depth));
}

/** A field of an object made by `Config(model="ns/name")`: what it was given, or what its class says. */
function ofObject(call: Expr & { is: 'call' }, name: string, frame: Frame, depth: number): Found[] | null {
  const given = call.args.find((arg) => arg.name === name);
  if (given !== undefined) return resolve(given.value, frame, depth);
  if (call.callee.is !== 'name') return null;
  const found: Found[] = [];
  for (const scope of frame.module.definitions.get(call.callee.name) ?? []) {
    found.push(...(classMember(name, scope, { ...frame, call: null }, depth) ?? []));
  }
  return found.length === 0 ? null : found;
}

function entries(map: Expr & { is: 'map' }, key: string | null, frame: Frame, depth: number): Found[] {
  const found: Found[] = [];
  for (const entry of map.of) {
    if (entry.key === null) {
      for (const each of resolve(entry.value, frame, depth)) {
        if ('expr' in each && each.expr.is === 'map') found.push(...entries(each.expr, key, each.frame, depth + 1));
      }
      continue;
    }
    const written = entry.key.is === 'text' ? entry.key.text : entry.key.is === 'name' ? entry.key.name : null;
    if (key === null || written === key) found.push(...resolve(entry.value, frame, depth));
  }
  return found;
}

function items(of: Expr, key: Expr, frame: Frame, depth: number): Found[] | null {
  const keys = valuesOf(key, frame, depth).map(textOf);
  const found: Found[] = [];
  for (const each of resolve(of, frame, depth)) {
    if (!('expr' in each)) continue;
    if (each.expr.is === 'map') {
      const literal = keys.filter((text) => text !== null);
      const chosen = literal.flatMap((text) =>
        each.expr.is === 'map' ? entries(each.expr, text, each.frame, depth) : [],
      );
      found.push(...(chosen.length > 0 ? chosen : entries(each.expr, null, each.frame, depth)));
    } else if (each.expr.is === 'list') {
      for (const item of each.expr.of) found.push(...resolve(item, each.frame, depth));
    }
  }
  return found.length === 0 ? null : found.slice(0, MAX_VALUES);
}

/** The elements that a loop over an expression meets; pairs and tuples count for each of their parts. */
function elements(expr: Expr, frame: Frame, depth: number): Found[] {
  const found: Found[] = [];
  const source =
    expr.is === 'call' &&
    /^(?:items|values|keys|entries|enumerate|sorted|zip|list|set|iter|reversed)$/.test(lastSegment(calleeName(expr)));
  const containers = source && expr.is === 'call' ? containersOf(expr) : [expr];
  for (const container of containers) {
    for (const each of resolve(container, frame, depth)) {
      if (!('expr' in each)) continue;
      if (each.expr.is === 'map') {
        for (const entry of each.expr.of) {
          if (entry.key !== null) found.push(...resolve(entry.key, each.frame, depth));
          found.push(...resolve(entry.value, each.frame, depth));
        }
      } else if (each.expr.is === 'list') {
        for (const item of each.expr.of) {
          for (const one of resolve(item, each.frame, depth)) {
            if ('expr' in one && one.expr.is === 'list')
              found.push(...one.expr.of.flatMap((part) => resolve(part, one.frame, depth)));
            else found.push(one);
          }
        }
      }
      if (found.length > MAX_VALUES) return found.slice(0, MAX_VALUES);
    }
  }
  return found.length === 0 ? [unsettled(expr, frame, true)] : found;
}

function calleeName(call: Expr & { is: 'call' }): string {
  return call.callee.is === 'name' || call.callee.is === 'member' ? call.callee.name : '';
}

function containersOf(call: Expr & { is: 'call' }): Expr[] {
  const { callee } = call;
  if (callee.is === 'member') return [callee.of];
  const given = call.args.map((arg) => arg.value);
  const dot = callee.is === 'name' ? callee.name.lastIndexOf('.') : -1;
  if (callee.is !== 'name' || dot < 0) return given;
  return [{ is: 'name', name: callee.name.slice(0, dot), span: callee.span }, ...given];
}

/** Calls whose result is what they were given, or what they were called on. */
const SAME = new Set(
  'str String Path PurePath cast Annotated Literal Some Ok Box::new String::from to_string to_owned toString into clone strip trim lower toLowerCase as_str rstrip lstrip removesuffix expanduser resolve deepcopy copy freeze Object.freeze'.split(
    ' ',
  ),
);
/** Calls that read a key and fall back on their last argument. */
const GETTERS = new Set(
  'get getenv env getattr pop setdefault get_env getOrDefault getOrElse fetch config getString getProperty env_or_default unwrap_or orElse or_else value_or field Field default'.split(
    ' ',
  ),
);

function returned(call: Expr & { is: 'call' }, frame: Frame, depth: number): Found[] {
  const { callee } = call;
  const method = lastSegment(calleeName(call));
  const positional = call.args.filter((arg) => arg.name === null);
  if (SAME.has(method)) {
    const subject = callee.is === 'member' ? callee.of : (positional[0]?.value ?? receiver(callee));
    if (subject !== null && subject !== undefined) return resolve(subject, frame, depth);
  }
  if (method === 'format' || method === 'formatted') {
    const template = callee.is === 'member' ? callee.of : receiver(callee);
    return (template === null ? [] : resolve(template, frame, depth)).map((found) =>
      'expr' in found && found.expr.is === 'text' && found.frame.module === frame.module
        ? { expr: { is: 'join', of: formatParts(found.expr, call.args), span: call.span }, frame }
        : { unknown: sourceOf(call, frame) },
    );
  }
  if (GETTERS.has(method)) {
    const found: Found[] = [];
    const object = callee.is === 'member' ? callee.of : receiver(callee);
    const [key, fallback] = positional;
    if (object !== null && key !== undefined) found.push(...(items(object, key.value, frame, depth) ?? []));
    const otherwise =
      call.args.find((arg) => arg.name === 'default')?.value ??
      (method.endsWith('or') || method === 'field' || method === 'Field' ? key?.value : fallback?.value);
    if (otherwise !== undefined) found.push(...resolve(otherwise, frame, depth));
    if (found.length > 0) return [...found, { unknown: sourceOf(call, frame) }];
  }
  if (callee.is === 'name') {
    const results: Found[] = [];
    for (const scope of functionsCalled(callee.name, frame)) {
      const inner: Frame = { ...frame, scope, call: { scope, args: call.args, caller: frame } };
      for (const fact of frame.module.returns.get(scope) ?? []) results.push(...fromFact(fact, inner, depth));
    }
    if (results.length > 0) return results.slice(0, MAX_VALUES);
  }
  return [{ expr: call, frame }];
}

function receiver(callee: Expr): Expr | null {
  if (callee.is !== 'name') return null;
  const dot = callee.name.lastIndexOf('.');
  return dot < 0 ? null : { is: 'name', name: callee.name.slice(0, dot), span: callee.span };
}

const MAX_NAMESAKES = 3;

/** The functions of this module that a callee may be; a class stands for its constructor. */
export function functionsCalled(path: string, frame: Pick<Frame, 'module'>): number[] {
  const { definitions, children, module } = frame.module;
  const found: number[] = [];
  const named = definitions.get(lastSegment(path)) ?? [];
  // Which of a dozen classes a method belongs to is not told by its name.
  if (named.length > MAX_NAMESAKES && path.includes('.')) return [];
  for (const scope of named) {
    if (module.scopes[scope]?.kind === 'function') found.push(scope);
    else
      found.push(
        ...(children.get(scope) ?? []).filter((inner) =>
          /^(?:__init__|constructor|new)$/.test(module.scopes[inner]?.name ?? ''),
        ),
      );
  }
  return found;
}

/** The text of a value without holes. */
export function textOf(value: Value): string | null {
  if (value === null) return null;
  let text = '';
  for (const piece of value) {
    if (!('literal' in piece)) return null;
    text += piece.literal.text;
  }
  return text;
}

/** The frame of a call as it stands, its caller unknown. */
export function frameOf(site: Pick<CallSite, 'module' | 'scope'>): Frame {
  return { module: site.module, scope: site.scope, call: null, budget: freshBudget() };
}
