/** The readings of a tree's files: from memory what is proven to be the same, from the files the rest. */

import type { FileEntry } from '../../collect/collect.ts';
import type { FileFindings } from '../../extract/findings.ts';
import type { Progress } from '../gather.ts';
import type { FileReader } from './file-reader.ts';
import { type Answer, type Kept, type Memory, readingOf, type Seen } from './memory.ts';
import type { Reading, ReadResult } from './read-task.ts';
import { stampOf } from './stamp.ts';

export interface Readings {
  /** Every file's digest: from its stamp where that tells, else from its text. */
  look(): Promise<readonly Seen[]>;
  /** Every file's reading, in the order of the files. */
  all(): Promise<Reading[]>;
  /** The findings of a file that had nothing of its own to be read for; null where it cannot be read any more. */
  inFull(path: string): Promise<FileFindings | null>;
  /** @param anew false for the answer that memory gave */
  keep(answer: Answer, anew: boolean): void;
}

export function openReadings(
  entries: readonly FileEntry[],
  reader: FileReader,
  memory: Memory | null,
  began: number,
  progress: Progress,
): Readings {
  const stamps = entries.map((entry) => stampOf(entry, began));
  const places = new Map(entries.map(({ path }, i) => [path, i]));
  const seen: Seen[] = [];
  const results: (ReadResult | undefined)[] = [];
  const kept: Kept[] = [];
  let read = 0;

  async function readThose(numbers: readonly number[], known: boolean): Promise<void> {
    const tasks = numbers.flatMap((i) => {
      const entry = entries[i];
      if (entry === undefined) return [];
      const digest = known ? (memory?.seen(entry.path)?.digest ?? null) : null;
      return [{ entry, wanted: false, known: digest, size: stamps[i]?.size ?? 0 }];
    });
    const found = await reader.read(tasks, (count) => {
      read += count;
      progress(`reading files: ${read} of ${entries.length}`);
    });
    for (const [n, i] of numbers.entries()) {
      const result = found[n];
      const path = entries[i]?.path;
      if (result === undefined || path === undefined) continue;
      results[i] = result;
      seen[i] = { path, stamp: result.lasting ? (stamps[i]?.text ?? null) : null, digest: result.digest };
    }
  }

  /** What a result holds; null where it only says that the text is the known one. */
  function take(path: string, wanted: boolean, result: ReadResult): Reading | null {
    const { digest, lasting, asked } = result;
    const reading = result.reading ?? (result.json === undefined ? null : (JSON.parse(result.json) as Reading));
    if (reading !== null && lasting && memory !== null)
      kept.push({ path, wanted, digest, asked, json: result.json ?? JSON.stringify(reading) });
    return reading;
  }

  function recall(path: string, wanted: boolean, digest: string): Reading | null {
    const found = memory?.kept(path, wanted, digest) ?? null;
    if (found === null) return null;
    kept.push(found);
    return readingOf(found);
  }

  return {
    async look() {
      const unsure: number[] = [];
      for (const [i, { path }] of entries.entries()) {
        const before = memory?.seen(path) ?? null;
        const stamp = stamps[i]?.text ?? null;
        if (before !== null && stamp !== null && before.stamp === stamp) seen[i] = before;
        else unsure.push(i);
      }
      await readThose(unsure, true);
      return seen;
    },

    async all() {
      const readings: (Reading | null)[] = entries.map(({ path }, i) => {
        const result = results[i];
        const reading = result === undefined ? null : take(path, false, result);
        return reading ?? recall(path, false, seen[i]?.digest ?? '');
      });
      const missing = [...entries.keys()].filter((i) => readings[i] === null);
      await readThose(missing, false);
      for (const i of missing) {
        const [entry, result] = [entries[i], results[i]];
        if (entry !== undefined && result !== undefined) readings[i] = take(entry.path, false, result);
      }
      results.length = 0;
      return readings.filter((each) => each !== null);
    },

    async inFull(path) {
      const i = places.get(path) ?? -1;
      const entry = entries[i];
      // Standard input cannot be read twice.
      if (entry === undefined || entry.origin.from === 'stdin') return null;
      const recalled = recall(path, true, seen[i]?.digest ?? '');
      if (recalled !== null) return recalled.findings;
      const [result] = await reader.read([{ entry, wanted: true, known: null, size: stamps[i]?.size ?? 0 }]);
      return result === undefined ? null : (take(path, true, result)?.findings ?? null);
    },

    keep(answer, anew) {
      if (memory === null) return;
      const told = seen.every(({ path, stamp }) => stamp === null || memory.seen(path)?.stamp === stamp);
      if (anew || !told) memory.keep(seen, anew ? kept : null, answer);
    },
  };
}
