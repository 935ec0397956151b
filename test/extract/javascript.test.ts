/** JavaScript and TypeScript: what their syntax says of names, values and calls, in every dialect. */

import { describe, expect, test } from 'vitest';
import { type Dialect, readJavaScript } from '../../src/extract/javascript.ts';
import { textAt } from '../../src/extract/text.ts';
import { lines } from './catalogue/row.ts';
import { randomOf } from './random.ts';
import { factsOf, passagesOf } from './rendering.ts';

const facts = async (source: string, dialect: Dialect = 'typescript'): Promise<string[]> => {
  const reading = await readJavaScript(textAt(source), dialect);
  expect(reading.problems).toEqual([]);
  return factsOf(reading);
};

describe('values', () => {
  test.each([
    ['const x = "ns/name";', 'bind x = "ns/name"'],
    ["let x = 'ns/name'", 'bind x = "ns/name"'],
    ['const x = `ns/name`', 'bind x = "ns/name"'],
    [`const x = \`ns/\${name}-b\``, 'bind x = "ns/" + name + "-b"'],
    ['const x = "ns/" + name', 'bind x = "ns/" + name'],
    ['const x = a ?? "ns/name"', 'bind x = (a | "ns/name")'],
    ['const x = a || "ns/name"', 'bind x = (a | "ns/name")'],
    ['const x = a ? b : "ns/name"', 'bind x = (b | "ns/name")'],
    ['const x = ["ns/a", b]', 'bind x = ["ns/a", b]'],
    ['const x = { model: "ns/a", "k": b, ...c }', 'bind x = {model: "ns/a", "k": b, **c}'],
    ['const x = { a, [b]: "ns/name" }', 'bind x = {a: a, b: "ns/name"}'],
    ['const x = a.b?.c', 'bind x = a.b.c'],
    ['const x = a[b]', 'bind x = a[b]'],
    ['const x = await f("ns/name")', 'bind x = f("ns/name")'],
    ['const x = new F({ model: "ns/name" })', 'bind x = F({model: "ns/name"})'],
    ['const x = "ns/name" as const', 'bind x = "ns/name"'],
    ['const x = { a: "ns/name" } satisfies Record<string, string>', 'bind x = {a: "ns/name"}'],
    ['const x = <string>"ns/name"', 'bind x = "ns/name"'],
    ['const x = y!', 'bind x = y'],
    ['const { a = "ns/name" } = b', 'bind a = "ns/name"'],
    ['this.model = "ns/name"', 'bind this.model = "ns/name"'],
    ['x = undefined', 'bind x = null'],
    ['for (const m of ["ns/a"]) f(m)', 'each m = ["ns/a"]'],
    ['f<string>("ns/name")', 'bare f("ns/name")'],
    ['f?.("ns/name", ...rest)', 'bare f("ns/name", **rest)'],
    ['enum Model { A = "ns/a", B = "ns/b" }', 'bind Model = {A: "ns/a", B: "ns/b"}'],
  ])('%s', async (source, expected) => {
    expect(await facts(source)).toContain(expected);
  });

  test('a type that lists literals keeps them', async () => {
    const found = (await facts('type Model = "ns/a" | "ns/b";\nfunction f(m: "ns/c"): asserts m is "ns/d" {}\n')).join(
      '\n',
    );
    for (const id of ['"ns/a"', '"ns/b"']) expect(found).toContain(id);
  });
});

describe('definitions', () => {
  test('have parameters, defaults and what they return', async () => {
    const found = await facts(lines`
      export class Loader<T extends object> {
        static model = 'ns/class';
        #own = 'ns/private';
        readonly path: string;
        constructor(path = 'ns/default', { revision = 'main' }: Options = {}) {
          this.path = path;
        }
        load = async () => load(this.path);
      }
      export const pick = (m: string): string => m || 'ns/pick';
      export default function (x = 'ns/last') { return x }
    `);
    expect(found).toEqual(
      expect.arrayContaining([
        'Loader: bind model = "ns/class"',
        'Loader: bind own = "ns/private"',
        'Loader.constructor: default path = "ns/default"',
        'Loader.constructor: bind this.path = path',
      ]),
    );
    const all = found.join('\n');
    for (const part of ['load(this.path)', '(m | "ns/pick")', '"ns/last"', '"main"']) expect(all).toContain(part);
  });

  test('keep the calls of their decorators', async () => {
    const found = (await facts('@Model({ id: "ns/name" })\nclass A {}')).join('\n');
    expect(found).toContain('Model({id: "ns/name"})');
  });

  test('keep the calls of the decorators of their members', async () => {
    const found = (await facts('class A { @Input("ns/b") x = 1; @Get("ns/d") m(@Inject("ns/c") y) {} }')).join('\n');
    for (const id of ['"ns/b"', '"ns/c"', '"ns/d"']) expect(found).toContain(id);
  });
});

describe('imports', () => {
  test.each([
    ['import a from "m"', [['a', 'm', 'default']]],
    ['import * as a from "m"', [['a', 'm', null]]],
    [
      'import { a, b as c } from "m"',
      [
        ['a', 'm', 'a'],
        ['c', 'm', 'b'],
      ],
    ],
    ['const a = require("m")', [['a', 'm', null]]],
    [
      'const { a, b: c } = require("m")',
      [
        ['a', 'm', 'a'],
        ['c', 'm', 'b'],
      ],
    ],
    ['const { a } = await import("m")', [['a', 'm', 'a']]],
  ])('%s', async (source, expected) => {
    const reading = await readJavaScript(textAt(source), 'typescript');
    expect(reading.modules[0]?.imports.map(({ local, module, name }) => [local, module, name])).toEqual(expected);
  });
});

describe('dialects', () => {
  test.each<[Dialect, string, string]>([
    ['typescript', 'const f = <T>(x: T) => load<T>("ns/name");', 'load("ns/name")'],
    ['typescript', 'const x = <Model>load("ns/name");', 'load("ns/name")'],
    ['tsx', 'const f = <T,>(x: T) => <Model id="ns/name" x={x} />;', 'Model(id="ns/name", x=x)'],
    ['tsx', 'const a = <A.B {...p}>text {load("ns/name")}</A.B>;', 'load("ns/name")'],
    ['javascript', 'const a = <Model id="ns/name">x</Model>;', 'Model(id="ns/name")'],
    ['javascript', '// @flow\nconst f = (x: ?string): void => load(("ns/name": string));', 'load("ns/name")'],
    ['javascript', '#!/usr/bin/env node\nload("ns/name")', 'load("ns/name")'],
    ['javascript', 'with (a) { load("ns/name") }', 'load("ns/name")'],
    ['javascript', 'return load("ns/name")', 'load("ns/name")'],
    ['typescript', 'declare module "x" { export const y: "ns/y" }\nload("ns/name")', 'load("ns/name")'],
    ['typescript', 'namespace N { export const x = load("ns/name") }', 'load("ns/name")'],
    [
      'typescript',
      'abstract class A { abstract x: string; protected override y = load("ns/name") }',
      'load("ns/name")',
    ],
    ['typescript', 'using x = load("ns/name"); import d from "./d.json" with { type: "json" };', 'load("ns/name")'],
    ['typescript', 'export = load("ns/name")', 'load("ns/name")'],
  ])('%s: %s', async (dialect, source, expected) => {
    expect((await facts(source, dialect)).join('\n')).toContain(expected);
  });
});

describe('comments', () => {
  test('that follow each other are one passage, a documentation block has no stars', async () => {
    const reading = await readJavaScript(
      textAt('// see ns/a\n// and ns/b\n\n// ns/c\n/** Loads\n * ns/d\n */\nf() /* ns/e */\n'),
      'javascript',
    );
    expect(passagesOf(reading)).toEqual([
      'comment -: see ns/a\nand ns/b',
      'comment -: ns/c',
      'docstring -: Loads\nns/d\n ',
      'comment -: ns/e ',
    ]);
  });
});

describe('broken code', () => {
  test('that no dialect takes keeps its words', async () => {
    const reading = await readJavaScript(textAt('const x = {{{ "ns/name" ;;; )'), 'typescript');
    expect(reading.problems[0]?.message).toMatch(/not valid typescript/);
    expect(passagesOf(reading)).toEqual(['constant -: const x = {{{ "ns/name" ;;; )']);
  });

  test.each(['let a; let a;', 'const x', 'break;', 'class A extends B { x; x }', 'export { nothing }'])(
    'that only its rules forbid is still read: %s',
    async (wrong) => {
      const reading = await readJavaScript(textAt(`${wrong}\nload("ns/name")`), 'javascript');
      expect(factsOf(reading).join('\n')).toContain('load("ns/name")');
    },
  );

  test.each(['(', '[', '{', 'f(', '!', 'a?', '`${', '<a>', 'x=>', 'if(a)'])(
    'that is nested deeper than any stack does not throw: %s',
    async (open) => {
      for (const dialect of ['javascript', 'typescript', 'tsx'] as const) {
        const reading = await readJavaScript(textAt(`load("ns/name");${open.repeat(20_000)}`), dialect);
        expect(reading.modules.length + reading.passages.length).toBeGreaterThan(0);
      }
    },
  );

  test('of random pieces never throws, and every literal is what stands at its span', async () => {
    const random = randomOf(17);
    const pieces = [
      'a',
      ' ',
      '\n',
      '=',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '`',
      '${',
      ':',
      ',',
      '.',
      '=>',
      'const ',
      'class ',
      'function ',
      'async ',
      'await ',
      'if (a) ',
      'else ',
      '@',
      '//',
      '/*',
      '*/',
      '\\',
      'import ',
      'from ',
      '"ns/name"',
      '<',
      '>',
      '</',
      '/>',
      '?',
      '??',
      '!',
      'as ',
      'enum ',
      'é',
      '😀',
      '#',
      ';',
    ];
    for (let i = 0; i < 1500; i++)
      factsOf(await readJavaScript(textAt(random.text(pieces, 16)), random.pick(['javascript', 'typescript', 'tsx'])));
  });
});
