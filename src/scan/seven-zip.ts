/** 7z and RAR archives, unpacked by libarchive in WebAssembly: in memory, without a disk, and without trust in what they say. */

import type { ArchiveReader } from 'libarchive-wasm';
import type { ByteSource } from '../model.ts';
import { hasMark } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { escapes, leadsOut } from './member-path.ts';
import { createTally, type Tally } from './tally.ts';
import { type Unpacking, unpack } from './unpack/unpacked.ts';

const FORMATS: readonly { readonly mark: string; readonly format: string }[] = [
  { mark: '7z\xbc\xaf\x27\x1c', format: '7z' },
  { mark: 'Rar!\x1a\x07', format: 'RAR' },
];

/** The packed archive has to be in memory as a whole. */
const LARGEST = 512 * 1024 * 1024;
const PIECE = 256 * 1024;

export function isSevenZip(head: Uint8Array): boolean {
  return FORMATS.some(({ mark }) => hasMark(head, mark));
}

export async function scanSevenZip(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const tally = createTally(context);
  const head = await source.read(0, 8);
  const format = FORMATS.find(({ mark }) => hasMark(head, mark))?.format ?? 'archive';
  if (source.size > LARGEST) {
    tally.gap(0, source.size, `a ${format} of more than ${LARGEST} bytes is not unpacked`);
    return tally.done(format);
  }
  const bytes = await source.read(0, source.size);
  try {
    const archive = await openArchive(bytes);
    try {
      await scanMembers(bytes, archive, format, context, tally);
    } finally {
      archive.free();
    }
  } catch (error) {
    // A WebAssembly module that gives up on hostile bytes throws whatever it likes.
    tally.gap(
      0,
      source.size,
      `the ${format} cannot be read: ${error instanceof Error ? error.message : 'unknown trouble'}`,
    );
  }
  return tally.done(format);
}

async function openArchive(bytes: Uint8Array): Promise<ArchiveReader> {
  const { ArchiveReader, libarchiveWasm } = await import('libarchive-wasm');
  return new ArchiveReader(await libarchiveWasm(), new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

async function scanMembers(
  bytes: Uint8Array,
  archive: ArchiveReader,
  format: string,
  context: ScanContext,
  tally: Tally,
): Promise<void> {
  for (let index = 0; index < context.limits.members && !context.signal.aborted; index++) {
    const pointer = archive.nextEntryPointer();
    if (pointer === 0) {
      // The end, and an error, look alike but for its words; what is cut off, it takes for an archive of nothing.
      const error = archive.libarchive.error_string(archive.archive) || (index === 0 && 'it has no members');
      if (error) tally.gap(0, bytes.length, `the ${format} cannot be read: ${error}`);
      return;
    }
    const name = archive.getEntryPathname(pointer) ?? `member ${index}`;
    const type = archive.getEntryFiletype(pointer);
    sayPaths(archive, pointer, name, type, tally);
    if (archive.isEntryEncrypted(pointer)) {
      tally.gap(0, bytes.length, `${name}: it is encrypted`);
      continue;
    }
    // Where an archive does not say what a member is, it is a file.
    if (!['File', 'Invalid'].includes(type)) continue;
    let first = true;
    const start = (): Unpacking => {
      const again = !first;
      first = false;
      return again ? unpackAgain(bytes, index) : unpackEntry(archive);
    };
    const { source, end, bomb } = await unpack(start, bytes.length, context);
    if (bomb) {
      const why = `it unpacks to ${source.size} bytes, out of an archive of ${bytes.length}: enough to fill a memory or a disk`;
      tally.say('decompression-bomb', 'medium', 0, name, why);
    }
    tally.take(await context.open(source, name));
    if (end.trouble !== null) {
      tally.gap(0, bytes.length, `${name}: ${end.trouble}`);
      // Behind a member that breaks, the rest of the stream is not to be had.
      if (!context.signal.aborted)
        tally.gap(0, bytes.length, `the members of the ${format} behind ${name} are not read`);
      return;
    }
  }
}

/** Unpacks the member that the archive stands at. */
async function* unpackEntry({ libarchive, archive }: ArchiveReader): Unpacking {
  const { module } = libarchive as unknown as { readonly module: WasmModule };
  const buffer = module._malloc(PIECE);
  try {
    for (;;) {
      const length = libarchive.read_data(archive, buffer, PIECE);
      if (length <= 0) return { packed: 0, trouble: null };
      // Memory moves when it grows: the view is taken anew for each piece.
      yield new Uint8Array(module.HEAP8.buffer.slice(buffer, buffer + length));
    }
  } catch (error) {
    return { packed: 0, trouble: `it breaks: ${error instanceof Error ? error.message : 'unknown trouble'}` };
  } finally {
    module._free(buffer);
  }
}

/** Unpacks a member once more, from the start of the archive. */
async function* unpackAgain(bytes: Uint8Array, index: number): Unpacking {
  const archive = await openArchive(bytes);
  try {
    for (let at = 0; at <= index; at++)
      if (archive.nextEntryPointer() === 0) return { packed: 0, trouble: 'it is gone' };
    return yield* unpackEntry(archive);
  } finally {
    archive.free();
  }
}

/** What there is of libarchive's module in WebAssembly; the package leaves it without a type. */
interface WasmModule {
  readonly HEAP8: Int8Array<ArrayBuffer>;
  _malloc(size: number): number;
  _free(pointer: number): void;
}

function sayPaths(archive: ArchiveReader, pointer: number, name: string, type: string, tally: Tally): void {
  const outside = escapes(name);
  if (outside !== null) {
    tally.say(
      'escaping-path',
      'high',
      0,
      name,
      `an extractor that follows this name writes outside its folder: ${outside}`,
    );
  }
  const link = archive.getSymlinkTarget(pointer) || archive.getHardlinkTarget(pointer);
  if (link) {
    if (leadsOut(name, link))
      tally.say('escaping-link', 'high', 0, name, 'a link that leads out of the archive', [link]);
    else tally.say('link', 'low', 0, name, 'a link within the archive', [link]);
  } else if (!['File', 'Invalid', 'Directory'].includes(type)) {
    tally.say('special-file', 'medium', 0, name, `a member that is neither file nor folder (${type})`);
  }
}
