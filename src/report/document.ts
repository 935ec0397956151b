/** The shape of the JSON that is printed, version 1: what other programs may build upon. Fields are added, never changed. */

import { z } from 'zod';
import { CONFIDENCES, PLACES, REPO_KINDS, SEVERITIES } from '../model.ts';

const position = {
  path: z.string().meta({ description: 'Relative to the audited root, with forward slashes.' }),
  line: z.int().positive(),
  column: z.int().positive().meta({ description: '1-based, in UTF-16 code units.' }),
  endColumn: z.int().positive().meta({ description: 'Exclusive.' }),
  cell: z.int().positive().optional().meta({ description: '1-based cell of a notebook.' }),
};

const role = {
  place: z.enum(PLACES),
  loader: z.string().optional(),
};

const span = z.strictObject({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});

const diagnostic = z.strictObject({
  path: z.string().nullable().meta({ description: 'Null where it concerns the run as a whole.' }),
  line: z.int().positive().optional(),
  message: z.string(),
});

const fix = z.strictObject({
  description: z.string(),
  edits: z.array(z.strictObject({ path: z.string(), span, text: z.string() })),
});

const finding = z.strictObject({
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  confidence: z.enum(CONFIDENCES),
  kind: z.enum(REPO_KINDS),
  id: z.string().meta({ description: 'namespace/name, a bare legacy name, or the text of a template.' }),
  message: z.string(),
  advice: z.string(),
  places: z.array(z.strictObject({ ...position, ...role })).meta({ description: 'The most important first.' }),
  unlisted: z.int().positive().optional().meta({ description: 'How many more places there are that are not listed.' }),
  fix: fix.optional(),
});

const summary = z.strictObject({
  files: z.int().nonnegative(),
  references: z.int().nonnegative(),
  repositories: z.int().nonnegative(),
  unresolved: z.int().nonnegative(),
  ignored: z.int().nonnegative().meta({ description: 'Findings silenced by a comment or by the configuration.' }),
  hidden: z.int().nonnegative().meta({ description: 'Findings kept back by the persona.' }),
  hub: z
    .strictObject({
      endpoint: z.string(),
      snapshot: z.boolean(),
      requests: z.int().nonnegative(),
      saved: z.int().nonnegative().meta({ description: 'Answers that the cache gave, for which nothing was asked.' }),
      unknown: z.int().nonnegative(),
    })
    .nullable()
    .meta({ description: 'Null when the run was offline.' }),
  scan: z
    .strictObject({
      repositories: z.int().nonnegative().meta({ description: 'Each at one commit.' }),
      files: z.int().nonnegative(),
      bytesRead: z.int().nonnegative(),
      unknown: z
        .int()
        .nonnegative()
        .meta({ description: 'References whose files were not scanned, or not all of them.' }),
    })
    .optional()
    .meta({ description: 'Missing where no files were scanned (--scan).' }),
});

const known = z.strictObject({
  fingerprint: z.string(),
  severity: z.enum(SEVERITIES),
  kind: z.enum(REPO_KINDS),
  id: z.string(),
});

const revision = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('none') }),
  z.strictObject({ at: z.literal('commit'), commit: z.string() }),
  z.strictObject({ at: z.literal('short'), commit: z.string() }),
  z.strictObject({ at: z.literal('named'), name: z.string() }),
  z.strictObject({ at: z.literal('dynamic'), text: z.string() }),
]);

const reference = z.strictObject({
  id: z.string().meta({ description: 'namespace/name, or a bare legacy name.' }),
  kind: z.enum(REPO_KINDS),
  revision,
  codeRevision: revision.optional(),
  ...position,
  ...role,
  file: z.string().optional(),
  remoteCode: z.boolean(),
  confidence: z.enum(CONFIDENCES),
  evidence: z.array(z.string()),
});

const unresolved = z.strictObject({
  kind: z.enum(REPO_KINDS),
  namespace: z.string().optional().meta({ description: 'Where that part of the name is literal.' }),
  text: z.string(),
  reason: z.string(),
  ...position,
  ...role,
});

const rejected = z.strictObject({ text: z.string(), reason: z.string(), ...position });

/** What `--format json` prints. */
export const REPORT_DOCUMENT = z
  .strictObject({
    version: z.literal(1),
    findings: z.array(finding),
    known: z.array(known).optional().meta({
      description: 'Findings of the baseline that are not reported again; so that this report can be the next one.',
    }),
    summary,
    diagnostics: z.array(diagnostic),
  })
  .meta({ title: 'Report of namesake' });

/** What `refs --format json` prints. */
export const REFERENCES_DOCUMENT = z
  .strictObject({
    version: z.literal(1),
    references: z.array(reference),
    unresolved: z.array(unresolved),
    rejected: z.array(rejected).optional(),
    diagnostics: z.array(diagnostic),
  })
  .meta({ title: 'References found by namesake' });

export type ReportDocument = z.infer<typeof REPORT_DOCUMENT>;
export type ReferencesDocument = z.infer<typeof REFERENCES_DOCUMENT>;
