/** Compressed files: one content in one wrapping, told by its first bytes as the loaders tell it. */

import type { ByteSource } from '../model.ts';
import { hasMark, latin1, u8, u32 } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { sliceSource } from './source.ts';
import { createTally } from './tally.ts';
import { bzip2 } from './unpack/bzip2.ts';
import { gunzip, inflate } from './unpack/inflate.ts';
import { isSkippable, lz4 } from './unpack/lz4.ts';
import { type Unpacking, unpack } from './unpack/unpacked.ts';
import { lzmaAlone, xz } from './unpack/xz.ts';
import { zstd } from './unpack/zstd.ts';

interface Packing {
  readonly format: string;
  is(head: Uint8Array): boolean;
  start(source: ByteSource): Unpacking;
  /** True where so little marks it that anything may look like it: then it counts only where it unpacks. */
  readonly weak?: true;
}

/** The marks are those of joblib's `_COMPRESSORS`, as far as they are there, and of the formats themselves. */
const PACKINGS: readonly Packing[] = [
  { format: 'gzip', is: (head) => hasMark(head, '\x1f\x8b\x08'), start: gunzip },
  { format: 'bzip2', is: isBzip2, start: bzip2 },
  { format: 'xz', is: (head) => hasMark(head, '\xfd7zXZ\0'), start: xz },
  { format: 'Zstandard', is: (head) => hasMark(head, '\x28\xb5\x2f\xfd') || isSkippable(u32(head, 0)), start: zstd },
  {
    format: 'LZ4',
    is: (head) => [0x184d2204, 0x184c2102].includes(u32(head, 0)) || isSkippable(u32(head, 0)),
    start: lz4,
  },
  // joblib before 0.10: `ZF`, the unpacked size in hexadecimal digits, a blank more where Python 2 wrote it.
  { format: 'joblib ZF', is: (head) => /^ZF0x[0-9a-f]+L? +x/.test(latin1(head.subarray(0, 24))), start: zFile },
  { format: 'zlib', is: isZlib, start: (source) => inflate(source, 'zlib'), weak: true },
  { format: 'LZMA', is: isLzma, start: lzmaAlone, weak: true },
];

/** A weakly marked content that breaks has to give so much before, to be one. */
const CONVINCING = 1024;

/** Scans a compressed file; null where it is none. */
export async function scanPacked(
  source: ByteSource,
  head: Uint8Array,
  context: ScanContext,
  weak: boolean,
): Promise<Scanned | null> {
  for (const packing of PACKINGS) {
    if ((packing.weak === true) !== weak || !packing.is(head)) continue;
    const tally = createTally(context);
    const { source: content, end, bomb } = await unpack(() => packing.start(source), source.size, context);
    if (end.trouble !== null && content.size < (weak ? CONVINCING : 1)) {
      // Another format may begin with the same frame.
      if (weak || end.packed === 0 || isSkippable(u32(head, 0))) continue;
    }
    if (bomb) {
      const why = `it unpacks to ${content.size} bytes out of ${source.size}: enough to fill a memory or a disk`;
      tally.say('decompression-bomb', 'medium', 0, packing.format, why);
    }
    const inner = await context.open(content, packing.format);
    tally.take(inner);
    if (end.trouble !== null) tally.gap(end.packed, source.size, end.trouble);
    else if (end.packed < source.size) {
      tally.take(await context.open(sliceSource(source, end.packed), `bytes ${end.packed} to ${source.size}`));
    }
    return tally.done(`${packing.format} of ${inner.format}`);
  }
  return null;
}

function zFile(source: ByteSource): Unpacking {
  return (async function* () {
    const head = await source.read(0, 23);
    const start = 21 + (u8(head, 21) === 0x20 ? 1 : 0);
    const end = yield* inflate(sliceSource(source, start), 'zlib');
    return { packed: start + end.packed, trouble: end.trouble };
  })();
}

/** `BZh`, a level, and the mark of a block or of the end. */
function isBzip2(head: Uint8Array): boolean {
  return (
    /^BZh[1-9]$/.test(latin1(head.subarray(0, 4))) && (hasMark(head, '1AY&SY', 4) || hasMark(head, '\x17rE8P\x90', 4))
  );
}

/** RFC 1950: deflate, a window of up to 32 KB, a checksum of the two bytes, no dictionary. */
function isZlib(head: Uint8Array): boolean {
  const [first, second] = [u8(head, 0), u8(head, 1)];
  return (first & 15) === 8 && first < 0x80 && (first * 256 + second) % 31 === 0 && (second & 0x20) === 0;
}

/** Properties, a size of the dictionary that encoders make (2^n or 2^n + 2^(n-1)), an unpacked size that could be. */
function isLzma(head: Uint8Array): boolean {
  const dictionary = u32(head, 1);
  const power = 2 ** Math.floor(Math.log2(Math.max(1, dictionary)));
  const known = u32(head, 9) < 2 ** 8 || (u32(head, 9) === 0xffffffff && u32(head, 5) === 0xffffffff);
  return (
    u8(head, 0) < 225 && dictionary >= 4096 && known && u8(head, 13) === 0 && [power, power * 1.5].includes(dictionary)
  );
}
