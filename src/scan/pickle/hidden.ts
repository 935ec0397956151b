/** Pickles hidden in text and bytes of another: as they are, or as base64 or hexadecimal digits. */

import type { ByteSource } from '../../model.ts';
import { memorySource, sliceSource } from '../source.ts';
import { isPickleStart } from './start.ts';

/** Looked at to decide, in bytes. */
const HEAD = 512;

interface Encoding {
  readonly name: 'base64' | 'hex';
  /** What a pickle begins with in it: PROTO, an import or a MARK. */
  readonly start: RegExp;
  /** A whole number of groups, as far as the alphabet goes. */
  readonly body: RegExp;
  readonly chars: number;
  readonly bytes: number;
}

const ENCODINGS: readonly Encoding[] = [
  { name: 'base64', start: /^(?:gA|Y[0-3]|K)/, body: /^[A-Za-z0-9+/_-]{12,}/, chars: 4, bytes: 3 },
  { name: 'hex', start: /^(?:80|63|28)/, body: /^(?:[0-9a-fA-F]{2}){8,}/, chars: 2, bytes: 1 },
];

/** What a hidden pickle can begin with, by any encoding: most operands are told by this alone. */
const BEGINNINGS = new Set([...'\x80c(gYK862'].map((char) => char.charCodeAt(0)));

/**
 * The pickle that an operand may hold, or undefined. `value` is the operand, or its first bytes where it is long.
 * @param start of the operand in `source`, in bytes; `end` is exclusive
 */
export function hiddenSource(
  source: ByteSource,
  start: number,
  end: number,
  value: string | Uint8Array,
): ByteSource | undefined {
  const first = typeof value === 'string' ? value.charCodeAt(0) : (value[0] ?? 0);
  if (!BEGINNINGS.has(first)) return undefined;
  if (typeof value !== 'string') {
    if (isPickleStart(value))
      return value.length === end - start ? memorySource(value) : sliceSource(source, start, end);
    // A long text is told by its bytes; short bytes may hold text as well.
    return encoded(Buffer.from(value.subarray(0, HEAD)).toString('latin1'), () => sliceSource(source, start, end));
  }
  const found = encoded(value, () => memorySource(Buffer.from(value, 'latin1')));
  if (found !== undefined) return found;
  const isPlain = (first === 0x63 || first === 0x28) && value.includes('\n');
  if ((first !== 0x80 && !isPlain) || !/^[\0-\xff]*$/.test(value)) return undefined;
  const bytes = Buffer.from(value, 'latin1');
  return isPickleStart(bytes) ? memorySource(bytes) : undefined;
}

function encoded(text: string, inner: () => ByteSource): ByteSource | undefined {
  for (const encoding of ENCODINGS) {
    if (!encoding.start.test(text)) continue;
    const body = encoding.body.exec(text.slice(0, HEAD))?.[0];
    if (body !== undefined && isPickleStart(Buffer.from(body, encoding.name))) return decodedSource(inner(), encoding);
  }
  return undefined;
}

/** The bytes that the digits of another source stand for, decoded where they are read. Ends where the digits end. */
function decodedSource(digits: ByteSource, { name, chars, bytes }: Encoding): ByteSource {
  return {
    size: Math.floor((digits.size * bytes) / chars),
    async read(offset, length) {
      const first = Math.floor(offset / bytes);
      const groups = Math.ceil((offset + length) / bytes) - first;
      const text = Buffer.from(await digits.read(first * chars, groups * chars)).toString('latin1');
      const skip = offset - first * bytes;
      return Buffer.from(text, name).subarray(skip, skip + length);
    },
  };
}
