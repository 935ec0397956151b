/** Looking up a repository: found (perhaps under another name), absent, restricted, or unknown. */

import { z } from 'zod';
import { type RepoId, type Repository, repoKey, SCAN_LEVELS } from '../model.ts';
import type { Answers, Told } from './answers.ts';
import { type Exchange, errorText, unexpected } from './exchange.ts';
import { createdAt, ObjectId } from './object-id.ts';
import { parseId, routeName } from './route.ts';

/** `moved` where the Hub redirects the name to another one; `fresh` where nothing of it comes from the disk. */
export type Lookup =
  | { readonly state: 'found'; readonly repository: Repository; readonly moved: boolean; readonly told: Told }
  | { readonly state: 'absent'; readonly told: Told }
  | {
      readonly state: 'restricted';
      readonly by: Refusal['by'];
      readonly why: string;
      readonly moved: boolean;
      readonly told: Told;
    }
  | { readonly state: 'unknown'; readonly why: string };

export interface Repos {
  lookup(id: RepoId): Promise<Lookup>;
  /** Whether a repository has answered in this run under this namespace (lower case); waits for the look-ups under way. */
  provenTaken(namespace: string): Promise<boolean>;
}

const Info = z.object({
  _id: ObjectId,
  id: z.string(),
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullish(),
  createdAt: z.iso.datetime({ offset: true }).nullish(),
  private: z.boolean().default(false),
  gated: z.union([z.literal(false), z.string()]).default(false),
  disabled: z.boolean().default(false),
  // A level that is new to us must not read as none: then nothing is known of the scans.
  securityRepoStatus: z
    .object({
      scansDone: z.boolean(),
      filesWithIssues: z.array(z.object({ path: z.string(), level: z.enum(SCAN_LEVELS) })),
    })
    .nullish()
    .catch(null),
});

/** Looks repositories up, each once. The id must have been found valid. */
export function createRepos(answers: Answers, authenticated: boolean): Repos {
  const lookups = new Map<string, Promise<Lookup>>();
  const underWay = new Set<Promise<Lookup>>();
  const taken = new Set<string>();

  async function note(lookup: Promise<Lookup>): Promise<void> {
    underWay.add(lookup);
    const result = await lookup;
    underWay.delete(lookup);
    if (result.state === 'unknown' || result.state === 'absent' || !result.told.fresh) return;
    const { route } = result.told;
    if (route.to === 'repository' && route.id.namespace !== null) taken.add(route.id.namespace.toLowerCase());
  }

  return {
    lookup(id) {
      const key = repoKey(id);
      const known = lookups.get(key);
      if (known !== undefined) return known;
      const lookup = ask(answers, authenticated, id);
      lookups.set(key, lookup);
      void note(lookup);
      return lookup;
    },
    async provenTaken(namespace) {
      await Promise.all(underWay);
      return taken.has(namespace);
    },
  };
}

async function ask(answers: Answers, authenticated: boolean, id: RepoId): Promise<Lookup> {
  // huggingface_hub asks nothing but the plain address for a kernel ("No expand/files_metadata for kernels").
  const query = id.kind === 'kernel' ? '' : '?securityStatus=true';
  const told = await answers.ask({ to: 'repository', id, revision: null }, query);
  if ('trouble' in told) return { state: 'unknown', why: told.trouble };
  const moved =
    routeName(told.route).toLowerCase() !== routeName({ to: 'repository', id, revision: null }).toLowerCase();

  const { exchange } = told;
  if (exchange.status !== 200) {
    const refusal = refusalOf(exchange, authenticated);
    if (refusal === 'absent') return { state: 'absent', told };
    if (refusal !== null) {
      const { by, why } = refusal;
      return { state: 'restricted', by, why: moved ? `moved, and ${why}` : why, moved, told };
    }
    return { state: 'unknown', why: unexpected(exchange) };
  }

  const info = Info.safeParse(exchange.body);
  if (!info.success) return { state: 'unknown', why: "the Hub's answer has not the form known for a repository" };
  const found = parseId(id.kind, info.data.id);
  if (found === null || info.data.id.toLowerCase() !== routeName(told.route).toLowerCase()) {
    return { state: 'unknown', why: 'the Hub answers with another repository than the one asked for' };
  }
  const { data } = info;
  const security = data.securityRepoStatus ?? null;
  return {
    state: 'found',
    moved,
    told,
    repository: {
      id: found,
      oid: data._id,
      createdAt: createdAt(data._id, data.createdAt),
      commit: data.sha ?? null,
      private: data.private,
      gated: data.gated !== false,
      disabled: data.disabled,
      security: security === null ? null : { done: security.scansDone, issues: security.filesWithIssues },
    },
  };
}

export interface Refusal {
  readonly by: 'gate' | 'hub';
  readonly why: string;
}

/**
 * What a refusal says of a repository. To an anonymous caller a missing and a private one are the same bare 401; with a token
 * it is a 404 with a code, and mirrors copy an older 401 with that code.
 *
 * @param authenticated whether a token was sent: with one, a bare 401 is not known to mean that
 */
export function refusalOf(exchange: Exchange, authenticated: boolean): 'absent' | Refusal | null {
  const { status } = exchange;
  const code = exchange.headers['x-error-code'];
  const text = errorText(exchange);

  if ((status === 401 || status === 404) && code === 'RepoNotFound') return 'absent';
  if (status === 401 && code === undefined && text === 'Invalid username or password.' && !authenticated)
    return 'absent';
  if ((status === 401 || status === 403) && code === 'GatedRepo')
    return { by: 'gate', why: 'gated: the Hub gives it only to those it has let in' };
  if (status === 403 && text === 'Access to this resource is disabled.')
    return { by: 'hub', why: 'disabled by the Hub' };
  return null;
}
