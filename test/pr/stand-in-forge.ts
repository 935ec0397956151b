/**
 * A stand-in for the parts of the REST APIs of GitHub, Gitea and GitLab that a pull request needs, as they are documented:
 * docs.github.com/rest (issues/comments, pulls/comments, pulls/reviews, pulls), docs.gitea.com/api, docs.gitlab.com/api (notes,
 * discussions). Pages of at most 100 with a `Link` header, 403 for a token without rights, 422 or 400 for a line that is not in the
 * diff, secondary rate limits with `retry-after`.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface PostedComment {
  readonly id: number;
  readonly by: string;
  body: string;
}

export interface ReviewComment {
  readonly path: string;
  readonly line: number;
  readonly start_line?: number;
  readonly body: string;
}

export interface StandInForge {
  readonly url: string;
  /** Requests as `METHOD path`. */
  readonly log: string[];
  /** What came with requests that name them. */
  readonly tokens: Set<string>;
  readonly comments: PostedComment[];
  readonly review: (ReviewComment & { readonly by: string })[];
  readonly discussions: { readonly body: string; readonly position: Record<string, unknown> }[];
  /** The account of the token; null for the job's own, which may not ask who it is. */
  me: string | null;
  readOnly: boolean;
  /** Lines of the diff, by path; others are stale. */
  lines: Record<string, readonly number[]>;
  /** How many writes are refused for going too fast. */
  tooFast: number;
  pulls: { readonly number: number; readonly from: string; readonly sha: string }[];
  /** Of the merge request, as GitLab has it. */
  head: string;
  /** How often the server breaks before it answers. */
  broken: number;
}

export async function standInForge(): Promise<StandInForge> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const forge: StandInForge = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log: [],
    tokens: new Set(),
    comments: [],
    review: [],
    discussions: [],
    me: null,
    readOnly: false,
    lines: {},
    tooFast: 0,
    pulls: [],
    head: '',
    broken: 0,
  };
  server.on('request', async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    answer(forge, request, text === '' ? {} : JSON.parse(text), response);
  });
  return forge;
}

const JOB = 'github-actions[bot]';

interface Body {
  readonly body?: string;
  readonly comments?: readonly ReviewComment[];
  readonly path?: string;
  readonly line?: number;
  readonly position?: Record<string, unknown>;
}

function answer(forge: StandInForge, request: IncomingMessage, body: Body, response: ServerResponse): unknown {
  const url = new URL(request.url ?? '/', forge.url);
  const method = request.method ?? 'GET';
  forge.log.push(`${method} ${url.pathname}`);
  forge.tokens.add(request.headers.authorization ?? 'none');
  const reply = (status: number, data: unknown, headers: Record<string, string> = {}): unknown => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    return response.end(JSON.stringify(data));
  };
  if (forge.broken > 0) {
    forge.broken -= 1;
    return reply(502, { message: 'Bad Gateway' });
  }
  if (method !== 'GET' && forge.readOnly) return reply(403, { message: 'Resource not accessible by integration' });
  if (method !== 'GET' && forge.tooFast > 0) {
    forge.tooFast -= 1;
    return reply(403, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': '1' });
  }
  const by = forge.me ?? JOB;
  const gitLab = url.pathname.startsWith('/api/v4/');
  const person = (name: string) =>
    gitLab ? { author: { username: name } } : { user: { login: name, type: name.endsWith('[bot]') ? 'Bot' : 'User' } };
  const path = url.pathname.replace(/^\/api\/v[14]/, '');
  const page = (items: readonly unknown[]): unknown => {
    const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 30));
    const at = Number(url.searchParams.get('page') ?? 1);
    const next = new URL(url);
    next.searchParams.set('page', String(at + 1));
    return reply(
      200,
      items.slice((at - 1) * size, at * size),
      at * size < items.length ? { link: `<${next}>; rel="next"` } : {},
    );
  };
  const isStale = ({ path: file, line }: { path?: string; line?: number }): boolean =>
    !(forge.lines[file ?? ''] ?? []).includes(line ?? 0);

  if (path === '/user') {
    return forge.me === null
      ? reply(403, { message: 'Resource not accessible by integration' })
      : reply(200, gitLab ? { username: forge.me } : { login: forge.me });
  }
  if (/\/(?:issues\/\d+\/comments|merge_requests\/\d+\/notes)$/.test(path)) {
    if (method === 'GET') return page(forge.comments.map((one) => ({ id: one.id, body: one.body, ...person(one.by) })));
    const comment = { id: forge.comments.length + 1, by, body: body.body ?? '' };
    if (!gitLab && comment.body.length > 65_536)
      return reply(422, { message: 'body is too long (maximum is 65536 characters)' });
    forge.comments.push(comment);
    return reply(201, { id: comment.id });
  }
  const edited = /\/(?:issues\/comments|notes)\/(\d+)$/.exec(path);
  if (edited !== null && method === (gitLab ? 'PUT' : 'PATCH')) {
    const comment = forge.comments.find(({ id }) => id === Number(edited[1]));
    if (comment === undefined) return reply(404, { message: 'Not Found' });
    comment.body = body.body ?? '';
    return reply(200, { id: comment.id });
  }
  if (path.endsWith('/pulls') && method === 'GET') {
    const wanted = forge.pulls.filter(({ from }) => from === url.searchParams.get('head'));
    return page(wanted.map(({ number, sha }) => ({ number, head: { sha } })));
  }
  if (/\/pulls\/\d+\/comments$/.test(path)) {
    if (method === 'GET') return page(forge.review.map((one, id) => ({ id, body: one.body, ...person(one.by) })));
    if (isStale(body))
      return reply(422, { message: 'Validation Failed', errors: [{ field: 'pull_request_review_thread.line' }] });
    forge.review.push({ by, path: body.path ?? '', line: body.line ?? 0, body: body.body ?? '' });
    return reply(201, {});
  }
  if (/\/pulls\/\d+\/reviews$/.test(path)) {
    const comments = body.comments ?? [];
    if (comments.some(isStale))
      return reply(422, { message: 'Unprocessable Entity', errors: ['Line could not be resolved'] });
    forge.review.push(...comments.map((one) => ({ ...one, by })));
    return reply(200, {});
  }
  if (/\/merge_requests\/\d+$/.test(path))
    return reply(200, {
      iid: 7,
      diff_refs: { base_sha: 'b'.repeat(40), start_sha: 'b'.repeat(40), head_sha: forge.head },
    });
  if (/\/merge_requests\/\d+\/discussions$/.test(path)) {
    const { new_path: file, new_line: line } = body.position ?? {};
    if (isStale({ path: String(file), line: Number(line) }))
      return reply(400, { message: '400 Bad request - Note {:line_code=>["can\'t be blank"]}' });
    forge.discussions.push({ body: body.body ?? '', position: body.position ?? {} });
    forge.comments.push({ id: forge.comments.length + 1, by, body: body.body ?? '' });
    return reply(201, {});
  }
  return reply(404, { message: 'Not Found' });
}
