/** Writes a report as GitHub workflow commands, which a runner shows as annotations of the lines concerned. */

import type { Finding, Report, Severity } from '../model.ts';
import type { ReportContext } from './context.ts';
import { annotationMessage, annotationProperty } from './escape.ts';
import { worstFirst } from './order.ts';
import { count } from './summary.ts';

const LEVELS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
} as const satisfies Record<Severity, string>;

/**
 * One annotation for each finding, at its most important place, the worst first, and nothing where there are none. GitHub
 * drops what exceeds `context.annotations` of a level without a word, so the last notice says how many are left out.
 */
export function github(report: Report, { annotations }: Pick<ReportContext, 'annotations'>): string {
  const findings = worstFirst(report.findings);
  const whole = fitting(findings, annotations, annotations);
  const shown = whole.length === findings.length ? whole : fitting(findings, annotations, annotations - 1);
  const left = findings.length - shown.length;
  const rest = `::notice title=namesake::${count(left, 'more finding')}: the full report lists every one.`;
  return [...shown.map(command), ...(left > 0 ? [rest] : [])].map((line) => `${line}\n`).join('');
}

/** As many findings as each level has room for. */
function fitting(findings: readonly Finding[], most: number, notices: number): Finding[] {
  const room = { error: most, warning: most, notice: notices };
  return findings.filter(({ severity }) => {
    room[LEVELS[severity]] -= 1;
    return room[LEVELS[severity]] >= 0;
  });
}

function command({ rule, severity, kind, id, message, advice, places, unlisted = 0 }: Finding): string {
  const more = places.length - 1 + unlisted;
  const site = places[0]?.site;
  const position = site && { file: site.path, line: site.line, col: site.column, endColumn: site.endColumn };
  const properties = Object.entries({ ...position, title: `${rule}: ${kind} ${id}` });
  const body = [message, advice, ...(more > 0 ? [`And at ${count(more, 'more place')}.`] : [])];
  return [
    `::${LEVELS[severity]} ${properties.map(([name, value]) => `${name}=${annotationProperty(String(value))}`).join(',')}`,
    // `%0A` is a line feed.
    body.map(annotationMessage).join('%0A'),
  ].join('::');
}
