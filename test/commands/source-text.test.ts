import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sourceText } from '../../src/commands/source-text.ts';
import type { Settings } from '../../src/config.ts';
import { makeTree, write } from '../collect/tree.ts';

function textOf(root: string, more: Partial<Settings> = {}) {
  return sourceText({ root, paths: ['.'], stdin: { name: '<stdin>' }, staged: false, maxBytes: null, ...more });
}

it('gives the text of a file under the root as it was first read', () => {
  const root = makeTree({ 'src/a.py': '\uFEFFx = 1\n' });
  const text = textOf(root);
  expect(text('src/a.py')).toBe('x = 1\n');
  write(root, { 'src/a.py': 'y = 2\n' });
  expect(text('src/a.py')).toBe('x = 1\n');
});

it('gives nothing for what is staged, piped, missing, a link, too large, or no text', () => {
  const root = makeTree({ 'a.py': 'x = 1\n', 'large.py': 'x'.repeat(100), 'data.bin': 'a\0b' });
  symlinkSync(join(root, 'a.py'), join(root, 'link.py'));
  const text = textOf(root, { maxBytes: 50 });
  for (const path of ['nowhere.py', 'link.py', 'large.py', 'data.bin', '<stdin>', '.']) expect(text(path)).toBeNull();
  expect(textOf(root, { staged: true })('a.py')).toBeNull();
  // Standard input may go by the name of a file that says something else.
  expect(textOf(root, { paths: ['-'], stdin: { name: 'a.py' } })('a.py')).toBeNull();
});
