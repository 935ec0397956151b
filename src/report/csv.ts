/** Writes a report as CSV (RFC 4180), one row for each place of a finding, for spreadsheets and databases. */

import type { Finding, FindingPlace, Report } from '../model.ts';
import { visible } from './escape.ts';
import { fingerprints } from './fingerprint.ts';
import { worstFirst } from './order.ts';

type Row = Finding & { readonly fingerprint: string; readonly at: FindingPlace | undefined };

const COLUMNS: Readonly<Record<string, (row: Row) => string | number | undefined>> = {
  severity: ({ severity }) => severity,
  rule: ({ rule }) => rule,
  confidence: ({ confidence }) => confidence,
  kind: ({ kind }) => kind,
  id: ({ id }) => id,
  path: ({ at }) => at?.site.path,
  line: ({ at }) => at?.site.line,
  column: ({ at }) => at?.site.column,
  cell: ({ at }) => at?.site.cell,
  place: ({ at }) => at?.place,
  loader: ({ at }) => at?.loader,
  message: ({ message }) => message,
  advice: ({ advice }) => advice,
  unlisted: ({ unlisted }) => unlisted,
  fingerprint: ({ fingerprint }) => fingerprint,
};

/**
 * What a spreadsheet takes for a formula, and would run: OWASP, "CSV Injection". Full-width forms count in some languages. An apostrophe
 * before it makes it text.
 */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

/** The findings of a report, the worst first, under a header. */
export function csv(report: Report): string {
  const findings = worstFirst(report.findings);
  const prints = fingerprints(findings);
  const rows = findings.flatMap((finding, index) => {
    const fingerprint = prints[index] ?? '';
    const places = finding.places.length === 0 ? [undefined] : finding.places;
    return places.map((at) => Object.values(COLUMNS).map((cell) => field(cell({ ...finding, fingerprint, at }))));
  });
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

function field(value: string | number | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const text = visible(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /["',\r\n]|^ | $/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
