/** Writes a report for people at a terminal: the worst first, each with what to do and where. */

import { createColors } from 'picocolors';
import { type Diagnostic, type Finding, type Report, SEVERITIES, type Severity } from '../model.ts';
import { type ReportContext, ruleUrl, type Terminal } from './context.ts';
import { dependencyLines, dependencyTrees } from './dependencies.ts';
import { visible } from './escape.ts';
import { columnWidth, type Paint, type Piece, row, wrap } from './layout.ts';
import { worstFirst } from './order.ts';
import { count, coverage, verdict } from './summary.ts';

/** Places shown of a finding, unless all are asked for. */
const PLACES_SHOWN = 5;
/** Findings for information that a rule tells in full, unless all are asked for. */
const INFORMED = 3;
/** Lines of the tree of dependencies. */
const LINES_SHOWN = 200;
const SEVERITY_COLUMN = Math.max(...SEVERITIES.map((severity) => severity.length));

/** A report as plain text. Everything from outside is escaped. */
export function plain(report: Report, context: ReportContext): string {
  const { terminal } = context;
  const colors = createColors(terminal.color);
  const findings = worstFirst(report.findings);
  const worst = findings[0];
  const closing = [
    ...coverage(report, context),
    report.diagnostics.length > 0 && `${count(report.diagnostics.length, 'diagnostic')} on standard error.`,
    worst !== undefined && `namesake explain ${worst.rule} says more.`,
  ].filter((sentence) => typeof sentence === 'string');
  const summary = [
    wrap(verdict(report), terminal.width, 0, 2, colors.bold),
    ...closing.map((sentence) => wrap(visible(sentence), terminal.width, 0, 2, colors.dim)),
  ];
  return `${[...blocks(findings, context), ...followed(report, context), summary.join('\n')].join('\n\n')}\n`;
}

/** The repositories that others led to, as a tree. */
function followed(report: Report, { terminal }: ReportContext): string[] {
  const { bold } = createColors(terminal.color);
  const lines = dependencyLines(dependencyTrees(report));
  const shown = lines.slice(0, LINES_SHOWN).map((line) => `  ${visible(line)}`);
  const rest = lines.length - shown.length;
  if (rest > 0) shown.push(`  and ${count(rest, 'more', 'more')}`);
  return lines.length === 0 ? [] : [[bold('What the repositories name themselves'), ...shown].join('\n')];
}

/** A block for each finding; where a rule repeats itself for information only, the rest of its findings share one. */
function blocks(findings: readonly Finding[], context: ReportContext): string[] {
  const told = new Map<string, number>();
  const folded = new Map<string, Finding[]>();
  const made: string[] = [];
  for (const finding of findings) {
    const before = told.get(finding.rule) ?? 0;
    told.set(finding.rule, before + 1);
    if (context.verbose || finding.severity !== 'info' || before < INFORMED) made.push(block(finding, context));
    else folded.set(finding.rule, [...(folded.get(finding.rule) ?? []), finding]);
  }
  return [...made, ...[...folded.values()].map((alike) => foldedBlock(alike, context))];
}

function foldedBlock(alike: readonly Finding[], { terminal }: ReportContext): string {
  const { dim } = createColors(terminal.color);
  const head: Piece[] = [
    { text: 'info', paint: dim, column: SEVERITY_COLUMN },
    { text: visible(alike[0]?.rule ?? '') },
    { text: `${count(alike.length, 'more', 'more')}, which --verbose tells`, paint: dim },
  ];
  const ids = alike.map(({ id }) => visible(id)).join(', ');
  return [row(head, terminal.width, 0, 2), wrap(ids, terminal.width, 2, 2, String)].join('\n');
}

/** One line for standard error: where, and what kept it from being read. */
export function diagnosticLine({ path, line, message }: Diagnostic): string {
  const where = path === null ? 'namesake' : visible(path) + (line === undefined ? '' : `:${line}`);
  return `${where}: ${visible(message)}`;
}

function block(finding: Finding, context: ReportContext): string {
  const { width } = context.terminal;
  const colors = createColors(context.terminal.color);
  const paint = severityPaint(context.terminal)[finding.severity];
  const head: Piece[] = [
    { text: finding.severity, paint, column: SEVERITY_COLUMN },
    { text: visible(finding.rule), paint: link(context, ruleUrl(context, finding.rule)) },
    { text: `${finding.kind} ${visible(finding.id)}`, paint: colors.bold },
  ];
  if (finding.confidence !== 'high') head.push({ text: `${finding.confidence} confidence`, paint: colors.dim });
  return [
    row(head, width, 0, 2),
    wrap(visible(finding.message), width, 2, 2, String),
    wrap(`→ ${visible(finding.advice)}`, width, 2, 4, colors.cyan),
    ...places(finding, context),
  ].join('\n');
}

function places({ places: all, unlisted = 0 }: Finding, { terminal, verbose }: ReportContext): string[] {
  const shown = verbose ? all : all.slice(0, PLACES_SHOWN);
  const { dim } = createColors(terminal.color);
  const spots = shown.map(({ site }) => `${visible(site.path)}:${site.line}:${site.column}`);
  const spotColumn = columnWidth(spots, terminal.width);
  const placeColumn = columnWidth(
    shown.map(({ place }) => place),
    terminal.width,
  );
  const rows = shown.map(({ site, place, loader }, index) => {
    const pieces: Piece[] = [
      { text: spots[index] ?? '', column: spotColumn },
      { text: place, paint: dim, column: placeColumn },
    ];
    if (site.cell !== undefined) pieces.push({ text: `cell ${site.cell}`, paint: dim });
    if (loader !== undefined) pieces.push({ text: visible(loader), paint: dim });
    return row(pieces, terminal.width, 4, 8);
  });
  const rest = all.length - shown.length + unlisted;
  return rest > 0 ? [...rows, `    ${dim(`and ${count(rest, 'more', 'more')}`)}`] : rows;
}

/** How each severity is coloured. */
export function severityPaint({ color }: Pick<Terminal, 'color'>): Record<Severity, Paint> {
  const { bold, inverse, red, yellow, blue, dim } = createColors(color);
  return {
    critical: (text) => inverse(bold(red(text))),
    high: (text) => bold(red(text)),
    medium: (text) => bold(yellow(text)),
    low: (text) => bold(blue(text)),
    info: dim,
  };
}

/** A link of a terminal: OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda. */
function link({ terminal }: ReportContext, url: string | null): Paint {
  return terminal.hyperlinks && url !== null ? (text) => `\u001B]8;;${url}\u001B\\${text}\u001B]8;;\u001B\\` : String;
}
