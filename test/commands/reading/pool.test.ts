/** Worker threads change how long a run takes, and nothing else. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPool, type PoolOptions } from '../../../src/commands/reading/pool.ts';
import { performRead, type ReadResult, type ReadTask } from '../../../src/commands/reading/read-task.ts';
import { ownModules } from '../../../src/extract/imports.ts';
import { loaderTable } from '../../../src/extract/sinks.ts';
import { makeTree } from '../../collect/tree.ts';
import { PROJECT } from './project.ts';

const DYING = pathToFileURL(join(import.meta.dirname, 'dying-worker.mjs'));
const BUILT = pathToFileURL(join(import.meta.dirname, '../../../dist/commands/reading/worker.js'));

function taskOf(path: string, root = '/nowhere'): ReadTask {
  const entry = { path, origin: { from: 'disk', file: join(root, path) }, named: false, maxBytes: 1e6 } as const;
  return { entry, wanted: false, known: null };
}

function poolOf(program: URL, more: Partial<PoolOptions> = {}) {
  const here: string[] = [];
  const pool = openPool({
    setup: { loaders: [], paths: [] },
    threads: 2,
    program,
    readHere: async ({ entry }) => {
      here.push(entry.path);
      return { digest: `here ${entry.path}`, lasting: true, asked: [] };
    },
    ...more,
  });
  onTestFinished(() => pool.close());
  return { pool, here };
}

describe('the built worker', () => {
  test('finds what one thread finds, in the same order', async () => {
    expect(existsSync(BUILT), 'npm run build comes first').toBe(true);
    const root = makeTree(PROJECT);
    const paths = Object.keys(PROJECT);
    const context = { table: loaderTable([]), isOwn: ownModules(paths) };
    const tasks = [...paths, 'missing.py'].map((path) => taskOf(path, root));
    const { pool, here } = poolOf(BUILT, { setup: { loaders: [], paths } });
    const told: number[] = [];
    const threaded = await pool.read(tasks, (count) => told.push(count));
    const single: ReadResult[] = [];
    for (const task of tasks) single.push(await performRead(task, context));
    expect(threaded.map(({ json, ...rest }) => ({ ...rest, reading: JSON.parse(json ?? '') }))).toEqual(single);
    expect(here).toEqual([]);
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(tasks.length);
  });
});

describe('a worker that dies', () => {
  test.each([
    ['deadly-throw', 'out of luck'],
    ['deadly-exit', 'a worker thread ended'],
    ['deadly-memory', 'memory'],
  ])('loses one file: %s', async (deadly, why) => {
    const { pool, here } = poolOf(DYING, { heap: 32 });
    const paths = Array.from({ length: 40 }, (_, i) => `file-${i}`).toSpliced(17, 0, deadly);
    const results = await pool.read(
      paths.map((path) => taskOf(path)),
      () => {},
    );
    expect(results.map(({ digest }) => digest).filter((digest) => digest.startsWith('read '))).toEqual(
      paths.filter((path) => path !== deadly).map((path) => `read ${path}`),
    );
    expect(results[17]?.reading?.diagnostics).toEqual([
      { path: deadly, message: expect.stringMatching(new RegExp(`^not read: .*${why}`)) },
    ]);
    expect(here).toEqual([]);
  });

  test('before it began to read leaves all to this thread', async () => {
    const { pool, here } = poolOf(new URL('missing.mjs', DYING));
    const paths = Array.from({ length: 40 }, (_, i) => `file-${i}`);
    const results = await pool.read(
      paths.map((path) => taskOf(path)),
      () => {},
    );
    expect(results.map(({ digest }) => digest)).toEqual(paths.map((path) => `here ${path}`));
    expect(here.toSorted()).toEqual(paths.toSorted());
    const more = await pool.read([taskOf('later')], () => {});
    expect(more.map(({ digest }) => digest)).toEqual(['here later']);
  });
});
