/** Reads one file as text, wherever it is. */
import { readBounded } from '../bounded-file.ts';
import type { Diagnostic } from '../model.ts';
import { readBlob } from './blobs.ts';
import { decode } from './decode.ts';
import { type FileEntry, megabytes, tooLarge } from './entry.ts';

export interface SourceText {
  /** Without a byte-order mark. */
  readonly text: string;
  /** What could not be decoded, if anything. */
  readonly diagnostic: Diagnostic | null;
}

/**
 * Reads a file.
 *
 * @returns its text; a diagnostic where it cannot be read; null for what is no text, or a bundler's output
 */
export async function readEntry(entry: FileEntry): Promise<SourceText | Diagnostic | null> {
  const { path } = entry;
  const bytes = await readBytes(entry);
  if (!Buffer.isBuffer(bytes)) return bytes;
  const decoded = decode(bytes);
  if (decoded.is === 'binary') return null;
  if (decoded.is === 'foreign') return { path, message: decoded.trouble };
  const { text, trouble } = decoded;
  if (!entry.named && isMinified(path, text)) return null;
  return { text, diagnostic: trouble === null ? null : { path, message: trouble } };
}

async function readBytes({ path, origin, maxBytes }: FileEntry): Promise<Buffer | Diagnostic> {
  switch (origin.from) {
    case 'disk': {
      const file = readBounded(origin.file, maxBytes);
      if (file.state === 'read') return file.bytes;
      if (file.state === 'too-large') return tooLarge(path, file.size, maxBytes);
      return { path, message: `not read: ${file.state === 'trouble' ? file.why : 'it is not there any more'}` };
    }
    case 'stdin':
      return (await readStdin(maxBytes)) ?? { path, message: `not read: it has more than ${megabytes(maxBytes)}` };
    case 'index': {
      const content = await readBlob(origin.repository, origin.blob);
      return content ?? { path, message: 'not read: git does not give what is staged' };
    }
  }
}

/** Standard input can be read once, whoever asks. */
let standardInput: Promise<Buffer | null> | null = null;

/** Null where there is more than the limit. */
function readStdin(limit: number): Promise<Buffer | null> {
  standardInput ??= readStream(process.stdin, limit);
  return standardInput;
}

async function readStream(stream: AsyncIterable<Buffer>, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A bundle is one line or a few; a hand-written file with one long line of data is mostly other lines. */
function isMinified(path: string, text: string): boolean {
  if (!/\.(?:[cm]?js|jsx|css)$/i.test(path)) return false;
  let longest = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const next = end < 0 ? text.length : end;
    longest = Math.max(longest, next - start);
    start = next + 1;
  }
  return longest > 10_000 && longest > text.length / 2;
}
