/** What an earlier report knew already: its findings are not told again, unless they have become graver. */

import { z } from 'zod';
import { type Finding, type KnownFinding, REPO_KINDS, SEVERITIES } from '../model.ts';
import { type Fingerprinted, fingerprints } from './fingerprint.ts';

/**
 * By what findings of two runs are the same: `path` takes the file of the first place into account; `repository` does not, for
 * a catalogue has a finding of each rule once for a repository, and another file name every night.
 */
export type SameBy = 'path' | 'repository';

/** By fingerprint. */
export type Baseline = ReadonlyMap<string, KnownFinding>;

export interface Compared {
  readonly findings: readonly Finding[];
  readonly known: readonly KnownFinding[];
}

const severity = z.enum(SEVERITIES);
const kind = z.enum(REPO_KINDS);

/** As much of a report as is needed, so that one of a later namesake, which has more in it, is of use as well. */
const EarlierReport = z.object({
  version: z.literal(1),
  findings: z.array(
    z.object({ rule: z.string(), severity, kind, id: z.string(), places: z.array(z.object({ path: z.string() })) }),
  ),
  known: z.array(z.object({ fingerprint: z.string(), severity, kind, id: z.string() })).default([]),
});

/** Reads a JSON report of an earlier run; null for what is none. */
export function readBaseline(text: string, by: SameBy): Baseline | null {
  const report = EarlierReport.safeParse(parsed(text));
  if (!report.success) return null;
  const { findings, known } = report.data;
  const prints = printsOf(
    findings.map(({ places, ...finding }) => ({ ...finding, places: places.map((site) => ({ site })) })),
    by,
  );
  return new Map([
    ...known.map((one): [string, KnownFinding] => [one.fingerprint, one]),
    ...findings.map(({ severity, kind, id }, index): [string, KnownFinding] => {
      const fingerprint = prints[index] ?? '';
      return [fingerprint, { fingerprint, severity, kind, id }];
    }),
  ]);
}

/**
 * Takes out of a run's findings what the baseline has. What the baseline has and this run does not is gone, but for repositories of
 * which nothing could be learnt today: these stay known, so that an outage of one night is no alarm in the next.
 *
 * @param isOpen whether the Hub left open what stands behind a name
 */
export function compare(
  findings: readonly Finding[],
  baseline: Baseline,
  by: SameBy,
  isOpen: (known: KnownFinding) => boolean,
): Compared {
  const prints = printsOf(findings, by);
  const fresh: Finding[] = [];
  const known = new Map<string, KnownFinding>();
  for (const [index, finding] of findings.entries()) {
    const fingerprint = prints[index] ?? '';
    const before = baseline.get(fingerprint);
    if (before === undefined || rank(finding) > rank(before)) fresh.push(finding);
    else known.set(fingerprint, { ...before, severity: finding.severity });
  }
  const told = new Set(prints);
  for (const [fingerprint, before] of baseline) {
    if (!told.has(fingerprint) && isOpen(before)) known.set(fingerprint, before);
  }
  return { findings: fresh, known: [...known.values()] };
}

function printsOf(findings: readonly Fingerprinted[], by: SameBy): string[] {
  return fingerprints(by === 'path' ? findings : findings.map((finding) => ({ ...finding, places: [] })));
}

function rank({ severity }: Pick<Finding, 'severity'>): number {
  return SEVERITIES.indexOf(severity);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
