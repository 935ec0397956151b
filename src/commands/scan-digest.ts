/** Whether bytes are those that a hash names, and what it means where they are not. */

import { createHash } from 'node:crypto';
import type { FileScan, HubFile, ScannedFile } from '../model.ts';
import { verdictOf } from '../scan/verdict.ts';

/** Files of up to this size are read as a whole, in bytes: their hash can be checked, and a round trip for each part is saved. */
export const WHOLE = 8 * 1024 * 1024;

/** Whether `bytes` have the hash that a file of the Hub is known by. */
export function hasDigest(bytes: Uint8Array, { algorithm, value }: HubFile['digest']): boolean {
  if (algorithm === 'sha256') return createHash('sha256').update(bytes).digest('hex') === value;
  // What git names a file by (gitformat-pack, "blob").
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === value;
}

/** A scan with what is known besides. Bytes that are not those of their hash make a file dangerous, whatever they hold. */
export function scanned(
  scan: FileScan,
  { target, loaded, hub, intact }: Pick<ScannedFile, 'target' | 'loaded' | 'hub' | 'intact'>,
): ScannedFile {
  const beside = { target, loaded, hub, intact };
  if (intact !== false) return { ...scan, ...beside };
  const evidence = [
    {
      kind: 'wrong-hash',
      severity: 'high',
      within: [],
      offset: 0,
      subject: scan.path,
      message: 'the bytes are not those that the hash names: somebody changed them, or they were damaged on the way',
      details: [],
    } as const,
    ...scan.evidence,
  ];
  return { ...scan, ...beside, evidence, verdict: verdictOf(evidence, scan.inconclusive) };
}
