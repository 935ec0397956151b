/** What a SARIF log has to be: by its official schema, and by what GitHub takes. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { Log } from 'sarif';

const schema = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
);
// The names of its dialect, draft 4, whose other differences it does not use.
delete schema.$schema;
delete schema.id;
export const validate = formats.default(new Ajv({ strict: false, unicodeRegExp: false })).compile(schema);

/** What docs.github.com, "SARIF support for code scanning", asks for beyond the schema. */
export function githubProblems(log: Log): string[] {
  const problems: string[] = [];
  const demand = (met: boolean, what: string) => met || problems.push(what);
  demand(log.$schema !== undefined && log.runs.length <= 20, '$schema, 20 runs');
  for (const { tool, results: all = [], automationDetails } of log.runs) {
    const rules = tool.driver.rules ?? [];
    demand(automationDetails?.id?.endsWith('/') === true, 'category');
    demand(rules.length <= 25_000 && all.length <= 25_000, '25,000 rules and results');
    for (const { id, shortDescription, fullDescription, help, properties } of rules) {
      demand((shortDescription?.text.length ?? 9_999) <= 1_024, `${id}: shortDescription`);
      demand((fullDescription?.text.length ?? 9_999) <= 1_024, `${id}: fullDescription`);
      demand(help?.text !== undefined, `${id}: help`);
      demand((properties?.tags?.length ?? 99) <= 20 && properties?.tags?.includes('security') === true, `${id}: tags`);
      demand(['very-high', 'high', 'medium', 'low'].includes(properties?.precision), `${id}: precision`);
      demand(/^\d\.\d$/.test(properties?.['security-severity']), `${id}: security-severity`);
      demand(
        ['error', 'warning', 'recommendation'].includes(properties?.['problem.severity']),
        `${id}: problem.severity`,
      );
    }
    for (const { ruleId, ruleIndex, message, locations = [], relatedLocations = [], partialFingerprints } of all) {
      demand(rules[ruleIndex ?? -1]?.id === ruleId, 'ruleIndex');
      demand(message.text !== undefined, 'message');
      demand(locations.length >= 1 && locations.length + relatedLocations.length <= 1_000, 'locations');
      demand(Object.keys(partialFingerprints ?? {}).join() === 'namesake/v1', 'partialFingerprints');
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        const { uri = '//' } = physicalLocation?.artifactLocation ?? {};
        demand(!/^(?:[a-z]+:|\/)/i.test(uri), `relative: ${uri}`);
        const { startLine, startColumn, endLine, endColumn } = physicalLocation?.region ?? {};
        demand(
          [startLine, startColumn, endLine, endColumn].every((part) => (part ?? 0) >= 1),
          'region',
        );
      }
      for (const [, link] of message.text?.matchAll(/(?<!\\)\]\((\d+)\)/g) ?? []) {
        demand(
          relatedLocations.some(({ id }) => id === Number(link)),
          `link ${link}`,
        );
      }
    }
  }
  return problems;
}
