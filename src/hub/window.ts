/** What is known of the Hub's rate limit, and where it is kept: in memory, or in a file that every process on the machine goes by. */

import { createHash, randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { isMissing, readBounded } from '../bounded-file.ts';

const Window = z.strictObject({
  /** Requests that the window has left; nothing is known at first and when it has ended. */
  left: z.union([z.int().min(0), z.enum(['unknown', 'unlimited'])]),
  /** When it ends. This and the other instants are milliseconds since the epoch. */
  ends: z.number(),
  /** Until then nothing may leave. */
  held: z.number(),
  /** Requests under way, each with the instant at which it is given up: its process may have been killed. */
  leases: z.array(z.strictObject({ id: z.string(), until: z.number() })).max(10_000),
  /** Requests in a window, where the Hub says so. */
  quota: z.int().nullable(),
  /** Of a window, in milliseconds, where the Hub says so. */
  length: z.number().nullable(),
});
export type Window = Readonly<z.infer<typeof Window>>;

export const NOTHING_HEARD: Window = { left: 'unknown', ends: 0, held: 0, leases: [], quota: null, length: null };

export interface WindowStore {
  /** Replaces the window by what `change` makes of it, and gives the other value that this returns. */
  update<T>(change: (window: Window) => readonly [Window, T]): Promise<T>;
}

export function windowInMemory(): WindowStore {
  let window = NOTHING_HEARD;
  return {
    async update(change) {
      const [next, result] = change(window);
      window = next;
      return result;
    },
  };
}

export interface WindowFile {
  /** The folder of the cache. */
  readonly directory: string;
  readonly endpoint: string;
  /** The Hub counts by token, or by address where there is none. Only a digest of it is used. */
  readonly token: string | null;
  /** What the Hub counts apart: `api`, `resolvers`. */
  readonly bucket: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Told when the folder cannot be written. */
  readonly onUnwritable: (error: unknown) => void;
}

const LARGEST = 2 * 1024 * 1024;
/** No window of the Hub is as long, in milliseconds: what ends later was not written by us, or by another clock. */
const LONGEST = 3_600_000;
/** A lock is held for less than a millisecond. One that is so old, in milliseconds, was left by a process that was killed. */
const ABANDONED = 5_000;
const RETRY = 3;

/**
 * Keeps a window in a file of the cache folder. Where that cannot be, in memory: then other processes are not known of, which is
 * said. A damaged file is as if there were none.
 */
export function windowOnDisk(options: WindowFile): WindowStore {
  const { directory, endpoint, token, bucket, clock, onUnwritable } = options;
  const name = createHash('sha256')
    .update(`${endpoint}\n${token ?? ''}`)
    .digest('hex')
    .slice(0, 32);
  const file = join(directory, `rate-${bucket}-${name}.json`);
  const lock = `${file}.lock`;
  const memory = windowInMemory();
  let inMemory = false;
  let turn: Promise<unknown> = Promise.resolve();

  function read(): Window {
    const stored = readBounded(file, LARGEST);
    if (stored.state !== 'read') return NOTHING_HEARD;
    const window = Window.safeParse(parsed(stored.bytes.toString()));
    const latest = clock() + LONGEST;
    if (!window.success || window.data.ends > latest || window.data.held > latest) return NOTHING_HEARD;
    return window.data;
  }

  function write(window: Window): void {
    const temporary = `${file}.${randomUUID()}.tmp`;
    try {
      writeFileSync(temporary, JSON.stringify(window), { mode: 0o600, flag: 'wx' });
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  async function locked<T>(change: (window: Window) => readonly [Window, T]): Promise<T> {
    await acquire(lock);
    try {
      const [next, result] = change(read());
      write(next);
      // What is heard goes on being known should the disk fill up.
      await memory.update(() => [next, undefined]);
      return result;
    } finally {
      rmSync(lock, { force: true });
    }
  }

  async function update<T>(change: (window: Window) => readonly [Window, T]): Promise<T> {
    if (!inMemory) {
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
        return await locked(change);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        inMemory = true;
        onUnwritable(error);
      }
    }
    return memory.update(change);
  }

  return {
    update(change) {
      // One at a time within the process; the lock is for the others.
      const mine = turn.then(() => update(change));
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

/** Makes the lock file, which exists only while somebody holds the lock. @throws where the file system does not let us */
async function acquire(lock: string): Promise<void> {
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx', 0o600));
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Math.abs(Date.now() - made) > ABANDONED) {
      // Moved and not removed, so that of two who find it abandoned one alone takes away this very file.
      const aside = `${lock}.${randomUUID()}.tmp`;
      try {
        renameSync(lock, aside);
        rmSync(aside, { force: true });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    } else {
      await delay(RETRY);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
