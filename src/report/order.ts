/** The order and the counts of findings, the same in every format. */

import { type Finding, SEVERITIES, type Severity } from '../model.ts';

/** Worst first. */
export const WORST_FIRST: readonly Severity[] = [...SEVERITIES].reverse();

/** The worst first, those of one repository side by side, and otherwise in the order given. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Map<string, Finding[]>>(WORST_FIRST.map((severity) => [severity, new Map()]));
  for (const finding of findings) {
    const subjects = groups.get(finding.severity);
    const subject = `${finding.kind}:${finding.id}`;
    const group = subjects?.get(subject);
    if (group) group.push(finding);
    else subjects?.set(subject, [finding]);
  }
  return [...groups.values()].flatMap((subjects) => [...subjects.values()].flat());
}

/** How many findings each severity has, worst first, without the empty ones. */
export function severityCounts(findings: readonly Finding[]): [Severity, number][] {
  const counts = new Map<Severity, number>();
  for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return WORST_FIRST.flatMap((severity) => {
    const count = counts.get(severity);
    return count === undefined ? [] : [[severity, count] as [Severity, number]];
  });
}
