import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { REPORT_DOCUMENT } from '../../src/report/document.ts';
import { failing, faults } from '../stand-in/faults.ts';
import type { Scenario } from '../stand-in/scenario.ts';
import { type StandIn, startStandIn } from '../stand-in/stand-in.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');
const DAY = '2023-05-06T07:08:09Z';

const TOWN: Scenario = {
  accounts: [
    { kind: 'org', name: 'openai-community', created: DAY },
    { kind: 'user', name: 'TheBloke', created: DAY },
    { kind: 'org', name: 'acme', created: DAY },
  ],
  repositories: [
    { id: 'acme/chat', created: DAY, commits: [{ date: DAY }], tags: { v1: 0 } },
    ...Array.from({ length: 200 }, (_, number) => ({
      id: `acme/m-${number}`,
      created: DAY,
      commits: [{ date: DAY }],
    })),
  ],
  redirects: [],
};

let folder: string;
let hub: StandIn;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'namesake-catalog-'));
  hub = await startStandIn(TOWN);
});

afterEach(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built command line as a person does, in the folder of the test. */
function start(args: readonly string[], input = ''): { child: ChildProcess; ran: Promise<Ran> } {
  const options = ['--endpoint', hub.url, '--cache-dir', join(folder, 'cache'), '--no-config'];
  const env = { PATH: process.env.PATH ?? '', HOME: folder };
  const child = spawn(process.execPath, [CLI, 'audit', ...args, ...options], { cwd: folder, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  child.stdin.on('error', () => {}); // The process may be gone before it has read.
  child.stdin.end(input);
  return { child, ran: new Promise((done) => child.on('close', (status) => done({ status, stdout, stderr }))) };
}

async function report(args: readonly string[], input?: string): Promise<z.infer<typeof REPORT_DOCUMENT>> {
  const { stdout, stderr } = await start([...args, '--format', 'json'], input).ran;
  try {
    return REPORT_DOCUMENT.parse(JSON.parse(stdout));
  } catch {
    throw new Error(`no report: ${stderr}`);
  }
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

type Found = z.infer<typeof REPORT_DOCUMENT>['findings'];
const told = (findings: Found) => findings.map(({ rule, id }) => `${rule} ${id}`);

describe('a catalogue', () => {
  test('is judged by the rules that judge code, with the place in the file', async () => {
    const file = write('models.csv', 'name,model_id\nChat,acme/chat\nLost,ghost/tiny\nGone,acme/gone\n');
    const { findings, summary } = await report(['--catalog', file]);
    expect(told(findings)).toEqual(['orphaned-namespace ghost/tiny', 'missing-repository acme/gone']);
    expect(findings[0]?.places).toEqual([{ path: 'models.csv', line: 3, column: 6, endColumn: 16, place: 'config' }]);
    expect(summary).toMatchObject({ files: 1, references: 3, repositories: 3, hub: { unknown: 0 } });
  });

  test('is asked about once for each repository and each namespace, however often they are named', async () => {
    const rows = Array.from(
      { length: 1_000 },
      (_, row) => ['acme/chat', 'ACME/Chat', 'acme/m-1', 'ghost/tiny'][row % 4],
    );
    const { findings, summary } = await report(['--catalog', write('models.txt', rows.join('\n'))]);
    expect(summary).toMatchObject({ references: 1_000, repositories: 3 });
    const [lost] = findings;
    expect(lost?.places.map(({ line }) => line)).toEqual([4, 8, 12, 16, 20]);
    expect(lost?.unlisted).toBe(245);
    expect(hub.log.map(({ path }) => path).sort()).toEqual([
      '/api/models/acme/chat?securityStatus=true',
      '/api/models/acme/m-1?securityStatus=true',
      '/api/models/ghost/tiny?securityStatus=true',
      '/api/organizations/acme/overview',
      '/api/organizations/ghost/overview',
      // Known-good accounts, before it is believed that somebody is missing.
      '/api/organizations/openai-community/overview',
      '/api/users/TheBloke/overview',
      '/api/users/ghost/overview',
    ]);
  });

  test('asks for a pin only where it has a column for one', async () => {
    const without = write('a.csv', 'model_id\nacme/chat\nacme/m-1\n');
    expect(told((await report(['--catalog', without])).findings)).toEqual([]);
    const pinned = write('b.csv', 'model_id,revision\nacme/chat,v1\nacme/m-1,\nacme/m-2,nowhere\n');
    expect(told((await report(['--catalog', pinned])).findings)).toEqual([
      'unknown-revision acme/m-2',
      'mutable-revision acme/chat',
      'unpinned-revision acme/m-1',
    ]);
  });

  test('is read from standard input as well', async () => {
    const { findings } = await report(['--catalog', '-'], '[{"id": "acme/chat"},\n {"id": "ghost/tiny"}]');
    expect(findings[0]?.places).toMatchObject([{ path: '<stdin>', line: 2, column: 10 }]);
  });

  test('with rows that name nothing is told as not read in full', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => `nothing of ${row}`);
    const file = write('models.txt', ['acme/chat', ...rows, ...Array(40).fill('acme/chat')].join('\n'));
    const { diagnostics } = await report(['--catalog', file]);
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics[0]).toMatchObject({ path: 'models.txt', line: 2 });
    expect(diagnostics[20]?.message).toBe('10 more rows could not be read');
    expect((await start(['--catalog', file, '--strict']).ran).status).toBe(2);
  });

  test.each([
    ['does not exist', ['--catalog', 'nowhere.csv'], /nowhere\.csv cannot be read/],
    ['is a folder', ['--catalog', '.'], /is a folder/],
    [
      'names no repository',
      ['--catalog', 'plain.csv'],
      /nothing in .*plain\.csv reads as a repository of the Hub; it has size/,
    ],
    ['has no such column', ['--catalog', 'models.csv', '--catalog-column', 'repo'], /has no column repo/],
    ['stands beside paths', ['--catalog', 'models.csv', 'src'], /--catalog takes the place of paths/],
  ])('that %s is refused with a cause and a line of help', async (_, args, cause) => {
    write('plain.csv', 'size\n1\n');
    write('models.csv', 'model_id\nacme/chat\n');
    const { status, stdout, stderr } = await start(args).ran;
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(cause);
    expect(stderr.trim().split('\n').length).toBeGreaterThanOrEqual(2);
  });
});

describe('a baseline', () => {
  test('leaves what is new since last night, night after night', async () => {
    const night = async (name: string, rows: string, more: string[] = []) => {
      const file = write(name, `model_id\n${rows}\n`);
      const result = await report(['--catalog', file, ...more]);
      write('last.json', JSON.stringify(result));
      return told(result.findings);
    };
    const since = ['--baseline', 'last.json'];
    expect(await night('mon.csv', 'acme/chat\nghost/tiny')).toEqual(['orphaned-namespace ghost/tiny']);
    expect(await night('tue.csv', 'ghost/tiny\nacme/gone', since)).toEqual(['missing-repository acme/gone']);
    expect(await night('wed.csv', 'ghost/tiny\nacme/gone', since)).toEqual([]);
  });

  test('forgets nothing in a night in which the Hub could not be asked', async () => {
    const file = write('models.csv', 'model_id\nghost/tiny\n');
    write('last.json', JSON.stringify(await report(['--catalog', file, '--max-age', '0'])));
    const mend = hub.fault(/./, failing(404));
    const outage = await report(['--catalog', file, '--baseline', 'last.json', '--max-age', '0']);
    expect(told(outage.findings)).toEqual(['unverified-reference ghost/tiny']);
    mend();
    write('last.json', JSON.stringify(outage));
    const next = await report(['--catalog', file, '--baseline', 'last.json', '--max-age', '0']);
    expect(told(next.findings)).toEqual([]);
  });

  test('is of use to an audit of code as well', async () => {
    write('a.py', 'from transformers import AutoModel\nAutoModel.from_pretrained("ghost/tiny")\n');
    write('last.json', JSON.stringify(await report(['a.py'])));
    const file = 'from transformers import AutoModel\n\n\nAutoModel.from_pretrained("ghost/tiny")\n';
    write('a.py', `${file}AutoModel.from_pretrained("ghost/other")\n`);
    const { findings, known } = await report(['a.py', '--baseline', 'last.json']);
    expect(told(findings)).toEqual(['orphaned-namespace ghost/other']);
    expect(known).toMatchObject([{ id: 'ghost/tiny' }]);
    expect((await start(['a.py', '--baseline', 'nowhere.json']).ran).status).toBe(2);
    expect((await start(['a.py', '--baseline', 'a.py']).ran).stderr).toMatch(/is no report of namesake/);
  });
});

describe('a run that is killed', () => {
  const rows = Array.from({ length: 200 }, (_, number) =>
    number % 10 === 0 ? `ghost-${number}/tiny` : `acme/m-${number}`,
  );

  /** What was asked again, of what was asked before. */
  function again(before: number): string[] {
    const first = new Set(hub.log.slice(0, before).map(({ path }) => path));
    return hub.log.slice(before).flatMap(({ path }) => (first.has(path) ? [path] : []));
  }

  test('in the middle is taken up again by the next, which asks only what was under way', async () => {
    const file = write('models.txt', rows.join('\n'));
    hub.latency = 5;
    const { child, ran } = start(['--catalog', file]);
    while (hub.log.length < 130) await new Promise((wake) => setTimeout(wake, 5));
    child.kill('SIGKILL');
    await ran;
    const before = hub.log.length;
    expect(before).toBeLessThan(240);
    const { findings, summary } = await report(['--catalog', file]);
    expect(summary.hub?.unknown).toBe(0);
    expect(told(findings).filter((each) => each.startsWith('orphaned-namespace'))).toHaveLength(20);
    expect(summary.hub?.saved).toBeGreaterThan(60);
    // Eight requests were under way. An answer is kept once it is understood; that on an orphan, when it is known that nobody owns it.
    const repeated = again(before);
    expect(repeated.filter((path) => path.includes('/acme/m-')).length).toBeLessThanOrEqual(8);
    expect(repeated.length).toBeLessThanOrEqual(32 * 3);
  });

  test('believes what it heard even where that would be too old for another run', async () => {
    const file = write('models.txt', 'acme/chat\nacme/m-1\n');
    const mend = hub.fault(/m-1/, faults.hang);
    const { child, ran } = start(['--catalog', file, '--max-age', '0']);
    while (hub.log.length < 3) await new Promise((wake) => setTimeout(wake, 5));
    // The answers to the others are on the disk by the time that they are asked for again.
    await new Promise((wake) => setTimeout(wake, 300));
    child.kill('SIGKILL');
    await ran;
    mend();
    hub.log.length = 0;
    const next = await start(['--catalog', file, '--max-age', '0', '--format', 'json']).ran;
    expect(next.stderr).toMatch(/was not finished: going on with it/);
    expect(hub.log.map(({ path }) => path)).not.toContain('/api/models/acme/chat?securityStatus=true');
    expect(readdirSync(join(folder, 'cache')).filter((name) => name.startsWith('run-'))).toEqual([]);
  });

  test('is over when it has ended: the next one asks anew', async () => {
    const file = write('models.txt', 'acme/chat\n');
    await report(['--catalog', file, '--max-age', '0']);
    const { summary } = await report(['--catalog', file, '--max-age', '0']);
    expect(summary.hub).toMatchObject({ requests: 2, saved: 0 });
  });
});

test('a warm run asks nothing, and says what it was spared', async () => {
  const file = write('models.txt', 'acme/chat\nacme/m-1\n');
  await report(['--catalog', file]);
  hub.log.length = 0;
  const { stdout } = await start(['--catalog', file]).ran;
  expect(stdout.replace(/\s+/g, ' ')).toContain(`0 requests to ${hub.url} and 3 answers from the cache.`);
  expect(hub.log).toEqual([]);
});
