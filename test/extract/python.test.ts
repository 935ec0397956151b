/** Python: what its syntax says of names, values and calls. */

import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/extract/facts.ts';
import { languageOfFile } from '../../src/extract/readers.ts';
import { type Text, textAt } from '../../src/extract/text.ts';
import { lines } from './catalogue/row.ts';
import { randomOf } from './random.ts';
import { factsOf, passagesOf } from './rendering.ts';

async function readPython(text: Text): Promise<Reading> {
  const reading = await languageOfFile('a.py')?.read(text);
  if (reading === undefined) throw new Error('Python has no reader');
  return reading;
}

const facts = async (source: string): Promise<string[]> => factsOf(await readPython(textAt(source)));

describe('values', () => {
  test.each([
    ['x = "ns/name"', 'bind x = "ns/name"'],
    [`x = 'ns/name'`, 'bind x = "ns/name"'],
    ['x = """ns/name"""', 'bind x = "ns/name"'],
    ['x = r"ns\\name"', 'bind x = "ns\\\\name"'],
    ['x = b"ns/name"', 'bind x = "ns/name"'],
    ['x: str = "ns/name"', 'bind x = "ns/name"'],
    ['x = "ns/" "name"', 'bind x = "ns/" + "name"'],
    ['x = ("ns/"\n     "name")', 'bind x = "ns/" + "name"'],
    ['x = "ns/" + name', 'bind x = "ns/" + name'],
    ['x = f"ns/{name}"', 'bind x = "ns/" + name'],
    ['x = f"ns/{name!r:>10}-b"', 'bind x = "ns/" + name + "-b"'],
    ['x = f"ns/{f\'{a}-{b}\'}"', 'bind x = "ns/" + a + "-" + b'],
    ['x = f"ns/{{a}}"', 'bind x = "ns/{{a}}"'],
    ['x = "ns/%s-%s" % (a, b)', 'bind x = "ns/" + a + "-" + b'],
    ['x = "ns/%s" % a', 'bind x = "ns/" + a'],
    ['x = "ns/{}".format(a)', 'bind x = "ns/" + a'],
    ['x = a if b else "ns/name"', 'bind x = (a | "ns/name")'],
    ['x = a or "ns/name"', 'bind x = (a | "ns/name")'],
    ['x = [a, "ns/name"]', 'bind x = [a, "ns/name"]'],
    ['x = {"k": "ns/name", **more}', 'bind x = {"k": "ns/name", **more}'],
    ['x = d["k"]', 'bind x = d["k"]'],
    ['x = a.b.c', 'bind x = a.b.c'],
    ['x = a().b', 'bind x = a().b'],
    ['x = None', 'bind x = null'],
    ['x = True', 'bind x = true'],
    ['x = await f("ns/name")', 'bind x = f("ns/name")'],
    ['x = (f("ns/name"))', 'bind x = f("ns/name")'],
    ['self.x = "ns/name"', 'bind self.x = "ns/name"'],
    ['x += "ns/name"', 'bind x = "ns/name"'],
    ['f(a, k="ns/name", *b, **c)', 'bare f(a, k="ns/name", <>, **c)'],
    ['for m in ["ns/a", "ns/b"]: pass', 'each m = ["ns/a", "ns/b"]'],
    ['return_ = [f(m) for m in models]', 'each m = models'],
  ])('%s', async (source, expected) => {
    const found = await facts(source);
    expect(found).toContain(expected);
  });

  test('a tuple without parentheses binds each of its names', async () => {
    expect(await facts('x, y = "ns/a", "ns/b"')).toEqual(['bind x = "ns/a"', 'bind y = "ns/b"']);
  });

  test('a walrus binds where it stands', async () => {
    expect(await facts('if (m := "ns/name") and load(m):\n    pass\n')).toEqual(
      expect.arrayContaining(['bind m = "ns/name"', 'bare load(m)']),
    );
  });

  test('a type alias and a parameter of a type keep their literals', async () => {
    const found = (await facts('type Model = Literal["ns/a", "ns/b"]\nModels: TypeAlias = Literal["ns/c"]\n')).join(
      '\n',
    );
    for (const id of ['"ns/a"', '"ns/b"', '"ns/c"']) expect(found).toContain(id);
  });
});

describe('definitions', () => {
  test('have parameters, defaults and what they return', async () => {
    const reading = await readPython(
      textAt(lines`
        class Loader:
            name = "ns/class"

            def __init__(self, path="ns/default", *, revision: str = "main", **kwargs):
                self.path = path

            def load(self):
                return load(self.path)
      `),
    );
    expect(reading.modules[0]?.scopes.map(({ kind, name, params }) => [kind, name, params])).toEqual([
      ['file', null, []],
      ['class', 'Loader', []],
      ['function', '__init__', ['path', 'revision']],
      ['function', 'load', []],
    ]);
    expect(factsOf(reading)).toEqual([
      'Loader: bind name = "ns/class"',
      'Loader.__init__: default path = "ns/default"',
      'Loader.__init__: default revision = "main"',
      'Loader.__init__: bind self.path = path',
      'Loader.load: return load(self.path)',
    ]);
  });

  test('keep the calls of their decorators', async () => {
    const found = await facts(
      '@click.option("--model", default="ns/name")\n@app.get("/x")\ndef f(model):\n    return model\n',
    );
    expect(found).toEqual(
      expect.arrayContaining([
        'bare click.option("--model", default="ns/name")',
        'bare app.get("/x")',
        'f: return model',
      ]),
    );
  });

  test('of lambdas and inner functions keep what they call', async () => {
    const found = await facts(
      'def outer():\n    def inner():\n        return f("ns/a")\n    return lambda x="ns/c": g("ns/b")\n',
    );
    expect(found).toContain('outer.inner: return f("ns/a")');
    expect(found.join('\n')).toContain('g("ns/b")');
  });

  test('under conditions, with, try and match are read', async () => {
    const found = await facts(lines`
      match kind:
          case "small":
              m = "ns/small"
          case {"size": "big"} | ["big", *_]:
              m = load("ns/big")
          case _ if other:
              m = "ns/other"
      with open(x) as f, g("ns/with"):
          a = "ns/inside"
      try:
          b = "ns/try"
      except* E as e:
          b = "ns/except"
      else:
          b = "ns/else"
      finally:
          b = "ns/finally"
      while c("ns/while"):
          pass
      async def h():
          async for x in y("ns/each"):
              yield "ns/yield"
      assert d("ns/assert"), "ns/words"
      del z["ns/del"]
    `);
    const all = found.join('\n');
    for (const word of 'small big other with inside try except else finally while each yield assert words'.split(' '))
      expect(all).toContain(`"ns/${word}"`);
  });
});

describe('imports', () => {
  test.each([
    ['import a.b', [['a.b', 'a.b', null]]],
    ['import a.b as c', [['c', 'a.b', null]]],
    [
      'from a import b, c as d',
      [
        ['b', 'a', 'b'],
        ['d', 'a', 'c'],
      ],
    ],
    ['from . import b', [['b', '.', 'b']]],
    [
      'from ..a.b import (c,\n  d,)',
      [
        ['c', '..a.b', 'c'],
        ['d', '..a.b', 'd'],
      ],
    ],
  ])('%s', async (source, expected) => {
    const reading = await readPython(textAt(`${source}\n`));
    const imports = (reading.modules[0]?.imports ?? []).map(({ local, module, name }) => [local, module, name]);
    expect(imports).toEqual(expect.arrayContaining(expected));
    expect(imports).toHaveLength(expected.length);
  });
});

describe('imports of several modules', () => {
  test('import a, b as c', async () => {
    const reading = await readPython(textAt('import a, b as c\n'));
    expect(reading.modules[0]?.imports).toEqual([
      { local: 'a', module: 'a', name: null },
      { local: 'c', module: 'b', name: null },
    ]);
  });
});

describe('text for people', () => {
  test('is what stands alone, and comments', async () => {
    const all = passagesOf(
      await readPython(textAt('"""See ns/a."""\n# see ns/b\ndef f():\n    """See\n    ns/c."""\n    x = 1  # ns/d\n')),
    );
    expect(all).toEqual(
      expect.arrayContaining([
        'docstring -: See ns/a.',
        'comment -: see ns/b',
        'docstring -: See\n    ns/c.',
        'comment -: ns/d',
      ]),
    );
    expect(all).toHaveLength(4);
  });
});

describe('broken code', () => {
  test.each([
    'x = = 3\n',
    'def f(:\n    pass\n',
    'print "old style"\n',
    'if x\n    y = 1\n',
    '<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\n',
    'x = f(1,\n',
    '%matplotlib inline\n!ls\n',
    '    indented = 1\n',
    '"unclosed\n',
  ])('costs no more than its own lines: %j', async (wrong) => {
    const found = await facts(`before = "ns/before"\n\n${wrong}\n\nafter = "ns/after"\n`);
    expect(found).toContain('bind before = "ns/before"');
    expect(found.join('\n')).toContain('"ns/after"');
  });

  test('of random pieces never throws, and every literal is what stands at its span', async () => {
    const random = randomOf(16);
    const pieces = [
      'a',
      ' ',
      '\n',
      '    ',
      '=',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '"""',
      'f"',
      '{x}',
      ':',
      ',',
      '.',
      'def ',
      'class ',
      'lambda ',
      'for ',
      ' in ',
      'if ',
      ' else ',
      '@',
      '#',
      '\\',
      'import ',
      'from ',
      'ns/name',
      '*',
      '**',
      '%',
      ' or ',
      'é',
      '😀',
      'return ',
      ':=',
      'match ',
      'case ',
    ];
    for (let i = 0; i < 1500; i++) await facts(random.text(pieces, 16));
  });
});
