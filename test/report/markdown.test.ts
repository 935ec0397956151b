import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { markdown } from '../../src/report/markdown.ts';
import { expectGolden } from './golden.ts';
import { CONTEXT, finding, HOSTILE, hostile, MIXED, place, report } from './sample.ts';

/** github.com refuses a longer comment. */
const MOST = 65_536;

it('reads well', () => {
  expectGolden('fixtures/report/markdown/mixed.md', markdown(MIXED, CONTEXT));
});

it('is short where there is nothing to say', () => {
  expectGolden('fixtures/report/markdown/empty.md', markdown(report([]), CONTEXT));
});

it('links to the files of a commit when told where they are', () => {
  const source = 'https://github.com/owner/name/blob/0a67737c/';
  expect(markdown(MIXED, { ...CONTEXT, source })).toContain(`](${source}src/llm/load.py?plain=1#L41)`);
});

const MANY_PLACES = finding({ places: Array.from({ length: 2_000 }, (_, line) => place('a.py', line + 1, 'call')) });
const MANY = Array.from({ length: 30_000 }, (_, index) => finding({ id: `author/model-${index}` }));

describe('a large report', () => {
  it('shows ten places of a finding', () => {
    const text = markdown(report([MANY_PLACES]), CONTEXT);
    expect(text.match(/^- \[/gm)).toHaveLength(10);
    expect(text).toContain('\n- and 1,990 more\n');
  });

  it('keeps the worst and says how many are left out', () => {
    const text = markdown(report([...MANY, finding({ id: 'the/worst', severity: 'critical' })]), CONTEXT);
    expect(text.length).toBeLessThan(MOST);
    const rows = text.match(/^\| (?:critical|low) /gm) ?? [];
    expect(rows[0]).toBe('| critical ');
    expect(rows.length).toBeGreaterThan(100);
    expect(text).toContain(`And ${(30_001 - rows.length).toLocaleString('en-US')} more findings not in this table.`);
  });

  it('is not emptied by one finding that is made to be large', () => {
    for (const text of HOSTILE.map((part) => part.repeat(Math.ceil(5_000 / (part.length + 1))))) {
      const attacker = finding({
        severity: 'critical',
        id: text,
        message: text,
        advice: text,
        places: Array.from({ length: 100 }, () => ({ ...place(text, 1, 'call', text) })),
      });
      const body = markdown(report([attacker, finding({ id: 'the/honest' })]), CONTEXT);
      expect(body.match(/`the\/honest`/g)).toHaveLength(2);
    }
  });
});

describe.each<[string, Report]>([
  ['the sample', MIXED],
  ['an empty report', report([])],
  ['an offline report', report([], { hub: null })],
  ['2,000 places', report([MANY_PLACES])],
  ['30,000 findings', report(MANY)],
  ['30,000 diagnostics', { ...report([]), diagnostics: MANY.map(({ id }) => ({ path: id, message: id })) }],
  ...HOSTILE.map((text): [string, Report] => [`hostile text ${JSON.stringify(text.slice(0, 20))}`, hostile(text)]),
  ...HOSTILE.map((text): [string, Report] => [
    `much of ${JSON.stringify(text.slice(0, 20))}`,
    { ...hostile(text), findings: Array.from({ length: 500 }, () => hostile(text).findings).flat() },
  ]),
])('%s', (_, given) => {
  const text = markdown(given, CONTEXT);
  const html = micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });

  it('fits into a comment', () => {
    expect(text.length).toBeLessThan(MOST);
    expect(text).not.toMatch(/(?![ \n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u);
  });

  it('renders to what was meant and nothing else', () => {
    const tags = new Set(html.replace(/<!-- namesake -->/, '').match(/<[^>]*>/g) ?? []);
    const links = [...tags].filter((tag) => tag.startsWith('<a'));
    for (const link of links)
      expect(link).toMatch(
        /^<a href="(?:https:\/\/example\.org\/namesake\/blob\/|[\w.%~-]+[\w/.%~-]*\?plain=1#L\d+"|\?plain=1#L\d+")/,
      );
    const own =
      /^<\/?(?:a|h3|p|strong|br|details|summary|table|thead|tbody|tr|th|td|ul|li|code)(?: (?:href|align)="[^"]*")?(?: \/)?>$/;
    expect([...tags].filter((tag) => !own.test(tag))).toEqual([]);
    for (const [, opened, closed] of [['details', /<details>/g, /<\/details>/g] as const]) {
      expect(html.match(opened)?.length).toBe(html.match(closed)?.length);
    }
  });

  it('keeps its table in shape', () => {
    for (const row of html.match(/<tr>\n<td.*?<\/tr>/gs) ?? []) expect(row.match(/<td/g)).toHaveLength(4);
  });

  it('mentions nobody and refers to nothing', () => {
    const prose = html.replace(/<code>[^<]*<\/code>/g, '').replace(/<[^>]*>/g, '');
    expect(prose).not.toMatch(/[@#*_~`$[\]|]|www\.|:\/\//);
  });
});
