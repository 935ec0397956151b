/** What is done with a pull request on any forge: one comment that is kept up to date, and suggestions. */

import { z } from 'zod';
import type { Answer, Client } from './client.ts';
import type { Suggestion } from './suggestion.ts';

/** What became of something that was to be written. */
export type Posted =
  | { readonly state: 'created' | 'updated' | 'unchanged'; readonly amount: number }
  | { readonly state: 'nothing' }
  | { readonly state: 'denied' | 'failed'; readonly why: string };

export interface Forge {
  /** Writes the comment that has the marker, anew where there is none yet; `create: false` writes only over an old one. */
  comment(body: string, create: boolean): Promise<Posted>;
  suggest(suggestions: readonly Suggestion[], head: string): Promise<Posted>;
}

/** Of GitHub, Gitea and Forgejo `user`, of GitLab `author`. */
const COMMENT = z.object({
  id: z.int(),
  body: z.string().nullable(),
  user: z.object({ login: z.string(), type: z.string().optional() }).nullish(),
  author: z.object({ username: z.string() }).nullish(),
});
export type Comment = z.infer<typeof COMMENT>;

const USER = z.object({ login: z.string().optional(), username: z.string().optional() });
/** A job's own token may not ask who it is; these are who it is then. */
const JOB_ACCOUNTS = new Set(['github-actions[bot]', 'gitea-actions', 'forgejo-actions']);

export interface CommentRoutes {
  readonly list: string;
  readonly create: string;
  readonly update: (id: number) => string;
  readonly method: 'PATCH' | 'PUT';
}

/** Keeps one comment. Only one's own counts: a stranger can write the marker as well. */
export async function keepComment(
  client: Client,
  routes: CommentRoutes,
  marker: string,
  body: string,
  create: boolean,
): Promise<Posted> {
  const comments = await ownComments(client, routes.list);
  if (comments.state !== 'done') return refused(comments);
  const old = comments.data.find((comment) => comment.body?.startsWith(marker));
  if (old === undefined && !create) return { state: 'nothing' };
  if (old?.body?.trimEnd() === body.trimEnd()) return { state: 'unchanged', amount: 1 };
  const answer =
    old === undefined
      ? await client.ask('POST', routes.create, { body })
      : await client.ask(routes.method, routes.update(old.id), { body });
  if (answer.state !== 'done') return refused(answer);
  return { state: old === undefined ? 'created' : 'updated', amount: 1 };
}

/** The comments of a list that this token's account wrote. */
export async function ownComments(client: Client, route: string): Promise<Answer<readonly Comment[]>> {
  const listed = await client.list(route);
  if (listed.state !== 'done') return listed;
  const comments = listed.data.flatMap((each) => {
    const comment = COMMENT.safeParse(each);
    return comment.success ? [comment.data] : [];
  });
  if (comments.length === 0) return { state: 'done', data: [] };
  const me = await client.ask('GET', '/user');
  // Who cannot be told from a stranger today would write a second comment.
  if (me.state === 'failed' && (me.status === null || me.status >= 500)) return me;
  const known = me.state === 'done' ? USER.safeParse(me.data) : null;
  const name = known?.success === true ? (known.data.username ?? known.data.login) : undefined;
  const mine = comments.filter(({ user, author }) => {
    const by = author?.username ?? user?.login ?? '';
    return name === undefined ? JOB_ACCOUNTS.has(by) : by === name;
  });
  return { state: 'done', data: mine };
}

export function refused(answer: Exclude<Answer<unknown>, { state: 'done' }>): Posted {
  return { state: answer.state, why: answer.why };
}
