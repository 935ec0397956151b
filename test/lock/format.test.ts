import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { lockJsonSchema, lockText } from '../../src/lock/format.ts';
import { readLock } from '../../src/lock/read.ts';
import type { LockEntry } from '../../src/model.ts';
import { lockEntry, model } from '../../src/rules/example.ts';
import { makeTree, write } from '../collect/tree.ts';

const ENDPOINT = 'https://huggingface.co';

/** What reading gives of what was written. */
function readBack(entries: readonly LockEntry[]) {
  const root = makeTree({ 'namesake.lock': lockText({ endpoint: ENDPOINT, entries }) });
  return readLock(join(root, 'namesake.lock'), 'refuse')?.entries;
}

test('the JSON schema is that of the sources (UPDATE=1 writes it)', () => {
  const file = join(import.meta.dirname, '../../schemas/lock.schema.json');
  const schema = JSON.parse(JSON.stringify(lockJsonSchema()));
  if (process.env.UPDATE === '1') writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
});

test('what is written is what the JSON schema describes, and what is read', () => {
  const entries = [
    lockEntry('a/x', { owner: null, files: [] }),
    lockEntry('a/x', {
      revision: 'refs/pr/1',
      resolved: model('b/x'),
      formerOwner: { state: 'none' },
      files: [
        { path: 'a.json', size: 0, digest: { algorithm: 'git-sha1', value: 'e'.repeat(40) } },
        { path: 'b.bin', size: 7, digest: { algorithm: 'sha256', value: '1'.repeat(64) } },
      ],
    }),
    lockEntry('gpt2', { resolved: model('openai-community/gpt2') }),
  ];
  const ajv = new Ajv2020({ allowUnionTypes: true, formats: { uri: true, 'date-time': true } });
  const text = lockText({ endpoint: ENDPOINT, entries });
  expect(ajv.validate(lockJsonSchema(), parse(text))).toBe(true);
  expect(readBack(entries)).toEqual(entries);
});

test('the order is by kind, name and revision, whatever order things were found in', () => {
  const entries = [
    lockEntry('b/x'),
    lockEntry('B/a', { resolved: model('b/a') }),
    lockEntry('a/x', { revision: 'v1' }),
    lockEntry('a/x'),
    {
      ...lockEntry('a/a'),
      id: { ...model('a/a'), kind: 'dataset' as const },
      resolved: { ...model('a/a'), kind: 'dataset' as const },
    },
  ];
  const ids = parse(lockText({ endpoint: ENDPOINT, entries })).repositories.map(
    ({ kind, id, revision = '' }: Record<string, string>) => `${kind} ${id} ${revision}`.trim(),
  );
  expect(ids).toEqual(['model a/x', 'model a/x v1', 'model B/a', 'model b/x', 'dataset a/a']);
  expect(lockText({ endpoint: ENDPOINT, entries: entries.toReversed() })).toBe(
    lockText({ endpoint: ENDPOINT, entries }),
  );
});

test.each([
  'x"\n  - id: "evil/repo',
  '# a comment, *alias, &anchor, !tag, {flow}, [list]: |',
  'ends in a backslash \\',
  'right \u202eto left, zero\u200bwidth, \u2028, \u0085, \u007f, emoji \u{1f600}, lone \ud800',
  '1e5',
  'null',
  '2026-01-01',
])('a path of a stranger is text and nothing else: %j', (path) => {
  const files = [{ path, size: 1, digest: { algorithm: 'git-sha1', value: '0'.repeat(40) } }] as const;
  const text = lockText({ endpoint: ENDPOINT, entries: [lockEntry('a/x', { files })] });
  expect(text).toMatch(/^[\n -~]*$/);
  expect(text.split('\n')).toHaveLength(
    lockText({ endpoint: ENDPOINT, entries: [lockEntry('a/x', { files: [] })] }).split('\n').length + 1,
  );
  expect(readBack([lockEntry('a/x', { files })])?.[0]?.files).toEqual(files);
});

test.each(['1e10000000000000000000000000000000000000', '0000000000000000000000000000000000000001'])(
  'a commit that looks like a number is none: %s',
  (commit) => {
    expect(readBack([lockEntry('a/x', { commit, revision: commit.slice(0, 7) })])).toMatchObject([
      { commit, revision: commit.slice(0, 7) },
    ]);
  },
);

test.each([
  ['an id that leads elsewhere', '../../etc/passwd'],
  ['an id with a break in it', 'a/b\nc'],
  ['an id of three parts', 'a/b/c'],
])('%s is refused', (_, id) => {
  const root = makeTree({});
  write(root, {
    'namesake.lock': lockText({ endpoint: ENDPOINT, entries: [lockEntry('a/x')] }).replace(
      'id: "a/x"',
      `id: ${JSON.stringify(id)}`,
    ),
  });
  expect(() => readLock(join(root, 'namesake.lock'), 'refuse')).toThrow('repositories[0].id: expected namespace/name');
});

test.each([
  ['aliases upon aliases', `a: &a [x]\nb: &b [${'*a,'.repeat(99)}*a]\nversion: [${'*b,'.repeat(99)}*b]\n`],
  ['a tag', 'version: !!js/function 1\n'],
])('%s: a broken lock, not a bomb', (_, text) => {
  const root = makeTree({ 'namesake.lock': text });
  expect(() => readLock(join(root, 'namesake.lock'), 'refuse')).toThrow('namesake.lock:');
});

test('a file that is too large is not read', () => {
  const root = makeTree({ 'namesake.lock': ' '.repeat(8 * 1024 * 1024 + 1) });
  expect(() => readLock(join(root, 'namesake.lock'), 'refuse')).toThrow('expected at most');
});
