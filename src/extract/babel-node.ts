/** What is used of a Babel node: kinds differ too much to be worth their types. */

import type { Span } from '../model.ts';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function spanOf(node: Node): Span {
  return { start: node.start, end: node.end };
}

const SKIPPED_FIELDS = new Set([
  'loc',
  'start',
  'end',
  'type',
  'extra',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'errors',
  'tokens',
]);

export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const field in node) {
    if (SKIPPED_FIELDS.has(field)) continue;
    const value = node[field];
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) children.push(...value.filter(isNode));
  }
  return children;
}

/** The name of an identifier, a string key, a private name; null for anything else. */
export function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name);
  if (node.type === 'StringLiteral') return String(node.value);
  if (node.type === 'PrivateName') return nameOf(node.id);
  if (node.type === 'JSXNamespacedName') return nameOf(node.name);
  return null;
}

/** `a.b.c`, `this.model`; null where a part is computed. */
export function dotted(node: Node): string | null {
  if (node.type === 'Identifier') return String(node.name);
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
  if (node.computed === true || !isNode(node.object)) return null;
  const head = dotted(node.object);
  const name = nameOf(node.property);
  return head === null || name === null ? null : `${head}.${name}`;
}

export function namesIn(pattern: Node): (string | null)[] {
  const name = dotted(pattern);
  if (name !== null) return [name];
  const parts = [
    ...nodes(pattern.elements),
    ...nodes(pattern.properties).flatMap((property) => (isNode(property.value) ? [property.value] : [])),
  ];
  return parts.length === 0 ? [null] : parts.flatMap(namesIn);
}

/** The module of `require("x")` or `await import("x")`. */
export function requiredModule(node: Node): string | null {
  const call = node.type === 'AwaitExpression' && isNode(node.argument) ? node.argument : node;
  if (call.type !== 'CallExpression' && call.type !== 'ImportExpression') return null;
  const callee = isNode(call.callee) ? call.callee : null;
  const isRequire = callee === null || callee.type === 'Import' || callee.name === 'require';
  const source = isNode(call.source) ? call.source : nodes(call.arguments)[0];
  return isRequire && source?.type === 'StringLiteral' ? String(source.value) : null;
}
