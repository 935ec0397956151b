/** Reads files: in worker threads once there is enough to read, else here. Opened by the first that asks, closed once. */

import { availableParallelism } from 'node:os';
import { openPool, type Pool } from './pool.ts';
import { performRead, type ReadContext, type ReadResult, type ReadTask } from './read-task.ts';
import type { WorkerSetup } from './worker.ts';

/** A task, and how much there is to read for it. */
export interface SizedTask extends ReadTask {
  /** In bytes. */
  readonly size: number;
}

export interface FileReader {
  /** Reads files; the results are in the order of the tasks. */
  read(tasks: readonly SizedTask[], onResults?: (count: number) => void): Promise<ReadResult[]>;
  close(): Promise<void>;
}

/** Less is read by one thread before others have started. In bytes. */
const ENOUGH = 2_000_000;
/** More threads take memory (some 150 MB each), and the thread that puts results together is busy enough by then. */
const MAX_THREADS = 3;

/** @param context of this thread; `setup` makes the same one in others */
export function openFileReader(context: ReadContext, setup: WorkerSetup): FileReader {
  const threads = Math.min(availableParallelism(), MAX_THREADS);
  let pool: Pool | null = null;

  function poolFor(tasks: readonly SizedTask[]): Pool | null {
    if (pool !== null || threads < 2) return pool;
    if (tasks.reduce((sum, { size }) => sum + size, 0) < ENOUGH) return null;
    pool = openPool({ setup, threads, readHere: (task) => performRead(task, context) });
    return pool;
  }

  return {
    async read(tasks, onResults = () => {}) {
      const open = poolFor(tasks);
      const results = new Array<ReadResult | undefined>(tasks.length);
      // Standard input and what git has staged are this process's own.
      const elsewhere = open === null ? [] : [...tasks.keys()].filter((i) => tasks[i]?.entry.origin.from === 'disk');
      const waiting = open?.read(
        elsewhere.flatMap((i) => tasks[i] ?? []).map(({ entry, wanted, known }) => ({ entry, wanted, known })),
        onResults,
      );
      const taken = new Set(elsewhere);
      for (const [i, task] of tasks.entries()) {
        if (taken.has(i)) continue;
        results[i] = await performRead(task, context);
        onResults(1);
      }
      for (const [n, result] of ((await waiting) ?? []).entries()) results[elsewhere[n] ?? -1] = result;
      return results.filter((each) => each !== undefined);
    },
    async close() {
      await pool?.close();
    },
  };
}
