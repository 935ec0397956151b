import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ScanReport } from '../../src/model.ts';
import { SCAN_DOCUMENT } from '../../src/report/scan-document.ts';
import { SCAN_RENDERERS } from '../../src/report/scan-report.ts';
import { bytesInWords } from '../../src/report/scan-words.ts';
import { expectGolden } from './golden.ts';
import { HOSTILE } from './sample.ts';
import { githubProblems, validate } from './sarif-check.ts';
import { evidence, hostileScan, MIXED_SCAN, SCAN_CONTEXT, scannedFile, scanReport } from './scan-sample.ts';

const { plain, json, sarif, markdown } = SCAN_RENDERERS;
const SCHEMA = 'schemas/scan.schema.json';

const MANY = scanReport(Array.from({ length: 30_000 }, (_, index) => scannedFile({ path: `model-${index}.bin` })));
const MUCH = scanReport([
  scannedFile({ evidence: Array.from({ length: 5_000 }, (_, offset) => evidence({ offset })) }),
]);
const CASES: [string, ScanReport][] = [
  ['the sample', MIXED_SCAN],
  ['an empty scan', scanReport([])],
  ['30,000 files', MANY],
  ['5,000 pieces of evidence', MUCH],
  ...HOSTILE.map((text): [string, ScanReport] => [
    `hostile text ${JSON.stringify(text.slice(0, 20))}`,
    hostileScan(text),
  ]),
];

describe('plain', () => {
  it.each([40, 80, 120])('reads well at %i columns', (width) => {
    const terminal = { ...SCAN_CONTEXT.terminal, width };
    expectGolden(`fixtures/report/scan/mixed-${width}.txt`, plain(MIXED_SCAN, { ...SCAN_CONTEXT, terminal }));
  });

  it('tells everything where everything is asked for', () => {
    expectGolden('fixtures/report/scan/mixed-verbose.txt', plain(MIXED_SCAN, { ...SCAN_CONTEXT, verbose: true }));
  });

  it('is coloured on a terminal, and says the same', () => {
    const painted = plain(MIXED_SCAN, { ...SCAN_CONTEXT, terminal: { color: true, width: 80, hyperlinks: true } });
    expect(painted).toContain('\u001B[');
    expect(painted.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')).toBe(
      plain(MIXED_SCAN, SCAN_CONTEXT),
    );
  });

  it('shows a clean file whose bytes are not those of its hash', () => {
    const text = plain(
      scanReport([scannedFile({ path: 'odd.json', verdict: 'clean', evidence: [], intact: false })]),
      SCAN_CONTEXT,
    );
    expect(text).toContain('odd.json');
  });

  it.each(CASES)('prints nothing unseen and no command of a CI runner: %s', (_, given) => {
    const printed = plain(given, SCAN_CONTEXT);
    expect(printed).not.toMatch(/(?![ \n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u);
    expect(printed).not.toMatch(/^\s*::|##[a-z]*\[/m);
  });
});

describe('json', () => {
  it('has a published schema that is fresh', () => {
    expectGolden(SCHEMA, `${JSON.stringify(z.toJSONSchema(SCAN_DOCUMENT), null, 2)}\n`);
  });

  it('is printed in the shape promised', () => {
    expectGolden('fixtures/report/scan/mixed.json', json(MIXED_SCAN));
  });

  it.each(CASES)('satisfies the schema: %s', (_, given) => {
    const schema = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync(new URL(`../../${SCHEMA}`, import.meta.url), 'utf8')),
    );
    schema(JSON.parse(json(given)));
    expect(schema.errors ?? []).toEqual([]);
  });

  it('keeps every text as it came', () => {
    for (const text of HOSTILE) {
      const [file] = JSON.parse(json(hostileScan(text))).files;
      const [seen] = file.evidence;
      expect([file.path, file.format, seen.subject, seen.message, ...seen.within, ...seen.details]).toEqual(
        Array(8).fill(text),
      );
    }
  });
});

describe('sarif', () => {
  it('is printed in the shape promised', () => {
    expectGolden('fixtures/report/scan/mixed.sarif', sarif(MIXED_SCAN, SCAN_CONTEXT));
  });

  it.each(CASES)('satisfies the schema, and what GitHub takes: %s', (_, given) => {
    const log: Log = JSON.parse(sarif(given, SCAN_CONTEXT));
    validate(log);
    expect(validate.errors).toBeNull();
    expect(githubProblems(log)).toEqual([]);
  });

  it('has one result for each file that is not clean, the worst first', () => {
    const log: Log = JSON.parse(sarif(MIXED_SCAN, SCAN_CONTEXT));
    expect(log.runs[0]?.results?.map(({ ruleId }) => ruleId)).toEqual([
      'unsafe-artifact',
      'suspicious-artifact',
      'inconclusive-artifact',
    ]);
  });
});

describe('markdown', () => {
  it('is printed in the shape promised', () => {
    expectGolden('fixtures/report/scan/mixed.md', markdown(MIXED_SCAN));
  });

  it.each(CASES)('fits into a comment, and renders to what was meant and nothing else: %s', (_, given) => {
    const text = markdown(given);
    expect(text.length).toBeLessThan(65_536);
    const html = micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
    const own =
      /^<\/?(?:h3|p|strong|br|details|summary|table|thead|tbody|tr|th|td|ul|li|code)(?: align="[^"]*")?(?: \/)?>$/;
    const tags = html.replace(/<!-- namesake scan -->/, '').match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => !own.test(tag))).toEqual([]);
    for (const row of html.match(/<tr>\n<td.*?<\/tr>/gs) ?? []) expect(row.match(/<td/g)).toHaveLength(3);
    const prose = html.replace(/<code>[^<]*<\/code>/g, '').replace(/<[^>]*>/g, '');
    expect(prose).not.toMatch(/[@#*_~`$[\]|]|www\.|:\/\//);
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [2_147_483_648, '2.1 GB'],
  [9e15, '9000.0 TB'],
])('%i bytes are %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});
