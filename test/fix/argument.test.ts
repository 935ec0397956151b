import { describe, expect, test } from 'vitest';
import { COMMIT, pinAll, pinOne } from './pinned.ts';

const FROM = 'from transformers import AutoModel, pipeline\n';
const PIN = `revision="${COMMIT}"`;

describe('a call in Python', () => {
  test.each<[name: string, before: string, after: string]>([
    [
      'on one line',
      'AutoModel.from_pretrained("heron-labs/tern-7b")',
      `AutoModel.from_pretrained("heron-labs/tern-7b", ${PIN})  # main`,
    ],
    [
      'in the quotes that are there',
      "m = AutoModel.from_pretrained('heron-labs/tern-7b')",
      `m = AutoModel.from_pretrained('heron-labs/tern-7b', revision='${COMMIT}')  # main`,
    ],
    [
      'before what is spread',
      'AutoModel.from_pretrained("heron-labs/tern-7b", device=0, **kwargs)',
      `AutoModel.from_pretrained("heron-labs/tern-7b", device=0, ${PIN}, **kwargs)  # main`,
    ],
    [
      'with a trailing comma on one line',
      'AutoModel.from_pretrained("heron-labs/tern-7b",)',
      `AutoModel.from_pretrained("heron-labs/tern-7b", ${PIN},)  # main`,
    ],
    [
      'with brackets, strings and comments that hold each other’s marks',
      'AutoModel.from_pretrained("heron-labs/tern-7b", x=f(")", (1, 2)), y="#,")',
      `AutoModel.from_pretrained("heron-labs/tern-7b", x=f(")", (1, 2)), y="#,", ${PIN})  # main`,
    ],
    [
      'over lines with a trailing comma',
      'm = AutoModel.from_pretrained(\n    "heron-labs/tern-7b",\n    device=0,\n)',
      `m = AutoModel.from_pretrained(\n    "heron-labs/tern-7b",\n    device=0,\n    ${PIN},  # main\n)`,
    ],
    [
      'over lines without one, where a comment follows',
      'm = AutoModel.from_pretrained(\n\t"heron-labs/tern-7b"  # the small one\n)',
      `m = AutoModel.from_pretrained(\n\t"heron-labs/tern-7b",  # the small one\n\t${PIN}  # main\n)`,
    ],
    [
      'over lines without one, where nothing follows',
      'm = AutoModel.from_pretrained(\n    "heron-labs/tern-7b",\n    device=0\n)',
      `m = AutoModel.from_pretrained(\n    "heron-labs/tern-7b",\n    device=0,\n    ${PIN}  # main\n)`,
    ],
    [
      'over lines where the last stands beside the bracket',
      'm = AutoModel.from_pretrained(\n    "heron-labs/tern-7b",\n    device=0)',
      `m = AutoModel.from_pretrained(\n    "heron-labs/tern-7b",\n    device=0, ${PIN})  # main`,
    ],
    [
      'over lines with a spread map',
      'm = AutoModel.from_pretrained(\n    "heron-labs/tern-7b",\n    **kwargs,\n)',
      `m = AutoModel.from_pretrained(\n    "heron-labs/tern-7b",\n    ${PIN},  # main\n    **kwargs,\n)`,
    ],
    [
      'inside another call',
      'go(AutoModel.from_pretrained("heron-labs/tern-7b"), 1)',
      `go(AutoModel.from_pretrained("heron-labs/tern-7b", ${PIN}), 1)  # main`,
    ],
    [
      'with the breaks of Windows',
      'm = AutoModel.from_pretrained(\r\n    "heron-labs/tern-7b",\r\n)\r\nx = 1\r\n',
      `m = AutoModel.from_pretrained(\r\n    "heron-labs/tern-7b",\r\n    ${PIN},  # main\r\n)\r\nx = 1\r\n`,
    ],
    [
      'whose line goes on',
      'm = AutoModel.from_pretrained("heron-labs/tern-7b") \\\n    .eval()',
      `m = AutoModel.from_pretrained("heron-labs/tern-7b", ${PIN}) \\\n    .eval()`,
    ],
    [
      'whose line has a comment',
      'm = AutoModel.from_pretrained("heron-labs/tern-7b")  # noqa',
      `m = AutoModel.from_pretrained("heron-labs/tern-7b", ${PIN})  # noqa`,
    ],
    [
      'whose line begins a long string',
      'm, t = AutoModel.from_pretrained("heron-labs/tern-7b"), """\nno # comment\n"""',
      `m, t = AutoModel.from_pretrained("heron-labs/tern-7b", ${PIN}), """\nno # comment\n"""`,
    ],
    [
      'that is given None',
      'm = AutoModel.from_pretrained("heron-labs/tern-7b", revision=None)',
      `m = AutoModel.from_pretrained("heron-labs/tern-7b", ${PIN})  # main`,
    ],
    [
      'that names the same repository twice',
      'p = pipeline("x", model="heron-labs/tern-7b", tokenizer="heron-labs/tern-7b")',
      `p = pipeline("x", model="heron-labs/tern-7b", tokenizer="heron-labs/tern-7b", ${PIN})  # main`,
    ],
    [
      'of the project’s own function that passes the revision on',
      'def load(name, revision=None):\n    return AutoModel.from_pretrained(name, revision=revision)\n\nload("heron-labs/tern-7b")',
      `def load(name, revision=None):\n    return AutoModel.from_pretrained(name, revision=revision)\n\nload("heron-labs/tern-7b", ${PIN})  # main`,
    ],
  ])('%s', async (_name, before, after) => {
    expect(await pinOne('a.py', FROM + before)).toBe(FROM + after);
  });

  test('is pinned where a constant leads to it, once for each call', async () => {
    const { files, left } = await pinAll({
      'names.py': 'MODEL = "heron-labs/tern-7b"\n',
      'a.py': `${FROM}from names import MODEL\nAutoModel.from_pretrained(MODEL)\npipeline("x", MODEL)\n`,
    });
    expect(left).toEqual([]);
    expect(files['names.py']).toBe('MODEL = "heron-labs/tern-7b"\n');
    expect(files['a.py']).toBe(
      `${FROM}from names import MODEL\nAutoModel.from_pretrained(MODEL, ${PIN})  # main\npipeline("x", MODEL, ${PIN.replaceAll('"', '"')})  # main\n`,
    );
  });

  test.each<[name: string, text: string, why: string]>([
    [
      'a loop over several',
      'for each in ["heron-labs/tern-7b"]:\n    AutoModel.from_pretrained(each if x else other)',
      'heron-labs/tern-7b: the same call can load something else',
    ],
    [
      'a default that a caller may change',
      'def load(name="heron-labs/tern-7b"):\n    return AutoModel.from_pretrained(name)',
      'heron-labs/tern-7b: the same call can load something else',
    ],
    [
      'an option of the command line with a default',
      'parser.add_argument("--model", default="heron-labs/tern-7b")\nargs = parser.parse_args()\nAutoModel.from_pretrained(args.model)',
      'heron-labs/tern-7b: it is a default, and the same call can load something else',
    ],
    [
      'a class that nobody sees imported',
      'thing.from_pretrained("heron-labs/tern-7b")',
      'heron-labs/tern-7b: it is not known whether thing.from_pretrained takes a revision',
    ],
    [
      'an own function that takes no revision',
      'def load(name):\n    return AutoModel.from_pretrained(name)\n\nload("heron-labs/tern-7b")',
      'heron-labs/tern-7b: load() takes no revision: give it one, and let it pass that on',
    ],
    [
      'two repositories in one call',
      'pipeline("x", model="heron-labs/tern-7b", tokenizer="heron-labs/plover-7b")',
      'heron-labs/tern-7b: one revision would stand for several repositories: heron-labs/plover-7b, heron-labs/tern-7b\nheron-labs/plover-7b: one revision would stand for several repositories: heron-labs/plover-7b, heron-labs/tern-7b',
    ],
  ])('is left, with the reason: %s', async (_name, text, why) => {
    expect(await pinOne('a.py', FROM + text)).toBe(why);
  });
});

test('code inside a file of another language is left', async () => {
  const text =
    'RUN python -c "from transformers import AutoModel; AutoModel.from_pretrained(\'heron-labs/tern-7b\')"\n';
  expect(await pinOne('Dockerfile', `FROM x\n${text}`)).toBe(
    'heron-labs/tern-7b: code inside a file of another language is not edited',
  );
});

describe('a call in JavaScript', () => {
  const IMPORT =
    "import { AutoModel, pipeline } from '@huggingface/transformers';\nimport { downloadFile } from '@huggingface/hub';\n";
  test.each<[name: string, before: string, after: string]>([
    [
      'without options gets some',
      "const m = await AutoModel.from_pretrained('heron-labs/tern-7b');",
      `const m = await AutoModel.from_pretrained('heron-labs/tern-7b', { revision: '${COMMIT}' }); // main`,
    ],
    [
      'with options gets one more',
      'const m = await pipeline("x", "heron-labs/tern-7b", { dtype: "q8" });',
      `const m = await pipeline("x", "heron-labs/tern-7b", { dtype: "q8", revision: "${COMMIT}" }); // main`,
    ],
    [
      'with empty options gets one',
      "AutoModel.from_pretrained('heron-labs/tern-7b', {})",
      `AutoModel.from_pretrained('heron-labs/tern-7b', { revision: '${COMMIT}' }) // main`,
    ],
    [
      'with one object of everything gets one more',
      `downloadFile({\n  repo: { type: 'model', name: 'heron-labs/tern-7b' },\n  path: \`a/\${x ? \`b\` : ')'}\`,\n});`,
      `downloadFile({\n  repo: { type: 'model', name: 'heron-labs/tern-7b' },\n  path: \`a/\${x ? \`b\` : ')'}\`,\n  revision: '${COMMIT}', // main\n});`,
    ],
    [
      'has its branch replaced',
      "downloadFile({ repo: 'heron-labs/tern-7b', path: 'a', revision: 'main' });",
      `downloadFile({ repo: 'heron-labs/tern-7b', path: 'a', revision: '${COMMIT}' }); // main`,
    ],
  ])('%s', async (_name, before, after) => {
    expect(await pinOne('a.ts', IMPORT + before)).toBe(IMPORT + after);
  });

  test('whose options are a variable is left', async () => {
    const text = `${IMPORT}AutoModel.from_pretrained('heron-labs/tern-7b', options);`;
    expect(await pinOne('a.mjs', text)).toBe('heron-labs/tern-7b: its options are not written in the call');
  });
});
