/** Checkpoints that the real libraries wrote, in current and in older versions (`fixtures/scan/make-checkpoints.py`). */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scanFile } from '../../../src/scan/scan-file.ts';
import { memorySource } from '../../../src/scan/source.ts';
import { gapsOf, scannedSource, told } from './scanned.ts';

const FOLDER = fileURLToPath(new URL('../../../fixtures/scan/benign/', import.meta.url));
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.\w+$/.test(path.split('/')[1] ?? ''));

describe('checkpoints of the real libraries are clean', () => {
  test.each(FILES)('%s', async (path) => {
    const scan = await scanFile(path, memorySource(readFileSync(`${FOLDER}${path}`)));
    expect(told(scan)).toEqual([]);
    expect(scan.inconclusive).toEqual([]);
    expect(scan.verdict).toBe('clean');
  });
});

test('every byte of a plain pickle is understood, whatever its protocol', async () => {
  const pickles = FILES.filter((path) => path.endsWith('.pkl'));
  expect(pickles.length).toBeGreaterThan(50);
  for (const path of pickles) {
    const result = await scannedSource(memorySource(readFileSync(`${FOLDER}${path}`)));
    expect(gapsOf(result), path).toEqual([]);
    expect(result.understood, path).toBe(true);
  }
});
