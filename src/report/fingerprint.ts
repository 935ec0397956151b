/** Names a finding so that two runs can tell whether it is the same one: for SARIF, and for comparing runs. */

import { createHash } from 'node:crypto';
import type { Finding } from '../model.ts';

/** As much of a finding as names it. */
export interface Fingerprinted extends Pick<Finding, 'rule' | 'kind' | 'id'> {
  readonly places: readonly { readonly site: { readonly path: string } }[];
}

/**
 * One fingerprint for each finding, in the same order. Made of the rule, the kind, the id without letter case (the Hub
 * compares names so), the path of the most important place, and a count where all of these are the same. Lines and wording
 * are left out: a finding outlives the edit of a file and of a message.
 *
 * @returns 32 hexadecimal digits each
 */
export function fingerprints(findings: readonly Fingerprinted[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, kind, id, places }) => {
    const key = JSON.stringify([rule, kind, id.toLowerCase(), places[0]?.site.path ?? null]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash('sha256').update(`${key}${ordinal}`).digest('hex').slice(0, 32);
  });
}
