import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTree } from '../collect/tree.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

function completion(shell: string): string {
  return spawnSync(process.execPath, [CLI, 'completion', shell], { encoding: 'utf8' }).stdout;
}

/** What bash offers for the last of these words. */
function offered(...words: string[]): string[] {
  const root = makeTree({ 'models.py': '', 'my file.yml': '' });
  const script = `${completion('bash')}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _namesake; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'namesake', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

test('bash completes commands, options, their choices, and files', () => {
  expect(offered('p')).toEqual(['pin', 'pr']);
  expect(offered('pin', '--dry')).toEqual(['--dry-run']);
  expect(offered('audit', '--fail-on', 'h')).toEqual(['high']);
  expect(offered('--persona', 'a')).toEqual(['auditor']);
  expect(offered('audit', '--baseline', 'my')).toEqual(['my file.yml']);
  expect(offered('refs', 'mod')).toEqual(['models.py']);
});

test('every command is in the script of every shell', () => {
  const help = spawnSync(process.execPath, [CLI, '--help'], { encoding: 'utf8' }).stdout;
  const names = [...help.matchAll(/^ {2}([a-z]+) (?:\[|<| )/gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'help');
  expect(names).toContain('audit');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const script = completion(shell);
    expect(names.filter((name) => !script.includes(name))).toEqual([]);
  }
});
