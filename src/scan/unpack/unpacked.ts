/** Unpacked content as a byte source: small ones in memory, large ones unpacked again when they are read again, never on disk. */

import type { ByteSource } from '../../model.ts';
import type { ScanContext } from '../context.ts';
import { stopReason } from '../nested.ts';
import { memorySource } from '../source.ts';

/** How unpacking ended. */
export interface UnpackEnd {
  /** How many of the packed bytes were used: what stands behind them is not part of the content. */
  readonly packed: number;
  /** Why it ended early, or null where it did not. */
  readonly trouble: string | null;
}

/** Content as it is unpacked, in pieces of bounded size. Nothing in it throws: trouble is how it ends. */
export type Unpacking = AsyncGenerator<Uint8Array, UnpackEnd, void>;

export interface Unpacked {
  readonly source: ByteSource;
  readonly end: UnpackEnd;
  /** True where it is so much larger than its packed form that it is made to fill a memory. */
  readonly bomb: boolean;
  /** Of all of it, where it was kept in memory. */
  readonly bytes: Uint8Array | null;
}

/** What is kept in memory of one content, at most. */
const HELD = 8 * 1024 * 1024;
/** What is kept of both ends of larger ones. */
const ENDS = 256 * 1024;
/** A content is no bomb below this size, however well it was packed: arrays of zeros are ordinary. */
const BOMB_FLOOR = 256 * 1024 * 1024;

/**
 * Unpacks content once to its end, to learn its size and how it ends.
 *
 * @param start begins to unpack it; called again for every time that it has to be read again
 * @param packed the size of the packed form, in bytes
 */
export async function unpack(start: () => Unpacking, packed: number, context: ScanContext): Promise<Unpacked> {
  const kept: Uint8Array[] = [];
  let head = new Uint8Array(0);
  const { limits, budget, signal } = context;
  const unpacking = start();
  let size = 0;
  let limit: string | null = null;
  let next = await unpacking.next();
  while (!next.done) {
    size += next.value.length;
    budget.bytes -= next.value.length;
    kept.push(next.value);
    if (size > HELD) {
      if (head.length === 0) head = new Uint8Array(Buffer.concat(kept).subarray(0, ENDS));
      keepEnd(kept);
    }
    limit = signal.aborted ? stopReason(signal) : budget.bytes < 0 ? `more than ${limits.bytes} bytes to unpack` : null;
    if (limit !== null) {
      await unpacking.return({ packed, trouble: limit });
      break;
    }
    next = await unpacking.next();
  }
  const end: UnpackEnd = next.done && limit === null ? next.value : { packed, trouble: limit };
  const bomb = size > BOMB_FLOOR && size > Math.max(1, Math.min(packed, end.packed)) * limits.ratio;
  if (size > HELD) {
    const tail = Buffer.concat(kept);
    return { source: withEnds(streamSource(start, size, context), head, tail), end, bomb, bytes: null };
  }
  const bytes = Buffer.concat(kept);
  return { source: memorySource(bytes), end, bomb, bytes };
}

/** Drops pieces from the front, as long as what is left of them is enough for the end. */
function keepEnd(pieces: Uint8Array[]): void {
  let size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  for (let [first] = pieces; first !== undefined && size - first.length >= ENDS; [first] = pieces) {
    size -= first.length;
    pieces.shift();
  }
}

/** Serves both ends from memory: who wants to know what a content is looks there, and would unpack it anew each time. */
function withEnds(source: ByteSource, head: Uint8Array, tail: Uint8Array): ByteSource {
  const { size } = source;
  const tailAt = size - tail.length;
  return {
    size,
    async read(offset, length) {
      const start = Math.max(0, offset);
      const end = Math.min(size, start + Math.max(0, length));
      if (end <= head.length) return head.subarray(start, end);
      return start >= tailAt ? tail.subarray(start - tailAt, end - tailAt) : source.read(start, end - start);
    },
  };
}

/** What is kept behind the furthest byte that was read, for readers that step back a little. */
const WINDOW = 1024 * 1024;

/** A source that unpacks as far as it is read, and from the start again for what lies further back than its window. */
function streamSource(start: () => Unpacking, size: number, context: ScanContext): ByteSource {
  let unpacking = start();
  let window: Uint8Array[] = [];
  let from = 0;
  let to = 0;
  let turn: Promise<unknown> = Promise.resolve();

  async function advance(): Promise<boolean> {
    const next = await unpacking.next();
    if (next.done) return false;
    window.push(next.value);
    to += next.value.length;
    return true;
  }

  async function read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(size, offset + length);
    if (offset < from) {
      await unpacking.return({ packed: 0, trouble: null });
      unpacking = start();
      window = [];
      from = 0;
      to = 0;
    }
    while (to < end) {
      const before = to;
      // What is unpacked again counts again, so that nobody can make it endless.
      if (context.signal.aborted || context.budget.bytes < 0 || !(await advance())) break;
      context.budget.bytes -= to - before;
      for (let first = window[0]; first !== undefined && from + first.length < Math.min(offset, to - WINDOW); ) {
        from += first.length;
        window.shift();
        first = window[0];
      }
    }
    const bytes = Buffer.concat(window);
    window = [bytes];
    return Uint8Array.prototype.slice.call(bytes, Math.max(0, offset - from), Math.max(0, end - from));
  }

  return {
    size,
    read(offset, length) {
      // One after the other: two readers would pull at the same stream.
      const answer = turn.then(() => read(Math.max(0, offset), Math.max(0, length)));
      turn = answer.catch(() => {});
      return answer;
    },
  };
}
