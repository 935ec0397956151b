import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema } from '../../src/config/schema.ts';
import { parseSize } from '../../src/config/size.ts';

test('the JSON schema is that of the sources (UPDATE=1 writes it)', () => {
  const file = join(import.meta.dirname, '../../schemas/namesake.schema.json');
  const schema = JSON.parse(JSON.stringify(configJsonSchema()));
  if (process.env.UPDATE === '1') writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
});

test.each([
  ['every-key', true],
  ['typos', false],
  ['wrong-values', false],
  ['not-a-mapping', false],
])('an editor that checks %s by the JSON schema says %j', (name, verdict) => {
  const file = join(import.meta.dirname, '../../fixtures/config', name, 'namesake.yml');
  const ajv = new Ajv2020({ allowUnionTypes: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } });
  expect(ajv.validate(configJsonSchema(), parse(readFileSync(file, 'utf8')))).toBe(verdict);
});

test.each([
  ['1', 1],
  [2048, 2048],
  ['500kB', 500_000],
  ['10 MB', 10_000_000],
  ['1.5mb', 1_500_000],
  ['64KiB', 65_536],
  ['256MB', 256_000_000],
  ['257MB', null],
  ['0', null],
  ['-1', null],
  ['1GB', null],
  ['MB', null],
  ['1e9', null],
  [Number.POSITIVE_INFINITY, null],
])('the size %j is %j bytes', (size, bytes) => {
  expect(parseSize(size)).toBe(bytes);
});
