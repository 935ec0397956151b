/** Scans bytes as a file of a name, and picks from what was seen. */

import type { Evidence, FileScan } from '../../../src/model.ts';
import { type FileScanOptions, scanFile } from '../../../src/scan/scan-file.ts';
import { memorySource } from '../../../src/scan/source.ts';

export function scanBytes(bytes: Uint8Array, name = 'model.bin', options: FileScanOptions = {}): Promise<FileScan> {
  return scanFile(name, memorySource(bytes), options);
}

/** The places at which something of a kind was seen: the members, and behind them the subject. */
export function places({ evidence }: FileScan, kind: string): string[] {
  return evidence.filter((each) => each.kind === kind).map(({ within, subject }) => [...within, subject].join(' > '));
}

/** The pieces of evidence of a kind. */
export function ofKind({ evidence }: FileScan, kind: string): Evidence[] {
  return evidence.filter((each) => each.kind === kind);
}

/** Where the payload was seen: the members that lead to it. */
export function payloads({ evidence }: FileScan): string[] {
  return evidence
    .filter(({ severity, subject }) => severity === 'critical' && subject === 'os.system')
    .map(({ within }) => within.join(' > '));
}
