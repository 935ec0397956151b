/** Processes of their own that ask a hub for legacy ids, and share the cache and its rate limit with others. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createHub } from '../../src/hub/hub.ts';
import type { StandIn } from '../stand-in/stand-in.ts';

const Result = z.object({ answered: z.number(), requests: z.number(), notes: z.array(z.string()) });

export interface Asker {
  /** As the process prints it; null where it was killed. */
  readonly result: Promise<z.infer<typeof Result> | null>;
  kill(): void;
}

/**
 * Starts a process that asks for `prefix-0`, `prefix-1` and so on.
 *
 * @param what the prefix, and how many
 * @param limits shell commands that go before, such as `ulimit`
 */
export function startAsker(
  { url }: Pick<StandIn, 'url'>,
  cacheDir: string,
  [prefix, count]: readonly [string, string],
  limits = ':',
): Asker {
  const command = [process.execPath, '--import', 'tsx', fileURLToPath(import.meta.url), url, cacheDir, prefix, count];
  const child = spawn('sh', ['-c', `${limits}; exec "$@"`, 'sh', ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (data) => {
    printed += data;
  });
  return {
    result: new Promise((resolve) => {
      child.on('close', () => resolve(printed === '' ? null : Result.parse(JSON.parse(printed))));
    }),
    kill: () => child.kill('SIGKILL'),
  };
}

async function ask([endpoint = '', cacheDir = '', prefix = '', count = '']: readonly string[]): Promise<void> {
  const notes: string[] = [];
  const options = { token: null, snapshot: null, record: null, onNote: (note: string) => notes.push(note) };
  const hub = createHub({ endpoint, cacheDir, ...options });
  const names = Array.from({ length: Number(count) }, (_, number) => `${prefix}-${number}`);
  const answers = await Promise.all(names.map((name) => hub.resolve({ kind: 'model', namespace: null, name })));
  const answered = answers.filter(({ state }) => state !== 'unknown').length;
  process.stdout.write(JSON.stringify({ answered, requests: hub.stats().requests, notes }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ask(process.argv.slice(2));
