import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isEntry, listFiles, readEntry } from '../../src/collect/collect.ts';
import { UsageError } from '../../src/errors.ts';
import { GIT_ENVIRONMENT, git, list, makeRepository, makeTree, options, readAll, write } from './tree.ts';

describe('staged', () => {
  test('added, changed and renamed files are read from the index, whatever the disk has', async () => {
    const root = makeRepository({ 'same.py': 'same', 'changed.py': 'old', 'moved.py': 'moved', 'deleted.py': '' });
    write(root, { 'changed.py': 'staged', 'sub/added é.py': 'added', 'unstaged.py': '' });
    git(root, 'mv', 'moved.py', 'renamed.py');
    git(root, 'rm', '-q', 'deleted.py');
    git(root, 'add', 'changed.py', 'sub');
    write(root, { 'changed.py': 'disk', 'same.py': 'disk' });
    rmSync(join(root, 'sub'), { recursive: true });
    const { entries, diagnostics } = await list(root, { staged: true });
    expect(await readAll(entries)).toEqual({
      'changed.py': 'staged',
      'renamed.py': 'moved',
      'sub/added é.py': 'added',
    });
    expect(diagnostics).toEqual([]);
  });

  test('everything is staged before the first commit', async () => {
    const root = makeTree({ 'b.py': 'b', 'a.py': 'a' });
    git(root, 'init', '-q');
    git(root, 'add', '.');
    expect((await list(root, { staged: true })).paths).toEqual(['a.py', 'b.py']);
  });

  test('paths, exclusions and what no walk reads hold as they do on the disk', async () => {
    const root = makeRepository({});
    write(root, {
      'a.py': '',
      'in/b.py': '',
      'in/c.py': '',
      'in/node_modules/d.js': '',
      'in/uv.lock': '',
      'in/e.png': '',
    });
    write(root, { 'in/env/pyvenv.cfg': '', 'in/env/f.py': '' });
    symlinkSync('b.py', join(root, 'in/link.py'));
    git(root, 'add', '-A');
    const exclude = { base: root, patterns: ['c.py'] };
    expect((await list(root, { staged: true, exclude, paths: ['in'] })).paths).toEqual(['in/b.py']);
    expect((await list(join(root, 'in'), { staged: true })).paths).toEqual(['b.py', 'c.py']);
    const named = await list(root, { staged: true, paths: ['in/uv.lock', 'in/c.py'], exclude });
    expect(named.entries).toMatchObject([{ path: 'in/uv.lock', named: true }]);
  });

  test('a path may be staged and gone from the disk, but not nowhere', async () => {
    const root = makeRepository({});
    write(root, { 'a.py': 'a' });
    git(root, 'add', 'a.py');
    rmSync(join(root, 'a.py'));
    expect(await readAll((await list(root, { staged: true, paths: ['a.py'] })).entries)).toEqual({ 'a.py': 'a' });
    await expect(list(root, { staged: true, paths: ['b.py'] })).rejects.toThrow('no such file or folder: b.py');
  });

  test('a content above the limit costs a diagnostic, and so does a conflict', async () => {
    const root = makeRepository({ 'a.py': 'base' });
    git(root, 'checkout', '-q', '-b', 'other');
    write(root, { 'a.py': 'theirs' });
    git(root, 'commit', '-q', '-a', '-m', 'theirs');
    git(root, 'checkout', '-q', 'main');
    write(root, { 'a.py': 'ours' });
    git(root, 'commit', '-q', '-a', '-m', 'ours');
    spawnSync('git', ['-C', root, 'merge', 'other'], { env: GIT_ENVIRONMENT });
    write(root, { 'big.py': 'x'.repeat(2_000_000), 'small.py': 'x' });
    git(root, 'add', 'big.py', 'small.py');
    expect(await list(root, { staged: true, maxBytes: 1_000_000 })).toMatchObject({
      paths: ['small.py'],
      diagnostics: [
        { path: 'a.py', message: 'not read: git does not have what is staged (a conflict, or a partial clone)' },
        { path: 'big.py', message: 'not read: it has 2.0 MB, the limit is 1.0 MB (max-file-size)' },
      ],
    });
  });

  test('contents of every length and kind come whole, asked for in any order at once', async () => {
    const root = makeRepository({});
    const texts = Object.fromEntries(
      [0, 1, 65_535, 65_536, 300_000].map((length) => [`f${length}.py`, `${'x\n'.repeat(length / 2)}end\n`]),
    );
    write(root, {
      ...texts,
      'line\nbreak.py': 'a',
      'utf16.py': Buffer.from('\uFEFFé', 'utf16le'),
      'binary.py': 'a\0b',
    });
    git(root, 'add', '-A');
    const { entries, diagnostics } = await list(root, { staged: true });
    const reversed = [...entries].reverse();
    const read = await Promise.all(structuredClone(reversed).map(readEntry));
    const found = Object.fromEntries(reversed.map(({ path }, index) => [path, read[index]]));
    const expected = Object.entries({ ...texts, 'line\nbreak.py': 'a', 'utf16.py': 'é' });
    expect(found).toEqual({
      ...Object.fromEntries(expected.map(([path, text]) => [path, { text, diagnostic: null }])),
      'binary.py': null,
    });
    expect(diagnostics).toEqual([{ path: 'line\nbreak.py', message: 'its name holds control characters' }]);
  });

  test('a commit that is being made has an index of its own, and that one is read', async () => {
    const root = makeRepository({ 'a.py': 'old', 'b.py': 'old' });
    write(root, { 'a.py': 'new' });
    const environment = { ...GIT_ENVIRONMENT, GIT_INDEX_FILE: '.git/other-index' };
    execFileSync('git', ['-C', root, 'add', '-A'], { env: environment });
    expect((await list(root, { staged: true })).paths).toEqual([]);
    const { entries } = await list(root, { staged: true, environment });
    expect(await readAll(entries)).toEqual({ 'a.py': 'new' });
  });

  test('one git process serves all contents, and does not keep ours from ending', () => {
    const root = makeRepository({});
    write(root, Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}.py`, `${index}`])));
    git(root, 'add', '-A');
    // A git that writes down how it was called.
    const bin = makeTree({});
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "$@" >> '${bin}/calls'\nexec '${real}' "$@"\n`, { mode: 0o755 });
    const source = new URL('../../src/collect/collect.ts', import.meta.url).href;
    const program = `
      import { listFiles, readEntry } from ${JSON.stringify(source)};
      for await (const entry of listFiles(JSON.parse(process.env.CASE))) console.log((await readEntry(entry)).text);`;
    const environment = { ...GIT_ENVIRONMENT, PATH: bin };
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { encoding: 'utf8', env: { ...process.env, CASE: JSON.stringify(options(root, { staged: true, environment })) } },
    );
    expect(status).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map(Number)
        .sort((one, other) => one - other),
    ).toEqual([...Array(50).keys()]);
    const calls = readFileSync(join(bin, 'calls'), 'utf8').split('\n');
    expect(calls.filter((call) => call.endsWith('cat-file --batch'))).toHaveLength(1);
  });
});

describe('since', () => {
  test('what changed since the branch left, is not committed, or is not known to git, is read from the disk', async () => {
    const root = makeRepository({
      '.gitignore': '*.tmp\n',
      'a.py': '',
      'b.py': '',
      'c.py': '',
      'same.py': '',
      'gone.py': '',
    });
    git(root, 'checkout', '-q', '-b', 'topic');
    write(root, { 'a.py': 'committed' });
    git(root, 'commit', '-q', '-a', '-m', 'topic');
    git(root, 'checkout', '-q', 'main');
    write(root, { 'same.py': 'changed on main alone' });
    git(root, 'commit', '-q', '-a', '-m', 'main');
    git(root, 'checkout', '-q', 'topic');
    write(root, { 'b.py': 'staged' });
    git(root, 'add', 'b.py');
    write(root, { 'b.py': 'disk', 'c.py': 'changed', 'new/d.py': 'untracked', 'x.tmp': 'ignored' });
    git(root, 'rm', '-q', 'gone.py');
    for (const since of ['main', 'main~1', git(root, 'rev-parse', 'main').trim()]) {
      const { entries, diagnostics } = await list(root, { since });
      expect(await readAll(entries)).toEqual({
        'a.py': 'committed',
        'b.py': 'disk',
        'c.py': 'changed',
        'new/d.py': 'untracked',
      });
      expect(diagnostics).toEqual([]);
    }
    expect((await list(join(root, 'new'), { since: 'main' })).paths).toEqual(['d.py']);
    expect((await list(root, { since: 'main', paths: ['new', 'a.py'] })).paths).toEqual(['a.py', 'new/d.py']);
  });

  test('what is no file, is a link out, or has an odd name is told', async () => {
    const root = makeRepository({ 'a.py': 'a', 'pipe.py': '' });
    rmSync(join(root, 'pipe.py'));
    execFileSync('mkfifo', [join(root, 'pipe.py')]);
    symlinkSync('/etc/passwd', join(root, 'link.py'));
    symlinkSync('a.py', join(root, 'inside.py'));
    writeFileSync(Buffer.concat([Buffer.from(`${root}/x`), Buffer.of(0xff)]), '');
    mkdirSync(join(root, 'nested/.git'), { recursive: true });
    expect(await list(root, { since: 'HEAD' })).toMatchObject({
      paths: [],
      diagnostics: [
        { path: 'link.py', message: 'not read: a link out of the audited folder, to /etc/passwd' },
        { path: 'pipe.py', message: 'not read: it is a FIFO' },
        { path: 'x\uFFFD', message: 'not read: its name is not valid UTF-8' },
      ],
    });
  });

  test.each(['nope', '', '-x', '--output=x', 'main..main', 'a\0b', 'main^{tree}', 'main:a.py'])(
    'the reference %j is refused',
    async (since) => {
      const root = makeRepository({ 'a.py': '' });
      await expect(list(root, { since })).rejects.toThrow(UsageError);
      expect(existsSync(join(root, 'x'))).toBe(false);
    },
  );

  test('without a commit in common it is said what to do', async () => {
    const root = makeRepository({ 'a.py': '' });
    git(root, 'checkout', '-q', '--orphan', 'other');
    git(root, 'commit', '-q', '-m', 'other');
    await expect(list(root, { since: 'main' })).rejects.toMatchObject({
      message: 'main and HEAD have no commit in common here',
      help: expect.stringContaining('fetch-depth: 0'),
    });
  });
});

describe('where git cannot help', () => {
  test('a folder without a repository, and a machine without git, are usage errors', async () => {
    const root = makeTree({ 'a.py': '' });
    await expect(list(root, { staged: true })).rejects.toThrow(/^git does not work in .*: fatal: not a git repository/);
    const environment = { PATH: `.:${root}` };
    await expect(list(root, { since: 'main', environment })).rejects.toThrow('git was not found');
  });

  test('a git in the audited folder is not the one that runs', async () => {
    const root = makeRepository({ 'a.py': '' });
    writeFileSync(join(root, 'git'), '#!/bin/sh\ntouch "$(dirname "$0")/pwned"\n', { mode: 0o755 });
    const environment = { ...GIT_ENVIRONMENT, PATH: `.::${GIT_ENVIRONMENT.PATH}` };
    const before = process.cwd();
    process.chdir(root);
    try {
      await list(root, { since: 'HEAD', environment });
    } finally {
      process.chdir(before);
    }
    expect(existsSync(join(root, 'pwned'))).toBe(false);
  });
});

describe('a hostile repository', () => {
  /** A program that leaves a mark when it is run. */
  function makeTrap(): { readonly trap: string; readonly sprung: () => boolean } {
    const folder = makeTree({});
    const trap = join(folder, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch '${folder}/sprung'\n`);
    chmodSync(trap, 0o755);
    return { trap, sprung: () => existsSync(join(folder, 'sprung')) };
  }

  async function listBothWays(root: string): Promise<string[]> {
    const found: string[] = [];
    for (const more of [{ staged: true }, { since: 'HEAD~1' }]) {
      for await (const item of listFiles(options(root, more))) {
        if (isEntry(item) && (await readEntry(item)) !== null) found.push(item.path);
      }
    }
    return found;
  }

  /** A staged file whose time lies in the future: git trusts it never, and reads it each time it compares. */
  function makeDistrusted(): string {
    const root = makeRepository({ 'a.py': 'old' });
    write(root, { 'a.py': 'new' });
    git(root, 'commit', '-q', '-a', '-m', 'second');
    write(root, { 'a.py': 'newer' });
    utimesSync(join(root, 'a.py'), 4e9, 4e9);
    git(root, 'add', 'a.py');
    return root;
  }

  test.each<[string, (root: string, trap: string) => void]>([
    ['a file-system monitor', (root, trap) => git(root, 'config', 'core.fsmonitor', trap)],
    [
      'a filter',
      (root, trap) => {
        git(root, 'config', 'filter.x.y.clean', trap);
        git(root, 'config', 'filter.x.y.required', 'true');
        writeFileSync(join(root, '.git/info/attributes'), '* filter=x.y\n');
      },
    ],
    [
      'a filter that stays',
      (root, trap) => {
        git(root, 'config', 'filter.x.process', trap);
        writeFileSync(join(root, '.gitattributes'), '* filter=x\n');
      },
    ],
  ])('runs no %s, which git by itself would', async (_, set) => {
    const root = makeDistrusted();
    const { trap, sprung } = makeTrap();
    set(root, trap);
    expect(await listBothWays(root)).toContain('a.py');
    expect(sprung()).toBe(false);
    spawnSync('git', ['-C', root, 'diff-index', 'HEAD'], { env: GIT_ENVIRONMENT });
    expect(sprung()).toBe(true);
  });

  test('fetches nothing for a content that a partial clone lacks, which git by itself would', async () => {
    const root = makeDistrusted();
    const { trap, sprung } = makeTrap();
    const blob = git(root, 'rev-parse', ':a.py').trim();
    rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    git(root, 'config', 'core.repositoryFormatVersion', '1');
    git(root, 'config', 'extensions.partialClone', 'origin');
    git(root, 'config', 'remote.origin.url', `ext::${trap}`);
    git(root, 'config', 'remote.origin.promisor', 'true');
    git(root, 'config', 'protocol.ext.allow', 'always');
    const { entries, diagnostics } = await list(root, { staged: true });
    expect(entries).toEqual([]);
    expect(diagnostics).toMatchObject([{ path: 'a.py', message: expect.stringContaining('partial clone') }]);
    expect(sprung()).toBe(false);
    spawnSync('git', ['-C', root, 'cat-file', '-p', blob], { env: GIT_ENVIRONMENT, input: '' });
    expect(sprung()).toBe(true);
  });

  test('has its submodules, with configurations of their own, left alone', async () => {
    const root = makeDistrusted();
    const { trap, sprung } = makeTrap();
    const inner = makeRepository({ 'b.py': '' });
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'inner');
    git(root, 'commit', '-q', '-m', 'submodule');
    git(join(root, 'inner'), 'config', 'core.fsmonitor', trap);
    await listBothWays(root);
    expect(sprung()).toBe(false);
    spawnSync('git', ['-C', root, 'diff-index', 'HEAD'], { env: GIT_ENVIRONMENT });
    expect(sprung()).toBe(true);
  });

  test('does not show other contents than those that are committed', async () => {
    const root = makeDistrusted();
    write(root, { 'harmless.py': 'harmless' });
    const harmless = git(root, 'hash-object', '-w', 'harmless.py').trim();
    git(root, 'replace', git(root, 'rev-parse', ':a.py').trim(), harmless);
    expect(await readAll((await list(root, { staged: true })).entries)).toEqual({ 'a.py': 'newer' });
  });

  test('does not move the audit elsewhere by naming another work tree', async () => {
    const root = makeDistrusted();
    git(root, 'config', 'core.worktree', makeTree({ 'secret.py': '' }));
    await expect(list(root, { staged: true })).rejects.toThrow(UsageError);
    await expect(list(root, { since: 'HEAD' })).rejects.toThrow(UsageError);
  });

  test('which is only laid out like a repository is none', async () => {
    const root = makeTree({ 'a.py': '' });
    git(root, 'init', '-q', '--bare', '.');
    await expect(list(root, { staged: true })).rejects.toThrow(UsageError);
  });
});
