import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { body, COMMENT_MOST, isWorthTelling, SUMMARY_MOST } from '../../src/pr/body.ts';
import { type Comparison, readRecord, recordText, type Told } from '../../src/pr/record.ts';
import { RULES } from '../../src/rules/registry.ts';

const rules = new Map(RULES.map(({ meta }) => [meta.name, meta]));
const context = { source: 'https://forge.example/acme/app/blob/c/', ruleUrl: () => null, notes: [] };

function told(more: Partial<Told> = {}): Told {
  return {
    rule: 'orphaned-namespace',
    severity: 'critical',
    confidence: 'high',
    kind: 'model',
    id: 'lost-lab/x',
    message: 'Nobody owns it.',
    advice: 'Take it out.',
    places: [{ path: 'a.py', line: 3 }],
    unlisted: 0,
    ...more,
  };
}

function comparison(more: Partial<Comparison> = {}): Comparison {
  return {
    head: 'a'.repeat(40),
    ...{ introduced: [], standing: [], mended: [], references: [], loosened: [], edited: [] },
    more: { introduced: 0, standing: 0, mended: 0, references: 0, loosened: 0 },
    ...{ debts: 0, silenced: 0, unknown: 0 },
    ...more,
  };
}

const html = (markdown: string): string => micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });

test('what is too long for a comment is shortened, says so, and keeps the count and the gravest', () => {
  const many = Array.from({ length: 200 }, (_, index) =>
    told({ id: `lost-lab/model-${index}`, severity: index === 150 ? 'critical' : 'low', message: 'word '.repeat(110) }),
  );
  const all = comparison({ introduced: many, more: { ...comparison().more, introduced: 12 } });
  const comment = body(all, context, COMMENT_MOST);
  expect(comment.length).toBeLessThanOrEqual(COMMENT_MOST);
  expect(comment).toContain('introduces 212 findings');
  expect(comment).toContain('`lost-lab/model-150`');
  expect(comment).toContain('the job has all of it');
  const summary = body(all, context, SUMMARY_MOST);
  expect(summary.length).toBeGreaterThan(COMMENT_MOST);
  expect(many.filter(({ id }) => !summary.includes(`\`${id}\``))).toEqual([]);
});

test('a comment is within its limit when every section is full', () => {
  const long = (index: number): string => `lost-lab/${'x'.repeat(140)}${index}`;
  const place = { path: `${'y'.repeat(300)}.py`, line: 1 };
  const many = Array.from({ length: 200 }, (_, index) =>
    told({ id: long(index), places: [place], message: 'a/b '.repeat(150) }),
  );
  const full = comparison({
    ...{ introduced: many, standing: many, mended: many },
    references: many.map(({ id }) => ({ kind: 'model', id, state: 'live', pinned: false, place })),
    loosened: many.map(({ id }) => ({ what: 'pin lost', kind: 'model', id, was: 'a', now: 'b', place })),
  });
  expect(body(full, context, COMMENT_MOST).length).toBeLessThanOrEqual(COMMENT_MOST);
  expect(body(full, context, SUMMARY_MOST).length).toBeLessThanOrEqual(SUMMARY_MOST);
});

test('no name closes a table, a fold or a list, or becomes a link, a picture or a mention', () => {
  const evil = '</details>|![x](https://evil.example)@ada`#1';
  const page = html(
    body(
      comparison({
        introduced: [told({ id: evil, message: evil, advice: evil, places: [{ path: `${evil}.py`, line: 1 }] })],
        loosened: [{ what: 'pin lost', kind: 'model', id: evil, was: evil, now: evil, place: { path: evil, line: 1 } }],
        references: [{ kind: 'model', id: evil, state: 'live', pinned: false, place: { path: evil, line: 1 } }],
      }),
      context,
      COMMENT_MOST,
    ),
  );
  const outside = page.replace(/<code>[\s\S]*?<\/code>/g, '');
  expect(outside).not.toMatch(/@ada|<img|#1\b/);
  expect([...page.matchAll(/href="([^"]*)"/g)].filter(([, to = '']) => !to.startsWith(context.source))).toEqual([]);
});

test('a record comes back as it was, but for its sentences, which are those of the rules', () => {
  const all = comparison({ introduced: [told()], standing: [told({ id: 'lost-lab/y' })], unknown: null });
  const back = readRecord(recordText(all), rules);
  expect(back?.introduced[0]).toEqual({
    ...told(),
    message: rules.get('orphaned-namespace')?.summary,
    advice: 'Run namesake explain orphaned-namespace.',
  });
  expect(back).toMatchObject({ head: all.head, more: all.more, unknown: null });
});

test('a template, whose text has room for a sentence, is counted in a record and not shown', () => {
  const all = comparison({ introduced: [told({ id: 'lost-lab/{name of the model}' })] });
  const back = readRecord(recordText(all), rules);
  expect(back?.introduced).toEqual([]);
  expect(back?.more.introduced).toBe(1);
});

test.each([
  ['a rule that does not exist', { introduced: [told({ rule: 'all-is-well' })] }],
  ['a head that is no commit', { head: 'main' }],
  ['a path with a line feed', { introduced: [told({ places: [{ path: 'a\nb', line: 1 }] })] }],
])('a record with %s is none', (_, more) => {
  const { message: _message, advice: _advice, ...finding } = told();
  const record = { version: 1, ...comparison(), introduced: [finding], ...more };
  const plain = JSON.stringify(record, (key, value) => (key === 'message' || key === 'advice' ? undefined : value));
  expect(readRecord(plain, rules)).toBe(null);
  expect(readRecord(JSON.stringify({ version: 1, ...comparison(), introduced: [finding] }), rules)).not.toBe(null);
});

test('old debts alone are nothing to tell', () => {
  expect(isWorthTelling(comparison({ debts: 40, standing: [told()] }))).toBe(false);
  expect(isWorthTelling(comparison({ edited: ['namesake.yml'] }))).toBe(true);
});
