/** The shape of the JSON that `scan --format json` prints, version 1. Fields are added, never changed. */

import { z } from 'zod';
import { REPO_KINDS, SCAN_LEVELS, SCAN_VERDICTS, SEVERITIES } from '../model.ts';

const size = z.int().nonnegative();
const within = z
  .array(z.string())
  .meta({ description: 'The members from the file inwards; empty for the file itself.' });

const evidence = z.strictObject({
  kind: z.string(),
  severity: z.enum(SEVERITIES),
  within,
  offset: size.meta({ description: 'In bytes, in the innermost member.' }),
  subject: z.string().meta({ description: 'The global, operator or member that it is about.' }),
  message: z.string(),
  details: z.array(z.string()).meta({ description: 'What it would run or reach.' }),
});

const gap = z.strictObject({ within, start: size, end: size.meta({ description: 'Exclusive.' }), why: z.string() });

const file = z.strictObject({
  path: z.string().meta({ description: 'As the target names it, or in its repository; with forward slashes.' }),
  target: size.meta({ description: 'Of `targets`, counted from 0.' }),
  verdict: z.enum(SCAN_VERDICTS),
  format: z.string().meta({ description: 'What the content is, by its own marks.' }),
  size,
  bytesRead: size,
  loaded: z.string().optional().meta({ description: 'Why a loader would take the file.' }),
  hub: z.enum(SCAN_LEVELS).optional().meta({ description: "The Hub's own verdict." }),
  intact: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the bytes are those that their hash names; absent where not all were read.' }),
  evidence: z.array(evidence),
  inconclusive: z.array(gap).optional().meta({ description: 'Bytes that were not understood.' }),
});

const target = z.discriminatedUnion('is', [
  z.strictObject({ is: z.enum(['file', 'folder', 'cache']), text: z.string() }),
  z.strictObject({
    is: z.literal('repository'),
    text: z.string(),
    kind: z.enum(REPO_KINDS),
    id: z.string(),
    commit: z.string(),
    since: z.strictObject({ commit: z.string(), unchanged: size }).optional().meta({
      description: 'Where only what changed since the commit in the lock was scanned; so many files are as they were.',
    }),
  }),
]);

const summary = z.strictObject({
  files: size,
  dangerous: size,
  suspicious: size,
  inconclusive: size,
  clean: size,
  size: size.meta({ description: 'Of all files, in bytes.' }),
  bytesRead: size,
  requests: size.nullable().meta({ description: 'Null where the Hub was not asked.' }),
});

export const SCAN_DOCUMENT = z
  .strictObject({
    version: z.literal(1),
    targets: z.array(target),
    files: z
      .array(file)
      .meta({ description: 'One for each file of the disk or of the repository, by the worst that it contains.' }),
    summary,
    diagnostics: z.array(
      z.strictObject({
        path: z.string().nullable().meta({ description: 'Null where it concerns the run as a whole.' }),
        message: z.string(),
      }),
    ),
  })
  .meta({ title: 'Scan by namesake' });

export type ScanDocument = z.infer<typeof SCAN_DOCUMENT>;
