/** A stretch of a source in memory that moves forward: what the machine reads from without waiting. */

import type { ByteSource } from '../../model.ts';

/** Read at once, in bytes. */
const WINDOW = 256 * 1024;

/** At least this much stands behind the position when an opcode is read, unless the source ends: opcodes up to this size never wait. */
export const MARGIN = 64 * 1024;

export interface Window {
  readonly source: ByteSource;
  /** Of the source, in bytes; less where it gave less than it promised. */
  size: number;
  /** The offset of the first byte of `bytes`. */
  base: number;
  bytes: Buffer;
  /** The offset behind the last byte of `bytes`. */
  end: number;
}

export function openWindow(source: ByteSource): Window {
  return { source, size: source.size, base: 0, bytes: Buffer.alloc(0), end: 0 };
}

/** Whether the window must be moved before an opcode at `offset` is read. */
export function isShort(window: Window, offset: number): boolean {
  return offset < window.base || (offset + MARGIN > window.end && window.end < window.size);
}

/** Moves the window to `offset`. */
export async function moveWindow(window: Window, offset: number): Promise<void> {
  const wanted = Math.min(WINDOW, window.size - offset);
  const read = await window.source.read(offset, wanted);
  window.bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
  window.base = offset;
  window.end = offset + read.byteLength;
  if (read.byteLength < wanted) window.size = window.end;
}

/** The offset of the first byte `value` at or after `offset`, or -1. Reads as far as it must, and holds nothing. */
export async function findByte(source: ByteSource, value: number, offset: number): Promise<number> {
  for (let at = offset; at < source.size; ) {
    const read = await source.read(at, WINDOW);
    if (read.length === 0) return -1;
    const found = read.indexOf(value);
    if (found !== -1) return at + found;
    at += read.length;
  }
  return -1;
}
