/** The storages that PyTorch writes behind its pickles: a count, then the numbers. */

import type { ByteSource } from '../../model.ts';
import { u64 } from '../bytes.ts';
import type { Constant } from '../context.ts';

/** Bytes for one element, by the storage types that are named in a pickle. */
const ELEMENT_SIZES: Readonly<Record<string, number>> = {
  DoubleStorage: 8,
  FloatStorage: 4,
  HalfStorage: 2,
  BFloat16Storage: 2,
  LongStorage: 8,
  IntStorage: 4,
  ShortStorage: 2,
  CharStorage: 1,
  ByteStorage: 1,
  BoolStorage: 1,
  ComplexFloatStorage: 8,
  ComplexDoubleStorage: 16,
  QInt8Storage: 1,
  QUInt8Storage: 1,
  QInt32Storage: 4,
  QUInt4x2Storage: 1,
  QUInt2x4Storage: 1,
  UntypedStorage: 1,
};

/** Bytes for one element of a storage type, as a pickle names it; null where it is none that is known. */
export function elementSize(type: Constant): number | null {
  if (typeof type !== 'object' || type === null || !('global' in type)) return null;
  const [module = '', name = ''] = type.global.split(' ');
  return module === 'torch' || module.startsWith('torch.') ? (ELEMENT_SIZES[name] ?? null) : null;
}

/** Where the storage ends that begins at `at`, or null where it does not fit into the bytes, or not to the told count. */
export async function storageEnd(
  source: ByteSource,
  at: number,
  size: number | null,
  told: number | null,
): Promise<number | null> {
  const count = u64(await source.read(at, 8), 0);
  if (size === null || (told !== null && told !== count)) return null;
  const end = at + 8 + count * size;
  return end <= source.size ? end : null;
}

/** Which storages a pickle asks for: by key, the type and the count. */
export function storagesOf(persistentIds: readonly Constant[]): Map<string, { type: Constant; count: number | null }> {
  const storages = new Map<string, { type: Constant; count: number | null }>();
  for (const id of persistentIds) {
    if (!Array.isArray(id)) continue;
    const [kind, type, key, , count] = id as readonly Constant[];
    if (kind !== 'storage' || typeof key !== 'string') continue;
    storages.set(key, { type, count: typeof count === 'number' ? count : null });
  }
  return storages;
}
