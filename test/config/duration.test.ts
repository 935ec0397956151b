import { expect, test } from 'vitest';
import { parseDuration } from '../../src/config/duration.ts';

test.each<[string, number | null]>([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['12 H', 43_200_000],
  ['7d', 604_800_000],
  ['0', 0],
  ['0h', 0],
  ['12', null],
  ['-1h', null],
  ['1.5h', null],
  ['h', null],
  ['', null],
  ['1h30m', null],
  ['9999999d', null],
])('%j is so many milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});
