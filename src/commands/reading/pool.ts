/** Worker threads that read files. What they find is what one thread would find, in the same order; a thread that dies loses one file. */

import { Worker } from 'node:worker_threads';
import { type ReadResult, type ReadTask, troubled } from './read-task.ts';
import type { WorkerSetup } from './worker.ts';

export interface Pool {
  /** @param onResults told how many results have come */
  read(tasks: readonly ReadTask[], onResults: (count: number) => void): Promise<ReadResult[]>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly setup: WorkerSetup;
  readonly threads: number;
  /** Reads in this thread: what is left when threads cannot be had at all. */
  readonly readHere: (task: ReadTask) => Promise<ReadResult>;
  /** The worker's program; by default the one beside this file, in the sources and in what is built of them. */
  readonly program?: URL;
  /** What a thread's heap may take, in megabytes: a file that needs more is told of, instead of ending the run. */
  readonly heap?: number;
}

interface Batch {
  readonly tasks: readonly ReadTask[];
  settle(results: readonly ReadResult[]): void;
  /** Nobody reads it: `tasks` are read in this thread. */
  abandon(): void;
}

/** Small enough that the last batch does not keep the others waiting, large enough that messages cost nothing. */
const BATCH = 12;

export function openPool({ setup, threads, readHere, program = beside('worker'), heap = 768 }: PoolOptions): Pool {
  const queue: Batch[] = [];
  const workers = new Set<Worker>();
  let broken = false;
  let closed = false;

  function start(): void {
    let worker: Worker;
    try {
      worker = new Worker(program, {
        workerData: setup,
        resourceLimits: { maxOldGenerationSizeMb: heap },
        // What a worker has to say is in its messages.
        stdout: true,
        stderr: true,
      });
    } catch {
      giveUp();
      return;
    }
    workers.add(worker);
    let ready = false;
    let current: Batch | null = null;
    const next = (): void => {
      current = queue.shift() ?? null;
      if (current !== null) worker.postMessage(current.tasks);
      else idle.add(next);
    };
    worker.on('message', (message: 'ready' | readonly ReadResult[]) => {
      if (message === 'ready') ready = true;
      else current?.settle(message);
      next();
    });
    let why = 'a worker thread ended';
    worker.on('error', (error) => {
      why = error.message;
    });
    worker.on('exit', () => {
      workers.delete(worker);
      idle.delete(next);
      if (closed) return;
      if (!ready) {
        giveUp();
        return;
      }
      if (current !== null) retry(current, why);
      start();
    });
  }

  /** Workers that wait for something to do. */
  const idle = new Set<() => void>();

  function wake(): void {
    for (const next of [...idle]) {
      idle.delete(next);
      next();
    }
  }

  /** A file that ends a thread is found by reading the files of its batch one at a time. */
  function retry(batch: Batch, why: string): void {
    const [task] = batch.tasks;
    if (task !== undefined && batch.tasks.length === 1) {
      batch.settle([troubled({ path: task.entry.path, message: `not read: ${why}` })]);
      return;
    }
    const results: (ReadResult | undefined)[] = [];
    let left = batch.tasks.length;
    const settleOne = (i: number, result: ReadResult): void => {
      results[i] = result;
      if (--left === 0) batch.settle(results.filter((each) => each !== undefined));
    };
    for (const [i, single] of batch.tasks.entries()) {
      queue.push({
        tasks: [single],
        settle: ([result = troubled({ path: single.entry.path, message: 'not read' })]) => settleOne(i, result),
        abandon: () => void readHere(single).then((result) => settleOne(i, result)),
      });
    }
    wake();
  }

  function giveUp(): void {
    broken = true;
    if (workers.size === 0) for (const batch of queue.splice(0)) batch.abandon();
  }

  for (let i = 0; i < threads; i++) start();

  return {
    async read(tasks, onResults) {
      const batches: Promise<readonly ReadResult[]>[] = [];
      for (let from = 0; from < tasks.length; from += BATCH) {
        const some = tasks.slice(from, from + BATCH);
        const batch = new Promise<readonly ReadResult[]>((resolve) => {
          queue.push({
            tasks: some,
            settle: resolve,
            abandon: () => void Promise.all(some.map(readHere)).then(resolve),
          });
        });
        batches.push(
          batch.then((results) => {
            onResults(results.length);
            return results;
          }),
        );
      }
      if (broken) giveUp();
      wake();
      return (await Promise.all(batches)).flat();
    },
    async close() {
      closed = true;
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

function beside(name: string): URL {
  return new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}
