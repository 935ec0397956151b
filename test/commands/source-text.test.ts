import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sourceText } from '../../src/commands/source-text.ts';
import { makeTree, write } from '../collect/tree.ts';

it('gives the text of a file under the root as it was first read', () => {
  const root = makeTree({ 'src/a.py': '\uFEFFx = 1\n' });
  const text = sourceText({ root, staged: false, maxBytes: null });
  expect(text('src/a.py')).toBe('x = 1\n');
  write(root, { 'src/a.py': 'y = 2\n' });
  expect(text('src/a.py')).toBe('x = 1\n');
});

it('gives nothing for what is staged, missing, a link, too large, or no text', () => {
  const root = makeTree({ 'a.py': 'x = 1\n', 'large.py': 'x'.repeat(100), 'data.bin': 'a\0b' });
  symlinkSync(join(root, 'a.py'), join(root, 'link.py'));
  const text = sourceText({ root, staged: false, maxBytes: 50 });
  for (const path of ['nowhere.py', 'link.py', 'large.py', 'data.bin', '<stdin>', '.']) expect(text(path)).toBeNull();
  expect(sourceText({ root, staged: true, maxBytes: null })('a.py')).toBeNull();
});
