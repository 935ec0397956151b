import { describe, expect, test } from 'vitest';
import { COMMIT, pinAll, pinOne } from './pinned.ts';

const FROM = 'from transformers import AutoModel\n';

describe('a revision that is written', () => {
  test('is replaced in the constant where it lives', async () => {
    const text = `${FROM}REVISION = "v1.0"\nAutoModel.from_pretrained("heron-labs/tern-7b", revision=REVISION)\n`;
    expect(await pinOne('a.py', text)).toBe(text.replace('"v1.0"', `"${COMMIT}"  # v1.0`));
  });

  test('is replaced in the file where the constant lives', async () => {
    const { files, left } = await pinAll({
      'pins.py': 'REVISION = "main"\n',
      'a.py': `${FROM}from pins import REVISION\nAutoModel.from_pretrained("heron-labs/tern-7b", revision=REVISION)\n`,
    });
    expect(left).toEqual([]);
    expect(files['pins.py']).toBe(`REVISION = "${COMMIT}"  # main\n`);
  });

  test('is left where it is that of several repositories', async () => {
    const text = `${FROM}REVISION = "main"\nfor name in NAMES:\n    pass\nAutoModel.from_pretrained("heron-labs/tern-7b", revision=REVISION)\nAutoModel.from_pretrained("heron-labs/plover-7b", revision=REVISION)\n`;
    const { files, left } = await pinAll({ 'a.py': text });
    expect(files['a.py']).toBe(text);
    expect(left).toEqual(
      ['tern-7b', 'plover-7b'].map(
        (name) =>
          `heron-labs/${name}: one revision would stand for several repositories: heron-labs/plover-7b, heron-labs/tern-7b`,
      ),
    );
  });

  test('is replaced in a table by repository', async () => {
    const text = `${FROM}REVISIONS = {"heron-labs/tern-7b": "main", "heron-labs/plover-7b": "v2"}\nAutoModel.from_pretrained("heron-labs/tern-7b", revision=REVISIONS["heron-labs/tern-7b"])\n`;
    const { files } = await pinAll({ 'a.py': text });
    expect(files['a.py']).toBe(
      text.replace('"main", "heron-labs/plover-7b": "v2"}', `"${COMMIT}", "heron-labs/plover-7b": "v2"}  # main`),
    );
  });

  test('stays where it is a commit, unless it is to be moved', async () => {
    const old = 'f'.repeat(40);
    const text = `${FROM}AutoModel.from_pretrained("heron-labs/tern-7b", revision="${old}")  # main\n`;
    expect(await pinOne('a.py', text)).toBe(text);
    expect(await pinOne('a.py', text, { move: true })).toBe(text.replace(old, COMMIT));
  });
});

describe('a command line', () => {
  test.each<[name: string, path: string, before: string, after: string]>([
    [
      'the word',
      'a.sh',
      'vllm serve heron-labs/tern-7b --port 80\n',
      `vllm serve heron-labs/tern-7b --revision ${COMMIT} --port 80 # main\n`,
    ],
    [
      'a variable in quotes',
      'a.sh',
      'M=heron-labs/tern-7b\nvllm serve "$M" \\\n  --port 80\n',
      `M=heron-labs/tern-7b\nvllm serve "$M" --revision ${COMMIT} \\\n  --port 80\n`,
    ],
    [
      'a branch',
      'a.sh',
      'hf download heron-labs/tern-7b --revision main',
      `hf download heron-labs/tern-7b --revision ${COMMIT} # main`,
    ],
    [
      'a Dockerfile, which has no comments behind a line',
      'Dockerfile',
      'FROM x\nRUN hf download heron-labs/tern-7b\nCMD ["vllm", "serve", "heron-labs/tern-7b"]\n',
      `FROM x\nRUN hf download heron-labs/tern-7b --revision ${COMMIT}\nCMD ["vllm", "serve", "heron-labs/tern-7b", "--revision", "${COMMIT}"]\n`,
    ],
    [
      'a list of words in Python',
      'a.py',
      'import subprocess\nsubprocess.run(["vllm", "serve", "heron-labs/tern-7b"])\n',
      `import subprocess\nsubprocess.run(["vllm", "serve", "heron-labs/tern-7b", "--revision", "${COMMIT}"])  # main\n`,
    ],
    [
      'a list of words in YAML',
      'a.yml',
      'services:\n  vllm:\n    command:\n      - vllm\n      - serve\n      - heron-labs/tern-7b\n      - --port\n      - "80"\n',
      `services:\n  vllm:\n    command:\n      - vllm\n      - serve\n      - heron-labs/tern-7b\n      - --revision\n      - ${COMMIT} # main\n      - --port\n      - "80"\n`,
    ],
  ])('%s', async (_name, path, before, after) => {
    expect(await pinOne(path, before)).toBe(after);
  });

  test('of a tool that is not known to take a revision is left', async () => {
    expect(await pinOne('a.sh', 'mlx_lm.generate --model heron-labs/tern-7b\n')).toMatch(
      /^heron-labs\/tern-7b: it is not known whether/,
    );
  });
});

describe('a configuration', () => {
  test.each<[name: string, path: string, before: string, after: string]>([
    [
      'YAML',
      'a.yml',
      'model:\n  id: heron-labs/tern-7b  # small\n  x: 1\n',
      `model:\n  id: heron-labs/tern-7b  # small\n  revision: ${COMMIT} # main\n  x: 1\n`,
    ],
    [
      'a list in YAML',
      'a.yml',
      'models:\n  - id: heron-labs/tern-7b\n',
      `models:\n  - id: heron-labs/tern-7b\n    revision: ${COMMIT} # main\n`,
    ],
    [
      'YAML on one line',
      'a.yml',
      'model: {id: "heron-labs/tern-7b", x: 1}\n',
      `model: {id: "heron-labs/tern-7b", revision: "${COMMIT}", x: 1} # main\n`,
    ],
    [
      'JSON',
      'a.json',
      '{\n  "model_id": "heron-labs/tern-7b",\n  "x": 1\n}\n',
      `{\n  "model_id": "heron-labs/tern-7b",\n  "revision": "${COMMIT}",\n  "x": 1\n}\n`,
    ],
    [
      'the last of JSON',
      'a.json',
      '{\n  "model_id": "heron-labs/tern-7b"\n}\n',
      `{\n  "model_id": "heron-labs/tern-7b",\n  "revision": "${COMMIT}"\n}\n`,
    ],
    [
      'JSON on one line',
      'a.json',
      '{"model_id": "heron-labs/tern-7b"}',
      `{"model_id": "heron-labs/tern-7b", "revision": "${COMMIT}"}`,
    ],
    [
      'TOML',
      'a.toml',
      '[model]\nmodel_id = "heron-labs/tern-7b"\n',
      `[model]\nmodel_id = "heron-labs/tern-7b"\nrevision = "${COMMIT}" # main\n`,
    ],
  ])('gets a key where that is asked for: %s', async (_name, path, before, after) => {
    expect(await pinOne(path, before, { keys: true })).toBe(after);
    expect(await pinOne(path, before)).toMatch(
      /^heron-labs\/tern-7b: nothing shows that whatever reads this file takes a revision/,
    );
  });

  test('gets a key where its neighbours have one', async () => {
    const before = `models:\n  - id: heron-labs/tern-7b\n    revision: main\n  - id: heron-labs/plover-7b\nbase_model: heron-labs/crake-7b\n`;
    const { files, left } = await pinAll({ 'a.yml': before });
    expect(files['a.yml']).toBe(
      `models:\n  - id: heron-labs/tern-7b\n    revision: ${COMMIT} # main\n  - id: heron-labs/plover-7b\n    revision: ${COMMIT} # main\nbase_model: heron-labs/crake-7b\n`,
    );
    expect(left).toHaveLength(1);
  });

  test('writes a commit of digits alone as text', async () => {
    const text = 'model:\n  id: heron-labs/tern-7b\n  revision: main\n';
    expect(await pinOne('a.yml', text)).toBe(text.replace('main', `${COMMIT} # main`));
  });
});

describe('an address', () => {
  const GET = 'import requests\nrequests.get(';
  test.each<[before: string, after: string]>([
    [
      '"https://huggingface.co/heron-labs/tern-7b/resolve/main/a.bin")',
      `"https://huggingface.co/heron-labs/tern-7b/resolve/${COMMIT}/a.bin")  # main`,
    ],
    [
      '"https://huggingface.co/datasets/heron-labs/tern-7b/resolve/refs%2Fpr%2F1/a.csv?download=true")',
      `"https://huggingface.co/datasets/heron-labs/tern-7b/resolve/${COMMIT}/a.csv?download=true")  # refs/pr/1`,
    ],
  ])('%s', async (before, after) => {
    expect(await pinOne('a.py', GET + before)).toBe(GET + after);
  });

  test.each<[before: string, after: string]>([
    ['"hf://datasets/heron-labs/tern-7b/a.csv")', `"hf://datasets/heron-labs/tern-7b@${COMMIT}/a.csv")  # main`],
    ['"hf://datasets/heron-labs/tern-7b@main/a.csv")', `"hf://datasets/heron-labs/tern-7b@${COMMIT}/a.csv")  # main`],
  ])('%s', async (before, after) => {
    const read = 'import pandas as pd\npd.read_csv(';
    expect(await pinOne('a.py', read + before)).toBe(read + after);
  });
});

describe('a notebook', () => {
  const cell = (source: unknown): string =>
    JSON.stringify(
      {
        cells: [{ cell_type: 'code', metadata: {}, outputs: [], source }],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5,
      },
      null,
      1,
    );

  test('is edited inside the strings of its cells', async () => {
    const lines = [
      'from transformers import AutoModel\n',
      'm = AutoModel.from_pretrained("heron-labs/tern-7b")\n',
      'print("ä\\t")',
    ];
    const edited = [...lines];
    edited[1] = `m = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")  # main\n`;
    expect(await pinOne('a.ipynb', cell(lines))).toBe(cell(edited));
  });

  test('keeps a string for each line', async () => {
    const lines = [
      'from transformers import AutoModel\n',
      'm = AutoModel.from_pretrained(\n',
      '    "heron-labs/tern-7b",\n',
      ')',
    ];
    const edited = lines.toSpliced(3, 0, `    revision="${COMMIT}",  # main\n`);
    expect(await pinOne('a.ipynb', cell(lines))).toBe(cell(edited));
  });

  test('may have its source in one string', async () => {
    const source = 'from transformers import AutoModel\nm = AutoModel.from_pretrained(\n    "heron-labs/tern-7b",\n)\n';
    const edited = source.replace(
      '"heron-labs/tern-7b",\n',
      `"heron-labs/tern-7b",\n    revision="${COMMIT}",  # main\n`,
    );
    expect(await pinOne('a.ipynb', cell(source))).toBe(cell(edited));
  });
});
