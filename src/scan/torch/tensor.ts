/** A member that PyTorch takes for the numbers of a tensor: looked into all the same, for what a second stage may load from it. */

import type { ByteSource } from '../../model.ts';
import { hasMark } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { isOpcode } from '../pickle/opcodes.ts';
import { scanPickle } from '../pickle/scan-pickle.ts';
import { isTar } from '../tar.ts';

/** What a loader that is given this member alone would open, whatever its name: other containers, and arrays. */
const CONTAINERS = [
  'PK\x03\x04',
  '\x93NUMPY',
  '\x1f\x8b\x08',
  '7z\xbc\xaf',
  'Rar!',
  'BZh',
  '\xfd7zXZ',
  '\x28\xb5\x2f\xfd',
  '\x04\x22\x4d\x18',
];

/** Whether a member that stands in the place of a tensor begins as numbers hardly do. */
export async function isContainer(source: ByteSource): Promise<boolean> {
  const head = await source.read(0, 512);
  return CONTAINERS.some((mark) => hasMark(head, mark)) || isTar(head);
}

/**
 * Numbers may look like anything at their start, so only what runs like a pickle counts as one: it reaches its STOP with an
 * import, or imports what is more than unknown before it breaks. What is not understood is numbers.
 */
export async function scanTensor(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const numbers: Scanned = { format: 'tensor', evidence: [], gaps: [], understood: true };
  const [first] = await source.read(0, 1);
  if (!isOpcode(first)) return numbers;
  const scanned = await scanPickle(source, context, { streams: 1 });
  const whole = scanned.streams?.some(({ stopped }) => stopped);
  const evidence = scanned.evidence.filter(({ severity }) => whole || severity === 'critical' || severity === 'high');
  return evidence.length === 0
    ? numbers
    : { ...numbers, format: `${scanned.format} in the place of a tensor`, evidence };
}
