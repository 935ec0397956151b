/** Writes a report as JSON, version 1, by the schema in `document.ts`. */

import type { Report, Site } from '../model.ts';
import type { ReportDocument } from './document.ts';
import { jsonText } from './escape.ts';

/** A report as JSON. Strings are as they came, with JSON's own escapes for what cannot be seen. */
export function json({ findings, known, summary, diagnostics }: Report): string {
  const document: ReportDocument = {
    version: 1,
    findings: findings.map(({ rule, severity, confidence, kind, id, message, advice, places, unlisted, fix }) => ({
      rule,
      severity,
      confidence,
      kind,
      id,
      message,
      advice,
      places: places.map(({ site, place, loader }) => ({ ...position(site), place, loader })),
      unlisted,
      fix: fix && {
        description: fix.description,
        edits: fix.edits.map(({ path, span, text }) => ({ path, span: { start: span.start, end: span.end }, text })),
      },
    })),
    known: known?.map(({ fingerprint, severity, kind, id }) => ({ fingerprint, severity, kind, id })),
    summary,
    diagnostics: diagnostics.map(({ path, line, message }) => ({ path, line, message })),
  };
  return jsonText(document);
}

/** The part of a site that other programs are told. */
export function position({ path, line, column, endColumn, cell }: Site) {
  return { path, line, column, endColumn, cell };
}
