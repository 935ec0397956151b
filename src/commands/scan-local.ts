/** Scans files of the disk. */

import { setImmediate } from 'node:timers/promises';
import { fileTrouble } from '../bounded-file.ts';
import type { Diagnostic, ScannedFile } from '../model.ts';
import { scanFile } from '../scan/scan-file.ts';
import { openFileSource } from '../scan/source.ts';
import type { Watch } from './scan.ts';
import { hasDigest, scanned, WHOLE } from './scan-digest.ts';
import type { LocalFile } from './scan-folder.ts';

export interface LocalOptions {
  /** Of the report's targets. */
  readonly target: number;
  readonly signal: AbortSignal;
  readonly watch: Watch;
}

/** Scans one file after the other. What several names lead to is scanned once. */
export async function* scanLocal(
  found: Iterable<LocalFile | Diagnostic>,
  options: LocalOptions,
): AsyncGenerator<ScannedFile | Diagnostic> {
  const known = new Map<string, ScannedFile>();
  for (const file of found) {
    // Small files are read without waiting: somebody who wants to end the run is heard between them.
    await setImmediate();
    if (options.signal.aborted) return yield { path: null, message: 'cancelled: the rest was not scanned' };
    if (!('real' in file)) {
      yield file;
      continue;
    }
    const before = known.get(file.real);
    const scan = before === undefined ? await scanOne(file, options) : { ...before, path: file.path };
    if ('verdict' in scan && file.linked) known.set(file.real, scan);
    yield scan;
  }
}

async function scanOne(file: LocalFile, { target, signal, watch }: LocalOptions): Promise<ScannedFile | Diagnostic> {
  const { path, real, digest } = file;
  try {
    const source = await openFileSource(real);
    try {
      watch.begin(path);
      const scan = await scanFile(path, source, {
        // Its parsers load with the first code that is met.
        code: async (name, text) => (await import('../code/judge.ts')).codeJudge()(name, text),
        signal,
        onRead: (bytesRead) => watch.read(path, bytesRead),
      });
      watch.end(path, scan.bytesRead);
      const checked = digest !== null && source.size <= WHOLE;
      const intact = checked ? hasDigest(await source.read(0, source.size), digest) : null;
      return scanned(scan, { target, loaded: null, hub: null, intact });
    } finally {
      await source.close();
    }
  } catch (error) {
    // Anything else that a file system says is about this file alone.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { path, message: `cannot be read: ${fileTrouble(error)}` };
  }
}
