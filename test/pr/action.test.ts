import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { GIT_ENVIRONMENT, git, makeRepository, write } from '../collect/tree.ts';

/** The action, as a runner reads and runs it. */

const ROOT = join(import.meta.dirname, '..', '..');
const ACTION = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
  runs: z.object({
    using: z.literal('composite'),
    steps: z.array(
      z.object({ run: z.string(), shell: z.literal('bash'), env: z.record(z.string(), z.string()).optional() }),
    ),
  }),
});
const { inputs, runs } = ACTION.parse(parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')));
const step = runs.steps.at(-1);

function run(root: string, given: Record<string, string>): { status: number | null; stdout: string; stderr: string } {
  const env = Object.entries(step?.env ?? {}).map(([name, expression]) => {
    const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] ?? '';
    return [name, given[input] ?? ''];
  });
  return spawnSync('bash', ['-c', step?.run ?? ''], {
    cwd: root,
    env: { ...GIT_ENVIRONMENT, HOME: root, GITHUB_ACTION_PATH: ROOT, ...Object.fromEntries(env) },
    encoding: 'utf8',
  });
}

test('what comes from outside reaches a script by its environment alone, and every input does', () => {
  expect(runs.steps.filter((each) => each.run.includes('${{'))).toEqual([]);
  const used = Object.values(step?.env ?? {}).map((expression) =>
    expression.replace(/^\$\{\{ inputs\.(.*) \}\}$/, '$1'),
  );
  expect(used.sort()).toEqual(Object.keys(inputs).sort());
});

test('its inputs are options of the command, and hostile ones are text', () => {
  const root = makeRepository({ 'README.md': 'hello\n' });
  git(root, 'checkout', '-q', '-b', 'change');
  write(root, { 'a.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("lost-lab/x")\n' });
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'change');
  const change = { base: 'main', head: 'change', offline: 'true', suggestions: 'false' };
  const passed = run(root, { ...change, comment: 'always' });
  expect(passed.status).toBe(0);
  expect(passed.stdout).toContain('this change introduces 1 finding: 1 low.');
  expect(run(root, { ...change, 'fail-on': 'low' }).status).toBe(1);
  const hostile = run(root, { ...change, head: '$(touch owned); --output=owned' });
  expect(hostile.status).toBe(2);
  expect(hostile.stderr).toContain('git does not know the commit $(touch owned); --output=owned');
  expect(git(root, 'status', '--porcelain')).toBe('');
});
