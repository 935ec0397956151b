/** What a Jinja template would reach: read as a tree, never rendered. */

import type { Severity } from '../../model.ts';
import { foldedText, type Node, partsOf } from './node.ts';
import { ESCAPES, FUNCTIONS, METHODS, RUNNERS } from './policy.ts';

/** Something that a template does which no chat template needs. */
export interface TemplateSign {
  readonly kind: 'template-escape' | 'template-call' | 'template-exhaustion';
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
}

export interface TemplateReading {
  readonly signs: readonly TemplateSign[];
  /** Why it could not be read as a template, or null. */
  readonly unread: string | null;
}

/** Longer than any chat template: those of today have up to 30 KB. */
const LONGEST = 512 * 1024;
/** A loop that says how often it runs says no more than this: a chat has fewer turns. */
const MOST_ROUNDS = 1_000_000;

/** `{{`, `{%`: with what closes it, for a brace alone is text of many kinds. */
export const LOOKS_LIKE_TEMPLATE = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/;

/** Reads a template. Never throws: one that cannot be parsed is judged by the names in it, and says so. */
export async function readTemplate(source: string): Promise<TemplateReading> {
  if (source.length > LONGEST) return { signs: namesIn(source), unread: 'longer than any template: not parsed' };
  const { parse, tokenize } = await import('@huggingface/jinja');
  let tree: Node;
  try {
    tree = parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true })) as unknown as Node;
  } catch (error) {
    const why = error instanceof RangeError ? 'nested too deeply' : error instanceof Error ? error.message : '';
    return { signs: namesIn(source), unread: `not a template that can be parsed (${why.slice(0, 120)})` };
  }
  const signs = new Map<string, TemplateSign>();
  const waiting: Node[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const sign of signsOf(node)) signs.set(`${sign.kind} ${sign.subject}`, sign);
    // The call of a filter is a filter's, not a function's.
    for (const part of partsOf(node)) {
      if (part === node.filter && part.type === 'CallExpression') waiting.push(...(part.args ?? []));
      else waiting.push(part);
    }
  }
  return { signs: [...signs.values()], unread: null };
}

/** The names that lead out of a template's sandbox, where nothing more can be told of it. */
function namesIn(source: string): TemplateSign[] {
  const found = new Set(source.match(/__[a-z]{3,20}__/g) ?? []);
  return [...found].filter((name) => isEscape(name)).map(leadsOut);
}

function isEscape(name: string): boolean {
  return /^__\w+__$/.test(name) || ESCAPES.has(name);
}

function leadsOut(name: string): TemplateSign {
  return {
    kind: 'template-escape',
    severity: 'critical',
    subject: name,
    message: `The template reaches for ${name}, which leads from a value to the interpreter behind it and so to any code`,
  };
}

function call(name: string, severity: Severity, message: string): TemplateSign {
  return { kind: 'template-call', severity, subject: name, message };
}

function* signsOf(node: Node): Generator<TemplateSign> {
  switch (node.type) {
    case 'MemberExpression': {
      const name = node.computed ? foldedText(node.property) : String(node.property.value ?? '');
      if (name !== null && isEscape(name)) yield leadsOut(name);
      return;
    }
    case 'Identifier':
      if (isEscape(String(node.value))) yield leadsOut(String(node.value));
      return;
    case 'StringLiteral': {
      // `"{0.__class__}".format(x)` reads attributes as well.
      const inside = /\{[^{}]*\.(__\w+__)/.exec(foldedText(node) ?? '');
      if (inside?.[1] !== undefined) yield leadsOut(inside[1]);
      return;
    }
    case 'FilterExpression':
      yield* filterSigns(node.filter);
      return;
    case 'CallExpression':
      yield* callSigns(node.callee, node.args ?? []);
  }
}

function* filterSigns(filter: Node): Generator<TemplateSign> {
  const name = String((filter.type === 'CallExpression' ? filter.callee : filter).value ?? '');
  const [first] = filter.type === 'CallExpression' ? (filter.args ?? []) : [];
  if (name === 'attr') {
    const asked = first === undefined ? null : foldedText(first);
    if (asked === null)
      yield call('attr', 'medium', 'The template reads an attribute whose name it puts together while it runs');
    else if (isEscape(asked)) yield leadsOut(asked);
  }
  // `|map(attribute="__class__")` reads attributes too.
  for (const argument of filter.type === 'CallExpression' ? (filter.args ?? []) : []) {
    if (argument.type !== 'KeywordArgumentExpression' || argument.key?.value !== 'attribute') continue;
    const asked = foldedText(argument.value as Node);
    for (const part of asked?.split('.') ?? []) if (isEscape(part)) yield leadsOut(part);
  }
}

function* callSigns(callee: Node, args: readonly Node[]): Generator<TemplateSign> {
  const method = callee.type === 'MemberExpression';
  const name = method
    ? callee.computed
      ? foldedText(callee.property)
      : String(callee.property.value ?? '')
    : callee.type === 'Identifier'
      ? String(callee.value)
      : null;
  if (name === null) {
    yield call('a computed name', 'medium', 'The template calls something whose name it puts together while it runs');
    return;
  }
  if (RUNNERS.has(name)) yield call(name, 'critical', `The template calls ${name}, which runs code or reaches files`);
  else if (!isEscape(name) && !(method ? METHODS : FUNCTIONS).has(name))
    yield call(name, 'info', `The template calls ${name}, which is no function of chat templates`);
  const [first, last] = args;
  const rounds = name === 'range' && !method ? Number((last ?? first)?.value) : 0;
  if (rounds > MOST_ROUNDS)
    yield {
      kind: 'template-exhaustion',
      severity: 'medium',
      subject: `range(${rounds})`,
      message: `The template counts to ${rounds}: whoever renders it is kept busy`,
    };
}
