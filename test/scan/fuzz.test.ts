import { expect, test } from 'vitest';
import { SCAN_VERDICTS } from '../../src/model.ts';
import { CONTAINERS } from './build/containers.ts';
import { createRandom, mutated } from './build/mutations.ts';
import { scanBytes } from './build/scanned.ts';

/** What is broken is scanned to a verdict like anything else; `bench/fuzz-scan.ts` breaks a million times as many. */

test('broken contents of every kind come to a verdict', async () => {
  const random = createRandom(20261121);
  for (let round = 0; round < 1500; round++) {
    const bytes = CONTAINERS[random(CONTAINERS.length)] ?? Buffer.alloc(0);
    const other = CONTAINERS[random(CONTAINERS.length)] ?? Buffer.alloc(0);
    const broken = mutated(bytes, other, random);
    const scan = await scanBytes(broken, 'broken.bin', { limits: { bytes: 2 ** 26, steps: 200_000 } });
    expect(SCAN_VERDICTS).toContain(scan.verdict);
    for (const { start, end } of scan.inconclusive) expect(start).toBeLessThanOrEqual(end);
  }
});
