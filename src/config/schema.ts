/** What may stand in a namesake.yml: one schema that checks it, explains it to an editor and knows its keys. */
import { z } from 'zod';
import { PERSONAS, REPO_KINDS, SEVERITIES } from '../model.ts';
import { parseEndpoint } from './endpoint.ts';
import { FAIL_LEVELS } from './fail-levels.ts';
import { parseSize } from './size.ts';

const text = z.string().min(1).max(1000);
const ruleName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected the name of a rule');

const excludePattern = text.refine((pattern) => !/[{}\n]/.test(pattern), {
  error: 'braces are not expanded: write one pattern for each alternative',
});

const endpoint = z.string().superRefine((value, context) => {
  const parsed = parseEndpoint(value);
  if ('problem' in parsed) context.addIssue({ code: 'custom', message: parsed.problem });
});

const ruleSetting = z.union([z.literal('off'), z.strictObject({ severity: z.enum(SEVERITIES) })], {
  error: `expected off, or a mapping with severity: ${SEVERITIES.join(', ')}`,
});

const ignoreEntry = z
  .strictObject({
    rule: ruleName.optional().describe('Only findings of this rule.'),
    id: text.optional().describe('Only these repositories: a glob such as org/*.'),
    path: text.optional().describe('Only in these files: a glob, relative to the folder of this file.'),
    reason: text.describe('Why it is right to ignore them, for whoever reads this next.'),
    until: z.iso
      .date({ error: 'expected a date: YYYY-MM-DD' })
      .optional()
      .describe('The last day on which they are ignored: YYYY-MM-DD.'),
  })
  .refine((entry) => entry.rule !== undefined || entry.id !== undefined || entry.path !== undefined, {
    error: 'expected at least one of rule, id and path',
  });

const ARGUMENT = 'expected the name of an argument, or its position, counted from 0';
const identifier = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
const loaderEntry = z.strictObject({
  name: text
    .regex(
      /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u,
      'expected a qualified name such as mypkg.load_model',
    )
    .describe('The qualified name of a function of your own that loads from the Hub.'),
  kind: z.enum(REPO_KINDS).default('model').describe('What it loads.'),
  id: z
    .union([z.int(ARGUMENT).min(0, ARGUMENT).max(99, ARGUMENT), z.string().regex(identifier, ARGUMENT)], ARGUMENT)
    .default(0)
    .describe('The argument that takes the repository: its name, or its position counted from 0.'),
  revision: z
    .string()
    .regex(identifier, 'expected the name of an argument')
    .optional()
    .describe('The name of the argument that takes the revision.'),
});

export const configSchema = z.strictObject({
  'fail-on': z.enum(FAIL_LEVELS).optional().describe('The least severity that makes the run fail.'),
  persona: z.enum(PERSONAS).optional().describe('Whom the report is for.'),
  endpoint: endpoint.optional().describe('The hub to ask. A token is never sent to an address from this file.'),
  exclude: z
    .array(excludePattern)
    .max(1000)
    .optional()
    .describe('Files and folders to leave out: patterns as in a .gitignore in the folder of this file.'),
  'max-file-size': z
    .union([z.string(), z.number()])
    .refine((size) => parseSize(size) !== null, { error: 'expected a size such as 500kB or 10MB, at most 256MB' })
    .optional()
    .describe('Larger files are not read: 10MB, and 50MB for notebooks, where nothing is said.'),
  strict: z.boolean().optional().describe('An unreachable Hub or an unreadable file fails the run.'),
  rules: z.record(ruleName, ruleSetting).optional().describe('By rule: off, or another severity.'),
  ignore: z.array(ignoreEntry).max(10_000).optional().describe('Findings that are known and accepted.'),
  loaders: z.array(loaderEntry).max(1000).optional().describe('Functions of your own that load from the Hub.'),
});

export type Config = z.output<typeof configSchema>;

/** The keys that are known beside a mistyped one, by the first part of its path. */
export const KNOWN_KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['', Object.keys(configSchema.shape)],
  ['rules', ['severity']],
  ['ignore', Object.keys(ignoreEntry.shape)],
  ['loaders', Object.keys(loaderEntry.shape)],
]);

/** The JSON schema of the file, for editors. */
export function configJsonSchema(): object {
  return { title: 'namesake.yml', ...z.toJSONSchema(configSchema, { io: 'input' }) };
}
