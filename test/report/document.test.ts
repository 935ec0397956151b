import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Extraction, Report } from '../../src/model.ts';
import { REFERENCES_DOCUMENT, REPORT_DOCUMENT } from '../../src/report/document.ts';
import { json } from '../../src/report/json.ts';
import { referencesJson } from '../../src/report/references-json.ts';
import { expectGolden } from './golden.ts';
import { EXTRACTION, finding, HOSTILE, hostile, hostileExtraction, MIXED, place, reference, report } from './sample.ts';

const REPORT_SCHEMA = 'schemas/report.schema.json';
const REFERENCES_SCHEMA = 'schemas/references.schema.json';

describe('the published schemas', () => {
  it.each([
    [REPORT_SCHEMA, REPORT_DOCUMENT],
    [REFERENCES_SCHEMA, REFERENCES_DOCUMENT],
  ])('%s is fresh', (path, document) => {
    expectGolden(path, `${JSON.stringify(z.toJSONSchema(document), null, 2)}\n`);
  });
});

describe('a report', () => {
  it('is printed in the shape promised', () => {
    expectGolden('fixtures/report/json/mixed.json', json(MIXED));
  });

  it.each<[string, Report]>([
    ['the sample', MIXED],
    ['an empty one', report([])],
    ['an offline one', report([], { hub: null })],
    [
      'one of 2,000 places',
      report([finding({ places: Array.from({ length: 2_000 }, (_, line) => place('a.py', line + 1, 'call')) })]),
    ],
    [
      'one of 30,000 findings',
      report(Array.from({ length: 30_000 }, (_, index) => finding({ id: `author/model-${index}` }))),
    ],
    ...HOSTILE.map((text): [string, Report] => [`a hostile one, ${JSON.stringify(text.slice(0, 20))}`, hostile(text)]),
  ])('satisfies the schema: %s', (_, given) => {
    expect(problems(REPORT_SCHEMA, json(given))).toEqual([]);
  });

  it('keeps every text as it came', () => {
    for (const text of HOSTILE) {
      const [first] = JSON.parse(json(hostile(text))).findings;
      expect([first.id, first.message, first.advice, first.places[0].path, first.places[0].loader]).toEqual(
        Array(5).fill(text),
      );
    }
  });
});

describe('an extraction', () => {
  it('is printed in the shape promised', () => {
    expectGolden('fixtures/report/json/references.json', referencesJson(EXTRACTION, { rejected: true }));
  });

  it.each<[string, Extraction]>([
    ['the sample', EXTRACTION],
    ['an empty one', { references: [], unresolved: [], rejected: [], diagnostics: [] }],
    [
      'one of 100,000 references',
      {
        ...EXTRACTION,
        references: Array.from({ length: 100_000 }, () => reference({ revision: { at: 'named', name: 'main' } })),
      },
    ],
    ...HOSTILE.map((text): [string, Extraction] => [
      `a hostile one, ${JSON.stringify(text.slice(0, 20))}`,
      hostileExtraction(text),
    ]),
  ])('satisfies the schema: %s', (_, given) => {
    expect(problems(REFERENCES_SCHEMA, referencesJson(given, { rejected: true }))).toEqual([]);
  });

  it('leaves out what was rejected unless it is asked for', () => {
    expect(JSON.parse(referencesJson(EXTRACTION, { rejected: false }))).not.toHaveProperty('rejected');
  });
});

it('refuses what is not in the schema', () => {
  const changed = { ...JSON.parse(json(MIXED)), more: 1 };
  expect(problems(REPORT_SCHEMA, JSON.stringify(changed))).toHaveLength(1);
});

/** By the schema as it is published, in another validator than the one that wrote it. */
function problems(schema: string, text: string): unknown[] {
  const validate = new Ajv2020({ strict: true }).compile(
    JSON.parse(readFileSync(new URL(`../../${schema}`, import.meta.url), 'utf8')),
  );
  validate(JSON.parse(text));
  return validate.errors ?? [];
}
