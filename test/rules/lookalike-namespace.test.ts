import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Owner } from '../../src/model.ts';
import { account, GONE, live, moved, TROUBLE } from '../../src/rules/example.ts';
import { likeOf } from '../../src/rules/likeness.ts';
import { rule } from '../../src/rules/lookalike-namespace.ts';
import { HONEST, WELL_KNOWN } from '../../src/rules/well-known.ts';
import { mention, reference, repositorySubject, templateSubject } from './subject.ts';

const TODAY = '2026-11-21';
/** Namespaces in the code of public repositories, counted in November 2026. */
const SEEN = readFileSync(new URL('../../fixtures/rules/namespaces.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const nobody = { repositories: 1, followers: 0, createdAt: '2026-11-01T00:00:00.000Z' };
const accountOf = (name: string, more: object) => account(name, undefined, more);

const judged = (namespace: string, owner: Owner | null = accountOf(namespace, nobody), today = TODAY) =>
  rule.check(repositorySubject([reference(`${namespace}/tern-7b`)], live(`${namespace}/tern-7b`, {}, owner)), today);

describe('a likeness', () => {
  test.each([
    ['meta-IIama', 'meta-llama', 'spelling'],
    ['meta_llama', 'meta-llama', 'spelling'],
    ['MetaLlama', 'meta-llama', 'spelling'],
    ['mistral-ai', 'mistralai', 'spelling'],
    ['open-ai', 'openai', 'spelling'],
    ['0penai', 'openai', 'spelling'],
    ['rnicrosoft', 'microsoft', 'spelling'],
    ['hugging.face', 'huggingface', 'spelling'],
    ['stabilityal', 'stabilityai', 'spelling'],
    ['microsft', 'microsoft', 'letter'],
    ['opeanai', 'openai', 'letter'],
    ['tencennt', 'tencent', 'letter'],
    ['nivdia', 'nvidia', 'letter'],
    ['black-forest-lab', 'black-forest-labs', 'letter'],
    ['facebook-llama', 'facebook', 'words'],
    ['openai-official', 'openai', 'words'],
    ['theblokegguf', 'TheBloke', 'words'],
    ['llama-meta', 'meta-llama', 'words'],
    ['deepseek', 'deepseek-ai', 'words'],
    ['Qwen-AI', 'Qwen', 'words'],
  ])('%s is like %s (%s)', (name, target, by) => {
    expect(likeOf(name)).toEqual({ target, by });
  });

  test.each([
    'heron-labs',
    'meta',
    'ai',
    'bert',
    'anthropic',
    'qwerty',
    'gooddle-maps',
    'intel-fans',
    'ibn',
    'openai2',
  ])('%s is like nobody', (name) => {
    expect(likeOf(name)).toBeNull();
  });

  test('no namespace that public code names accuses another, nor does any that is well known', () => {
    expect(SEEN.length).toBeGreaterThan(500);
    const accused = [...SEEN, ...WELL_KNOWN, ...HONEST].filter((name) => likeOf(name) !== null);
    expect(accused).toEqual([]);
    const small = [...SEEN, ...WELL_KNOWN].filter((name) => judged(name) !== null);
    expect(small).toEqual([]);
  });

  test('is found in no time in a hostile name', () => {
    expect(likeOf(`openai${'-ai'.repeat(30)}`)?.target).toBe('openai');
    expect(likeOf('-'.repeat(96))).toBeNull();
  });
});

describe('lookalike-namespace', () => {
  const old = { createdAt: '2022-01-01T00:00:00.000Z' };
  test.each([
    ['small and young', {}, 'high'],
    ['small', old, 'medium'],
    ['young', { repositories: 90, followers: 900 }, 'medium'],
  ] as const)('of an account that is %s', (_, more, confidence) => {
    expect(judged('mistral-ai', accountOf('mistral-ai', { ...nobody, ...more }))).toMatchObject({
      severity: 'high',
      confidence,
    });
  });

  test('weighs added words less than a spelling, and a mention less than a load', () => {
    expect(judged('facebook-llama')).toMatchObject({ severity: 'medium', confidence: 'medium' });
    const named = repositorySubject(
      [mention('mistral-ai/x')],
      live('mistral-ai/x', {}, accountOf('mistral-ai', nobody)),
    );
    expect(rule.check(named, TODAY)?.severity).toBe('low');
  });

  test('says what it rests on', () => {
    const message = judged('mistral-ai')?.message;
    for (const part of ['mistralai', '1 repository', '0 followers', '2026-11-01']) expect(message).toContain(part);
  });

  test('judges the namespace of a template, and the old name of a redirect', () => {
    expect(rule.check(templateSubject('mistral-ai', accountOf('mistral-ai', nobody)), TODAY)?.confidence).toBe(
      'medium',
    );
    const redirect = moved('mistralai/x', accountOf('mistral-ai', nobody));
    expect(rule.check(repositorySubject([reference('mistral-ai/x')], redirect), TODAY)).not.toBeNull();
  });

  test.each<[string, Owner | null]>([
    ['is neither small nor young', accountOf('mistral-ai', { ...nobody, ...old, repositories: 6 })],
    ['has followers, and is old', accountOf('mistral-ai', { ...nobody, ...old, followers: 20 })],
    ['is old, and the Hub does not say how large', accountOf('mistral-ai', old)],
    ['could not be asked for', TROUBLE],
    ['is gone', GONE],
    ['was not asked for', null],
  ])('is silent of an account that %s', (_, owner) => {
    expect(judged('mistral-ai', owner)).toBeNull();
  });

  test('takes nobody for young without a day to count from', () => {
    expect(
      rule.check(
        repositorySubject(
          [reference('mistral-ai/x')],
          live('mistral-ai/x', {}, accountOf('mistral-ai', { createdAt: nobody.createdAt })),
        ),
      ),
    ).toBeNull();
  });
});
