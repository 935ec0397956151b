import { describe, expect, test } from 'vitest';
import { git, makeTree, write } from '../collect/tree.ts';
import { failing, faults } from '../stand-in/faults.ts';
import type { Scenario } from '../stand-in/scenario.ts';
import { accountOf, auditOf, commitOn, hubOf, modelOf, repositoryOf, told } from './audited.ts';

const LOAD = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const TEMPLATE =
  'from transformers import AutoModel\n\ndef load(size):\n    return AutoModel.from_pretrained(f"heron-labs/tern-{size}")\n';
const WRITTEN = '2023-05-06';

/** heron-labs has published tern-7b, months before anyone wrote its name. */
const published: Scenario = {
  accounts: [accountOf('heron-labs', '2022-08-01'), accountOf('heron-ai', '2022-09-01')],
  repositories: [modelOf('heron-labs/tern-7b', '2022-10-01')],
};
const code = () => repositoryOf(WRITTEN, { 'load.py': LOAD });

describe('a story without a lock', () => {
  test('delete the owner, register the name anew, upload again', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    expect(told(await auditOf(root, hub))).toEqual([]);

    hub.world.deleteOwner('heron-labs');
    expect(told(await auditOf(root, hub))).toEqual(['orphaned-namespace critical high']);

    hub.world.addAccount(accountOf('heron-labs', '2025-06-01', { kind: 'user' }));
    expect(told(await auditOf(root, hub))).toEqual(['missing-repository medium high']);

    hub.world.addRepository(modelOf('heron-labs/tern-7b', '2025-06-02'));
    const audited = await auditOf(root, hub);
    expect(told(audited)).toEqual(['reused-namespace critical high']);
    const [finding] = audited.report.findings;
    for (const day of [WRITTEN, '2025-06-01', '2025-06-02']) expect(finding?.message).toContain(day);
    expect(finding?.places).toMatchObject([{ site: { path: 'load.py', line: 2 } }]);
  });

  test('transfer, delete the old owner, register the old name, create the repository there', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.world.transferRepository('model', 'heron-labs/tern-7b', 'heron-ai/tern-7b');
    expect(told(await auditOf(root, hub))).toEqual(['moved-repository low high']);

    hub.world.deleteOwner('heron-labs');
    expect(told(await auditOf(root, hub))).toEqual(['orphaned-redirect critical high']);

    hub.world.addAccount(accountOf('heron-labs', '2025-06-01'));
    const half = await auditOf(root, hub);
    expect(told(half)).toEqual(['reused-namespace high high']);
    expect(half.report.findings[0]?.message).toContain('The redirect holds until they create heron-labs/tern-7b');

    hub.world.addRepository(modelOf('heron-labs/tern-7b', '2025-06-02'));
    expect(told(await auditOf(root, hub))).toEqual(['reused-namespace critical high']);
  });

  test('rename the account, and let somebody take the old name', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.world.renameOwner('heron-labs', 'tern-labs');
    expect(told(await auditOf(root, hub))).toEqual(['orphaned-redirect critical high']);
    hub.world.addAccount(accountOf('heron-labs', '2025-06-01'));
    expect(told(await auditOf(root, hub))).toEqual(['reused-namespace high high']);
  });

  test('an old repository that is transferred to the new account does not hide it', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.world.deleteOwner('heron-labs');
    hub.world.addAccount(accountOf('heron-labs', '2025-06-01'));
    hub.world.addRepository(modelOf('heron-ai/something-old', '2022-09-09'));
    hub.world.transferRepository('model', 'heron-ai/something-old', 'heron-labs/tern-7b');
    expect(told(await auditOf(root, hub))).toEqual(['reused-namespace critical medium']);
  });

  test('a template is orphaned, and then reused, with its namespace', async () => {
    const [root, hub] = [repositoryOf(WRITTEN, { 'load.py': TEMPLATE }), await hubOf(published)];
    hub.world.deleteOwner('heron-labs');
    expect(told(await auditOf(root, hub))).toEqual(expect.arrayContaining(['orphaned-namespace critical medium']));
    hub.world.addAccount(accountOf('heron-labs', '2025-06-01'));
    expect(told(await auditOf(root, hub))).toEqual(expect.arrayContaining(['reused-namespace critical medium']));
  });
});

/** What stands behind the name is of June 2025, account and all. */
const remade: Scenario = {
  accounts: [accountOf('heron-labs', '2025-06-01')],
  repositories: [modelOf('heron-labs/tern-7b', '2025-06-02')],
};

describe('the day of the line', () => {
  test('is not that of the commit that moved and indented it', async () => {
    const [root, hub] = [code(), await hubOf(remade)];
    commitOn(root, '2026-01-01', {
      'load.py': null,
      'models.py': `import os\n\n\ndef load():\n    ${LOAD.trim().replace('\n', '\n    ')}\n    return model\n`,
    });
    expect(told(await auditOf(root, hub))).toEqual(['reused-namespace critical high']);
  });

  test('is that of the first mention, where the line was rewritten shortly before', async () => {
    const [root, hub] = [code(), await hubOf(remade)];
    commitOn(root, '2025-05-28', {
      'load.py':
        'import transformers as t\nweights = t.AutoModel.from_pretrained("heron-labs/tern-7b", device_map="auto")\n',
    });
    const audited = await auditOf(root, hub);
    expect(told(audited)).toEqual(['reused-namespace critical high']);
    expect(audited.report.findings[0]?.message).toContain(WRITTEN);
  });

  test('is that of what is staged', async () => {
    const [root, hub] = [code(), await hubOf(remade)];
    commitOn(root, '2026-01-01', { 'load.py': LOAD });
    git(root, 'rm', '-q', '--cached', 'load.py');
    git(root, 'add', 'load.py');
    expect(told(await auditOf(root, hub, true))).toEqual([]);
    commitOn(root, '2026-01-01', { 'load.py': `${LOAD}x = 1\n` });
    git(root, 'reset', '-q', '--soft', 'HEAD~1');
    expect(told(await auditOf(root, hub, true))).toEqual(['reused-namespace critical high']);
  });

  test('in a shallow clone is told as far as it goes, and that it may be older', async () => {
    const origin = code();
    commitOn(origin, '2023-07-08', { 'other.py': 'x = 1\n' });
    const clones = makeTree({});
    git(clones, 'clone', '-q', '--depth', '1', `file://${origin}`, 'shallow');
    git(`${clones}/shallow`, 'remote', 'remove', 'origin');

    // Born after the clone begins: the line was there before, however old it is.
    expect(told(await auditOf(`${clones}/shallow`, await hubOf(remade)))).toEqual(['reused-namespace critical high']);

    // Born between the line and the day on which the clone begins: nobody can tell, and that is said.
    const between = await hubOf({
      accounts: [accountOf('heron-labs', '2023-06-01')],
      repositories: [modelOf('heron-labs/tern-7b', '2023-06-02')],
    });
    const open = await auditOf(`${clones}/shallow`, between);
    expect(told(open)).toEqual([]);
    expect(open.report.diagnostics).toMatchObject([{ message: expect.stringContaining('the clone is shallow') }]);
    expect(told(await auditOf(origin, between))).toEqual(['reused-namespace critical medium']);
  });
});

describe('no alarm', () => {
  test('of an owner who is only locked', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.world.lockOwner('heron-labs');
    expect(told(await auditOf(root, hub))).toEqual([]);
  });

  test('of an overview that fails once, or for good', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.fault(/overview/, failing(503), 1);
    expect(told(await auditOf(root, hub))).toEqual([]);
    hub.fault(/overview/, faults.html);
    expect(told(await auditOf(root, hub))).toEqual([]);
  });

  test('of the outage of 2023: organizations missing, models refused, known-good ones too', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.fault(/organizations/, faults.noOrganization);
    const back = hub.fault(/api\/models/, faults.unauthorized);
    expect(told(await auditOf(root, hub))).toEqual(['unverified-reference info high']);
    // The models come back first.
    back();
    expect(told(await auditOf(root, hub))).toEqual([]);
  });

  test('of another letter case', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.world.transferRepository('model', 'heron-labs/tern-7b', 'heron-labs/Tern-7B');
    expect(told(await auditOf(root, hub))).toEqual([]);
  });

  test('of a repository renamed within its namespace, beyond that it was', async () => {
    const [root, hub] = [code(), await hubOf(published)];
    hub.world.transferRepository('model', 'heron-labs/tern-7b', 'heron-labs/tern-7b-v1');
    expect(told(await auditOf(root, hub))).toEqual(['moved-repository info high']);
  });

  test('of a user who became an organization and kept the id', async () => {
    // The id is of August 2022; the organization was made of it three years later.
    const oid = `62e7a480${'0'.repeat(16)}`;
    const hub = await hubOf({ ...published, accounts: [accountOf('heron-labs', '2025-06-01', { oid })] });
    expect(told(await auditOf(code(), hub))).toEqual([]);
  });

  test('of clocks that differ, and of code of the day before the publication', async () => {
    const hub = await hubOf({
      accounts: [accountOf('heron-labs', '2023-05-08')],
      repositories: [modelOf('heron-labs/tern-7b', '2023-05-08')],
    });
    expect(told(await auditOf(code(), hub))).toEqual([]);
  });

  test('of a repository that is audited by its own author, under whatever spelling', async () => {
    const hub = await hubOf({
      accounts: [accountOf('heron-labs', '2022-08-01')],
      repositories: [modelOf('heron-labs/tern-7b', '2025-06-02')],
    });
    const root = code();
    expect(told(await auditOf(root, hub))).toEqual(['reused-namespace medium medium']);
    git(root, 'remote', 'add', 'origin', 'git@github.com:HeronLabs/tern.git');
    expect(told(await auditOf(root, hub))).toEqual([]);
  });

  test('of an author whose account is younger than his code, above a hint', async () => {
    const root = code();
    git(root, 'remote', 'add', 'origin', 'https://github.com/heron-labs/tern');
    expect(told(await auditOf(root, await hubOf(remade)))).toEqual(['reused-namespace low low']);
  });

  test('of a history that was squashed into one commit after all that', async () => {
    expect(told(await auditOf(repositoryOf('2026-01-01', { 'load.py': LOAD }), await hubOf(remade)))).toEqual([]);
  });

  test('of what is not committed yet, and of a folder without git', async () => {
    const [root, hub] = [repositoryOf(WRITTEN, { 'a.py': 'x = 1\n', 'load.py': '\n' }), await hubOf(remade)];
    write(root, { 'load.py': LOAD, 'new.py': LOAD });
    expect(told(await auditOf(root, hub))).toEqual([]);
    expect(told(await auditOf(makeTree({ 'load.py': LOAD }), hub))).toEqual([]);
  });

  test('of a repository that the Hub imported in 2022, in code that is older', async () => {
    const hub = await hubOf({
      accounts: [accountOf('heron-labs', '2022-03-02')],
      repositories: [{ ...modelOf('heron-labs/tern-7b', '2022-03-02'), created: '2022-03-02T23:29:04Z' }],
    });
    expect(told(await auditOf(repositoryOf('2020-05-06', { 'load.py': LOAD }), hub))).toEqual([]);
  });
});
