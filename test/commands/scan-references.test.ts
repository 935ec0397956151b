import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Audited, audit } from '../../src/commands/audit.ts';
import { type ScanBounds, scanReferences } from '../../src/commands/scan-references.ts';
import { type Flags, resolveSettings } from '../../src/config.ts';
import type { Finding } from '../../src/model.ts';
import { coverage } from '../../src/report/summary.ts';
import { live } from '../../src/rules/example.ts';
import { repository, standInFor, town } from '../hub/client.ts';
import { reference as referenceTo, repositorySubject } from '../rules/subject.ts';
import { EVIL, HARMLESS } from '../scan/build/payload.ts';
import { zip } from '../scan/build/zip.ts';
import { failing } from '../stand-in/faults.ts';
import type { RepositorySpec, Scenario } from '../stand-in/scenario.ts';
import { temporaryFolder } from './scanned.ts';

/** `audit --scan`: from the line that loads to what its files would do, over HTTP. */

const TODAY = 'c'.repeat(40);
const OLDER = 'b'.repeat(40);
const DATE = '2023-05-06T07:08:09Z';
const lfs = (bytes: Uint8Array) => ({ base64: Buffer.from(bytes).toString('base64') });
const checkpoint = (pickle: Uint8Array) => lfs(zip([{ name: 'm/data.pkl', data: pickle }]));
const SAFETENSORS = lfs(Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')]));
const UNKNOWN_CALL = Buffer.from('\x80\x02cterntools\nConfig\n)R.', 'latin1');

const org = (name: string) => ({ kind: 'org', name, created: '2022-12-24T10:00:00Z' }) as const;

function shelf(files: RepositorySpec['commits'], more: Partial<RepositorySpec> = {}): Scenario {
  return {
    ...town,
    accounts: [...town.accounts, org('heron-labs'), org('old-heron')],
    repositories: [repository('heron-labs/tern-7b', { commits: files, ...more })],
    redirects: [{ from: 'old-heron/tern-7b', to: 'heron-labs/tern-7b' }],
  };
}

/** Weights that were harmless at first, and call a command today. */
const TURNED: RepositorySpec['commits'] = [
  { id: OLDER, date: DATE, files: { 'config.json': '{}', 'pytorch_model.bin': checkpoint(HARMLESS) } },
  { id: TODAY, date: DATE, files: { 'pytorch_model.bin': checkpoint(EVIL) } },
];

async function auditOf(endpoint: string, files: Record<string, string>, flags: Flags = {}): Promise<Audited> {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const settings = resolveSettings({
    cwd: root,
    paths: [],
    flags: { scan: true, endpoint, cache: false, persona: 'auditor', ...flags },
    environment: {},
    file: null,
  });
  return audit(
    settings,
    '2026-11-21',
    new AbortController().signal,
    () => {},
    () => {},
  );
}

const load = (id: string, more = '') =>
  `from transformers import AutoModel\nAutoModel.from_pretrained("${id}"${more})\n`;

/** `severity rule path:line`, of the rules on artifacts alone. */
function artifacts({ report }: Audited): string[] {
  return found(report.findings).flatMap(({ severity, rule, places }) =>
    places.map(({ site }) => `${severity} ${rule} ${site.path}:${site.line}`),
  );
}

function found(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ rule }) => /-(?:artifact|format)$/.test(rule));
}

describe('evidence becomes a finding on the line that loads it', () => {
  test('a dangerous file that is loaded is critical, with what it calls', async () => {
    const hub = await standInFor(shelf(TURNED));
    const audited = await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') });
    expect(artifacts(audited)).toEqual(['critical unsafe-artifact load.py:2', 'low unsafe-format load.py:2']);
    expect(found(audited.report.findings)[0]?.message).toMatch(
      /^pytorch_model\.bin of heron-labs\/tern-7b at c{12} .* it is what is loaded here: m\/data\.pkl: dangerous-call os\.system, os\.system\('echo'\)\./,
    );
    expect(audited.report.summary.scan).toMatchObject({ repositories: 1, files: 2, unknown: 0 });
  });

  test('each reference is judged at its own revision', async () => {
    const hub = await standInFor(shelf(TURNED));
    const audited = await auditOf(hub.url, {
      'pinned.py': load('heron-labs/tern-7b', `, revision="${OLDER}"`),
      'open.py': load('heron-labs/tern-7b'),
    });
    expect(artifacts(audited).filter((line) => line.includes('unsafe-artifact'))).toEqual([
      'critical unsafe-artifact open.py:2',
    ]);
    expect(audited.report.summary.scan?.repositories).toBe(2);
  });

  test('a dangerous file beside what is loaded weighs less', async () => {
    const files = { 'model.safetensors': SAFETENSORS, 'old/model.pkl': lfs(EVIL) };
    const hub = await standInFor(shelf([{ id: TODAY, date: DATE, files }]));
    const audited = await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') });
    expect(artifacts(audited)).toEqual(['medium unsafe-artifact load.py:2']);
    expect(found(audited.report.findings)[0]?.message).toContain('lies beside it');
  });

  test('a file that is asked for by its name is the one that is loaded', async () => {
    const files = { 'model.safetensors': SAFETENSORS, 'old/model.pkl': lfs(EVIL) };
    const hub = await standInFor(shelf([{ id: TODAY, date: DATE, files }]));
    const text =
      'from huggingface_hub import hf_hub_download\nhf_hub_download("heron-labs/tern-7b", "old/model.pkl")\n';
    const audited = await auditOf(hub.url, { 'fetch.py': text });
    expect(artifacts(audited)).toEqual(['critical unsafe-artifact fetch.py:2', 'low unsafe-format fetch.py:2']);
  });

  test.each([
    ['', 'medium unsafe-artifact'],
    [', use_safetensors=True', 'medium unsafe-artifact'],
    [', use_safetensors=False', 'critical unsafe-artifact'],
    [', variant="fp16"', 'medium unsafe-artifact'],
    [', variant="old"', 'critical unsafe-artifact'],
    [', subfolder="attic"', 'critical unsafe-artifact'],
    [', use_safetensors=FLAG', 'medium unsafe-artifact'],
  ])('from_pretrained(id%s) takes the files that its arguments name', async (more, first) => {
    const files = {
      'model.safetensors': SAFETENSORS,
      'pytorch_model.bin': checkpoint(HARMLESS),
      'model.fp16.safetensors': SAFETENSORS,
      'attic/pytorch_model.bin': checkpoint(EVIL),
      'pytorch_model.old.bin': checkpoint(EVIL),
    };
    if (more.includes('=False')) files['pytorch_model.bin'] = checkpoint(EVIL);
    const hub = await standInFor(shelf([{ id: TODAY, date: DATE, files }]));
    const audited = await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b', more) });
    expect(artifacts(audited)[0]).toBe(`${first} load.py:2`);
  });

  test('weights_only=False makes an unsafe format worse', async () => {
    const hub = await standInFor(shelf(TURNED.slice(0, 1)));
    const audited = await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b', ', weights_only=False') });
    expect(artifacts(audited)).toEqual(['medium unsafe-format load.py:2']);
  });

  test('where nobody can tell which file is loaded, a dangerous one is high', async () => {
    const hub = await standInFor(shelf([{ id: TODAY, date: DATE, files: { 'weights.special': lfs(EVIL) } }]));
    expect(artifacts(await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') }))).toEqual([
      'high unsafe-artifact load.py:2',
    ]);
  });

  test('what is on no list is suspicious, what is not understood inconclusive', async () => {
    const files = { 'pytorch_model.bin': checkpoint(UNKNOWN_CALL), 'config.json': lfs(Buffer.alloc(64, 0xee)) };
    const hub = await standInFor(shelf([{ id: TODAY, date: DATE, files }]));
    expect(artifacts(await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') }))).toEqual([
      'medium suspicious-artifact load.py:2',
      'low inconclusive-artifact load.py:2',
      'low unsafe-format load.py:2',
    ]);
  });

  test('safetensors are quiet', async () => {
    const files = { 'model.safetensors': SAFETENSORS, 'config.json': '{}' };
    const hub = await standInFor(shelf([{ id: TODAY, date: DATE, files }]));
    const audited = await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') });
    expect(artifacts(audited)).toEqual([]);
    expect(audited.report.summary.scan).toMatchObject({ files: 2, unknown: 0 });
  });

  test("the Hub's own verdict stands beside ours where they differ", async () => {
    const security = { done: true, issues: [] };
    const hub = await standInFor(shelf(TURNED, { security }));
    const audited = await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') });
    expect(found(audited.report.findings)[0]?.message).toMatch(/The Hub's own scanners call it safe\.$/);
  });
});

test('how much was scanned is said, and for how many references it was not', async () => {
  const hub = await standInFor(shelf(TURNED));
  const audited = await auditOf(hub.url, {
    'a.py': load('heron-labs/tern-7b'),
    'b.py': load('heron-labs/tern-7b', ', revision=choose()'),
  });
  expect(coverage(audited.report, { rules: new Map() })).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Scanned 2 files of 1 repository, 0\.0 MB read\.$/),
      'For 1 reference the files were not scanned, or not all of them.',
    ]),
  );
});

test('a repository with more files than one audit reads says so, and reads those first that are loaded', async () => {
  const files = { 'a.bin': lfs(HARMLESS), 'b.bin': lfs(HARMLESS), 'pytorch_model.bin': checkpoint(EVIL) };
  const hub = await standInFor(shelf([{ id: TODAY, date: DATE, files }]));
  const reference = {
    ...referenceTo('heron-labs/tern-7b'),
    revision: { at: 'commit', commit: TODAY } as const,
  };
  const subject = repositorySubject([reference], live('heron-labs/tern-7b', { commit: TODAY }), {
    [TODAY]: { state: 'found', commit: TODAY },
  });
  const settings = { endpoint: hub.url, token: null, snapshot: null, cacheDir: null, maxAge: null };
  const nothing = () => {};
  const scanOf = async (bounds: ScanBounds) => {
    const { subjects } = await scanReferences(
      [subject],
      settings,
      new AbortController().signal,
      nothing,
      nothing,
      bounds,
    );
    const [first] = subjects;
    return first?.is === 'repository' ? first.scans?.get(reference) : undefined;
  };
  expect(await scanOf({ files: 1, bytes: 1e9, total: 1e9 })).toMatchObject({
    files: [{ path: 'pytorch_model.bin', verdict: 'dangerous' }],
    left: '2 of its files: more than one audit reads',
  });
  expect(await scanOf({ files: 10, bytes: 1e9, total: -1 })).toMatchObject({
    files: [],
    left: 'pytorch_model.bin and what follows: more bytes than one audit reads',
  });
});

test('a repository is scanned once at each commit, whatever names lead to it', async () => {
  const hub = await standInFor(shelf(TURNED));
  const audited = await auditOf(hub.url, {
    'a.py': load('heron-labs/tern-7b'),
    'b.py': load('Heron-Labs/TERN-7B', ', revision="main"'),
    'c.py': load('old-heron/tern-7b'),
  });
  expect(
    artifacts(audited)
      .filter((line) => line.includes('unsafe-artifact'))
      .sort(),
  ).toEqual(['critical unsafe-artifact a.py:2', 'critical unsafe-artifact b.py:2', 'critical unsafe-artifact c.py:2']);
  expect(hub.log.filter(({ path }) => path.includes('/tree/'))).toHaveLength(1);
  expect(hub.log.filter(({ path }) => path.includes('pytorch_model.bin') && !path.startsWith('/api/'))).toHaveLength(
    hub.log.filter(({ path }) => path.includes('pytorch_model.bin')).length,
  );
  expect(audited.report.summary.scan).toMatchObject({ repositories: 1, files: 2 });
});

describe('what was not scanned is said, and is not clean', () => {
  test('where the list of files is not to be had', async () => {
    const hub = await standInFor(shelf(TURNED));
    hub.fault(/\/tree\//, failing(404));
    const audited = await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') });
    expect(artifacts(audited)).toEqual(['low inconclusive-artifact load.py:2']);
    expect(audited).toMatchObject({ incomplete: true, report: { summary: { scan: { unknown: 1, files: 0 } } } });
  });

  test('where the revision could not be followed', async () => {
    const hub = await standInFor(shelf(TURNED));
    const audited = await auditOf(hub.url, {
      'load.py': `import os\n${load('heron-labs/tern-7b', ', revision=os.environ["R"]')}`,
    });
    expect(artifacts(audited)).toEqual(['low inconclusive-artifact load.py:3']);
  });

  test('where answers come from a snapshot, which holds no files', async () => {
    const hub = await standInFor(shelf(TURNED));
    const record = join(temporaryFolder(), 'snapshot.json');
    await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') }, { scan: false, record });
    const audited = await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') }, { hubSnapshot: record });
    expect(artifacts(audited)).toEqual(['low inconclusive-artifact load.py:2']);
  });
});

test('without --scan no file is read, and no rule on artifacts speaks', async () => {
  const hub = await standInFor(shelf(TURNED));
  const audited = await auditOf(hub.url, { 'load.py': load('heron-labs/tern-7b') }, { scan: false });
  expect(artifacts(audited)).toEqual([]);
  expect(audited.report.summary).not.toHaveProperty('scan');
  expect(hub.log.filter(({ path }) => /\/tree\/|\/resolve\//.test(path))).toEqual([]);
});

test('an ignore comment silences a finding of a scan, and is not called unused without one', async () => {
  const hub = await standInFor(shelf(TURNED));
  const text = `from transformers import AutoModel\n# namesake: ignore[unsafe-artifact] checked by hand\nAutoModel.from_pretrained("heron-labs/tern-7b")\n`;
  expect(artifacts(await auditOf(hub.url, { 'load.py': text }))).toEqual(['low unsafe-format load.py:3']);
  expect((await auditOf(hub.url, { 'load.py': text }, { scan: false })).report.diagnostics).toEqual([]);
});
