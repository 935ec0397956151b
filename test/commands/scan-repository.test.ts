import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockText } from '../../src/lock/format.ts';
import { scanPlain } from '../../src/report/scan-plain.ts';
import { repository, standInFor, town } from '../hub/client.ts';
import { EVIL, HARMLESS } from '../scan/build/payload.ts';
import { zip } from '../scan/build/zip.ts';
import { failing } from '../stand-in/faults.ts';
import { text } from '../stand-in/reply.ts';
import type { RepositorySpec, Scenario } from '../stand-in/scenario.ts';
import { fileOf, lines, run, temporaryFolder } from './scanned.ts';

/** Repositories of the Hub, over HTTP. */

const COMMIT = 'c'.repeat(40);
const OLDER = 'b'.repeat(40);
const DATE = '2023-05-06T07:08:09Z';
const MB = 1024 * 1024;
const lfs = (bytes: Uint8Array) => ({ base64: Buffer.from(bytes).toString('base64') });

const FILES = {
  'config.json': '{"model_type": "bert"}',
  'README.md': '# Weights\n',
  'pytorch_model.bin': lfs(zip([{ name: 'm/data.pkl', data: EVIL }])),
  'model.safetensors': lfs(Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')])),
  'training/args.bin': lfs(HARMLESS),
};

function shelf(more: Partial<RepositorySpec> = {}): Scenario {
  const commits: RepositorySpec['commits'] = [
    { id: OLDER, date: DATE, files: { 'old.bin': lfs(HARMLESS) } },
    { id: COMMIT, date: DATE, files: { 'old.bin': null, ...FILES } },
  ];
  const own = (kind: RepositorySpec['kind']) => repository('Acme/shelf', { kind, commits, tags: { v1: 0 }, ...more });
  return {
    ...town,
    repositories: [own('model'), own('dataset'), own('space')],
    redirects: [{ from: 'bob/shelf', to: 'Acme/shelf' }],
  };
}

test('every file is scanned at one commit, those that a loader takes first and marked', async () => {
  const standIn = await standInFor(shelf());
  const scans = await run(['Acme/shelf'], { endpoint: standIn.url });
  expect(lines(scans).sort()).toEqual([
    'clean README.md',
    'clean config.json',
    'clean model.safetensors',
    'clean training/args.bin',
    'dangerous pytorch_model.bin',
  ]);
  expect(scans.report.files.filter(({ loaded }) => loaded !== null).map(({ path }) => path)).toEqual([
    'config.json',
    'model.safetensors',
  ]);
  expect(scans.report.files.map(({ loaded }) => loaded !== null)).toEqual([true, true, false, false, false]);
  expect(scans.report.targets).toEqual([
    { is: 'repository', text: 'Acme/shelf', id: { kind: 'model', namespace: 'Acme', name: 'shelf' }, commit: COMMIT },
  ]);
  expect(scans.report.files.every(({ intact }) => intact === true)).toBe(true);
  expect(scans.report.summary.requests).toBe(standIn.log.filter(({ server }) => server === 'hub').length + 3);
});

test('all that is read is of the commit that was found first, also when the branch moves on in the middle', async () => {
  const standIn = await standInFor(shelf());
  await run(['Acme/shelf'], { endpoint: standIn.url });
  const asked = standIn.log.filter(({ path, server }) => server === 'hub' && /resolve|tree/.test(path));
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter(({ path }) => !path.includes(COMMIT))).toEqual([]);
});

test.each([
  ['Acme/shelf@v1', OLDER],
  [`Acme/shelf@${OLDER}`, OLDER],
  [`Acme/shelf@${OLDER.slice(0, 8)}`, OLDER],
  ['models/Acme/shelf@main', COMMIT],
  ['datasets/Acme/shelf', COMMIT],
  ['spaces/Acme/shelf@v1', OLDER],
  ['https://huggingface.co/Acme/shelf', COMMIT],
  ['https://hf.co/datasets/Acme/shelf/tree/v1', OLDER],
  ['hf://Acme/shelf@v1', OLDER],
  ['acme/SHELF', COMMIT],
])('%s is the repository at one commit', async (target, commit) => {
  const standIn = await standInFor(shelf());
  const { report } = await run([target], { endpoint: standIn.url });
  expect(report.targets).toMatchObject([{ commit }]);
  expect(report.files).toHaveLength(commit === OLDER ? 1 : 5);
});

test.each([
  ['https://huggingface.co/Acme/shelf/blob/main/training/args.bin', 'training/args.bin'],
  ['https://huggingface.co/Acme/shelf/resolve/main/config.json?download=true', 'config.json'],
  ['hf://datasets/Acme/shelf/training/args.bin', 'training/args.bin'],
])('%s is one file of it', async (target, path) => {
  const standIn = await standInFor(shelf());
  const { report } = await run([target], { endpoint: standIn.url });
  expect(report.files).toMatchObject([{ path, loaded: 'the file that is asked for' }]);
});

describe('what cannot be scanned is told, and is never clean', () => {
  test.each([
    ['Acme/nothing', 'there is no such repository, or it is private'],
    ['ghost/nothing', 'there is no such repository, or it is private'],
    ['Acme/shelf@v9', 'not scanned: it has no revision v9'],
  ])('%s', async (target, message) => {
    const standIn = await standInFor(shelf());
    const { report, incomplete } = await run([target], { endpoint: standIn.url });
    expect(report).toMatchObject({ files: [], diagnostics: [{ path: target, message }] });
    expect(incomplete).toBe(true);
  });

  test('a file that the URL names and the repository does not have', async () => {
    const standIn = await standInFor(shelf());
    const { report } = await run(['hf://Acme/shelf/gone.bin'], { endpoint: standIn.url });
    expect(report.diagnostics).toEqual([{ path: 'gone.bin', message: 'there is no such file in the repository' }]);
  });

  test('a gated repository: its list is there, its files are not', async () => {
    const standIn = await standInFor(shelf({ gated: 'auto' }));
    const scans = await run(['Acme/shelf'], { endpoint: standIn.url });
    expect(scans.incomplete).toBe(true);
    expect(scans.report.files.filter(({ verdict }) => verdict === 'clean')).toEqual([]);
  });

  test('a file that the CDN does not give', async () => {
    const standIn = await standInFor(shelf());
    standIn.fault(/Signature=/, failing(404));
    const scans = await run(['Acme/shelf'], { endpoint: standIn.url });
    const file = fileOf(scans, 'pytorch_model.bin');
    expect(file).toMatchObject({ verdict: 'inconclusive', intact: null });
    expect(file.inconclusive[0]?.why).toContain('404');
    expect(fileOf(scans, 'config.json').verdict).toBe('clean');
  });
});

test('a repository that has moved is scanned where it is now, and that is told', async () => {
  const standIn = await standInFor(shelf());
  const { report } = await run(['bob/shelf'], { endpoint: standIn.url });
  expect(report.targets).toMatchObject([{ text: 'bob/shelf', id: { namespace: 'Acme' } }]);
  expect(report.diagnostics).toMatchObject([{ path: 'bob/shelf', message: expect.stringContaining('has moved') }]);
});

test('bytes that are not those of the hash make a file dangerous', async () => {
  const standIn = await standInFor(shelf());
  standIn.fault(/resolve-cache.*config\.json/, (request) => {
    const { headers, body } = request.normal();
    const changed = text(200, '{"model_type": "evil"}');
    return {
      ...changed,
      headers: { ...headers },
      body: { size: body.size, bytes: (start, end) => changed.body.bytes(start, end) },
    };
  });
  const scans = await run(['Acme/shelf'], { endpoint: standIn.url });
  expect(fileOf(scans, 'config.json')).toMatchObject({
    verdict: 'dangerous',
    intact: false,
    evidence: [{ kind: 'wrong-hash' }],
  });
});

test("the Hub's own verdict stands beside ours", async () => {
  const issues = [{ path: 'README.md', level: 'unsafe' as const }];
  const standIn = await standInFor(shelf({ security: { done: true, issues } }));
  const scans = await run(['Acme/shelf'], { endpoint: standIn.url });
  expect(fileOf(scans, 'README.md')).toMatchObject({ verdict: 'clean', hub: 'unsafe' });
  expect(fileOf(scans, 'pytorch_model.bin')).toMatchObject({ verdict: 'dangerous', hub: 'safe' });
});

describe('a checkpoint of gigabytes', () => {
  const said = { packed: 300 * MB, size: 300 * MB };
  const tensors = [0, 1, 2].map((index) => ({ name: `m/data/${index}`, data: Buffer.alloc(0) }));
  /** A zip whose last tensor has 300 MB of zeros, in what is before them and what is behind. */
  function parts(object: Uint8Array) {
    const members = [
      { name: 'm/data.pkl', data: object },
      ...tensors,
      { name: 'm/data/9', data: Buffer.alloc(0), local: said, central: said },
    ];
    const directory = zip(members).indexOf('PK\x01\x02');
    const bytes = zip(members, { end: { offset: directory + 300 * MB } });
    return [lfs(bytes.subarray(0, directory)), { zeros: 300 * MB }, lfs(bytes.subarray(directory))];
  }
  const scenario = (object: Uint8Array) =>
    shelf({
      commits: [{ id: COMMIT, date: DATE, files: { 'pytorch_model.bin': { parts: parts(object) } } }],
      tags: {},
    });

  test.each([
    ['clean', HARMLESS],
    ['dangerous', EVIL],
  ])('is %s by a few hundred kilobytes of it', async (verdict, object) => {
    const standIn = await standInFor(scenario(object));
    const scans = await run(['Acme/shelf'], { endpoint: standIn.url });
    expect(fileOf(scans, 'pytorch_model.bin')).toMatchObject({ verdict, intact: null, format: 'PyTorch zip' });
    const cdn = standIn.log.filter(({ server }) => server === 'cdn');
    expect(cdn.reduce((sum, { sent }) => sum + sent, 0)).toBeLessThan(MB);
    expect(cdn.length).toBeLessThan(8);
  });

  test('is inconclusive where the server knows no ranges, and not read to its end', async () => {
    const standIn = await standInFor(scenario(EVIL));
    standIn.ignoreRange = true;
    const scans = await run(['Acme/shelf'], { endpoint: standIn.url });
    const file = fileOf(scans, 'pytorch_model.bin');
    // The payload is in what was read; the directory, at the end, is not.
    expect(file.evidence.some(({ subject }) => subject === 'os.system')).toBe(true);
    expect(file.inconclusive.some(({ why }) => why.includes('the server knows no ranges'))).toBe(true);
    expect(standIn.log.reduce((sum, { sent }) => sum + sent, 0)).toBeLessThan(100 * MB);
  });
});

describe('with a lock, of a repository only what changed since its commit is scanned', () => {
  const commits: RepositorySpec['commits'] = [
    { id: OLDER, date: DATE, files: { ...FILES, 'moved.bin': lfs(HARMLESS), 'gone.bin': lfs(HARMLESS) } },
    {
      id: COMMIT,
      date: DATE,
      files: { 'gone.bin': null, 'moved.bin': null, 'elsewhere.bin': lfs(HARMLESS), 'config.json': '{"changed": 1}' },
    },
  ];

  /** The lock as `namesake lock` would have written it at a commit. */
  function lockAt(endpoint: string, commit: string, revision: string | null = null): { file: string; named: boolean } {
    const file = join(temporaryFolder(), 'namesake.lock');
    const id = { kind: 'model', namespace: 'Acme', name: 'shelf' } as const;
    const entry = { id, resolved: id, revision, commit, oid: '0'.repeat(24), owner: null, formerOwner: null };
    writeFileSync(file, lockText({ endpoint, entries: [{ ...entry, recorded: DATE, files: null }] }));
    return { file, named: true };
  }

  test('what is new, what holds other bytes, and what has another name', async () => {
    const standIn = await standInFor(shelf({ commits }));
    const scans = await run(['Acme/shelf'], { endpoint: standIn.url, lock: lockAt(standIn.url, OLDER) });
    expect(lines(scans).sort()).toEqual(['clean config.json', 'clean elsewhere.bin']);
    expect(scans.report.targets).toMatchObject([{ commit: COMMIT, since: { commit: OLDER, unchanged: 4 } }]);
    expect(
      scanPlain(scans.report, {
        terminal: { color: false, width: 200, hyperlinks: false },
        verbose: false,
        version: '0',
        home: null,
      }),
    ).toContain(`4 files unchanged since commit ${OLDER} of the lock: not scanned.`);
  });

  test.each([
    ['the repository stands where the lock has it', (url: string) => lockAt(url, COMMIT)],
    ['the lock has another revision', (url: string) => lockAt(url, OLDER, 'v1')],
    ['the lock is of another Hub', () => lockAt('https://hub.example', OLDER)],
    ['the commit of the lock is gone', (url: string) => lockAt(url, 'd'.repeat(40))],
    ['there is none', () => null],
  ])('and everything where %s', async (_, lockOf) => {
    const standIn = await standInFor(shelf({ commits }));
    const scans = await run(['Acme/shelf'], { endpoint: standIn.url, lock: lockOf(standIn.url) });
    expect(lines(scans)).toHaveLength(6);
    expect(scans.report.targets[0]).not.toHaveProperty('since');
  });

  test('and a file that is asked for by its name', async () => {
    const standIn = await standInFor(shelf({ commits }));
    const target = `https://huggingface.co/Acme/shelf/blob/main/pytorch_model.bin`;
    const scans = await run([target], { endpoint: standIn.url, lock: lockAt(standIn.url, OLDER, 'main') });
    expect(lines(scans)).toEqual(['dangerous pytorch_model.bin']);
  });
});
