import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { makeTree, write } from '../collect/tree.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const SOURCE = `acme/namesake@${'a'.repeat(40)}`;

function run(cwd: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd },
    encoding: 'utf8',
  });
}

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

test('an empty repository gets a configuration with its schema, a hook and a workflow, and all is used at once', () => {
  const root = makeTree({});
  expect(run(root, 'init', '--yes', '--source', SOURCE).status).toBe(0);
  const [, schema = ''] = /^# yaml-language-server: \$schema=\.\/(.+)\n/.exec(read(root, 'namesake.yml')) ?? [];
  expect(JSON.parse(read(root, schema)).title).toBe('namesake.yml');
  expect(parse(read(root, '.pre-commit-config.yaml')).repos).toMatchObject([
    { rev: 'a'.repeat(40), hooks: [{ id: 'namesake' }] },
  ]);
  const { on, jobs } = parse(read(root, '.github/workflows/namesake.yml'));
  expect(Object.keys(on)).toEqual(['pull_request']);
  expect(jobs.namesake.steps.at(-1).uses).toBe(SOURCE);
  expect(run(root, '--offline')).toMatchObject({ status: 0, stderr: '' });
});

test('what is there stays as it is, byte for byte', () => {
  const files = { 'namesake.yml': 'fail-on: high\n', '.github/workflows/namesake.yml': 'name: mine\n' };
  const root = makeTree(files);
  const { stdout } = run(root, 'init', '--yes', '--source', SOURCE);
  for (const [path, text] of Object.entries(files)) expect(read(root, path)).toBe(text);
  expect(stdout).toContain('namesake.yml: not written: it is there already');
});

test('a hook is added to those that are there, once, with nothing else changed', () => {
  const hooks =
    '# ours\nrepos:\n- repo: local   # fast\n  hooks:\n  - {id: lint, name: lint, entry: lint, language: system}\n';
  const root = makeTree({ '.pre-commit-config.yaml': hooks });
  run(root, 'init', '--yes');
  run(root, 'init', '--yes');
  const now = read(root, '.pre-commit-config.yaml');
  expect(now.startsWith(`${hooks}- repo: local\n`)).toBe(true);
  expect(parse(now).repos.map(({ hooks: [hook] }: { hooks: { id: string }[] }) => hook?.id)).toEqual([
    'lint',
    'namesake',
  ]);
});

test('a list of hooks that does not end the file is left, with the entry to be added by hand', () => {
  const hooks = 'repos: []\ndefault_stages: [pre-commit]\n';
  const root = makeTree({ '.pre-commit-config.yaml': hooks });
  expect(run(root, 'init', '--yes').stdout).toMatch(
    /left as it is: the list does not end the file; the entry is:\n.*- repo: local/,
  );
  expect(read(root, '.pre-commit-config.yaml')).toBe(hooks);
});

test('where nobody can be asked nothing is written, and no package is fetched whose name is a guess', () => {
  const root = makeTree({});
  expect(run(root, 'init')).toMatchObject({ status: 2, stdout: '' });
  expect(readdirSync(root)).toEqual([]);
  run(root, 'init', '--yes');
  expect(readdirSync(root)).not.toContain('.github');
  expect(read(root, '.pre-commit-config.yaml')).not.toMatch(/https|additional_dependencies/);
});

test('a source without a commit is refused', () => {
  const root = makeTree({});
  write(root, {});
  expect(run(root, 'init', '--yes', '--source', 'acme/namesake@main').status).toBe(2);
  expect(readdirSync(root)).toEqual([]);
});
