/** The formats in which a scan can be printed. */

import type { ScanReport } from '../model.ts';
import { scanJson } from './scan-json.ts';
import { scanMarkdown } from './scan-markdown.ts';
import { type ScanContext, scanPlain } from './scan-plain.ts';
import { scanSarif } from './scan-sarif.ts';

export type { ScanContext } from './scan-plain.ts';

/** The values of `scan --format`. */
export const SCAN_RENDERERS = {
  plain: scanPlain,
  json: scanJson,
  sarif: scanSarif,
  markdown: scanMarkdown,
} as const satisfies Record<string, (report: ScanReport, context: ScanContext) => string>;
export type ScanFormat = keyof typeof SCAN_RENDERERS;
