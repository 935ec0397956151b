/**
 * Measures the audit of a catalogue of 100,000 lines that name 20,000 repositories in 5,000 namespaces, against a stand-in with a
 * rate limit in a process of its own: requests against the least possible, memory, a warm run, a run that is killed in the middle
 * and taken up again, and the memory that a million lines need.
 *
 *     npm run build && npx tsx bench/catalog.ts        (with SCALE=0.1 a tenth of it)
 */

import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Counts, LIMIT, NAMESPACES, nameOf, ownerOf, REPOSITORIES, SCALE, stateOf } from './catalog-hub.ts';

const CLI = join(import.meta.dirname, '../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'namesake-bench-'));
const MEMORY = 'data:text/javascript,process.on("exit",()=>console.error("maxRSS="+process.resourceUsage().maxRSS))';

/** One request for each repository, one more where it has moved; for each namespace one, and one more where it is no organization. */
function least(): number {
  let requests = 0;
  for (let repository = 0; repository < REPOSITORIES; repository += 1)
    requests += stateOf(repository) === 'moved' ? 2 : 1;
  for (let namespace = 0; namespace < NAMESPACES; namespace += 1) requests += ownerOf(namespace) === 'org' ? 1 : 2;
  return requests;
}

function writeCatalog(lines: number): string {
  const file = join(folder, `${lines}.csv`);
  const rows = Array.from({ length: lines }, (_, line) => `${line},${nameOf((line * 7919) % REPOSITORIES)}`);
  writeFileSync(file, `row,model_id\n${rows.join('\n')}\n`);
  return file;
}

async function ask(hub: ChildProcess, what: 'count' | 'forget'): Promise<Counts> {
  const answer = once(hub, 'message');
  hub.send(what);
  const [counts] = await answer;
  return counts as Counts;
}

interface Ran {
  readonly seconds: number;
  readonly megabytes: number | null;
  readonly summary: string;
}

function start(
  url: string,
  catalog: string,
  cache: string,
  more: readonly string[] = [],
): { child: ChildProcess; ran: Promise<Ran> } {
  const options = ['--catalog', catalog, '--endpoint', url, '--cache-dir', cache, '--no-config', '--fail-on', 'never'];
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', MEMORY, CLI, 'audit', ...options, '--format', 'json', ...more], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const ran = once(child, 'close').then((): Ran => {
    const seconds = (performance.now() - started) / 1000;
    const kilobytes = /maxRSS=(\d+)/.exec(errors)?.[1];
    const megabytes = kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
    return { seconds, megabytes, summary: out === '' ? 'killed' : JSON.stringify(JSON.parse(out).summary.hub) };
  });
  return { child, ran };
}

function tell(what: string, { seconds, megabytes, summary }: Ran, counts: Counts): void {
  const memory = megabytes === null ? '' : `, at most ${megabytes} MB`;
  console.log(`${what}: ${seconds.toFixed(0)} s${memory}; ${JSON.stringify(counts)}`);
  console.log(`  ${summary}`);
}

const hub = fork(join(import.meta.dirname, 'catalog-hub.ts'), { execArgv: ['--import', 'tsx'] });
try {
  const [{ url }] = (await once(hub, 'message')) as [{ url: string }];
  console.log(`least possible: ${least()} requests; the hub allows ${LIMIT.requests} in ${LIMIT.seconds} s`);
  const [small, large] = [writeCatalog(100_000 * SCALE), writeCatalog(1_000_000 * SCALE)];
  const [cache, other] = [join(folder, 'cache'), join(folder, 'other')];

  tell('the small catalogue, nothing known', await start(url, small, cache).ran, await ask(hub, 'count'));
  await ask(hub, 'forget');
  const warm = ['--max-age', '12h'];
  tell('again, nothing too old', await start(url, small, cache, warm).ran, await ask(hub, 'count'));
  await ask(hub, 'forget');
  tell('the large catalogue, nothing too old', await start(url, large, cache, warm).ran, await ask(hub, 'count'));

  await ask(hub, 'forget');
  const doomed = start(url, small, other);
  while ((await ask(hub, 'count')).requests < least() / 2) await new Promise((resume) => setTimeout(resume, 50));
  doomed.child.kill('SIGKILL');
  tell('killed in the middle', await doomed.ran, await ask(hub, 'count'));
  tell('taken up again, both runs together', await start(url, small, other).ran, await ask(hub, 'count'));
} finally {
  hub.kill();
  rmSync(folder, { recursive: true, force: true });
}
