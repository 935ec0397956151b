/** Says what a run found and what it could not know, in sentences every format for people shares. */

import type { Report, Summary } from '../model.ts';
import type { ReportContext } from './context.ts';
import { severityCounts } from './order.ts';

const NUMBER = new Intl.NumberFormat('en-US');

/** `1 reference`, `2,000 references`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(amount)} ${amount === 1 ? one : many}`;
}

/** The first sentence: what was found, or that nothing was, claiming no more than is known. */
export function verdict({ findings, known, summary }: Report): string {
  if (findings.length > 0) {
    const counts = severityCounts(findings).map(([severity, amount]) => `${NUMBER.format(amount)} ${severity}`);
    return `${count(findings.length, 'finding')}: ${counts.join(', ')}.`;
  }
  if (summary.references + summary.unresolved === 0) return 'No reference to the Hugging Face Hub was found.';
  if (summary.hub === null) return 'Nothing to report. The Hub was not asked what stands behind the names.';
  if (summary.hub.unknown > 0) return 'Nothing to report among the answers the Hub gave.';
  return known !== undefined && known.length > 0 ? 'Nothing new to report.' : 'Nothing to report.';
}

/** What was looked at and what was left out. The sentences are not escaped: the endpoint comes from outside. */
export function coverage({ known, summary }: Report, context: Pick<ReportContext, 'rules'>): string[] {
  const { hub, scan } = summary;
  return [
    `${found(summary)}${hub === null ? '' : `; ${asked(hub)}`}.`,
    hub !== null && hub.unknown > 0 && `${count(hub.unknown, 'question')} left open: the Hub gave no clear answer.`,
    scan !== undefined &&
      `Scanned ${count(scan.files, 'file')} of ${count(scan.repositories, 'repository', 'repositories')}, ${(scan.bytesRead / 1e6).toFixed(1)} MB read.`,
    scan !== undefined &&
      scan.unknown > 0 &&
      `For ${count(scan.unknown, 'reference')} the files were not scanned, or not all of them.`,
    summary.unresolved > 0 &&
      `At ${count(summary.unresolved, 'more place')} the name could not be followed; namesake refs shows where.`,
    hub === null && declined(context),
    known !== undefined && known.length > 0 && `${count(known.length, 'finding')} known from the baseline.`,
    summary.ignored > 0 && `${count(summary.ignored, 'finding')} ignored by a comment or the configuration.`,
    summary.hidden > 0 && `${count(summary.hidden, 'finding')} kept back by the persona; --persona auditor shows all.`,
  ].filter((sentence) => typeof sentence === 'string');
}

function asked({ requests, saved, endpoint, snapshot }: NonNullable<Summary['hub']>): string {
  if (snapshot) return 'answers from a snapshot of the Hub';
  const spared = saved > 0 ? ` and ${count(saved, 'answer')} from the cache` : '';
  return `${count(requests, 'request')} to ${endpoint}${spared}`;
}

function found({ references, repositories, files }: Summary): string {
  return `${count(references, 'reference')} to ${count(repositories, 'repository', 'repositories')} in ${count(files, 'file')}`;
}

function declined({ rules }: Pick<ReportContext, 'rules'>): string | false {
  const names = [...rules.values()].filter((rule) => rule.needsHub).map((rule) => rule.name);
  return (
    names.length > 0 && `Offline: ${count(names.length, 'rule')} did not run, for want of the Hub: ${names.join(', ')}.`
  );
}
