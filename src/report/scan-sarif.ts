/** Writes a scan as SARIF 2.1.0: one result for each file that is not clean, with the worst that was seen in it. */

import { createHash } from 'node:crypto';
import type { ReportingDescriptor, Result } from 'sarif';
import { repoName, type ScannedFile, type ScanReport, type ScanVerdict, type Severity } from '../model.ts';
import { sarifText } from './escape.ts';
import { artifact, notice, notification, RESULTS_MOST, sarifLog } from './sarif-log.ts';
import { LEVELS } from './sarif-rule.ts';
import type { ScanContext } from './scan-plain.ts';
import { evidencePlace, gapWords, hubNote, worstEvidence, worstFiles } from './scan-words.ts';
import { count } from './summary.ts';

type Told = Exclude<ScanVerdict, 'clean'>;

/** The rules by which an audit, too, tells of such files. */
const RULES: Readonly<
  Record<
    Told,
    {
      readonly id: string;
      readonly severity: Severity;
      readonly score: string;
      readonly text: string;
      readonly help: string;
    }
  >
> = {
  dangerous: {
    id: 'unsafe-artifact',
    severity: 'critical',
    score: '9.5',
    text: 'A file runs code, or reaches files, processes or the network, when it is loaded.',
    help: 'Do not load this file. Use the safetensors of the same repository where there are any, or a revision from before the file changed, and tell the author.',
  },
  suspicious: {
    id: 'suspicious-artifact',
    severity: 'medium',
    score: '5.5',
    text: 'A file calls what is not known to be harmless, or is built to be read differently by different readers.',
    help: 'Look at what it calls before you load it, or use a format that holds data alone.',
  },
  inconclusive: {
    id: 'inconclusive-artifact',
    severity: 'low',
    score: '2.5',
    text: 'A file was not understood in full, so nothing says that it is clean.',
    help: 'Look at the parts that are listed, or use a format that holds data alone.',
  },
};
const ORDER = Object.keys(RULES) as Told[];
/** Pieces of evidence in one message. */
const SHOWN = 5;

/** A scan as a SARIF log of one run, the worst files first. */
export function scanSarif(report: ScanReport, context: ScanContext): string {
  const files = worstFiles(report.files).filter(({ verdict }) => verdict !== 'clean');
  const left = files.length - RESULTS_MOST;
  return sarifLog(context, {
    rules: ORDER.map(descriptor),
    notifications: [
      ...(left > 0 ? [notice(`${count(left, 'file')} left out: GitHub takes ${RESULTS_MOST}.`)] : []),
      ...report.diagnostics.map(notification),
    ],
    results: files
      .slice(0, RESULTS_MOST)
      .flatMap((file) => (file.verdict === 'clean' ? [] : [result(file, file.verdict, report)])),
  });
}

function descriptor(verdict: Told): ReportingDescriptor {
  const { id, severity, score, text, help } = RULES[verdict];
  const level = LEVELS[severity];
  return {
    id,
    name: id.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text },
    fullDescription: { text },
    help: { text: help },
    defaultConfiguration: { level },
    properties: {
      tags: ['security', 'supply-chain', 'hugging-face'],
      precision: 'high',
      'security-severity': score,
      'problem.severity': level === 'note' ? 'recommendation' : level,
    },
  };
}

function result(file: ScannedFile, verdict: Told, { targets }: ScanReport): Result {
  const { id, severity } = RULES[verdict];
  const target = targets[file.target];
  const repository = target?.is === 'repository' ? target : null;
  // GitHub takes paths of the audited repository alone: those of another one begin with its name.
  const path = repository === null ? file.path : `${repoName(repository.id)}/${file.path}`;
  const evidence = worstEvidence(file.evidence).filter(({ severity: own }) => own !== 'info' && own !== 'low');
  const sentences = [
    ...evidence
      .slice(0, SHOWN)
      .map(
        (each) => `${each.subject} (${evidencePlace(each)}): ${[each.message, ...each.details.slice(0, 1)].join(' ')}`,
      ),
    ...(evidence.length > SHOWN ? [`And ${count(evidence.length - SHOWN, 'more', 'more')}.`] : []),
    ...gapWords(file.inconclusive)
      .slice(0, SHOWN)
      .map((gap) => `Not understood: ${gap}.`),
    hubNote(file) ?? '',
  ].filter((sentence) => sentence !== '');
  return {
    ruleId: id,
    ruleIndex: ORDER.indexOf(verdict),
    level: LEVELS[severity],
    message: { text: sarifText(sentences.join(' ')) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact({ path }),
          // Bytes have no lines; GitHub asks for some.
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
      },
    ],
    partialFingerprints: { 'namesake/v1': createHash('sha256').update(`${id}\0${path}`).digest('hex').slice(0, 32) },
    properties: {
      verdict: file.verdict,
      format: file.format,
      ...(repository === null ? {} : { kind: repository.id.kind, commit: repository.commit }),
    },
  };
}
