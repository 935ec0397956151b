import { describe, expect, test } from 'vitest';
import type { KnownFinding } from '../../src/model.ts';
import { compare, readBaseline, type SameBy } from '../../src/report/baseline.ts';
import { json } from '../../src/report/json.ts';
import { finding, place, report } from './sample.ts';

const FOUND = finding({ rule: 'missing-repository', severity: 'medium', id: 'author/model' });
const OTHER = finding({ rule: 'missing-repository', severity: 'medium', id: 'author/other' });

function baselineOf(text: string, by: SameBy = 'path') {
  const baseline = readBaseline(text, by);
  if (baseline === null) throw new Error('not a baseline');
  return baseline;
}

const nothingOpen = () => false;

describe('a finding of the baseline', () => {
  test('is not told again, wherever in its file it stands and however it is worded', () => {
    const again = {
      ...FOUND,
      id: 'Author/Model',
      message: 'In other words.',
      places: [place('src/load.py', 80, 'call')],
    };
    const { findings, known } = compare([again, OTHER], baselineOf(json(report([FOUND]))), 'path', nothingOpen);
    expect(findings).toEqual([OTHER]);
    expect(known).toMatchObject([{ id: 'author/model', severity: 'medium' }]);
  });

  test.each([
    ['another rule', { ...FOUND, rule: 'orphaned-namespace' }],
    ['another file', { ...FOUND, places: [place('src/other.py', 3, 'call')] }],
    ['another kind of repository', { ...FOUND, kind: 'dataset' as const }],
    ['a graver severity', { ...FOUND, severity: 'critical' as const }],
  ])('is another one with %s, and is told', (_, changed) => {
    expect(compare([changed], baselineOf(json(report([FOUND]))), 'path', nothingOpen).findings).toEqual([changed]);
  });

  test('that is less grave today is known with the severity of today', () => {
    const baseline = baselineOf(json(report([FOUND])));
    const { known } = compare([{ ...FOUND, severity: 'low' }], baseline, 'path', nothingOpen);
    expect(known).toMatchObject([{ severity: 'low' }]);
  });

  test('is the same in another file where the repository is what counts', () => {
    const moved = { ...FOUND, places: [place('export-2026-11-22.csv', 3, 'config')] };
    const baseline = baselineOf(json(report([FOUND])), 'repository');
    expect(compare([moved], baseline, 'repository', nothingOpen).findings).toEqual([]);
  });
});

describe('each report can be the baseline of the next', () => {
  test('for it has what was known already as well as what was new', () => {
    const first = json(report([FOUND]));
    const second = compare([FOUND, OTHER], baselineOf(first), 'path', nothingOpen);
    const text = json({ ...report(second.findings), known: second.known });
    expect(compare([FOUND, OTHER], baselineOf(text), 'path', nothingOpen).findings).toEqual([]);
  });

  test('and forgets what is mended, so that it is told when it comes back', () => {
    const mended = compare([], baselineOf(json(report([FOUND]))), 'path', nothingOpen);
    expect(mended.known).toEqual([]);
    const text = json({ ...report([]), known: mended.known });
    expect(compare([FOUND], baselineOf(text), 'path', nothingOpen).findings).toEqual([FOUND]);
  });

  test('but not what the Hub left open: an outage of one night is no alarm in the next', () => {
    const isOpen = ({ id }: KnownFinding) => id === 'author/model';
    const outage = compare([], baselineOf(json(report([FOUND, OTHER]))), 'path', isOpen);
    expect(outage.known).toMatchObject([{ id: 'author/model' }]);
    const text = json({ ...report([]), known: outage.known });
    expect(compare([FOUND, OTHER], baselineOf(text), 'path', nothingOpen).findings).toEqual([OTHER]);
  });
});

test('a report of a later namesake, which says more, is a baseline as well', () => {
  const document = JSON.parse(json(report([FOUND])));
  const later = JSON.stringify({
    ...document,
    mood: 'good',
    findings: document.findings.map((one: object) => ({ ...one, mood: 1 })),
  });
  expect(compare([FOUND], baselineOf(later), 'path', nothingOpen).findings).toEqual([]);
});

test.each([
  '',
  'null',
  '[]',
  '{}',
  '{"version":2,"findings":[]}',
  '{"version":1}',
  '{"version":1,"findings":[{"id":"a/b"}]}',
])('what is no report is no baseline: %j', (text) => {
  expect(readBaseline(text, 'path')).toBeNull();
});
