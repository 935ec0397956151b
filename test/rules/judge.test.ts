import { describe, expect, test } from 'vitest';
import type { Persona, Place, Reference, Resolution, RevisionState, Subject } from '../../src/model.ts';
import { account, GONE, live, model, moved, TROUBLE } from '../../src/rules/example.ts';
import { type JudgeOptions, judge } from '../../src/rules/judge.ts';
import { RULES } from '../../src/rules/registry.ts';
import { FULL, mention, OTHER, reference, repositorySubject, siteAt, templateSubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const ONLINE: JudgeOptions = {
  rules: {},
  persona: 'regular',
  offline: false,
  comments: new Map(),
  ignore: [],
  ignorePrefix: '',
  configFile: null,
  today: '2026-06-15',
  partial: false,
};
const absent = { state: 'absent', owner: GONE } as const;
const rulesOf = (subjects: readonly Subject[], options: Partial<JudgeOptions> = {}) =>
  judge(subjects, { ...ONLINE, ...options }).findings.map((finding) => finding.rule);

describe('judge', () => {
  const plain = reference(NAME);
  const bare = reference('gpt2');
  const code = reference(NAME, { remoteCode: true });
  const branch = reference(NAME, { revision: { at: 'named', name: 'main' } });
  const short = reference(NAME, { revision: { at: 'short', commit: FULL.slice(0, 7) } });
  const pinned = reference(NAME, { revision: { at: 'commit', commit: FULL } });
  const dynamic = reference(NAME, { revision: { at: 'dynamic', text: 'REV' } });
  const owned = account('heron-labs');
  /** What is loaded, what the Hub says of it and of its revision, and the rules that speak: one cause gives one finding. */
  const cases: [string, Reference, Resolution | null, Record<string, RevisionState>, string[]][] = [
    ['an unpinned load that answers', plain, live(NAME), {}, ['unpinned-revision']],
    ['a pinned load that answers', pinned, live(NAME), { [FULL]: { state: 'found', commit: FULL } }, []],
    ['a revision that could not be followed', dynamic, live(NAME), {}, []],
    ['a branch', branch, live(NAME), { main: { state: 'found', commit: FULL } }, ['mutable-revision']],
    ['a missing branch', branch, live(NAME), { main: { state: 'missing' } }, ['unknown-revision']],
    [
      'a missing branch with code',
      { ...branch, remoteCode: true },
      live(NAME),
      { main: { state: 'missing' } },
      ['unknown-revision'],
    ],
    ['a short commit', short, live(NAME), { [FULL.slice(0, 7)]: { state: 'found', commit: FULL } }, ['short-revision']],
    ['a missing commit', pinned, live(NAME), { [FULL]: { state: 'missing' } }, ['unknown-revision']],
    ['a commit that could not be asked about', pinned, live(NAME), { [FULL]: TROUBLE }, ['unverified-reference']],
    ['remote code', code, live(NAME), {}, ['unpinned-remote-code']],
    ['remote code at a branch', { ...branch, remoteCode: true }, live(NAME), {}, ['unpinned-remote-code']],
    ['remote code at a short commit', { ...short, remoteCode: true }, live(NAME), {}, ['unpinned-remote-code']],
    ['an orphaned namespace', plain, absent, {}, ['orphaned-namespace']],
    ['an orphaned namespace with remote code', code, absent, {}, ['orphaned-namespace']],
    ['an orphaned namespace and a branch', branch, absent, {}, ['orphaned-namespace']],
    ['an orphaned redirect', plain, moved('heron-ai/tern-7b', GONE), {}, ['orphaned-redirect']],
    [
      'an orphaned redirect, remote code, no such branch',
      { ...branch, remoteCode: true },
      moved('heron-ai/tern-7b', GONE),
      { main: { state: 'missing' } },
      ['orphaned-redirect'],
    ],
    [
      'an orphaned redirect and a commit that could not be asked about',
      pinned,
      moved('heron-ai/tern-7b', GONE),
      { [FULL]: TROUBLE },
      ['orphaned-redirect'],
    ],
    ['a moved repository, pinned', pinned, moved('heron-ai/tern-7b', owned), {}, ['moved-repository']],
    [
      'a moved repository, unpinned',
      plain,
      moved('heron-ai/tern-7b', owned),
      {},
      ['moved-repository', 'unpinned-revision'],
    ],
    [
      'a redirect from an unknown owner',
      pinned,
      moved('heron-ai/tern-7b', TROUBLE),
      {},
      ['moved-repository', 'unverified-reference'],
    ],
    [
      'a bare name',
      { ...bare, revision: pinned.revision },
      moved('openai-community/gpt2', null),
      {},
      ['unqualified-id'],
    ],
    ['a bare name that is missing', bare, { state: 'absent', owner: null }, {}, ['missing-repository']],
    ['a missing repository', plain, { state: 'absent', owner: owned }, {}, ['missing-repository']],
    [
      'a missing repository with an unknown owner',
      code,
      { state: 'absent', owner: TROUBLE },
      {},
      ['unverified-reference'],
    ],
    ['a restricted repository, pinned', pinned, { state: 'restricted', why: 'gated', owner: null }, {}, []],
    ['an unknown answer, pinned', pinned, TROUBLE, {}, ['unverified-reference']],
    ['an offline run', plain, null, {}, ['unpinned-revision']],
    ['an offline run, pinned', pinned, null, {}, []],
    [
      'a mention of a branch',
      mention(NAME, { revision: branch.revision }),
      live(NAME),
      { main: { state: 'found', commit: FULL } },
      [],
    ],
  ];

  test.each(cases)('%s gives what it should, and no more', (_, of, resolution, revisions, rules) => {
    expect(rulesOf([repositorySubject([of], resolution, revisions)], { persona: 'auditor' })).toEqual(rules);
  });

  test('two places of one repository that differ each find their rule', () => {
    const { findings } = judge([repositorySubject([code, { ...plain, site: siteAt('b.py', 3) }], live(NAME))], ONLINE);
    expect(findings.map((finding) => [finding.rule, finding.places.map((at) => at.site.path)])).toEqual([
      ['unpinned-remote-code', ['load.py']],
      ['unpinned-revision', ['b.py']],
    ]);
  });

  test('a template is found by its text', () => {
    const [finding] = judge([templateSubject('heron-labs', GONE)], ONLINE).findings;
    expect(finding).toMatchObject({ rule: 'orphaned-namespace', kind: 'model', id: 'f"heron-labs/tern-{size}"' });
  });

  test('findings stand by severity, then rule, then id', () => {
    const subjects = [
      repositorySubject([reference('b/x')], live('b/x')),
      repositorySubject([reference('c/x', { revision: branch.revision })], live('c/x')),
      repositorySubject([reference('a/x')], live('a/x')),
      repositorySubject([reference('z/x')], absent),
      repositorySubject([reference('m/x')], TROUBLE),
    ];
    expect(judge(subjects, ONLINE).findings.map((finding) => [finding.severity, finding.rule, finding.id])).toEqual([
      ['critical', 'orphaned-namespace', 'z/x'],
      ['low', 'mutable-revision', 'c/x'],
      ['low', 'unpinned-revision', 'a/x'],
      ['low', 'unpinned-revision', 'b/x'],
      ['low', 'unpinned-revision', 'm/x'],
      ['info', 'unverified-reference', 'm/x'],
    ]);
  });

  test('places stand by role, then path, then line, and each once', () => {
    const at = (place: Place, path: string, line: number) => reference(NAME, { place, site: siteAt(path, line) });
    const references = [
      at('prose', 'a.md', 1),
      at('call', 'b.py', 10),
      at('call', 'b.py', 9),
      at('call', 'a.py', 20),
      at('call', 'a.py', 20),
      at('default', 'z.py', 1),
    ] as const;
    const [finding] = judge([repositorySubject([references[0], ...references.slice(1)], absent)], ONLINE).findings;
    expect(finding?.places.map(({ place, site }) => `${place} ${site.path}:${site.line}`)).toEqual([
      'default z.py:1',
      'call a.py:20',
      'call b.py:9',
      'call b.py:10',
      'prose a.md:1',
    ]);
  });

  test('a guess never weighs more than low', () => {
    const guess = reference(NAME, { confidence: 'low' });
    const [finding] = judge([repositorySubject([guess], absent)], ONLINE).findings;
    expect(finding).toMatchObject({ rule: 'orphaned-namespace', severity: 'low', confidence: 'low' });
  });

  test('a doubt about what is sure lowers the confidence and leaves the severity', () => {
    const [finding] = judge([repositorySubject([reference('heron_labs/tern-7b')], absent)], ONLINE).findings;
    expect(finding).toMatchObject({ severity: 'critical', confidence: 'medium' });
  });

  test('offline, the rules that need the Hub decline and are named', () => {
    const { declined, findings } = judge([repositorySubject([plain], absent)], { ...ONLINE, offline: true });
    expect(findings).toEqual([]);
    expect(declined).toEqual(RULES.filter((rule) => rule.meta.needsHub).map((rule) => rule.meta.name));
    expect(declined).toContain('orphaned-namespace');
    expect(declined).not.toContain('unpinned-revision');
  });

  test('online, nothing declines', () => {
    expect(judge([], { ...ONLINE, scanned: true }).declined).toEqual([]);
    expect(judge([], ONLINE).declined).toEqual(
      RULES.filter((rule) => rule.meta.needsScan === true).map((rule) => rule.meta.name),
    );
  });

  test('a rule that is off neither runs nor declines', () => {
    const off = { rules: { 'orphaned-namespace': 'off' } } as const;
    expect(rulesOf([repositorySubject([plain], absent)], off)).toEqual([]);
    expect(judge([], { ...ONLINE, ...off, offline: true }).declined).not.toContain('orphaned-namespace');
  });

  test('a severity from the configuration is what all findings of the rule have', () => {
    const rules = { 'orphaned-namespace': { severity: 'medium' } } as const;
    const subjects = [
      repositorySubject([plain], absent),
      repositorySubject([reference('a/x', { confidence: 'low' })], absent),
    ];
    expect(judge(subjects, { ...ONLINE, rules }).findings.map((finding) => finding.severity)).toEqual([
      'medium',
      'medium',
    ]);
  });

  test.each<[Persona, string[], number]>([
    ['regular', [], 1],
    ['pedantic', ['unresolved-reference'], 0],
    ['auditor', ['unresolved-reference'], 0],
  ])('a %s reader is shown %j; %d are counted as hidden', (persona, shown, count) => {
    const { findings, hidden } = judge([templateSubject(null, null)], { ...ONLINE, persona });
    expect([findings.map((finding) => finding.rule), hidden]).toEqual([shown, count]);
  });

  test('hostile names are passed on as they are', () => {
    const name = '\u001b[31m/](http://x)';
    const id = { ...model('x/y'), namespace: '\u001b[31m', name: '](http://x)' };
    const [finding] = judge([repositorySubject([reference(name, { id })], absent)], ONLINE).findings;
    expect(finding?.id).toBe(name);
    expect(finding?.message).toContain(name);
  });

  test('no advice names a repository that the Hub did not', () => {
    const resolutions = [live(NAME), absent, { state: 'absent', owner: owned } as const, TROUBLE, null];
    const subjects = resolutions.map((resolution) =>
      repositorySubject([code, pinned, branch], resolution, { [FULL]: { state: 'missing' } }),
    );
    for (const { advice } of judge(subjects, { ...ONLINE, persona: 'auditor' }).findings) {
      expect(advice.replace('namespace/name', '')).not.toMatch(/\w\/\w/);
    }
  });

  test('a commit in an advice ends it, ready to paste', () => {
    const subjects = [
      repositorySubject([plain], live(NAME, { commit: OTHER })),
      repositorySubject([reference('a/x')], moved('b/x', GONE, { commit: OTHER })),
      repositorySubject([reference('c/x', { remoteCode: true })], live('c/x', { commit: OTHER })),
    ];
    const advice = judge(subjects, ONLINE).findings.map((finding) => finding.advice.split(' ').at(-1));
    expect(advice).toEqual([OTHER, OTHER, OTHER]);
  });
});
