/** The addresses asked of the Hub, as values: built from validated names, and read back out of a `Location`. */

import { REPO_KINDS, type RepoId, type RepoKind, repoName } from '../model.ts';
import { idProblem, namespaceProblem } from './ids.ts';

// For kernels: `kernel_info` in huggingface_hub's hf_api.py (1.29.0.dev0) asks /api/kernels/{id}[/revision/{rev}].
export const SECTIONS: Readonly<Record<RepoKind, string>> = {
  model: 'models',
  dataset: 'datasets',
  space: 'spaces',
  kernel: 'kernels',
};

export type Route =
  | { readonly to: 'repository'; readonly id: RepoId; readonly revision: string | null }
  | { readonly to: 'refs'; readonly id: RepoId }
  | { readonly to: 'commits'; readonly id: RepoId; readonly revision: string }
  | { readonly to: 'organizations' | 'users'; readonly name: string };

/** The path of a route below the endpoint, encoded. Every name in it must have been found valid. */
export function routePath(route: Route): string {
  switch (route.to) {
    case 'organizations':
    case 'users':
      return `/api/${route.to}/${encodeURIComponent(route.name)}/overview`;
    case 'refs':
      return `${repositoryPath(route.id)}/refs`;
    case 'commits':
      return `${repositoryPath(route.id)}/commits/${encodeURIComponent(route.revision)}`;
    case 'repository':
      return `${repositoryPath(route.id)}${route.revision === null ? '' : `/revision/${encodeURIComponent(route.revision)}`}`;
  }
}

function repositoryPath(id: RepoId): string {
  return `/api/${SECTIONS[id.kind]}/${repoName(id).split('/').map(encodeURIComponent).join('/')}`;
}

/** What a route is about: `namespace/name`, or an owner's name. */
export function routeName(route: Route): string {
  return 'id' in route ? repoName(route.id) : route.name;
}

/** Reads an id as the Hub writes it, or null where it is not one. */
export function parseId(kind: RepoKind, text: string): RepoId | null {
  const [first, second, ...more] = text.split('/');
  if (first === undefined || more.length > 0) return null;
  const id: RepoId =
    second === undefined ? { kind, namespace: null, name: first } : { kind, namespace: first, name: second };
  return idProblem(id) === null ? id : null;
}

/** Reads the path of an address back into a route, or null where it is none of ours or holds an invalid name. */
export function parseRoute(pathname: string): Route | null {
  const [root, section, ...rest] = pathname.split('/').slice(1).map(decoded);
  if (root !== 'api' || section === undefined) return null;

  if (section === 'organizations' || section === 'users') {
    const [name, page, ...more] = rest;
    if (name == null || page !== 'overview' || more.length > 0 || namespaceProblem(name) !== null) return null;
    return { to: section, name };
  }

  const kind = REPO_KINDS.find((one) => SECTIONS[one] === section);
  if (kind === undefined || rest.includes(null)) return null;
  const at = rest.length > 2 && rest.at(-2) === 'revision' ? -2 : rest.length;
  const id = parseId(kind, rest.slice(0, at).join('/'));
  return id === null ? null : { to: 'repository', id, revision: at === -2 ? (rest.at(-1) ?? null) : null };
}

/**
 * Where a redirect leads, or why it is not followed: only to the endpoint's own origin (nothing else may see a token, or
 * speak for the Hub), and only to the same question about another name.
 *
 * @param endpoint the Hub's address, without a trailing slash
 * @param from the route that was asked
 * @param location the `Location` as it came; the Hub's are relative
 */
export function redirected(endpoint: string, from: Route, location: string): Route | { readonly trouble: string } {
  const target = URL.canParse(location, endpoint + routePath(from))
    ? new URL(location, endpoint + routePath(from))
    : null;
  if (target === null) return { trouble: 'the Hub redirects to something that is not an address' };
  const { origin, pathname } = new URL(endpoint);
  if (target.origin !== origin) return { trouble: 'the Hub redirects to another host, which is not followed' };

  const prefix = pathname === '/' ? '' : pathname;
  const path = target.pathname.startsWith(`${prefix}/`) ? target.pathname.slice(prefix.length) : target.pathname;
  const to = parseRoute(path);
  if (to === null || !sameQuestion(from, to)) {
    const expected = 'id' in from ? from.id.kind : 'account';
    return { trouble: `the Hub redirects to something else than another ${expected}` };
  }
  return to;
}

function sameQuestion(a: Route, b: Route): boolean {
  if (a.to === 'repository') return b.to === 'repository' && a.id.kind === b.id.kind && a.revision === b.revision;
  return a.to === b.to;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
