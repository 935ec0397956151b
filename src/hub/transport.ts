/** The network: one bounded GET at a time for each of a few slots, with time-outs, retries, the rate budget and the token. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Budget, createBudget, type Lease } from './budget.ts';
import { type Exchange, errorText, type Trouble, trimmed } from './exchange.ts';
import { type Window, type WindowStore, windowInMemory } from './window.ts';

export interface TransportOptions {
  /** Without a trailing slash. */
  readonly endpoint: string;
  /** Sent to the endpoint and to nothing else. */
  readonly token: string | null;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Waits so many milliseconds; may reject when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
  /** Milliseconds for one request, its body included. */
  readonly timeout: number;
  /** Milliseconds that one question may spend waiting for the Hub's leave. */
  readonly patience: number;
  /** Where it is kept how much of a bucket's window is left; in memory by default. */
  readonly windowOf?: (bucket: string) => WindowStore;
}

/** Anything that answers a GET: the network, or a snapshot. */
export interface Source {
  /** @param path below the endpoint, encoded, with its query */
  get(path: string): Promise<Exchange | Trouble>;
}

/** A GET of any address; the token goes along only where that is the endpoint's own. */
export interface Request<T extends object> {
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds, the body included; that of the transport by default. */
  readonly timeout?: number;
  /** Takes what it needs out of an answer of any status, redirects included, and no more than it can hold. */
  read(response: Response): Promise<T | Trouble>;
}

export interface Transport extends Source {
  /** The same slots, tries, budget and token for what is no question in JSON: lists, files, and the addresses they lead to. */
  request<T extends object>(request: Request<T>): Promise<T | Trouble>;
  /** How many requests left, retries and redirects included. */
  requests(): number;
  /** What is known of the window for the Hub's questions. */
  window(): Window | null;
}

const SLOTS = 8;
const TRIES = 4;
const LARGEST_BODY = 20 * 1024 * 1024;
/** After so many failed questions in a row the Hub is taken to be down: the next ones are not even asked, for a while. */
const FAILURES = SLOTS;
const REST = 30_000;

const CANCELLED: Trouble = { trouble: 'cancelled' };
const BAD_TOKEN: Trouble = {
  trouble: 'the Hub refuses the token (invalid or expired): mend HF_TOKEN, or go without one',
};

/** A try that may be repeated. */
interface Failure extends Trouble {
  /** Milliseconds, where the answer says so. */
  readonly after: number | null;
  /** Whether all the other questions have to wait as well. */
  readonly all: boolean;
}

const Package = z.object({ version: z.string() });
const { version } = Package.parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

/** What is counted apart: the Hub's questions, the Hub's files, and any other address that files lead to. */
interface Lane {
  readonly budget: Budget;
  /** Failed questions in a row. */
  failures: number;
  lastFailure: { readonly at: number; readonly why: string };
  /** For messages. */
  readonly who: string;
}

/** Creates the network side of the client. Nothing in it throws: what cannot be answered is `Trouble`. */
export function createTransport(options: TransportOptions): Transport {
  const { endpoint, token, signal, clock } = options;
  const lanes = new Map<string, Lane>();
  const inSlot = createSlots(SLOTS);
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  let requests = 0;
  let tokenTried: Promise<unknown> | null = null;
  let refused: Trouble | null = null;

  /** True when the time has passed, false when the run was cancelled. */
  async function pause(milliseconds: number): Promise<boolean> {
    await options.sleep(milliseconds, signal).catch(() => {});
    return signal?.aborted !== true;
  }

  function laneOf(url: string): Lane {
    const own = isOwn(url, endpoint);
    const isFile = /\/resolve\/|\/api\/resolve-cache\//.test(url);
    const key = !own ? new URL(url).origin : isFile ? 'resolvers' : 'api';
    const who = own ? 'the Hub' : `the Hub's storage at ${key}`;
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const store = own && options.windowOf !== undefined ? options.windowOf(key) : windowInMemory();
    const lane: Lane = { budget: createBudget(clock, store), failures: 0, lastFailure: { at: 0, why: '' }, who };
    lanes.set(key, lane);
    return lane;
  }

  async function attempt<T extends object>(
    request: Request<T>,
    { budget, who }: Lane,
    lease: Lease,
  ): Promise<T | Trouble | Failure> {
    const { url, timeout = options.timeout } = request;
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeout);
    const cancel = () => abort.abort();
    signal?.addEventListener('abort', cancel, { once: true });
    requests += 1;
    let leased = true;
    try {
      const headers = {
        'user-agent': `namesake/${version}; node/${process.versions.node}`,
        ...request.headers,
        ...(isOwn(url, endpoint) ? authorization : {}),
      };
      const response = await fetch(url, { headers, redirect: 'manual', signal: abort.signal });
      leased = false;
      const usedUp = await budget.answered(lease, response.headers);
      const { status } = response;
      if (status === 429 || status === 408 || status >= 500) {
        await response.body?.cancel();
        const said = /^\s*(\d{1,9})\s*$/.exec(response.headers.get('retry-after') ?? '');
        const after = said === null ? null : Number(said[1]) * 1000;
        return { trouble: `${who} answered ${status}`, all: status === 429, after: usedUp ? 0 : after };
      }
      const outcome = await request.read(response);
      // Who leaves the rest of a body unread does not want it sent.
      if (!response.bodyUsed) await response.body?.cancel();
      return outcome;
    } catch (error) {
      if (signal?.aborted) return CANCELLED;
      const why = abort.signal.aborted
        ? `gave no answer within ${timeout / 1000} s`
        : `could not be reached${code(error)}`;
      return { trouble: `${who} ${why}`, after: null, all: false };
    } finally {
      if (leased) await budget.failed(lease, signal?.aborted === true);
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  async function ask<T extends object>(request: Request<T>): Promise<T | Trouble> {
    const lane = laneOf(request.url);
    let patience = options.patience;
    let tries = 0;
    for (;;) {
      if (signal?.aborted) return CANCELLED;
      if (refused !== null) return refused;
      if (lane.failures >= FAILURES && clock() - lane.lastFailure.at < REST) {
        return { trouble: `not asked, for the last ${lane.failures} questions failed: ${lane.lastFailure.why}` };
      }

      // The lease of a process that is killed outlives its request a little.
      const lease = await lane.budget.take((request.timeout ?? options.timeout) + 1000);
      if (typeof lease === 'number') {
        if (lease > patience) return rateLimited(lease, token);
        patience -= lease;
        if (!(await pause(lease))) return CANCELLED;
        continue;
      }

      const outcome = await attempt(request, lane, lease);
      if (!('after' in outcome)) {
        if (!('trouble' in outcome)) lane.failures = 0;
        return refused ?? outcome;
      }

      tries += 1;
      const after = outcome.after ?? 1000 * 2 ** (tries - 1);
      if (tries >= TRIES || after > patience) {
        lane.failures += 1;
        lane.lastFailure = { at: clock(), why: outcome.trouble };
        return after > patience ? rateLimited(after, token) : { trouble: `${outcome.trouble} (tried ${TRIES} times)` };
      }
      if (outcome.all) await lane.budget.hold(after);
      else {
        patience -= after;
        if (!(await pause(after))) return CANCELLED;
      }
    }
  }

  async function readExchange(response: Response): Promise<Exchange | Trouble> {
    const text = await readText(response);
    if (text === null) return { trouble: `the Hub's answer is larger than ${LARGEST_BODY / 1024 / 1024} MB` };
    // A server that echoes the token must not get it into a cache, a recording or a message.
    const clean = token === null ? text : text.replaceAll(token, '***');
    const exchange = withoutToken(trimmed(response.status, response.headers, parsed(clean)), token);
    if (exchange.status === 200 && exchange.body === null) {
      return { trouble: "the Hub's answer is not the JSON expected: is there a proxy or a log-in page in between?" };
    }
    if (isBadToken(exchange.status, errorText(exchange))) refused = BAD_TOKEN;
    return exchange;
  }

  async function request<T extends object>(asked: Request<T>): Promise<T | Trouble> {
    // A bad token is found out by one request, not by as many as there are slots.
    if (token !== null && tokenTried !== null) await tokenTried;
    const answer = inSlot(() => ask(asked));
    tokenTried ??= answer;
    return answer;
  }

  return {
    get: (path) => request({ url: endpoint + path, headers: { accept: 'application/json' }, read: readExchange }),
    request: (asked) =>
      request({
        ...asked,
        async read(response) {
          const said = response.headers.get('x-error-message') ?? '';
          if (isOwn(asked.url, endpoint) && isBadToken(response.status, said)) refused = BAD_TOKEN;
          return refused ?? asked.read(response);
        },
      }),
    requests: () => requests,
    window: () => lanes.get('api')?.budget.heard() ?? null,
  };
}

/** Whether an address is of the endpoint's own origin, so that the token may go there. */
export function isOwn(url: string, endpoint: string): boolean {
  return new URL(url).origin === new URL(endpoint).origin;
}

function isBadToken(status: number, said: string): boolean {
  return status === 401 && said.startsWith('Invalid credentials in Authorization header');
}

function rateLimited(milliseconds: number, token: string | null): Trouble {
  const advice = token === null ? '; with a token (HF_TOKEN) the Hub allows more' : '';
  return { trouble: `rate limited for another ${Math.ceil(milliseconds / 1000)} s${advice}` };
}

/** The error's code alone: messages of the network stack can quote headers. */
function code(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const text = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z0-9_]{1,40}$/.test(text) ? ` (${text})` : '';
}

function withoutToken(exchange: Exchange, token: string | null): Exchange {
  if (token === null) return exchange;
  const headers = Object.entries(exchange.headers).map(([name, value]) => [name, value.replaceAll(token, '***')]);
  return { ...exchange, headers: Object.fromEntries(headers) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The body as text, or null where it is too large: counted as it comes, after decompression, whatever its length says. */
export async function readText(response: Response): Promise<string | null> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Runs at most so many tasks at the same time, in the order in which they came. */
function createSlots(free: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
