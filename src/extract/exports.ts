/** What a file offers to the files that import it: its constants, and the shapes of its functions and classes. */

import { type Expr, type Fact, type Module, partsOf } from './facts.ts';

/** A larger value is data, not a name that somebody passes on. */
const MAX_PARTS = 400;
const MAX_FACTS = 4000;

/** The module without all that no importer can see: small enough to keep for every file of a tree. */
export function exportsOf(module: Module): Module {
  const facts = module.facts.filter(({ how, scope, name, expr }) => {
    const kind = module.scopes[scope]?.kind;
    if (how === 'bind') return kind !== 'function' && name !== null && isConstant(expr);
    return how === 'return' && isConstant(expr);
  });
  // Spans are kept, so that what is found through an import is told where it stands; the text itself is not.
  return { ...module, text: { content: '', runs: module.text.runs }, facts: facts.slice(0, MAX_FACTS).map(slim) };
}

function slim(fact: Fact): Fact {
  return { ...fact, span: { start: fact.span.start, end: fact.span.end } };
}

/** Literals, and names and choices and containers of them. */
function isConstant(expr: Expr): boolean {
  let parts = 0;
  let literal = false;
  const waiting: Expr[] = [expr];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (++parts > MAX_PARTS) return false;
    if (next.is === 'other' && next.of.length > 0) return false;
    literal ||= next.is === 'text' || next.is === 'name';
    for (const part of partsOf(next)) waiting.push(part);
  }
  return literal;
}
