import { describe, expect, test } from 'vitest';
import { scan } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/suspicious-artifact.ts';
import { BAD, found, loaded, NAME, SAFE, scannedSubject } from './scanned.ts';
import { mention, reference } from './subject.ts';

describe('suspicious-artifact', () => {
  const odd = { ...BAD, verdict: 'suspicious', evidence: BAD.evidence.slice(1) } as const;
  test.each([
    [reference(NAME), found(loaded(odd)), 'medium'],
    [reference(NAME), scan({ files: [odd], settled: false }), 'medium'],
    [reference(NAME), found(SAFE, odd), 'low'],
    [mention(NAME), found(odd), 'low'],
  ] as const)('weighs by its reach', (at, artifact, severity) => {
    expect(rule.check(scannedSubject([at, artifact]))?.severity).toBe(severity);
  });

  test('names what is called, where there are no details', () => {
    expect(rule.check(scannedSubject([reference(NAME), found(loaded(odd))]))?.message).toMatch(
      /: unknown-call x\.y \(calls it\)\.$/,
    );
  });
});
