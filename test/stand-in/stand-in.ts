/** The stand-in hub: two loopback servers, the hub and a CDN on another origin, that answer as the Hub was recorded to. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { api } from './api.ts';
import type { Fault } from './faults.ts';
import { cdnFile, ranged, resolveFile } from './files.ts';
import { type Bucket, createLimits, type Limits } from './limits.ts';
import { badToken, type Content, noPage, type Reply, text } from './reply.ts';
import type { Asked } from './request.ts';
import type { Scenario } from './scenario.ts';
import { createWorld, type World } from './world.ts';

/** One request, for asserts. */
export interface Logged {
  readonly server: 'hub' | 'cdn';
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly token: boolean;
  readonly userAgent: string;
  /** Bytes of the body that were handed to the connection. */
  sent: number;
}

export interface StandIn {
  /** Without a trailing slash. */
  readonly url: string;
  readonly cdnUrl: string;
  readonly world: World;
  readonly limits: Limits;
  /** Every request, in the order of arrival. */
  readonly log: Logged[];
  /** Makes requests to hub and CDN whose `METHOD path` matches go wrong, at most so many times; the newest fault counts. Returns its end. */
  fault(match: RegExp, fault: Fault, times?: number): () => void;
  /** Whether files are sent whole whatever range is asked for. */
  ignoreRange: boolean;
  /** Milliseconds before each answer of the hub. */
  latency: number;
  /** The largest number of requests that were open at the same time. */
  mostAtOnce(): number;
  stop(): Promise<void>;
}

export interface StandInOptions {
  /** Any free one by default. */
  readonly port?: number;
  /** Milliseconds since the epoch, for the rate limit's windows. */
  readonly clock?: () => number;
}

const PIECE = 1024 * 1024;

/** Starts a stand-in hub on the loopback interface. @throws ScenarioError where the scenario is not one */
export async function startStandIn(scenario: Scenario, options: StandInOptions = {}): Promise<StandIn> {
  const world = createWorld(scenario);
  const limits = createLimits(options.clock ?? Date.now);
  const log: Logged[] = [];
  const entries = new WeakMap<IncomingMessage, Logged>();
  const active: { match: RegExp; fault: Fault; left: number }[] = [];
  let open = 0;
  let most = 0;

  const hub = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
    readBody(request).then(
      (body) => setTimeout(() => answer(request, response, body), standIn.latency),
      () => response.destroy(), // The caller is gone.
    );
  });
  const cdn = createServer((request, response) => {
    note('cdn', request);
    const { method = 'GET', url: path = '/' } = request;
    const [, oid = '', sha256 = ''] = /^\/([0-9a-f]{24})\/([0-9a-f]{64})\?.*Signature=/.exec(path) ?? [];
    const file = world.stored(oid, sha256);
    const normal = (): Reply => (file === null ? text(403, 'Access denied') : partly(cdnFile(file), request));
    deliver(request, response, drilled(method, path, null, normal));
  });
  await Promise.all([listen(hub, options.port ?? 0), listen(cdn, 0)]);
  const [url, cdnUrl] = [addressOf(hub), addressOf(cdn)];

  function note(server: Logged['server'], request: IncomingMessage): void {
    const { method = 'GET', url: path = '/', headers } = request;
    const userAgent = headers['user-agent'] ?? '';
    const logged = { server, method, path, token: headers.authorization !== undefined, userAgent, sent: 0 };
    log.push(logged);
    entries.set(request, logged);
  }

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    note('hub', request);
    const { method = 'GET', url: path = '/' } = request;
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const user = token === null ? null : world.userOf(token);
    const isFile = path.includes('/resolve/') || path.startsWith('/api/resolve-cache/');
    const bucket: Bucket = isFile ? 'resolvers' : 'api';
    const limit = limits.take(bucket, token ?? 'anonymous');

    const normal = (): Reply => {
      if (limit.exceeded) return text(429, 'We had to rate limit your IP.');
      if (token !== null && user === null) return badToken();
      const asked: Asked = { method, url: new URL(path, `http://${request.headers.host}`), user, body, world };
      try {
        return path.startsWith('/api/') ? api(asked) : (resolveFile(asked, cdnUrl) ?? noPage());
      } catch (error) {
        if (error instanceof URIError) return text(400, 'Bad Request');
        throw error;
      }
    };
    const reply = drilled(method, path, token, normal);
    if (typeof reply === 'string') deliver(request, response, reply);
    else deliver(request, response, partly({ ...reply, headers: { ...limit.headers, ...reply.headers } }, request));
  }

  function drilled(method: string, path: string, token: string | null, normal: () => Reply): ReturnType<Fault> {
    const drill = active.findLast(({ match, left }) => left > 0 && match.test(`${method} ${path}`));
    if (drill === undefined) return normal();
    drill.left -= 1;
    return drill.fault({ path, token, normal });
  }

  function deliver(request: IncomingMessage, response: ServerResponse, reply: ReturnType<Fault>): void {
    if (reply === 'hang') return;
    if (reply === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"_id":"', () => response.destroy());
      return;
    }
    send(request, response, reply, (bytes) => {
      const entry = entries.get(request);
      if (entry !== undefined) entry.sent += bytes;
    });
  }

  function partly(reply: Reply, request: IncomingMessage): Reply {
    return standIn.ignoreRange || reply.headers.etag === undefined ? reply : ranged(reply, request.headers.range);
  }

  const standIn: StandIn = {
    url,
    cdnUrl,
    world,
    limits,
    log,
    ignoreRange: false,
    latency: 0,
    mostAtOnce: () => most,
    fault(match, fault, times = Number.POSITIVE_INFINITY) {
      const drill = { match, fault, left: times };
      active.push(drill);
      return () => {
        drill.left = 0;
      };
    },
    async stop() {
      await Promise.all([close(hub), close(cdn)]);
    },
  };
  return standIn;
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply, count: (bytes: number) => void): void {
  response.writeHead(reply.status, {
    'x-powered-by': 'stand-in',
    ...reply.headers,
    'content-length': String(reply.body.size),
  });
  if (request.method === 'HEAD') response.end();
  else pipeline(Readable.from(pieces(reply.body, count)), response).catch(() => {}); // The caller is gone.
}

/** Files may have gigabytes, which nobody holds in memory. */
function* pieces({ size, bytes }: Content, count: (bytes: number) => void): Generator<Uint8Array> {
  for (let at = 0; at < size; at += PIECE) {
    const end = Math.min(size, at + PIECE);
    yield bytes(at, end);
    count(end - at);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
