/** Configuration: YAML, JSON and its relatives, TOML, INI, .env, HCL. One map of keys and values, whatever the syntax. */

import type { Span } from '../model.ts';
import { type Entry, type Expr, type Fact, flatReading, type Passage, type Reading } from './facts.ts';
import { joinTexts, originOf, sliceText, type Text } from './text.ts';

type Problem = Reading['problems'][number];

/** A file's facts: each document is a value without a name. */
function configReading(
  text: Text,
  language: string,
  roots: readonly Expr[],
  passages: Passage[],
  problems: Problem[],
): Reading {
  const facts = roots.map((expr): Fact => ({ how: 'bare', scope: 0, name: null, expr, span: expr.span }));
  return flatReading({ language, text, place: 'config', facts }, passages, problems);
}

const NAMES = /^(?:name|key|parameter_?key)$/i;
const VALUES = /^(?:value|parameter_?value)$/i;

/** `name: MODEL_ID` beside `value: ns/name`, as the environment of a container is written, is `MODEL_ID: ns/name`. */
function paired(entries: readonly Entry[]): Entry[] {
  const named = entries.find(({ key }) => key?.is === 'text' && NAMES.test(key.text))?.value;
  if (named?.is !== 'text' || !/^[A-Za-z_][\w.-]*$/.test(named.text)) return [...entries];
  return entries.map((entry) =>
    entry.key?.is === 'text' && VALUES.test(entry.key.text)
      ? { ...entry, key: { is: 'name', name: named.text, span: entry.key.span } }
      : entry,
  );
}

/** `${NAME:-ns/name}`, alone in its value: a variable, and what stands where it has none. */
function expanded(text: Expr & { is: 'text' }): Expr {
  const match = /^\$\{(\w+):?-([^{}$]+)\}$/.exec(text.text);
  if (match?.[1] === undefined || match[2] === undefined) return text;
  const end = text.span.end - 1;
  const start = end - match[2].length;
  const fallback: Expr = { is: 'text', text: match[2], span: { start, end } };
  return { is: 'either', of: [{ is: 'name', name: match[1], span: text.span }, fallback], span: text.span };
}

/** What could not be parsed keeps its lines: a key, a value, as far as a line shows. */
function withLines(text: Text, language: string, problem: Problem): Reading {
  const reading = readLines(text);
  return { ...reading, modules: reading.modules.map((module) => ({ ...module, language })), problems: [problem] };
}

const MAX_ALIASES = 200;

/** The documents of a stream that hold anything of interest: manifests of a cluster run to megabytes that name nothing. */
export function partsOfYaml(text: Text, interest: readonly number[]): Text {
  const starts = [0, ...[...text.content.matchAll(/^---(?=\s)/gm)].map(({ index }) => index)];
  const wanted = new Set(interest.map((offset) => starts.findLastIndex((start) => start <= offset)));
  const documents = starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.content.length }));
  const kept = documents.filter(
    ({ start, end }, i) => (starts.length < 3 || wanted.has(i)) && !SCHEMA.test(text.content.slice(start, end)),
  );
  return kept.length === documents.length ? text : joinTexts(kept.map(({ start, end }) => sliceText(text, start, end)));
}

/** A schema of a cluster: it describes resources at length and names none. */
const SCHEMA = /^kind:[ \t]*["']?CustomResourceDefinition\b/m;

export async function readYaml(text: Text): Promise<Reading> {
  const { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, Scalar } = await import('yaml');
  const { content } = text;
  // Templates of Helm and its like are no YAML; their braces would begin maps.
  const parsed = parseAllDocuments(
    content.replace(/\{\{[^}\n]*\}\}/g, (hole) => '_'.repeat(hole.length)),
    {
      lineCounter: new LineCounter(),
      strict: false,
      uniqueKeys: false,
      logLevel: 'silent',
      customTags: [],
    },
  );
  const documents = Array.isArray(parsed) ? parsed : [];
  const failed = documents.flatMap((document) => document.errors)[0];
  if (failed !== undefined && documents.every((document) => document.contents === null || document.errors.length > 3)) {
    return withLines(text, 'yaml', {
      message: `not valid YAML (${firstLine(failed.message)}): read line by line`,
      offset: originOf(text, failed.pos[0]),
    });
  }
  let depth = 0;
  /** The last node of each name: looking for it in the document costs the document's length, for each alias. */
  const anchors = new Map<string, unknown>();
  /** Aliases of aliases grow without end. */
  let aliases = MAX_ALIASES;
  const roots: Expr[] = [];
  const covered: Span[] = [];

  function lowered(node: unknown): Expr | null {
    if (++depth > 200) {
      depth--;
      return null;
    }
    const expr = inner(node);
    depth--;
    return expr;
  }

  function inner(node: unknown): Expr | null {
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node) && node.range != null) {
      const [from, to] = node.range;
      const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
      const block = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
      // A block's text begins after the line of its mark.
      const body = block ? Math.min(to, content.indexOf('\n', from) + 1 || to) : quoted ? from + 1 : from;
      const span = { start: body, end: quoted ? Math.max(body, to - 1) : to };
      covered.push(span);
      if (typeof node.value === 'boolean' && !quoted) return { is: 'constant', value: node.value, span };
      if (node.value === null) return { is: 'constant', value: null, span };
      return expanded({ is: 'text', text: content.slice(span.start, span.end), span });
    }
    if (isMap(node)) {
      const of = node.items.flatMap((pair): Entry[] => {
        const key = lowered(pair.key);
        const value = pair.value === null ? null : lowered(pair.value);
        // `<<: *base` spreads a map.
        if (key?.is === 'text' && key.text === '<<' && value?.is === 'map')
          return [{ key: null, value, span: { start: key.span.start, end: key.span.end } }];
        if (key === null) return [];
        const end = value?.span.end ?? key.span.end;
        return value === null ? [] : [{ key, value, span: { start: key.span.start, end } }];
      });
      return { is: 'map', of: paired(of), span: rangeOf(node.range) };
    }
    if (isSeq(node)) {
      const of = node.items.flatMap((item) => {
        const expr = isPair(item) ? lowered(item.value) : lowered(item);
        return expr === null ? [] : [expr];
      });
      return { is: 'list', of, span: rangeOf(node.range) };
    }
    if (!isAlias(node) || aliases-- <= 0) return null;
    // What it stands for is read where it is used as well: there it has another name.
    const anchored = anchors.get(node.source);
    return anchored === undefined ? null : lowered(anchored);
  }

  for (const document of documents) {
    anchors.clear();
    const expr = document.contents === null ? null : lowered(document.contents);
    if (expr !== null) roots.push(expr);
  }
  const problems =
    failed === undefined
      ? []
      : [
          {
            message: `not valid YAML (${firstLine(failed.message)}): the rest was read`,
            offset: originOf(text, failed.pos[0]),
          },
        ];
  const reading = configReading(text, 'yaml', roots, commentLines(text, /(?:^|\s)#/g, covered), problems);
  if (failed === undefined) return reading;
  // Beside a broken part the lines are read as well; what both find is one.
  const lines = readLines(text);
  return { ...reading, modules: [...reading.modules, ...lines.modules] };
}

function rangeOf(range: readonly number[] | null | undefined): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/:$/, '').slice(0, 100);
}

/** The comments of a text, run by run, outside the values that merely hold the comment's mark. */
function commentLines(text: Text, mark: RegExp, covered: readonly Span[]): Passage[] {
  const passages: Passage[] = [];
  const inside = [...covered].sort((a, b) => a.start - b.start);
  let next = 0;
  let run: Span | null = null;
  for (let start = 0; start < text.content.length; ) {
    const newline = text.content.indexOf('\n', start);
    const end = newline < 0 ? text.content.length : newline + 1;
    let at = -1;
    for (const found of text.content.slice(start, end).matchAll(mark)) {
      const position = start + found.index;
      while (next < inside.length && (inside[next]?.end ?? 0) <= position) next++;
      const value = inside[next];
      if (value !== undefined && position >= value.start) continue;
      at = position;
      break;
    }
    if (at >= 0) run = { start: run !== null && text.content.slice(start, at).trim() === '' ? run.start : at, end };
    if ((at < 0 || end >= text.content.length) && run !== null) {
      passages.push({ place: 'comment', language: null, text: sliceText(text, run.start, run.end) });
      run = null;
    }
    start = end;
  }
  return passages;
}

export async function readJson(text: Text): Promise<Reading> {
  const { parseTree, printParseErrorCode, visit } = await import('jsonc-parser');
  type Node = NonNullable<ReturnType<typeof parseTree>>;
  const errors: { error: number; offset: number; length: number }[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text.content, errors, { allowTrailingComma: true });
  } catch {
    return withLines(text, 'json', { message: 'nested too deep for JSON: read line by line', offset: null });
  }
  const [first] = errors;
  const problem =
    first === undefined
      ? null
      : { message: `not valid JSON (${printParseErrorCode(first.error)}): read line by line`, offset: first.offset };
  if (root === undefined || problem !== null) {
    // JSON5 is what JavaScript takes for an expression: the one that is valid is read as such.
    const script = await readExpression(text);
    return script ?? withLines(text, 'json', problem ?? { message: 'not valid JSON: read line by line', offset: null });
  }

  function lowered(node: Node, depth: number): Expr {
    const span = { start: node.offset, end: node.offset + node.length };
    const children = node.children ?? [];
    if (depth > 400) return { is: 'other', of: [], span };
    switch (node.type) {
      case 'string': {
        const inner = { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) };
        return expanded({ is: 'text', text: text.content.slice(inner.start, inner.end), span: inner });
      }
      case 'object': {
        const of = children.flatMap(({ offset, length, children: pair }): Entry[] => {
          const [key, value] = pair ?? [];
          return key === undefined || value === undefined
            ? []
            : [
                {
                  key: lowered(key, depth + 1),
                  value: lowered(value, depth + 1),
                  span: { start: offset, end: offset + length },
                },
              ];
        });
        return { is: 'map', of: paired(of), span };
      }
      case 'array':
        return { is: 'list', of: children.map((child) => lowered(child, depth + 1)), span };
      case 'boolean':
        return { is: 'constant', value: node.value === true, span };
      case 'null':
        return { is: 'constant', value: null, span };
      default:
        return { is: 'other', of: [], span };
    }
  }

  const comments: Passage[] = [];
  visit(text.content, {
    onComment: (offset, length) =>
      comments.push({ place: 'comment', language: null, text: sliceText(text, offset, offset + length) }),
  });
  return configReading(text, 'json', [lowered(root, 0)], comments, []);
}

/** A text that is one expression of JavaScript, as configuration; null when it is none. */
async function readExpression(text: Text): Promise<Reading | null> {
  const { parseExpression } = await import('@babel/parser');
  const { lowerProgram } = await import('./babel-lower.ts');
  try {
    const expression = parseExpression(text.content, { attachComment: false });
    const { modules, ...rest } = lowerProgram(expression as unknown as Parameters<typeof lowerProgram>[0], text);
    return { ...rest, modules: modules.map((module) => ({ ...module, language: 'json', place: 'config' as const })) };
  } catch {
    return null;
  }
}

export async function readToml(text: Text): Promise<Reading> {
  const { getStaticTOMLValue: _, parseTOML } = await import('toml-eslint-parser');
  type Program = ReturnType<typeof parseTOML>;
  let program: Program;
  try {
    program = parseTOML(text.content);
  } catch (error) {
    return withLines(text, 'toml', {
      message: `not valid TOML (${firstLine(String(error))}): read line by line`,
      offset: null,
    });
  }
  type Body = Program['body'][number]['body'][number];
  type Content = Extract<Body, { type: 'TOMLKeyValue' }>['value'];
  const covered: Span[] = [];
  const spanOf = (node: { range: readonly [number, number] }): Span => ({ start: node.range[0], end: node.range[1] });

  function value(node: Content, depth: number): Expr {
    const span = spanOf(node);
    if (depth > 100) return { is: 'other', of: [], span };
    if (node.type === 'TOMLArray')
      return { is: 'list', of: node.elements.map((element) => value(element, depth + 1)), span };
    if (node.type === 'TOMLInlineTable')
      return { is: 'map', of: node.body.flatMap((pair) => entries(pair, depth + 1)), span };
    if (node.kind === 'boolean') return { is: 'constant', value: node.value, span };
    if (node.kind !== 'string') return { is: 'other', of: [], span };
    const quote = node.multiline ? 3 : 1;
    const inner = { start: span.start + quote, end: span.end - quote };
    covered.push(inner);
    return { is: 'text', text: text.content.slice(inner.start, inner.end), span: inner };
  }

  /** `a.b = 1` is a map in a map. */
  function nested(keys: readonly { range: readonly [number, number] }[], last: Expr, span: Span): Entry[] {
    let inner = last;
    for (const key of [...keys].reverse()) {
      const name = text.content.slice(key.range[0], key.range[1]).replace(/^["']|["']$/g, '');
      inner = { is: 'map', of: [{ key: { is: 'name', name, span: spanOf(key) }, value: inner, span }], span };
    }
    return inner.is === 'map' ? [...inner.of] : [];
  }

  function entries(node: Body, depth: number): Entry[] {
    if (node.type === 'TOMLKeyValue') return nested(node.key.keys, value(node.value, depth), spanOf(node));
    const table: Expr = { is: 'map', of: node.body.flatMap((pair) => entries(pair, depth + 1)), span: spanOf(node) };
    return nested(node.key.keys, table, spanOf(node));
  }

  const [top] = program.body;
  const root: Expr = {
    is: 'map',
    of: (top?.body ?? []).flatMap((node) => entries(node, 0)),
    span: { start: 0, end: text.content.length },
  };
  return configReading(text, 'toml', [root], commentLines(text, /#/g, covered), []);
}

const LINE =
  /^([ \t]*(?:-[ \t]+)?(?:export[ \t]+|set[ \t]+)?["']?)([A-Za-z_][\w.-]*)(["']?[ \t]*(?::=|[:=])[ \t]*)(.*)$/;

/** INI, .env, .properties, HCL, and whatever else keeps a key and a value on a line. */
export function readLines(text: Text): Reading {
  const facts: Fact[] = [];
  const passages: Passage[] = [];
  let section = '';
  for (let start = 0; start < text.content.length; ) {
    const newline = text.content.indexOf('\n', start);
    const last = newline < 0 ? text.content.length : newline;
    const end = text.content[last - 1] === '\r' && last > start ? last - 1 : last;
    const line = text.content.slice(start, end);
    section =
      /^\s*(?:\[+["']?([\w .-]+)["']?\]+|([\w]+)(?:\s+"[\w.-]+")*\s*\{)\s*$/
        .exec(line)
        ?.slice(1)
        .find((name) => name !== undefined) ?? section;
    const comment = /^\s*(?:#|;|\/\/|--)/.test(line);
    const match = comment ? null : LINE.exec(line);
    const [, before = '', name, mark = '', written = ''] = match ?? [];
    if (comment) passages.push({ place: 'comment', language: null, text: sliceText(text, start, end) });
    else if (name !== undefined) {
      const from = start + before.length + name.length + mark.length;
      const trimmed = written.replace(/\s+[#;]\s.*$/, '').replace(/[\s,]+$/, '');
      const quote = /^["']/.test(trimmed) ? 1 : 0;
      const span = {
        start: from + quote,
        end: from + Math.max(quote, trimmed.length - (quote > 0 && /["']$/.test(trimmed) ? 1 : 0)),
      };
      const literal: Expr = { is: 'text', text: text.content.slice(span.start, span.end), span };
      const key: Expr = {
        is: 'name',
        name,
        span: { start: start + before.length, end: start + before.length + name.length },
      };
      const map: Expr = { is: 'map', of: [{ key, value: literal, span }], span: { start, end } };
      facts.push({ how: 'bind', scope: 0, name: section === '' ? null : section, expr: map, span: { start, end } });
    } else if (line.trim() !== '') {
      const span = { start, end };
      facts.push({
        how: 'bare',
        scope: 0,
        name: null,
        expr: { is: 'list', of: [{ is: 'text', text: line, span }], span },
        span,
      });
    }
    start = last + 1;
  }
  return flatReading({ language: 'ini', text, place: 'config', facts }, passages);
}
