/**
 * Measures a folder of 200 pickles, process start included, beside picklescan's time for the same files.
 *
 *     npm run build && npx tsx bench/scan-pickles.ts [PICKLESCAN]
 *
 * PICKLESCAN is the command of an installed picklescan; without it only our own time is told.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILES = 200;
/** Of one file, in bytes: 5.4 MB together. */
const SIZE = 27_000;
const RUNS = 7;

const benign = join(import.meta.dirname, '../fixtures/scan/benign');
const pickles = readdirSync(benign, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.pkl'))
  .map((path) => readFileSync(join(benign, path)));
const folder = mkdtempSync(join(tmpdir(), 'namesake-bench-'));
let next = 0;
let total = 0;
for (let i = 0; i < FILES; i++) {
  const parts: Buffer[] = [];
  for (let size = 0; size < SIZE; size += parts.at(-1)?.length ?? 0)
    parts.push(pickles[next++ % pickles.length] ?? Buffer.alloc(0));
  const bytes = Buffer.concat(parts);
  total += bytes.length;
  writeFileSync(join(folder, `model-${i}.pkl`), bytes);
}

const CLI = join(import.meta.dirname, '../dist/cli.js');

interface Runs {
  /** The shortest, in milliseconds: what else the machine does only adds to it. */
  best: number;
  output: string;
}

function run(command: string, args: readonly string[], runs: Runs): void {
  const started = performance.now();
  const { stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  runs.best = Math.min(runs.best, performance.now() - started);
  runs.output = stdout.trim() || stderr.trim();
}

const ours: Runs = { best: Number.POSITIVE_INFINITY, output: '' };
const theirs: Runs = { best: Number.POSITIVE_INFINITY, output: '' };
const picklescan = process.argv[2];
// By turns, so that what else the machine does is felt by both.
for (let turn = 0; turn < RUNS; turn++) {
  run(process.execPath, [CLI, 'scan', folder], ours);
  if (picklescan !== undefined) run(picklescan, ['-p', folder], theirs);
}
console.log(`${FILES} files, ${(total / 1e6).toFixed(1)} MB, the best of ${RUNS} runs`);
console.log(`namesake ${ours.best.toFixed(0)} ms: ${ours.output.split('\n').slice(-2).join(' ')}`);
if (picklescan !== undefined) {
  console.log(`picklescan ${theirs.best.toFixed(0)} ms: ${theirs.output.split('\n').slice(-3).join(', ')}`);
  console.log(`${((100 * ours.best) / theirs.best).toFixed(0)} % of its time`);
}
rmSync(folder, { recursive: true });
