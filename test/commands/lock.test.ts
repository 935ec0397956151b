import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Locking, type LockOptions, lock } from '../../src/commands/lock.ts';
import { type Flags, resolveSettings } from '../../src/config.ts';
import { ConfigError, UsageError } from '../../src/errors.ts';
import { GIT_ENVIRONMENT, git, write } from '../collect/tree.ts';
import { failing, faults } from '../stand-in/faults.ts';
import type { RepositorySpec, Scenario } from '../stand-in/scenario.ts';
import type { StandIn } from '../stand-in/stand-in.ts';
import { accountOf, auditOf, commitOn, hubOf, modelOf, repositoryOf, told } from './audited.ts';

const NAME = 'heron-labs/tern-7b';
const LOAD = `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("${NAME}")\n`;
const tagged = (name: string) => LOAD.replace('")', `", revision="${name}")`);
const WRITTEN = '2023-05-06';
const NOW = '2024-02-03T04:05:06Z';

const FIRST = 'a'.repeat(40);
const SECOND = 'b'.repeat(40);
const history = (commits: RepositorySpec['commits'], more: Partial<RepositorySpec> = {}) =>
  modelOf(NAME, '2022-10-01', { commits, ...more });
const first = {
  id: FIRST,
  date: '2022-10-01T11:00:00Z',
  files: { 'config.json': '{}', 'model.safetensors': { size: 1000 }, 'README.md': '# Tern\n' },
};
const published: Scenario = {
  accounts: [accountOf('heron-labs', '2022-08-01'), accountOf('heron-ai', '2022-09-01')],
  repositories: [history([first], { tags: { 'v1.0': 0 } })],
};

function settingsFor(root: string, hub: Pick<StandIn, 'url'>, flags: Flags, paths: readonly string[]) {
  const all = { endpoint: hub.url, cache: false, ...flags };
  return resolveSettings({ cwd: root, paths, flags: all, environment: GIT_ENVIRONMENT, file: null });
}

function lockOf(
  root: string,
  hub: Pick<StandIn, 'url'>,
  options: Partial<LockOptions> & { now?: string; flags?: Flags; paths?: readonly string[] } = {},
): Promise<Locking> {
  const { now = NOW, flags = {}, paths = [], ...rest } = options;
  const all: LockOptions = { check: false, files: false, format: 'namesake', accept: [], ...rest };
  const nothing = () => {};
  return lock(settingsFor(root, hub, flags, paths), all, now, new AbortController().signal, nothing, nothing);
}

/** `is id@revision` of every difference. */
function differences({ differences: all }: Locking): string[] {
  return all.map(
    ({ is, id, revision }) => `${is} ${id.namespace}/${id.name}${revision === null ? '' : `@${revision}`}`,
  );
}

const lockText = (root: string, file = 'namesake.lock') => readFileSync(join(root, file), 'utf8');
const code = (text = LOAD) => repositoryOf(WRITTEN, { 'load.py': text });

/** The stranger who registers a name that has become free. */
const stranger = accountOf('heron-labs', '2025-06-01', { kind: 'user' });
const upload = modelOf(NAME, '2025-06-02');

describe('a story with a lock', () => {
  test('nothing happened, nothing is said; the owner goes, a stranger comes, and uploads', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    expect(differences(await lockOf(root, hub))).toEqual([`added ${NAME}`]);
    expect(told(await auditOf(root, hub))).toEqual([]);
    expect(differences(await lockOf(root, hub, { check: true }))).toEqual([]);

    hub.world.deleteOwner('heron-labs');
    expect(told(await auditOf(root, hub))).toEqual(['orphaned-namespace critical high']);
    // That it is gone is no reason to forget what it was.
    expect(differences(await lockOf(root, hub))).toEqual([`left ${NAME}`]);
    expect(lockText(root)).toContain(FIRST);

    hub.world.addAccount(stranger);
    const half = await auditOf(root, hub);
    expect(told(half)).toEqual(['reused-namespace critical high', 'missing-repository medium high']);
    expect(half.report.findings[0]?.message).toContain('is not there, until the new owner creates it');

    hub.world.addRepository(upload);
    const audited = await auditOf(root, hub);
    expect(told(audited)).toEqual(['reused-namespace critical high']);
    expect(audited.report.findings[0]?.message).toContain('was locked on 2024-02-03');
  });

  test('dates could be fooled, the lock cannot: the line is younger than the upload', async () => {
    const [root, hub] = [repositoryOf('2026-01-01', { 'load.py': LOAD }), await hubOf(published)];
    await lockOf(root, hub);
    hub.world.deleteOwner('heron-labs');
    hub.world.addAccount(stranger);
    hub.world.addRepository(upload);
    expect(told(await auditOf(root, hub))).toEqual(['reused-namespace critical high']);
    const settings = settingsFor(root, hub, { lock: false }, []);
    expect(settings.lock).toBeNull();
  });

  test('a transfer is no reuse; the old owner goes, a stranger comes, and takes the redirect', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    await lockOf(root, hub);
    hub.world.transferRepository('model', NAME, 'heron-ai/tern-7b');
    expect(told(await auditOf(root, hub))).toEqual(['moved-repository low high']);

    hub.world.deleteOwner('heron-labs');
    expect(told(await auditOf(root, hub))).toEqual(['orphaned-redirect critical high']);

    hub.world.addAccount(stranger);
    const half = await auditOf(root, hub);
    expect(told(half)).toEqual(['reused-namespace critical high']);
    expect(half.report.findings[0]?.message).toContain(`still redirects to heron-ai/tern-7b, until the new owner`);

    hub.world.addRepository(upload);
    expect(told(await auditOf(root, hub))).toEqual(['reused-namespace critical high']);
  });

  test('a redirect that was orphaned when it was locked, and is taken', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.world.transferRepository('model', NAME, 'heron-ai/tern-7b');
    hub.world.deleteOwner('heron-labs');
    await lockOf(root, hub);
    expect(parse(lockText(root)).repositories).toMatchObject([
      { resolved: 'heron-ai/tern-7b', 'former-owner': 'none' },
    ]);
    hub.world.addAccount(stranger);
    expect(told(await auditOf(root, hub))).toEqual(['reused-namespace critical high']);
  });

  test('a redirect that leads to another repository than the locked one', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.world.transferRepository('model', NAME, 'heron-ai/tern-7b');
    await lockOf(root, hub);
    expect(told(await auditOf(root, hub))).toEqual(['moved-repository low high']);
    hub.world.addRepository(modelOf('heron-ai/other', '2022-11-01'));
    hub.world.addRepository(upload);
    hub.world.transferRepository('model', NAME, 'heron-ai/elsewhere');
    const audited = await auditOf(root, hub);
    expect(told(audited)).toContain('reused-namespace critical high');
    expect(audited.report.findings[0]?.message).toContain(
      'redirects to heron-ai/elsewhere, which is another repository',
    );
  });

  test('a new identity is recorded only where a person accepts it by name', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    await lockOf(root, hub);
    const before = lockText(root);
    hub.world.deleteOwner('heron-labs');
    hub.world.addAccount(stranger);
    hub.world.addRepository(upload);

    const refused = await lockOf(root, hub);
    expect(differences(refused)).toEqual([`reused ${NAME}`]);
    expect(refused.differences[0]?.text).toContain(`--accept ${NAME}`);
    expect(lockText(root)).toBe(before);
    // Neither does another revision of it slip in.
    commitOn(root, '2026-01-01', { 'more.py': tagged('main') });
    expect(differences(await lockOf(root, hub))).toEqual([`reused ${NAME}`]);
    expect(lockText(root)).toBe(before);

    await expect(lockOf(root, hub, { accept: ['heron-labs/tern-8b'] })).rejects.toThrow(UsageError);
    expect(differences(await lockOf(root, hub, { accept: [NAME] }))).toEqual([
      `accepted ${NAME}`,
      `added ${NAME}@main`,
    ]);
    expect(told(await auditOf(root, hub)).filter((each) => each.includes('lock'))).toEqual([]);
  });
});

describe('no alarm with a lock', () => {
  test.each<[string, (hub: StandIn) => void, string[]]>([
    ['an owner who is locked', ({ world }) => world.lockOwner('heron-labs'), []],
    ['an overview that fails once', (hub) => void hub.fault(/overview/, failing(503), 1), []],
    ['overviews that fail for good', (hub) => void hub.fault(/overview/, faults.html), []],
    [
      'the outage of 2023',
      (hub) => {
        hub.fault(/organizations/, faults.noOrganization);
        hub.fault(/api\/models/, faults.unauthorized);
      },
      ['unverified-reference info high'],
    ],
    ['another letter case', ({ world }) => world.transferRepository('model', NAME, 'heron-labs/Tern-7B'), []],
    [
      'a new name in the same namespace',
      ({ world }) => world.transferRepository('model', NAME, 'heron-labs/tern-7b-v1'),
      ['moved-repository info high'],
    ],
    [
      'an account that was renamed, which leaves its old name to whoever comes',
      ({ world }) => world.renameOwner('heron-labs', 'tern-labs'),
      ['orphaned-redirect critical high'],
    ],
  ])('%s', async (_, happens, findings) => {
    const [root, hub] = [code(), await hubOf(published)];
    await lockOf(root, hub);
    happens(hub);
    expect(told(await auditOf(root, hub))).toEqual(findings);
  });

  test('a user who became an organization and kept the id', async () => {
    const oid = `62e7a480${'0'.repeat(16)}`;
    const user = await hubOf({
      ...published,
      accounts: [accountOf('heron-labs', '2022-08-01', { oid, kind: 'user' }), accountOf('heron-ai', '2022-09-01')],
    });
    const root = code();
    await lockOf(root, user);
    const text = lockText(root);
    const organization = await hubOf({
      ...published,
      accounts: [accountOf('heron-labs', '2022-08-01', { oid }), accountOf('heron-ai', '2022-09-01')],
    });
    writeFileSync(join(root, 'namesake.lock'), text.replace(user.url, organization.url));
    expect(told(await auditOf(root, organization))).toEqual([]);
  });
});

describe('drift', () => {
  const second = (files: RepositorySpec['commits'][number]['files'], more = {}) => ({
    id: SECOND,
    date: '2024-03-01T11:00:00Z',
    files,
    ...more,
  });

  /** Locks at the first commit; then the repository is as given. */
  async function drifted(spec: RepositorySpec, text = LOAD) {
    const [root, hub] = [code(text), await hubOf(published)];
    await lockOf(root, hub, { files: true });
    const { oid, created } = hub.world.repository('model', NAME);
    hub.world.addRepository({ ...spec, oid, created });
    return { root, hub, audited: await auditOf(root, hub) };
  }

  test('of files that are loaded is low, and names them', async () => {
    const { root, hub, audited } = await drifted(
      history([first, second({ 'model.safetensors': { size: 2000 }, 'README.md': '# Terns\n', 'config.json': '{}' })]),
    );
    expect(told(audited)).toEqual(['lock-drift low high']);
    expect(audited.report.findings.find(({ rule }) => rule === 'lock-drift')?.message).toContain(
      `stood at ${FIRST} when it was locked on 2024-02-03 and stands at ${SECOND} today. Changed: model.safetensors; and 1 that is not loaded here.`,
    );
    const checked = await lockOf(root, hub, { check: true });
    expect(differences(checked)).toEqual([`updated ${NAME}`]);
    expect(checked.differences[0]?.text).toBe(`${FIRST} -> ${SECOND}; the files that are loaded`);
    expect(checked.written).toBe(false);
    await lockOf(root, hub, { now: '2026-01-01T00:00:00Z' });
    expect(told(await auditOf(root, hub))).toEqual([]);
  });

  test('of a README alone is information', async () => {
    const { audited } = await drifted(history([first, second({ 'README.md': '# Terns\n' })]));
    expect(told(audited)).toEqual(['lock-drift info high']);
  });

  test('of a tag is medium', async () => {
    const { audited } = await drifted(
      history([first, second({ 'README.md': 'x' })], { tags: { 'v1.0': 1 } }),
      tagged('v1.0'),
    );
    expect(told(audited)).toContain('lock-drift medium high');
    expect(audited.report.findings[0]?.message).toContain('it is a tag, which is meant to stand still');
  });

  test('of a history that was rewritten is medium, and what changed is told by the files in the lock', async () => {
    const { audited } = await drifted(
      history([second({ 'config.json': '{}', 'model.safetensors': { size: 3000 } }, { parent: null })]),
    );
    expect(told(audited)).toEqual(['lock-drift medium high']);
    expect(audited.report.findings[0]?.message).toMatch(/history was rewritten.*Changed: model\.safetensors\.$/);
  });

  test('cannot be of what is pinned', async () => {
    const { audited } = await drifted(history([first, second({ 'model.safetensors': { size: 2000 } })]), tagged(FIRST));
    expect(told(audited)).toEqual([]);
  });

  test('costs nothing as long as nothing moved', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    await auditOf(root, hub);
    const without = hub.log.length;
    await lockOf(root, hub);
    hub.log.length = 0;
    await auditOf(root, hub);
    expect(hub.log.length).toBe(without);
  });
});

describe('the lock', () => {
  const TWO = `${LOAD}other = AutoModel.from_pretrained("heron-ai/gull", revision="v1.0")\nagain = AutoModel.from_pretrained("heron-ai/gull")\n`;
  const two: Scenario = {
    ...published,
    repositories: [
      ...(published.repositories ?? []),
      modelOf('heron-ai/gull', '2022-10-01', { commits: [first, { ...first, id: SECOND }], tags: { 'v1.0': 0 } }),
    ],
  };

  test('has a block for each repository and revision, and is the same from the same, byte by byte', async () => {
    const [root, hub] = [code(TWO), await hubOf(two)];
    await lockOf(root, hub);
    const text = lockText(root);
    expect(parse(text).repositories).toMatchObject([
      { id: 'heron-ai/gull', kind: 'model', commit: SECOND },
      { id: 'heron-ai/gull', kind: 'model', revision: 'v1.0', commit: FIRST },
      { id: NAME, kind: 'model', resolved: NAME, commit: FIRST, recorded: NOW, owner: { kind: 'org' } },
    ]);
    const again = await lockOf(root, hub, { now: '2026-01-01T00:00:00Z' });
    expect(again).toMatchObject({ written: false, differences: [], entries: 3 });
    expect(lockText(root)).toBe(text);
  });

  test('drops what nothing names any more, and only where all of the code was read', async () => {
    const [root, hub] = [code(TWO), await hubOf(two)];
    await lockOf(root, hub);
    commitOn(root, '2026-01-01', { 'load.py': LOAD });
    expect(differences(await lockOf(root, hub, { paths: ['load.py'] }))).toEqual([]);
    expect(differences(await lockOf(root, hub))).toEqual(['removed heron-ai/gull', 'removed heron-ai/gull@v1.0']);
    expect(parse(lockText(root)).repositories).toHaveLength(1);
  });

  test('records the files that are loaded, by the hashes of git and LFS, and keeps doing so', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    await lockOf(root, hub, { files: true });
    const sha = /^[0-9a-f]{40}$/;
    expect(parse(lockText(root)).repositories[0].files).toEqual([
      { path: 'config.json', size: 2, 'git-sha1': expect.stringMatching(sha) },
      { path: 'model.safetensors', size: 1000, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect((await lockOf(root, hub)).written).toBe(false);
  });

  const index = { weight_map: { a: 'model-1.safetensors', b: 'model-2.safetensors' } };
  const shelf = {
    'config.json': '{}',
    'model.safetensors.index.json': JSON.stringify(index),
    'model-1.safetensors': { size: 10 },
    'model-2.safetensors': { size: 20 },
    'modeling_tern.py': 'x = 1\n',
    'README.md': '# Tern\n',
  };
  const weights = ['config.json', 'model-1.safetensors', 'model-2.safetensors', 'model.safetensors.index.json'];

  test.each<[string, string, readonly string[]]>([
    ['the shards that an index names', LOAD, weights],
    ['code, where it runs', LOAD.replace('")', '", trust_remote_code=True)'), [...weights, 'modeling_tern.py']],
    [
      'the one file that is asked for',
      `from huggingface_hub import hf_hub_download\nhf_hub_download("${NAME}", "config.json")\n`,
      ['config.json'],
    ],
    [
      'all of a data set',
      `from datasets import load_dataset\nrows = load_dataset("${NAME}")\n`,
      [...Object.keys(shelf)].sort(),
    ],
  ])('takes for loaded %s', async (_, text, paths) => {
    const commits = [{ id: FIRST, date: '2022-10-01T11:00:00Z', files: shelf }];
    const hub = await hubOf({
      ...published,
      repositories: [history(commits), { ...history(commits), kind: 'dataset' }],
    });
    const root = code(text);
    await lockOf(root, hub, { files: true });
    const [entry] = parse(lockText(root)).repositories;
    expect(entry.files.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  test('is found from a folder below, and named by --lock', async () => {
    const root = repositoryOf(WRITTEN, { 'load.py': LOAD, 'sub/load.py': LOAD });
    const hub = await hubOf(published);
    await lockOf(root, hub);
    expect((await lockOf(join(root, 'sub'), hub, { check: true })).file).toBe(join(root, 'namesake.lock'));
    const named = join(root, 'sub', 'own.lock');
    expect(await lockOf(root, hub, { flags: { lock: named } })).toMatchObject({ file: named, written: true });
    const flags = { lock: join(root, 'nowhere.lock') };
    await expect(lockOf(root, hub, { flags, check: true })).rejects.toThrow('there is no lock');
  });

  test('where who owns it could not be asked it is recorded without, and learnt later', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    const end = hub.fault(/overview/, faults.html);
    const unsure = await lockOf(root, hub);
    expect(unsure.differences[0]?.text).toContain('who owns it is not known');
    expect(parse(lockText(root)).repositories[0]).not.toHaveProperty('owner');
    expect(told(await auditOf(root, hub))).toEqual([]);
    end();
    expect(differences(await lockOf(root, hub))).toEqual([`updated ${NAME}`]);
    expect(parse(lockText(root)).repositories[0]).toHaveProperty('owner');
  });

  test('is of one Hub', async () => {
    const [root, hub, other] = [code(), await hubOf(published), await hubOf(published)];
    await lockOf(root, hub);
    await expect(lockOf(root, other)).rejects.toThrow(`was recorded from ${hub.url}`);
    // The same identities at another address are the same; others are a guess.
    expect(told(await auditOf(root, other))).toEqual([]);
    other.world.addRepository(upload);
    expect(told(await auditOf(root, other))).toContain('reused-namespace low low');
  });

  test('offline cannot be made, and is compared as far as that goes', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    const flags = { offline: true };
    await expect(lockOf(root, hub, { flags })).rejects.toThrow(UsageError);
    await lockOf(root, hub);
    hub.log.length = 0;
    expect(differences(await lockOf(root, hub, { flags, check: true }))).toEqual([]);
    commitOn(root, '2026-01-01', { 'load.py': tagged('v1.0') });
    expect(differences(await lockOf(root, hub, { flags, check: true }))).toEqual([
      `removed ${NAME}`,
      `added ${NAME}@v1.0`,
    ]);
    expect(hub.log).toEqual([]);
  });
});

describe('a lock that cannot be used', () => {
  test.each<[string, string | ((text: string) => string), string]>([
    [
      'newer',
      (text) => text.replace('version: 1', 'version: 2'),
      'version: it has version 2, and this namesake knows version 1',
    ],
    ['no YAML', '{', ':1: '],
    ['another file', 'packages: []\n', 'version: expected 1'],
    ['empty', '', 'version'],
    [
      'cut in the middle',
      (text) => text.slice(0, text.indexOf('commit:')),
      'repositories[0].commit: expected text, and it is missing',
    ],
    [
      'with an identity that is none',
      (text) => text.replace(/_id: "[0-9a-f]{24}"\n/, '_id: "1"\n'),
      'repositories[0]._id',
    ],
    [
      'with a key twice',
      (text) => text.replace('    kind: model', '    kind: model\n    kind: space'),
      'it stands there twice',
    ],
    ['with a merge left unfinished and broken', (text) => `${text}>>>>>>> theirs\n`, 'a merge was left unfinished'],
  ])('%s: said with its line, for audit, check and lock, and never written over', async (_, text, words) => {
    const [root, hub] = [code(), await hubOf(published)];
    await lockOf(root, hub);
    const broken = typeof text === 'string' ? text : text(lockText(root));
    write(root, { 'namesake.lock': broken });
    for (const run of [() => lockOf(root, hub), () => lockOf(root, hub, { check: true }), () => auditOf(root, hub)]) {
      await expect(run()).rejects.toThrow(ConfigError);
      await expect(run()).rejects.toThrow(words);
    }
    expect(lockText(root)).toBe(broken);
  });

  test('a link is not followed, neither to read nor to write', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    symlinkSync(join(root, 'load.py'), join(root, 'namesake.lock'));
    await expect(lockOf(root, hub)).rejects.toThrow('it is a link');
    expect(lockText(root, 'load.py')).toBe(LOAD);
  });
});

describe('a merge of two branches', () => {
  const names = ['heron-ai/avocet', 'heron-ai/bittern', 'heron-ai/crane', 'heron-ai/dunlin', 'heron-ai/egret'];
  const birds: Scenario = { ...published, repositories: names.map((name) => modelOf(name, '2022-10-01')) };
  const loading = (name: string) =>
    `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("${name}")\n`;
  const file = (name: string) => ({ [`${name.split('/')[1]}.py`]: loading(name) });

  /** Two branches, each of which adds a name and locks; the result of merging one into the other. */
  async function merged(common: string[], ours: string, theirs: string, attributes = '') {
    const hub = await hubOf(birds);
    const root = repositoryOf(WRITTEN, Object.assign({ '.gitattributes': attributes }, ...common.map(file)));
    await lockOf(root, hub);
    commitOn(root, '2023-06-01', {});
    git(root, 'branch', 'theirs');
    write(root, file(ours));
    await lockOf(root, hub, { now: '2024-03-01T00:00:00Z' });
    commitOn(root, '2024-03-01', {});
    git(root, 'checkout', '-q', 'theirs');
    write(root, file(theirs));
    await lockOf(root, hub, { now: '2024-04-01T00:00:00Z' });
    commitOn(root, '2024-04-01', {});
    git(root, 'checkout', '-q', 'main');
    let clean = true;
    try {
      git(root, 'merge', '-q', '-m', 'merge', 'theirs');
    } catch {
      clean = false;
    }
    return { hub, root, clean };
  }

  test('is clean where there is an entry between the new ones, and the lock is that of both', async () => {
    const { hub, root, clean } = await merged(
      ['heron-ai/avocet', 'heron-ai/crane', 'heron-ai/egret'],
      'heron-ai/bittern',
      'heron-ai/dunlin',
    );
    expect(clean).toBe(true);
    expect(differences(await lockOf(root, hub, { check: true }))).toEqual([]);
    expect((await lockOf(root, hub)).written).toBe(false);
    expect(parse(lockText(root)).repositories.map(({ id }: { id: string }) => id)).toEqual(names);
  });

  test('of neighbours conflicts, which audit says and "namesake lock" settles', async () => {
    const { hub, root, clean } = await merged(['heron-ai/avocet'], 'heron-ai/bittern', 'heron-ai/crane');
    expect(clean).toBe(false);
    expect(lockText(root)).toMatch(/^<{7} /m);
    await expect(auditOf(root, hub)).rejects.toThrow('a merge was left unfinished here');
    expect(differences(await lockOf(root, hub))).toEqual([]);
    expect(parse(lockText(root)).repositories).toMatchObject([
      { id: 'heron-ai/avocet', recorded: NOW },
      { id: 'heron-ai/bittern', recorded: '2024-03-01T00:00:00Z' },
      { id: 'heron-ai/crane', recorded: '2024-04-01T00:00:00Z' },
    ]);
  });

  test('of neighbours is clean with the union driver of git', async () => {
    const { hub, root, clean } = await merged(
      ['heron-ai/avocet'],
      'heron-ai/bittern',
      'heron-ai/crane',
      'namesake.lock merge=union\n',
    );
    expect(clean).toBe(true);
    expect(differences(await lockOf(root, hub, { check: true }))).toEqual([]);
    expect(parse(lockText(root)).repositories).toHaveLength(3);
  });

  test('of two identities under one name is for a person to decide', async () => {
    const { hub, root } = await merged(['heron-ai/avocet'], 'heron-ai/bittern', 'heron-ai/crane');
    const [ours] = /[0-9a-f]{24}/.exec(lockText(root).slice(lockText(root).indexOf('bittern'))) ?? [''];
    const text = lockText(root).replaceAll('heron-ai/crane', 'heron-ai/bittern');
    write(root, { 'namesake.lock': text });
    expect(ours).not.toBe('');
    await expect(lockOf(root, hub)).rejects.toThrow('model heron-ai/bittern stands there with two identities');
    expect(lockText(root)).toBe(text);
  });
});

describe('for hermeto', () => {
  const format = { format: 'hermeto' } as const;
  const FILE = 'huggingface.lock.yaml';

  test('has the names as written, commits, and no key that hermeto does not know', async () => {
    const text = `${LOAD}${tagged('v1.0')}from datasets import load_dataset\nrows = load_dataset("heron-ai/rows")\n`;
    const spec: Scenario = {
      ...published,
      repositories: [
        ...(published.repositories ?? []),
        modelOf('heron-ai/rows', '2022-10-01', { kind: 'dataset', commits: [first] }),
      ],
    };
    const [root, hub] = [code(text), await hubOf(spec)];
    hub.world.transferRepository('model', NAME, 'heron-ai/tern-7b');
    await lockOf(root, hub, format);
    expect(parse(lockText(root, FILE))).toEqual({
      metadata: { version: '1.0' },
      models: [
        { repository: 'heron-ai/rows', revision: FIRST, type: 'dataset' },
        { repository: NAME, revision: FIRST, type: 'model' },
        { repository: NAME, revision: FIRST, ref: 'v1.0', type: 'model' },
      ],
    });
    expect(existsSync(join(root, 'namesake.lock'))).toBe(false);
    expect(differences(await lockOf(root, hub, { ...format, check: true }))).toEqual([]);
  });

  test('keeps the patterns that a person has chosen, and moves the commit', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    write(root, {
      [FILE]: `# by hand\nmetadata:\n  version: "1.0"\nmodels:\n  - repository: ${NAME}\n    revision: ${SECOND}\n    include_patterns: ["*.safetensors"]\n`,
    });
    const checked = await lockOf(root, hub, { ...format, check: true });
    expect(checked.differences.map(({ is, text }) => `${is} ${text}`)).toEqual([`updated ${SECOND} -> ${FIRST}`]);
    await lockOf(root, hub, format);
    expect(parse(lockText(root, FILE)).models).toEqual([
      { repository: NAME, revision: FIRST, type: 'model', include_patterns: ['*.safetensors'] },
    ]);
    await lockOf(root, hub, { ...format, files: true });
    expect(parse(lockText(root, FILE)).models[0].include_patterns).toEqual(['config.json', 'model.safetensors']);
  });

  test('does not take a name whose identity is not that of namesake.lock', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    await lockOf(root, hub);
    await lockOf(root, hub, format);
    const before = lockText(root, FILE);
    hub.world.deleteOwner('heron-labs');
    hub.world.addAccount(stranger);
    hub.world.addRepository(upload);
    expect(differences(await lockOf(root, hub, format))).toEqual([`reused ${NAME}`]);
    expect(lockText(root, FILE)).toBe(before);
  });

  test('a file that hermeto would refuse is said with its line, and not written over', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    const broken = `metadata:\n  version: "1.0"\nmodels:\n  - repository: ${NAME}\n    revision: main\n`;
    write(root, { [FILE]: broken });
    await expect(lockOf(root, hub, format)).rejects.toThrow(`${FILE}:5: models[0].revision: expected a commit`);
    expect(lockText(root, FILE)).toBe(broken);
  });
});
