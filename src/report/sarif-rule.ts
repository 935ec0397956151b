/** Describes a rule to SARIF, with the properties by which GitHub code scanning ranks and filters alerts. */

import type { ReportingDescriptor } from 'sarif';
import type { Persona, RuleMeta, Severity } from '../model.ts';
import { type ReportContext, ruleUrl } from './context.ts';
import { clip } from './escape.ts';

export const LEVELS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const satisfies Record<Severity, string>;

/** Above 9.0 is critical, from 7.0 high, from 4.0 medium, from 0.1 low; 0.0 has no security severity. */
const SECURITY_SEVERITIES: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.0',
};

/** What is left to those who want everything is less precise. */
const PRECISIONS: Record<Persona, string> = { regular: 'high', pedantic: 'medium', auditor: 'low' };

const PROBLEM_SEVERITIES = { error: 'error', warning: 'warning', note: 'recommendation' } as const;

/** In characters: GitHub cuts, or refuses, longer descriptions. */
const DESCRIPTION_MOST = 1_024;

/** A rule as a SARIF descriptor. Its texts are namesake's own. */
export function ruleDescriptor(meta: RuleMeta, context: Pick<ReportContext, 'home'>): ReportingDescriptor {
  const level = LEVELS[meta.severity];
  const page = ruleUrl(context, meta.name);
  return {
    id: meta.name,
    name: meta.name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: clip(meta.summary, DESCRIPTION_MOST) },
    fullDescription: { text: clip(meta.why, DESCRIPTION_MOST) },
    help: {
      text: `${meta.why}\n\n${meta.mend}`,
      markdown: `${meta.why}\n\n## What to do\n\n${meta.mend}${page === null ? '' : `\n\n[More of ${meta.name}](${page})`}`,
    },
    ...(page === null ? {} : { helpUri: page }),
    defaultConfiguration: { level },
    properties: {
      tags: ['security', 'supply-chain', 'hugging-face'],
      precision: PRECISIONS[meta.persona],
      'security-severity': SECURITY_SEVERITIES[meta.severity],
      'problem.severity': PROBLEM_SEVERITIES[level],
    },
  };
}
