/** Facts and passages as lines that people can read, for expectations. */

import type { Expr, Fact, Module, Reading } from '../../src/extract/facts.ts';
import { originOf, type Text } from '../../src/extract/text.ts';

/** An expression: `"literal"`, `name`, `of.member`, `of[key]`, `a + b`, `(a | b)`, `[a, b]`, `{k: v}`, `f(a, k=v)`, `<inside>`. */
export function written(expr: Expr): string {
  const all = (of: readonly Expr[], between: string): string => of.map(written).join(between);
  switch (expr.is) {
    case 'text':
      return JSON.stringify(expr.text);
    case 'join':
      return all(expr.of, ' + ');
    case 'name':
      return expr.name;
    case 'member':
      return `${written(expr.of)}.${expr.name}`;
    case 'item':
      return `${written(expr.of)}[${written(expr.key)}]`;
    case 'either':
      return `(${all(expr.of, ' | ')})`;
    case 'compare':
      return `(${all(expr.of, ' ? ')})`;
    case 'list':
      return `[${all(expr.of, ', ')}]`;
    case 'map':
      return `{${expr.of.map(({ key, value }) => `${key === null ? '**' : `${written(key)}: `}${written(value)}`).join(', ')}}`;
    case 'call': {
      const args = expr.args.map(
        ({ name, value }) => `${name === null ? '' : name === '**' ? '**' : `${name}=`}${written(value)}`,
      );
      return `${written(expr.callee)}(${args.join(', ')})`;
    }
    case 'constant':
      return String(expr.value);
    case 'other':
      return `<${all(expr.of, ', ')}>`;
  }
}

/** A fact: `bind x = "a"` at the top, `f: return x` within a function or class. */
function factLine(fact: Fact, module: Module): string {
  const names: string[] = [];
  for (let scope: number | null = fact.scope; scope !== null; scope = module.scopes[scope]?.parent ?? null)
    if (scope !== 0) names.unshift(module.scopes[scope]?.name ?? '?');
  const where = names.length === 0 ? '' : `${names.join('.')}: `;
  return `${where}${fact.how}${fact.name === null ? '' : ` ${fact.name} =`} ${written(fact.expr)}`;
}

/** The facts of all modules. Throws where a literal is not what stands at its span. */
export function factsOf(reading: Reading): string[] {
  return reading.modules.flatMap((module) => {
    for (const fact of module.facts) checkSpans(fact.expr, module.text);
    return module.facts.map((fact) => factLine(fact, module));
  });
}

/** The passages, as `place language: text`. */
export function passagesOf(reading: Reading): string[] {
  return reading.passages.map(({ place, language, text }) => `${place} ${language ?? '-'}: ${text.content}`);
}

function checkSpans(expr: Expr, text: Text): void {
  const { start, end } = expr.span;
  if (start < 0 || end < start || end > text.content.length)
    throw new Error(`no span ${start} to ${end}: ${written(expr)}`);
  if (expr.is === 'text' && expr.text !== '' && text.content.slice(start, end) !== expr.text)
    throw new Error(`${written(expr)} is not what stands at ${start}: ${text.content.slice(start, end)}`);
  const inside =
    expr.is === 'map'
      ? expr.of.flatMap(({ key, value }) => (key === null ? [value] : [key, value]))
      : expr.is === 'call'
        ? [expr.callee, ...expr.args.map(({ value }) => value)]
        : expr.is === 'item'
          ? [expr.of, expr.key]
          : expr.is === 'member'
            ? [expr.of]
            : 'of' in expr
              ? expr.of
              : [];
  for (const each of inside) checkSpans(each, text);
}

/** The characters of the file from which a text was taken, where it is the file's own. */
export function inFile(file: string, text: Text): string {
  return [...text.content].map((_, i) => file[originOf(text, i)] ?? '').join('');
}
