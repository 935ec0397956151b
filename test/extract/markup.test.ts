/** Components and documents: each script, fence and block in its own language, at its place in the file. */

import { describe, expect, test } from 'vitest';
import { extractTexts } from '../../src/extract/extract.ts';
import { readComponent, readMarkup } from '../../src/extract/markup.ts';
import { textAt } from '../../src/extract/text.ts';
import { repoName } from '../../src/model.ts';
import { lines } from './catalogue/row.ts';
import { inFile, passagesOf } from './rendering.ts';

/** What is found in a file: line, column, place, id, loader. */
async function found(path: string, text: string): Promise<string[]> {
  const { references } = await extractTexts(new Map([[path, text]]), () => false);
  return references.map(
    ({ id, site, place, loader }) =>
      `${site.line}:${site.column} ${place} ${repoName(id)}${loader === undefined ? '' : ` ${loader}`}`,
  );
}

describe('components', () => {
  test.each([
    ['App.vue', '<script setup lang="ts">', '</script>\n<template><p :title="model">{{ model }}</p></template>'],
    ['App.svelte', '<script>', '</script>\n<p class="w-1/2">{model}</p>'],
    ['index.html', '<script type="module">', '</script>'],
  ])('%s: a script loads', async (path, open, close) => {
    const text = `${open}\nimport { pipeline } from '@huggingface/transformers';\nconst p = await pipeline('x', 'plover-ai/plover-qa');\n${close}\n`;
    expect(await found(path, text)).toEqual(['3:32 call plover-ai/plover-qa @huggingface/transformers.pipeline']);
  });

  test('page.astro: the code between the fences loads', async () => {
    const text = `---\nimport { pipeline } from '@huggingface/transformers';\nconst p = await pipeline('x', 'plover-ai/plover-qa');\n---\n<p>{p}</p>\n`;
    expect(await found('page.astro', text)).toEqual([
      '3:32 call plover-ai/plover-qa @huggingface/transformers.pipeline',
    ]);
  });

  test('an address in the markup is found, styles are not read', async () => {
    const text =
      '<style>a { background: url(https://huggingface.co/ns/style/resolve/main/a.png) }</style>\n<a href="https://huggingface.co/plover-ai/plover-7b">x</a>\n';
    expect(await found('a.html', text)).toEqual(['2:33 url plover-ai/plover-7b']);
  });

  test('a bundle in a page is no code of anybody here', async () => {
    const bundle = `AutoModel.from_pretrained("acme/bundled");${'x();'.repeat(3_000)}`;
    const written = 'AutoModel.from_pretrained("acme/written");';
    const page = `<script>${bundle}</script>\n<script>\n${written}\n</script>\n`;
    const { passages } = readComponent(textAt(page));
    expect(passages.filter(({ place }) => place === 'call').map(({ text }) => text.content.trim())).toEqual([written]);
  });

  test('a script of data is read as that', async () => {
    const reading = readComponent(textAt('<script type="application/json">{"a": 1}</script>'));
    expect(passagesOf(reading)).toContain('call json: {"a": 1}');
  });
});

describe('documents', () => {
  test('front matter is configuration, the rest is prose', () => {
    const text = '---\nbase_model: ns/a\n---\n# Title\n';
    const reading = readMarkup(textAt(text));
    expect(passagesOf(reading)).toEqual(['config yaml: base_model: ns/a', 'prose -: # Title\n']);
    for (const passage of reading.passages) expect(inFile(text, passage.text)).toBe(passage.text.content);
  });

  test('code in fences, lists, quotes and directives is found at its own line and column', async () => {
    const text = lines`
      Intro.

      - item:

        \`\`\`py
        from transformers import AutoModel
        AutoModel.from_pretrained("plover-ai/plover-a")
        \`\`\`

      > \`\`\`bash
      > hf download plover-ai/plover-b
      > \`\`\`

      ~~~ts title="x"
      await pipeline('x', 'plover-ai/plover-c')
      ~~~
    `;
    expect(await found('a.md', text)).toEqual([
      '7:30 prose plover-ai/plover-a transformers.AutoModel.from_pretrained',
      '11:15 shell plover-ai/plover-b hf download',
      '15:22 prose plover-ai/plover-c transformers.pipeline',
    ]);
  });

  test('a fence that is never closed goes to the end', async () => {
    const text = '```sh\nhf download plover-ai/plover-b\n';
    expect(await found('a.md', text)).toEqual(['2:13 shell plover-ai/plover-b hf download']);
  });

  test('code that names no language is looked at', async () => {
    const text = lines`
      Title
      =====

      ::

          $ hf download plover-ai/plover-b

      .. code-block::

          from datasets import load_dataset
          load_dataset("plover-ai/birds")
    `;
    expect(await found('a.rst', text)).toEqual(
      expect.arrayContaining(['11:19 prose plover-ai/birds datasets.load_dataset']),
    );
  });
});
