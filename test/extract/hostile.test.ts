/** No file, however hostile, ends a run: in each language a text that was made to exhaust its reader is read to its end. */

import { describe, expect, test } from 'vitest';
import { extractTexts } from '../../src/extract/extract.ts';
import type { Extraction } from '../../src/model.ts';
import { randomOf } from './random.ts';

const read = (path: string, text: string): Promise<Extraction> => extractTexts(new Map([[path, text]]), () => false);

const PATHS = [
  'a.py',
  'a.ts',
  'a.tsx',
  'a.js',
  'a.sh',
  'a.ps1',
  'Dockerfile',
  'Makefile',
  'a.yaml',
  'a.json',
  'a.toml',
  'a.ini',
  'a.md',
  'a.rst',
  'a.vue',
  'a.txt',
  'a.ipynb',
  'a.rs',
  'a.go',
  'a.java',
  'a.cs',
  'a.cpp',
  'a.rb',
  'a.php',
  'a.lua',
  'a.swift',
  'a.kt',
  'a.ex',
  'a.unknown',
];

/** Pieces that are repeated: marks that open and never close, and what a search may look for again and again. */
const FLAT = [
  'a/b ',
  '$',
  '${',
  '$(',
  '`',
  "'a ",
  '"a ',
  '\\',
  '%2F',
  'models--a--',
  '<<A ',
  'A=1 ',
  '"""',
  '```\n',
  '>>> f(\n',
  '.. code:: py\n',
  '# a/b-base\n',
  'https://hf.co/a-b/c',
  'hf://',
  '<div>',
  '<script>',
  '| a/b ',
  '--a b ',
  '%s',
  'x=',
  'a,',
  '/*',
  '//',
  '\n',
  '\u2028',
  '😀',
  '\0',
];
const DEEP = ['[', '{', '(', '[{"a":', 'f(', '- ', '!', 'if a:\n ', 'lambda:', 'a.', 'a ? '];

/** A line without which a file would not be looked at. */
const INTEREST = '\nhf://plover-ai/kept\nfrom_pretrained("plover-ai/kept")\n';

describe.each(PATHS)('%s', (path) => {
  test('is read to its end, whatever is repeated in it', async () => {
    for (const piece of FLAT) {
      const { references } = await read(path, `${INTEREST}${piece.repeat(900 / piece.length)}${INTEREST}`);
      for (const { site } of references) expect(site.path).toBe(path);
    }
  });

  test('is read to its end, however deep it is nested', async () => {
    for (const piece of DEEP) {
      const { diagnostics } = await read(path, `${INTEREST}${piece.repeat(200)}${INTEREST}`);
      expect(diagnostics.every((diagnostic) => diagnostic.path === path)).toBe(true);
    }
  });

  test('is read to its end, whatever bytes it holds', async () => {
    const random = randomOf(path.length);
    for (let i = 0; i < 8; i++) {
      const noise = Array.from({ length: 300 }, () =>
        String.fromCharCode(random.below(random.pick([32, 128, 256, 65_536]))),
      ).join('');
      const { references } = await read(path, `${noise}${INTEREST}${noise}`);
      for (const { site } of references) expect(site.span.end).toBeGreaterThan(site.span.start);
    }
  });
});

describe('many references', () => {
  test('on the lines of a list do not throw', async () => {
    const { references } = await read('a.json', `[${'"BAAI/bge-m3",\n'.repeat(130_000)}1]`);
    expect(references).toHaveLength(130_000);
  });
});
