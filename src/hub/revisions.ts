/** Whether a revision stands in a repository, and at which commit. */

import { z } from 'zod';
import { type RepoId, type RevisionState, repoKey } from '../model.ts';
import type { Answers } from './answers.ts';
import { unexpected } from './exchange.ts';
import { isCommit } from './ids.ts';
import { ObjectId } from './object-id.ts';
import { refusalOf } from './repos.ts';
import { routeName } from './route.ts';

const Info = z.object({ _id: ObjectId, id: z.string(), sha: z.string().regex(/^[0-9a-f]{40}$/) });

export interface Revisions {
  /** Id and revision must have been found valid. */
  revision(id: RepoId, revision: string): Promise<RevisionState>;
}

/** Asks for revisions, each once for a repository. */
export function createRevisions(answers: Answers, authenticated: boolean): Revisions {
  const asked = new Map<string, Promise<RevisionState>>();

  async function ask(id: RepoId, revision: string): Promise<RevisionState> {
    // The commit alone, not the whole description with its file list; kernels take no `expand` (huggingface_hub, hf_api.py).
    const told = await answers.ask({ to: 'repository', id, revision }, id.kind === 'kernel' ? '' : '?expand=sha');
    if ('trouble' in told) return { state: 'unknown', why: told.trouble };
    const { exchange, route } = told;

    if (exchange.status === 404 && exchange.headers['x-error-code'] === 'RevisionNotFound') {
      await told.keep();
      return { state: 'missing' };
    }
    if (exchange.status !== 200) {
      const refusal = refusalOf(exchange, authenticated);
      if (refusal === 'absent') return { state: 'unknown', why: 'the repository itself is missing or private' };
      return { state: 'unknown', why: refusal?.why ?? unexpected(exchange) };
    }

    const info = Info.safeParse(exchange.body);
    if (!info.success) return { state: 'unknown', why: "the Hub's answer has not the form known for a revision" };
    if (info.data.id.toLowerCase() !== routeName(route).toLowerCase()) {
      return { state: 'unknown', why: 'the Hub answers with another repository than the one asked for' };
    }
    if (isCommit(revision) && info.data.sha !== revision.toLowerCase()) {
      return { state: 'unknown', why: 'the Hub answers with another commit than the one asked for' };
    }
    await told.keep();
    return { state: 'found', commit: info.data.sha };
  }

  return {
    revision(id, revision) {
      // Branches and tags, unlike names, differ by letter case.
      const key = `${repoKey(id)}@${revision}`;
      const answer = asked.get(key) ?? ask(id, revision);
      asked.set(key, answer);
      return answer;
    },
  };
}
