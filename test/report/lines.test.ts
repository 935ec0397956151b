import { expect, it } from 'vitest';
import { linesByPath, linesOf } from '../../src/report/lines.ts';

it('counts lines and columns from one, and leaves line breaks out', () => {
  const lines = linesOf('ab\r\n\ncd');
  expect([lines.count, lines.text(1), lines.text(2), lines.text(3), lines.text(4)]).toEqual([3, 'ab', '', 'cd', '']);
  expect([0, 1, 4, 5, 7].map((offset) => lines.positionOf(offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 3 },
  ]);
  expect(linesOf('').positionOf(0)).toEqual({ line: 1, column: 1 });
});

it('asks for each file once', () => {
  const asked: string[] = [];
  const lines = linesByPath((path) => {
    asked.push(path);
    return path === 'a' ? 'text' : null;
  });
  expect([lines('a')?.count, lines('a')?.count, lines('b'), lines('b')]).toEqual([1, 1, null, null]);
  expect(asked).toEqual(['a', 'b']);
});
