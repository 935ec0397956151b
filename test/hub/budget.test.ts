import { describe, expect, test } from 'vitest';
import { type Budget, createBudget, type Lease } from '../../src/hub/budget.ts';
import { windowInMemory } from '../../src/hub/window.ts';
import { createTime } from './client.ts';

const told = (value: string) => new Headers({ ratelimit: value });
const NONE = new Headers();

async function granted(budget: Budget): Promise<Lease> {
  const lease = await budget.take(10_000);
  if (typeof lease === 'number') throw new Error(`to wait ${lease} ms`);
  return lease;
}

/** Leave for one request, and its answer. */
async function spend(budget: Budget, headers: Headers): Promise<boolean> {
  return budget.answered(await granted(budget), headers);
}

test('of answers that overtake each other the smallest number counts, until the window ends', async () => {
  const { clock, pass } = createTime();
  const budget = createBudget(clock, windowInMemory());
  await spend(budget, told('"api";r=2;t=10'));
  const [first, second] = [await granted(budget), await granted(budget)];
  await budget.answered(second, told('"api";r=0;t=10'));
  await budget.answered(first, told('"api";r=1;t=10'));
  expect(await budget.take(10_000)).toBe(11_000);
  pass(11_000);
  await spend(budget, told('"api";r=3;t=300'));
  expect(await budget.take(10_000)).toHaveProperty('id');
});

test('requests under way count as spent', async () => {
  const budget = createBudget(createTime().clock, windowInMemory());
  await spend(budget, told('"api";r=2;t=10'));
  const first = await granted(budget);
  await granted(budget);
  expect(await budget.take(10_000)).toBe(11_000);
  await budget.failed(first, false);
  expect(await budget.take(10_000)).toHaveProperty('id');
});

test('a request whose process was killed counts as spent no longer than it could have taken', async () => {
  const { clock, pass } = createTime();
  const store = windowInMemory();
  await spend(createBudget(clock, store), told('"api";r=1;t=300'));
  await granted(createBudget(clock, store));
  const budget = createBudget(clock, store);
  expect(await budget.take(10_000)).toBe(301_000);
  pass(10_001);
  expect(await budget.take(10_000)).toHaveProperty('id');
});

describe('while nothing is known', () => {
  test('one request goes ahead, and the others go by what it hears', async () => {
    const budget = createBudget(createTime().clock, windowInMemory());
    const first = await granted(budget);
    const others = [budget.take(10_000), budget.take(10_000), budget.take(10_000)];
    await budget.answered(first, told('"api";r=2;t=10'));
    expect(await Promise.all(others)).toEqual([{ id: expect.any(String) }, { id: expect.any(String) }, 11_000]);
  });

  test('so it is again in each new window', async () => {
    const { clock, pass } = createTime();
    const store = windowInMemory();
    const budget = createBudget(clock, store);
    await spend(budget, told('"api";r=100;t=10'));
    pass(11_000);
    await granted(budget);
    expect(await createBudget(clock, store).take(10_000)).toBe(200);
  });

  test.each([
    ['announces nothing', (budget: Budget, lease: Lease) => budget.answered(lease, NONE)],
    ['does not answer', (budget: Budget, lease: Lease) => budget.failed(lease, false)],
  ])('a Hub that %s has no limit for a while', async (_, end) => {
    const { clock, pass } = createTime();
    const store = windowInMemory();
    const budget = createBudget(clock, store);
    await end(budget, await granted(budget));
    for (let number = 0; number < 100; number += 1) await granted(budget);
    pass(30_001);
    await granted(budget);
    expect(await createBudget(clock, store).take(10_000)).toBe(200);
  });

  test('a request that was cancelled tells nothing', async () => {
    const store = windowInMemory();
    const { clock } = createTime();
    const budget = createBudget(clock, store);
    await budget.failed(await granted(budget), true);
    await granted(budget);
    expect(await createBudget(clock, store).take(10_000)).toBe(200);
  });
});

test.each(['', '"api"', 'r=0;t=5', '"api";r=-1;t=5', '"api";r=0', '"api";r=0;t=99999999999999999999'])(
  'a header in another form is no reason to wait: %j',
  async (value) => {
    const budget = createBudget(createTime().clock, windowInMemory());
    expect(await spend(budget, told(value))).toBe(false);
    expect(await budget.take(10_000)).toHaveProperty('id');
  },
);

test('the header may have blanks', async () => {
  const budget = createBudget(createTime().clock, windowInMemory());
  expect(await spend(budget, told('"api" ; r=0 ; t = 5'))).toBe(true);
  expect(await budget.take(10_000)).toBe(6000);
});

test('the size and the length of a window are kept for estimates', async () => {
  const budget = createBudget(createTime().clock, windowInMemory());
  const policy = '"fixed window";"api";q=500;w=300';
  await spend(budget, new Headers({ ratelimit: '"api";r=499;t=295', 'ratelimit-policy': policy }));
  expect(budget.heard()).toMatchObject({ left: 499, quota: 500, length: 300_000 });
});
