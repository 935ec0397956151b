/** A block of a source that is in memory: single bytes of it are there without waiting. */

import type { ByteSource } from '../../model.ts';

export interface Window {
  /** Whether these bytes are in memory, as far as there are any. */
  has(at: number, length: number): boolean;
  /** Moves to the block that begins at an offset. */
  load(at: number): Promise<void>;
  /** Undefined outside of the block. */
  byte(at: number): number | undefined;
  /** Undefined where not all of them are in the block. */
  bytes(at: number, length: number): Uint8Array | undefined;
}

const BLOCK = 64 * 1024;

export function createWindow(source: ByteSource): Window {
  let block = new Uint8Array(0);
  let start = 0;
  return {
    has: (at, length) => at >= start && Math.min(source.size, at + length) <= start + block.length,
    async load(at) {
      block = new Uint8Array(await source.read(at, BLOCK));
      start = at;
    },
    bytes: (at, length) =>
      at < start || at + length > start + block.length ? undefined : block.subarray(at - start, at - start + length),
    byte: (at) => (at < start ? undefined : block[at - start]),
  };
}
