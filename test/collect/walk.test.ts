import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listFiles } from '../../src/collect/collect.ts';
import { UsageError } from '../../src/errors.ts';
import { git, list, makeRepository, makeTree, options, readAll, write } from './tree.ts';

describe('paths', () => {
  test('files are listed once each, sorted by path, folders of dots included', async () => {
    const root = makeTree({ 'b.py': '', 'a/z.py': '', 'a-b.py': '', 'a.py': '', '.github/workflows/ci.yml': '' });
    const { paths, diagnostics } = await list(root);
    expect(paths).toEqual(['.github/workflows/ci.yml', 'a-b.py', 'a.py', 'a/z.py', 'b.py']);
    expect(paths).toEqual([...paths].sort());
    expect(diagnostics).toEqual([]);
  });

  test('overlapping paths give each file once, still sorted', async () => {
    const root = makeTree({ 'a.py': '', 'm/b.py': '', 'm/n/c.py': '', 'z.py': '' });
    const { paths } = await list(root, { paths: ['m/n', 'z.py', '.', 'm', './m/b.py', `${root}/m/n/../b.py`, 'z.py'] });
    expect(paths).toEqual(['a.py', 'm/b.py', 'm/n/c.py', 'z.py']);
  });

  test('a file that is named is read whatever its type and whatever .gitignore says', async () => {
    const root = makeTree({
      '.gitignore': 'secret.py\n',
      'secret.py': '',
      'yarn.lock': '',
      'a.min.js': '',
      'm.bin': 'text',
    });
    const named = ['secret.py', 'yarn.lock', 'a.min.js', 'm.bin'];
    const { entries, paths } = await list(root, { paths: ['.', ...named] });
    expect(paths).toEqual(['.gitignore', 'a.min.js', 'm.bin', 'secret.py', 'yarn.lock']);
    expect(entries.filter((entry) => entry.named).map(({ path }) => path)).toEqual(paths.slice(1));
    expect(await readAll(entries)).toHaveProperty('m.bin', 'text');
  });

  test('a folder that is named is walked although it is ignored, or one that walks pass over', async () => {
    const root = makeTree({
      '.gitignore': '/out/\n',
      'out/a.py': '',
      'node_modules/m/b.js': '',
      'venv/pyvenv.cfg': '',
    });
    expect((await list(root, { paths: ['out', 'node_modules', 'venv'] })).paths).toEqual([
      'node_modules/m/b.js',
      'out/a.py',
      'venv/pyvenv.cfg',
    ]);
  });

  test('a path that does not exist is a usage error before the first file', async () => {
    const root = makeTree({ 'a.py': '' });
    const files = listFiles(options(root, { paths: ['.', 'nope/b.py'] }));
    await expect(files.next()).rejects.toMatchObject({
      name: 'UsageError',
      message: 'no such file or folder: nope/b.py',
      help: 'Check the path; it is taken from the folder you are in.',
    });
    await expect(list(root, { paths: ['../elsewhere.py'] })).rejects.toThrow('../elsewhere.py lies outside');
    await expect(list(join(root, 'nope'))).rejects.toThrow(UsageError);
  });

  test('the excluded is left out wherever it is: patterns as in .gitignore, of the folder that they stand in', async () => {
    const top = makeTree({ 'in/docs/a.md': '', 'in/a.md': '', 'in/b.py': '', 'in/x/c.py': '', 'in/x/keep.py': '' });
    const exclude = { base: top, patterns: ['docs/', '/in/a.md', 'in/x/*', '!keep.py'] };
    const root = join(top, 'in');
    expect((await list(root, { exclude })).paths).toEqual(['b.py', 'x/keep.py']);
    expect((await list(root, { exclude, paths: ['a.md', 'docs', 'docs/a.md', 'b.py'] })).paths).toEqual(['b.py']);
  });

  test('a tree is listed lazily: what is added behind the reader is seen', async () => {
    const root = makeTree({ 'a/1.py': '', 'b/1.py': '' });
    const files = listFiles(options(root));
    expect((await files.next()).value).toMatchObject({ path: 'a/1.py' });
    write(root, { 'b/2.py': '' });
    const rest: unknown[] = [];
    for await (const item of files) rest.push(item.path);
    expect(rest).toEqual(['b/1.py', 'b/2.py']);
  });

  test('an entry is plain data that survives the way to a worker thread', async () => {
    const root = makeTree({ 'a.py': 'text' });
    const { entries } = await list(root);
    expect(await readAll(structuredClone([...entries]))).toEqual({ 'a.py': 'text' });
  });
});

describe('left out', () => {
  test('version control, installed packages, virtual environments, lock files, bundles and binaries', async () => {
    const root = makeTree({
      ...{ '.git/config': '', '.hg/a.py': '', '.svn/a.py': '', 'x/CVS/a.py': '', 'node_modules/a/a.js': '' },
      ...{ 'env/pyvenv.cfg': '', 'env/lib/a.py': '', 'x/__pycache__/a.py': '', 'lib/site-packages/a.py': '' },
      ...{ 'package-lock.json': '', 'sub/uv.lock': '', 'Cargo.lock': '', 'namesake.lock': '', 'poetry.lock': '' },
      ...{ 'a.min.js': '', 'a.min.css': '', 'a.js.map': '', 'logo.PNG': '', 'model.safetensors': '', 'w.pt': '' },
      ...{ 'kept.py': '', 'lock.py': '', png: '', 'x/.gitkeep': '', 'package.json': '' },
    });
    expect((await list(root)).paths).toEqual(['kept.py', 'lock.py', 'package.json', 'png', 'x/.gitkeep']);
  });

  test('the audited folder itself may be a virtual environment', async () => {
    const root = makeTree({ 'pyvenv.cfg': '', 'a.py': '', 'lib/python3/site-packages/b.py': '' });
    expect((await list(root)).paths).toEqual(['a.py', 'pyvenv.cfg']);
  });
});

describe('.gitignore', () => {
  test('holds below the folder it stands in, and an inner one can take back', async () => {
    const root = makeTree({
      '.gitignore': '*.log\n/build/\n',
      'a.log': '',
      'build/a.py': '',
      'sub/build/a.py': '',
      'sub/.gitignore': '!b.log\nlocal.py\n',
      'sub/b.log': '',
      'sub/local.py': '',
      'local.py': '',
    });
    expect((await list(root)).paths).toEqual([
      ...['.gitignore', 'local.py', 'sub/.gitignore', 'sub/b.log', 'sub/build/a.py'],
    ]);
  });

  test('files above the audited folder count up to where the repository begins, and info/exclude counts', async () => {
    const top = makeTree({
      '.gitignore': '*.one\n',
      'repo/.gitignore': '*.two\n',
      'repo/.git/info/exclude': '*.three\n',
    });
    write(top, { 'repo/in/.gitignore': '*.four\n', 'repo/in/deep/a.five': '' });
    for (const name of ['one', 'two', 'three', 'four']) write(top, { [`repo/in/deep/a.${name}`]: '' });
    expect((await list(join(top, 'repo/in/deep'))).paths).toEqual(['a.five', 'a.one']);
    expect((await list(join(top, 'repo'))).paths).toEqual([
      '.gitignore',
      'in/.gitignore',
      'in/deep/a.five',
      'in/deep/a.one',
    ]);
  });

  test('a repository within the repository is not ruled from outside', async () => {
    const root = makeTree({
      '.git/HEAD': '',
      '.gitignore': '*.cfg\n',
      'sub/.git': 'gitdir: x',
      'sub/a.cfg': '',
      'b.cfg': '',
    });
    expect((await list(root)).paths).toEqual(['.gitignore', 'sub/a.cfg']);
  });

  test('letters of the other case are other letters, as for git where files have case', async () => {
    const root = makeTree({ '.gitignore': 'BUILD/\n', 'build/a.py': '' });
    expect((await list(root)).paths).toContain('build/a.py');
  });

  test('one that cannot be used leaves nothing out, and this is said', async () => {
    const root = makeTree({
      'a/x.py': '',
      'b/.gitignore': '#'.repeat(200_000),
      'b/x.py': '',
      'c/x.py': '',
      'd/.gitignore/e': '',
    });
    execFileSync('mkfifo', [join(root, 'a/.gitignore')]);
    symlinkSync('/dev/zero', join(root, 'c/.gitignore'));
    const { paths, diagnostics } = await list(root);
    expect(paths).toEqual(['a/x.py', 'b/.gitignore', 'b/x.py', 'c/x.py', 'd/.gitignore/e']);
    expect(diagnostics.filter(({ message }) => message.startsWith('its rules do not apply'))).toEqual([
      { path: 'a/.gitignore', message: 'its rules do not apply: it is a FIFO, not a regular file' },
      { path: 'b/.gitignore', message: 'its rules do not apply: it has 200000 bytes, the limit is 100000' },
      { path: 'c/.gitignore', message: 'its rules do not apply: it is a link, not a regular file' },
      { path: 'd/.gitignore', message: 'its rules do not apply: it is a directory, not a regular file' },
    ]);
  });
});

describe('links', () => {
  test('inside the tree neither make a file be read twice nor a walk go round', async () => {
    const root = makeTree({ 'a/x.py': '' });
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('x.py', join(root, 'a/y.py'));
    symlinkSync('self', join(root, 'self'));
    symlinkSync('nowhere', join(root, 'dangling.py'));
    expect(await list(root)).toMatchObject({ paths: ['a/x.py'], diagnostics: [] });
    expect((await list(root, { paths: ['a/y.py', 'a/up/a', 'a/x.py'] })).paths).toEqual(['a/x.py']);
  });

  test('that lead out are not followed, found or named, and this is said', async () => {
    const outside = makeTree({ 'secret.py': 'secret' });
    const root = makeTree({ 'a.py': '', 'lib/b.py': '' });
    symlinkSync(outside, join(root, 'out'));
    symlinkSync(join(outside, 'secret.py'), join(root, 'secret.py'));
    symlinkSync('../lib/b.py', join(root, 'lib/same.py'));
    const found = await list(root);
    expect(found.paths).toEqual(['a.py', 'lib/b.py']);
    expect(found.diagnostics.map(({ path }) => path)).toEqual(['out', 'secret.py']);
    expect(found.diagnostics[0]?.message).toContain(outside);
    const named = await list(root, { paths: ['out', 'secret.py', 'out/secret.py'] });
    expect(named.paths).toEqual([]);
    expect(named.diagnostics.map(({ path }) => path)).toEqual(['out', 'secret.py', 'out/secret.py']);
  });

  test('to what is in the tree but not among the paths are told as well', async () => {
    const root = makeTree({ 'lib/b.py': '', 'src/a.py': '' });
    symlinkSync('../lib/b.py', join(root, 'src/b.py'));
    const { paths, diagnostics } = await list(root, { paths: ['src'] });
    expect(paths).toEqual(['src/a.py']);
    expect(diagnostics.map(({ path }) => path)).toEqual(['src/b.py']);
  });

  test('on the way to the root do not matter', async () => {
    const root = makeTree({ 'real/a.py': '' });
    symlinkSync('real', join(root, 'linked'));
    const linked = join(root, 'linked');
    expect((await list(linked)).paths).toEqual(['a.py']);
    expect((await list(linked, { paths: [join(root, 'real/a.py')] })).paths).toEqual(['a.py']);
    expect((await list(linked, { exclude: { base: linked, patterns: ['/a.py'] } })).paths).toEqual([]);
  });
});

describe('what is no file', () => {
  test('FIFOs, sockets and devices are not opened, found or named', async () => {
    const root = makeTree({ 'a.py': '' });
    execFileSync('mkfifo', [join(root, 'pipe.py')]);
    const server = createServer().listen(join(root, 'socket.py'));
    onTestFinished(() => void server.close());
    await new Promise((listening) => server.once('listening', listening));
    const expected = [
      { path: 'pipe.py', message: 'not read: it is a FIFO' },
      { path: 'socket.py', message: 'not read: it is a socket' },
    ];
    expect(await list(root)).toMatchObject({ paths: ['a.py'], diagnostics: expected });
    expect(await list(root, { paths: ['pipe.py', 'socket.py'] })).toMatchObject({ paths: [], diagnostics: expected });
    expect((await list('/dev', { paths: ['null'], exclude: { base: '/dev', patterns: [] } })).diagnostics).toEqual([
      { path: 'null', message: 'not read: it is a device' },
    ]);
  });

  test('names with line breaks and control characters are told and read, as is every other file', async () => {
    const root = makeTree({
      'a\nb.py': 'one',
      '\u001b[2Jx/c.py': 'two',
      'd\u2028.py': 'three',
      'back\\slash "q".py': 'four',
    });
    const { entries, diagnostics } = await list(root);
    expect(Object.values(await readAll(entries)).sort()).toEqual(['four', 'one', 'three', 'two']);
    expect(diagnostics).toEqual(
      ['\u001b[2Jx', 'a\nb.py', 'd\u2028.py'].map((path) => ({ path, message: 'its name holds control characters' })),
    );
  });

  test('names that are no UTF-8 are told, and the rest is read', async () => {
    const root = makeTree({ 'a.py': '', 'real\uFFFD.py': '' });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/x`), Buffer.of(0xff), Buffer.from('.py')]), '');
    mkdirSync(Buffer.concat([Buffer.from(`${root}/y`), Buffer.of(0xe9)]));
    expect(await list(root)).toMatchObject({
      paths: ['a.py', 'real\uFFFD.py'],
      diagnostics: [
        { path: 'x\uFFFD.py', message: 'not read: its name is not valid UTF-8' },
        { path: 'y\uFFFD', message: 'not read: its name is not valid UTF-8' },
      ],
    });
  });

  test('a folder that cannot be read, or goes away during the walk, is told, and the rest is read', async () => {
    const root = makeTree({ 'a/1.py': '', 'gone/1.py': '', 'locked/1.py': '', 'z.py': '' });
    chmodSync(join(root, 'locked'), 0);
    onTestFinished(() => chmodSync(join(root, 'locked'), 0o700));
    const seen: unknown[] = [];
    for await (const item of listFiles(options(root))) {
      if (item.path === 'a/1.py') rmSync(join(root, 'gone'), { recursive: true });
      seen.push(item);
    }
    // Root reads what nobody may read.
    const locked =
      process.getuid?.() === 0
        ? { path: 'locked/1.py', named: false }
        : { path: 'locked', message: 'not read: permission denied' };
    expect(seen).toMatchObject([
      { path: 'a/1.py' },
      { path: 'gone', message: 'not read: it is not there any more' },
      locked,
      { path: 'z.py' },
    ]);
  });

  test('a folder that becomes a file during the walk is told', async () => {
    const root = makeTree({ 'a.py': '', 'b/1.py': '', file: '' });
    const seen: unknown[] = [];
    for await (const item of listFiles(options(root))) {
      if (item.path === 'a.py') {
        rmSync(join(root, 'b'), { recursive: true });
        renameSync(join(root, 'file'), join(root, 'b'));
      }
      seen.push(item.path);
    }
    expect(seen).toEqual(['a.py', 'b', 'file']);
  });
});

test('what git would list is what is listed, in a tree of nested rules', async () => {
  const root = makeRepository({});
  write(root, { '.gitignore': '*.tmp\nout*/\n!keep.tmp\n/dist\n', 'sub/.gitignore': '/dist\n!*.tmp\nx/**\n!x/y.py\n' });
  for (const folder of [
    '',
    'sub/',
    'sub/deep/',
    'out1/',
    'sub/outside/',
    'dist/',
    'sub/dist/',
    'deep/dist/',
    'sub/x/',
    'x/',
  ]) {
    write(root, { [`${folder}a.py`]: '', [`${folder}a.tmp`]: '', [`${folder}keep.tmp`]: '', [`${folder}y.py`]: '' });
  }
  const theirs = git(root, 'ls-files', '--others', '--exclude-standard', '-z').split('\0').slice(0, -1);
  expect((await list(root)).paths).toEqual(theirs.sort());
});
