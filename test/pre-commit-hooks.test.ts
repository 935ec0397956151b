import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { makeRepository } from './collect/tree.ts';

/** The hooks, run as pre-commit runs them: their entry, and the names of the files after it. */

const ROOT = join(import.meta.dirname, '..');
const HOOKS = z
  .array(
    z.object({
      id: z.string(),
      entry: z.string(),
      language: z.literal('node'),
      pass_filenames: z.boolean().default(true),
    }),
  )
  .parse(parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')));
const REMOTE_CODE =
  'from transformers import AutoModel\nAutoModel.from_pretrained("lost-lab/x", trust_remote_code=True)\n';

function hook(
  id: string,
  root: string,
  files: readonly string[],
): { status: number | null; stdout: string; stderr: string } {
  const found = HOOKS.find((each) => each.id === id);
  const [command, ...args] = (found?.entry ?? '').split(' ');
  expect(command).toBe('namesake');
  return spawnSync(
    process.execPath,
    [join(ROOT, 'dist', 'cli.js'), ...args, ...(found?.pass_filenames === true ? files : [])],
    {
      cwd: root,
      // Nobody listens there: a hook that asked would fail, or say so.
      env: { PATH: process.env.PATH, HOME: root, HF_ENDPOINT: 'http://127.0.0.1:9' },
      encoding: 'utf8',
    },
  );
}

test('the hook of changed files reads those alone, and asks nothing', () => {
  const root = makeRepository({
    'changed.py': REMOTE_CODE,
    'other.py': REMOTE_CODE.replace('lost-lab/x', 'lost-lab/y'),
  });
  const { status, stdout } = hook('namesake', root, ['changed.py']);
  expect(status).toBe(1);
  expect(stdout).toContain('lost-lab/x');
  expect(stdout).not.toContain('lost-lab/y');
  expect(stdout).toContain('Offline');
});

test('the hook of all files reads them all, and is not stopped by a Hub that is out of reach', () => {
  const root = makeRepository({
    'a.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("lost-lab/x")\n',
  });
  const { status, stdout } = hook('namesake-audit', root, []);
  expect(status).toBe(0);
  expect(stdout).toContain('unverified-reference');
});

test.each(HOOKS.map(({ id }) => id))('%s passes where there is nothing to read', (id) => {
  const root = makeRepository({ 'empty.txt': '', 'picture.svg': '<svg/>' });
  expect(hook(id, root, ['empty.txt', 'picture.svg'])).toMatchObject({ status: 0, stderr: '' });
});
