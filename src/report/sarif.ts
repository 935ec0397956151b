/** Writes a report as SARIF 2.1.0, within what GitHub code scanning reads and the limits it sets. */

import type { Location, Result } from 'sarif';
import type { Finding, FindingPlace, Report, Site } from '../model.ts';
import type { ReportContext } from './context.ts';
import { sarifText } from './escape.ts';
import { fingerprints } from './fingerprint.ts';
import { type Lines, linesByPath } from './lines.ts';
import { worstFirst } from './order.ts';
import { sarifFix } from './sarif-fix.ts';
import { artifact, notice, notification, RESULTS_MOST, sarifLog } from './sarif-log.ts';
import { LEVELS, ruleDescriptor } from './sarif-rule.ts';
import { count } from './summary.ts';

/** A file with more of them is refused: docs.github.com, "SARIF support for code scanning", limits. */
const LOCATIONS_MOST = 1_000;
/** GitHub shows the first location alone, and of the others those to which the message has a link. */
const PLACES_LINKED = 5;

/** A report as a SARIF log of one run, the worst results first. */
export function sarif(report: Report, context: ReportContext): string {
  const findings = worstFirst(report.findings);
  const prints = fingerprints(findings);
  const ruleIndex = new Map([...context.rules.keys()].map((name, index) => [name, index]));
  const left = findings.length - RESULTS_MOST;
  const linesOf = linesByPath(context.text);
  return sarifLog(context, {
    rules: [...context.rules.values()].map((meta) => ruleDescriptor(meta, context)),
    notifications: [
      ...(left > 0 ? [notice(`${count(left, 'finding')} left out: GitHub takes ${RESULTS_MOST}.`)] : []),
      ...report.diagnostics.map(notification),
    ],
    results: findings.slice(0, RESULTS_MOST).map((finding, index) => ({
      ...result(finding, linesOf),
      ruleIndex: ruleIndex.get(finding.rule),
      // Never `primaryLocationLineHash`: upload-sarif computes it, and warns of one that it finds (github/codeql-action#4052).
      partialFingerprints: { 'namesake/v1': prints[index] ?? '' },
    })),
  });
}

function result(finding: Finding, linesOf: (path: string) => Lines | null): Result {
  const { rule, severity, confidence, kind, id, message, advice, places, unlisted = 0, fix } = finding;
  const fixes = fix === undefined ? [] : sarifFix(fix, linesOf);
  const [primary, ...others] = places;
  const related = others
    .slice(0, LOCATIONS_MOST - 1)
    .map((place, index): Location => ({ id: index + 1, ...location(place) }));
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: [sarifText(message), sarifText(advice), ...also(others, related.length, unlisted)].join(' ') },
    // Not the whole statement: a pull request shows an alert only where all of its lines are in the diff.
    locations: primary === undefined ? [] : [location(primary)],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
    properties: { kind, id, severity, confidence },
  };
}

/** Links to the first of the other places, and what is not linked or not even listed. */
function also(others: readonly FindingPlace[], listed: number, unlisted: number): string[] {
  if (others.length === 0) return [];
  const all = others.length + unlisted;
  const links = others
    .slice(0, PLACES_LINKED)
    .map(({ site }, index) => `[${sarifText(site.path)}:${site.line}](${index + 1})`);
  const rest = all - links.length;
  const cut = listed < all ? [`Of these places, ${count(all - listed, 'is', 'are')} not listed here.`] : [];
  return [`Also at ${links.join(', ')}${rest > 0 ? ` and ${count(rest, 'more place')}` : ''}.`, ...cut];
}

function location({ site, place, loader }: FindingPlace): Location {
  const role = loader === undefined ? place : `${place}, ${loader}`;
  return {
    physicalLocation: { artifactLocation: artifact(site), region: region(site) },
    message: { text: sarifText(role) },
  };
}

function region({ line, column, endColumn }: Site) {
  return { startLine: line, startColumn: column, endLine: line, endColumn };
}
