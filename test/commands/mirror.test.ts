import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mirrored, type MirrorOptions, mirror } from '../../src/commands/mirror.ts';
import { pathProblem } from '../../src/commands/mirroring/safe-name.ts';
import { resolveSettings } from '../../src/config.ts';
import { repository, standInFor, temporaryFolder, town } from '../hub/client.ts';
import { EVIL, HARMLESS } from '../scan/build/payload.ts';
import { zip } from '../scan/build/zip.ts';
import { digest } from '../stand-in/git.ts';
import { text } from '../stand-in/reply.ts';
import type { RepositorySpec, Scenario } from '../stand-in/scenario.ts';
import { installPythonClient, type PythonClient } from './python-client.ts';

const COMMIT = 'c'.repeat(40);
const OLDER = 'b'.repeat(40);
const DATE = '2023-05-06T07:08:09Z';
const lfs = (bytes: Uint8Array) => ({ base64: Buffer.from(bytes).toString('base64') });
const WEIGHTS = Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')]);
/** More than one request's worth. */
const LARGE = Buffer.alloc(9 * 1024 * 1024, 'namesake ');

function shelf(files: RepositorySpec['commits'][number]['files'] = {}, more: Partial<RepositorySpec> = {}): Scenario {
  const commits: RepositorySpec['commits'] = [
    { id: OLDER, date: DATE, files: { 'config.json': '{"old": true}' } },
    {
      id: COMMIT,
      date: DATE,
      files: {
        'config.json': '{"model_type": "bert"}',
        'model.safetensors': lfs(WEIGHTS),
        'onnx/a/b.txt': 'deep',
        ...files,
      },
    },
  ];
  const own = (kind: RepositorySpec['kind']) => repository('Acme/shelf', { kind, commits, tags: { v1: 0 }, ...more });
  return { ...town, repositories: [own('model'), own('dataset')], redirects: [] };
}

async function run(
  endpoint: string,
  refs: readonly string[],
  to: string,
  options: Partial<MirrorOptions> & { cwd?: string } = {},
): Promise<Mirrored> {
  const { cwd = to, allowUnsafe = false } = options;
  const settings = resolveSettings({ cwd, paths: [], flags: { endpoint, cache: false }, environment: {}, file: null });
  return mirror(
    refs,
    settings,
    { to, allowUnsafe },
    new AbortController().signal,
    () => {},
    () => {},
  );
}

/** `state path` of every file, with the reason where there is one. */
function told({ repositories }: Mirrored): string[] {
  return repositories.flatMap(({ files, why }) => [
    ...(why === null ? [] : [why]),
    ...files.map((file) => `${file.state} ${file.path}${'why' in file ? `: ${file.why}` : ''}`),
  ]);
}

const ALL = ['placed config.json', 'placed model.safetensors', 'placed onnx/a/b.txt'];

describe('the real Python client, offline', () => {
  let python: PythonClient;
  beforeAll(async () => {
    python = await installPythonClient();
  }, 300_000);
  afterAll(() => python.remove());

  test('reads a whole repository by its branch, by its commit, and each file', async () => {
    const standIn = await standInFor(shelf({ 'large.bin': lfs(LARGE) }));
    const to = await temporaryFolder();
    expect(told(await run(standIn.url, ['Acme/shelf', 'datasets/Acme/shelf@v1'], to))).toEqual([
      'placed config.json',
      'placed large.bin',
      'placed model.safetensors',
      'placed onnx/a/b.txt',
      'placed config.json',
    ]);
    await standIn.stop();
    const printed = await python.offline(
      to,
      [
        'import hashlib, os',
        'from huggingface_hub import hf_hub_download, snapshot_download, try_to_load_from_cache, scan_cache_dir',
        'a = snapshot_download("Acme/shelf")',
        `b = snapshot_download("Acme/shelf", revision="${COMMIT}")`,
        'print(a == b, sorted(os.path.relpath(os.path.join(d, f), a) for d, _, fs in os.walk(a) for f in fs))',
        'print(hashlib.sha256(open(hf_hub_download("Acme/shelf", "large.bin"), "rb").read()).hexdigest())',
        `print(open(hf_hub_download("Acme/shelf", "onnx/a/b.txt", revision="${COMMIT}")).read())`,
        'print(open(hf_hub_download("Acme/shelf", "config.json", repo_type="dataset", revision="v1")).read())',
        'print(sorted((r.repo_type, r.nb_files, sorted(r.refs)) for r in scan_cache_dir().repos), scan_cache_dir().warnings)',
      ].join('\n'),
    );
    expect(printed.split('\n')).toEqual([
      "True ['config.json', 'large.bin', 'model.safetensors', 'onnx/a/b.txt']",
      digest('sha256', LARGE),
      'deep',
      '{"old": true}',
      "[('dataset', 1, ['v1']), ('model', 4, ['main'])] []",
    ]);
  });

  test('finds what the code of a folder loads, under the name that the code uses', async () => {
    const { repositories = [], accounts } = shelf();
    const own = {
      ...repositories[0],
      id: 'heron-labs/tern-7b',
      created: DATE,
      commits: repositories[0]?.commits ?? [],
    };
    const standIn = await standInFor({
      accounts: [
        ...accounts,
        ...['heron-labs', 'plover-labs'].map((name) => ({ kind: 'org' as const, name, created: DATE })),
      ],
      repositories: [own],
      redirects: [{ from: 'plover-labs/tern-7b', to: own.id }],
    });
    const [to, cwd] = [await temporaryFolder(), await temporaryFolder()];
    writeFileSync(
      join(cwd, 'load.py'),
      [
        'from huggingface_hub import hf_hub_download, snapshot_download',
        `snapshot_download("heron-labs/tern-7b", revision="${OLDER}")`,
        'hf_hub_download("plover-labs/tern-7b", "config.json")',
        '',
      ].join('\n'),
    );
    const mirrored = await run(standIn.url, [], to, { cwd });
    expect(told(mirrored)).toEqual(['placed config.json', 'placed config.json']);
    await standIn.stop();
    const program = readFileSync(join(cwd, 'load.py'), 'utf8').replace(
      'snapshot_download("h',
      'print(snapshot_download("h',
    );
    expect(await python.offline(to, program.replace(`${OLDER}")`, `${OLDER}"))`))).toContain(`snapshots/${OLDER}`);
  });
});

test('a file is a link to its blob, which is called by its hash', async () => {
  const standIn = await standInFor(shelf());
  const to = await temporaryFolder();
  expect(told(await run(standIn.url, ['Acme/shelf'], to))).toEqual(ALL);
  const repo = join(to, 'models--Acme--shelf');
  const link = join(repo, 'snapshots', COMMIT, 'onnx', 'a', 'b.txt');
  expect(readlinkSync(link)).toMatch(/^\.\.\/\.\.\/\.\.\/\.\.\/blobs\/[0-9a-f]{40}$/);
  expect(readFileSync(link, 'utf8')).toBe('deep');
  expect(readdirSync(join(repo, 'blobs'))).toContain(digest('sha256', WEIGHTS));
  expect(readFileSync(join(repo, 'refs', 'main'), 'utf8')).toBe(COMMIT);
});

test('what is there is proven and not fetched again', async () => {
  const standIn = await standInFor(shelf());
  const to = await temporaryFolder();
  await run(standIn.url, ['Acme/shelf'], to);
  const before = standIn.log.length;
  expect(told(await run(standIn.url, ['Acme/shelf'], to))).toEqual(
    ALL.map((each) => each.replace('placed', 'present')),
  );
  expect(standIn.log.slice(before).filter(({ path }) => path.includes('/resolve'))).toEqual([]);
});

test('a blob that was changed is fetched again', async () => {
  const standIn = await standInFor(shelf());
  const to = await temporaryFolder();
  await run(standIn.url, ['Acme/shelf'], to);
  const blob = join(to, 'models--Acme--shelf', 'blobs', digest('sha256', WEIGHTS));
  writeFileSync(blob, 'not the weights');
  expect(told(await run(standIn.url, ['Acme/shelf'], to))).toContain('placed model.safetensors');
  expect(readFileSync(blob)).toEqual(WEIGHTS);
});

test('what was begun goes on where it ended', async () => {
  const standIn = await standInFor(shelf({ 'large.bin': lfs(LARGE) }));
  const to = await temporaryFolder();
  const blob = join(to, 'models--Acme--shelf', 'blobs', digest('sha256', LARGE));
  mkdirSync(join(blob, '..'), { recursive: true });
  writeFileSync(`${blob}.incomplete`, LARGE.subarray(0, 8 * 1024 * 1024));
  expect(told(await run(standIn.url, ['Acme/shelf'], to))).toContain('placed large.bin');
  const sent = standIn.log.filter(({ server }) => server === 'cdn').reduce((sum, each) => sum + each.sent, 0);
  expect(sent).toBeLessThan(2 * 1024 * 1024);
  expect(readFileSync(blob).equals(LARGE)).toBe(true);
  expect(existsSync(`${blob}.incomplete`)).toBe(false);
});

test('a beginning of other bytes is dropped, and the whole is fetched', async () => {
  const standIn = await standInFor(shelf({ 'large.bin': lfs(LARGE) }));
  const to = await temporaryFolder();
  const blob = join(to, 'models--Acme--shelf', 'blobs', digest('sha256', LARGE));
  mkdirSync(join(blob, '..'), { recursive: true });
  writeFileSync(`${blob}.incomplete`, Buffer.alloc(1024 * 1024, 7));
  expect(told(await run(standIn.url, ['Acme/shelf'], to))).toContain('placed large.bin');
  expect(readFileSync(blob).equals(LARGE)).toBe(true);
});

test('bytes that are not those of the hash are not placed, and no branch is noted', async () => {
  const standIn = await standInFor(shelf());
  standIn.fault(/resolve-cache.*config\.json/, ({ normal }) => {
    const reply = normal();
    const wrong = Buffer.from('{"model_type": "evil"}');
    return { ...reply, body: { size: reply.body.size, bytes: (from, to) => wrong.subarray(from, to) } };
  });
  const to = await temporaryFolder();
  expect(told(await run(standIn.url, ['Acme/shelf'], to))).toEqual([
    'failed config.json: the bytes are not those that the hash names',
    ...ALL.slice(1),
  ]);
  const repo = join(to, 'models--Acme--shelf');
  expect(existsSync(join(repo, 'snapshots', COMMIT, 'config.json'))).toBe(false);
  expect(existsSync(join(repo, 'refs', 'main'))).toBe(false);
  expect(readdirSync(join(repo, 'blobs')).filter((name) => name.endsWith('.incomplete'))).toEqual([]);
});

test('what would run code is not placed, unless that is asked for', async () => {
  const evil = zip([{ name: 'm/data.pkl', data: EVIL }]);
  const standIn = await standInFor(shelf({ 'pytorch_model.bin': lfs(evil), 'training_args.bin': lfs(HARMLESS) }));
  const to = await temporaryFolder();
  const first = told(await run(standIn.url, ['Acme/shelf'], to));
  expect(first.filter((each) => !each.startsWith('placed'))).toEqual([
    expect.stringMatching(/^refused pytorch_model\.bin: /),
  ]);
  const placed = join(to, 'models--Acme--shelf', 'snapshots', COMMIT, 'pytorch_model.bin');
  expect(existsSync(placed)).toBe(false);
  expect(readdirSync(join(to, 'models--Acme--shelf', 'blobs'))).not.toContain(digest('sha256', evil));
  await run(standIn.url, ['Acme/shelf'], to, { allowUnsafe: true });
  expect(readFileSync(placed)).toEqual(Buffer.from(evil));
});

test('what the Hub calls unsafe is not fetched', async () => {
  const security = { done: true, issues: [{ path: 'config.json', level: 'unsafe' as const }] };
  const standIn = await standInFor(shelf({}, { security }));
  const to = await temporaryFolder();
  expect(told(await run(standIn.url, ['Acme/shelf'], to))[0]).toBe(
    "refused config.json: the Hub's own scanners call it unsafe",
  );
  expect(standIn.log.filter(({ path }) => path.endsWith('config.json'))).toEqual([]);
});

test('names that could be written elsewhere, or over another, are refused', async () => {
  const standIn = await standInFor(shelf({ 'a\\b.txt': 'x', 'NUL.txt': 'x', 'CONFIG.json': 'x' }));
  const to = await temporaryFolder();
  const refused = told(await run(standIn.url, ['Acme/shelf'], to)).filter((each) => each.startsWith('refused'));
  expect(refused.map((each) => each.split(':')[0])).toEqual([
    'refused NUL.txt',
    'refused a\\b.txt',
    'refused config.json',
  ]);
});

test.each([
  '../x',
  'a/../x',
  '/etc/passwd',
  'a//b',
  'C:x',
  'a\u0000b',
  'con',
  'aux.json',
  'x/COM1.txt',
  'a.',
  'a ',
  'é'.repeat(200),
])('%j is not a name that is written', (name) => expect(pathProblem(name)).not.toBeNull());

test.each(['config.json', 'onnx/model.onnx', '.gitattributes', 'a b.txt', 'console.txt', 'モデル.bin'])(
  '%j is a name that is written',
  (name) => expect(pathProblem(name)).toBeNull(),
);

test('a link in the place of a folder or of a beginning is not followed', async () => {
  const standIn = await standInFor(shelf());
  const [to, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  mkdirSync(join(to, 'models--Acme--shelf'));
  symlinkSync(elsewhere, join(to, 'models--Acme--shelf', 'blobs'));
  expect(told(await run(standIn.url, ['Acme/shelf'], to))[0]).toMatch(/^the cache cannot be written/);
  expect(readdirSync(elsewhere)).toEqual([]);

  const other = await temporaryFolder();
  const victim = join(elsewhere, 'victim');
  writeFileSync(victim, 'mine');
  const blobs = join(other, 'models--Acme--shelf', 'blobs');
  mkdirSync(blobs, { recursive: true });
  symlinkSync(victim, join(blobs, `${digest('sha256', WEIGHTS)}.incomplete`));
  expect(told(await run(standIn.url, ['Acme/shelf'], other))).toContain(
    'failed model.safetensors: it is a symbolic link',
  );
  expect(readFileSync(victim, 'utf8')).toBe('mine');
});

test('a server that stops answering leaves a beginning and says so', async () => {
  const standIn = await standInFor(shelf({ 'large.bin': lfs(LARGE) }));
  const to = await temporaryFolder();
  let asked = 0;
  const end = standIn.fault(/^GET \/[0-9a-f]{24}\//, ({ normal }) =>
    ++asked > 1 ? text(403, 'Access denied') : normal(),
  );
  const failed = told(await run(standIn.url, ['Acme/shelf@main'], to)).filter((each) => each.startsWith('failed'));
  end();
  expect(failed.length).toBeGreaterThan(0);
  expect(told(await run(standIn.url, ['Acme/shelf@main'], to)).filter((each) => each.startsWith('failed'))).toEqual([]);
  expect(lstatSync(join(to, 'models--Acme--shelf', 'snapshots', COMMIT, 'large.bin')).isSymbolicLink()).toBe(true);
});

test('what does not exist is told, and nothing is made of it', async () => {
  const standIn = await standInFor(shelf());
  const to = await temporaryFolder();
  expect(told(await run(standIn.url, ['Acme/nothing', 'Acme/shelf@v9'], to))).toEqual([
    'there is no such repository, or it is private',
    'not scanned: it has no revision v9',
  ]);
  expect(readdirSync(to)).toEqual([]);
});

test('a guess that is no repository is told and fails nothing', async () => {
  const standIn = await standInFor(shelf());
  const [to, cwd] = [await temporaryFolder(), await temporaryFolder()];
  writeFileSync(join(cwd, 'a.yml'), 'x: heron-labs/nothing-7b\n');
  const { repositories, diagnostics } = await run(standIn.url, [], to, { cwd });
  expect(repositories).toEqual([]);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'heron-labs/nothing-7b is not mirrored: there is no such repository, or it is private',
  ]);
});
