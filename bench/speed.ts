// Measures speed beside other tools, as ratios of one run: npm run bench:speed -- --repo DIR [--bandit FILE] [--rg FILE] [--cli FILE]
//
// Everything runs on the same tree, one after the other, with its output going to a file. The first row is ripgrep with a wide regex
// (anything with a slash between two words), which is the least that any extractor has to read. `cold` has an empty cache, `warm` the one
// that `cold` left. The staged files are five Python files at the 10th, 30th, 50th, 70th and 90th percentile of size, changed by a line.
// Short commands are run several times, and the fastest counts, since others may use the machine. A missing tool is said to be missing.

import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { labelledTree } from '../src/extract/syntax.ts';

const WIDE = String.raw`[\w.-]+/[\w.-]+`;
const TIME = '/usr/bin/time';

interface Cost {
  /** In seconds; the processor's time is that of all threads. */
  readonly wall: number;
  readonly processor: number;
  /** In megabytes; null where nothing here can tell. */
  readonly peak: number | null;
}

const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    bandit: { type: 'string', default: 'bandit' },
    rg: { type: 'string', default: 'rg' },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
    'parse-everything': { type: 'boolean', default: false },
  },
});
if (values.repo === undefined) {
  console.error('usage: npm run bench:speed -- --repo DIR [--bandit FILE] [--rg FILE] [--cli FILE]');
  process.exit(2);
}
const repo = resolve(values.repo);
const python = readdirSync(repo, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.py') && !path.startsWith('.git/') && statSync(join(repo, path)).isFile())
  .sort();

if (values['parse-everything']) {
  for (const path of python) await labelledTree('python', readFileSync(join(repo, path), 'utf8'));
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'namesake-speed-'));
const measured = existsSync(TIME);
try {
  const { cli, rg, bandit } = values;
  const cache = join(folder, 'cache');
  const refs = [process.execPath, cli, 'refs', '.', '--no-config'];
  const staged = stage();
  const rows: [name: string, cost: Cost | null][] = [
    ['ripgrep, wide regex', run([rg, '-n', '-o', WIDE, '.'], repo, 7)],
    ['namesake refs, cold', run(refs, repo, 1)],
    ['namesake refs, warm', run(refs, repo, 5)],
    ['namesake refs --staged, five files', run([process.execPath, cli, 'refs', '--staged', '--no-config'], staged, 5)],
    ['node that does nothing', run([process.execPath, '-e', '0'], repo, 5)],
    [
      'every Python file parsed',
      run(
        [process.execPath, ...process.execArgv, fileURLToPath(import.meta.url), '--repo', repo, '--parse-everything'],
        repo,
        1,
      ),
    ],
    ['Bandit, B615 alone', run([bandit, '-q', '-r', '.', '-t', 'B615', '-f', 'json'], repo, 1)],
  ];
  const base = rows[0]?.[1];
  const size = python.reduce((sum, path) => sum + statSync(join(repo, path)).size, 0);
  console.log(
    `${python.length} Python files, ${(size / 1e6).toFixed(1)} MB; ${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `\n${'command'.padEnd(36)}${['wall s', 'x rg', 'cpu s', 'x rg', 'peak MB'].map((each) => each.padStart(9)).join('')}`,
  );
  for (const [name, cost] of rows) {
    const cells =
      cost === null
        ? ['missing']
        : [
            cost.wall.toFixed(2),
            base == null ? '-' : (cost.wall / base.wall).toFixed(1),
            measured ? cost.processor.toFixed(2) : '-',
            base == null || !measured ? '-' : (cost.processor / base.processor).toFixed(1),
            cost.peak?.toFixed(0) ?? '-',
          ];
    console.log(name.padEnd(36) + cells.map((each) => each.padStart(9)).join(''));
  }
  const [, cold, , , , parsed, slow] = rows.map(([, cost]) => cost);
  for (const [name, other] of [
    ['Bandit B615', slow],
    ['parsing every file', parsed],
  ] as const)
    if (cold != null && other != null)
      console.log(
        `\ncold is ${(other.wall / cold.wall).toFixed(1)} times faster than ${name} (processor: ${(other.processor / cold.processor).toFixed(1)})`,
      );
  if (!measured) console.log(`\n${TIME} is missing: no processor times, no peaks`);

  function run(command: readonly string[], cwd: string, times: number): Cost | null {
    let best: Cost | null = null;
    for (let i = 0; i < times; i++) {
      const cost = once(command, cwd, cache);
      if (cost === null) return null;
      if (best === null || cost.wall < best.wall) best = cost;
    }
    return best;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function once([program = '', ...args]: readonly string[], cwd: string, cache: string): Cost | null {
  const output = openSync(join(folder, 'output'), 'w');
  const told = join(folder, 'time');
  const started = performance.now();
  const [file, all] = measured ? [TIME, ['-o', told, '-f', '%e %U %S %M', program, ...args]] : [program, args];
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const { error, status } = spawnSync(file, all, { cwd, env, stdio: ['ignore', output, 'ignore'] });
  const wall = (performance.now() - started) / 1000;
  closeSync(output);
  // 127: there is no such program. Tools that find something end with 1, and none with more.
  if (error !== undefined || status === 127) return null;
  if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  if (!measured) return { wall, processor: wall, peak: null };
  const [, user, system, peak] = readFileSync(told, 'utf8').trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  return { wall, processor: (user ?? 0) + (system ?? 0), peak: (peak ?? 0) / 1000 };
}

/** A clone of the repository with five changed files. */
function stage(): string {
  const clone = join(folder, 'clone');
  const git = (...args: string[]): void => {
    spawnSync('git', args, { cwd: existsSync(clone) ? clone : folder, stdio: 'ignore' });
  };
  git('clone', '--quiet', '--shared', repo, clone);
  const bySize = python
    .filter((path) => existsSync(join(clone, path)))
    .sort((a, b) => statSync(join(repo, a)).size - statSync(join(repo, b)).size);
  for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    const path = bySize[Math.floor(bySize.length * share)];
    if (path === undefined) continue;
    appendFileSync(join(clone, path), '# changed\n');
    git('add', path);
  }
  return clone;
}
