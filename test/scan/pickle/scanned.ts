/** Scans bytes as pickles, as a file of their own, and picks from what was seen. */

import type { ByteSource } from '../../../src/model.ts';
import { LIMITS, type Limits, type Scanned } from '../../../src/scan/context.ts';
import { fileContext } from '../../../src/scan/nested.ts';
import { scanPickle } from '../../../src/scan/pickle/scan-pickle.ts';
import { scanSource } from '../../../src/scan/scan.ts';
import { memorySource } from '../../../src/scan/source.ts';
import { bytes, type Piece } from './assemble.ts';

export function scanned(...pieces: readonly Piece[]): Promise<Scanned> {
  return scannedSource(memorySource(bytes(...pieces)));
}

export function scannedSource(source: ByteSource, limits: Partial<Limits> = {}): Promise<Scanned> {
  const context = fileContext('test.pkl', { ...LIMITS, ...limits }, new AbortController().signal, scanSource);
  return scanPickle(source, context);
}

/** One line for each thing that is worse than an import of something unknown: `critical dangerous-call os.system`. */
export function told({ evidence }: Pick<Scanned, 'evidence'>): string[] {
  return evidence
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, kind, subject }) => `${severity} ${kind} ${subject}`);
}

/** The details of the evidence about a name. */
export function detailsOf({ evidence }: Pick<Scanned, 'evidence'>, subject: string): string[] {
  return evidence.filter((each) => each.subject === subject).flatMap(({ details }) => details);
}

/** The stretches that were not understood: `10-12: why`. */
export function gapsOf({ gaps }: Pick<Scanned, 'gaps'>): string[] {
  return gaps.map(({ start, end, why }) => `${start}-${end}: ${why}`);
}

export const OS_SYSTEM = 'critical dangerous-call os.system';
