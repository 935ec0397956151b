import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Report } from '../../src/model.ts';
import { gitlab } from '../../src/report/gitlab.ts';
import { expectGolden } from './golden.ts';
import { finding, HOSTILE, hostile, MIXED, place, report } from './sample.ts';

/** What docs.gitlab.com, "Code Quality", says that a report has to have. */
const CODE_QUALITY = z.array(
  z.object({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().min(1),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.object({
      path: z.string().regex(/^(?!\.\/)/),
      lines: z.object({ begin: z.int().positive() }),
    }),
  }),
);

it('is printed in the shape promised', () => {
  expectGolden('fixtures/report/gitlab/mixed.json', gitlab(MIXED));
});

it.each<[string, Report]>([
  ['the sample', MIXED],
  ['an empty report', report([])],
  ...HOSTILE.map((text): [string, Report] => [text.slice(0, 20), hostile(text)]),
])('has what GitLab asks for: %s', (_, given) => {
  const entries = CODE_QUALITY.parse(JSON.parse(gitlab(given)));
  expect(entries).toHaveLength(given.findings.length);
  expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
});

it('knows a finding again whose line has moved', () => {
  const print = (line: number) =>
    CODE_QUALITY.parse(JSON.parse(gitlab(report([finding({ places: [place('a.py', line, 'call')] })]))))[0]
      ?.fingerprint;
  expect(print(3)).toBe(print(300));
});
