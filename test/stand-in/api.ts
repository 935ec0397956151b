/** The routes below `/api/`. */

import type { RepoKind } from '../../src/model.ts';
import { organizationOverview, userOverview, whoAmI } from './accounts.ts';
import { cachedFile } from './files.ts';
import { repositoryInfo, securityStatus } from './info.ts';
import { commits, pathsInfo, refs, tree } from './listings.ts';
import { disabled, gated, json, noPage, type Reply } from './reply.ts';
import { type Asked, isReply, kindOf, openCommit, openRepository, SECTIONS } from './request.ts';

const PARTS: ReadonlySet<string> = new Set(['commits', 'paths-info', 'refs', 'revision', 'scan', 'tree']);

/** Answers a request below `/api/`. */
export function api(asked: Asked): Reply {
  const [section, ...rest] = asked.url.pathname.split('/').slice(2).map(decodeURIComponent);
  const [name = '', page] = rest;
  if (section === 'whoami-v2' && rest.length === 0) return whoAmI(asked);
  if (section === 'organizations' && page === 'overview') return organizationOverview(asked, name);
  if (section === 'users' && page === 'overview') return userOverview(asked, name);
  if (section === 'resolve-cache') return cachedFile(asked, rest);
  const kind = kindOf(section);
  return kind === null || name === '' ? noPage() : repository(asked, kind, rest);
}

function repository(asked: Asked, kind: RepoKind, path: string[]): Reply {
  const length = path[1] === undefined || PARTS.has(path[1]) ? 1 : 2;
  const [part, revision = 'HEAD', ...more] = path.slice(length);
  const rest = path.slice(length).map((segment) => `/${encodeURIComponent(segment)}`);
  const repo = openRepository(
    asked,
    kind,
    path.slice(0, length).join('/'),
    (id) => `/api/${SECTIONS[kind]}/${id}${rest.join('')}`,
  );
  if (isReply(repo)) return repo;

  if (part === undefined || part === 'revision') {
    // A gated or disabled repository is still described.
    const commit = openCommit(repo, revision);
    return isReply(commit) ? commit : repositoryInfo(repo, commit, asked.url.searchParams);
  }
  if (repo.disabled) return disabled();
  if (part === 'refs') return refs(asked, repo);
  if (part === 'scan') return json(200, securityStatus(repo));

  const commit = openCommit(repo, revision);
  if (isReply(commit)) return commit;
  if (part === 'commits') {
    return asked.world.reads(asked.user, repo) ? commits(asked, commit) : gated(kind, repo.id, asked.user);
  }
  // Whether these two are open in a gated repository was not recorded.
  if (part === 'tree') return tree(asked, repo, commit, revision, more.join('/'));
  if (part === 'paths-info' && asked.method === 'POST') return pathsInfo(asked, repo, commit);
  return noPage();
}
