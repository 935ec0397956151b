/** Pull requests on GitHub, and on Gitea and Forgejo, whose API is GitHub's where comments are concerned. */

import { z } from 'zod';
import { MARKER } from './body.ts';
import type { Client } from './client.ts';
import { type Forge, keepComment, ownComments, type Posted, refused } from './forge.ts';
import { type Suggestion, suggestionBody, suggestionMarker } from './suggestion.ts';
import type { FinishedRun, Target } from './target.ts';

export function gitHub(client: Client, { project, number, forge }: Target): Forge {
  const issue = `/repos/${project}/issues`;
  const pull = `/repos/${project}/pulls/${number}`;
  const routes = {
    list: `${issue}/${number}/comments`,
    create: `${issue}/${number}/comments`,
    update: (id: number) => `${issue}/comments/${id}`,
    method: 'PATCH',
  } as const;
  return {
    comment: (body, create) => keepComment(client, routes, MARKER, body, create),
    // Gitea and Forgejo have no suggestions.
    suggest: async (suggestions, head) =>
      forge === 'gitea' ? { state: 'nothing' } : suggest(client, pull, suggestions, head),
  };
}

/** One review with all that was not suggested before; where it is refused for a stale line, each by itself. */
async function suggest(
  client: Client,
  pull: string,
  suggestions: readonly Suggestion[],
  head: string,
): Promise<Posted> {
  if (suggestions.length === 0) return { state: 'nothing' };
  const earlier = await ownComments(client, `${pull}/comments`);
  if (earlier.state !== 'done') return refused(earlier);
  const comments = suggestions
    .filter((one) => !earlier.data.some(({ body }) => body?.startsWith(suggestionMarker(one)) === true))
    .map((one) => ({ path: one.path, ...lines(one), body: suggestionBody(one, 'github') }));
  if (comments.length === 0) return { state: 'unchanged', amount: suggestions.length };
  const review = await client.ask('POST', `${pull}/reviews`, { commit_id: head, event: 'COMMENT', comments });
  if (review.state === 'done') return { state: 'created', amount: comments.length };
  if (review.state === 'denied' || review.status !== 422) return refused(review);
  let amount = 0;
  for (const comment of comments) {
    const answer = await client.ask('POST', `${pull}/comments`, { commit_id: head, ...comment });
    if (answer.state === 'done') amount += 1;
    else if (answer.state === 'denied') return refused(answer);
  }
  return amount > 0 ? { state: 'created', amount } : refused(review);
}

/** https://docs.github.com/en/rest/pulls/comments: a comment of one line has no `start_line`. */
function lines({ first, last }: Suggestion): object {
  return {
    line: last,
    side: 'RIGHT',
    ...(first < last ? { start_line: first, start_side: 'RIGHT' } : {}),
  };
}

const PULLS = z.array(z.object({ number: z.int().positive(), head: z.object({ sha: z.string() }) }));

/**
 * The open pull request that a finished run was about, by where its branch is and at which commit: what the event itself says, for
 * the list of pull requests in it is empty where the branch is in a fork.
 */
export async function pullOfRun(client: Client, project: string, run: FinishedRun): Promise<number | null> {
  const answer = await client.ask('GET', `/repos/${project}/pulls`, {
    state: 'open',
    head: `${run.owner}:${run.branch}`,
    per_page: 100,
  });
  const pulls = answer.state === 'done' ? PULLS.safeParse(answer.data) : null;
  if (pulls?.success !== true) return null;
  return pulls.data.find(({ head }) => head.sha === run.head)?.number ?? null;
}
