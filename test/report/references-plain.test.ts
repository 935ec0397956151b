import { describe, expect, it } from 'vitest';
import { referencesPlain } from '../../src/report/references-plain.ts';
import { expectGolden } from './golden.ts';
import { EXTRACTION, HOSTILE, hostileExtraction, REFERENCES_CONTEXT, reference, repository, site } from './sample.ts';

const BRIEF = { ...REFERENCES_CONTEXT, explain: false, rejected: false };

it.each([40, 80, 120])('reads well at %i columns', (width) => {
  const terminal = { ...REFERENCES_CONTEXT.terminal, width };
  expectGolden(
    `fixtures/report/references/explained-${width}.txt`,
    referencesPlain(EXTRACTION, { ...REFERENCES_CONTEXT, terminal }),
  );
});

it('reads well in colour', () => {
  const terminal = { ...REFERENCES_CONTEXT.terminal, color: true };
  const painted = referencesPlain(EXTRACTION, { ...REFERENCES_CONTEXT, terminal }).replaceAll('\u001B', '␛');
  expectGolden('fixtures/report/references/explained-color.txt', painted);
  expect(painted.replace(/␛\[\d+m/g, '')).toBe(referencesPlain(EXTRACTION, REFERENCES_CONTEXT));
});

it('says why only when asked', () => {
  expect(referencesPlain(EXTRACTION, BRIEF)).not.toContain('a literal argument');
  expect(referencesPlain(EXTRACTION, REFERENCES_CONTEXT)).toContain('· a literal argument of a known loader\n');
});

it('shows what was rejected only when asked, and counts it always', () => {
  expect(referencesPlain(EXTRACTION, BRIEF)).not.toContain('actions/checkout');
  expect(referencesPlain(EXTRACTION, BRIEF)).toMatch(/, 1 rejected, in 3 files\.\n$/);
  expect(referencesPlain(EXTRACTION, REFERENCES_CONTEXT)).toContain('actions/checkout  no reference\n');
});

it('always says why a name could not be followed', () => {
  expect(referencesPlain(EXTRACTION, BRIEF)).toContain('· read from the command line\n');
});

it('counts two spellings of one repository once', () => {
  const references = ['Author/Model', 'author/model'].map((id) => reference({ id: repository(id) }));
  expect(referencesPlain({ ...EXTRACTION, references }, BRIEF)).toContain('2 references to 1 repository, ');
});

it('keeps the lines of a file together and in order', () => {
  const sites = [site('b.py', 9, 1), site('a.py', 2, 7), site('b.py', 1, 1), site('a.py', 2, 3)];
  const references = sites.map((where) => reference({ site: where }));
  const text = referencesPlain({ ...EXTRACTION, references, unresolved: [] }, BRIEF);
  expect(text.match(/^(?:\S+\.py$| {2}\d+:\d+)/gm)).toEqual(['b.py', '  1:1', '  9:1', 'a.py', '  2:3', '  2:7']);
});

describe('an extraction', () => {
  it('of nothing says so', () => {
    const nothing = { references: [], unresolved: [], rejected: [], diagnostics: [] };
    expect(referencesPlain(nothing, BRIEF)).toBe(
      '0 references to 0 repositories, 0 not followed, 0 rejected, in 0 files.\n',
    );
  });

  it('of hostile text prints nothing unseen and no command of a CI runner', () => {
    for (const text of HOSTILE) {
      const printed = referencesPlain(hostileExtraction(text), REFERENCES_CONTEXT);
      expect(printed).not.toMatch(/(?![ \n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u);
      expect(printed).not.toMatch(/^\s*::|##[a-z]*\[/m);
    }
  });
});
