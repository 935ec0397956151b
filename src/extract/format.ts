/** Format strings (`"org/%s" % x`, `"org/{}".format(x)`, `format!("org/{x}")`) as the parts that they put together. */

import type { Argument, Expr } from './facts.ts';

const PLACEHOLDERS = {
  percent: /%(?:\((?<name>\w+)\))?[-#0 +]*[\d.]*(?<kind>[sdrifv%])/g,
  braces: /\{(?<name>[\w.]*)(?:![rsa])?(?::[^{}]*)?\}|\{\{|\}\}/g,
} as const;

/**
 * The literal pieces and the values between them, in order. A value that is not given becomes an unknown part, which stands
 * where its placeholder stands.
 */
export function formatParts(format: Expr & { is: 'text' }, args: readonly Argument[]): Expr[] {
  const style = /%[-#0 +]*[\d.]*[sdrifv]|%\(/.test(format.text) ? 'percent' : 'braces';
  const [only] = args;
  // `"%s/%s" % (owner, name)`
  const values: readonly Argument[] =
    args.length === 1 && only?.value.is === 'list' ? only.value.of.map((value) => ({ name: null, value })) : args;
  const positional = values.filter((arg) => arg.name === null);
  const parts: Expr[] = [];
  const piece = (start: number, end: number): void => {
    if (end <= start) return;
    const at = format.span.start;
    parts.push({ is: 'text', text: format.text.slice(start, end), span: { start: at + start, end: at + end } });
  };
  let done = 0;
  let next = 0;
  for (const match of format.text.matchAll(PLACEHOLDERS[style])) {
    const { name, kind } = match.groups ?? {};
    if (kind === '%' || match[0] === '{{' || match[0] === '}}') continue;
    piece(done, match.index);
    done = match.index + match[0].length;
    const span = { start: format.span.start + match.index, end: format.span.start + done };
    const index = name === undefined || name === '' ? next++ : /^\d+$/.test(name) ? Number(name) : null;
    const value = index === null ? values.find((arg) => arg.name === name) : positional[index];
    const inline: Expr =
      name !== undefined && index === null ? { is: 'name', name, span } : { is: 'other', of: [], span };
    parts.push(value?.value ?? inline);
  }
  piece(done, format.text.length);
  return parts;
}
