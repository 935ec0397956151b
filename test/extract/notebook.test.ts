/** Notebooks: cells, magics and outputs, each at its place in the file. */

import { describe, expect, test } from 'vitest';
import { extractTexts } from '../../src/extract/extract.ts';
import { readNotebook } from '../../src/extract/notebook.ts';
import { originOf, textAt } from '../../src/extract/text.ts';
import { repoName } from '../../src/model.ts';
import { randomOf } from './random.ts';
import { passagesOf } from './rendering.ts';

interface Cell {
  readonly cell_type: string;
  readonly source?: string | readonly string[];
  readonly input?: readonly string[];
  readonly outputs?: readonly unknown[];
}

const PYTHON = { kernelspec: { language: 'python', name: 'python3' } };

const code = (source: string | readonly string[], outputs: readonly unknown[] = []): Cell => ({
  cell_type: 'code',
  source,
  outputs,
});
const prose = (source: string): Cell => ({ cell_type: 'markdown', source });

function notebook(cells: readonly Cell[], metadata: unknown = PYTHON): string {
  return JSON.stringify({ cells, metadata, nbformat: 4 }, null, 1);
}

async function passages(cells: readonly Cell[], metadata?: unknown): Promise<string[]> {
  return passagesOf(await readNotebook(textAt(notebook(cells, metadata))));
}

/** What is found in a notebook: cell, physical line, place, id. */
async function found(file: string): Promise<string[]> {
  const { references } = await extractTexts(new Map([['a.ipynb', file]]), () => false);
  return references.map(({ id, site, place }) => `${site.cell}:${site.line} ${place} ${repoName(id)}`);
}

const lineOf = (file: string, text: string): number => file.slice(0, file.indexOf(text)).split('\n').length;

describe('cells', () => {
  test('of code are one program, whatever stands between them', async () => {
    const all = await passages([code('a = 1\n'), prose('# Title'), code(['b = 2\n', 'c = 3'])]);
    expect(all).toEqual(['prose -: # Title', 'call python: a = 1\n\nb = 2\nc = 3\n']);
  });

  test('are counted from one, and their lines are those of the file', async () => {
    const file = notebook([
      prose('none'),
      code(['from transformers import AutoModel\n', 'MODEL = "plover-ai/plover-base"']),
      prose('see https://huggingface.co/plover-ai/plover-other'),
      code(['AutoModel.from_pretrained(MODEL)\n', 'AutoModel.from_pretrained("plover-ai/plover-large")']),
    ]);
    expect(await found(file)).toEqual([
      `2:${lineOf(file, 'plover-base')} constant plover-ai/plover-base`,
      `3:${lineOf(file, 'plover-other')} url plover-ai/plover-other`,
      `4:${lineOf(file, 'plover-large')} call plover-ai/plover-large`,
    ]);
  });

  test('of a notebook of format 3 stand in worksheets, their code under input', async () => {
    const file = JSON.stringify({
      metadata: {},
      nbformat: 3,
      worksheets: [
        {
          cells: [
            {
              cell_type: 'code',
              language: 'python',
              input: ['from transformers import pipeline\n', 'p = pipeline("x", "plover-ai/plover-qa")'],
            },
          ],
        },
      ],
    });
    expect(await found(file)).toEqual(['1:1 call plover-ai/plover-qa']);
  });

  test('of a kernel of another language are read as that', async () => {
    expect(await passages([code('let x = 1')], { kernelspec: { language: 'JavaScript' } })).toEqual([
      'call javascript: let x = 1\n',
    ]);
    expect(await passages([code('x <- 1')], { language_info: { name: 'R' } })).toEqual(['call r: x <- 1\n']);
  });
});

describe('magics', () => {
  test.each([
    ['!hf download ns/name\nx = 1', ['shell sh: hf download ns/name\n\n', 'call python: x = 1\n']],
    ['  !!ls\n', ['shell sh: ls\n\n', 'call python: \n']],
    ['%pip install x\ny = 2', ['shell sh:  install x\n\n', 'call python: y = 2\n']],
    ['!hf download \\\n  ns/name\nx = 1', ['shell sh: hf download \\\n  ns/name\n\n', 'call python: x = 1\n']],
    ['%%bash\nhf download ns/name\n', ['call sh: hf download ns/name\n']],
    ['%%time\nx = 1', ['call python: x = 1\n']],
    ['%%writefile conf/app.yml\na: ns/name\n', ['call file:conf/app.yml: a: ns/name\n']],
    ['%%javascript\nlet x', ['call javascript: let x']],
    ['%%html\n<b>', ['call html: <b>']],
    ['x = 5 % 3\n', ['call python: x = 5 % 3\n\n']],
  ])('%j', async (source, expected) => {
    expect(await passages([code(source)])).toEqual(expected);
  });

  test('a command in a cell loads, at its own line', async () => {
    const file = notebook([code(['import os\n', '!vllm serve plover-ai/plover-7b --revision main\n'])]);
    expect(await found(file)).toEqual([`1:${lineOf(file, 'vllm')} shell plover-ai/plover-7b`]);
  });
});

describe('outputs', () => {
  test('are texts, not pictures', async () => {
    const all = await passages([
      code('1', [
        { output_type: 'stream', text: ['Loading ns/name\n', 'done'] },
        {
          output_type: 'display_data',
          data: { 'image/png': 'iVBOR/ns/name', 'text/plain': ['<Figure>'], 'text/html': '<b>ns/b</b>' },
        },
        { output_type: 'error', ename: 'X', traceback: ['line ns/c'] },
      ]),
    ]);
    expect(all).toEqual([
      'output output: Loading ns/name\ndone',
      'output output: <Figure>',
      'output output: <b>ns/b</b>',
      'output output: line ns/c',
      'call python: 1\n',
    ]);
  });
});

describe('any notebook', () => {
  test('has each character of a cell where it stands in the file', async () => {
    const random = randomOf(15);
    const pieces = ['a', 'ns/name', '\n', '"', '\\', '\t', '!ls\n', '%%sh\n', 'é', '%time x\n'];
    for (let i = 0; i < 200; i++) {
      const cells = Array.from({ length: 1 + random.below(4) }, () =>
        random.below(2) === 0 ? code(random.text(pieces, 8)) : prose(random.text(pieces, 8)),
      );
      const file = notebook(cells);
      const reading = await readNotebook(textAt(file));
      expect(reading.cells).toHaveLength(cells.length);
      for (const { text } of reading.passages) {
        for (const [offset, char] of [...text.content].entries()) {
          if (/[a-z/é]/.test(char)) expect(file[originOf(text, offset)]).toBe(char);
        }
      }
    }
  });

  test.each([
    '',
    '{',
    '[]',
    '"ns/name"',
    'null',
    '{"cells": 3}',
    '{"cells": [1, null, {"source": 5}]}',
    '{"cells": [{"cell_type": "code", "source": "a\\',
    '{"cells": [{"cell_type": "code"}], }',
  ])('that is none does not throw: %s', async (file) => {
    expect(await found(file)).toEqual([]);
  });

  test('that is cut short keeps its words', async () => {
    const file = notebook([
      code('from transformers import AutoModel\nAutoModel.from_pretrained("BAAI/bge-large-en")'),
    ]).slice(0, -20);
    const { references, diagnostics } = await extractTexts(new Map([['a.ipynb', file]]), () => false);
    expect(references.map(({ id }) => repoName(id))).toEqual(['BAAI/bge-large-en']);
    expect(diagnostics).toEqual([
      expect.objectContaining({ path: 'a.ipynb', message: expect.stringMatching(/notebook/) }),
    ]);
  });
});
