import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import type { ReportContext } from '../../src/report/context.ts';
import { diagnosticLine, plain } from '../../src/report/plain.ts';
import { expectGolden } from './golden.ts';
import { CONTEXT, finding, HOSTILE, hostile, MIXED, place, report, wide } from './sample.ts';

describe('the page', () => {
  it.each([40, 80, 120])('reads well at %i columns', (width) => {
    expectGolden(`fixtures/report/plain/mixed-${width}.txt`, plain(MIXED, wide(width)));
  });

  it('reads well in colour, with links to the rules', () => {
    const terminal = { color: true, width: 80, hyperlinks: true };
    const painted = plain(MIXED, { ...CONTEXT, terminal });
    expectGolden('fixtures/report/plain/mixed-color.txt', painted.replaceAll('\u001B', '␛'));
    expect(unpainted(painted)).toBe(plain(MIXED, CONTEXT));
  });

  it('says nothing of what did not happen', () => {
    expect(
      plain(report([finding({})]), CONTEXT)
        .split('\n\n')
        .at(-1),
    ).toBe(
      [
        '1 finding: 1 low.',
        '1,280 references to 40 repositories in 61 files; 52 requests to',
        '  https://huggingface.co.',
        'namesake explain unpinned-revision says more.',
        '',
      ].join('\n'),
    );
  });

  it('keeps every id, path and loader whole at any width', () => {
    for (let width = 1; width < 130; width += 7) {
      const text = plain(MIXED, wide(width));
      for (const { id, places } of MIXED.findings) {
        expect(text).toContain(id);
        expect(text).toContain(`${places[0]?.site.path}:${places[0]?.site.line}:${places[0]?.site.column}`);
        expect(text).toContain(places[0]?.loader ?? '');
      }
    }
  });

  it('exceeds the terminal only by a word that is itself too long', () => {
    for (const width of [40, 60, 80, 100]) {
      for (const line of plain(MIXED, wide(width)).split('\n')) {
        if (stringWidth(line) > width) expect(line.trim()).not.toMatch(/ {2}|^(?!model |dataset ).* /);
      }
    }
  });
});

describe('findings', () => {
  it('for information only share a block beyond the third of a rule, and are told in full when all is asked for', () => {
    const findings = ['a/a', 'b/b', 'c/c', 'd/d', 'e/e'].map((id) =>
      finding({ id, rule: 'unverified-reference', severity: 'info' }),
    );
    const grave = ['f/f', 'g/g', 'h/h', 'i/i'].map((id) =>
      finding({ id, rule: 'orphaned-namespace', severity: 'high' }),
    );
    const blocks = plain(report([...findings, ...grave]), CONTEXT).split('\n\n');
    expect(blocks).toHaveLength(4 + 3 + 1 + 1);
    expect(blocks.at(-2)).toBe('info      unverified-reference  2 more, which --verbose tells\n  d/d, e/e');
    expect(plain(report(findings), { ...CONTEXT, verbose: true }).split('\n\n')).toHaveLength(5 + 1);
  });

  it('stand worst first, those of one repository side by side', () => {
    const ids = ['low b/b', 'high a/a', 'low a/a', 'low b/b', 'critical b/b'];
    const findings = ids.map((text) => {
      const [severity, id = ''] = text.split(' ');
      return finding({ severity: severity === 'low' ? 'low' : severity === 'high' ? 'high' : 'critical', id });
    });
    const heads = plain(report(findings), CONTEXT).match(/^(?:critical|high|low) .*$/gm);
    expect(
      heads?.map((head) =>
        head
          .split(/ +/)
          .filter((_, index) => index !== 1)
          .join(' '),
      ),
    ).toEqual(['critical model b/b', 'high model a/a', 'low model b/b', 'low model b/b', 'low model a/a']);
  });

  it('name the confidence where it is not high', () => {
    expect(plain(report([finding({ confidence: 'low' })]), CONTEXT)).toContain('model author/model  low confidence\n');
    expect(plain(report([finding({})]), CONTEXT)).not.toContain('confidence');
  });

  it('show five places, and all when asked', () => {
    const many = report([
      finding({ places: Array.from({ length: 2_000 }, (_, line) => place('a.py', line + 1, 'call')) }),
    ]);
    const short = plain(many, CONTEXT);
    expect(short.match(/a\.py:/g)).toHaveLength(5);
    expect(short).toContain('    and 1,995 more\n');
    const long = plain(many, { ...CONTEXT, verbose: true });
    expect(long.match(/a\.py:/g)).toHaveLength(2_000);
    expect(long).not.toContain('more\n');
  });

  it('are all shown, however many there are', () => {
    const findings = Array.from({ length: 30_000 }, (_, index) => finding({ id: `author/model-${index}` }));
    const text = plain(report(findings), CONTEXT);
    expect(text.match(/^low /gm)).toHaveLength(30_000);
    expect(text).toContain('30,000 findings: 30,000 low.');
  });
});

describe('the verdict claims no more than is known', () => {
  const cases: [string, Report, Partial<ReportContext>, string[]][] = [
    [
      'every answer clear',
      report([]),
      {},
      ['Nothing to report.', coverage('; 52 requests to https://huggingface.co.')],
    ],
    [
      'an answer missing',
      report([], { hub: { endpoint: 'https://huggingface.co', snapshot: false, requests: 52, saved: 0, unknown: 2 } }),
      {},
      [
        'Nothing to report among the answers the Hub gave.',
        coverage('; 52 requests to https://huggingface.co.'),
        '2 questions left open: the Hub gave no clear answer.',
      ],
    ],
    [
      'offline',
      report([], { hub: null }),
      {},
      [
        'Nothing to report. The Hub was not asked what stands behind the names.',
        coverage('.'),
        'Offline: 2 rules did not run, for want of the Hub: orphaned-namespace, missing-repository.',
      ],
    ],
    [
      'no reference',
      report([], { files: 3, references: 0, repositories: 0, hub: null }),
      { rules: new Map() },
      ['No reference to the Hugging Face Hub was found.', '0 references to 0 repositories in 3 files.'],
    ],
    [
      'names that could not be followed, alone',
      report([], { references: 0, repositories: 0, unresolved: 1, hub: null }),
      { rules: new Map() },
      [
        'Nothing to report. The Hub was not asked what stands behind the names.',
        '0 references to 0 repositories in 61 files.',
        'At 1 more place the name could not be followed; namesake refs shows where.',
      ],
    ],
    [
      'findings kept back',
      { ...report([], { ignored: 1, hidden: 2 }), diagnostics: [{ path: 'a', message: 'b' }] },
      {},
      [
        'Nothing to report.',
        coverage('; 52 requests to https://huggingface.co.'),
        '1 finding ignored by a comment or the configuration.',
        '2 findings kept back by the persona; --persona auditor shows all.',
        '1 diagnostic on standard error.',
      ],
    ],
  ];
  it.each(cases)('%s', (_, given, context, lines) => {
    expect(plain(given, { ...wide(200), ...context }).replaceAll('\n  ', ' ')).toBe(`${lines.join('\n')}\n`);
  });
});

/** Without the colours and the links that are namesake's own. */
function unpainted(text: string): string {
  return text.replaceAll('\u001B', '␛').replace(/␛\]8;;(?:https:\/\/example\.org\/[!-~]*)?␛\\|␛\[\d+m/g, '');
}

function coverage(end: string): string {
  return `1,280 references to 40 repositories in 61 files${end}`;
}

describe('hostile text', () => {
  it('prints nothing unseen and no command of a CI runner', () => {
    for (const text of HOSTILE) {
      const printed = plain(hostile(text), CONTEXT) + hostile(text).diagnostics.map(diagnosticLine).join('\n');
      expect(printed).not.toMatch(/(?![ \n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u);
      expect(printed).not.toMatch(/^\s*::|##[a-z]*\[/m);
    }
  });

  it('cannot reach the terminal through a link or a colour', () => {
    const terminal = { color: true, width: 80, hyperlinks: true };
    for (const text of HOSTILE) {
      const painted = plain(
        { ...hostile(text), findings: hostile(text).findings.map((one) => ({ ...one, rule: text })) },
        { ...CONTEXT, terminal },
      );
      const own = unpainted(painted);
      expect(own).not.toMatch(/(?![ \n])[␛\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u);
    }
  });
});

it('writes a diagnostic on one line, with its file and line where it has them', () => {
  expect(diagnosticLine({ path: 'a\n.py', line: 3, message: 'b\u001B' })).toBe('a\\u{a}.py:3: b\\u{1b}');
  expect(diagnosticLine({ path: 'a.py', message: 'b' })).toBe('a.py: b');
  expect(diagnosticLine({ path: null, message: 'b' })).toBe('namesake: b');
});
