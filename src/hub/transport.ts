/** The network: one bounded GET at a time for each of a few slots, with time-outs, retries, the rate budget and the token. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createBudget } from './budget.ts';
import { type Exchange, errorText, type Trouble, trimmed } from './exchange.ts';

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
}

/** Anything that answers a GET: the network, or a snapshot. */
export interface Source {
  /** @param path below the endpoint, encoded, with its query */
  get(path: string): Promise<Exchange | Trouble>;
}

export interface Transport extends Source {
  /** How many requests left, retries and redirects included. */
  requests(): number;
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

/** Creates the network side of the client. Nothing in it throws: what cannot be answered is `Trouble`. */
export function createTransport(options: TransportOptions): Transport {
  const { endpoint, token, signal, clock } = options;
  const budget = createBudget(clock);
  const inSlot = createSlots(SLOTS);
  const headers: Record<string, string> = {
    accept: 'application/json',
    'user-agent': `namesake/${version}; node/${process.versions.node}`,
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  let requests = 0;
  let tokenTried: Promise<unknown> | null = null;
  let refused: Trouble | null = null;
  let failures = 0;
  let lastFailure = { at: 0, why: '' };

  /** True when the time has passed, false when the run was cancelled. */
  async function pause(milliseconds: number): Promise<boolean> {
    await options.sleep(milliseconds, signal).catch(() => {});
    return signal?.aborted !== true;
  }

  async function attempt(path: string): Promise<Exchange | Trouble | Failure> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), options.timeout);
    const cancel = () => abort.abort();
    signal?.addEventListener('abort', cancel, { once: true });
    requests += 1;
    budget.leave();
    try {
      const response = await fetch(endpoint + path, { headers, redirect: 'manual', signal: abort.signal });
      const usedUp = budget.heard(response.headers);
      const { status } = response;
      if (status === 429 || status === 408 || status >= 500) {
        await response.body?.cancel();
        const said = /^\s*(\d{1,9})\s*$/.exec(response.headers.get('retry-after') ?? '');
        const after = said === null ? null : Number(said[1]) * 1000;
        return { trouble: `the Hub answered ${status}`, all: status === 429, after: usedUp ? 0 : after };
      }
      const text = await readText(response);
      if (text === null) return { trouble: `the Hub's answer is larger than ${LARGEST_BODY / 1024 / 1024} MB` };
      // A server that echoes the token must not get it into a cache, a recording or a message.
      const clean = token === null ? text : text.replaceAll(token, '***');
      const exchange = withoutToken(trimmed(status, response.headers, parsed(clean)), token);
      if (status === 200 && exchange.body === null) {
        return { trouble: "the Hub's answer is not the JSON expected: is there a proxy or a log-in page in between?" };
      }
      return exchange;
    } catch (error) {
      if (signal?.aborted) return CANCELLED;
      const why = abort.signal.aborted
        ? `gave no answer within ${options.timeout / 1000} s`
        : `could not be reached${code(error)}`;
      return { trouble: `the Hub ${why}`, after: null, all: false };
    } finally {
      budget.back();
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  async function ask(path: string): Promise<Exchange | Trouble> {
    let patience = options.patience;
    let tries = 0;
    for (;;) {
      if (signal?.aborted) return CANCELLED;
      if (refused !== null) return refused;
      if (failures >= FAILURES && clock() - lastFailure.at < REST) {
        return { trouble: `not asked, for the last ${failures} questions failed: ${lastFailure.why}` };
      }

      const wait = budget.wait();
      if (wait > patience) return rateLimited(wait, token);
      if (wait > 0) {
        patience -= wait;
        if (!(await pause(wait))) return CANCELLED;
        continue;
      }

      const outcome = await attempt(path);
      if (!('after' in outcome)) {
        if ('status' in outcome) failures = 0;
        if ('status' in outcome && isBadToken(outcome)) refused = BAD_TOKEN;
        if (refused === null) return outcome;
        continue;
      }

      tries += 1;
      const after = outcome.after ?? 1000 * 2 ** (tries - 1);
      if (tries >= TRIES || after > patience) {
        failures += 1;
        lastFailure = { at: clock(), why: outcome.trouble };
        return after > patience ? rateLimited(after, token) : { trouble: `${outcome.trouble} (tried ${TRIES} times)` };
      }
      if (outcome.all) budget.hold(after);
      else {
        patience -= after;
        if (!(await pause(after))) return CANCELLED;
      }
    }
  }

  return {
    async get(path) {
      // A bad token is found out by one request, not by as many as there are slots.
      if (token !== null && tokenTried !== null) await tokenTried;
      const answer = inSlot(() => ask(path));
      tokenTried ??= answer;
      return answer;
    },
    requests: () => requests,
  };
}

function isBadToken(exchange: Exchange): boolean {
  return exchange.status === 401 && errorText(exchange).startsWith('Invalid credentials in Authorization header');
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
async function readText(response: Response): Promise<string | null> {
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
