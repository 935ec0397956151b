import { describe, expect, it } from 'vitest';
import type { Severity } from '../../src/model.ts';
import { github } from '../../src/report/github.ts';
import { expectGolden } from './golden.ts';
import { finding, HOSTILE, hostile, MIXED, place, report } from './sample.ts';

it('writes one command for each finding, worst first', () => {
  expectGolden('fixtures/report/github/mixed.txt', github(MIXED, { annotations: 10 }));
});

it('writes nothing where there is nothing', () => {
  expect(github(report([]), { annotations: 10 })).toBe('');
});

it('says at how many more places a finding stands', () => {
  const many = finding({ places: Array.from({ length: 2_000 }, (_, line) => place('a.py', line + 1, 'call')) });
  expect(github(report([many]), { annotations: 10 })).toMatch(/%0AAnd at 1,999 more places\.\n$/);
});

describe('the annotations that GitHub shows', () => {
  const some = (amount: number, severity: Severity) =>
    Array.from({ length: amount }, (_, index) => finding({ severity, id: `author/${severity}-${index}` }));
  const levels = (text: string) => text.match(/^::\w+/gm)?.join(' ') ?? '';

  it('are all used where all findings have one', () => {
    const text = github(report([...some(2, 'low'), ...some(2, 'medium'), ...some(1, 'critical'), ...some(1, 'high')]), {
      annotations: 2,
    });
    expect(levels(text)).toBe('::error ::error ::warning ::warning ::notice ::notice');
  });

  it('leave one for how many are left out', () => {
    const text = github(report([...some(30_000, 'low'), ...some(12, 'high')]), { annotations: 10 });
    expect(levels(text)).toBe([...Array(10).fill('::error'), ...Array(10).fill('::notice')].join(' '));
    expect(text).toMatch(/\n::notice title=namesake::29,993 more findings: the full report lists every one\.\n$/);
  });

  it('go to the critical before the high', () => {
    const text = github(report([...some(10, 'high'), ...some(1, 'critical')]), { annotations: 1 });
    expect(text).toMatch(/^::error .*author\/critical-0/);
    expect(text).toContain('10 more findings');
  });
});

describe('hostile text', () => {
  it('stays within its own command and its own property', () => {
    for (const text of HOSTILE) {
      const lines = github(hostile(text), { annotations: 10 }).split('\n');
      expect(lines).toHaveLength(3);
      for (const line of lines.slice(0, 2)) {
        expect(line).toMatch(/^::(?:error|notice) file=[^,:]*,line=1,col=1,endColumn=21,title=[^,:]*::/);
        expect(line).not.toMatch(/(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]|%(?![0-9A-F]{2})/u);
      }
    }
  });

  it('keeps the path to which a runner decodes it', () => {
    const line = github(report([finding({ places: [place('a,b:c%d\n/é.py', 1, 'call')] })]), { annotations: 10 });
    const encoded = /file=([^,]*),/.exec(line)?.[1] ?? '';
    expect(decodeURIComponent(encoded)).toBe('a,b:c%d\n/é.py');
  });
});
