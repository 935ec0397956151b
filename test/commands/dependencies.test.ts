import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Audited, audit } from '../../src/commands/audit.ts';
import { type Flags, resolveSettings } from '../../src/config.ts';
import { repoName } from '../../src/model.ts';
import { dependencyLines, dependencyTrees } from '../../src/report/dependencies.ts';
import { repository, standInFor, town } from '../hub/client.ts';
import { failing } from '../stand-in/faults.ts';
import type { Scenario } from '../stand-in/scenario.ts';
import { temporaryFolder } from './scanned.ts';

/** What the repositories themselves name, and the code that runs with them, over HTTP. */

const DATE = '2023-05-06T07:08:09Z';
const commit = (letter: string) => letter.repeat(40);
const org = (name: string) => ({ kind: 'org', name, created: '2022-12-24T10:00:00Z' }) as const;
const json = (value: unknown) => JSON.stringify(value, null, 2);

/** Repositories by name, each with the files of its one commit. */
function shelf(repositories: Readonly<Record<string, Readonly<Record<string, string>>>>): Scenario {
  const owners = new Set(Object.keys(repositories).map((name) => name.split('/')[0] ?? ''));
  return {
    ...town,
    accounts: [...town.accounts, ...[...owners].map(org)],
    repositories: Object.entries(repositories).map(([name, files], i) =>
      repository(name, { commits: [{ id: commit('abcdef'[i] ?? '0'), date: DATE, files }] }),
    ),
    redirects: [],
  };
}

async function auditOf(endpoint: string, text: string, flags: Flags): Promise<Audited> {
  const root = temporaryFolder();
  mkdirSync(dirname(join(root, 'load.py')), { recursive: true });
  writeFileSync(join(root, 'load.py'), text);
  const settings = resolveSettings({
    cwd: root,
    paths: [],
    flags: { endpoint, cache: false, persona: 'auditor', ...flags },
    environment: {},
    file: null,
  });
  const nothing = () => {};
  return audit(settings, '2026-11-21', new AbortController().signal, nothing, nothing);
}

const load = (id: string, more = '') =>
  `from transformers import AutoModel\nAutoModel.from_pretrained("${id}"${more})\n`;
const TRUST = ', trust_remote_code=True';

/** `severity rule id path:line`. */
function told({ report }: Audited, rules: RegExp): string[] {
  return report.findings
    .filter(({ rule }) => rules.test(rule))
    .map(
      ({ severity, rule, id, places: [place] }) => `${severity} ${rule} ${id} ${place?.site.path}:${place?.site.line}`,
    );
}

/** The repositories that were come to by way of others: `id < the one that names it (by what)`. */
function ways({ report }: Audited): string[] {
  return report.subjects.flatMap((subject) =>
    subject.is === 'template'
      ? []
      : subject.references.flatMap(({ via = [] }) =>
          via.length === 0
            ? []
            : [[repoName(subject.id), ...via.toReversed().map(({ id, by }) => `${repoName(id)} (${by})`)].join(' < ')],
        ),
  );
}

const EVIL = 'import os\nos.system("id")\n';
const MODEL = 'from .configuration_tern import C\nclass Tern:\n    pass\n';

describe('the code of a repository is scanned', () => {
  const files = {
    'config.json': json({ auto_map: { AutoModel: 'modeling_tern.Tern' } }),
    'modeling_tern.py': MODEL,
    'configuration_tern.py': EVIL,
  };

  test('as what is loaded, where the line lets it run', async () => {
    const hub = await standInFor(shelf({ 'heron-labs/tern-7b': files }));
    const audited = await auditOf(hub.url, load('heron-labs/tern-7b', TRUST), { scan: true });
    expect(told(audited, /artifact/)).toEqual(['critical unsafe-artifact heron-labs/tern-7b load.py:2']);
    expect(audited.report.findings.find(({ rule }) => rule === 'unsafe-artifact')?.message).toMatch(
      /^configuration_tern\.py of heron-labs\/tern-7b .* it is what is loaded here: process os\.system, line 2: os\.system\("id"\)/,
    );
  });

  test('as what lies there, where the line does not', async () => {
    const hub = await standInFor(
      shelf({ 'heron-labs/tern-7b': { ...files, 'model.safetensors': '\x02\0\0\0\0\0\0\0{}' } }),
    );
    const audited = await auditOf(hub.url, load('heron-labs/tern-7b'), { scan: true });
    expect(told(audited, /artifact/)).toEqual(['medium unsafe-artifact heron-labs/tern-7b load.py:2']);
  });
});

describe('code of another repository', () => {
  const repositories = {
    'heron-labs/tern-7b': { 'config.json': json({ auto_map: { AutoModel: 'otter-labs/code--modeling_tern.Tern' } }) },
    'otter-labs/code': {
      'config.json': json({ auto_map: { AutoModel: 'modeling_tern.Tern' } }),
      'modeling_tern.py': EVIL,
    },
  };

  test('needs a pin of its own, and is scanned', async () => {
    const hub = await standInFor(shelf(repositories));
    const text = load('heron-labs/tern-7b', `${TRUST}, revision="${commit('a')}"`);
    const audited = await auditOf(hub.url, text, { scan: true });
    expect(told(audited, /unpinned|unsafe-artifact/)).toEqual([
      'critical unsafe-artifact otter-labs/code load.py:2',
      'high unpinned-remote-code otter-labs/code load.py:2',
    ]);
    expect(ways(audited)).toEqual(['otter-labs/code < heron-labs/tern-7b (auto_map of config.json)']);
  });

  test('is pinned by code_revision', async () => {
    const hub = await standInFor(shelf(repositories));
    const text = load('heron-labs/tern-7b', `${TRUST}, revision="${commit('a')}", code_revision="${commit('b')}"`);
    const audited = await auditOf(hub.url, text, { scan: true });
    expect(told(audited, /unpinned-remote/)).toEqual([]);
  });

  test("that is nobody's is free to take", async () => {
    const [first] = Object.entries(repositories);
    const hub = await standInFor(shelf(Object.fromEntries([first ?? ['', {}]])));
    const audited = await auditOf(hub.url, load('heron-labs/tern-7b', TRUST), { scan: true });
    expect(told(audited, /orphaned/)).toEqual(['critical orphaned-namespace otter-labs/code load.py:2']);
  });

  test('does not run where remote code is off, and is not followed', async () => {
    const hub = await standInFor(shelf(repositories));
    const audited = await auditOf(hub.url, load('heron-labs/tern-7b'), { scan: true });
    expect(ways(audited)).toEqual([]);
  });
});

describe('--deps follows what repositories name', () => {
  const CHAIN = {
    'heron-labs/adapter': {
      'adapter_config.json': json({ base_model_name_or_path: 'heron-labs/tern-7b', peft_type: 'LORA' }),
      'README.md':
        '---\nbase_model: heron-labs/tern-7b\ndatasets:\n- otter-labs/terns\n---\n[x](https://huggingface.co/heron-labs/unrelated)\n',
    },
    'heron-labs/tern-7b': { 'README.md': '---\nbase_model: otter-labs/egg-1b\n---\n', 'config.json': '{}' },
    'otter-labs/egg-1b': { 'README.md': '---\nbase_model: heron-labs/adapter\n---\n' },
  };

  test('two steps deep, and in no circle', async () => {
    const hub = await standInFor(shelf(CHAIN));
    const audited = await auditOf(hub.url, load('heron-labs/adapter'), { deps: true });
    expect(dependencyLines(dependencyTrees(audited.report))).toEqual([
      'heron-labs/adapter',
      '  heron-labs/tern-7b  (base_model of README.md)',
      '  heron-labs/tern-7b  (base_model_name_or_path of adapter_config.json)',
      '    otter-labs/egg-1b  (base_model of README.md)',
      '  otter-labs/terns  (README.md): missing',
    ]);
    expect(ways(audited).sort()).toEqual([
      'heron-labs/tern-7b < heron-labs/adapter (base_model of README.md)',
      'heron-labs/tern-7b < heron-labs/adapter (base_model_name_or_path of adapter_config.json)',
      'otter-labs/egg-1b < heron-labs/tern-7b (base_model of README.md) < heron-labs/adapter (base_model_name_or_path of adapter_config.json)',
      'otter-labs/terns < heron-labs/adapter (README.md)',
    ]);
  });

  test('as many steps as are asked for, without end in a circle', async () => {
    const hub = await standInFor(shelf(CHAIN));
    expect(ways(await auditOf(hub.url, load('heron-labs/adapter'), { deps: '1' }))).toHaveLength(3);
    const listings = hub.log.filter(({ path }) => path.includes('/tree/')).length;
    await auditOf(hub.url, load('heron-labs/adapter'), { deps: '5' });
    expect(hub.log.filter(({ path }) => path.includes('/tree/')).length - listings).toBe(3);
  });

  test('and judges it by the same rules, at the line that leads there', async () => {
    const files = { 'adapter_config.json': json({ base_model_name_or_path: 'gone-labs/tern-7b' }) };
    const gone = await standInFor(shelf({ 'heron-labs/adapter': files }));
    const audited = await auditOf(gone.url, load('heron-labs/adapter'), { deps: true });
    expect(told(audited, /orphaned|unpinned/)).toEqual([
      'critical orphaned-namespace gone-labs/tern-7b load.py:2',
      'low unpinned-revision heron-labs/adapter load.py:2',
    ]);
  });

  test('nothing without it', async () => {
    const hub = await standInFor(shelf(CHAIN));
    expect(ways(await auditOf(hub.url, load('heron-labs/adapter'), {}))).toEqual([]);
    expect(hub.log.filter(({ path }) => path.includes('/tree/'))).toEqual([]);
  });

  test('what cannot be read is said', async () => {
    const hub = await standInFor(shelf(CHAIN));
    hub.fault(/\/tree\//, failing(404));
    const { report, incomplete } = await auditOf(hub.url, load('heron-labs/adapter'), { deps: true });
    expect(report.diagnostics.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^what heron-labs\/adapter depends on is not known: /),
    );
    expect(incomplete).toBe(true);
  });

  test.each(['-1', '6', 'x'])('takes no %s', async (deps) => {
    await expect(auditOf('http://127.0.0.1:9', '', { deps })).rejects.toThrow(/--deps takes/);
  });
});
