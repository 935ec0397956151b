/** What is in a repository: its tree, chosen paths, references and history. */

import { z } from 'zod';
import type { Commit, StoredFile } from './git.ts';
import { digest } from './git.ts';
import { securityStatus } from './info.ts';
import { json, type Reply, refuse } from './reply.ts';
import type { Asked } from './request.ts';
import type { Repo } from './world.ts';

/** The files and folders below a path, in pages. */
export function tree(asked: Asked, repo: Repo, commit: Commit, revision: string, path: string): Reply {
  const { searchParams: query } = asked.url;
  const expand = isOn(query, 'expand');
  const below = path === '' ? '' : `${path}/`;
  const entries: object[] = [];
  const folders = new Set<string>();
  for (const [name, file] of [...commit.files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!name.startsWith(below)) continue;
    const parts = name.slice(below.length).split('/');
    for (const depth of parts.slice(0, -1).keys()) {
      const folder = below + parts.slice(0, depth + 1).join('/');
      if (folders.has(folder) || (depth > 0 && !isOn(query, 'recursive'))) continue;
      folders.add(folder);
      entries.push({ type: 'directory', oid: digest('sha1', `${commit.id} ${folder}`), size: 0, path: folder });
    }
    if (parts.length === 1 || isOn(query, 'recursive')) entries.push(entry(repo, commit, name, file, expand));
  }
  if (entries.length === 0 && path !== '')
    return refuse(404, `${path} does not exist on "${revision}"`, 'EntryNotFound');

  const limit = pageSize(query, expand ? 100 : 1000);
  const start = Number(query.get('cursor') ?? 0);
  const next = start + limit < entries.length ? { cursor: String(start + limit) } : null;
  return json(200, entries.slice(start, start + limit), link(asked, next));
}

const PathsInfo = z.object({
  paths: z.union([z.string(), z.array(z.string()).max(2000)]),
  expand: z.boolean().default(false),
});

/** The entries of chosen paths. A missing one is left out, and the status stays 200. */
export function pathsInfo(asked: Asked, repo: Repo, commit: Commit): Reply {
  const body = PathsInfo.safeParse(jsonOf(asked.body));
  if (!body.success) return refuse(400, 'expected {"paths": [...], "expand": true}');
  const entries: object[] = [];
  for (const path of [body.data.paths].flat()) {
    const file = commit.files.get(path);
    if (file !== undefined) entries.push(entry(repo, commit, path, file, body.data.expand));
  }
  return json(200, entries);
}

export function refs({ url }: Asked, repo: Repo): Reply {
  const list = (refs: ReadonlyMap<string | number, Commit>, below: string) =>
    [...refs].map(([name, { id }]) => ({ name: String(name), ref: `${below}${name}`, targetCommit: id }));
  const pulls = list(repo.pulls, 'refs/pr/').map((pull) => ({ ...pull, name: pull.ref }));
  return json(200, {
    tags: list(repo.tags, 'refs/tags/'),
    branches: list(repo.branches, 'refs/heads/'),
    converts: [],
    ...(isOn(url.searchParams, 'include_prs') ? { pullRequests: pulls } : {}),
  });
}

/** The history of a commit, newest first, in pages. */
export function commits(asked: Asked, commit: Commit): Reply {
  const { searchParams: query } = asked.url;
  const history: object[] = [];
  for (let at: Commit | null = commit; at !== null; at = at.parent) {
    const { id, title, date, author } = at;
    history.push({ id, title, message: '', authors: author === null ? [] : [{ user: author }], date });
  }
  const limit = pageSize(query, 50);
  const page = Number(query.get('p') ?? 0);
  const next = (page + 1) * limit < history.length ? { p: String(page + 1) } : null;
  const headers = { 'x-total-count': String(history.length), ...link(asked, next) };
  return json(200, history.slice(page * limit, (page + 1) * limit), headers);
}

function entry(repo: Repo, commit: Commit, path: string, file: StoredFile, expand: boolean): object {
  const { size, oid, lfs } = file;
  const large = lfs === null ? {} : { lfs: { oid: lfs.sha256, size, pointerSize: lfs.pointerSize } };
  if (!expand) return { type: 'file', oid, size, ...large, path };
  let changed = commit;
  while (changed.parent?.files.get(path) === file) changed = changed.parent;
  const lastCommit = { id: changed.id, title: changed.title, date: changed.date };
  return { type: 'file', oid, size, ...large, path, lastCommit, securityFileStatus: fileStatus(repo, path) };
}

function fileStatus(repo: Repo, path: string): object {
  const issue = repo.security.issues.find((one) => one.path === path);
  const status = issue?.level ?? (securityStatus(repo).scansDone ? 'safe' : 'queued');
  const pickleImportScan = { status: 'unscanned', pickleImports: [], version: '0.0.0' };
  return { status, avScan: { status }, pickleImportScan, ...issue?.scanners };
}

function pageSize(query: URLSearchParams, most: number): number {
  const limit = Number(query.get('limit') ?? most);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, 1000) : most;
}

/** The address of the next page, absolute and on the host that was asked: clients follow it wherever it points. */
function link({ url }: Asked, changed: Record<string, string> | null): Record<string, string> {
  if (changed === null) return {};
  const next = new URL(url);
  for (const [name, value] of Object.entries(changed)) next.searchParams.set(name, value);
  return { link: `<${next.href}>; rel="next"` };
}

function isOn(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && !['', '0', 'false'].includes(value.toLowerCase());
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
