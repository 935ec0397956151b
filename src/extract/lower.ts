/**
 * From labelled nodes to facts: the same for every language, since its query (or its lexer) says which node is what.
 *
 * Statements: `class`, `function` (with `name`, `parameter`s; `constructor` beside it for what makes an object of the class), `bind`
 * and `each` (with `target`, `value`), `return` (its `value`, or itself), `import` (with `module`, `imported`, `renamed`, `alias`),
 * `remark` (a comment, or one of several that make it up), `document` (text that stands alone), `attribute` (a call that says
 * something of the `field` after it), `annotated` (beside `bind`: a field that a class declares with its type), `cases` (a call that says
 * what the function after it is called with).
 * Expressions: `text` (with `content`, `hole`), `join`, `format` (a format string and its values), `name` (with `object`, `member`),
 * `item` (with `object`, `key`), `either` (with `option`s), `compare`, `block` (its last expression), `list`, `map` (with `entry`, `key`, `value`),
 * `call` (with `callee` or `object` and `member`, `arguments`, `argument`, `spread`), `nothing`, `yes`, `no`, `same` (what it holds,
 * parenthesised or awaited), `tokens` (what a grammar leaves to macros: the lexer reads it).
 * Beside `call`: `builder` (what is set on its result is as if it were given to it), `setter` (its name says what it is given),
 * `flag` (it declares an option: its key, then its default), `cast` (it gives back what it is given, as another type).
 */

import type { Span } from '../model.ts';
import { commentPassages } from './comments.ts';
import { builtBy, casesIn, castOf, declaring, defaultOf, dotted, partsIn, pathEnd } from './expressions.ts';
import type { Argument, Entry, Expr, Fact, Import, Passage, Reading, Scope } from './facts.ts';
import { formatParts } from './format.ts';
import { shapesIn } from './shapes.ts';
import type { LabelledNode } from './syntax.ts';
import { sliceText, type Text } from './text.ts';

/** Deeper nesting than people write; a hostile file ends here, with what it holds left unread. */
const MAX_DEPTH = 400;

/** The arguments that declare a default: of clap, picocli, MicroProfile, System.CommandLine and their kin. */
const DEFAULT = /^default(?:_?value(?:_t)?|s_?to)?$/i;

export function lower(root: LabelledNode, text: Text, language: string): Reading {
  const scopes: Scope[] = [{ parent: null, kind: 'file', name: null, params: [] }];
  const facts: Fact[] = [];
  const imports: Import[] = [];
  const passages: Passage[] = [];
  /** By where they begin: a comment may be met as a statement and in the middle of an expression. */
  const remarks = new Map<number, Span>();
  const problems: { message: string; offset: number | null }[] = [];
  /** Calls whose result still takes settings. */
  const building = new WeakSet<Expr>();
  let tooDeep = false;

  const source = (node: Span): string => text.content.slice(node.start, node.end);
  const child = (node: LabelledNode, label: string): LabelledNode | undefined =>
    node.children.find((each) => each.labels.has(label));
  const add = (how: Fact['how'], scope: number, name: string | null, expr: Expr, span: Span): void => {
    facts.push({ how, scope, name, expr, span });
  };

  function remark({ start, end }: LabelledNode): void {
    remarks.set(start, { start, end });
  }

  /** Comments between the links of a chain of calls belong to no statement. */
  function remarksWithin(root: LabelledNode): void {
    const waiting: LabelledNode[] = [root];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next.labels.has('remark')) remark(next);
      else for (const each of next.children) waiting.push(each);
    }
  }

  function statement(node: LabelledNode, scope: number, depth: number): void {
    if (depth > MAX_DEPTH) {
      if (!tooDeep)
        problems.push({
          message: `nested deeper than ${MAX_DEPTH} levels: the inside was not read`,
          offset: node.start,
        });
      tooDeep = true;
      return;
    }
    const { labels } = node;
    if (labels.has('class') || labels.has('function')) {
      definition(node, scope, depth);
      return;
    }
    if (labels.has('bind') || labels.has('each')) {
      binding(node, scope, depth);
      return;
    }
    if (labels.has('import')) {
      importing(node, '');
      return;
    }
    if (labels.has('remark')) {
      remark(node);
      return;
    }
    if (labels.has('document')) {
      const contents = node.children.flatMap((each) => (each.labels.has('text') ? each.children : [each]));
      const start = contents[0]?.start ?? node.start;
      passages.push({
        place: 'docstring',
        language: null,
        text: sliceText(text, start, contents.at(-1)?.end ?? start),
      });
      return;
    }
    if (labels.has('return')) {
      const value = child(node, 'value');
      returning(value ?? node, node, scope, depth);
      if (value !== undefined) {
        const beside = node.children.filter((each) => each !== value);
        statements(beside, scope, depth + 1);
      }
      return;
    }
    if (isExpression(node) && !isBranching(node)) {
      add('bare', scope, null, expression(node, scope, depth + 1), node);
      return;
    }
    statements(node.children, scope, depth + 1);
  }

  function statements(nodes: readonly LabelledNode[], scope: number, depth: number): void {
    const cases: Expr[] = [];
    for (const [i, node] of nodes.entries()) {
      if (node.labels.has('cases')) {
        for (const each of node.children.filter(isExpression)) {
          const expr = expression(each, scope, depth + 1);
          add('bare', scope, null, expr, node);
          cases.push(expr);
        }
        continue;
      }
      if (!node.labels.has('attribute')) {
        const own = scopes.length;
        if (!isDeclared(node)) statement(node, scope, depth);
        if (node.labels.has('function'))
          for (const { name, value } of cases.flatMap(casesIn)) add('bind', own, name, value, value.span);
        if (!node.labels.has('remark')) cases.length = 0;
        continue;
      }
      const next = nodes.slice(i + 1).find(({ labels }) => !labels.has('attribute') && !labels.has('remark'));
      attribute(node, next !== undefined && isDeclared(next) ? next : null, scope, depth);
    }
  }

  /** What is said of a field is bound to its name; where that is a default, it is an option's. */
  function attribute(node: LabelledNode, field: LabelledNode | null, scope: number, depth: number): void {
    const expr = expression(node, scope, depth + 1);
    if (field === null || expr.is !== 'call') {
      add('bare', scope, null, expr, node);
      return;
    }
    const name = source(field);
    const whole = { start: node.start, end: field.end };
    if (!expr.args.some((arg) => arg.name === 'default')) {
      add('default', scope, name, expr, whole);
      return;
    }
    const key: Argument = {
      name: null,
      value: { is: 'text', text: name, span: { start: field.start, end: field.end } },
    };
    const args = [key, ...expr.args.filter((arg) => arg.name !== null)];
    add('default', scope, name, { ...expr, callee: declaring(expr.callee), args }, whole);
  }

  /** A branch that returns is a return of its own. */
  function returning(value: LabelledNode, whole: LabelledNode, scope: number, depth: number): void {
    if (!isBranching(value) || depth > MAX_DEPTH) {
      add('return', scope, null, expression(value, scope, depth + 1), whole);
      return;
    }
    const last = value.labels.has('either') ? null : value.children.at(-1);
    for (const each of value.children) {
      if (each !== last && !each.labels.has('option')) statement(each, scope, depth + 1);
      else if (isExpression(each)) returning(each, each, scope, depth + 1);
      else statement(each, scope, depth + 1);
    }
  }

  function definition(node: LabelledNode, scope: number, depth: number): void {
    const name = node.children.find(
      ({ labels }) => labels.has('name') && !labels.has('parameter') && !labels.has('object'),
    );
    const kind = node.labels.has('class') ? 'class' : 'function';
    const parameters = node.children.filter((each) => each.labels.has('parameter'));
    const names = parameters.map((each) => named(child(each, 'target') ?? each));
    if (kind === 'function' && scopes[scope]?.kind === 'class' && /^(self|cls)$/.test(names[0] ?? '')) names.shift();
    // `function Module.load()` is called by its last part.
    const own = name === undefined ? null : named(name).replace(/^.*\./, '');
    const inner =
      scopes.push({ parent: scope, kind, name: node.labels.has('constructor') ? 'constructor' : own, params: names }) -
      1;
    for (const parameter of parameters) {
      const target = child(parameter, 'target');
      const value = child(parameter, 'value');
      if (target === undefined || value === undefined) continue;
      add('default', inner, named(target), expression(value, inner, depth + 1), parameter);
    }
    statements(
      node.children.filter((each) => each !== name),
      inner,
      depth + 1,
    );
  }

  function named(node: LabelledNode): string {
    return dotted(source(node)) ?? source(node);
  }

  function binding(node: LabelledNode, scope: number, depth: number): void {
    const target = child(node, 'target');
    const value = child(node, 'value');
    if (target === undefined || value === undefined) return;
    const how = node.labels.has('each') ? 'each' : 'bind';
    const field = node.labels.has('annotated') && scopes[scope]?.kind === 'class';
    const expr = expression(value, scope, depth + 1);
    const written = source(target).replace(/^[([]|[)\]]$/g, '');
    const names = written.split(',').map((part) => dotted(part.replace(/\b(?:mut|ref)\s/g, '').trim()));
    const parts = names.length > 1 && how === 'bind' ? partsIn(expr, names.length) : null;
    if (parts !== null) {
      for (const [i, part] of parts.entries()) add('bind', scope, names[i] ?? null, part, node);
    } else if (how === 'each') {
      for (const name of names) add('each', scope, name, expr, node);
    } else {
      // The first of what a call gives back is what it was called for; what follows is an error, or a tokenizer.
      const name = names.length === 1 || expr.is === 'call' ? (names[0] ?? null) : null;
      add(field ? 'default' : how, scope, name, expr, node);
    }
    statements(
      node.children.filter((each) => each !== target && each !== value),
      scope,
      depth + 1,
    );
  }

  function importing(node: LabelledNode, prefix: string): void {
    const module = [node, ...node.children].map((each) => child(each, 'module')).find((each) => each !== undefined);
    if (module === undefined) return;
    const from = prefix + path(module);
    const imported = node.children.filter((each) => each.labels.has('imported'));
    const renamed = node.children.filter((each) => each.labels.has('renamed'));
    const nested = node.children.filter((each) => each.labels.has('import'));
    const alias = child(node, 'alias');
    for (const each of imported) {
      const name = path(each);
      const local =
        alias !== undefined && imported.length === 1 ? source(alias) : name.slice(name.lastIndexOf('.') + 1);
      imports.push({ local, module: from, name });
    }
    const parts = renamed.filter((each) => child(each, 'imported') !== undefined);
    for (const each of parts) {
      const original = child(each, 'imported');
      const local = child(each, 'alias');
      if (original !== undefined && local !== undefined)
        imports.push({ local: source(local), module: from, name: path(original) });
    }
    for (const each of nested) importing(each, `${from}.`);
    if (imported.length + parts.length + nested.length > 0) return;
    const modules = node.children.filter(({ labels }) => labels.has('module') || labels.has('renamed'));
    for (const each of modules.length === 0 ? [module] : modules) {
      const whole = child(each, 'module') ?? each;
      const local = child(each, 'alias') ?? alias ?? whole;
      imports.push({ local: source(local).replace(/^.*\//s, ''), module: path(whole), name: null });
    }
  }

  function path(node: LabelledNode): string {
    return source(node).replace(/\s*(?:::|\\)\s*/g, '.');
  }

  function expression(node: LabelledNode, scope: number, depth: number): Expr {
    const span = { start: node.start, end: node.end };
    if (depth > MAX_DEPTH) {
      statement(node, scope, depth);
      return { is: 'other', of: [], span };
    }
    const { labels } = node;
    const inside = (each: LabelledNode): Expr => expression(each, scope, depth + 1);
    const other = (each: LabelledNode): void => statement(each, scope, depth + 1);
    const expressions = (nodes = contentsOf(node)): Expr[] => {
      const found: Expr[] = [];
      for (const each of nodes) {
        if (isExpression(each)) found.push(inside(each));
        else other(each);
      }
      return found;
    };
    if (labels.has('function') || labels.has('class') || (labels.has('return') && child(node, 'value') !== undefined)) {
      other(node);
      return { is: 'other', of: [], span };
    }
    const target = labels.has('bind') ? child(node, 'target') : undefined;
    if (target !== undefined) {
      other(node);
      return { is: 'name', name: named(target), span: target };
    }
    if (labels.has('text')) return literal(node, inside);
    if (labels.has('join')) return { is: 'join', of: expressions(), span };
    if (labels.has('either')) {
      const options: Expr[] = [];
      // `first.orElse(second)`: both stand deeper in a call, and what it is given is a default.
      const within = (each: LabelledNode, given: boolean): void => {
        if (each.labels.has('option')) options.push(given ? defaultOf(inside(each)) : inside(each));
        else if (each.labels.has('callee')) for (const one of each.children) within(one, false);
        else if (each.labels.has('arguments')) for (const one of each.children) within(one, true);
        else other(each);
      };
      for (const each of node.children) within(each, false);
      return { is: 'either', of: options, span };
    }
    if (labels.has('compare')) return { is: 'compare', of: expressions(), span };
    if (labels.has('format')) return formatted(node, inside, span);
    if (labels.has('call') && !labels.has('list')) return call(node, inside, span, other);
    if (labels.has('name')) {
      return pathExpr(node, inside) ?? { is: 'other', of: expressions(), span };
    }
    if (labels.has('item')) {
      const object = child(node, 'object');
      const key = child(node, 'key');
      if (object === undefined || key === undefined) return { is: 'other', of: expressions(), span };
      return { is: 'item', of: inside(object), key: inside(key), span };
    }
    if (labels.has('block')) {
      const last = node.children.at(-1);
      statements(node.children.slice(0, -1), scope, depth + 1);
      if (last !== undefined && isExpression(last)) return inside(last);
      if (last !== undefined) other(last);
      return { is: 'other', of: [], span };
    }
    if (labels.has('map')) {
      const entries: Entry[] = [];
      for (const each of contentsOf(node)) {
        // `Config { revision }` is key and value in one.
        const own = each.labels.has('value') ? each : undefined;
        const value = child(each, 'value') ?? own;
        const key = child(each, 'key') ?? own;
        if (!each.labels.has('entry') || value === undefined) other(each);
        else entries.push({ key: key === undefined ? null : inside(key), value: inside(value), span: each });
      }
      return { is: 'map', of: entries, span };
    }
    if (labels.has('list')) return { is: 'list', of: expressions(contentsOf(child(node, 'arguments') ?? node)), span };
    if (labels.has('nothing')) return { is: 'constant', value: null, span };
    if (labels.has('yes') || labels.has('no')) return { is: 'constant', value: labels.has('yes'), span };
    const found = expressions();
    const [only] = found;
    if (labels.has('same') && found.length === 1 && only !== undefined) return only;
    return { is: 'other', of: found, span };
  }

  /** What stands in a node; the tokens of a macro are read by the lexer, in the same labels. */
  function contentsOf(node: LabelledNode): readonly LabelledNode[] {
    return node.labels.has('tokens') ? shapesIn(text.content, node, language) : node.children;
  }

  /** A dotted path, whole or by its `object` and `member`. */
  function pathExpr(node: LabelledNode, inside: (each: LabelledNode) => Expr): Expr | null {
    const object = child(node, 'object');
    const member = child(node, 'member');
    const span = { start: (object ?? member ?? node).start, end: (member ?? node).end };
    const name = dotted(source(span));
    if (name !== null) return { is: 'name', name, span };
    if (object === undefined || member === undefined) return null;
    return { is: 'member', of: inside(object), name: named(member), span };
  }

  function literal(node: LabelledNode, inside: (each: LabelledNode) => Expr): Expr {
    const parts: Expr[] = [];
    for (const each of node.labels.has('content') ? [node] : node.children) {
      const span = { start: each.start, end: each.end };
      const before = parts.at(-1);
      if (each.labels.has('content')) {
        // An escape is a node of its own in some grammars, and a part of the text in all.
        if (before?.is === 'text' && before.span.end === each.start) {
          const joined = { start: before.span.start, end: each.end };
          parts[parts.length - 1] = { is: 'text', text: source(joined), span: joined };
        } else parts.push({ is: 'text', text: source(each), span });
      }
      if (!each.labels.has('hole')) continue;
      const value = child(each, 'value') ?? (each.labels.has('value') ? each : undefined);
      parts.push(value === undefined ? { is: 'other', of: [], span } : inside(value));
    }
    const [only] = parts;
    if (parts.length === 1 && only?.is === 'text') return only;
    if (parts.length > 0) return { is: 'join', of: parts, span: { start: node.start, end: node.end } };
    // Without parts the grammar keeps the literal whole, or it is empty.
    const [, open = '', body = ''] = /^([^"'`]*["'`])([\s\S]*)["'`]$/.exec(source(node)) ?? [];
    const start = node.start + open.length;
    return { is: 'text', text: body, span: { start, end: start + body.length } };
  }

  function formatted(node: LabelledNode, inside: (each: LabelledNode) => Expr, span: Span): Expr {
    const given = child(node, 'arguments');
    const args =
      given === undefined
        ? node.children.map((each) => ({ name: null, value: inside(each) }))
        : argumentsIn(given, inside, () => {});
    const [format, ...values] = args;
    if (format === undefined) return { is: 'other', of: [], span };
    if (format.value.is === 'text') return { is: 'join', of: formatParts(format.value, values), span };
    return { is: 'call', callee: { is: 'member', of: format.value, name: 'format', span }, args: values, span };
  }

  function argumentsIn(
    node: LabelledNode,
    inside: (each: LabelledNode) => Expr,
    other: (each: LabelledNode) => void,
  ): Argument[] {
    const args: Argument[] = [];
    // A lone argument without parentheses is all of them.
    for (const each of node.labels.has('argument') ? [node] : contentsOf(node)) {
      const value = child(each, 'value');
      const target = child(each, 'target');
      if (each.labels.has('remark')) other(each);
      else if (each.labels.has('spread') && value !== undefined) args.push({ name: '**', value: inside(value) });
      else if (each.labels.has('argument') && target !== undefined && value !== undefined) {
        args.push({ name: DEFAULT.test(source(target)) ? 'default' : named(target), value: inside(value) });
      } else args.push({ name: null, value: inside(each) });
    }
    return args;
  }

  function call(
    node: LabelledNode,
    inside: (each: LabelledNode) => Expr,
    span: Span,
    other: (each: LabelledNode) => void,
  ): Expr {
    const callee = child(node, 'callee');
    const called = callee === undefined ? pathExpr(node, inside) : (pathExpr(callee, inside) ?? inside(callee));
    if (called === null) return { is: 'other', of: node.children.map(inside), span };
    const given = child(node, 'arguments');
    let args = given === undefined ? [] : argumentsIn(given, inside, other);
    // What follows the arguments is given too: a lambda, the fields of an object.
    for (const each of node.children) {
      if (['callee', 'object', 'member', 'arguments'].some((label) => each.labels.has(label))) continue;
      if (isExpression(each)) args.push({ name: null, value: inside(each) });
      else other(each);
    }
    const [only] = args;
    if (given === undefined || child(given, 'argument') === undefined) {
      // An object made of nothing but its fields, or a list of its elements, is that.
      if (args.length === 1 && (only?.value.is === 'map' || only?.value.is === 'list')) return only.value;
    }
    if (called.is === 'member' && /^format(?:ted)?$/.test(called.name) && called.of.is === 'text') {
      return { is: 'join', of: formatParts(called.of, args), span };
    }
    const same = node.labels.has('cast') ? castOf(called, args) : null;
    if (same !== null) return same;
    // What a builder is added, or given by names, is a call of its own.
    const sets = called.is === 'member' && !/^add/i.test(called.name) && args.every((arg) => arg.name === null);
    if (sets && called.of.is === 'call' && building.has(called.of)) {
      return built(called.of, called.name, args, span);
    }
    const [first] = args;
    if (node.labels.has('setter') && args.length === 1 && first?.name === null) {
      args = [{ name: pathEnd(called), value: first.value }];
    }
    const keyed = args.findIndex((arg) => arg.name === null && arg.value.is === 'text');
    const key = node.labels.has('flag') && args[keyed + 1]?.name === null ? keyed : -1;
    const builder = node.labels.has('builder');
    const made: Expr = {
      is: 'call',
      callee: key >= 0 ? declaring(called) : builder ? builtBy(called) : called,
      args: args.map((arg, i) =>
        key >= 0 && i === key + 1 && arg.name === null ? { name: 'default', value: arg.value } : arg,
      ),
      span,
    };
    if (builder) building.add(made);
    return made;
  }

  /** `.modelId("ns/name")` on a builder is an argument of it; a call without arguments ends the building. */
  function built(builder: Expr & { is: 'call' }, name: string, args: readonly Argument[], span: Span): Expr {
    if (args.length === 0) return { ...builder, span };
    const [first] = args;
    const value: Expr =
      args.length === 1 && first !== undefined ? first.value : { is: 'list', of: args.map((arg) => arg.value), span };
    const set = { name: DEFAULT.test(name) ? 'default' : name, value };
    const made: Expr = { is: 'call', callee: builder.callee, args: [...builder.args, set], span };
    building.add(made);
    return made;
  }

  statement({ ...root, labels: new Set() }, 0, 0);
  remarksWithin(root);
  passages.push(
    ...commentPassages(
      [...remarks.values()].sort((a, b) => a.start - b.start),
      text,
    ),
  );
  return { modules: [{ language, text, place: null, scopes, facts, imports }], passages, problems };
}

const EXPRESSIONS: ReadonlySet<string> = new Set(
  'text join format call name item either compare block list map nothing yes no same tokens value argument option key object callee'.split(
    ' ',
  ),
);

function isExpression(node: LabelledNode): boolean {
  for (const label of node.labels) if (EXPRESSIONS.has(label)) return true;
  return false;
}

/** A field or a parameter of which there is no more than the name to say. */
function isDeclared(node: LabelledNode): boolean {
  return node.labels.has('field') || node.labels.has('parameter');
}

/** Branches and blocks, where they stand alone, are the statements that they hold. */
function isBranching(node: LabelledNode): boolean {
  return node.labels.has('either') || node.labels.has('block');
}
