/** The members of PyTorch's first format, a tar: pickles with raw numbers between them (`legacy_load` in torch/serialization.py). */

import type { ByteSource } from '../../model.ts';
import { u32, u64 } from '../bytes.ts';
import type { Constant, ScanContext, Scanned, Scanner } from '../context.ts';
import { scanPickle } from '../pickle/scan-pickle.ts';
import { sliceSource } from '../source.ts';
import { createTally } from '../tally.ts';
import { elementSize, storageEnd } from './storage.ts';

/** Where the numbers end that stand behind a pickle, or null where they are not as they should be. */
type Numbers = (source: ByteSource, at: number, told: Constant) => Promise<number | null>;

/** Whether a tar is PyTorch's, by the members that it must have. */
export function isTorchTar(names: readonly string[]): boolean {
  return ['pickle', 'storages', 'tensors'].every((name) => names.includes(name));
}

/** Each storage: the pickle of its key, place and type, then a count and the numbers. */
const STORAGES: Numbers = (source, at, told) => {
  const type = Array.isArray(told) ? (told as readonly Constant[])[2] : undefined;
  return storageEnd(source, at, elementSize(type), null);
};

/** Each tensor: the pickle of its key, storage and type, then the number of its dimensions in 8 bytes, sizes, strides, an offset. */
const TENSORS: Numbers = async (source, at) => {
  const head = await source.read(at, 8);
  const dimensions = u32(head, 0);
  const end = at + 8 + dimensions * 16 + 8;
  return u64(head, 0) <= 64 && end <= source.size ? end : null;
};

/** The scanner of a member of such a tar that is no plain pickle. */
export function torchTarScanner(name: string): Scanner | undefined {
  const numbers = { storages: STORAGES, tensors: TENSORS }[name];
  return numbers && ((source, context) => scanInterleaved(source, context, numbers));
}

/** A pickle of how many there are, then each as a pickle with its numbers, then whatever pickles follow. */
async function scanInterleaved(source: ByteSource, context: ScanContext, numbers: Numbers): Promise<Scanned> {
  const tally = createTally(context);
  let left: number | null = null;
  let at = 0;
  while (at < source.size && !context.signal.aborted) {
    const one = left === null || left > 0;
    const scanned = await scanPickle(sliceSource(source, at), context, one ? { streams: 1 } : {});
    tally.take(scanned, at);
    const [stream] = scanned.streams ?? [];
    if (!one || stream === undefined) break;
    at += Math.max(1, stream.end);
    if (left === null) left = typeof stream.result === 'number' ? stream.result : 0;
    else {
      left -= 1;
      const end = await numbers(source, at, stream.result);
      if (end === null) left = 0;
      else at = end;
    }
  }
  return tally.done('PyTorch tensors in a tar');
}
