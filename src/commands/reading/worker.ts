/** A worker thread that reads files: tasks in, results out, a batch at a time. */

import { parentPort, workerData } from 'node:worker_threads';
import { ownModules } from '../../extract/imports.ts';
import { type OwnLoader, ownLoader } from '../../extract/loaders.ts';
import { loaderTable } from '../../extract/sinks.ts';
import { performRead, type ReadResult, type ReadTask } from './read-task.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly loaders: readonly OwnLoader[];
  /** Every path of the tree. */
  readonly paths: readonly string[];
}

const { loaders, paths } = workerData as WorkerSetup;
const context = { table: loaderTable(loaders.map(ownLoader)), isOwn: ownModules(paths) };

parentPort?.on('message', async (tasks: readonly ReadTask[]) => {
  const results: ReadResult[] = [];
  for (const task of tasks) {
    const { reading, ...result } = await performRead(task, context);
    // As JSON it is copied between threads at once, and is what the cache keeps.
    results.push(reading === undefined ? result : { ...result, json: JSON.stringify(reading) });
  }
  parentPort?.postMessage(results);
});
parentPort?.postMessage('ready');
