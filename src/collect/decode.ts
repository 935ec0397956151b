/** Bytes to text: which bytes are text at all, and in which encoding. */
import { isUtf8 } from 'node:buffer';

export type Decoded =
  /** `trouble` says what could not be decoded and was replaced by U+FFFD. */
  | { readonly is: 'text'; readonly text: string; readonly trouble: string | null }
  | { readonly is: 'binary' }
  /** Text, in an encoding that is not read. */
  | { readonly is: 'foreign'; readonly trouble: string };

/** A byte-order mark and how to read what follows it; the longer marks first, because UTF-32's begins like UTF-16's. */
const MARKS = [
  { mark: [0xff, 0xfe, 0x00, 0x00], encoding: null },
  { mark: [0x00, 0x00, 0xfe, 0xff], encoding: null },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** How many bytes are searched for a NUL, which no text has. */
const PROBE = 8192;

/** Decodes UTF-8, and UTF-16 that says so; a byte-order mark is dropped. */
export function decode(bytes: Buffer): Decoded {
  for (const { mark, encoding } of MARKS) {
    if (!mark.every((byte, index) => bytes[index] === byte)) continue;
    return encoding === null ? { is: 'foreign', trouble: 'not read: it is UTF-32' } : decodeUtf16(bytes, encoding);
  }
  if (bytes.subarray(0, PROBE).includes(0)) return { is: 'binary' };
  const text = bytes.toString('utf8');
  const trouble = isUtf8(bytes)
    ? null
    : `invalid UTF-8 at byte ${firstInvalidByte(bytes, text)}: read with replacement characters`;
  return { is: 'text', text: text.startsWith('\uFEFF') ? text.slice(1) : text, trouble };
}

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  try {
    return { is: 'text', text: new TextDecoder(encoding, { fatal: true }).decode(bytes), trouble: null };
  } catch {
    const trouble = 'invalid UTF-16: read with replacement characters';
    return { is: 'text', text: new TextDecoder(encoding).decode(bytes), trouble };
  }
}

/** The offset of the first replacement character in `text` that does not stand in `bytes` itself. */
function firstInvalidByte(bytes: Buffer, text: string): number {
  let offset = 0;
  let start = 0;
  for (let index = text.indexOf('\uFFFD'); index >= 0; index = text.indexOf('\uFFFD', start)) {
    offset += Buffer.byteLength(text.slice(start, index));
    if (bytes.readUIntBE(offset, Math.min(3, bytes.length - offset)) !== 0xefbfbd) break;
    offset += 3;
    start = index + 1;
  }
  return offset;
}
