/** Files: `resolve`, the cached address of a git file, and the CDN for one in LFS, with ranges. */

import type { RepoKind } from '../../src/model.ts';
import { digest, type StoredFile } from './git.ts';
import { content, disabled, gated, noRepository, type Reply, redirect, text } from './reply.ts';
import { type Asked, isReply, kindOf, openCommit, openRepository, SECTIONS } from './request.ts';

/** Answers `/[datasets/|spaces/|kernels/]{id}/resolve/{revision}/{path}`, or null where a path is not of that form. */
export function resolveFile(asked: Asked, cdn: string): Reply | null {
  const segments = asked.url.pathname.split('/').slice(1).map(decodeURIComponent);
  const section = kindOf(segments[0]);
  const kind: RepoKind = section ?? 'model';
  const rest = section === null ? segments : segments.slice(1);
  const at = rest[1] === 'resolve' ? 1 : 2;
  const [verb, revision, ...parts] = rest.slice(at);
  if (verb !== 'resolve' || revision === undefined || parts.length === 0) return null;

  const prefix = section === null ? '' : `/${SECTIONS[section]}`;
  const path = parts.join('/');
  const tail = [verb, revision, ...parts].map((part) => `/${encodeURIComponent(part)}`).join('');
  const repo = openRepository(asked, kind, rest.slice(0, at).join('/'), (id) => `${prefix}/${id}${tail}`);
  if (isReply(repo)) return repo;
  if (repo.disabled) return disabled();
  if (!asked.world.reads(asked.user, repo)) return gated(kind, repo.id, asked.user);
  const commit = openCommit(repo, revision);
  if (isReply(commit)) return commit;
  const file = commit.files.get(path);
  if (file === undefined) return noEntry();

  const warning = {
    'x-hf-warning': 'unauthenticated; Warning: You are sending unauthenticated requests to the HF Hub.',
  };
  const headers = { 'accept-ranges': 'bytes', 'x-repo-commit': commit.id, ...(asked.user === null ? warning : {}) };
  if (file.lfs === null) {
    const { pathname } = asked.url;
    const location = `/api/resolve-cache/${SECTIONS[kind]}/${repo.id}/${commit.id}/${parts.map(encodeURIComponent).join('/')}`;
    const query = `${encodeURIComponent(pathname)}=&etag=${encodeURIComponent(`"${file.oid}"`)}`;
    return redirect(`${location}?${query}`, { ...headers, 'x-linked-etag': `"${file.oid}"` });
  }
  return {
    ...redirect(`${cdn}/${repo.oid}/${file.lfs.sha256}?Expires=9999999999&Signature=stand-in`, {
      ...headers,
      'cache-control': 'no-store',
      'x-linked-etag': `"${file.lfs.sha256}"`,
      'x-linked-size': String(file.size),
    }),
    status: 302,
  };
}

/** Answers `/api/resolve-cache/{models|datasets|spaces|kernels}/{id}/{commit}/{path}`. */
export function cachedFile(asked: Asked, path: string[]): Reply {
  const [section, namespace, name, revision = '', ...parts] = path;
  const found = asked.world.find(kindOf(section) ?? 'model', `${namespace}/${name}`);
  if (found === null || !('repo' in found) || !asked.world.sees(asked.user, found.repo))
    return noRepository(asked.user);
  const commit = openCommit(found.repo, revision);
  if (isReply(commit)) return commit;
  const file = commit.files.get(parts.join('/'));
  if (file === undefined) return noEntry();
  const headers = { 'content-type': 'text/plain; charset=utf-8', etag: `"${file.oid}"`, 'x-repo-commit': commit.id };
  return { status: 200, headers, body: file };
}

/** The CDN's answer. Its `etag` is the Xet hash, not the sha256 that the hub links. */
export function cdnFile(file: StoredFile): Reply {
  const etag = digest('sha256', `xet ${file.oid}`);
  const headers = { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes', etag: `"${etag}"` };
  return { status: 200, headers, body: file };
}

/** Cuts a whole file down to the range asked for: 206, or 416 where there is nothing of it. */
export function ranged(reply: Reply, range: string | undefined): Reply {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (reply.status !== 200 || match === null || (match[1] === '' && match[2] === '')) return reply;
  const { size } = reply.body;
  const [first, second] = [match[1] ?? '', match[2] ?? ''];
  const start = first === '' ? Math.max(0, size - Number(second)) : Number(first);
  const end = first === '' || second === '' ? size : Math.min(size, Number(second) + 1);
  if (start >= end) return { status: 416, headers: { 'content-range': `bytes */${size}` }, body: content('') };
  const headers = { ...reply.headers, 'content-range': `bytes ${start}-${end - 1}/${size}` };
  const part = { size: end - start, bytes: (from: number, to: number) => reply.body.bytes(start + from, start + to) };
  return { status: 206, headers, body: part };
}

function noEntry(): Reply {
  return text(404, 'Entry not found', { 'x-error-code': 'EntryNotFound', 'x-error-message': 'Entry not found' });
}
