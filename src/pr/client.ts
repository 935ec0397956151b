/** Speaks to a forge's REST API: retries what may pass, waits as long as a rate limit asks, and makes values of refusals. */

import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';

export interface ClientOptions {
  /** Without a slash at its end. */
  readonly api: string;
  readonly token: string;
  /** How the token is sent: GitLab takes no `token`. */
  readonly scheme: 'token' | 'bearer';
  readonly version: string;
  readonly signal: AbortSignal;
  readonly note: (note: string) => void;
}

/** What a forge said: an answer, a refusal for want of rights, or that it could not, with its own words. */
export type Answer<Data> =
  | { readonly state: 'done'; readonly data: Data }
  | { readonly state: 'denied'; readonly why: string }
  | { readonly state: 'failed'; readonly status: number | null; readonly why: string };

export interface Client {
  ask(method: 'GET' | 'POST' | 'PATCH' | 'PUT', route: string, parameters?: object): Promise<Answer<unknown>>;
  /** All pages of a list, by the `Link` header. */
  list(route: string): Promise<Answer<readonly unknown[]>>;
}

/** In seconds: who is told to wait longer posts nothing, and says so. */
const LONGEST_WAIT = 120;
const TRIES = 3;
/** Pages of a hundred each. */
const PAGES_MOST = 50;

const Forge = Octokit.plugin(paginateRest, retry, throttling);

export function createClient({ api, token, scheme, version, signal, note }: ClientOptions): Client {
  const wait = (seconds: number, _: unknown, __: unknown, tries: number): boolean => {
    const willing = seconds <= LONGEST_WAIT && tries < TRIES;
    note(`the forge's rate limit is reached: ${willing ? `waiting ${seconds} s` : 'not waiting for it'}`);
    return willing;
  };
  const octokit = new Forge({
    baseUrl: api,
    userAgent: `namesake/${version}`,
    ...(scheme === 'token' ? { auth: token } : {}),
    request: { signal },
    // A page of a list that is not there, or a stale line, will not come by itself: these are not asked for again.
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 451] },
    throttle: { onRateLimit: wait, onSecondaryRateLimit: wait, fallbackSecondaryRateRetryAfter: 60 },
    // It warns of what is told here by other means.
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  if (scheme === 'bearer') {
    octokit.hook.before('request', (options) => {
      options.headers.authorization = `Bearer ${token}`;
    });
  }
  return {
    ask: (method, route, parameters = {}) =>
      answered(async () => (await octokit.request(`${method} ${route}`, { ...parameters })).data),
    list: (route) =>
      answered(async () => {
        const all: unknown[] = [];
        let pages = 0;
        for await (const { data } of octokit.paginate.iterator(`GET ${route}`, { per_page: 100 })) {
          all.push(...(Array.isArray(data) ? data : []));
          pages += 1;
          if (pages === PAGES_MOST) break;
        }
        return all;
      }),
  };
}

async function answered<Data>(ask: () => Promise<Data>): Promise<Answer<Data>> {
  try {
    return { state: 'done', data: await ask() };
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 300) : 'no answer';
    const status = statusOf(error);
    if (status === 401 || status === 403) return { state: 'denied', why };
    return { state: 'failed', status, why };
  }
}

/** Only what came as an answer has one; octokit calls its own trouble 500. */
function statusOf(error: unknown): number | null {
  return typeof error === 'object' &&
    error !== null &&
    'response' in error &&
    error.response !== undefined &&
    'status' in error &&
    typeof error.status === 'number'
    ? error.status
    : null;
}
