/** The examples in the rules' metas, from their text on: what is extracted from it, answered as the example says, is judged. */

import { describe, expect, test } from 'vitest';
import { subjectsOf } from '../../src/commands/resolve.ts';
import { decide } from '../../src/extract/decide.ts';
import { readFileFindings } from '../../src/extract/findings.ts';
import { loaderTable } from '../../src/extract/sinks.ts';
import type { RuleExample, Subject } from '../../src/model.ts';
import { COMMIT } from '../../src/rules/example.ts';
import { RULES } from '../../src/rules/registry.ts';

async function subjectsIn(example: RuleExample): Promise<Subject[]> {
  const { file, text, resolution, revisions, owner, lock, scan, written: at } = example;
  const found = decide([await readFileFindings(file, text, { table: loaderTable([]) })], () => false);
  const written = at === undefined ? {} : { written: { at, commit: COMMIT, shallow: false } };
  const references = found.references.map((reference) => ({ ...reference, ...written }));
  const unresolved = found.unresolved.map((place) => ({ ...place, ...written }));
  return subjectsOf({ ...found, references, unresolved }).map((subject) =>
    subject.is === 'repository'
      ? {
          ...subject,
          resolution: resolution ?? null,
          revisions: new Map(Object.entries(revisions ?? {})),
          lock: lock ?? null,
          ...(scan === undefined ? {} : { scans: new Map(subject.references.map((each) => [each, scan])) }),
        }
      : { ...subject, owner: subject.namespace === null ? null : (owner ?? null) },
  );
}

describe.each(RULES.map((rule) => [rule.meta.name, rule] as const))('the examples of %s', (_, rule) => {
  test.each(rule.meta.fires)('it speaks of $text ($hub)', async (example) => {
    const verdicts = (await subjectsIn(example)).map((subject) => rule.check(subject));
    expect(verdicts).toEqual([expect.objectContaining({ confidence: expect.stringMatching(/high|medium/) })]);
  });

  test.each(rule.meta.quiet)('it is silent on $text ($hub)', async (example) => {
    const subjects = await subjectsIn(example);
    expect(subjects).toHaveLength(1);
    expect(subjects.map((subject) => rule.check(subject))).toEqual([null]);
  });
});
