import { describe, expect, test } from 'vitest';
import { github } from '../../src/report/github.ts';
import { json } from '../../src/report/json.ts';
import { markdown } from '../../src/report/markdown.ts';
import { plain } from '../../src/report/plain.ts';
import { sarif } from '../../src/report/sarif.ts';
import { CONTEXT, finding, place, report } from './sample.ts';

const PLACES = [place('models.csv', 2, 'config'), place('models.csv', 7, 'config')];
const REPORT = report([finding({ places: PLACES, unlisted: 1_000 })]);

describe('places that a finding counts and does not list', () => {
  test.each([
    ['plain', plain(REPORT, CONTEXT), 'and 1,000 more'],
    ['markdown, in the table', markdown(REPORT, CONTEXT), 'and 1,001 more'],
    ['markdown, in the details', markdown(REPORT, CONTEXT), '- and 1,000 more'],
    ['github', github(REPORT, CONTEXT), 'And at 1,001 more places.'],
    ['sarif', sarif(REPORT, CONTEXT), 'and 1,000 more places. Of these places, 1,000 are not listed here.'],
    ['json', json(REPORT), '"unlisted": 1000'],
  ])('are told in %s', (_, text, told) => {
    expect(text).toContain(told);
  });
});

describe('the summary', () => {
  const hub = { endpoint: 'https://huggingface.co', snapshot: false, requests: 52, saved: 1_948, unknown: 3 };

  test('tells the requests made, those that the cache spared, and what is unknown still', () => {
    const text = plain(report([], { hub }), CONTEXT);
    expect(text.replace(/\s+/g, ' ')).toContain(
      '52 requests to https://huggingface.co and 1,948 answers from the cache.',
    );
    expect(text).toContain('3 questions left open');
  });

  test('tells what is known from the baseline, and that there is nothing new', () => {
    const known = [{ fingerprint: 'a', severity: 'low', kind: 'model', id: 'author/model' } as const];
    const text = plain({ ...report([]), known }, CONTEXT);
    expect(text).toContain('Nothing new to report.');
    expect(text).toContain('1 finding known from the baseline.');
  });
});
