/** A run over a catalogue that can be taken up again: what it heard before it was killed is as good as if it had not been. */

import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBounded } from '../bounded-file.ts';
import type { Settings } from '../config.ts';

export interface CatalogRun {
  /** When the run began, in milliseconds since the epoch; null where there is no cache to take anything from. */
  readonly since: number | null;
  /** True where an earlier run was not finished, and this one goes on with it. */
  readonly resumed: boolean;
  /** The run is over: the next one is another. */
  finish(): void;
}

/** Milliseconds after which what was heard is no longer of the same night. */
const LONGEST = 12 * 3_600_000;

/**
 * Begins a run, or takes up the one that did not finish. It is known by a small file in the cache folder with the instant of its
 * beginning; answers that were kept since then are believed whatever their age.
 *
 * @param now milliseconds since the epoch
 */
export function beginRun({ cacheDir, catalog, endpoint, snapshot }: Settings, now: number): CatalogRun {
  if (cacheDir === null || snapshot !== null) return { since: null, resumed: false, finish() {} };
  const name = createHash('sha256').update(`${endpoint}\n${catalog}`).digest('hex').slice(0, 32);
  const file = join(cacheDir, `run-${name}`);
  const began = Number(readText(file));
  const resumed = Number.isFinite(began) && began > now - LONGEST && began <= now;
  if (!resumed) {
    try {
      mkdirSync(cacheDir, { recursive: true, mode: 0o700 });
      writeFileSync(file, String(now), { mode: 0o600 });
    } catch {
      // The cache says itself that it cannot be written.
    }
  }
  return { since: resumed ? began : now, resumed, finish: () => rmSync(file, { force: true }) };
}

function readText(file: string): string {
  const stored = readBounded(file, 100);
  return stored.state === 'read' && stored.bytes.length > 0 ? stored.bytes.toString() : 'none';
}
