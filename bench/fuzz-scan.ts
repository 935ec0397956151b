/**
 * Breaks contents of every kind, scans them, and tells of crashes, of scans that take long, and of memory.
 *
 *     npx tsx bench/fuzz-scan.ts [COUNT [SEED]]
 *
 * What goes wrong is written to the folder for temporary files, with its seed.
 */

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTAINERS } from '../test/scan/build/containers.ts';
import { createRandom, mutated } from '../test/scan/build/mutations.ts';
import { scanBytes } from '../test/scan/build/scanned.ts';

/** Milliseconds of work; a scan that takes longer is told of. */
const LONG = 2000;

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const random = createRandom(seed);
const verdicts = new Map<string, number>();
const started = performance.now();
let [crashes, slow, slowest] = [0, 0, 0];

for (let round = 0; round < count; round++) {
  const bytes = CONTAINERS[random(CONTAINERS.length)] ?? Buffer.alloc(0);
  const broken = mutated(bytes, CONTAINERS[random(CONTAINERS.length)] ?? Buffer.alloc(0), random);
  const before = process.cpuUsage();
  try {
    const { verdict } = await scanBytes(broken, 'broken.bin', { limits: { bytes: 2 ** 26, steps: 1_000_000 } });
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  } catch (error) {
    crashes += 1;
    keep('crash', round, broken, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1000;
  slowest = Math.max(slowest, took);
  if (took > LONG) {
    slow += 1;
    keep('slow', round, broken, `${took.toFixed(0)} ms`);
  }
  if (round % 50_000 === 49_999) report(round + 1);
}
report(count);

function keep(what: string, round: number, bytes: Buffer, why: string): void {
  const file = join(tmpdir(), `namesake-fuzz-${what}-${seed}-${round}`);
  writeFileSync(file, bytes);
  console.log(`${what} in round ${round}: ${file}\n${why}`);
}

function report(rounds: number): void {
  const memory = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  const seen = [...verdicts].map(([verdict, number]) => `${number} ${verdict}`).join(', ');
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${rounds} in ${seconds} s: ${crashes} crashes, ${slow} slow, slowest ${slowest.toFixed(0)} ms, at most ${memory} MB; ${seen}`,
  );
}
