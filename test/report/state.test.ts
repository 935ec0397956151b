import { expect, it } from 'vitest';
import { type Namespace, namespacesOf } from '../../src/report/state.ts';
import { AUDITED, account, live, subject } from './audited-sample.ts';
import { finding, reference, repository } from './sample.ts';

function stateOf(namespaces: readonly Namespace[]): Record<string, string> {
  return Object.fromEntries(namespaces.map(({ name, state }) => [name ?? '', state]));
}

it('tells namespaces by what stands behind, the worst first', () => {
  const namespaces = namespacesOf(AUDITED.subjects, AUDITED.findings);
  expect(stateOf(namespaces)).toEqual({
    'lost-lab': 'orphaned',
    'heron-labs': 'reused',
    author: 'absent',
    'gated-lab': 'restricted',
    'gone-lab': 'moved',
    '': 'moved',
    'slow-lab': 'unknown',
    'bright-lab': 'live',
    'openai-community': 'live',
    'Helsinki-NLP': 'live',
  });
  expect(namespaces.slice(0, 2).map(({ name }) => name)).toEqual(['lost-lab', 'heron-labs']);
});

it('takes a namespace once, in whatever letters it is written, by the worst of its repositories', () => {
  const there = reference({ id: repository('Lab/there') });
  const gone = reference({ id: repository('lab/gone') });
  const [namespace, ...others] = namespacesOf(
    [subject([there, there], live('Lab/there')), subject([gone], { state: 'absent', owner: account('Lab') })],
    [finding({ id: 'lab/gone' })],
  );
  expect(others).toEqual([]);
  expect(namespace).toMatchObject({ name: 'Lab', state: 'absent', repositories: 2, references: 3, findings: 1 });
});

it('tells a guess from what is sure', () => {
  const named = reference({});
  const told = (confidence: 'high' | 'medium') =>
    stateOf(
      namespacesOf([subject([named], live('author/model'))], [finding({ rule: 'reused-namespace', confidence })]),
    );
  expect([told('high'), told('medium')]).toEqual([{ author: 'reused' }, { author: 'suspect' }]);
  const open = { state: 'unknown', why: 'no answer' } as const;
  expect(stateOf(namespacesOf([subject([named], { state: 'absent', owner: open })], []))).toEqual({
    author: 'unknown',
  });
  const moved = live('other/model');
  if (moved.state !== 'live') throw new Error('not live');
  const redirected = { state: 'moved', repository: moved.repository, from: open } as const;
  expect(stateOf(namespacesOf([subject([named], redirected)], []))).toEqual({ author: 'unknown' });
});

it('never calls a namespace anything that nobody asked about', () => {
  expect(stateOf(namespacesOf([subject([reference({})], null)], []))).toEqual({ author: 'unasked' });
  const owner = { state: 'unknown', why: 'no answer' } as const;
  const template = {
    is: 'template',
    kind: 'model',
    namespace: 'lab',
    text: 'f"lab/{x}"',
    unresolved: [],
    owner,
  } as const;
  expect(stateOf(namespacesOf([template, { ...template, namespace: null }], []))).toEqual({ lab: 'unknown' });
});
