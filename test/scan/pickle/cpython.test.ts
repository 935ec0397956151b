/** The machine against CPython itself, on streams that name nothing and whose names are refused. The long run is `bench/compare-cpython.ts`. */

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { differences } from './differential.ts';
import { mixedStreams } from './random-streams.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

test.runIf(hasPython)('reaches the same opcodes, asks for the same names and leaves the same values', async () => {
  const { compared, found } = await differences(mixedStreams(600, 20_240_229));
  expect(found).toEqual([]);
  expect(compared).toBe(600);
});
