import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SCAN_VERDICTS } from '../../../src/model.ts';
import { createRandom, mutated } from '../build/mutations.ts';
import { EVIL } from '../build/payload.ts';
import { ofKind, places, scanBytes } from '../build/scanned.ts';
import { zip } from '../build/zip.ts';

/** TensorFlow Lite: operators that are not its own. Hostile ones are the real file with other names of the same length. */

const FIXTURES = join(import.meta.dirname, '../../../fixtures/scan/graphs');
const MODEL = readFileSync(join(FIXTURES, 'model.tflite'));
const FLEX = readFileSync(join(FIXTURES, 'flex.tflite'));

function renamed(bytes: Buffer, from: string, to: string): Buffer {
  const text = bytes.toString('latin1');
  expect(text).toContain(from);
  expect(to).toHaveLength(from.length);
  return Buffer.from(text.replaceAll(from, to), 'latin1');
}

describe('TensorFlow Lite', () => {
  test('as its converter writes it is clean', async () => {
    const scan = await scanBytes(MODEL, 'model.tflite');
    expect([scan.verdict, scan.format, scan.evidence, scan.inconclusive]).toEqual(['clean', 'TensorFlow Lite', [], []]);
  });

  test('that needs operators of TensorFlow says which', async () => {
    const scan = await scanBytes(FLEX, 'flex.tflite');
    expect([scan.verdict, places(scan, 'flex-operator'), scan.inconclusive]).toEqual(['clean', ['Cholesky'], []]);
  });

  test('with an operator of TensorFlow that reads files is dangerous', async () => {
    const scan = await scanBytes(renamed(FLEX, 'FlexCholesky', 'FlexReadFile'), 'flex.tflite');
    expect(ofKind(scan, 'file-operator')).toMatchObject([{ severity: 'critical', subject: 'ReadFile' }]);
  });

  test('whose operator is called something else than what it runs is dangerous', async () => {
    const scan = await scanBytes(renamed(FLEX, '\x12\x08Cholesky', '\x12\x08ReadFile'), 'flex.tflite');
    expect(ofKind(scan, 'file-operator')).toMatchObject([{ severity: 'critical', subject: 'ReadFile' }]);
  });

  test('with an operator of nobody knows whom is suspicious', async () => {
    const scan = await scanBytes(renamed(FLEX, 'FlexCholesky', 'PloverFlight'), 'flex.tflite');
    expect([scan.verdict, places(scan, 'custom-operator')]).toEqual(['suspicious', ['PloverFlight']]);
  });

  test('with files behind it, as its metadata are kept, is read as a zip as well', async () => {
    const labels = zip([{ name: 'labels.txt', data: Buffer.from('plover\ndunlin\n') }]);
    expect((await scanBytes(Buffer.concat([MODEL, labels]))).verdict).toBe('clean');
    const evil = zip([{ name: 'labels.txt', data: EVIL }]);
    expect((await scanBytes(Buffer.concat([MODEL, evil]))).verdict).toBe('dangerous');
  });

  test.each([
    ['cut off', MODEL.subarray(0, 200)],
    ['nothing behind its mark', MODEL.subarray(0, 8)],
    ['an offset that leads out', Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0x7f]), MODEL.subarray(4)])],
  ])('%s is inconclusive', async (_, bytes) => {
    expect((await scanBytes(bytes, 'model.tflite')).verdict).toBe('inconclusive');
  });

  test('broken anywhere comes to a verdict', async () => {
    const random = createRandom(7);
    for (let round = 0; round < 300; round++) {
      const scan = await scanBytes(mutated(round % 2 === 0 ? MODEL : FLEX, FLEX, random), 'model.tflite');
      expect(SCAN_VERDICTS).toContain(scan.verdict);
    }
  });
});
