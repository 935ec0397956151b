import { describe, expect, it } from 'vitest';
import { columns, columnWidth, row, wrap } from '../../src/report/layout.ts';

it('measures wide characters and marks as a terminal does', () => {
  expect([columns('abc'), columns('日本'), columns('e\u0301'), columns('😀')]).toEqual([3, 4, 1, 2]);
});

describe('wrap', () => {
  it('breaks at spaces, indents the lines that follow and paints each', () => {
    expect(wrap('one two three four five six seven eight nine ten', 40, 0, 2, (line) => `<${line}>`)).toBe(
      '<one two three four five six seven eight>\n  <nine ten>',
    );
  });

  it('never breaks a word', () => {
    const id = `author/${'m'.repeat(60)}`;
    expect(wrap(`Pin ${id} today`, 40, 2, 2, String)).toBe(`  Pin\n  ${id}\n  today`);
  });

  it('takes a narrower terminal for one of 40 columns, and keeps prose to 100', () => {
    const sentence = Array.from({ length: 60 }, () => 'word').join(' ');
    const longest = (width: number) => Math.max(...wrap(sentence, width, 0, 0, String).split('\n').map(columns));
    expect([longest(1), longest(40), longest(80), longest(300)]).toEqual([39, 39, 79, 99]);
  });
});

describe('row', () => {
  it('aligns what follows a column', () => {
    expect(row([{ text: 'a', column: 4 }, { text: 'b' }], 40, 2, 4)).toBe('  a     b');
    expect(row([{ text: '日本', column: 4 }, { text: 'b' }], 40, 2, 4)).toBe('  日本  b');
  });

  it('begins a line where the next piece does not fit', () => {
    const long = 'x'.repeat(38);
    expect(row([{ text: 'a' }, { text: long }, { text: 'b' }], 40, 0, 2)).toBe(`a\n  ${long}\n  b`);
  });

  it('begins no line where that gains nothing', () => {
    const long = 'x'.repeat(60);
    expect(row([{ text: 'abcd' }, { text: long }], 40, 2, 8)).toBe(`  abcd  ${long}`);
  });

  it('leaves no space at the end of a line', () => {
    expect(row([{ text: 'a', column: 10 }], 40, 0, 2)).toBe('a');
  });
});

it('gives a column at most half of the terminal', () => {
  expect(columnWidth(['a', 'abc'], 80)).toBe(3);
  expect(columnWidth(['a'.repeat(200)], 80)).toBe(40);
});
