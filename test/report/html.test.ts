import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html } from '../../src/report/html.ts';
import { AUDITED, AUDITED_CONTEXT, hostileAudit, manyFindings } from './audited-sample.ts';
import { CONTEXT, finding, HOSTILE, MIXED, place, report } from './sample.ts';

const PAGE = html(AUDITED, AUDITED_CONTEXT);

/** The text of a page, as it is shown. */
function textOf(page: string): string {
  return page
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\n+/g, '\n');
}

it('begins with the verdict, and then what cannot wait', () => {
  const text = textOf(PAGE.slice(PAGE.indexOf('<body>')));
  const order = [
    '4 findings: 2 critical, 1 high, 1 low.',
    'First of all',
    'model lost-lab/rerank-mini',
    'At a glance',
    'Findings',
  ];
  const places = order.map((each) => text.indexOf(each));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});

it('lets nothing run or style it but what is in it', () => {
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(PAGE) ?? [];
  for (const [tag, directive] of [
    ['style', 'style-src'],
    ['script', 'script-src'],
  ] as const) {
    const [, content = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(PAGE) ?? [];
    const hash = createHash('sha256').update(content).digest('base64');
    expect(policy.replaceAll('&#39;', "'")).toContain(`${directive} 'sha256-${hash}'`);
  }
  expect(policy).toMatch(/^default-src &#39;none&#39;;/);
});

it.each(HOSTILE.map((text) => [text.slice(0, 20), text]))(
  'has no markup of %j, and no command for a CI runner',
  (_, text = '') => {
    const page = html(hostileAudit(text), AUDITED_CONTEXT);
    const calm = html(hostileAudit('x'), AUDITED_CONTEXT);
    const tags = (all: string) => new Set([...all.matchAll(/<[a-z!/][^\s>]*/g)].map(([tag]) => tag));
    expect([...tags(page)].filter((tag) => !tags(calm).has(tag) && !tags(PAGE).has(tag))).toEqual([]);
    const [, body = ''] = page.split('</head>');
    expect(body).not.toMatch(/##\[|##vso\[|(?:^|\s)::[a-z]/im);
  },
);

describe('the code of a finding', () => {
  it('is shown around the place, with what it is about marked', () => {
    expect(PAGE).toContain(
      'return pipeline(&#34;text-classification&#34;, model=&#34;<mark>heron-labs/tern-7b</mark>&#34;)',
    );
    expect(textOf(PAGE)).toContain('def sentiment():');
  });

  it('is not shown where the file has changed since, or is gone', () => {
    for (const text of [() => null, () => 'import os\n', (path: string) => `\n${AUDITED_CONTEXT.text(path)}`]) {
      expect(html(AUDITED, { ...CONTEXT, text })).not.toContain('<pre>');
    }
  });

  it('is a stretch of a long line', () => {
    const line = `${'x'.repeat(5_000)}lost-lab/rerank-mini${'y'.repeat(5_000)}`;
    const site = {
      ...place('a.json', 1, 'config').site,
      column: 5_001,
      endColumn: 5_021,
      span: { start: 5_000, end: 5_020 },
    };
    const page = html(report([finding({ places: [{ site, place: 'config' }] })]), { ...CONTEXT, text: () => line });
    expect(page).toContain(`…${'x'.repeat(80)}<mark>lost-lab/rerank-mini</mark>${'y'.repeat(140)}…`);
    expect(page).not.toContain('x'.repeat(81));
  });

  it('is shown once for several places of a line', () => {
    const text = () => 'a/b and a/b\n';
    const at = (start: number) => ({
      site: {
        ...place('a.md', 1, 'prose').site,
        column: start + 1,
        endColumn: start + 4,
        span: { start, end: start + 3 },
      },
      place: 'prose' as const,
    });
    const page = html(report([finding({ id: 'a/b', places: [at(8), at(0)] })]), { ...CONTEXT, text });
    expect(page).toContain('<mark>a/b</mark> and <mark>a/b</mark>');
    expect(page.match(/<pre>/g)).toHaveLength(1);
  });
});

it('says how much is not shown', () => {
  const places = Array.from({ length: 50 }, (_, index) => place('a.py', index + 1, 'call'));
  expect(textOf(html(report([finding({ places, unlisted: 7 })]), CONTEXT))).toContain('and 37 more places');
  const many = textOf(html(manyFindings(2_000), CONTEXT));
  expect(many).toContain('700 namespaces that the code names');
  expect(many).toContain('and 200 more');
});

it('is of a size that a browser takes, and says what it leaves out', () => {
  const page = html(manyFindings(10_003), CONTEXT);
  expect(page.match(/<tbody id="finding-/g)).toHaveLength(10_000);
  expect(textOf(page)).toContain('3 more findings of least severity left out');
  expect(textOf(page)).toContain('10,003 findings: ');
});

it('draws time only where time is the argument', () => {
  expect(PAGE.match(/class="timeline"/g)).toHaveLength(1);
  expect(html(MIXED, CONTEXT)).not.toContain('class="timeline"');
});

it('says that there is nothing to report, and what was looked at all the same', () => {
  const text = textOf(html(report([]), CONTEXT));
  expect(text).toContain('Nothing to report.');
  expect(text).toContain('1,280 references to 40 repositories in 61 files');
});
