/** The formats in which a report, or an extraction, can be printed. */

import { azure } from './azure.ts';
import type { ReferencesRenderer, Renderer } from './context.ts';
import { csv } from './csv.ts';
import { cyclonedx } from './cyclonedx.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { plain } from './plain.ts';
import { referencesJson } from './references-json.ts';
import { referencesPlain } from './references-plain.ts';
import { sarif } from './sarif.ts';

/** The values of `--format`. */
export const REPORT_RENDERERS = {
  plain,
  json,
  sarif,
  github,
  gitlab,
  azure,
  markdown,
  html,
  csv,
  cyclonedx,
} as const satisfies Record<string, Renderer>;
export type ReportFormat = keyof typeof REPORT_RENDERERS;

/** The values of `refs --format`. */
export const REFERENCES_RENDERERS = {
  plain: referencesPlain,
  json: referencesJson,
} as const satisfies Record<string, ReferencesRenderer>;
export type ReferencesFormat = keyof typeof REFERENCES_RENDERERS;
