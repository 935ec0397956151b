/** Every answer once: remembered for the run, taken from the disk where it is fresh enough, asked for otherwise, and recorded. */

import type { Cache } from './cache.ts';
import type { Exchange, Trouble } from './exchange.ts';
import { type Route, redirected, routeName, routePath } from './route.ts';
import type { Recorder } from './snapshot.ts';
import type { Source } from './transport.ts';

export interface AnswersOptions {
  readonly endpoint: string;
  readonly source: Source;
  readonly cache: Cache | null;
  readonly recorder: Recorder | null;
}

/** What stands at the end of a question's redirects. */
export interface Told {
  readonly exchange: Exchange;
  /** The route that gave the answer. */
  readonly route: Route;
  /** The routes on the way, from the one that was asked to the one before that. */
  readonly via: readonly Route[];
  /** False where any part of it comes from the disk, and may be hours old. */
  readonly fresh: boolean;
  /** Stores what was heard, to be called once the answer is understood: trouble and riddles are not kept. */
  keep(): Promise<void>;
}

export interface Answers {
  /** Asks, following redirects by hand. `query` starts with `?` or is empty. */
  ask(route: Route, query?: string): Promise<Told | Trouble>;
  /** The same, from the source itself: neither remembered nor taken from the disk. */
  askAgain(route: Route): Promise<Told | Trouble>;
  /** How many answers came from the disk. */
  cached(): number;
}

interface Heard {
  readonly path: string;
  readonly exchange: Exchange;
  readonly fromDisk: boolean;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Puts the cache, the recording and the redirects around a source. */
export function createAnswers({ endpoint, source, cache, recorder }: AnswersOptions): Answers {
  const remembered = new Map<string, Promise<Heard | Trouble>>();
  let cached = 0;

  async function fromSource(path: string): Promise<Heard | Trouble> {
    const exchange = await source.get(path);
    if ('trouble' in exchange) return exchange;
    recorder?.heard(path, exchange);
    return { path, exchange, fromDisk: false };
  }

  async function fromDiskOrSource(path: string): Promise<Heard | Trouble> {
    const stored = (await cache?.read(path)) ?? null;
    if (stored === null) return fromSource(path);
    cached += 1;
    recorder?.heard(path, stored);
    return { path, exchange: stored, fromDisk: true };
  }

  function once(path: string): Promise<Heard | Trouble> {
    const known = remembered.get(path);
    if (known !== undefined) return known;
    const asked = fromDiskOrSource(path);
    remembered.set(path, asked);
    return asked;
  }

  async function follow(get: typeof once, first: Route, query: string): Promise<Told | Trouble> {
    const hops: Heard[] = [];
    const via: Route[] = [];
    for (let route = first; hops.length <= MOST_REDIRECTS; ) {
      const path = routePath(route) + query;
      if (hops.some((hop) => hop.path === path)) return { trouble: 'the Hub redirects in a circle' };
      const heard = await get(path);
      if ('trouble' in heard) return heard;
      hops.push(heard);

      if (!REDIRECTS.has(heard.exchange.status)) {
        return {
          exchange: heard.exchange,
          route,
          via,
          fresh: hops.every((hop) => !hop.fromDisk),
          async keep() {
            if (cache === null) return;
            for (const hop of hops) if (!hop.fromDisk) await cache.write(hop.path, hop.exchange);
          },
        };
      }
      const { location } = heard.exchange.headers;
      if (location === undefined) return { trouble: 'the Hub redirects without saying where to' };
      const next = redirected(endpoint, route, location);
      if ('trouble' in next) return next;
      via.push(route);
      route = next;
    }
    return { trouble: `the Hub redirects more than ${MOST_REDIRECTS} times (from ${routeName(first)})` };
  }

  return {
    ask: (route, query = '') => follow(once, route, query),
    askAgain: (route) => follow(fromSource, route, ''),
    cached: () => cached,
  };
}
