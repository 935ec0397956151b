import { expect, test } from 'vitest';
import { createBudget } from '../../src/hub/budget.ts';
import { createTime } from './client.ts';

const told = (value: string) => new Headers({ ratelimit: value });

test('of answers that overtake each other the smallest number counts, until the window ends', () => {
  const { clock, pass } = createTime();
  const budget = createBudget(clock);
  budget.heard(told('"api";r=0;t=10'));
  budget.heard(told('"api";r=3;t=10'));
  expect(budget.wait()).toBe(11_000);
  pass(11_000);
  expect(budget.wait()).toBe(0);
  budget.heard(told('"api";r=3;t=300'));
  expect(budget.wait()).toBe(0);
});

test('requests under way count as spent', () => {
  const { clock } = createTime();
  const budget = createBudget(clock);
  budget.heard(told('"api";r=2;t=10'));
  budget.leave();
  expect(budget.wait()).toBe(0);
  budget.leave();
  expect(budget.wait()).toBe(11_000);
  budget.back();
  expect(budget.wait()).toBe(0);
});

test.each(['', '"api"', 'r=0;t=5', '"api";r=-1;t=5', '"api";r=0', '"api";r=0;t=99999999999999999999'])(
  'a header in another form is no reason to wait: %j',
  (value) => {
    const budget = createBudget(createTime().clock);
    expect(budget.heard(told(value))).toBe(false);
    expect(budget.wait()).toBe(0);
  },
);

test('the header may have blanks', () => {
  const budget = createBudget(createTime().clock);
  expect(budget.heard(told('"api" ; r=0 ; t = 5'))).toBe(true);
  expect(budget.wait()).toBe(6000);
});
