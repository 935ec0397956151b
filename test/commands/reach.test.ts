import { describe, expect, test } from 'vitest';
import { makeTree } from '../collect/tree.ts';
import { failing } from '../stand-in/faults.ts';
import type { RepositorySpec } from '../stand-in/scenario.ts';
import { accountOf, auditOf, hubOf, modelOf, told } from './audited.ts';

const at = (digit: string) => digit.repeat(40);
const day = (number: number) => ({ date: `2022-10-0${number}T11:00:00Z` });
const load = (revision: string, more = '') =>
  `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${revision}"${more})\n`;

/** main is at b after a; c is proposed by pull request 7; d was on main before its history was rewritten. */
const hubWith = (more: Partial<RepositorySpec> = {}) =>
  hubOf({
    accounts: [accountOf('heron-labs', '2022-08-01')],
    repositories: [
      modelOf('heron-labs/tern-7b', '2022-10-01', {
        commits: [
          { id: at('a'), ...day(1) },
          { id: at('b'), ...day(2) },
          { id: at('c'), ...day(3) },
          { id: at('d'), ...day(4), parent: null },
        ],
        branches: { main: 1 },
        pulls: { '7': 2 },
        ...more,
      }),
    ],
  });

describe('a pinned commit', () => {
  test.each([
    ['the head of main', load(at('b')), []],
    ['an older one of main', load(at('a')), []],
    ["a pull request's", load(at('c')), ['impostor-revision high high']],
    [
      "a pull request's, and its code is run",
      load(at('c'), ', trust_remote_code=True'),
      ['impostor-revision critical high'],
    ],
    ['one that nothing leads to', load(at('d')), ['impostor-revision medium medium']],
    ['one that is not there', load(at('e')), ['unknown-revision high high']],
    ['only mentioned', `# ${load(at('c')).split('\n')[1]}\n`, []],
  ])('%s', async (_, text, findings) => {
    expect(told(await auditOf(makeTree({ 'load.py': text }), await hubWith()))).toEqual(findings);
  });

  test('of a gated repository, whose history is kept back, is not judged', async () => {
    const audited = await auditOf(makeTree({ 'load.py': load(at('c')) }), await hubWith({ gated: 'auto' }));
    expect(told(audited)).toEqual([]);
  });

  test('is not judged where the history cannot be had', async () => {
    const hub = await hubWith();
    hub.fault(/commits/, failing(404));
    expect(told(await auditOf(makeTree({ 'load.py': load(at('d')) }), hub))).toEqual([]);
  });

  test('that is the head of the default branch costs no question about refs', async () => {
    const hub = await hubWith();
    await auditOf(makeTree({ 'load.py': load(at('b')) }), hub);
    expect(hub.log.filter(({ path }) => /refs|commits/.test(path))).toEqual([]);
  });
});

describe('a revision that looks like a commit', () => {
  test.each([
    ['a branch', { branches: { main: 1, aaaaaaa: 3 } }],
    ['a tag', { tags: { aaaaaaa: 3 } }],
  ])('and is the name of %s', async (_, refs) => {
    const audited = await auditOf(makeTree({ 'load.py': load('aaaaaaa') }), await hubWith(refs));
    expect(told(audited)).toEqual(['impostor-revision high high', 'short-revision low high']);
    const [finding] = audited.report.findings;
    expect(finding?.message).toContain(at('d'));
  });

  test('and is the beginning of one is short, and no more', async () => {
    const audited = await auditOf(makeTree({ 'load.py': load('aaaaaaa') }), await hubWith());
    expect(told(audited)).toEqual(['short-revision low high']);
  });
});

test('the ref of a pull request is mutable, and in the hands of others', async () => {
  const audited = await auditOf(makeTree({ 'load.py': load('refs/pr/7') }), await hubWith());
  expect(told(audited)).toEqual(['mutable-revision medium high']);
});

describe('a repository that is not open', () => {
  const LOAD = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
  test('is told as disabled', async () => {
    const audited = await auditOf(makeTree({ 'load.py': LOAD }), await hubWith({ disabled: true }));
    expect(told(audited)).toEqual(['disabled-repository medium high']);
  });

  test('is told as gated to those who want to know, and to nobody else', async () => {
    const audited = await auditOf(makeTree({ 'load.py': LOAD }), await hubWith({ gated: 'manual' }));
    expect(told(audited)).toEqual([]);
    expect(audited.report.summary.hidden).toBeGreaterThan(0);
  });
});

describe('a name like a well-known one', () => {
  const LOAD = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("mistral-ai/tern-7b")\n';
  const hubOfNames = (created: string, followers: number) =>
    hubOf({
      accounts: [accountOf('mistral-ai', created, { followers })],
      repositories: [modelOf('mistral-ai/tern-7b', created)],
    });

  test('of an account with nothing to show is told', async () => {
    const audited = await auditOf(makeTree({ 'load.py': LOAD }), await hubOfNames('2026-10-01', 0));
    expect(told(audited)).toEqual(['lookalike-namespace high high']);
  });

  test('is not where the account has followers and years, or does not answer', async () => {
    const root = makeTree({ 'load.py': LOAD });
    expect(told(await auditOf(root, await hubOfNames('2023-01-01', 400)))).toEqual([]);
    const hub = await hubOfNames('2026-10-01', 0);
    hub.fault(/mistral-ai\/overview/, failing(418));
    expect(told(await auditOf(root, hub))).toEqual([]);
  });
});
