/** One file, from its bytes to its verdict: counts what is read, keeps the time, and turns bytes that cannot be read into gaps. */

import type { ByteSource, CodeJudge, FileScan, Gap } from '../model.ts';
import { cachedSource } from './block-cache.ts';
import { LIMITS, type Limits } from './context.ts';
import { createMeter } from './meter.ts';
import { fileContext, guarded, stopReason } from './nested.ts';
import { scanSource } from './scan.ts';
import { verdictOf } from './verdict.ts';

export interface FileScanOptions {
  readonly limits?: Partial<Limits>;
  /** Ends the scan: what was not read until then is a gap. */
  readonly signal?: AbortSignal | undefined;
  /** Judges text that is code, by its name. */
  readonly code?: CodeJudge | undefined;
  /** Told of every read from the file, with the bytes read so far. */
  readonly onRead?: (bytesRead: number) => void;
}

/**
 * Scans a file. Never rejects but for bugs: a read that fails is a gap.
 *
 * @param path as it is to be reported; its name is a hint where content leaves it open
 */
export async function scanFile(path: string, source: ByteSource, options: FileScanOptions = {}): Promise<FileScan> {
  const limits = { ...LIMITS, ...options.limits };
  const stop = new AbortController();
  const ended = Date.now() + limits.time;
  const late = `the scan took more than ${limits.time / 1000} s`;
  const timer = setTimeout(() => stop.abort(late), limits.time);
  const cancel = () => stop.abort('cancelled');
  if (options.signal?.aborted) cancel();
  options.signal?.addEventListener('abort', cancel, { once: true });

  const unread: Gap[] = [];
  const meter = createMeter();
  const metered: ByteSource = {
    size: source.size,
    async read(offset, length) {
      // A scan that never waits would not let the timer fire.
      if (Date.now() > ended) stop.abort(late);
      if (stop.signal.aborted) return new Uint8Array(0);
      try {
        const bytes = await source.read(offset, length);
        meter.add(offset, offset + bytes.length);
        options.onRead?.(meter.bytes());
        return bytes;
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unknown trouble';
        unread.push({
          within: [],
          start: offset,
          end: Math.min(source.size, offset + length),
          why: `not read: ${why}`,
        });
        return new Uint8Array(0);
      }
    },
  };

  try {
    const name = path.split(/[/\\]/).at(-1) ?? path;
    const scanned = await guarded(
      scanSource,
      cachedSource(metered),
      fileContext(name, limits, stop.signal, scanSource, options.code),
    );
    const { evidence, format } = scanned;
    const gaps = [...unread.slice(0, 100), ...scanned.gaps];
    if (stop.signal.aborted) gaps.push({ within: [], start: 0, end: source.size, why: stopReason(stop.signal) });
    return {
      path,
      verdict: verdictOf(evidence, gaps),
      size: source.size,
      bytesRead: meter.bytes(),
      format,
      evidence,
      inconclusive: gaps,
    };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', cancel);
  }
}
