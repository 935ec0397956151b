/** Formats that are told by their first bytes and need no more: those that hold data alone, and those that are not judged. */

import type { ByteSource } from '../model.ts';
import { hasMark } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { createTally } from './tally.ts';

interface Kind {
  readonly format: string;
  readonly mark: string;
  readonly at?: number;
  /** Why it is not judged; without it the format is data that nothing runs. */
  readonly open?: string;
}

const KINDS: readonly Kind[] = [
  { format: 'PNG image', mark: '\x89PNG\r\n\x1a\n' },
  { format: 'JPEG image', mark: '\xff\xd8\xff' },
  { format: 'GIF image', mark: 'GIF8' },
  { format: 'WebP image', mark: 'WEBP', at: 8 },
  { format: 'TIFF image', mark: 'II*\0' },
  { format: 'TIFF image', mark: 'MM\0*' },
  { format: 'wave audio', mark: 'WAVE', at: 8 },
  { format: 'FLAC audio', mark: 'fLaC' },
  { format: 'Ogg audio', mark: 'OggS' },
  { format: 'MP3 audio', mark: 'ID3' },
  { format: 'MP4 video', mark: 'ftyp', at: 4 },
  { format: 'Parquet table', mark: 'PAR1' },
  { format: 'Arrow table', mark: 'ARROW1\0\0' },
  { format: 'SQLite database', mark: 'SQLite format 3\0' },
  { format: 'web font', mark: 'wOF2' },
  { format: 'PDF document', mark: '%PDF-', open: 'documents can hold programs' },
  { format: 'CatBoost model', mark: 'CBM1' },
  { format: 'LightGBM model', mark: 'tree\nversion=v' },
  { format: 'XGBoost model (UBJSON)', mark: '{L\0\0\0\0\0\0\0\x07learner' },
  { format: 'XGBoost model (binary)', mark: 'binf' },
  { format: 'MXNet parameters', mark: '\x12\x01\0\0\0\0\0\0' },
  { format: 'ONNX Runtime model', mark: 'ORTM', at: 4, open: 'its operators are not read' },
  { format: 'TensorRT engine', mark: 'ptrt', open: 'machine code of an accelerator' },
  { format: 'TensorRT engine', mark: 'ftrt', open: 'machine code of an accelerator' },
  { format: 'RKNN model', mark: 'RKNN', open: 'machine code of an accelerator' },
  {
    format: 'Llamafile or another portable executable',
    mark: "MZqFpD='",
    open: 'machine code for every system, often with a model in a zip behind it',
  },
  { format: 'WebAssembly', mark: '\0asm', open: 'machine code' },
];

/** Scans a format that its mark alone decides; null where it is none of them. */
export function scanData(source: ByteSource, head: Uint8Array, context: ScanContext): Scanned | null {
  const kind = KINDS.find(({ mark, at }) => hasMark(head, mark, at ?? 0));
  if (kind === undefined) return null;
  const tally = createTally(context);
  if (kind.open !== undefined) tally.gap(0, source.size, `${kind.format}: not judged (${kind.open})`);
  return tally.done(kind.format);
}
