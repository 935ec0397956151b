import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { csv } from '../../src/report/csv.ts';
import { visible } from '../../src/report/escape.ts';
import { expectGolden } from './golden.ts';
import { finding, HOSTILE, hostile, MIXED, place, report } from './sample.ts';

function rowsOf(text: string): Record<string, string>[] {
  return parse(text, { columns: true, record_delimiter: '\r\n' });
}

it('is printed in the shape promised', () => {
  expectGolden('fixtures/report/csv/mixed.csv', csv(MIXED));
});

it('has one row for each place, the worst finding first', () => {
  const rows = rowsOf(csv(MIXED));
  expect(rows).toHaveLength(MIXED.findings.reduce((sum, { places }) => sum + places.length, 0));
  expect(rows[0]).toMatchObject({ severity: 'critical', path: 'src/pipeline.py', line: '12', place: 'default' });
});

it('has the header alone where there is nothing to report, and a row for a finding without a place', () => {
  expect(rowsOf(csv(report([])))).toEqual([]);
  expect(csv(report([])).split('\r\n')).toHaveLength(2);
  expect(rowsOf(csv(report([finding({ places: [] })])))).toMatchObject([{ id: 'author/model', path: '' }]);
});

it.each(HOSTILE.map((text) => [text.slice(0, 20), text]))('keeps %j in its field', (_, text = '') => {
  const rows = rowsOf(csv(hostile(text)));
  expect(rows).toHaveLength(3);
  for (const { id, loader } of rows) {
    expect(id?.replace(/^'/, '')).toBe(visible(text));
    expect(loader).toBe(id);
  }
});

it.each(['=HYPERLINK("https://evil.example","x")', '+1+cmd|calc!A0', '-2+3', '@SUM(1)', ' =1+1', '＝1+1'])(
  'gives a spreadsheet %j as text',
  (text) => {
    const [row] = rowsOf(csv(report([finding({ id: text, places: [place(text, 1, 'call', text)] })])));
    for (const cell of [row?.id, row?.path, row?.loader]) expect(cell).toBe(`'${text}`);
  },
);
