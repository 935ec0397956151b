/** Format strings, taken apart into what they put together. */

import { describe, expect, test } from 'vitest';
import type { Argument, Expr } from '../../src/extract/facts.ts';
import { formatParts } from '../../src/extract/format.ts';
import { randomOf } from './random.ts';
import { written } from './rendering.ts';

const AT = 40;

function literal(text: string, start = AT): Expr & { is: 'text' } {
  return { is: 'text', text, span: { start, end: start + text.length } };
}

const name = (called: string): Expr => ({ is: 'name', name: called, span: { start: 0, end: 0 } });
const keyword = (called: string): Argument => ({ name: called, value: name(called) });
const given = (args: readonly (Expr | Argument)[]): Argument[] =>
  args.map((arg) => ('is' in arg ? { name: null, value: arg } : arg));
const parts = (text: string, args: readonly (Expr | Argument)[]): string =>
  formatParts(literal(text), given(args)).map(written).join(' + ');

describe('formatParts', () => {
  test.each([
    ['org/%s', [name('a')], '"org/" + a'],
    ['org/m-%s-%s', [name('a'), name('b')], '"org/m-" + a + "-" + b'],
    ['org/%(x)s-%(y)s', [keyword('y'), keyword('x')], '"org/" + x + "-" + y'],
    ['org/%-5.2f', [name('a')], '"org/" + a'],
    ['org/%s', [], '"org/" + <>'],
    ['100%%', [], '"100%%"'],
    ['org/name', [name('a')], '"org/name"'],
  ])('%s after a per cent sign', (text, args, expected) => {
    expect(parts(text, args)).toBe(expected);
  });

  test.each([
    ['org/{}', [name('a')], '"org/" + a'],
    ['org/{}-{}', [name('a'), name('b')], '"org/" + a + "-" + b'],
    ['{1}/{0}', [name('a'), name('b')], 'b + "/" + a'],
    ['org/{x}', [keyword('x')], '"org/" + x'],
    ['org/{x!r:>10}', [keyword('x')], '"org/" + x'],
    ['org/{:03d}', [name('a')], '"org/" + a'],
    ['org/{model}', [], '"org/" + model'],
    ['org/{}', [], '"org/" + <>'],
    ['{{org}}', [], '"{{org}}"'],
  ])('%s between braces', (text, args, expected) => {
    expect(parts(text, args)).toBe(expected);
  });

  test('pieces stand where they are written, and together leave out only the placeholders', () => {
    const random = randomOf(8);
    const pieces = [
      'a',
      '/',
      '-',
      '{}',
      '{x}',
      '{0}',
      '{{',
      '}}',
      '{',
      '}',
      '%s',
      '%(y)d',
      '%',
      '%%',
      '{:>3}',
      '{a.b!r}',
    ];
    for (let i = 0; i < 4000; i++) {
      const text = random.text(pieces, 8);
      let last = AT;
      for (const part of formatParts(literal(text), given([name('p'), keyword('x')]))) {
        if (part.is === 'text') {
          expect(text.slice(part.span.start - AT, part.span.end - AT)).toBe(part.text);
          expect(part.span.start).toBeGreaterThanOrEqual(last);
          last = part.span.end;
        }
      }
    }
  });

  test('a long format string is read to its end', () => {
    const text = '%s{}'.repeat(100_000);
    expect(formatParts(literal(text), [])).toHaveLength(200_000);
    expect(formatParts(literal('{'.repeat(1_000_000)), [])).not.toHaveLength(0);
  });
});
