/** Configuration: the keys and values of YAML, JSON, TOML and lines, each where it stands. */

import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readJson, readLines, readToml, readYaml } from '../../src/extract/config.ts';
import type { Expr, Reading } from '../../src/extract/facts.ts';
import { partsOf } from '../../src/extract/facts.ts';
import { textAt } from '../../src/extract/text.ts';
import { type Random, randomOf } from './random.ts';
import { factsOf, passagesOf } from './rendering.ts';

const yaml = async (content: string): Promise<string[]> => factsOf(await readYaml(textAt(content)));
const json = async (content: string): Promise<string[]> => factsOf(await readJson(textAt(content)));
const toml = async (content: string): Promise<string[]> => factsOf(await readToml(textAt(content)));
const ini = (content: string): string[] => factsOf(readLines(textAt(content)));

/** Every literal that is no key, in order. */
function valuesOf(reading: Reading): string[] {
  const values: string[] = [];
  const walk = (expr: Expr): void => {
    if (expr.is === 'text') values.push(expr.text);
    else if (expr.is === 'map') for (const { value } of expr.of) walk(value);
    else for (const part of partsOf(expr)) walk(part);
  };
  for (const module of reading.modules) for (const { expr } of module.facts) walk(expr);
  return values;
}

describe('YAML', () => {
  test.each([
    ['model: ns/name', ['bare {"model": "ns/name"}']],
    ['model: "ns/name"  # said', ['bare {"model": "ns/name"}']],
    ["model: 'ns/name'", ['bare {"model": "ns/name"}']],
    ['"model": ns/name', ['bare {"model": "ns/name"}']],
    ['models:\n  - ns/a\n  - id: ns/b\n    rev: main', ['bare {"models": ["ns/a", {"id": "ns/b", "rev": "main"}]}']],
    ['{model: ns/name, args: [--model, ns/other]}', ['bare {"model": "ns/name", "args": ["--model", "ns/other"]}']],
    ['a: {b: {c: ns/name}}', ['bare {"a": {"b": {"c": "ns/name"}}}']],
    ['remote: true\nrevision: null\nsize: 3', ['bare {"remote": true, "revision": null, "size": "3"}']],
    ['a: ns/a\n---\na: ns/b\n', ['bare {"a": "ns/a"}', 'bare {"a": "ns/b"}']],
    ['model: &m ns/name\n', ['bare {"model": "ns/name"}']],
    ['- &a ns/a\n- !tag ns/b\n', ['bare ["ns/a", "ns/b"]']],
    ['? ns/a\n: ns/b\n', ['bare {"ns/a": "ns/b"}']],
    ['model: ns/{{ .Values.name }}\n', ['bare {"model": "ns/{{ .Values.name }}"}']],
    [
      'model: {{ .Values.model | default "ns/name" }}\nother: ns/other',
      ['bare {"model": "{{ .Values.model | default \\"ns/name\\" }}", "other": "ns/other"}'],
    ],
    ['a: ns/a\na: ns/b\n', ['bare {"a": "ns/a", "a": "ns/b"}']],
    ['\uFEFFmodel: ns/name', ['bare {"model": "ns/name"}']],
    ['model: ns/name\r\nother: ns/other\r\n', ['bare {"model": "ns/name", "other": "ns/other"}']],
  ])('%j', async (content, expected) => {
    expect(await yaml(content)).toEqual(expected);
  });

  test.each([
    ['a: &x ns/name\nb: *x\n', ['bare {"a": "ns/name", "b": "ns/name"}']],
    [
      'base: &b {rev: main}\nm: {<<: *b, id: ns/name}\n',
      ['bare {"base": {"rev": "main"}, "m": {**{"rev": "main"}, "id": "ns/name"}}'],
    ],
  ])('an alias is what its anchor is: %j', async (content, expected) => {
    expect(await yaml(content)).toEqual(expected);
  });

  test.each([
    ['run: |\n  hf download ns/name\n  ls\nnext: ns/other', 'hf download ns/name'],
    ['run: >-\n  hf download\n  ns/name\nnext: ns/other', 'ns/name'],
    ['run: |2\n    hf download ns/name\nnext: ns/other', 'hf download ns/name'],
  ])('a block is one literal that holds its lines: %j', async (content, line) => {
    const reading = await readYaml(textAt(content));
    const [block = '', next] = valuesOf(reading);
    expect(block.split('\n').map((each) => each.trim())).toContain(line);
    expect(block).not.toContain('next');
    expect(next).toBe('ns/other');
  });

  test('comments are passages, and a hash within a value is none', async () => {
    const reading = await readYaml(textAt('# see ns/a\n# and ns/b\nmodel: ns/c#d\nurl: "x # ns/e"\nb: 1 # ns/f\n'));
    expect(passagesOf(reading)).toEqual(['comment -: # see ns/a\n# and ns/b\n', 'comment -:  # ns/f\n']);
  });

  test('a comment behind a value that holds a hash is a passage', async () => {
    const reading = await readYaml(textAt('url: "x # ns/a" # ns/b\n'));
    expect(passagesOf(reading)).toEqual(['comment -:  # ns/b\n']);
  });

  test('what is wrong in one place costs no more than its lines', async () => {
    const reading = await readYaml(textAt('good: ns/a\nbad: [1, 2\nafter: ns/b\n'));
    expect(reading.problems).toHaveLength(1);
    expect(valuesOf(reading)).toEqual(expect.arrayContaining(['ns/a', 'ns/b']));
  });

  test('what is no YAML at all is read line by line', async () => {
    const reading = await readYaml(textAt('\tmodel: ns/a\n@ % `\nother: ns/b\n'));
    expect(reading.problems[0]?.message).toMatch(/not valid YAML/);
    expect(valuesOf(reading)).toEqual(expect.arrayContaining(['ns/a', 'ns/b']));
  });

  test('of a random tree, as a library writes it, has each value under its key', async () => {
    const random = randomOf(12);
    for (let i = 0; i < 300; i++) {
      const tree = { root: treeOf(random, 3) };
      const reading = await readYaml(textAt(stringify(tree)));
      expect(reading.problems).toEqual([]);
      expect(valuesOf(reading)).toEqual(leavesOf(tree));
    }
  });

  test.each(['[', '{a: ', '- ', '[{a: '])('that is nested 150 deep is read: %s', async (open) => {
    const depth = Math.floor(150 / (open.match(/[[{-]/g)?.length ?? 1));
    const close = [...open.matchAll(/[[{]/g)]
      .map(([char]) => (char === '[' ? ']' : '}'))
      .reverse()
      .join('');
    expect(valuesOf(await readYaml(textAt(`${open.repeat(depth)}ns/name${close.repeat(depth)}\n`)))).toEqual([
      'ns/name',
    ]);
  });
});

describe('JSON', () => {
  test.each([
    ['{"model": "ns/name"}', ['bare {"model": "ns/name"}']],
    [
      "{model: 'ns/name', /* said */ list: ['ns/a', 'ns/b',],} // end",
      ['bare {model: "ns/name", list: ["ns/a", "ns/b"]}'],
    ],
    [
      '{"a": {"b": [{"c": "ns/name"}]}, "n": 1.5, "t": true, "z": null}',
      ['bare {"a": {"b": [{"c": "ns/name"}]}, "n": <>, "t": true, "z": null}'],
    ],
    ['"ns/name"', ['bare "ns/name"']],
    ['{"a": "x\\"y ns/name"}', ['bare {"a": "x\\\\\\"y ns/name"}']],
    ['\uFEFF{"a": "ns/name"}', ['bare {"a": "ns/name"}']],
    ['{"a": "é😀", "b": "ns/name"}', ['bare {"a": "é😀", "b": "ns/name"}']],
  ])('%j', async (content, expected) => {
    expect(await json(content)).toEqual(expected);
  });

  test.each(['{"a": "ns/name"', '{"a": "ns/name"} trailing', '{"a": "ns/name" "b"}', '[[[', '{"a": "ns/name",, }'])(
    'that is not valid is read line by line: %j',
    async (content) => {
      const reading = await readJson(textAt(content));
      expect(reading.problems[0]?.message).toMatch(/not valid JSON/);
      expect(factsOf(reading).join().includes('ns/name')).toBe(content.includes('ns/name'));
    },
  );

  test('comments are passages', async () => {
    const reading = await readJson(textAt('{\n  // see ns/a\n  "b": "http://x" // ns/c\n}\n'));
    expect(passagesOf(reading).map((each) => each.trim())).toEqual(['comment -: // see ns/a', 'comment -: // ns/c']);
  });

  test('of a random tree has each value under its key', async () => {
    const random = randomOf(13);
    for (let i = 0; i < 300; i++) {
      const tree = treeOf(random, 4);
      const reading = await readJson(textAt(JSON.stringify(tree, null, random.below(4))));
      expect(reading.problems).toEqual([]);
      expect(valuesOf(reading)).toEqual(leavesOf(tree));
    }
  });

  test.each(['[', '{"a":', '[{"a":['])('that is nested deeper than any stack does not throw: %s', async (open) => {
    const reading = await readJson(textAt(open.repeat(100_000)));
    expect(reading.problems).toHaveLength(1);
  });
});

describe('TOML', () => {
  test.each([
    ['model = "ns/name"', ['bare {model: "ns/name"}']],
    ["[tool.x]\nmodel = 'ns/name' # said", ['bare {tool: {x: {model: "ns/name"}}}']],
    ['a.b.c = "ns/name"', ['bare {a: {b: {c: "ns/name"}}}']],
    ['[[models]]\nid = "ns/a"\n[[models]]\nid = "ns/b"', ['bare {models: {id: "ns/a"}, models: {id: "ns/b"}}']],
    ['m = { id = "ns/a", list = ["ns/b", "ns/c"] }', ['bare {m: {id: "ns/a", list: ["ns/b", "ns/c"]}}']],
    ['t = """\nns/name\n"""', ['bare {t: "\\nns/name\\n"}']],
    ['"quoted key" = "ns/name"\non = true', ['bare {quoted key: "ns/name", on: true}']],
  ])('%j', async (content, expected) => {
    expect(await toml(content)).toEqual(expected);
  });

  test('that is not valid is read line by line', async () => {
    const reading = await readToml(textAt('[tool\nmodel = "ns/name"\n'));
    expect(reading.problems[0]?.message).toMatch(/not valid TOML/);
    expect(factsOf(reading)).toContain('bind {model: "ns/name"}');
  });

  test.each(['[', 'a = [', 'a = {b = '])('that is nested deeper than any stack does not throw: %s', async (open) => {
    expect((await readToml(textAt(open.repeat(50_000)))).problems).toHaveLength(1);
  });
});

describe('lines of keys and values', () => {
  test.each([
    ['model = ns/name', ['bind {model: "ns/name"}']],
    ['[search]\nmodel: ns/name', ['bare ["[search]"]', 'bind search = {model: "ns/name"}']],
    ['export MODEL="ns/name"', ['bind {MODEL: "ns/name"}']],
    ["MODEL='ns/name' # said", ['bind {MODEL: "ns/name"}']],
    ['MODEL=ns/name ; said', ['bind {MODEL: "ns/name"}']],
    [
      'module "x" {\n  hf_model_id = "ns/name"\n}',
      ['bare ["module \\"x\\" {"]', 'bind module = {hf_model_id: "ns/name"}', 'bare ["}"]'],
    ],
    ['"model": "ns/name",', ['bind {model: "ns/name"}']],
    ['- model: ns/name', ['bind {model: "ns/name"}']],
    ['spring.ai.model=ns/name', ['bind {spring.ai.model: "ns/name"}']],
    ['model := ns/name', ['bind {model: "ns/name"}']],
    ['EMPTY=', ['bind {EMPTY: ""}']],
    ['just words', ['bare ["just words"]']],
  ])('%j', (content, expected) => {
    expect(ini(content)).toEqual(expected);
  });

  test('of a file from Windows keep their keys', () => {
    expect(ini('MODEL=ns/name\r\n[s]\r\nOTHER: ns/other\r\n')).toEqual(
      expect.arrayContaining(['bind {MODEL: "ns/name"}', 'bind s = {OTHER: "ns/other"}']),
    );
  });

  test.each(['# ns/name', '; ns/name', '// ns/name', '  # ns/name'])('a comment is a passage: %j', (content) => {
    const reading = readLines(textAt(content));
    expect([factsOf(reading), passagesOf(reading)]).toEqual([[], [`comment -: ${content}`]]);
  });
});

describe('odd input', () => {
  const pieces = [
    'a',
    ' ',
    '  ',
    '\n',
    '\t',
    ':',
    ': ',
    '- ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '#',
    ' # ',
    '&a ',
    '*a',
    '<<: ',
    '|',
    '>',
    '|\n',
    '---\n',
    '{{',
    '}}',
    '=',
    '\\',
    '/',
    '//',
    '/*',
    '*/',
    '"""',
    'ns/name',
    '!!str ',
    '? ',
    '%',
    '\r\n',
    'true',
    'null',
    '0',
    'é',
  ];

  test.each([
    ['YAML', readYaml],
    ['JSON', readJson],
    ['TOML', readToml],
    ['lines', readLines],
  ])('of %s never throws, and every literal is what stands at its span', async (_, read) => {
    const random = randomOf(14);
    for (let i = 0; i < 1500; i++) factsOf(await read(textAt(random.text(pieces, 14))));
  });
});

const WORDS = ['ns/name', 'org-1/m.2', 'main', 'x y', 'a-b/c_d'];

/** A value of maps, lists and strings. */
function treeOf(random: Random, depth: number): unknown {
  const kind = depth === 0 ? 0 : random.below(3);
  if (kind === 0) return random.pick(WORDS);
  const size = 1 + random.below(3);
  if (kind === 1) return Array.from({ length: size }, () => treeOf(random, depth - 1));
  return Object.fromEntries(Array.from({ length: size }, (_, i) => [`k${i}`, treeOf(random, depth - 1)]));
}

function leavesOf(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree];
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(leavesOf) : [];
}
