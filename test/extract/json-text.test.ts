/** The text of a JSON string, compared with JSON.parse. */

import { describe, expect, test } from 'vitest';
import { jsonText } from '../../src/extract/json-text.ts';
import { originOf } from '../../src/extract/text.ts';
import { randomOf } from './random.ts';

describe('jsonText', () => {
  test('of random literals is what JSON.parse says', () => {
    const random = randomOf(5);
    const pieces = [
      'a',
      'ns/name',
      ' ',
      '\\n',
      '\\t',
      '\\"',
      '\\\\',
      '\\/',
      '\\b',
      '\\f',
      '\\r',
      '\\u0041',
      '\\u00e9',
      '\\ud83d\\ude00',
      'é',
      '😀',
      "'",
      '/',
    ];
    for (let i = 0; i < 3000; i++) {
      const literal = `"${random.text(pieces, 12)}"`;
      expect(jsonText(literal, 0).content).toBe(JSON.parse(literal));
    }
  });

  test('of random values is what was written, with the way back to each plain character', () => {
    const random = randomOf(6);
    const pieces = ['a', 'b', '"', '\\', '\n', '\t', '\u0001', '\u2028', 'é', '😀', '/'];
    for (let i = 0; i < 2000; i++) {
      const value = random.text(pieces, 12);
      const literal = JSON.stringify(value);
      const text = jsonText(literal, 1000);
      expect(text.content).toBe(value);
      for (const [offset, char] of [...value].entries()) {
        if (/^[ab/]$/.test(char) && [...value].slice(0, offset).every((each) => each.length === 1))
          expect(literal[originOf(text, offset) - 1000]).toBe(char);
      }
    }
  });

  test('an escape stands where its backslash does', () => {
    const text = jsonText('"a\\nb\\u0041c"', 20);
    expect([0, 1, 2, 3, 4].map((offset) => originOf(text, offset))).toEqual([21, 22, 24, 25, 31]);
  });

  test('a literal that is cut short, or has an escape that JSON does not know, is read as far as it goes', () => {
    expect(jsonText('"', 0).content).toBe('');
    expect(jsonText('""', 0).content).toBe('');
    expect(jsonText('"a\\qb"', 0).content).toBe('ab');
    expect(jsonText('"a\\u12"', 0).content).toMatch(/^a/);
  });
});
