/** A request as the stand-in's routes see it, and the repository that it names. */

import { REPO_KINDS, type RepoKind } from '../../src/model.ts';
import type { Commit } from './git.ts';
import { noRepository, noRevision, type Reply, redirect } from './reply.ts';
import { commitAt, type Repo, type World } from './world.ts';

export interface Asked {
  readonly method: string;
  /** Its origin is built from the request's `Host`. */
  readonly url: URL;
  /** The owner of the access token; null for an anonymous caller. */
  readonly user: string | null;
  readonly body: string;
  readonly world: World;
}

export const SECTIONS: Readonly<Record<RepoKind, string>> = {
  model: 'models',
  dataset: 'datasets',
  space: 'spaces',
  kernel: 'kernels',
};

export function kindOf(section: string | undefined): RepoKind | null {
  return REPO_KINDS.find((kind) => SECTIONS[kind] === section) ?? null;
}

/** The repository that a request names, or the reply for one that is missing, private, or known under another name. */
export function openRepository(
  asked: Asked,
  kind: RepoKind,
  id: string,
  /** The same address for another name, without the query. */
  under: (id: string) => string,
): Repo | Reply {
  const found = asked.world.find(kind, id);
  if (found === null) return noRepository(asked.user);
  if ('redirect' in found) return redirect(under(found.redirect) + asked.url.search);
  return asked.world.sees(asked.user, found.repo) ? found.repo : noRepository(asked.user);
}

/** The commit that a request names, or the reply for one that is missing. */
export function openCommit(repo: Repo, revision: string): Commit | Reply {
  return commitAt(repo, revision) ?? noRevision(revision);
}

export function isReply(value: object): value is Reply {
  return 'status' in value;
}
