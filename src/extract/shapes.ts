/**
 * The shapes that code has in any language (`name = value`, `key: value`, `call(argument)`, lists, maps, blocks), made of a lexer's
 * tokens and labelled as a query labels a syntax tree. It knows no grammar, so that no code is too broken for it.
 */

import type { Span } from '../model.ts';
import { type Syntax, syntaxOf, type Token, tokensIn } from './lexer.ts';
import {
  ASSIGNS,
  BRANCHES,
  BUILDER,
  CAST,
  CHOICES,
  CLASSES,
  CLOSERS,
  CONSTANTS,
  CONTINUES,
  FALLBACKS,
  FUNCTIONS,
  JOINS,
  MAKERS,
  OPENERS,
  PAIRS,
  RETURNS,
  SEPARATORS,
  SETTER,
  SILENT,
  STRUCTURE,
  TYPES,
} from './marks.ts';
import type { LabelledNode } from './syntax.ts';

/** Deeper nesting than people write, and holes in holes, are not opened. */
const MAX_DEPTH = 200;
const MAX_HOLES = 3;

/** A type between a function's parameters and its body is shorter than this, in tokens. */
const MAX_HEADER = 60;

interface Shape extends LabelledNode {
  readonly labels: Set<string>;
  readonly children: readonly Shape[];
}

/** One thing between two commas, semicolons or line ends. */
interface Item {
  readonly target: Shape | null;
  /** True where the target is the key of a pair, false where a value is assigned to it. */
  readonly pair: boolean;
  readonly value: Shape | null;
  /** What stands before the target, and comments. */
  readonly beside: readonly Shape[];
}

/** The labelled nodes of a whole text in a language of the lexer's table. */
export function labelledShapes(language: string, source: string): LabelledNode {
  const whole = { start: 0, end: source.length };
  const syntax = syntaxOf(language);
  // Where an expression goes on over a comment, no shape has it.
  const remarks = tokensIn(source, whole, syntax).flatMap((token) =>
    token.is === 'comment' ? [shape('remark', token)] : [],
  );
  return shape('', whole, [...statementsOf(itemsIn(source, whole, syntax, 0)), ...remarks]);
}

/** The arguments of a macro, of which a grammar sees no more than tokens. */
export function shapesIn(content: string, span: Span, language: string): LabelledNode[] {
  const opened = OPENERS.has(content[span.start] ?? '') ? 1 : 0;
  const inner = { start: span.start + opened, end: Math.max(span.start + opened, span.end - opened) };
  return argumentsOf(itemsIn(content, inner, syntaxOf(language), 0));
}

function shape(labels: string, { start, end }: Span, children: readonly Shape[] = []): Shape {
  return { labels: new Set(labels === '' ? [] : labels.split(' ')), start, end, children };
}

/** The same, with one label more. */
function as(label: string, one: Shape): Shape {
  return { ...one, labels: new Set([...one.labels, label]) };
}

function around(shapes: readonly Span[]): Span {
  return { start: shapes[0]?.start ?? 0, end: shapes.at(-1)?.end ?? 0 };
}

/** What an item is where it stands: a pair of nodes under a label, or a value alone. */
function placed(items: readonly Item[], whole: string, left: string, alone: string): Shape[] {
  return items.flatMap(({ target, value, beside }) => {
    const only = value ?? target;
    if (only === null) return [...beside];
    if (target === null || value === null) return [...beside, alone === '' ? only : as(alone, only)];
    const parts = [as(left, target), as('value', value)];
    return [...beside, shape(whole, around(parts), parts)];
  });
}

const argumentsOf = (items: readonly Item[]): Shape[] => placed(items.map(unquoted), 'argument', 'target', 'argument');
const entriesOf = (items: readonly Item[]): Shape[] => placed(items, 'entry', 'key', '');

/** `"name" => value` among arguments gives its value a name. */
function unquoted(item: Item): Item {
  const [content] = item.target?.labels.has('text') === true ? item.target.children : [];
  return content === undefined ? item : { ...item, target: shape('name', content) };
}

/** In a block, `key: value` is a label and what it labels. */
function statementsOf(items: readonly Item[]): Shape[] {
  return items.flatMap((item) => {
    const { target, pair, value, beside } = item;
    if (!pair || target === null || value === null) return placed([item], 'bind', 'target', '');
    return [...beside, target, value];
  });
}

function parametersOf(items: readonly Item[]): Shape[] {
  return items.flatMap(({ target, pair, value }) => {
    if (target === null) return value === null ? [] : [shape('parameter', value)];
    if (pair || value === null) return [shape('parameter', target)];
    const parts = [as('target', target), as('value', value)];
    return [shape('parameter', around(parts), parts)];
  });
}

/** What `items` may stop at, or go over. */
interface Manner {
  /** True in parentheses and brackets, where the end of a line means nothing. */
  readonly inline: boolean;
  /** False in the head of a branch, whose brace opens its body. */
  readonly braces: boolean;
}

const VALUE: Manner = { inline: false, braces: true };

function itemsIn(source: string, span: Span, syntax: Syntax, holes: number): Item[] {
  const tokens = tokensIn(source, span, syntax);
  let at = 0;
  let depth = 0;

  const textOf = (token: Span): string => source.slice(token.start, token.end);
  const mark = (token: Token | undefined): string => (token?.is === 'mark' ? textOf(token) : '');
  /** The next token that is neither the end of a line nor a comment. */
  const ahead = (): number => {
    let next = at;
    while (tokens[next]?.is === 'line' || tokens[next]?.is === 'comment') next++;
    return next;
  };
  const isOperator = (written: string): boolean =>
    written !== '' && !STRUCTURE.some((marks) => marks.has(written)) && !OPENERS.has(written);

  /** Up to the closing mark, which is taken; a stray one of another kind ends the group as well. */
  function group(close: string | null): { items: Item[]; commas: boolean; end: number } {
    const items: Item[] = [];
    const inline = close === ')' || close === ']';
    let commas = false;
    for (let token = tokens[at]; token !== undefined; token = tokens[at]) {
      const written = mark(token);
      if (close !== null && CLOSERS.has(written)) {
        if (written === close) at++;
        break;
      }
      if (token.is === 'line' || SEPARATORS.has(written) || CLOSERS.has(written)) {
        commas ||= written === ',';
        at++;
        continue;
      }
      const before = at;
      items.push(...itemsAt({ inline, braces: true }));
      if (at === before) at++;
    }
    return { items, commas, end: tokens[at - 1]?.end ?? span.end };
  }

  /** One item; a message of several parts (`load:x revision:y`) is as many. */
  function itemsAt(manner: Manner): Item[] {
    const { runs, remarks } = sequence(manner);
    const [first, second] = runs;
    if (runs.length === 2 && first?.labels.has('name') === true && source[first.start] === '@') {
      // `@model "ns/name"` in a module of Elixir, and `@doc "..."`.
      if (second !== undefined && /^@\w*doc$/.test(textOf(first))) {
        return [{ target: null, pair: false, value: as('document', second), beside: remarks }];
      }
      return [{ target: first, pair: false, value: second ?? null, beside: remarks }];
    }
    if (!ASSIGNS.has(mark(tokens[at])) && !PAIRS.has(mark(tokens[at]))) {
      return [{ target: null, pair: false, value: together(runs), beside: remarks }];
    }
    const items: Item[] = [];
    let before = runs;
    let beside = [...remarks, ...runs.slice(0, -1)];
    while (before.length > 0 && (ASSIGNS.has(mark(tokens[at])) || PAIRS.has(mark(tokens[at])))) {
      const target = before.at(-1) ?? null;
      const pair = PAIRS.has(mark(tokens[at]));
      at++;
      const value = expression(manner);
      const sign = mark(tokens[at]);
      if (pair && ASSIGNS.has(sign)) {
        // `name: Type = value`
        at++;
        items.push({ target: lastName(target), pair: false, value: together(expression(manner)), beside });
        break;
      }
      const more = pair && PAIRS.has(sign) && value.length > 1;
      items.push({ target: lastName(target), pair, value: together(more ? value.slice(0, -1) : value), beside });
      before = more ? value : [];
      beside = [];
    }
    return items;
  }

  function expression(manner: Manner): Shape[] {
    while (tokens[at]?.is === 'line') at++;
    const { runs, remarks } = sequence(manner);
    return [...remarks, ...runs];
  }

  /** Expressions that stand beside each other (`static let name`), up to what separates or assigns. */
  function sequence({ inline, braces }: Manner): { runs: Shape[]; remarks: Shape[] } {
    const runs: Shape[] = [];
    const remarks: Shape[] = [];
    for (let token = tokens[at]; token !== undefined; token = tokens[at]) {
      const written = mark(token);
      if (token.is === 'comment') {
        remarks.push(shape('remark', token));
        at++;
      } else if (token.is === 'line') {
        if (!inline && !CONTINUES.has(mark(tokens[ahead()]))) break;
        at++;
      } else if (STRUCTURE.some((marks) => marks.has(written)) || (!braces && /^(?:\{|else)$/.test(textOf(token))))
        break;
      else if (written !== '' && !OPENERS.has(written)) at++;
      else runs.push(run({ inline, braces }));
    }
    return { runs, remarks };
  }

  /** Operands and what is between them. */
  function run(manner: Manner): Shape {
    const operands = [operand(manner)];
    const operators: string[] = [];
    for (;;) {
      const next = manner.inline || CONTINUES.has(mark(tokens[ahead()])) ? ahead() : at;
      const token = tokens[next];
      if (token === undefined) break;
      const written = token.is === 'name' && textOf(token) === 'or' ? 'or' : mark(token);
      // `name?` and `name!` say that there may be nothing.
      const spaced = /\s/.test(source[token.start - 1] ?? ' ');
      if (!isOperator(written) || (!spaced && (written === '?' || written === '!'))) break;
      at = next + 1;
      at = ahead();
      const right = tokens[at];
      if (right === undefined || (right.is === 'mark' && !OPENERS.has(textOf(right)))) break;
      if (written === '?') return choice(operands, manner);
      operators.push(written);
      operands.push(operand(manner));
    }
    const [only] = operands;
    if (operands.length === 1 && only !== undefined) return only;
    if (operators.every((each) => JOINS.has(each))) return shape('join', around(operands), operands);
    if (!operators.every((each) => FALLBACKS.has(each))) return shape('same', around(operands), operands);
    return shape(
      'either',
      around(operands),
      operands.map((each) => as('option', each)),
    );
  }

  /** `asked ? yes : no`, from `yes` on. */
  function choice(asked: readonly Shape[], manner: Manner): Shape {
    depth++;
    const options = [as('option', depth < MAX_DEPTH ? run(manner) : operand(manner))];
    depth--;
    if (mark(tokens[ahead()]) === ':') {
      at = ahead() + 1;
      options.push(as('option', operand(manner)));
    }
    return shape('either', around([...asked, ...options]), [...asked, ...options]);
  }

  function operand(manner: Manner): Shape {
    at = ahead();
    const first = tokens[at];
    if (first === undefined || depth >= MAX_DEPTH) {
      at++;
      return shape('same', first ?? { start: span.end, end: span.end });
    }
    depth++;
    const named = first.is === 'name' && source[first.start - 1] !== '.';
    const found = (named ? keyword(first, manner) : null) ?? postfixed(plain(first), manner);
    depth--;
    return found;
  }

  function plain(token: Token): Shape {
    at++;
    if (token.is === 'mark') return grouped(token);
    if (token.is === 'text') return literal(token);
    if (token.is !== 'name') return shape('same', token);
    const written = textOf(token);
    return shape(CONSTANTS.find(([, words]) => words.has(written))?.[0] ?? 'name', token);
  }

  function literal(token: Token): Shape {
    const parts = (token.parts ?? []).map((part) => {
      if (!part.hole) return shape('content', part);
      const inside = holes < MAX_HOLES ? argumentsOf(itemsIn(source, part, syntax, holes + 1)) : [];
      return shape('hole', part, inside.length === 0 ? [] : [shape('value same', part, inside)]);
    });
    return shape('text', token, parts);
  }

  /** A parenthesis, a list, a map or a block, by what is in it. */
  function grouped(open: Token): Shape {
    const opener = textOf(open);
    const { items, commas, end } = group(OPENERS.get(opener) ?? null);
    const whole = { start: open.start, end };
    const [first, ...rest] = items;
    const keyed = items.some(
      ({ target, pair }) => target !== null && (pair || commas || source[target.start - 1] === '.'),
    );
    if (opener === '{' && !commas && (!keyed || items.length > 1)) return shape('block', whole, statementsOf(items));
    // `{:hf, "ns/name", revision: "main"}`: a value with its tag.
    const tag = opener === '{' && syntax.atoms && first?.target === null ? first.value : null;
    if (tag !== null && source[tag.start] === ':') {
      const callee = shape('callee name', { start: tag.start + 1, end: tag.end });
      return shape('call', whole, [callee, shape('arguments', whole, argumentsOf(rest))]);
    }
    if (keyed) return shape('map', whole, entriesOf(items));
    if (opener === '(' && items.length === 1 && !commas) return shape('same', whole, statementsOf(items));
    return shape('list', whole, argumentsOf(items));
  }

  /** The last part of a path. */
  function nameOf(one: Shape): string {
    return /[\w!?]*$/.exec(source.slice(Math.max(one.start, one.end - 60), one.end))?.[0] ?? '';
  }

  /** What follows an operand: types, arguments, a key, a member, a block. */
  function postfixed(from: Shape, manner: Manner): Shape {
    let one = from;
    let edge = from.end;
    for (;;) {
      const next = tokens[at];
      const written = mark(next);
      const close = next !== undefined && next.start === edge;
      const dot = tokens[ahead()];
      if (close && (written === '(' || written === '[')) {
        at++;
        const { items, end } = group(OPENERS.get(written) ?? null);
        one =
          written === '('
            ? called(one, shape('arguments', { start: next.start, end }, argumentsOf(items)), nameOf(one))
            : shape('item', { start: one.start, end }, [
                as('object', one),
                shape('key same', { start: next.start, end }, argumentsOf(items)),
              ]);
        edge = end;
      } else if (close && next.is === 'text' && one.labels.has('name')) {
        at++;
        one = called(one, shape('arguments', next, [as('argument', literal(next))]), nameOf(one));
        edge = next.end;
      } else if (close && (written === '!' || written === '?') && /[([{.!]/.test(source[next.end] ?? '')) {
        at++;
        edge = next.end;
      } else if (close && written === '<' && one.labels.has('name') && typesFrom(next.start) > 0) {
        edge = typesFrom(next.start);
        while ((tokens[at]?.start ?? edge) < edge) at++;
      } else if (
        manner.braces &&
        next !== undefined &&
        written === '{' &&
        (one.labels.has('call') || one.labels.has('name'))
      ) {
        at++;
        const body = grouped(next);
        // `Config { model: "ns/name" }` is its fields.
        one = body.labels.has('map') && one.labels.has('name') ? body : called(one, body, nameOf(one));
        edge = body.end;
      } else if (dot !== undefined && /^\??\.$/.test(mark(dot))) {
        const member = tokens[ahead() + 1];
        if (member?.is !== 'name' || member.start !== dot.end) return one;
        at = ahead() + 2;
        one = shape('name', { start: one.start, end: member.end }, [as('object', one), shape('member', member)]);
        edge = member.end;
      } else return one;
    }
  }

  function typesFrom(start: number): number {
    TYPES.lastIndex = start;
    return TYPES.test(source) ? TYPES.lastIndex : 0;
  }

  /** What begins with a word of the language; null where the word is a name after all. */
  function keyword(first: Token, manner: Manner): Shape | null {
    const from = at;
    // `enum class`, `class func`: the last of them says what it is.
    const isKind = (token: Token | undefined): boolean =>
      token?.is === 'name' && (CLASSES.has(textOf(token)) || FUNCTIONS.has(textOf(token)));
    while (CLASSES.has(textOf(tokens[at] ?? first)) && isKind(tokens[at + 1])) at++;
    const token = tokens[at] ?? first;
    const made = statementAt(textOf(token), token, manner);
    if (made === null) at = from;
    return made;
  }

  function statementAt(written: string, token: Token, manner: Manner): Shape | null {
    const next = tokens[at + 1];
    const sign = mark(next);
    if (ASSIGNS.has(sign) || PAIRS.has(sign) || (sign === '.' && next?.start === token.end)) return null;
    if (FUNCTIONS.has(written) || (CLASSES.has(written) && next?.is === 'name')) return definition(written, token);
    if (RETURNS.has(written)) {
      at++;
      const value = together(sequence(manner).runs);
      return value === null
        ? shape('same', token)
        : shape('return', { start: token.start, end: value.end }, [as('value', value)]);
    }
    if (CHOICES.has(written) || BRANCHES.has(written)) return branches(written, token, manner);
    if (!SILENT.has(written) || next === undefined || next.is === 'line' || STRUCTURE.some((marks) => marks.has(sign)))
      return null;
    at += sign === '' || OPENERS.has(sign) ? 1 : 2;
    return operand(manner);
  }

  /** `if a { x } else { y }`, `switch a { case b: x }`: one of several, and what is asked. */
  function branches(written: string, token: Token, manner: Manner): Shape {
    at++;
    const asked = sequence({ ...manner, braces: false }).runs;
    const open = tokens[at];
    if (open !== undefined && open.is === 'name' && asked.length > 1) {
      // `if (a) x else y`
      at++;
      const options = [...asked.slice(-1), run(manner)].map((each) => as('option', each));
      return shape('either', { start: token.start, end: options.at(-1)?.end ?? open.end }, [
        ...asked.slice(0, -1),
        ...options,
      ]);
    }
    if (open === undefined || mark(open) !== '{') return together(asked) ?? shape('same', token);
    at++;
    const { items, end } = group('}');
    const whole = { start: token.start, end };
    if (CHOICES.has(written)) {
      const options = items.flatMap((each) => {
        const { target, pair, value, beside } = each;
        return pair && target !== null && value !== null
          ? [...beside, target, as('option', value)]
          : statementsOf([each]);
      });
      return shape('either', whole, [...asked, ...options]);
    }
    const [each, of] = inside(asked);
    const looped = written === 'for' && each !== undefined && of !== undefined;
    const loop = looped ? [shape('each', around(asked), [as('target', each), as('value', of)])] : asked;
    const yes = shape('block option', { start: open.start, end }, statementsOf(items));
    const otherwise = tokens[ahead()];
    if (otherwise === undefined || otherwise.is !== 'name' || textOf(otherwise) !== 'else') {
      return shape('either', whole, [...loop, yes]);
    }
    at = ahead() + 1;
    const no = as('option', operand(manner));
    return shape('either', { start: token.start, end: no.end }, [...loop, yes, no]);
  }

  /** A function or a class: its name, its parameters, and its body where braces or `=` show where it ends. */
  function definition(written: string, token: Token): Shape | null {
    const from = at++;
    const name = tokens[at]?.is === 'name' && !MAKERS.has(written) ? tokens[at] : undefined;
    if (name !== undefined) at++;
    const kind = CLASSES.has(written) ? 'class' : MAKERS.has(written) ? 'function constructor' : 'function';
    const parts: Shape[] = name === undefined ? [] : [shape('name', name)];
    let parameters = false;
    const made = (end: number): Shape => shape(kind, { start: token.start, end }, parts);
    for (let left = MAX_HEADER; left > 0; left--) {
      const next = tokens[at];
      const sign = mark(next);
      if (next === undefined || next.is === 'line' || sign === ';' || CLOSERS.has(sign)) break;
      at++;
      if (next.is === 'text') parts.push(literal(next));
      else if (sign === '(') {
        const { items } = group(')');
        parts.push(...(parameters ? statementsOf(items) : parametersOf(items)));
        parameters = true;
      } else if (sign === '{') {
        parts.push(...statementsOf(group('}').items));
        return made(tokens[at - 1]?.end ?? next.end);
      } else if (sign === '=' && parameters) {
        const value = together(expression(VALUE));
        if (value !== null) parts.push(shape('return', value, [as('value', value)]));
        return made(value?.end ?? next.end);
      }
    }
    if (parameters) return made(tokens[at - 1]?.end ?? token.end);
    at = from;
    return null;
  }

  return group(null).items;
}

/** A call, or one more thing that is given to it: a lambda after the parenthesis. */
function called(callee: Shape, given: Shape, name: string): Shape {
  const whole = { start: callee.start, end: given.end };
  if (callee.labels.has('call') && !given.labels.has('arguments')) {
    return { ...callee, end: given.end, children: [...callee.children, given] };
  }
  const more = [BUILDER, SETTER, CAST].findIndex((pattern) => pattern.test(name));
  const kind = ['call', 'call builder', 'call setter', 'call cast'][more + 1] ?? 'call';
  return shape(kind, whole, [as('callee', callee), given]);
}

/** What stands in a lone parenthesis. */
function inside(shapes: readonly Shape[]): readonly Shape[] {
  const [only] = shapes;
  return shapes.length === 1 && only?.labels.has('same') === true ? inside(only.children) : shapes;
}

/** `Type *name` is a name, whatever stands before it. */
function lastName(target: Shape | null): Shape | null {
  const last = target?.labels.has('join') === true ? target.children.at(-1) : undefined;
  return last?.labels.has('name') === true ? last : target;
}

/** One expression, or several that stand together. */
function together(runs: readonly Shape[]): Shape | null {
  const [only] = runs;
  return runs.length > 1 ? shape('same', around(runs), runs) : (only ?? null);
}
