/** Writes a report as the body of a pull-request comment or a job summary, in GitHub Flavored Markdown. */

import type { Diagnostic, Finding, FindingPlace, Report } from '../model.ts';
import { type ReportContext, ruleUrl } from './context.ts';
import { markdownCode, markdownText, uriPath } from './escape.ts';
import { worstFirst } from './order.ts';
import { count, coverage, verdict } from './summary.ts';

/** GitHub refuses a comment of more than 65,536 characters; what frames the parts below is far less than the difference. */
const TABLE_MOST = 24_000;
const DETAILS_MOST = 32_000;
const DIAGNOSTICS_MOST = 4_000;

const PLACES_SHOWN = 10;
/** In characters, so that one hostile name leaves room for the other findings. An id of the Hub is shorter. */
const NAME_MOST = 160;
const LINK_MOST = 500;
const SENTENCE_MOST = 600;

/** By this line a bot knows its own comment again. */
const MARKER = '<!-- namesake -->';

/** A report as Markdown: verdict, table, details, what was looked at, how to silence. Never over 65,536 characters. */
export function markdown(report: Report, context: ReportContext): string {
  const findings = worstFirst(report.findings);
  const parts = [
    MARKER,
    `### namesake: ${sentence(verdict(report))}`,
    ...table(findings, context),
    ...details(findings, context),
    ...diagnostics(report.diagnostics),
    `Looked at: ${coverage(report, context).map(sentence).join('<br>')}`,
    ...(findings.length > 0 ? [SILENCE] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const SILENCE = [
  '<details><summary>How to silence a finding</summary>',
  'Write `namesake: ignore[rule] reason` in a comment on the line, or alone on the line above; or name the rule, the id or the path, with a reason, in `namesake.yml`.',
  '</details>',
].join('\n\n');

function table(findings: readonly Finding[], context: ReportContext): string[] {
  if (findings.length === 0) return [];
  const rows = fitting(findings, TABLE_MOST, ({ severity, rule, kind, id, places, unlisted = 0 }) => {
    const more = places.length - 1 + unlisted;
    const first = places[0] === undefined ? '' : placeLink(places[0], context);
    const where = more > 0 ? `${first} and ${count(more, 'more', 'more')}` : first;
    const page = ruleUrl(context, rule);
    return `| ${severity} | ${page === null ? rule : `[${rule}](${page})`} | ${kind} ${name(id)} | ${where} |`;
  });
  return [
    ['| Severity | Rule | Repository | Where |', '| :-- | :-- | :-- | :-- |', ...rows].join('\n'),
    ...leftOut(findings.length - rows.length, 'more finding', 'not in this table'),
  ];
}

function details(findings: readonly Finding[], context: ReportContext): string[] {
  if (findings.length === 0) return [];
  const blocks = fitting(
    findings,
    DETAILS_MOST,
    ({ severity, rule, confidence, kind, id, message, advice, places, unlisted = 0 }) => {
      const shown = places.slice(0, PLACES_SHOWN);
      const lines = shown.map((place) => `- ${placeLink(place, context)} ${role(place)}`);
      const rest = places.length - shown.length + unlisted;
      return [
        `**${severity}** ${rule}: ${kind} ${name(id)} (${confidence} confidence)`,
        `**What:** ${sentence(message)}<br>**To do:** ${sentence(advice)}`,
        [...lines, ...(rest > 0 ? [`- and ${count(rest, 'more', 'more')}`] : [])].join('\n'),
      ].join('\n\n');
    },
  );
  return [
    '<details><summary>Details</summary>',
    blocks.join('\n\n'),
    ...leftOut(findings.length - blocks.length, 'more finding', 'left out here: run namesake for the full report'),
    '</details>',
  ];
}

function diagnostics(all: readonly Diagnostic[]): string[] {
  if (all.length === 0) return [];
  const lines = fitting(all, DIAGNOSTICS_MOST, ({ path, line, message }) => {
    const where = path === null ? 'The run' : `${name(path)}${line === undefined ? '' : ` line ${line}`}`;
    return `- ${where}: ${sentence(message)}`;
  });
  return [
    `<details><summary>${count(all.length, 'diagnostic')}</summary>`,
    lines.join('\n'),
    ...leftOut(all.length - lines.length, 'more diagnostic', 'left out here'),
    '</details>',
  ];
}

/** The first items that fit into `most` characters, each written by `write`. */
export function fitting<T>(items: readonly T[], most: number, write: (item: T) => string): string[] {
  const written: string[] = [];
  let used = 0;
  for (const item of items) {
    const text = write(item);
    used += text.length + 2;
    if (used > most) break;
    written.push(text);
  }
  return written;
}

function leftOut(amount: number, what: string, where: string): string[] {
  return amount > 0 ? [`And ${count(amount, what)} ${where}.`] : [];
}

function placeLink({ site }: FindingPlace, { source }: ReportContext): string {
  const shown = name(`${site.path}:${site.line}`);
  const path = uriPath(site.path);
  return path.length > LINK_MOST ? shown : `[${shown}](${source}${path}?plain=1#L${site.line})`;
}

function role({ place, loader }: FindingPlace): string {
  return loader === undefined ? place : `${place}, ${name(loader)}`;
}

function name(text: string): string {
  return markdownCode(text, NAME_MOST);
}

function sentence(text: string): string {
  return markdownText(text, SENTENCE_MOST);
}
