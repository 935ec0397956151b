/** Writes a report as logging commands of Azure Pipelines, which become issues of the step that prints them. */

import type { Finding, Report, Severity } from '../model.ts';
import { loggingMessage, loggingProperty } from './escape.ts';
import { worstFirst } from './order.ts';
import { count } from './summary.ts';

/** There are no others: learn.microsoft.com, "Logging commands", LogIssue. */
const TYPES = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'warning',
  info: 'warning',
} as const satisfies Record<Severity, string>;

/** One issue for each finding, at its most important place, the worst first, and nothing where there are none. */
export function azure(report: Report): string {
  return worstFirst(report.findings)
    .map((finding) => `${command(finding)}\n`)
    .join('');
}

function command({ rule, severity, kind, id, message, advice, places, unlisted = 0 }: Finding): string {
  const more = places.length - 1 + unlisted;
  const site = places[0]?.site;
  const position = site && { sourcepath: site.path, linenumber: site.line, columnnumber: site.column };
  const properties = Object.entries({ type: TYPES[severity], ...position, code: rule });
  const body = [`${kind} ${id}:`, message, advice, ...(more > 0 ? [`And at ${count(more, 'more place')}.`] : [])];
  return [
    `##vso[task.logissue ${properties.map(([name, value]) => `${name}=${loggingProperty(String(value))}`).join(';')}]`,
    body.map(loggingMessage).join(' '),
  ].join('');
}
