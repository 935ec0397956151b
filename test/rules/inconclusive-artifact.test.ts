import { describe, expect, test } from 'vitest';
import { scan, scannedFile } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/inconclusive-artifact.ts';
import { found, loaded, NAME, SAFE, scannedSubject } from './scanned.ts';
import { mention, reference } from './subject.ts';

describe('inconclusive-artifact', () => {
  const gap = { within: ['a'], start: 1, end: 2, why: 'no opcode' };
  const open = scannedFile('weights.bin', { verdict: 'inconclusive', inconclusive: [gap] });

  test.each([
    [reference(NAME), found(loaded(open)), 'low'],
    [reference(NAME), scan({ files: [open], settled: false }), 'info'],
    [reference(NAME), found(SAFE, open), undefined],
    [mention(NAME), found(open), undefined],
    [mention(NAME), { state: 'unknown', why: 'x' }, undefined],
    [reference(NAME), { state: 'unknown', why: 'x' }, 'low'],
    [reference(NAME), scan({ files: [SAFE], left: 'more files than one audit reads' }), 'low'],
  ] as const)('weighs by its reach', (at, artifact, severity) => {
    expect(rule.check(scannedSubject([at, artifact]))?.severity).toBe(severity);
  });

  test('says which bytes were not understood, or why nothing was scanned', () => {
    expect(rule.check(scannedSubject([reference(NAME), found(loaded(open))]))?.message).toMatch(/: a: no opcode\.$/);
    expect(rule.check(scannedSubject([reference(NAME), { state: 'unknown', why: 'x' }]))?.message).toBe(
      'What is in the files that are loaded here is not known: x.',
    );
  });
});
