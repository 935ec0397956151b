/** The formats in which a report, or an extraction, can be printed. */

import type { ReferencesRenderer, Renderer } from './context.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { plain } from './plain.ts';
import { referencesJson } from './references-json.ts';
import { referencesPlain } from './references-plain.ts';
import { sarif } from './sarif.ts';

/** The values of `--format`. */
export const REPORT_RENDERERS = { plain, json, sarif, github, markdown } as const satisfies Record<string, Renderer>;
export type ReportFormat = keyof typeof REPORT_RENDERERS;

/** The values of `refs --format`. */
export const REFERENCES_RENDERERS = {
  plain: referencesPlain,
  json: referencesJson,
} as const satisfies Record<string, ReferencesRenderer>;
export type ReferencesFormat = keyof typeof REFERENCES_RENDERERS;
