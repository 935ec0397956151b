/** The worst of what was seen in a file, in one word. */

import type { Evidence, Gap, ScanVerdict } from '../model.ts';

/** `dangerous` by anything that runs code or reaches out, `suspicious` by what may, `inconclusive` where not all was understood. */
export function verdictOf(evidence: readonly Evidence[], gaps: readonly Gap[]): ScanVerdict {
  const has = (...severities: readonly string[]) => evidence.some(({ severity }) => severities.includes(severity));
  if (has('critical', 'high')) return 'dangerous';
  if (has('medium')) return 'suspicious';
  return gaps.length > 0 ? 'inconclusive' : 'clean';
}
