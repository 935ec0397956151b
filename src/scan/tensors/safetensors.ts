/** safetensors: the size of a header, the header in JSON, the numbers. It runs nothing; what its numbers leave over may hide something. */

import type { ByteSource } from '../../model.ts';
import { latin1, text, u64 } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { sliceSource } from '../source.ts';
import { createTally, type Tally } from '../tally.ts';
import { judgeExtents } from './extents.ts';

/** The longest header that the reference reader takes, in bytes. Source: safetensors, tensor.rs (MAX_HEADER_SIZE). */
const LONGEST_HEADER = 100_000_000;
/** Bytes of one number. Source: safetensors, tensor.rs (Dtype). */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    BOOL: 1,
    U8: 1,
    I8: 1,
    F8_E5M2: 1,
    F8_E4M3: 1,
    F8_E8M0: 1,
    I16: 2,
    U16: 2,
    F16: 2,
    BF16: 2,
    I32: 4,
    U32: 4,
    F32: 4,
    F64: 8,
    I64: 8,
    U64: 8,
    C64: 8,
  }),
);

interface Tensor {
  readonly dtype: unknown;
  readonly shape: unknown;
  readonly data_offsets: unknown;
}

/** Null where the bytes are not that. */
export async function scanSafetensors(
  source: ByteSource,
  head: Uint8Array,
  context: ScanContext,
): Promise<Scanned | null> {
  const length = u64(head, 0);
  if (head.length < 10 || length > LONGEST_HEADER || length < 2 || !/^\{\s*["}]/.test(latin1(head.subarray(8, 64))))
    return null;
  const tally = createTally(context);
  const data = 8 + length;
  if (data > source.size) tally.gap(0, source.size, 'the header of the safetensors is cut off');
  else await judgeHeader(text(await source.read(8, length)), data, source, context, tally);
  return tally.done('safetensors');
}

async function judgeHeader(
  header: string,
  data: number,
  source: ByteSource,
  context: ScanContext,
  tally: Tally,
): Promise<void> {
  let entries: [string, unknown][];
  try {
    entries = Object.entries(JSON.parse(header) as object);
    for (const key of await keysTwice(header))
      tally.say(
        'duplicate-key',
        'medium',
        8,
        key,
        `${key} stands twice in the header: readers differ in which one counts`,
      );
  } catch {
    tally.gap(8, data, 'the header is not JSON');
    return;
  }
  const extents = [];
  for (const [name, value] of entries) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Tensor;
    const [start, end] = Array.isArray(offsets) ? offsets : [];
    if (!isSize(start) || !isSize(end) || end < start) {
      tally.say('impossible-header', 'medium', 8, name, `The header says no bytes for ${name} that there could be`);
      continue;
    }
    const sizes = Array.isArray(shape) && shape.every(isSize) ? shape : null;
    const width = typeof dtype === 'string' ? WIDTHS.get(dtype) : undefined;
    if (sizes !== null && width !== undefined && sizes.reduce((all, size) => all * size, width) !== end - start)
      tally.say(
        'impossible-header',
        'medium',
        8,
        name,
        `${name} has ${end - start} bytes, but its shape and type need others`,
      );
    extents.push({ name, start: data + start, end: data + end });
  }
  const hidden = judgeExtents(extents, data, source.size, tally);
  for (const { start, end } of hidden)
    tally.take(await context.open(sliceSource(source, start, end), `bytes of no tensor at ${start}`));
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Keys that an object of the header has twice; a parser keeps one of them and says nothing. */
async function keysTwice(header: string): Promise<ReadonlySet<string>> {
  const { visit } = await import('jsonc-parser');
  const twice = new Set<string>();
  const open: Set<string>[] = [];
  visit(header, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key) => {
      const keys = open.at(-1);
      if (keys?.has(key) === true) twice.add(key);
      keys?.add(key);
    },
  });
  return twice;
}
