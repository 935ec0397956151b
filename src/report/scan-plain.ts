/** Writes a scan for people at a terminal: a tree of files, the places in them, what is called there and what that does. */

import { createColors } from 'picocolors';
import type { Evidence, ScannedFile, ScanReport, ScanVerdict } from '../model.ts';
import type { ReportContext } from './context.ts';
import { visible } from './escape.ts';
import { type Paint, row, wrap } from './layout.ts';
import { severityPaint } from './plain.ts';
import {
  evidencePlace,
  fileNotes,
  gapWords,
  hubNote,
  scanCoverage,
  scanVerdict,
  worstEvidence,
  worstFiles,
} from './scan-words.ts';
import { count } from './summary.ts';

export type ScanContext = Pick<ReportContext, 'terminal' | 'verbose' | 'version' | 'home'>;

/** Pieces of evidence and gaps shown of one file, unless all are asked for. */
const SHOWN = 8;
const DETAILS_SHOWN = 5;
const VERDICT_COLUMN = 'inconclusive'.length;

/** A scan as plain text. Everything from outside is escaped. Clean files are counted, and listed where all is asked for. */
export function scanPlain(report: ScanReport, context: ScanContext): string {
  const { terminal, verbose } = context;
  const { bold, dim } = createColors(terminal.color);
  const shown = worstFiles(report.files).filter(
    ({ verdict, intact }) => verbose || verdict !== 'clean' || intact === false,
  );
  const closing = [
    ...scanCoverage(report),
    ...(report.diagnostics.length > 0 ? [`${count(report.diagnostics.length, 'diagnostic')} on standard error.`] : []),
    ...(report.summary.verdicts.inconclusive > 0
      ? ['Inconclusive files were not understood in full: they are not known to be clean.']
      : []),
  ];
  const summary = [
    wrap(scanVerdict(report), terminal.width, 0, 2, bold),
    ...closing.map((sentence) => wrap(visible(sentence), terminal.width, 0, 2, dim)),
  ];
  return `${[...shown.map((file) => block(file, context)), summary.join('\n')].join('\n\n')}\n`;
}

function block(file: ScannedFile, context: ScanContext): string {
  const { terminal, verbose } = context;
  const { width } = terminal;
  const { bold, dim, yellow } = createColors(terminal.color);
  const evidence = worstEvidence(file.evidence).filter(({ severity }) => verbose || severity !== 'info');
  const gaps = gapWords(file.inconclusive);
  const hub = hubNote(file);
  const most = verbose ? Number.POSITIVE_INFINITY : SHOWN;
  return [
    row(
      [
        { text: file.verdict, paint: verdictPaint(context)[file.verdict], column: VERDICT_COLUMN },
        { text: visible(file.path), paint: bold },
        { text: visible(fileNotes(file).join(', ')), paint: dim },
      ],
      width,
      0,
      2,
    ),
    ...(hub === null ? [] : [wrap(hub, width, 2, 4, yellow)]),
    ...evidence.slice(0, most).map((each) => evidenceLines(each, context)),
    ...rest(evidence.length - most, 'more that was seen', dim),
    ...gaps.slice(0, most).map((gap) => wrap(visible(`not understood: ${gap}`), width, 2, 4, dim)),
    ...rest(gaps.length - most, 'more that was not understood', dim),
  ].join('\n');
}

function evidenceLines(evidence: Evidence, { terminal, verbose }: ScanContext): string {
  const { width } = terminal;
  const { dim, cyan } = createColors(terminal.color);
  const { severity, kind, subject, message, details } = evidence;
  const most = verbose ? details.length : DETAILS_SHOWN;
  return [
    row(
      [
        { text: severity, paint: severityPaint(terminal)[severity] },
        { text: visible(kind) },
        { text: visible(subject), paint: cyan },
        { text: visible(evidencePlace(evidence)), paint: dim },
      ],
      width,
      2,
      6,
    ),
    wrap(visible(message), width, 4, 4, String),
    ...details.slice(0, most).map((detail) => wrap(`· ${visible(detail)}`, width, 4, 6, cyan)),
    ...rest(details.length - most, 'more', dim),
  ].join('\n');
}

function rest(amount: number, what: string, dim: Paint): string[] {
  return amount > 0 ? [`    ${dim(`and ${count(amount, what, what)}`)}`] : [];
}

function verdictPaint({ terminal }: ScanContext): Record<ScanVerdict, Paint> {
  const { critical, medium, low } = severityPaint(terminal);
  const { green } = createColors(terminal.color);
  return { dangerous: critical, suspicious: medium, inconclusive: low, clean: green };
}
