import type { Log, Replacement } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { linesOf } from '../../src/report/lines.ts';
import { sarif } from '../../src/report/sarif.ts';
import { AUDITED, AUDITED_CONTEXT, COMMIT } from './audited-sample.ts';
import { CONTEXT, HOSTILE, hostile } from './sample.ts';
import { githubProblems, validate } from './sarif-check.ts';

/** As a viewer applies it: section 3.57 of SARIF 2.1.0. */
function applied(text: string, { deletedRegion, insertedContent }: Replacement): string {
  const lines = linesOf(text);
  const offset = (line = 1, column = 1) =>
    Array.from({ length: text.length + 1 }, (_, at) => at).find((at) => {
      const position = lines.positionOf(at);
      return position.line === line && position.column === column;
    }) ?? -1;
  const { startLine, startColumn, endLine, endColumn } = deletedRegion;
  return text.slice(0, offset(startLine, startColumn)) + insertedContent?.text + text.slice(offset(endLine, endColumn));
}

function fixesOf(given: Report, context = AUDITED_CONTEXT) {
  const log: Log = JSON.parse(sarif(given, context));
  return (log.runs[0]?.results ?? []).flatMap(({ fixes = [] }) => fixes);
}

describe('a fix', () => {
  it('pins the revision when it is applied', () => {
    const [fix, ...others] = fixesOf(AUDITED);
    expect(others).toEqual([]);
    const [change] = fix?.artifactChanges ?? [];
    expect(change?.artifactLocation).toEqual({ uri: 'src/models.py', uriBaseId: '%SRCROOT%' });
    const [replacement] = change?.replacements ?? [];
    if (replacement === undefined) throw new Error('no replacement');
    const before = AUDITED_CONTEXT.text('src/models.py') ?? '';
    expect(applied(before, replacement)).toBe(before.replace('revision="main"', `revision="${COMMIT}"`));
  });

  it('is left out where the file is not at hand, for then nobody knows its lines', () => {
    expect(fixesOf(AUDITED, { ...CONTEXT, text: () => null })).toEqual([]);
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 20), text]))(
    'of %j satisfies the schema, and GitHub',
    (_, text = '') => {
      const log: Log = JSON.parse(sarif(hostile(text), { ...CONTEXT, text: () => 'some text\n' }));
      validate(log);
      expect(validate.errors).toBeNull();
      expect(githubProblems(log)).toEqual([]);
      expect(log.runs[0]?.results?.[1]?.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.insertedContent?.text).toBe(
        text,
      );
    },
  );
});
