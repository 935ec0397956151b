/** Expressions made of others, the same for every language. */

import type { Argument, Expr } from './facts.ts';

/** A path of names, however a language joins them: `a.b`, `a::b`, `a->b`, `a?.b`, `a!!.b`, `a:b`. */
const DOTTED = /^:?[$@A-Za-z_\u0080-\uffff][$\w]*(?:\s*(?:\?->|->|::|!*\.|\?\.|:)\s*[$@\w][$\w]*)*[!?]?$/;

/** The types between a name and what follows it: `List<String>`, `get::<T>`. */
const TYPES = /(?:::)?<[^<>()]*(?:<[^<>()]*>[^<>()]*)*>/g;

/** A path as `a.b.c`, or null where a part of it is computed. A field of an object without its name (`@b`) is `self.b`. */
export function dotted(whole: string): string | null {
  const written = whole.includes('<') && whole.length < 400 ? whole.replace(TYPES, '') : whole;
  if (!DOTTED.test(written)) return null;
  return written
    .replace(/^@+|^(?:Self|static)(?:::|\.)/, 'self.')
    .replace(/^:/, '')
    .replace(/(?<=\w)\$(?=[A-Za-z_])/g, '.')
    .replace(/\s*(?:\?->|->|::|!*\.|\?\.|:)\s*/g, '.')
    .replace(/[$@?!]/g, '');
}

/** What stands in for nothing, in the form of every other default. */
export function defaultOf(value: Expr): Expr {
  const { span } = value;
  return { is: 'call', callee: { is: 'name', name: 'default', span }, args: [{ name: 'default', value }], span };
}

/** The name by which the declaration of an option is known, whatever library it is of. */
export function declaring(callee: Expr): Expr {
  return { is: 'member', of: callee, name: 'option', span: callee.span };
}

/** `"ns/name".to_string()`, `String::from("ns/name")`: the text itself. */
export function castOf(callee: Expr, args: readonly Argument[]): Expr | null {
  const [only] = args;
  if (args.length === 1 && only?.name === null) return only.value;
  if (args.length > 0) return null;
  if (callee.is === 'member') return callee.of;
  const dot = callee.is === 'name' ? callee.name.lastIndexOf('.') : -1;
  return callee.is === 'name' && dot > 0 ? { ...callee, name: callee.name.slice(0, dot) } : null;
}

/** `Model.builder()` makes a `Model`. */
export function builtBy(callee: Expr): Expr {
  return callee.is === 'name' ? { ...callee, name: callee.name.replace(/\.[a-z]\w*$/, '') } : callee;
}

export function pathEnd(callee: Expr): string | null {
  return callee.is === 'name'
    ? callee.name.slice(callee.name.lastIndexOf('.') + 1)
    : callee.is === 'member'
      ? callee.name
      : null;
}

/** `parametrize("a, b", [(1, 2), (3, 4)])`: what each parameter is given, one time or another. */
export function casesIn(call: Expr): { name: string; value: Expr }[] {
  if (call.is !== 'call' || pathEnd(call.callee) !== 'parametrize') return [];
  const [names, values] = call.args.map(({ value }) => value);
  if (values?.is !== 'list') return [];
  const written = names?.is === 'list' ? names.of : names === undefined ? [] : [names];
  const params = written.flatMap((each) => (each.is === 'text' ? each.text.split(',').map((name) => name.trim()) : []));
  const rows = values.of.map((row) => {
    // `pytest.param(1, 2, id="small")`
    const set = row.is === 'call' && pathEnd(row.callee) === 'param';
    const given = set ? row.args.filter(({ name }) => name === null).map(({ value }) => value) : null;
    return given ?? (row.is === 'list' && params.length > 1 ? row.of : [row]);
  });
  return params.map((name, i) => ({
    name,
    value: { is: 'either', of: rows.flatMap((row) => row[i] ?? []), span: values.span },
  }));
}

/** An expression that is a list of so many, whichever branch it takes: the values of each place. */
export function partsIn(expr: Expr, count: number): Expr[] | null {
  if (expr.is === 'list') return expr.of.length === count ? [...expr.of] : null;
  if (expr.is !== 'either') return null;
  const branches = expr.of.map((option) => partsIn(option, count)).filter((parts) => parts !== null);
  if (branches.length === 0) return null;
  return Array.from({ length: count }, (_, i) => ({
    is: 'either',
    of: branches.flatMap((parts) => parts[i] ?? []),
    span: expr.span,
  }));
}
