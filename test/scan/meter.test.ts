import { expect, test } from 'vitest';
import { createMeter } from '../../src/scan/meter.ts';

test('every byte that was read counts once', () => {
  // Stretches from a generator of fixed seed, counted by hand as well.
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  const meter = createMeter();
  const read = new Set<number>();
  for (let round = 0; round < 500; round++) {
    const start = random(2000);
    const end = start + random(30);
    meter.add(start, end);
    for (let at = start; at < end; at++) read.add(at);
    expect(meter.bytes()).toBe(read.size);
  }
});
