/** HDF5 that leads elsewhere, as the reference library writes it (`fixtures/scan/make-hdf5.py`). */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom, mutated } from '../build/mutations.ts';
import { scanBytes } from '../build/scanned.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/scan/hdf5');
const bytesOf = (name: string) => readFileSync(join(FOLDER, `${name}.h5`));
const NAMES = [
  'external-link',
  'soft-link',
  'external-data',
  'virtual-data',
  'shape-bomb',
  'user-block',
  'many',
] as const;

const ELSEWHERE = 'file /etc/elsewhere.h5, object /secret';
const WORDS = 'http://198.51.100.7/words';

test.each([
  ['external-link', 'dangerous', 'hdf5-external-link', '/layers/kernel', [ELSEWHERE]],
  ['external-data', 'dangerous', 'hdf5-external-data', '/kernel', ['file /etc/elsewhere, from byte 0']],
  ['virtual-data', 'dangerous', 'hdf5-virtual-data', '/kernel', []],
  ['shape-bomb', 'suspicious', 'shape-bomb', '/kernel', []],
  ['soft-link', 'clean', 'hdf5-link', '/again', ['/kernel']],
  ['user-block', 'dangerous', 'keras-vocabulary', 'model_config.config.layers[0]', [WORDS]],
] as const)('%s is %s', async (name, verdict, kind, subject, details) => {
  const scan = await scanBytes(bytesOf(name), 'model.h5');
  expect(scan).toMatchObject({ verdict, inconclusive: [] });
  expect(scan.evidence).toMatchObject([{ kind, subject, details }]);
});

test('links and attributes of which there are many are all read', async () => {
  const scan = await scanBytes(bytesOf('many'));
  expect(scan.inconclusive).toEqual([]);
  expect(scan.evidence.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    'keras-vocabulary attribute_33.config.layers[0]',
    'hdf5-external-link /group_31/kernel',
  ]);
});

test('a file that is cut off is not understood', async () => {
  expect((await scanBytes(bytesOf('soft-link').subarray(0, 300))).verdict).toBe('inconclusive');
});

test('a header that leads into itself ends', async () => {
  const bytes = Buffer.from(bytesOf('user-block'));
  const header = 512 + 96;
  // The first message becomes a continuation at its own place.
  bytes.writeUInt16LE(0x10, header + 16);
  bytes.writeBigUInt64LE(96n + 16n, header + 24);
  bytes.writeBigUInt64LE(64n, header + 32);
  expect((await scanBytes(bytes)).verdict).not.toBe('clean');
});

test('every broken copy ends, in a verdict', async () => {
  const random = createRandom(11);
  for (let round = 0; round < 400; round++) {
    const [one, other] = [NAMES[random(NAMES.length)] ?? 'many', NAMES[random(NAMES.length)] ?? 'many'];
    const scan = await scanBytes(mutated(bytesOf(one), bytesOf(other), random));
    expect(['clean', 'inconclusive', 'suspicious', 'dangerous']).toContain(scan.verdict);
  }
});
