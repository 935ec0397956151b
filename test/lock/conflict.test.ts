import { expect, test } from 'vitest';
import { isConflicted, sidesOf } from '../../src/lock/conflict.ts';

const merge = ['same', '<<<<<<< HEAD', 'ours', '=======', 'theirs', '>>>>>>> branch', 'end', ''].join('\n');

test('both sides are whole files', () => {
  expect(isConflicted(merge)).toBe(true);
  expect(sidesOf(merge)).toEqual({ ours: 'same\nours\nend\n', theirs: 'same\ntheirs\nend\n' });
});

test('the base of the style diff3 is on neither side, and line ends of Windows are no obstacle', () => {
  const text = merge.replace('=======', '||||||| base\nold\n=======').replaceAll('\n', '\r\n');
  expect(sidesOf(text)).toEqual({ ours: 'same\nours\nend\n', theirs: 'same\ntheirs\nend\n' });
});

test.each([
  ['an end without a beginning', 'a\n>>>>>>> branch\n'],
  ['a beginning without an end', 'a\n<<<<<<< HEAD\nb\n'],
  ['no middle', '<<<<<<< HEAD\na\n>>>>>>> branch\n'],
  ['one within another', '<<<<<<< HEAD\n<<<<<<< HEAD\n=======\n>>>>>>> b\n>>>>>>> b\n'],
])('%s has no sides', (_, text) => {
  expect(isConflicted(text)).toBe(true);
  expect(sidesOf(text)).toBeNull();
});

test('a whole lock has no marks', () => {
  expect(isConflicted('version: 1\nrepositories: []\n')).toBe(false);
});
