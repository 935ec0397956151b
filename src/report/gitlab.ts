/** Writes a report as a Code Quality report of GitLab: docs.gitlab.com, "Code Quality", the format of the report. */

import type { Finding, Report, Severity } from '../model.ts';
import { jsonText, visible } from './escape.ts';
import { fingerprints } from './fingerprint.ts';
import { worstFirst } from './order.ts';
import { count } from './summary.ts';

const SEVERITIES = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
} as const satisfies Record<Severity, string>;

/** One entry for each finding, at its most important place. A fingerprint outlives the move of a line, so that a merge request shows what is new. */
export function gitlab(report: Report): string {
  const findings = worstFirst(report.findings);
  const prints = fingerprints(findings);
  return jsonText(
    findings.map((finding, index) => ({
      description: description(finding),
      check_name: finding.rule,
      fingerprint: prints[index],
      severity: SEVERITIES[finding.severity],
      location: location(finding),
    })),
  );
}

function description({ kind, id, message, advice, places, unlisted = 0 }: Finding): string {
  const more = places.length - 1 + unlisted;
  const also = more > 0 ? [`And at ${count(more, 'more place')}.`] : [];
  return [`${kind} ${visible(id)}:`, visible(message), visible(advice), ...also].join(' ');
}

/** GitLab drops an entry without a path or a line; a finding on the run as a whole stands at the root. */
function location({ places: [first] }: Finding) {
  return first === undefined
    ? { path: '.', lines: { begin: 1 } }
    : { path: first.site.path, lines: { begin: first.site.line } };
}
