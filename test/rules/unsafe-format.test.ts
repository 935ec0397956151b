import { describe, expect, test } from 'vitest';
import { scan, scannedFile } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/unsafe-format.ts';
import { found, NAME, SAFE, scannedSubject } from './scanned.ts';
import { mention, reference } from './subject.ts';

describe('unsafe-format', () => {
  const pickle = scan({ files: [scannedFile('model.bin', { loaded: 'weights' })], unpickled: ['model.bin'] });

  test('is said of what is loaded, and not of what is only named', () => {
    expect(rule.check(scannedSubject([reference(NAME), pickle]))?.severity).toBe('low');
    expect(rule.check(scannedSubject([mention(NAME), pickle]))).toBeNull();
    expect(rule.check(scannedSubject([reference(NAME), found(SAFE)]))).toBeNull();
  });

  test('says what to load instead, where there is something', () => {
    const both = scan({ files: [scannedFile('model.bin'), SAFE], unpickled: ['model.bin'] });
    expect(rule.check(scannedSubject([reference(NAME), both]))).toMatchObject({
      message: expect.stringContaining('the repository has model.safetensors too'),
      advice: 'Load model.safetensors instead',
    });
    expect(rule.check(scannedSubject([reference(NAME), pickle]))?.message).toContain('no weights in a safe format');
  });
});
