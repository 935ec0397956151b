/** PyTorch's format before 1.6: five pickles (magic number, version, system, the object, the keys of its storages), then the storages. */

import type { ByteSource } from '../../model.ts';
import { latin1 } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { scanPickle } from '../pickle/scan-pickle.ts';
import { sliceSource } from '../source.ts';
import { createTally } from '../tally.ts';
import { elementSize, storageEnd, storagesOf } from './storage.ts';

/** LONG1 of 0x1950a86a20f9469cfc6c, and STOP: in a frame and behind PROTO, it stands in the first bytes of any protocol. */
const MAGIC = '\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.';
const PICKLES = 5;

export function isLegacyTorch(head: Uint8Array): boolean {
  return head[0] === 0x80 && latin1(head.subarray(0, 32)).includes(MAGIC);
}

export async function scanLegacyTorch(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const tally = createTally(context);
  const scanned = await scanPickle(source, context, { streams: PICKLES });
  tally.take(scanned);
  const streams = scanned.streams ?? [];
  const [, , , object, keys] = streams;
  let at = streams.at(-1)?.end ?? 0;
  if (object !== undefined && keys?.stopped && Array.isArray(keys.result)) {
    const storages = storagesOf(object.persistentIds);
    for (const key of keys.result as readonly unknown[]) {
      const storage = typeof key === 'string' ? storages.get(key) : undefined;
      const end = await storageEnd(source, at, elementSize(storage?.type), storage?.count ?? null);
      if (end === null) break;
      at = end;
    }
  }
  if (at < source.size) {
    // What is behind the last storage that is where it should be, no loader of tensors reads; others go on to the next pickle.
    const rest = sliceSource(source, at);
    const opened = await context.open(rest, `bytes ${at} to ${source.size}`);
    if (opened.understood) tally.take(opened);
    else tally.take(await scanPickle(rest, context), at);
  }
  return tally.done('PyTorch (before 1.6)', streams);
}
