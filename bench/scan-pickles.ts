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
const RUNS = 5;

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

const SCAN = `
  const { scan } = await import('${join(import.meta.dirname, '../dist/commands/scan.js')}');
  const settings = { endpoint: 'https://huggingface.co', token: null, cacheDir: null, snapshot: null, record: null, offline: true };
  const { report } = await scan([process.argv[1]], settings, new AbortController().signal, () => {}, () => {});
  console.log(JSON.stringify(report.summary));`;

/** The shortest of some runs, in milliseconds: what else the machine does only adds to it. */
function time(command: string, args: readonly string[]): { best: number; output: string } {
  let best = Number.POSITIVE_INFINITY;
  let output = '';
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    const { stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
    if (error !== undefined) throw error;
    best = Math.min(best, performance.now() - started);
    output = stdout.trim() || stderr.trim();
  }
  return { best, output };
}

console.log(`${FILES} files, ${(total / 1e6).toFixed(1)} MB, the best of ${RUNS} runs`);
const ours = time(process.execPath, ['--input-type=module', '-e', SCAN, folder]);
console.log(`namesake ${ours.best.toFixed(0)} ms: ${ours.output.split('\n').at(-1)}`);
const picklescan = process.argv[2];
if (picklescan !== undefined) {
  const theirs = time(picklescan, ['-p', folder]);
  console.log(`picklescan ${theirs.best.toFixed(0)} ms: ${theirs.output.split('\n').slice(-3).join(', ')}`);
  console.log(`${((100 * ours.best) / theirs.best).toFixed(0)} % of its time`);
}
rmSync(folder, { recursive: true });
