import { describe, expect, test } from 'vitest';
import type { Owner } from '../../src/model.ts';
import { account, GONE, live, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/orphaned-namespace.ts';
import { FULL, mention, reference, repositorySubject, siteAt, templateSubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const absent = (owner: Owner | null) => ({ state: 'absent', owner }) as const;

describe('orphaned-namespace', () => {
  test('a load of a missing repository whose namespace nobody owns is critical and names what can be taken', () => {
    const verdict = rule.check(repositorySubject([reference(NAME)], absent(GONE)));
    expect(verdict).toMatchObject({ severity: 'critical', confidence: 'high' });
    expect(verdict?.message).toBe(
      'Nobody owns the namespace heron-labs: whoever registers it and creates heron-labs/tern-7b can serve their files to every machine that loads it from here.',
    );
  });

  test('all places are given, those that only mention the name too', () => {
    const verdict = rule.check(repositorySubject([reference(NAME), mention(NAME)], absent(GONE)));
    expect(verdict?.places.map((at) => at.site.path)).toEqual(['load.py', 'README.md']);
  });

  test('remote code is said to run', () => {
    const verdict = rule.check(repositorySubject([reference(NAME, { remoteCode: true })], absent(GONE)));
    expect(verdict?.message).toContain('run their code on every machine');
  });

  test.each([
    ['an owner that stands', absent(account('heron-labs'))],
    ['an owner that could not be asked', absent(TROUBLE)],
    ['no owner to ask, in a bare name', absent(null)],
    ['a repository that answers although its owner does not', { ...live(NAME), owner: GONE }],
    ['a repository that is restricted', { state: 'restricted', why: 'gated', owner: GONE }],
    ['an unknown answer', TROUBLE],
    ['an offline run', null],
  ] as const)('%s gives no verdict', (_, resolution) => {
    expect(rule.check(repositorySubject([reference(NAME)], resolution))).toBeNull();
  });

  test('pins to a commit at every place make it medium, and the message says that the load fails instead', () => {
    const pinned = reference(NAME, { revision: { at: 'commit', commit: FULL } });
    const verdict = rule.check(repositorySubject([pinned, pinned], absent(GONE)));
    expect(verdict?.severity).toBe('medium');
    expect(verdict?.message).toContain('do no more than make the load fail');
  });

  test('one load without a commit among pinned ones keeps it critical', () => {
    const pinned = reference(NAME, { revision: { at: 'commit', commit: FULL } });
    const branch = reference(NAME, { revision: { at: 'named', name: 'main' } });
    expect(rule.check(repositorySubject([pinned, branch], absent(GONE)))?.severity).toBe('critical');
  });

  test.each([
    ['a short commit', { at: 'short', commit: FULL.slice(0, 7) }],
    ['a revision that could not be followed', { at: 'dynamic', text: 'REV' }],
  ] as const)('%s is no pin', (_, revision) => {
    expect(rule.check(repositorySubject([reference(NAME, { revision })], absent(GONE)))?.severity).toBe('critical');
  });

  test('a pinned revision with remote code from a branch is no pin', () => {
    const code = reference(NAME, {
      revision: { at: 'commit', commit: FULL },
      codeRevision: { at: 'named', name: 'main' },
      remoteCode: true,
    });
    expect(rule.check(repositorySubject([code], absent(GONE)))?.severity).toBe('critical');
  });

  test('a name that is only mentioned is high: a reader may copy it', () => {
    const verdict = rule.check(repositorySubject([mention(NAME)], absent(GONE)));
    expect(verdict?.severity).toBe('high');
    expect(verdict?.message).toContain('every reader who copies the name');
  });

  test('a guess beside a sure mention does not make it critical', () => {
    const guess = reference(NAME, { confidence: 'low' });
    const verdict = rule.check(repositorySubject([guess, mention(NAME, { confidence: 'medium' })], absent(GONE)));
    expect(verdict).toMatchObject({ severity: 'high', confidence: 'medium' });
  });

  test.each(['heron_labs', 'heron.labs', 'heron--labs', '-heron', 'heron-', '12345', 'h', 'h'.repeat(43)])(
    'the namespace %s may not be open to registration: less sure, and said',
    (namespace) => {
      const verdict = rule.check(repositorySubject([reference(`${namespace}/tern-7b`)], absent(GONE)));
      expect(verdict).toMatchObject({ severity: 'critical', confidence: 'medium' });
      expect(verdict?.message).toContain('may not be possible to register');
    },
  );

  test.each(['h2', 'Heron-Labs', '01-heron', 'h'.repeat(42)])(
    'the namespace %s is open to registration',
    (namespace) => {
      const verdict = rule.check(repositorySubject([reference(`${namespace}/tern-7b`)], absent(GONE)));
      expect(verdict?.confidence).toBe('high');
      expect(verdict?.message).not.toContain('may not be possible');
    },
  );

  test.each(['output', 'Checkpoints', 'saved_models'])(
    'the namespace %s reads like a folder: a guess, and said',
    (namespace) => {
      for (const subject of [
        repositorySubject([reference(`${namespace}/best`)], absent(GONE)),
        templateSubject(namespace, GONE),
      ]) {
        const verdict = rule.check(subject);
        expect(verdict?.confidence).toBe('low');
        expect(verdict?.message).toContain('local folder');
      }
    },
  );

  test('a template whose literal namespace nobody owns is critical, but never wholly sure', () => {
    const verdict = rule.check(templateSubject('heron-labs', GONE));
    expect(verdict).toMatchObject({ severity: 'critical', confidence: 'medium' });
    expect(verdict?.message).toContain('every name that this template makes');
    expect(verdict?.places).toEqual([
      { site: siteAt('load.py', 4), place: 'call', loader: 'transformers.AutoModel.from_pretrained' },
    ]);
  });

  test.each([
    ['whose namespace has an owner', templateSubject('heron-labs', account('heron-labs'))],
    ['whose owner is unknown', templateSubject('heron-labs', TROUBLE)],
    ['that was not asked about', templateSubject('heron-labs', null)],
    ['without a namespace', templateSubject(null, null)],
  ])('a template %s gives no verdict', (_, subject) => {
    expect(rule.check(subject)).toBeNull();
  });

  test('the advice warns of re-uploads and offers no other name', () => {
    const advice = rule.check(repositorySubject([reference(NAME)], absent(GONE)))?.advice;
    expect(advice).toContain('internal mirror');
    expect(advice).toContain('re-upload under another name is the same risk');
  });
});
