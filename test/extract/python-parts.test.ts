/** What is left out of a long Python file changes nothing of what is found in it. */

import { describe, expect, test } from 'vitest';
import { findInModule } from '../../src/extract/candidates.ts';
import { byGrammar } from '../../src/extract/code.ts';
import { callsOfImports, interestIn } from '../../src/extract/interest.ts';
import { indexModule } from '../../src/extract/program.ts';
import { logicalLines } from '../../src/extract/python-lines.ts';
import { partsOfPython } from '../../src/extract/python-parts.ts';
import { loaderTable } from '../../src/extract/sinks.ts';
import { type Text, textAt } from '../../src/extract/text.ts';
import { type Random, randomOf } from './random.ts';

const TABLE = loaderTable([]);
const read = byGrammar('python');

/** What is found around the offsets: where, what, by which loader, at which revision. */
async function foundIn(text: Text, offsets: ReadonlySet<number>): Promise<string[]> {
  const { modules } = await read(text);
  return modules
    .flatMap((module) => findInModule(indexModule(module, 'a.py'), TABLE, (name) => name.startsWith('.')).candidates)
    .filter(({ span, load }) => load !== null || offsets.has(span.start))
    .map(({ target, span, place, load, labels }) =>
      [
        span.start,
        `${target.namespace}/${target.name}`,
        place,
        load?.loader ?? '-',
        JSON.stringify(load?.revision ?? null),
        load?.remoteCode ?? false,
        labels.join('.'),
      ].join(' '),
    )
    .sort();
}

async function compare(program: string): Promise<void> {
  const text = textAt(program);
  const interest = interestIn(program, TABLE);
  const offsets = new Set(interest);
  const parts = partsOfPython(text, interest);
  expect(await foundIn(parts, offsets)).toEqual(await foundIn(text, offsets));
}

/** Code that loads nothing, long enough to be worth leaving out. */
function filler(random: Random, n: number): string {
  const lines = Array.from(
    { length: 4 + random.below(12) },
    (_, i) =>
      `${random.pick(['    x = step(x, y)', '    if x > y:\n        x = (x,\n  y)', '    for q in range(9):\n        y += q', '    log.info("done %s", x)', "    '''a\n# \"doc\n'''", '    y = {"a": [1, 2], "b": f"{x!r}"}', '    try:\n        x()\n    except (A, B):\n        raise\n    else:\n        pass'])}  # ${i}`,
  );
  return `def filler_${n}(x, y):\n${lines.join('\n')}\n    return x\n\n\n`;
}

/** Pieces of programs in which an id, a pin or a flag comes to a loader on some way. */
const PIECES: readonly ((n: number, random: Random) => string)[] = [
  (n) =>
    `MODEL_${n} = "acme-research/constant-${n}"\n\n\ndef use_${n}():\n    return AutoModel.from_pretrained(MODEL_${n})\n\n\n`,
  (n) =>
    `def load_${n}(name="acme-research/default-${n}", rev="main"):\n    path = name or "acme-research/other-${n}"\n    return AutoModel.from_pretrained(\n        path,\n        revision=rev,\n        torch_dtype=pick(filler_0),\n    )\n\n\nload_${n}("acme-research/called-${n}", rev="${'c'.repeat(40)}")\n`,
  (n) =>
    `class Holder${n}:\n    name = "acme-research/attribute-${n}"\n\n    def __init__(self, rev=None):\n        self.rev = rev or "v1"\n        self.extra = compute(rev)\n\n    @property\n    def model(self):\n        return AutoModel.from_pretrained(self.name, revision=self.rev)\n\n\n`,
  (n) =>
    `parser_${n} = argparse.ArgumentParser()\nparser_${n}.add_argument(\n    "--model-name-${n}",\n    default="acme-research/option-${n}",\n)\nargs = parser_${n}.parse_args()\nAutoModel.from_pretrained(args.model_name_${n}, trust_remote_code=True)\n`,
  (n) =>
    `TABLE_${n} = {\n    "a": "acme-research/first-${n}",\n    "b": ("acme-research/second-${n}", "dev"),\n}\nfor key_${n}, value_${n} in TABLE_${n}.items():\n    AutoTokenizer.from_pretrained(value_${n})\n`,
  (n) =>
    `if FLAG:\n    choice_${n} = "acme-research/if-${n}"\nelif OTHER:\n    choice_${n} = "acme-research/elif-${n}"\nelse:\n    choice_${n} = None\nwith open("x") as f:\n    AutoModel.from_pretrained(choice_${n})\n`,
  (n) =>
    `org_${n} = "acme-research"\nsize_${n} = "base"\nAutoModel.from_pretrained(f"{org_${n}}/formatted-${n}-{size_${n}}")\nAutoModel.from_pretrained(org_${n} + "/joined-${n}")\n`,
  (n) =>
    `# see acme-research/commented-${n}-base\ndef documented_${n}():\n    """Loads \`acme-research/documented-${n}-base\`.\n\n    >>> AutoModel.from_pretrained("acme-research/doctest-${n}")\n    """\n\n\n`,
  (n) =>
    `def pick_${n}(kind):\n    if kind:\n        return "acme-research/returned-${n}"\n    return "acme-research/otherwise-${n}"\n\n\ndef run_${n}():\n    options = {"revision": "r${n}"}\n    return pipeline("task", model=pick_${n}(1), **options)\n\n\n`,
  (n) => `@decorated("acme-research/decorator-${n}-base")\n@again\ndef decorated_${n}():\n    pass\n\n\n`,
  (n) =>
    `async def later_${n}():\n    while True:\n        try:\n            rev = "t${n}"\n        finally:\n            await snapshot_download("acme-research/awaited-${n}", revision=rev)\n\n\n`,
  (n) =>
    `alias_${n} = AutoModel.from_pretrained\nalias_${n}("acme-research/alias-${n}")\nMODELS_${n} = [\n    "acme-research/listed-${n}-a",  # one\n    "acme-research/listed-${n}-b",\n]\nfor each in MODELS_${n}: AutoModel.from_pretrained(each)\n`,
  (n) =>
    `rev_${n} = "n${n}"\nname_${n} = "acme-research/inner-${n}"\nextra_${n} = compute(name_${n})\nAutoModel.from_pretrained(\n    "acme-research/outer-${n}",\n    part=AutoModel.from_pretrained(name_${n}, revision=rev_${n}),\n    extra=extra_${n},\n)\n`,
];

const IMPORTS =
  'import argparse\nfrom transformers import AutoModel, AutoTokenizer, pipeline\nfrom huggingface_hub import snapshot_download\n\n\n';

function programOf(random: Random): string {
  let program = IMPORTS;
  for (let n = 0; program.length < 9_000 || n < 12; n++) {
    program += random.pick(PIECES)(n, random);
    if (random.below(3) > 0) program += filler(random, n);
  }
  return program;
}

describe('the parts of a program', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => [seed]))('say what the whole says: program %i', async (seed) => {
    await compare(programOf(randomOf(seed)));
  });

  test('are fewer than the whole', () => {
    const program =
      programOf(randomOf(3)) + Array.from({ length: 200 }, (_, n) => filler(randomOf(n), 1000 + n)).join('');
    const parts = partsOfPython(textAt(program), interestIn(program, TABLE));
    expect(parts.content.length).toBeLessThan(program.length / 4);
  });

  test('lead back to the file from every offset', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = randomOf(100 + seed);
      const program = programOf(random).replaceAll('\n', random.pick(['\n', '\r\n']));
      const { content, runs } = partsOfPython(textAt(program), interestIn(program, TABLE));
      for (const [i, { at, from }] of runs.entries()) {
        const piece = content.slice(at, runs[i + 1]?.at);
        if (piece.trim() !== 'pass') expect(program.slice(from, from + piece.length)).toBe(piece);
      }
    }
  });

  test('of a program that was cut anywhere are found without trouble', async () => {
    const program = programOf(randomOf(5));
    const random = randomOf(6);
    for (let i = 0; i < 60; i++) {
      const [from, to] = [random.below(2_000), program.length - random.below(2_000)];
      const cut = program.slice(from, to);
      const offsets = new Set(interestIn(cut, TABLE));
      const parts = partsOfPython(textAt(cut), [...offsets]);
      const whole = new Set((await foundIn(textAt(cut), offsets)).map((line) => line.split(' ')[0]));
      for (const line of await foundIn(parts, offsets)) expect(whole).toContain(line.split(' ')[0]);
    }
  });
});

describe('logical lines', () => {
  test('cover all but blank lines, in order, without overlap', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = randomOf(seed);
      const text = random.text(
        ['a', ' ', '\t', '\n', '\r\n', '(', ')', '[', '}', '"', "'", '"""', "'''", '#', '\\', 'é', ':', '='],
        200,
      );
      let end = 0;
      for (const line of logicalLines(text)) {
        expect(text.slice(end, line.start).trim()).toBe('');
        expect(line.end).toBeGreaterThan(line.start);
        end = line.end;
      }
      expect(text.slice(end).trim()).toBe('');
    }
  });
});

/** Each is a megabyte and more: what takes the square of its length does not end within the time that a test has. */
const HOSTILE: readonly (readonly [what: string, text: string])[] = [
  ['imports that never close', 'import (\n'.repeat(150_000)],
  ['names from nowhere', 'from\n'.repeat(200_000)],
  ['calls of calls', `x = ${'f('.repeat(500_000)}`],
  ['one block of very many statements', `def f():\n${'    x = load("a/b-base")\n'.repeat(60_000)}`],
  [
    'very many functions that call each other',
    Array.from({ length: 30_000 }, (_, i) => `def f${i}(x="acme/b-base"):\n    return f${i + 1}(x)\n`).join(''),
  ],
  ['very many bindings of one name', 'x = AutoModel.from_pretrained(x, "acme/b-base")\n'.repeat(30_000)],
  ['ever deeper blocks', Array.from({ length: 1_400 }, (_, i) => `${' '.repeat(i)}if x:\n`).join('')],
  ['ever shallower blocks', Array.from({ length: 1_400 }, (_, i) => `${' '.repeat(1_400 - i)}else:\n`).join('')],
  ['clauses without a statement', 'else:\n  load("acme/b-base")\n'.repeat(50_000)],
  ['decorators without a definition', '@load("acme/b-base")\n'.repeat(60_000)],
  ['strings that never close', `x = """${'"" \\"""'.repeat(200_000)}`],
  ['quotes', `f('acme/b-base'${"'".repeat(1_000_000)}`],
  ['one long name', `${'a'.repeat(1_000_000)}(acme/b-base`],
  ['colons and blanks', `x = "acme/b-base":${' '.repeat(1_000_000)}#`],
  ['a long assignment that is none', `x${', x'.repeat(300_000)} "acme/b-base"`],
  ['arguments', `AutoModel.from_pretrained("acme/b-base"${', x=AutoModel.from_pretrained(y)'.repeat(20_000)})`],
  ['arguments in arguments', `${'AutoModel.from_pretrained(a, x='.repeat(20_000)}"acme/b-base"`],
];

test.each(HOSTILE)('a hostile text is gone through once: %s', (_, text) => {
  const interest = [...interestIn(text, TABLE), ...callsOfImports(text)];
  expect(partsOfPython(textAt(text), interest).content.length).toBeLessThanOrEqual(2 * text.length);
});
