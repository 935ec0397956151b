/** The disk cache: one small file per answer, so that two processes and a kill at any moment leave only whole entries. */

import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readBounded } from '../bounded-file.ts';
import { Exchange } from './exchange.ts';
import { isCommit } from './ids.ts';
import { parseRoute } from './route.ts';

export interface CacheOptions {
  readonly directory: string;
  readonly endpoint: string;
  readonly token: string | null;
  /** Milliseconds that answers are believed; null where that goes by the kind of answer. Commits are believed for ever. */
  readonly maxAge: number | null;
  /** What was heard since then is believed whatever its age, in milliseconds since the epoch; null for nothing. */
  readonly freshSince: number | null;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Told when the folder cannot be written. */
  readonly onUnwritable: (error: unknown) => void;
}

export interface Cache {
  /** The stored answer to a request, or null: damaged, foreign and outdated entries are as if they were not there. */
  read(path: string): Promise<Exchange | null>;
  write(path: string, exchange: Exchange): Promise<void>;
}

const MINUTE = 60_000;
/** Milliseconds after which nobody is still writing a file. */
const LEFT_BEHIND = 60 * MINUTE;
const LARGEST_ENTRY = 1024 * 1024;

/** How long an answer is believed, in milliseconds: absence for minutes, identities for hours, a commit for ever, trouble never. */
function shelfLife(path: string, exchange: Exchange): number {
  switch (exchange.status) {
    case 200: {
      const route = parseRoute(path.split('?')[0] ?? '');
      const pinned = route?.to === 'repository' && route.revision !== null && isCommit(route.revision);
      return pinned ? Number.POSITIVE_INFINITY : 120 * MINUTE;
    }
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return 120 * MINUTE;
    case 401:
    case 403:
    case 404:
      return 5 * MINUTE;
    default:
      return 0;
  }
}

const Entry = z.strictObject({
  version: z.literal(1),
  key: z.string(),
  path: z.string(),
  at: z.number(),
  exchange: Exchange,
});

/** Opens a cache. Nothing in it throws. */
export function openCache(options: CacheOptions): Cache {
  const { directory, endpoint, clock } = options;
  // What a token may see must not be told to another, nor to a caller without one. Only a digest of it is ever used.
  const scope = `${endpoint}\n${options.token === null ? '' : digest(options.token)}`;
  let prepared = false;

  function locate(path: string): { key: string; file: string } {
    const key = digest(`${scope}\n${path}`);
    return { key, file: join(directory, `${key}.json`) };
  }

  function isFresh({ at, exchange }: z.infer<typeof Entry>, path: string): boolean {
    const age = clock() - at;
    if (age < 0) return false;
    if (options.freshSince !== null && at >= options.freshSince) return true;
    const life = shelfLife(path, exchange);
    return age < (life === Number.POSITIVE_INFINITY ? life : (options.maxAge ?? life));
  }

  return {
    async read(path) {
      const { key, file } = locate(path);
      const stored = readBounded(file, LARGEST_ENTRY);
      if (stored.state !== 'read') return null;
      try {
        const entry = Entry.parse(JSON.parse(stored.bytes.toString()));
        const foreign = entry.key !== key || entry.path !== path;
        return foreign || !isFresh(entry, path) ? null : entry.exchange;
      } catch {
        return null;
      }
    },

    async write(path, exchange) {
      if (shelfLife(path, exchange) === 0) return;
      const { key, file } = locate(path);
      const entry: z.infer<typeof Entry> = { version: 1, key, path, at: clock(), exchange };
      const temporary = join(directory, `${key}.${randomUUID()}.tmp`);
      // In one go: what is kept is safe from a kill at once, and so small a file costs less than the turns of a queue.
      try {
        if (!prepared) {
          // Answers about private repositories are nobody else's business.
          mkdirSync(directory, { recursive: true, mode: 0o700 });
          sweep(directory);
          prepared = true;
        }
        writeFileSync(temporary, JSON.stringify(entry), { mode: 0o600, flag: 'wx' });
        renameSync(temporary, file);
      } catch (error) {
        prepared = false;
        discard(temporary);
        options.onUnwritable(error);
      }
    },
  };
}

/** Where even that is refused, the first refusal is what counts. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

/** Takes away what processes that were killed left half written. */
function sweep(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (!name.endsWith('.tmp')) continue;
    const file = join(directory, name);
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - written > LEFT_BEHIND) discard(file);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
