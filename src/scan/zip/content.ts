/** A member's content: unpacked by its method, and measured against what the directories say of it. */

import { crc32 } from 'node:zlib';
import type { ByteSource } from '../../model.ts';
import type { ScanContext } from '../context.ts';
import { sliceSource } from '../source.ts';
import { bzip2 } from '../unpack/bzip2.ts';
import { inflate } from '../unpack/inflate.ts';
import { type Unpacking, unpack } from '../unpack/unpacked.ts';
import { lzmaOfZip, xz } from '../unpack/xz.ts';
import { zstd } from '../unpack/zstd.ts';
import type { Reading } from './members.ts';
import type { Told } from './records.ts';

export interface Content {
  readonly source: ByteSource;
  /** How many of the packed bytes it takes. */
  readonly used: number;
  /** Why not all of it was unpacked, or null. */
  readonly trouble: string | null;
  readonly bomb: boolean;
  /** What is not as the directory says, in words. */
  readonly differences: readonly string[];
  /** Whether its checksum is the told one; null where that was not computed. */
  readonly intact: boolean | null;
}

const STORED = 0;
const METHODS: Readonly<Record<number, (source: ByteSource) => Unpacking>> = {
  8: (source) => inflate(source, 'raw'),
  12: bzip2,
  14: lzmaOfZip,
  93: zstd,
  95: xz,
};
const METHOD_NAMES: Readonly<Record<number, string>> = {
  9: 'deflate64',
  97: 'WavPack',
  98: 'PPMd',
  99: 'AES encryption',
};

/** Stored members above this size are not read through for their checksum. */
const CHECKED = 1024 * 1024;

/** Opens a member by one of its readings; a string says why that cannot be done. */
export async function openContent(
  archive: ByteSource,
  reading: Reading,
  told: Told,
  context: ScanContext,
): Promise<Content | string> {
  const { dataAt, method } = reading;
  const packed = sliceSource(archive, dataAt, dataAt + reading.packed);
  if (method === STORED) return storedContent(packed, reading, told);
  const start = METHODS[method];
  if (start === undefined) return `packed by a method that is not read (${METHOD_NAMES[method] ?? method})`;

  const { source, end, bomb, bytes } = await unpack(() => start(packed), packed.size, context);
  const differences: string[] = [];
  if (end.trouble === null && source.size !== told.size) {
    differences.push(`it unpacks to ${source.size} bytes, and the directory says ${told.size}`);
  }
  const intact = bytes === null ? null : crc32(bytes) === told.crc;
  return { source, used: end.packed, trouble: end.trouble, bomb, differences, intact };
}

async function storedContent(source: ByteSource, { packed }: Reading, told: Told): Promise<Content> {
  const differences: string[] = [];
  if (told.packed !== told.size) {
    differences.push(`it is stored as it is, and yet the directory gives two sizes, ${told.packed} and ${told.size}`);
  }
  const intact = source.size > CHECKED ? null : crc32(await source.read(0, source.size)) === told.crc;
  const trouble = source.size < packed ? 'it is cut off' : null;
  return { source, used: source.size, trouble, bomb: false, differences, intact };
}
