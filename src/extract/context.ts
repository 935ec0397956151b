/** Where a literal stands: what it is called by, what it is given to, what stands beside it. The same for every language. */

import type { Place } from '../model.ts';
import { type Expr, type Fact, type Module, pathOf } from './facts.ts';
import { lastSegment, optionOf } from './program.ts';

export interface Context {
  readonly module: Module;
  readonly fact: Fact;
  /** Keys, keywords, options and names that lead to the literal, the nearest first. */
  readonly labels: readonly string[];
  /** The nearest call that the literal is given to, itself or inside a list or a map. */
  readonly callee: string | null;
  /** True for an argument of the call itself. */
  readonly direct: boolean;
  /** True where the literal is a key of a map. */
  readonly key: boolean;
  /** The map that holds it, for what the neighbouring keys say. */
  readonly map: (Expr & { is: 'map' }) | null;
  /** The list or tuple of which it is an element. */
  readonly list: (Expr & { is: 'list' }) | null;
  readonly place: Place;
  /** Whether what comes before and after the literal belongs to the same text. */
  readonly joined: { readonly before: boolean; readonly after: boolean };
}

const ALONE = { before: false, after: false };

export type Literal = Expr & { is: 'text' };

/** Calls `visit` with every literal of a module. */
export function visitLiterals(module: Module, visit: (literal: Literal, context: Context) => void): void {
  for (const fact of module.facts) {
    const name = fact.name === null ? [] : [fact.name];
    const root: Context = {
      module,
      fact,
      labels: name,
      callee: null,
      direct: false,
      key: false,
      map: null,
      list: null,
      joined: ALONE,
      place: fact.how === 'default' ? 'default' : fact.how === 'bare' ? 'call' : 'constant',
    };
    walk(fact.expr, root, visit);
  }
}

const MAX_LABELS = 6;

function labelled(context: Context, label: string | null): Context {
  if (label === null || label === '') return context;
  return { ...context, labels: [label, ...context.labels].slice(0, MAX_LABELS) };
}

/** In a command's words, `--model ns/name` and `--model=ns/name` are called by their option. */
function optioned(context: Context, word: Expr, before: Expr | undefined): Context {
  const joined =
    word.is === 'join' && word.of[0]?.is === 'text' ? /^--?([A-Za-z][\w-]*)=$/.exec(word.of[0].text)?.[1] : undefined;
  const apart = before?.is === 'text' ? /^--?([A-Za-z][\w-]*)$/.exec(before.text)?.[1] : undefined;
  return labelled(context, joined ?? apart ?? null);
}

/** Where no literal can be: most expressions are this, and need no context. */
function isBare(expr: Expr): boolean {
  return expr.is === 'name' || expr.is === 'constant';
}

function walk(expr: Expr, context: Context, visit: (literal: Literal, context: Context) => void): void {
  switch (expr.is) {
    case 'text':
      visit(expr, context);
      return;
    case 'name':
    case 'constant':
      return;
    case 'list':
      for (const [i, item] of expr.of.entries())
        if (!isBare(item))
          walk(item, optioned({ ...context, direct: false, joined: ALONE, list: expr }, item, expr.of[i - 1]), visit);
      return;
    case 'map':
      for (const { key, value } of expr.of) {
        const text = key?.is === 'text' ? key.text : key?.is === 'name' ? key.name : null;
        if (key !== null)
          walk(key, { ...context, key: true, map: expr, list: null, direct: false, joined: ALONE }, visit);
        if (isBare(value)) continue;
        const inner = labelled({ ...context, key: false, map: expr, list: null, direct: false, joined: ALONE }, text);
        walk(value, isImage(text, expr) ? labelled(inner, 'container_image') : inner, visit);
      }
      return;
    case 'call': {
      walk(expr.callee, context, visit);
      if (expr.args.every(({ value }) => isBare(value))) return;
      const path = pathOf(expr.callee);
      if (CONTAINERS.test(path)) {
        for (const { name, value } of expr.args) walk(value, labelled(context, name), visit);
        return;
      }
      const option = optionOf({ expr, path });
      const getter = DEFAULTING.test(lastSegment(path));
      const positional = expr.args.filter((arg) => arg.name === null);
      const compared = COMPARING.test(lastSegment(path)) ? comparedWith(expr) : null;
      const [key] = positional;
      const keyed = positional.length === 2 && key?.value.is === 'text' && KEYING.test(lastSegment(path)) ? key : null;
      for (const [i, arg] of expr.args.entries()) {
        if (isBare(arg.value)) continue;
        const isDefault =
          arg.value === option?.value ||
          (getter && positional.length > 1 && arg === positional[1]) ||
          arg.name === 'default';
        const place: Place = isDefault ? 'default' : context.place === 'default' ? 'default' : 'call';
        const inner: Context = {
          ...labelled(context, compared),
          callee: keyed === null ? path : null,
          direct: true,
          key: false,
          list: null,
          place,
          joined: ALONE,
        };
        const label =
          arg.value === option?.value
            ? option.name
            : (getter || (keyed !== null && arg !== keyed)) && key?.value.is === 'text'
              ? key.value.text
              : arg.name;
        const before = arg.name === null ? expr.args[i - 1]?.value : undefined;
        walk(arg.value, optioned(labelled(inner, label), arg.value, before), visit);
      }
      return;
    }
    case 'join': {
      const whole = literalsOf(expr);
      if (whole !== null) visit(whole, context);
      else
        for (const [i, part] of expr.of.entries())
          walk(
            part,
            {
              ...context,
              joined: {
                before: i > 0 ? !ENDS.test(textIn(expr.of[i - 1])) : context.joined.before,
                after: i < expr.of.length - 1 ? !BEGINS.test(textIn(expr.of[i + 1])) : context.joined.after,
              },
            },
            visit,
          );
      return;
    }
    case 'either': {
      // What a name falls back on is a default.
      const falls = expr.of.some((option) => option.is !== 'text' && option.is !== 'join' && option.is !== 'constant');
      for (const option of expr.of) walk(option, falls ? { ...context, place: 'default' } : context, visit);
      return;
    }
    case 'compare': {
      const [name] = expr.of.filter((part) => part.is === 'name' || part.is === 'member');
      const inner = labelled(
        { ...context, place: 'constant' },
        name?.is === 'name' || name?.is === 'member' ? name.name : null,
      );
      for (const part of expr.of) walk(part, inner, visit);
      return;
    }
    case 'other':
      for (const part of expr.of) walk(part, context, visit);
      return;
    case 'member':
      walk(expr.of, context, visit);
      return;
    case 'item':
      walk(expr.of, context, visit);
      walk(expr.key, { ...context, key: true, direct: false }, visit);
      return;
  }
}

/** In a chart's values, what has a tag beside it, or a policy for pulling it, is an image. */
function isImage(key: string | null, { of }: Expr & { is: 'map' }): boolean {
  if (key === null || !/^(?:repository|name|image)$/i.test(key)) return false;
  return of.some(({ key: other }) => other?.is === 'text' && /^(?:tag|digest|(?:image)?pullPolicy)$/i.test(other.text));
}

/** Calls that hold what they are given, and do nothing with it. */
const CONTAINERS =
  /^(?:Object\.freeze|freeze|(?:copy\.)?deepcopy|tuple|list|dict|set|frozenset|(?:collections\.)?OrderedDict|(?:types\.)?MappingProxyType|Set|Map|Array\.(?:from|of)|(?:List|Set|Map)\.(?:of|ofEntries)|(?:Arrays\.)?asList|(?:list|map|set|array|mutableList|mutableMap)Of)$/;

/** A text in several literals, where it has the form of an id or an address; its span is that of them all. */
function literalsOf(join: Expr & { is: 'join' }): Literal | null {
  const parts: Literal[] = [];
  const waiting: Expr[] = [join];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (next.is === 'join') waiting.unshift(...next.of);
    else if (next.is === 'text') parts.push(next);
    else return null;
  }
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return null;
  const text = parts.map((part) => part.text).join('');
  return text.includes('/') && !/\s/.test(text)
    ? { is: 'text', text, span: { start: first.span.start, end: last.span.end } }
    : null;
}

/** Marks between two parts of a text, after and before which a name is whole. */
const ENDS = /[\s/"'`=:(,;|]$/;
const BEGINS = /^[\s/"'`:@?&),;|]/;

function textIn(expr: Expr | undefined): string {
  return expr?.is === 'text' ? expr.text : '';
}

/** Calls that ask whether two things are the same, in tests above all. */
const COMPARING =
  /^(?:(?:assert|debug_assert)_?(?:eq|ne|equals?|same|contains)\w*|XCTAssert(?:Not)?Equal|equals?(?:IgnoreCase)?|(?:Not)?Equal\w*|Contains|is_?(?:Not)?Equal\w*|contains|eq|eql|StrEq|(?:EXPECT|ASSERT)_\w+|hasPrefix|HasPrefix|starts_?with|toBe|toEqual|To|should|assertThat|isIn|check|expect|assert_includes?)$/i;

/** Calls that put a value under a key. */
const KEYING =
  /^(?:put|put_?if_?absent|set|insert|emplace|with|set_?(?:property|item|var|env|attribute|option|param\w*)|store|add(?:_?property)?|opt(?:ion|Argument)|property|define)$/i;

/** The name of what a call compares a text with: another argument, or what it is a method of. */
function comparedWith({ callee, args }: Expr & { is: 'call' }): string | null {
  const path = callee.is === 'name' ? callee.name : '';
  const dot = path.lastIndexOf('.');
  const receiver = callee.is === 'member' ? nameIn(callee.of) : dot > 0 ? lastSegment(path.slice(0, dot)) : null;
  // The test itself comes first, where there is one: `assert.Equal(t, ...)`.
  return args.map(({ value }) => nameIn(value)).find((name) => name !== null && name.length > 2) ?? receiver;
}

/** The last name of a path, of what a method is called on, of what an assertion is given. */
function nameIn(expr: Expr): string | null {
  if (expr.is === 'name' || expr.is === 'member') return lastSegment(expr.name);
  if (expr.is !== 'call') return null;
  for (const { value } of expr.args) if (value.is === 'name' || value.is === 'member') return lastSegment(value.name);
  return expr.args.length === 0 ? lastSegment(pathOf(expr.callee)) : null;
}

const DEFAULTING = /^(?:get|getenv|getattr|pop|setdefault|get_env|getOrDefault|getOrElse|env)$/;
