/** The order of severities. */

import { SEVERITIES, type Severity } from '../model.ts';

/** Sorts what has a severity, the gravest first. */
export function gravestFirst(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity);
}
