/** A member that PyTorch takes for the numbers of a tensor: looked into all the same, for what a second stage may load from it. */

import type { ByteSource } from '../../model.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { isOpcode } from '../pickle/opcodes.ts';
import { scanPickle } from '../pickle/scan-pickle.ts';

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
