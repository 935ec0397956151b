import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FileEntry, readEntry } from '../../src/collect/collect.ts';
import { list, makeTree, write } from './tree.ts';

async function readOne(content: string | Uint8Array, name = 'a.py', more: Partial<FileEntry> = {}): Promise<unknown> {
  const [entry] = (await list(makeTree({ [name]: content }))).entries;
  return entry === undefined ? 'not listed' : await readEntry({ ...entry, ...more });
}

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from('é 😀\r\n')],
    ['UTF-8 with a byte-order mark', Buffer.from('\uFEFFé 😀\r\n')],
    ['UTF-16 LE with a byte-order mark', Buffer.from('\uFEFFé 😀\r\n', 'utf16le')],
    ['UTF-16 BE with a byte-order mark', Buffer.from('\uFEFFé 😀\r\n', 'utf16le').swap16()],
  ])('%s', async (_, bytes) => {
    expect(await readOne(bytes)).toEqual({ text: 'é 😀\r\n', diagnostic: null });
  });

  test('an empty file is empty text', async () => {
    expect(await readOne('')).toEqual({ text: '', diagnostic: null });
  });

  test.each([
    ['at the beginning', [0xff], 0, '\uFFFD'],
    ['after letters of several bytes', [...Buffer.from('é😀'), 0xe9, 0x20], 6, 'é😀\uFFFD '],
    [
      'after a replacement character that stands there',
      [...Buffer.from('\uFFFD\uFFFDx'), 0x80],
      7,
      '\uFFFD\uFFFDx\uFFFD',
    ],
    ['cut off at the end', [0x61, 0xf0, 0x9f, 0x98], 1, 'a\uFFFD'],
    ['after a byte-order mark', [0xef, 0xbb, 0xbf, 0x61, 0xc0], 4, 'a\uFFFD'],
  ])('invalid UTF-8 %s is told with its place and read all the same', async (_, bytes, offset, text) => {
    expect(await readOne(Uint8Array.from(bytes))).toEqual({
      text,
      diagnostic: { path: 'a.py', message: `invalid UTF-8 at byte ${offset}: read with replacement characters` },
    });
  });

  test('invalid UTF-16 is told and read, UTF-32 is told', async () => {
    expect(await readOne(Uint8Array.of(0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8, 0x62, 0x00))).toEqual({
      text: 'a\uFFFDb',
      diagnostic: { path: 'a.py', message: 'invalid UTF-16: read with replacement characters' },
    });
    expect(await readOne(Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0))).toEqual({
      path: 'a.py',
      message: 'not read: it is UTF-32',
    });
  });
});

describe('what is no text of people', () => {
  test('a NUL byte in the first 8 kB makes a file binary, a later one does not', async () => {
    expect(await readOne(`${'a'.repeat(8191)}\0`)).toBeNull();
    expect(await readOne(`${'a'.repeat(8192)}\0`)).toMatchObject({ diagnostic: null });
  });

  const line = `x("${'a'.repeat(20_000)}");`;

  test('JavaScript and CSS that are one huge line are left out, unless they are named', async () => {
    for (const name of ['a.js', 'a.mjs', 'a.css']) expect(await readOne(`/*! license */\n${line}`, name)).toBeNull();
    expect(await readOne(line, 'a.js', { named: true })).toMatchObject({ text: line });
  });

  test('a huge line in a hand-written file, or in another language, is read', async () => {
    expect(await readOne(`${line}\n${'call();\n'.repeat(3000)}`, 'a.js')).toMatchObject({ diagnostic: null });
    expect(await readOne(line, 'a.py')).toMatchObject({ text: line });
    expect(await readOne(`f(${'a'.repeat(9000)})`, 'a.js')).toMatchObject({ diagnostic: null });
  });
});

describe('sizes', () => {
  test('a file above the limit costs a diagnostic with both sizes, and nothing is read', async () => {
    const root = makeTree({ 'a.py': '' });
    const file = openSync(join(root, 'a.py'), 'r+');
    // It takes no room on the disk; read as one line it would take more than a string can hold.
    ftruncateSync(file, 2 ** 40);
    closeSync(file);
    const [entry] = (await list(root)).entries;
    expect(entry && (await readEntry(entry))).toEqual({
      path: 'a.py',
      message: 'not read: it has 1099511.6 MB, the limit is 10.0 MB (max-file-size)',
    });
  });

  test('a file of exactly the limit is read, one byte more is not', async () => {
    const root = makeTree({ 'a.py': '12345', 'b.py': '123456' });
    const { entries } = await list(root, { maxBytes: 5 });
    expect(await Promise.all(entries.map(readEntry))).toEqual([
      { text: '12345', diagnostic: null },
      { path: 'b.py', message: 'not read: it has 6 bytes, the limit is 5 bytes (max-file-size)' },
    ]);
  });

  test('a notebook may be larger than other files, unless a limit is given', async () => {
    const root = makeTree({ 'a.ipynb': '', 'a.py': '' });
    expect((await list(root)).entries.map(({ maxBytes }) => maxBytes)).toEqual([50_000_000, 10_000_000]);
    expect((await list(root, { maxBytes: 7 })).entries.map(({ maxBytes }) => maxBytes)).toEqual([7, 7]);
  });

  test("the kernel's files, which claim to be empty, are read to their end", async () => {
    const { entries } = await list('/proc/self', { paths: ['status'], exclude: { base: '/proc/self', patterns: [] } });
    const [entry] = entries;
    expect(entry && (await readEntry(entry))).toMatchObject({ text: expect.stringContaining('Name:') });
    expect(entry && (await readEntry({ ...entry, maxBytes: 4 }))).toEqual({
      path: 'status',
      message: expect.stringContaining('the limit is 4 bytes'),
    });
  });
});

describe('files that change between listing and reading', () => {
  test.each<[string, (file: string, root: string) => void, string]>([
    ['is gone', () => undefined, 'not read: it is not there any more'],
    ['is a folder now', (file) => mkdirSync(file), 'not read: it is a directory, not a regular file'],
    ['is a FIFO now', (file) => execFileSync('mkfifo', [file]), 'not read: it is a FIFO, not a regular file'],
    ['is a link now', (file) => symlinkSync('/etc/passwd', file), 'not read: it is a link, not a regular file'],
  ])('one that %s costs a diagnostic', async (_, change, message) => {
    const root = makeTree({ 'a.py': 'a', 'b.py': 'b' });
    const { entries } = await list(root);
    rmSync(join(root, 'a.py'));
    change(join(root, 'a.py'), root);
    expect(await Promise.all(entries.map(readEntry))).toEqual([
      { path: 'a.py', message },
      { text: 'b', diagnostic: null },
    ]);
  });
});

describe('standard input', () => {
  const PROGRAM = `
    import { listFiles, readEntry } from ${JSON.stringify(new URL('../../src/collect/collect.ts', import.meta.url).href)};
    const { root, maxBytes, paths, patterns } = JSON.parse(process.env.CASE);
    const options = { root, paths, maxBytes, stdin: { name: 'src/./x.py' }, exclude: { base: root, patterns } };
    const results = [];
    for await (const entry of listFiles({ ...options, staged: false, since: null, environment: {} })) {
      results.push([entry.path, await readEntry(entry), await readEntry(entry)]);
    }
    console.log(JSON.stringify(results));`;

  function run(input: string, paths: readonly string[], maxBytes: number | null, patterns: string[] = []): unknown {
    const root = makeTree({});
    write(root, { 'a.py': 'disk' });
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM],
      { input, encoding: 'utf8', env: { ...process.env, CASE: JSON.stringify({ root, paths, maxBytes, patterns }) } },
    );
    return stdout === '' ? stderr : JSON.parse(stdout);
  }

  test('is read once, under the name that is given for it, beside files', () => {
    const read = { text: 'piped é', diagnostic: null };
    const disk = { text: 'disk', diagnostic: null };
    expect(run('piped é', ['-', 'a.py', '-'], null)).toEqual([
      ['src/x.py', read, read],
      ['a.py', disk, disk],
    ]);
  });

  test('is left out where the configuration excludes its name', () => {
    expect(run('piped', ['-'], null, ['src/'])).toEqual([]);
  });

  test('is bounded', () => {
    const diagnostic = { path: 'src/x.py', message: 'not read: it has more than 1.0 MB' };
    expect(run('x'.repeat(3_000_000), ['-'], 1_000_000)).toEqual([['src/x.py', diagnostic, diagnostic]]);
  });
});
