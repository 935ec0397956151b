/** Faults for drills: what a hub, a proxy or an attacker may answer instead. */

import { json, noPage, noRepository, type Reply, redirect, refuse, text } from './reply.ts';

export interface FaultRequest {
  /** With its query. */
  readonly path: string;
  readonly token: string | null;
  /** What the stand-in would have answered. */
  normal(): Reply;
}

/** A reply, or a way of giving none. */
export type Fault = (request: FaultRequest) => Reply | 'hang' | 'cut';

/** The faults that need no settings; the command line takes them by name. */
export const faults = {
  /** As if every repository and account were missing to an anonymous caller. */
  unauthorized: () => noRepository(null),
  broken: () => text(500, 'Internal Server Error'),
  /** Never answers. */
  hang: () => 'hang',
  /** Cuts the connection in the middle of the body. */
  cut: () => 'cut',
  /** A log-in page of a proxy in between. */
  html: () => text(200, '<!doctype html><title>Log in to the network</title>', { 'content-type': 'text/html' }),
  /** The page of a proxy that knows nothing of the Hub. */
  notFoundPage: () => text(404, '<h1>Not Found</h1>', { 'content-type': 'text/html' }),
  huge: () => json(200, { padding: 'x'.repeat(21 * 1024 * 1024) }),
  redirectLoop: ({ path }) => redirect(path),
  redirectWithoutLocation: () => text(307, 'Temporary Redirect'),
  /** As on 2023-05-09: organizations that exist are not found. */
  noOrganization: () => noPage(),
  /** The same of users. */
  noUser: () => refuse(404, 'This user does not exist'),
  /** Repeats the caller's token in its words, as a careless server might. */
  echoesToken: ({ token }) => refuse(403, `No access with ${token}`),
} satisfies Record<string, Fault>;

export function failing(status: number): Fault {
  return () => text(status, 'something is wrong');
}

/** A 429. @param remaining requests that the window is said to have left @param retryAfter in seconds */
export function tooMany(remaining: number, seconds: number, retryAfter?: number): Fault {
  const retry = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return () => text(429, 'We had to rate limit your IP.', { ratelimit: `"api";r=${remaining};t=${seconds}`, ...retry });
}

export function redirectingTo(location: string): Fault {
  return () => redirect(location);
}

/** The right answer with some of its fields changed; `undefined` takes a field away. */
export function changing(fields: Record<string, unknown>): Fault {
  return (request) => {
    const { status, headers, body } = request.normal();
    return json(status, { ...JSON.parse(Buffer.from(body.bytes(0, body.size)).toString()), ...fields }, { ...headers });
  };
}
