import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeTree, write } from '../collect/tree.ts';
import { accountOf, hubOf, modelOf } from '../commands/audited.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');
const load = (...names: string[]) =>
  `from transformers import AutoModel\n${names.map((name) => `AutoModel.from_pretrained("${name}")\n`).join('')}`;

/** Runs the built command line as a person does, with nothing of the machine's own settings. */
function run(cwd: string, ...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: join(cwd, '../home') },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (status) => done({ status, stdout, stderr }));
  });
}

const scenario = {
  accounts: [accountOf('heron-labs', '2022-08-01')],
  repositories: [modelOf('heron-labs/tern-7b', '2022-10-01'), modelOf('heron-labs/gull', '2022-10-01')],
};

/** A folder that names these, a hub, and the arguments that lead there. */
async function setting(...names: string[]) {
  const hub = await hubOf(scenario);
  // The cache is beside what is audited, not in it.
  return { root: join(makeTree({ 'code/load.py': load(...names) }), 'code'), hub, there: ['--endpoint', hub.url] };
}

describe('namesake lock', () => {
  test('writes, says what, and has nothing to say the second time', async () => {
    const { root, there } = await setting('heron-labs/tern-7b');
    const first = await run(root, 'lock', ...there);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /^added {4}model heron-labs\/tern-7b: [0-9a-f]{40}\n.*namesake\.lock: written, 1 entry\n$/,
    );
    expect((await run(root, 'lock', ...there)).stdout).toMatch(/^\S+namesake\.lock: not changed, 1 entry\n$/);
  });

  test('--check is 0 where all is as locked, 1 where something is not, 2 where there is no lock', async () => {
    const { root, there } = await setting('heron-labs/tern-7b');
    expect((await run(root, 'lock', '--check', ...there)).status).toBe(2);
    await run(root, 'lock', ...there);
    expect((await run(root, 'lock', '--check', ...there)).status).toBe(0);
    const text = readFileSync(join(root, 'namesake.lock'), 'utf8');
    write(root, { 'more.py': load('heron-labs/gull') });
    expect(await run(root, 'lock', '--check', ...there)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^added {4}model heron-labs\/gull: /),
    });
    expect(readFileSync(join(root, 'namesake.lock'), 'utf8')).toBe(text);
  });

  test('a reused name is 1, and --accept can be given again, before a path', async () => {
    const { root, hub, there } = await setting('heron-labs/tern-7b', 'heron-labs/gull');
    await run(root, 'lock', ...there);
    hub.world.deleteOwner('heron-labs');
    hub.world.addAccount(accountOf('heron-labs', '2025-06-01'));
    for (const { id } of scenario.repositories) hub.world.addRepository(modelOf(id, '2025-06-02'));
    const anew = ['--max-age', '0', ...there];
    const refused = await run(root, 'lock', ...there);
    expect(refused.status).toBe(1);
    expect(refused.stdout.match(/^reused/gm)).toHaveLength(2);
    expect((await run(root, 'audit', '--format', 'json', ...anew)).stdout).toContain('"reused-namespace"');
    expect((await run(root, 'audit', '--no-lock', '--format', 'json', ...anew)).stdout).not.toContain(
      'reused-namespace',
    );
    const accepted = await run(
      root,
      'lock',
      ...there,
      '--accept',
      'heron-labs/gull',
      '--accept',
      'heron-labs/tern-7b',
      '.',
    );
    expect(accepted).toMatchObject({ status: 0, stdout: expect.stringMatching(/^accepted .*\naccepted /) });
  });

  test('an audit offline says what is not in the lock', async () => {
    const { root, there } = await setting('heron-labs/tern-7b');
    await run(root, 'lock', ...there);
    const offline = ['--offline', '--persona', 'pedantic', '--fail-on', 'low', '--format', 'json'];
    expect((await run(root, 'audit', ...offline)).stdout).not.toContain('unlocked-reference');
    write(root, { 'more.py': load('heron-labs/gull') });
    const { findings } = JSON.parse((await run(root, 'audit', ...offline)).stdout);
    expect(findings.filter(({ rule }: { rule: string }) => rule === 'unlocked-reference')).toMatchObject([
      { id: 'heron-labs/gull', severity: 'low' },
    ]);
  });

  test('a broken lock is 2, with its line and what to do, for audit and lock', async () => {
    const { root, there } = await setting('heron-labs/tern-7b');
    write(root, {
      'namesake.lock': 'version: 1\nendpoint: "https://huggingface.co"\nrepositories:\n  - id: "\u001b[31mx"\n',
    });
    for (const command of ['audit', 'lock']) {
      const { status, stdout, stderr } = await run(root, command, ...there);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/namesake\.lock:4: .*\n {2}\S/);
      expect(stderr).not.toContain('\u001b');
    }
    expect((await run(root, 'audit', '--no-lock', '--fail-on', 'never', ...there)).status).toBe(0);
    expect((await run(root, 'audit', '--lock', 'nowhere', ...there)).stderr).toContain('no such lock');
  });
});
