/** A report of an audit with all that the Hub said: every state of a namespace, dates that are the argument, a lock with hashes. */

import type { Finding, LockEntry, Owner, Reference, Report, Repository, Resolution, Subject } from '../../src/model.ts';
import { CONTEXT, finding, hostile, reference, report, repository, SUMMARY, site } from './sample.ts';

export const COMMIT = '0a67737cc96d2554230f90338b163bc6380a2a85';
export const OTHER_COMMIT = '607a30d783dfa663caf39e06633721c8d4cfcd7e';
export const SHA256 = 'a'.repeat(64);

const TEXT = [
  'import os',
  '',
  'from transformers import AutoModel, pipeline',
  '',
  'RERANKER = os.getenv("RERANKER", "lost-lab/rerank-mini")',
  '',
  '',
  'def sentiment():',
  '    return pipeline("text-classification", model="heron-labs/tern-7b")',
  '',
  '',
  'def writer():',
  `    return AutoModel.from_pretrained("openai-community/gpt2", revision="${OTHER_COMMIT}")`,
  '',
  '',
  'def chat():',
  '    return AutoModel.from_pretrained("bright-lab/tiny-chat", revision="main", trust_remote_code=True)',
  '',
].join('\n');

export const AUDITED_CONTEXT = {
  ...CONTEXT,
  text: (path: string) => (path === 'src/models.py' ? TEXT : CONTEXT.text(path)),
};

/** Where a name stands in the file above. */
function siteOf(name: string) {
  const start = TEXT.indexOf(name);
  const before = TEXT.slice(0, start).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  const span = { start, end: start + name.length };
  return { ...site('src/models.py', line, column, name.length), span, statement: span };
}

function referenceTo(name: string, more: Partial<Reference> = {}): Reference {
  return reference({
    id: repository(name),
    site: siteOf(name),
    loader: 'transformers.AutoModel.from_pretrained',
    ...more,
  });
}

function hubRepository(name: string, more: Partial<Repository> = {}): Repository {
  return {
    id: repository(name),
    oid: '621ffdc036468d709f17434d',
    createdAt: '2023-02-01T12:00:00.000Z',
    commit: COMMIT,
    private: false,
    gated: false,
    disabled: false,
    security: null,
    ...more,
  };
}

export function account(name: string, createdAt = '2022-03-02T23:29:04.000Z'): Extract<Owner, { state: 'present' }> {
  return { state: 'present', kind: 'org', oid: '659ebc82b61dd9658802f398', name, createdAt };
}

export function subject(
  references: readonly [Reference, ...Reference[]],
  resolution: Resolution | null,
  more: Partial<Extract<Subject, { is: 'repository' }>> = {},
): Subject {
  return { is: 'repository', id: references[0].id, references, resolution, revisions: new Map(), lock: null, ...more };
}

export function live(name: string, more: Partial<Repository> = {}, owner: Owner = account('x')): Resolution {
  return { state: 'live', repository: hubRepository(name, more), owner };
}

const ENTRY: LockEntry = {
  id: repository('openai-community/gpt2'),
  revision: OTHER_COMMIT,
  resolved: repository('openai-community/gpt2'),
  oid: '621ffdc036468d709f17434d',
  owner: { state: 'present', kind: 'org', oid: '659ebc82b61dd9658802f398' },
  formerOwner: null,
  commit: OTHER_COMMIT,
  recorded: '2026-01-02T03:04:05.000Z',
  files: [
    { path: 'model.safetensors', size: 548105171, digest: { algorithm: 'sha256', value: SHA256 } },
    { path: 'config.json', size: 26, digest: { algorithm: 'git-sha1', value: 'b'.repeat(40) } },
  ],
};

const LOST = referenceTo('lost-lab/rerank-mini', { place: 'default' });
const HERON = referenceTo('heron-labs/tern-7b', {
  loader: 'transformers.pipeline',
  written: { at: '2023-05-06T07:08:09.000Z', commit: OTHER_COMMIT, shallow: false },
});
const WRITER = referenceTo('openai-community/gpt2', { revision: { at: 'commit', commit: OTHER_COMMIT } });
const CHAT = referenceTo('bright-lab/tiny-chat', { revision: { at: 'named', name: 'main' }, remoteCode: true });
const QUESTIONS = reference({ id: repository('bright-lab/questions', 'dataset'), site: site('src/data.py', 4, 9) });

const SUBJECTS: readonly Subject[] = [
  subject([LOST], { state: 'absent', owner: { state: 'none' } }),
  subject(
    [HERON],
    live(
      'heron-labs/tern-7b',
      { createdAt: '2025-06-02T11:00:00.000Z' },
      account('heron-labs', '2025-06-01T10:00:00.000Z'),
    ),
  ),
  subject([WRITER], live('openai-community/gpt2', {}, account('openai-community')), {
    lock: { entries: [ENTRY], elsewhere: null, changes: [], drifts: [] },
  }),
  subject(
    [CHAT, reference({ id: CHAT.id, site: site('docs/guide.md', 2, 1), place: 'prose' })],
    live('bright-lab/tiny-chat'),
    {
      revisions: new Map([['main', { state: 'found', commit: COMMIT }]]),
    },
  ),
  subject([QUESTIONS], live('bright-lab/questions', { id: repository('bright-lab/questions', 'dataset') })),
  subject([reference({ id: repository('author/absent') })], { state: 'absent', owner: account('author') }),
  subject([reference({ id: repository('gone-lab/moved') })], {
    state: 'moved',
    repository: hubRepository('New-Lab/moved'),
    from: account('gone-lab'),
  }),
  subject([reference({ id: repository('gated-lab/model') })], {
    state: 'restricted',
    why: 'gated',
    owner: account('gated-lab'),
  }),
  subject([reference({ id: repository('slow-lab/model') })], { state: 'unknown', why: 'no answer' }),
  subject([reference({ id: repository('gpt2') })], {
    state: 'moved',
    repository: hubRepository('openai-community/gpt2'),
    from: null,
  }),
  {
    is: 'template',
    kind: 'model',
    namespace: 'Helsinki-NLP',
    text: 'f"Helsinki-NLP/opus-mt-{src}-{tgt}"',
    unresolved: [],
    owner: account('Helsinki-NLP'),
  },
];

function on(
  rule: string,
  severity: Finding['severity'],
  { id, site: where, place, loader }: Reference,
  message: string,
): Finding {
  return finding({
    rule,
    severity,
    kind: id.kind,
    id: `${id.namespace}/${id.name}`,
    message,
    advice: 'Load a copy that you have vetted, pinned to its commit.',
    places: [{ site: where, place, ...(loader === undefined ? {} : { loader }) }],
  });
}

/** Of four findings, one of each kind of argument. */
export const AUDITED: Report = {
  ...report([
    on(
      'orphaned-namespace',
      'critical',
      LOST,
      'Nobody owns the namespace lost-lab: whoever registers it can serve their files.',
    ),
    on(
      'reused-namespace',
      'critical',
      HERON,
      'heron-labs and its repository are two years younger than the line that names them.',
    ),
    {
      ...on('unpinned-remote-code', 'high', CHAT, 'Code of bright-lab/tiny-chat runs, and the branch main moves.'),
      fix: {
        description: `Pin bright-lab/tiny-chat to the commit of main today, ${COMMIT}`,
        edits: [
          {
            path: 'src/models.py',
            span: { start: TEXT.indexOf('main"'), end: TEXT.indexOf('main"') + 4 },
            text: COMMIT,
          },
        ],
      },
    },
    on('unpinned-revision', 'low', QUESTIONS, 'No revision is named: the files loaded are those of the day.'),
  ]),
  subjects: SUBJECTS,
  summary: { ...SUMMARY, files: 3, references: 12, repositories: 10, unresolved: 1 },
};

/** As many findings as a large organisation has, on as many repositories. */
export function manyFindings(amount: number): Report {
  const rules = ['orphaned-namespace', 'missing-repository', 'unpinned-revision'] as const;
  const severities = ['critical', 'medium', 'low'] as const;
  const references = Array.from({ length: amount }, (_, index) =>
    reference({ id: repository(`lab-${index % 700}/model-${index}`), site: site('models.csv', index + 2, 1) }),
  );
  return {
    ...report(
      references.map(({ id, site: where }, index) =>
        finding({
          rule: rules[index % 3] ?? 'unpinned-revision',
          severity: severities[index % 3] ?? 'low',
          id: `${id.namespace}/${id.name}`,
          places: [{ site: where, place: 'config' }],
        }),
      ),
    ),
    subjects: references.map((each) => subject([each], live(`${each.id.namespace}/${each.id.name}`))),
  };
}

/** An audit in which every text that comes from outside is this one. */
export function hostileAudit(text: string): Report {
  const given = hostile(text);
  const named = reference({
    id: { kind: 'model', namespace: text, name: text },
    site: { ...site(text, 1, 1), cell: 1 },
    loader: text,
    evidence: [text],
    revision: { at: 'named', name: text },
    written: { at: '2020-01-01T00:00:00.000Z', commit: text, shallow: true },
  });
  const owner: Owner = { state: 'present', kind: 'user', oid: text, name: text, createdAt: '2025-01-01T00:00:00.000Z' };
  const there: Repository = { ...hubRepository('a/b'), id: named.id, oid: text, commit: COMMIT };
  const told = finding({
    rule: 'reused-namespace',
    id: `${text}/${text}`,
    places: [{ site: named.site, place: 'call' }],
  });
  return {
    ...given,
    findings: [...given.findings, told],
    subjects: [
      subject([named, reference({ ...named, revision: { at: 'dynamic', text } })], {
        state: 'live',
        repository: there,
        owner,
      }),
      { is: 'template', kind: 'model', namespace: text, text, unresolved: [], owner: { state: 'unknown', why: text } },
    ],
  };
}
