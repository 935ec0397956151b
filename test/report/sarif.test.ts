import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/model.ts';
import { visible } from '../../src/report/escape.ts';
import { fingerprints } from '../../src/report/fingerprint.ts';
import { sarif } from '../../src/report/sarif.ts';
import { expectGolden } from './golden.ts';
import { CONTEXT, finding, HOSTILE, hostile, MIXED, ORPHANED, place, report } from './sample.ts';
import { githubProblems, validate } from './sarif-check.ts';

const MANY_PLACES = report([
  finding({ places: Array.from({ length: 2_000 }, (_, line) => place('a.py', line + 1, 'call')) }),
]);
const MANY_FINDINGS = report([
  ...Array.from({ length: 30_000 }, (_, index) => finding({ id: `author/model-${index}` })),
  finding({ id: 'the/worst', severity: 'critical' }),
]);

it('is printed in the shape promised', () => {
  expectGolden('fixtures/report/sarif/mixed.sarif', sarif(MIXED, CONTEXT));
});

describe.each<[string, Report]>([
  ['the sample', MIXED],
  ['an empty report', report([])],
  ['one finding in 2,000 places', MANY_PLACES],
  ['30,000 findings', MANY_FINDINGS],
  ...HOSTILE.map((text): [string, Report] => [`hostile text ${JSON.stringify(text.slice(0, 20))}`, hostile(text)]),
])('%s', (_, given) => {
  const log: Log = JSON.parse(sarif(given, CONTEXT));

  it('satisfies the schema of SARIF 2.1.0', () => {
    validate(log);
    expect(validate.errors).toBeNull();
  });

  it('is within what GitHub takes', () => {
    expect(githubProblems(log)).toEqual([]);
  });
});

describe('a result', () => {
  it('stands at the id alone, with links to other places', () => {
    const [first] = results(MIXED);
    expect(first?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'src/pipeline.py', uriBaseId: '%SRCROOT%' },
      region: { startLine: 12, startColumn: 9, endLine: 12, endColumn: 29 },
    });
    expect(first?.message.text).toContain('Also at [examples/inpainting.ipynb:188](1), [docs/guide-0.md:40](2), ');
    expect(first?.message.text).toMatch(/ and 6 more places\.$/);
    expect(first?.relatedLocations?.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('links by the text of a path, whatever it holds', () => {
    const places = [place('a.py', 1, 'call'), place('x](9) {0}[y\\.py', 1, 'call')];
    const [first] = results(report([finding({ message: '', advice: '', places })]));
    expect(first?.message.text?.trim()).toBe('Also at [x\\](9) {{0}}\\[y\\\\.py:1](1).');
  });

  it('says how many places are cut', () => {
    expect(results(MANY_PLACES)[0]?.relatedLocations).toHaveLength(999);
    expect(results(MANY_PLACES)[0]?.message.text).toMatch(/Of these places, 1,000 are not listed here\.$/);
  });

  it('shows outside text as it was, by the rules of placeholders and links', () => {
    for (const text of HOSTILE) {
      const [first] = results(report([finding({ message: text, advice: '', places: [place('a.py', 1, 'call')] })]));
      expect(displayed(first?.message.text ?? '')).toBe(`${visible(text)} `);
    }
  });
});

describe('the run', () => {
  it('keeps the worst and says what is left out', () => {
    const { run, results: kept } = parsed(MANY_FINDINGS);
    expect(kept).toHaveLength(25_000);
    expect(kept[0]?.level).toBe('error');
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
      '5,001 findings left out: GitHub takes 25000.',
    );
  });

  it('tells what could not be read', () => {
    expect(parsed(MIXED).run.invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            level: 'warning',
            message: { text: 'Not JSON: the file ends within a string.' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'notebooks/broken.ipynb', uriBaseId: '%SRCROOT%' },
                  region: { startLine: 1 },
                },
              },
            ],
          },
          { level: 'warning', message: { text: 'The Hub did not answer 1 of 52 requests.' } },
        ],
      },
    ]);
  });

  it('ranks every rule as GitHub does', () => {
    const ranks = parsed(MIXED).run.tool.driver.rules?.map(({ id, name, defaultConfiguration, properties }) => [
      id,
      name,
      defaultConfiguration?.level,
      properties?.['security-severity'],
      properties?.['problem.severity'],
    ]);
    expect(ranks).toEqual([
      ['orphaned-namespace', 'OrphanedNamespace', 'error', '9.5', 'error'],
      ['missing-repository', 'MissingRepository', 'warning', '5.5', 'warning'],
      ['unpinned-remote-code', 'UnpinnedRemoteCode', 'error', '8.0', 'error'],
      ['unpinned-revision', 'UnpinnedRevision', 'note', '2.5', 'recommendation'],
    ]);
  });

  it('cuts the description of a rule, never its help', () => {
    const long = { ...ORPHANED, summary: 's'.repeat(2_000), why: 'w'.repeat(2_000) };
    const [rule] = JSON.parse(sarif(report([]), { ...CONTEXT, rules: new Map([[long.name, long]]) })).runs[0].tool
      .driver.rules;
    expect([rule.shortDescription.text.length, rule.fullDescription.text.length]).toEqual([1_024, 1_024]);
    expect(rule.help.text).toContain(long.why);
  });
});

describe('fingerprints', () => {
  const [base = ''] = fingerprints([finding({})]);

  it.each<[string, Partial<Finding>]>([
    ['the lines', { places: [place('src/load.py', 400, 'constant', 'other')] }],
    ['the wording', { message: 'other', advice: 'other' }],
    ['the severity', { severity: 'critical', confidence: 'low' }],
    ['the less important places', { places: [place('src/load.py', 3, 'call'), place('b.py', 1, 'prose')] }],
    ['the letter case, to which the Hub is blind', { id: 'Author/Model' }],
  ])('outlive a change of %s', (_, fields) => {
    expect(fingerprints([finding(fields)])).toEqual([base]);
  });

  it.each<[string, Partial<Finding>]>([
    ['the rule', { rule: 'other' }],
    ['the kind', { kind: 'dataset' }],
    ['the id', { id: 'author/other' }],
    ['the file', { places: [place('src/other.py', 3, 'call')] }],
  ])('tell apart by %s', (_, fields) => {
    expect(fingerprints([finding(fields)])).not.toEqual([base]);
  });

  it('tell apart findings that are the same in all of these', () => {
    const both = fingerprints([finding({}), finding({})]);
    expect(new Set(both).size).toBe(2);
    expect(both[0]).toBe(base);
  });
});

function parsed(given: Report) {
  const log: Log = JSON.parse(sarif(given, CONTEXT));
  const [run] = log.runs;
  if (run === undefined) throw new Error('no run');
  return { run, results: run.results ?? [] };
}

function results(given: Report): Result[] {
  return parsed(given).results;
}

/** What a viewer shows of a message: section 3.11.5 and 3.11.6 of SARIF 2.1.0. */
function displayed(text: string): string {
  expect(text).not.toMatch(/(?<!\{)(?:\{\{)*\{(?!\{)/);
  expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\[/);
  return text.replace(/\{\{|\}\}/g, (pair) => pair.slice(1)).replace(/\\([\\[\]])/g, '$1');
}
