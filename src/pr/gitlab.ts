/** Merge requests on GitLab. */

import { z } from 'zod';
import { MARKER } from './body.ts';
import type { Client } from './client.ts';
import { type Forge, keepComment, ownComments, type Posted, refused } from './forge.ts';
import { type Suggestion, suggestionBody, suggestionMarker } from './suggestion.ts';
import type { Target } from './target.ts';

const REQUEST = z.object({
  diff_refs: z.object({ base_sha: z.string(), start_sha: z.string(), head_sha: z.string() }),
});

export function gitLab(client: Client, { project, number }: Target): Forge {
  const request = `/projects/${encodeURIComponent(project)}/merge_requests/${number}`;
  const notes = `${request}/notes`;
  const routes = { list: notes, create: notes, update: (id: number) => `${notes}/${id}`, method: 'PUT' } as const;
  return {
    comment: (body, create) => keepComment(client, routes, MARKER, body, create),
    suggest: (suggestions, head) => suggest(client, request, suggestions, head),
  };
}

/** One discussion for each that was not suggested before; the notes of all discussions are among those of the request. */
async function suggest(
  client: Client,
  request: string,
  suggestions: readonly Suggestion[],
  head: string,
): Promise<Posted> {
  if (suggestions.length === 0) return { state: 'nothing' };
  const earlier = await ownComments(client, `${request}/notes`);
  if (earlier.state !== 'done') return refused(earlier);
  const about = await client.ask('GET', request);
  if (about.state !== 'done') return refused(about);
  const known = REQUEST.safeParse(about.data);
  if (!known.success || known.data.diff_refs.head_sha !== head)
    return { state: 'failed', why: 'the merge request stands at another commit by now' };
  const fresh = suggestions.filter(
    (one) => !earlier.data.some(({ body }) => body?.startsWith(suggestionMarker(one)) === true),
  );
  if (fresh.length === 0) return { state: 'unchanged', amount: suggestions.length };
  let amount = 0;
  let why = '';
  for (const one of fresh) {
    const answer = await client.ask('POST', `${request}/discussions`, {
      body: suggestionBody(one, 'gitlab'),
      position: {
        ...{ position_type: 'text', ...known.data.diff_refs, new_path: one.path, old_path: one.oldPath },
        // A line that stands on both sides is named on both: https://docs.gitlab.com/api/discussions/
        ...{ new_line: one.last, ...(one.lastBefore === null ? {} : { old_line: one.lastBefore }) },
      },
    });
    if (answer.state === 'denied') return refused(answer);
    if (answer.state === 'done') amount += 1;
    else why = answer.why;
  }
  return amount > 0 ? { state: 'created', amount } : { state: 'failed', why };
}
