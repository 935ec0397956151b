import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { knownGood, repository, standInFor, temporaryFolder } from '../hub/client.ts';
import type { StandIn } from '../stand-in/stand-in.ts';

/** The built command line, as a person runs it. */

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const COMMIT = 'c'.repeat(40);
const DATE = '2023-05-06T07:08:09Z';
const LOAD = 'from transformers import AutoModel\nm = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const PINNED = LOAD.replace('7b")', `7b", revision="${COMMIT}")  # main`);

let folder: string;
let hub: StandIn;
beforeEach(async () => {
  folder = await temporaryFolder();
  hub = await standInFor({
    accounts: [...knownGood, { kind: 'org', name: 'heron-labs', created: DATE }],
    repositories: [
      repository('heron-labs/tern-7b', { commits: [{ id: COMMIT, date: DATE, files: { 'config.json': '{}' } }] }),
    ],
  });
  writeFileSync(join(folder, 'a.py'), LOAD);
});

function run(...args: readonly string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const env = { PATH: process.env.PATH ?? '', HOME: folder, HF_ENDPOINT: hub.url };
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (status) => done({ status, stdout, stderr }));
  });
}

test('pin writes, and says what it wrote', async () => {
  const { status, stdout } = await run('pin');
  expect(status).toBe(0);
  expect(stdout).toBe(`a.py:2:32: heron-labs/tern-7b pinned to ${COMMIT} (main)\n1 reference in 1 file changed.\n`);
  expect(readFileSync(join(folder, 'a.py'), 'utf8')).toBe(PINNED);
});

test('pin --dry-run gives a patch that git applies', async () => {
  expect((await run('pin', '--dry-run', '-o', 'pins.patch')).status).toBe(0);
  expect(readFileSync(join(folder, 'a.py'), 'utf8')).toBe(LOAD);
  expect(spawnSync('git', ['apply', 'pins.patch'], { cwd: folder }).status).toBe(0);
  expect(readFileSync(join(folder, 'a.py'), 'utf8')).toBe(PINNED);
});

test('audit --fix pins first, and reports what is left', async () => {
  const { status, stdout, stderr } = await run('audit', '--fix', '--fail-on', 'low');
  expect(stderr).toContain('1 reference in 1 file changed.');
  expect(stdout).toContain('Nothing to report.');
  expect(status).toBe(0);
});

test('audit --fix does not edit what is not on the disk', async () => {
  const { status, stderr } = await run('audit', '--fix', '--staged');
  expect([status, stderr]).toEqual([2, expect.stringContaining('--fix edits files on the disk')]);
});

test('mirror fetches what the folder loads', async () => {
  const { status, stdout } = await run('mirror', '--to', 'cache');
  expect(status).toBe(0);
  expect(stdout).toBe(
    `model heron-labs/tern-7b at ${COMMIT}: 1 of 1 files, 0.0 MB\n\nRead it with HF_HUB_CACHE=${join(folder, 'cache')} and HF_HUB_OFFLINE=1.\n`,
  );
  expect(existsSync(join(folder, 'cache', 'models--heron-labs--tern-7b', 'snapshots', COMMIT, 'config.json'))).toBe(
    true,
  );
});

test('mirror ends with 2 where something cannot be fetched, and is told where to', async () => {
  expect((await run('mirror', 'heron-labs/nothing-7b', '--to', 'cache')).status).toBe(2);
  expect((await run('mirror')).status).toBe(2);
});
