/**
 * From labelled nodes to facts: the same for every language, since its query (or its lexer) says which node is what.
 *
 * Statements: `class`, `function` (with `name`, `parameter`s; `constructor` beside it for what makes an object of the class), `bind`
 * and `each` (with `target`, `value`), `return` (its `value`, or itself), `import` (with `module`, `imported`, `renamed`, `alias`),
 * `comment`, `remark` (a comment, its neighbours and without their markers), `document` (text that stands alone), `attribute` (a call
 * that says something of the `field` after it).
 * Expressions: `text` (with `content`, `hole`), `join`, `format` (a format string and its values; `percent` for `%`), `name` (with
 * `object`, `member`), `item` (with `object`, `key`), `either` (with `option`s), `block` (its last expression), `list`, `map` (with
 * `entry`, `key`, `value`), `call` (with `callee` or `object` and `member`, `arguments`, `argument`, `spread`), `nothing`, `yes`, `no`,
 * `same` (what it holds, parenthesised or awaited), `tokens` (what a grammar leaves to macros: the lexer reads it).
 * Beside `call`: `builder` (what is set on its result is as if it were given to it), `setter` (its name says what it is given),
 * `flag` (it declares an option: its key, then its default).
 */

import type { Span } from '../model.ts';
import type { Argument, Entry, Expr, Fact, Import, Passage, Reading, Scope } from './facts.ts';
import { formatParts } from './format.ts';
import type { LabelledNode } from './syntax.ts';
import { sliceText, type Text } from './text.ts';

/** Deeper nesting than people write; a hostile file ends here, with what it holds left unread. */
const MAX_DEPTH = 400;

const DOTTED = /^[\w$]+(?:\s*\.\s*[\w$]+)*$/;

export function lower(root: LabelledNode, text: Text, language: string): Reading {
  const scopes: Scope[] = [{ parent: null, kind: 'file', name: null, params: [] }];
  const facts: Fact[] = [];
  const imports: Import[] = [];
  const passages: Passage[] = [];
  const problems: { message: string; offset: number | null }[] = [];
  let tooDeep = false;

  const source = (node: LabelledNode): string => text.content.slice(node.start, node.end);
  const child = (node: LabelledNode, label: string): LabelledNode | undefined =>
    node.children.find((each) => each.labels.has(label));
  const add = (how: Fact['how'], scope: number, name: string | null, expr: Expr, span: Span): void => {
    facts.push({ how, scope, name, expr, span });
  };

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
      importing(node);
      return;
    }
    if (labels.has('comment')) {
      passages.push({ place: 'comment', language: null, text: sliceText(text, node.start, node.end) });
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
      if (value !== undefined) add('return', scope, null, expression(value, scope, depth + 1), node);
      return;
    }
    if (isExpression(node)) {
      add('bare', scope, null, expression(node, scope, depth + 1), node);
      return;
    }
    for (const each of node.children) statement(each, scope, depth + 1);
  }

  function definition(node: LabelledNode, scope: number, depth: number): void {
    const name = child(node, 'name');
    const kind = node.labels.has('class') ? 'class' : 'function';
    const parameters = node.children.filter((each) => each.labels.has('parameter'));
    const names = parameters.map((each) => source(child(each, 'target') ?? each));
    if (kind === 'function' && scopes[scope]?.kind === 'class' && /^(self|cls)$/.test(names[0] ?? '')) names.shift();
    const inner =
      scopes.push({ parent: scope, kind, name: name === undefined ? null : source(name), params: names }) - 1;
    for (const parameter of parameters) {
      const target = child(parameter, 'target');
      const value = child(parameter, 'value');
      if (target === undefined || value === undefined) continue;
      add('default', inner, source(target), expression(value, inner, depth + 1), parameter);
    }
    for (const each of node.children) {
      if (each !== name && !each.labels.has('parameter')) statement(each, inner, depth + 1);
    }
  }

  function binding(node: LabelledNode, scope: number, depth: number): void {
    const target = child(node, 'target');
    const value = child(node, 'value');
    if (target === undefined || value === undefined) return;
    const how = node.labels.has('each') ? 'each' : 'bind';
    const expr = expression(value, scope, depth + 1);
    const written = source(target).replace(/^\(|\)$/g, '');
    const names = written.split(',').map((part) => (DOTTED.test(part.trim()) ? part.trim().replace(/\s+/g, '') : null));
    if (names.length > 1 && how === 'bind' && expr.is === 'list' && expr.of.length === names.length) {
      for (const [i, part] of expr.of.entries()) add('bind', scope, names[i] ?? null, part, node);
    } else if (how === 'each') {
      for (const name of names) add('each', scope, name, expr, node);
    } else {
      add(how, scope, names.length === 1 ? (names[0] ?? null) : null, expr, node);
    }
    for (const each of node.children) if (each !== target && each !== value) statement(each, scope, depth + 1);
  }

  function importing(node: LabelledNode): void {
    const module = child(node, 'module');
    if (module === undefined) return;
    const imported = node.children.filter((each) => each.labels.has('imported'));
    const renamed = node.children.filter((each) => each.labels.has('renamed'));
    const alias = child(node, 'alias');
    for (const each of imported) imports.push({ local: source(each), module: source(module), name: source(each) });
    for (const each of renamed) {
      const original = child(each, 'imported');
      const local = child(each, 'alias');
      if (original !== undefined && local !== undefined) {
        imports.push({ local: source(local), module: source(module), name: source(original) });
      }
    }
    if (imported.length + renamed.length > 0) return;
    for (const each of node.children.filter((one) => one.labels.has('module'))) {
      imports.push({ local: source(alias ?? each), module: source(each), name: null });
    }
  }

  function expression(node: LabelledNode, scope: number, depth: number): Expr {
    const span = { start: node.start, end: node.end };
    if (depth > MAX_DEPTH) {
      statement(node, scope, depth);
      return { is: 'other', of: [], span };
    }
    const { labels } = node;
    const inside = (each: LabelledNode): Expr => expression(each, scope, depth + 1);
    const expressions = (): Expr[] => {
      const found: Expr[] = [];
      for (const each of node.children) {
        if (isExpression(each)) found.push(inside(each));
        else statement(each, scope, depth + 1);
      }
      return found;
    };
    if (labels.has('text')) return literal(node, inside);
    if (labels.has('join')) return { is: 'join', of: expressions(), span };
    if (labels.has('percent')) {
      const [format, ...values] = node.children.map(inside);
      if (format?.is !== 'text') return { is: 'other', of: format === undefined ? values : [format, ...values], span };
      const [value] = values;
      return { is: 'join', of: formatParts(format, 'percent', value?.is === 'list' ? value.of : values), span };
    }
    if (labels.has('call')) return call(node, inside, span, (each) => statement(each, scope, depth + 1));
    if (labels.has('name')) {
      const written = source(node);
      if (DOTTED.test(written)) return { is: 'name', name: written.replace(/\s+/g, ''), span };
      const object = child(node, 'object');
      const member = child(node, 'member');
      if (object === undefined || member === undefined) return { is: 'other', of: expressions(), span };
      return { is: 'member', of: inside(object), name: source(member), span };
    }
    if (labels.has('item')) {
      const object = child(node, 'object');
      const key = child(node, 'key');
      if (object === undefined || key === undefined) return { is: 'other', of: expressions(), span };
      return { is: 'item', of: inside(object), key: inside(key), span };
    }
    if (labels.has('either')) {
      return { is: 'either', of: node.children.filter((each) => each.labels.has('option')).map(inside), span };
    }
    if (labels.has('list')) return { is: 'list', of: expressions(), span };
    if (labels.has('map')) {
      const entries: Entry[] = [];
      for (const each of node.children) {
        const value = child(each, 'value');
        const key = child(each, 'key');
        if (!each.labels.has('entry') || value === undefined) statement(each, scope, depth + 1);
        else entries.push({ key: key === undefined ? null : inside(key), value: inside(value), span: each });
      }
      return { is: 'map', of: entries, span };
    }
    if (labels.has('nothing')) return { is: 'constant', value: null, span };
    if (labels.has('yes') || labels.has('no')) return { is: 'constant', value: labels.has('yes'), span };
    const found = expressions();
    const [only] = found;
    if (labels.has('same') && found.length === 1 && only !== undefined) return only;
    return { is: 'other', of: found, span };
  }

  function literal(node: LabelledNode, inside: (each: LabelledNode) => Expr): Expr {
    const parts: Expr[] = [];
    for (const each of node.children) {
      const span = { start: each.start, end: each.end };
      if (each.labels.has('content')) parts.push({ is: 'text', text: source(each), span });
      if (!each.labels.has('hole')) continue;
      const value = child(each, 'value');
      parts.push(value === undefined ? { is: 'other', of: [], span } : inside(value));
    }
    const [only] = parts;
    if (parts.length === 1 && only?.is === 'text') return only;
    if (parts.length === 0) return { is: 'text', text: '', span: { start: node.end - 1, end: node.end - 1 } };
    return { is: 'join', of: parts, span: { start: node.start, end: node.end } };
  }

  function call(
    node: LabelledNode,
    inside: (each: LabelledNode) => Expr,
    span: Span,
    other: (each: LabelledNode) => void,
  ): Expr {
    const callee = child(node, 'callee');
    if (callee === undefined) return { is: 'other', of: node.children.map(inside), span };
    const args: Argument[] = [];
    for (const each of child(node, 'arguments')?.children ?? []) {
      const value = child(each, 'value');
      const target = child(each, 'target');
      if (each.labels.has('comment')) other(each);
      else if (each.labels.has('spread') && value !== undefined) args.push({ name: '**', value: inside(value) });
      else if (each.labels.has('argument') && target !== undefined && value !== undefined) {
        args.push({ name: source(target), value: inside(value) });
      } else args.push({ name: null, value: inside(each) });
    }
    const called = inside(callee);
    if (called.is === 'member' && called.name === 'format' && called.of.is === 'text') {
      return { is: 'join', of: formatParts(called.of, 'braces', args), span };
    }
    return { is: 'call', callee: called, args, span };
  }

  statement({ ...root, labels: new Set() }, 0, 0);
  return { modules: [{ language, text, place: null, scopes, facts, imports }], passages, problems };
}

const EXPRESSIONS = [
  'text',
  'join',
  'percent',
  'call',
  'name',
  'item',
  'either',
  'list',
  'map',
  'nothing',
  'yes',
  'no',
  'same',
];
const FIELDS = ['value', 'argument', 'option', 'key', 'object', 'callee'];

function isExpression(node: LabelledNode): boolean {
  return EXPRESSIONS.some((label) => node.labels.has(label)) || FIELDS.some((label) => node.labels.has(label));
}
