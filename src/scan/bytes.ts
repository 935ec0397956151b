/** Reads numbers and text out of bytes; behind their end there are zeros, so that broken content needs no branch of its own. */

export function u8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** Little-endian. */
export function u16(bytes: Uint8Array, at: number): number {
  return u8(bytes, at) | (u8(bytes, at + 1) << 8);
}

/** Little-endian. */
export function u32(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
}

/** Little-endian. Above 2^53 it is not exact, but larger than any size there is. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) + u32(bytes, at + 4) * 2 ** 32;
}

export function u32BigEndian(bytes: Uint8Array, at: number): number {
  return ((u8(bytes, at) << 24) | (u8(bytes, at + 1) << 16) | (u8(bytes, at + 2) << 8) | u8(bytes, at + 3)) >>> 0;
}

/** One character for each byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** As UTF-8 where it is that, else one character for each byte. */
export function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return latin1(bytes);
  }
}

/** Whether `bytes` hold `mark` (one character for each byte) at an offset. */
export function hasMark(bytes: Uint8Array, mark: string, at = 0): boolean {
  if (at + mark.length > bytes.length) return false;
  for (let index = 0; index < mark.length; index++) if (bytes[at + index] !== mark.charCodeAt(index)) return false;
  return true;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
