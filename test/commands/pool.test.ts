import { expect, test } from 'vitest';
import { pooled } from '../../src/commands/pool.ts';

test('tasks are started in order, so many at a time, and their results are in order', async () => {
  let running = 0;
  let most = 0;
  const started: number[] = [];
  const results = await pooled([5, 1, 4, 2, 3, 0], 2, async (turns) => {
    started.push(turns);
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < turns; turn += 1) await new Promise((wake) => setImmediate(wake));
    running -= 1;
    return turns * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30, 0]);
  expect(started).toEqual([5, 1, 4, 2, 3, 0]);
  expect(most).toBe(2);
});

test('a task that fails fails the whole', async () => {
  await expect(pooled([1, 2], 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await pooled([], 4, () => Promise.reject(new Error('no')))).toEqual([]);
});
