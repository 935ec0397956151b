import { describe, expect, test } from 'vitest';
import { csvReader } from '../../src/catalog/csv.ts';
import { type Item, isProblem, type Reader } from '../../src/catalog/entry.ts';
import { readJson, readJsonLines } from '../../src/catalog/json.ts';
import { readList } from '../../src/catalog/lines.ts';
import { readYaml } from '../../src/catalog/yaml.ts';
import { itemsOf } from './rows.ts';

const readCsv = csvReader((text) => text.includes('/'));

/** Each format with awkward things in it: characters of several bytes, blanks, nesting, quotes, line breaks in a text. */
const AWKWARD: readonly (readonly [string, Reader, string])[] = [
  ['a plain list', readList, '\uFEFF# models\r\n\r\n  acme/größe-1  # not ASCII\r\nacme/b\nacme/c'],
  ['CSV', readCsv, '\uFEFFname,id,note\r\nGröße,acme/a,"two\r\nlines, ""quoted"""\r\n\r\n😀,acme/b,\r\n"x","acme/c"'],
  ['CSV with tabs', readCsv, 'name\tid\nGröße\tacme/a\n😀\tacme/b\nx\tacme/c\n'],
  [
    'JSON',
    readJson,
    '\uFEFF{"größe": [{"id": "acme/a", "n": 1,\n "t": ["x/😀"]}, "acme/b"],\n "deep": {"id":"acme/c"}}',
  ],
  ['lines of JSON', readJsonLines, '{"id":"acme/a","größe":"😀/x"}\r\n\n{"id":"acme/b"}\n{"m":{"id":"acme/c"}}'],
  [
    'YAML',
    readYaml,
    'größe: 😀\nmodels:\n- id: acme/a\n  note: "a\n    b"\n- id: \'acme/b\'\nmore:\n  x: acme/c # yes\n',
  ],
];

describe.each(AWKWARD)('%s', (_, reader, text) => {
  const plain = text.replace(/^\uFEFF/, '');

  test('gives every text with the place where it stands', async () => {
    const items = await itemsOf(reader, text);
    const lines = plain.split('\n');
    const fields = items.flatMap((item) => (isProblem(item) ? [] : item)).filter((field) => /^\S+$/.test(field.text));
    for (const { text: said, line, column, start } of fields) {
      expect([
        plain.slice(start, start + said.length),
        lines[line - 1]?.slice(column - 1, column - 1 + said.length),
      ]).toEqual([said, said]);
    }
    expect(fields.map((field) => field.text)).toEqual(expect.arrayContaining(['acme/b', 'acme/c']));
    expect(items.filter(isProblem)).toEqual([]);
  });

  test.each([1, 2, 3, 7])('is read alike in pieces of %i bytes', async (size) => {
    expect(await itemsOf(reader, text, size)).toEqual(await itemsOf(reader, text));
  });
});

function texts(items: readonly Item[]): string[] {
  return items.map((item) =>
    isProblem(item) ? `${item.line}! ${item.problem}` : item.map(({ key, text }) => `${key}=${text}`).join(' '),
  );
}

describe('JSON', () => {
  test('makes one entry of each object and of each text in an array, under the nearest key', async () => {
    const text =
      '{"models": ["a/b", ["c/d"]], "list": [{"id": "e/f", "rev": "main", "tags": ["x"]}], "n": {"id": "g/h"}}';
    expect(texts(await itemsOf(readJson, text))).toEqual([
      'models=a/b',
      'models=c/d',
      'tags=x',
      'id=e/f rev=main',
      'id=g/h',
    ]);
  });

  test('reads a map of any size as texts that stand alone', async () => {
    const map = Object.fromEntries(Array.from({ length: 100 }, (_, number) => [`name ${number}`, `a/b${number}`]));
    const read = texts(await itemsOf(readJson, JSON.stringify(map)));
    expect(read).toHaveLength(100);
    expect(read[99]).toBe('name 99=a/b99');
  });

  test('tells where it breaks off, and keeps what came before', async () => {
    expect(texts(await itemsOf(readJson, '[{"id": "a/b"},\n{"id": "c/d"},\n{"id": nonsense}]'))).toEqual([
      'id=a/b',
      'id=c/d',
      expect.stringMatching(/^3! it is no JSON from here on/),
    ]);
    expect(texts(await itemsOf(readJson, '[{"id": "a/b"},\n{"id"'))).toEqual(['id=a/b', '2! it breaks off']);
  });

  test('is not followed deeper than anybody nests', async () => {
    expect(texts(await itemsOf(readJson, '['.repeat(100_000)))).toEqual([
      expect.stringContaining('nested deeper than 200'),
    ]);
  });

  test('holds no text that is larger than any name', async () => {
    const text = `[{"id": "a/b"}, "${'x'.repeat(3 * 1024 * 1024)}"]`;
    expect(texts(await itemsOf(readJson, text))).toEqual(['id=a/b', '1! a text from here on is longer than 1 MB']);
  });
});

describe('lines of JSON', () => {
  test('lose one line where one is broken', async () => {
    const text = '{"id":"a/b"}\nnonsense\n{"id":\n[1,\n"c/d"\n{"id":"e/f"}';
    const read = texts(await itemsOf(readJsonLines, text));
    expect(read.map((each) => each.replace(/ it .*/, ''))).toEqual(['id=a/b', '2!', '3!', '4!', '=c/d', 'id=e/f']);
  });
});

describe('CSV', () => {
  test('has no header where the first row names a repository', async () => {
    expect(texts(await itemsOf(readCsv, 'x,a/b\ny,c/d\n'))).toEqual(['1=x 2=a/b', '1=y 2=c/d']);
  });

  test('may have rows of different lengths and stray quotation marks', async () => {
    expect(texts(await itemsOf(readCsv, 'name,id\n5" disk,a/b,more\nx\ny,c/d\n'))).toEqual([
      'name=5" disk id=a/b 3=more',
      'name=x',
      'name=y id=c/d',
    ]);
  });

  test('tells of a quotation mark that is never closed', async () => {
    const read = texts(await itemsOf(readCsv, `name,id\nx,a/b\n"y,c/d\n${'z,e/f\n'.repeat(300_000)}`));
    expect(read).toEqual(['name=x id=a/b', expect.stringMatching(/^\d! it is no CSV from here on/)]);
  });
});

describe('YAML', () => {
  const rows = Array.from({ length: 5_000 }, (_, number) => number);

  test.each([
    ['a list at the left margin', rows.map((n) => `- id: a/b${n}\n  rev: main\n`).join('')],
    [
      'a list under a key',
      `meta:\n  made: today\nmodels:\n${rows.map((n) => `  - id: a/b${n}\n    rev: main\n`).join('')}`,
    ],
    [
      'a list under a key, not indented',
      `models:\n${rows.map((n) => `- id: a/b${n}\n  rev: main\n`).join('')}other: 1\n`,
    ],
    ['a map of maps', rows.map((n) => `m${n}:\n  id: a/b${n}\n  rev: main\n`).join('')],
    ['documents', rows.map((n) => `---\nid: a/b${n}\nrev: main\n`).join('')],
    [
      'lists two keys deep',
      `groups:\n${[0, 1, 2, 3, 4]
        .map(
          (g) =>
            `  g${g}:\n${rows
              .slice(g * 1000, g * 1000 + 1000)
              .map((n) => `    - id: a/b${n}\n      rev: main\n`)
              .join('')}`,
        )
        .join('')}`,
    ],
  ])('is cut into parts that lose nothing: %s', async (_, text) => {
    const items = await itemsOf(readYaml, text);
    expect(texts(items).filter((each) => each.startsWith('id='))).toEqual(rows.map((n) => `id=a/b${n} rev=main`));
    expect(items.filter(isProblem)).toEqual([]);
    const lines = text.split('\n');
    for (const item of items) {
      const [field] = isProblem(item) ? [] : item;
      if (field === undefined) continue;
      expect(lines[field.line - 1]?.slice(field.column - 1)).toBe(field.text);
      expect(text.slice(field.start, field.start + field.text.length)).toBe(field.text);
    }
  });

  test('keeps the key of a list of plain texts, however long', async () => {
    const text = `kind: list\nmodels:\n${rows.map((n) => `  - acme/some-model-${n}\n`).join('')}datasets:\n  - acme/data\n`;
    const read = texts(await itemsOf(readYaml, text));
    expect(read.filter((each) => each.startsWith('models=acme/'))).toHaveLength(5_000);
    expect(read.at(-1)).toBe('datasets=acme/data');
  });

  test('tells what is broken, and reads the parts that are not', async () => {
    const text = `- id: "a/b\n${rows.map((n) => `- id: a/b${n}\n`).join('')}`;
    const items = await itemsOf(readYaml, text);
    expect(items.filter(isProblem)[0]).toMatchObject({
      line: expect.any(Number),
      problem: expect.stringMatching(/no YAML/),
    });
    expect(texts(items).at(-1)).toBe('id=a/b4999');
  });

  test('does not multiply what aliases name', async () => {
    const bomb = [
      'a: &a [x/y, x/y]',
      ...'bcdefghijkl'.split('').map((key, at) => {
        const before = 'abcdefghijk'[at];
        return `${key}: &${key} [*${before}, *${before}, *${before}, *${before}]`;
      }),
    ].join('\n');
    expect((await itemsOf(readYaml, bomb)).length).toBeLessThan(1_000);
  });
});

test('a line that never ends is not held', async () => {
  const items = await itemsOf(readList, `a/b\n${'x'.repeat(5_000_000)}\nc/d\n`);
  expect(texts(items)).toEqual(['=a/b', expect.stringMatching(/^2! it is longer than/), '=c/d']);
});
