/** Writes a scan as GitHub Flavored Markdown: verdict, table, what was seen in each file. */

import type { ScannedFile, ScanReport } from '../model.ts';
import { markdownCode, markdownText } from './escape.ts';
import { fitting } from './markdown.ts';
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

/** GitHub refuses a comment of more than 65,536 characters. */
const TABLE_MOST = 20_000;
const DETAILS_MOST = 36_000;
const EVIDENCE_SHOWN = 8;
const NAME_MOST = 160;
const SENTENCE_MOST = 400;

/** By this line a bot knows its own comment again. */
const MARKER = '<!-- namesake scan -->';

/** A scan as Markdown, never over 65,536 characters. Clean files are counted and not listed. */
export function scanMarkdown(report: ScanReport): string {
  const files = worstFiles(report.files).filter(({ verdict }) => verdict !== 'clean');
  const rows = fitting(files, TABLE_MOST, tableRow);
  const blocks = fitting(files, DETAILS_MOST, details);
  const parts = [
    MARKER,
    `### namesake scan: ${sentence(scanVerdict(report))}`,
    ...(files.length === 0 ? [] : [['| Verdict | File | What was seen |', '| :-- | :-- | :-- |', ...rows].join('\n')]),
    ...leftOut(files.length - rows.length),
    ...(files.length === 0
      ? []
      : ['<details><summary>Details</summary>', ...blocks, ...leftOut(files.length - blocks.length), '</details>']),
    ...(report.diagnostics.length === 0
      ? []
      : [`${count(report.diagnostics.length, 'thing')} could not be scanned at all.`]),
    scanCoverage(report).map(sentence).join('<br>'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function tableRow(file: ScannedFile): string {
  const [worst] = worstEvidence(file.evidence);
  const [gap] = file.inconclusive;
  const seen =
    worst !== undefined && worst.severity !== 'info'
      ? `${worst.severity}: ${name(worst.subject)} ${sentence(worst.message)}`
      : `not understood: ${sentence(gap?.why ?? '')}`;
  return `| ${file.verdict} | ${name(file.path)} | ${seen} |`;
}

function details(file: ScannedFile): string {
  const evidence = worstEvidence(file.evidence).filter(({ severity }) => severity !== 'info');
  const gaps = gapWords(file.inconclusive);
  const hub = hubNote(file);
  const lines = [
    ...evidence.slice(0, EVIDENCE_SHOWN).map((each) => {
      const what = each.details.slice(0, 3).map(name).join(', ');
      return `- **${each.severity}** ${each.kind}: ${name(each.subject)} at ${name(evidencePlace(each))}: ${sentence(each.message)} ${what}`;
    }),
    ...(evidence.length > EVIDENCE_SHOWN ? [`- and ${count(evidence.length - EVIDENCE_SHOWN, 'more', 'more')}`] : []),
    ...gaps.slice(0, EVIDENCE_SHOWN).map((gap) => `- not understood: ${sentence(gap)}`),
    ...(gaps.length > EVIDENCE_SHOWN ? [`- and ${count(gaps.length - EVIDENCE_SHOWN, 'more', 'more')}`] : []),
  ];
  const head = `**${file.verdict}** ${name(file.path)} (${sentence(fileNotes(file).join(', '))})`;
  return [head, ...(hub === null ? [] : [sentence(hub)]), lines.join('\n')].join('\n\n');
}

function leftOut(amount: number): string[] {
  return amount > 0 ? [`And ${count(amount, 'more file')}.`] : [];
}

function name(text: string): string {
  return markdownCode(text, NAME_MOST);
}

function sentence(text: string): string {
  return markdownText(text, SENTENCE_MOST);
}
