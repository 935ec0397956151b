/** What a repository calls its own: branches and tags, and which commits they reach. A pull request's commit answers as well. */

import { z } from 'zod';
import { type Reach, type Ref, type Refs, type RepoId, repoKey } from '../model.ts';
import type { Answers } from './answers.ts';
import { unexpected } from './exchange.ts';
import { revisionProblem } from './ids.ts';
import { refusalOf } from './repos.ts';

export interface RefsOfRepositories {
  /** The id in the Hub's own letter case, as a resolution gives it, and found valid. */
  refs(id: RepoId): Promise<Refs>;
  /** @param commit 40 hexadecimal digits in lower case, known to answer under the repository */
  reach(id: RepoId, commit: string): Promise<Reach>;
}

/** The Hub gives at most so many commits at once (`limit` of its OpenAPI document). */
const PAGE = 1000;
/** Pages that are read of one repository, however many branches it has. */
const MOST_PAGES = 30;

const List = z.array(z.object({ name: z.string(), targetCommit: z.string() }));
const Body = z.object({ refs: z.object({ branches: List, tags: List, converts: List, pullRequests: List }) });
const Page = z.object({ commits: z.array(z.string()) });

/** What is known so far of the history of one repository. */
interface History {
  /** By commit, the branch or tag that reaches it. */
  readonly reached: Map<string, string>;
  /** Whose history was not read yet. */
  readonly open: Ref[];
  readonly pulls: readonly Ref[];
  pages: number;
  /** Why the history is not known in full; null where nothing is missing so far. */
  gap: string | null;
}

/** Asks for refs and histories, each once for a repository. */
export function createRefs(answers: Answers, authenticated: boolean): RefsOfRepositories {
  const asked = new Map<string, Promise<Refs>>();
  const histories = new Map<string, Promise<History>>();
  const busy = new Map<string, Promise<unknown>>();

  async function ask(id: RepoId): Promise<Refs> {
    const told = await answers.ask({ to: 'refs', id }, '?include_prs=1');
    if ('trouble' in told) return { state: 'unknown', why: told.trouble };
    const { exchange } = told;
    if (exchange.status !== 200) {
      const refusal = refusalOf(exchange, authenticated);
      return { state: 'unknown', why: refusal === null || refusal === 'absent' ? unexpected(exchange) : refusal.why };
    }
    const body = Body.safeParse(exchange.body);
    if (!body.success)
      return { state: 'unknown', why: "the Hub's answer has not the form known for branches and tags" };
    await told.keep();
    const { branches, tags, converts, pullRequests } = body.data.refs;
    return {
      state: 'known',
      branches: branches.map(toRef),
      tags: tags.map(toRef),
      converts: converts.map(toRef),
      pulls: pullRequests.map(toRef),
    };
  }

  function refs(id: RepoId): Promise<Refs> {
    const key = repoKey(id);
    const answer = asked.get(key) ?? ask(id);
    asked.set(key, answer);
    return answer;
  }

  async function begin(id: RepoId): Promise<History> {
    const known = await refs(id);
    const reached = new Map<string, string>();
    if (known.state === 'unknown') return { reached, open: [], pulls: [], pages: 0, gap: known.why };
    // The default branch first: what is pinned is nearly always there. The Hub's own conversions belong to the repository.
    const open = [...known.branches, ...known.tags, ...known.converts].sort(
      (a, b) => Number(b.name === 'main') - Number(a.name === 'main'),
    );
    for (const { name, commit } of open) if (!reached.has(commit)) reached.set(commit, name);
    return { reached, open, pulls: known.pulls, pages: 0, gap: null };
  }

  /** Reads one branch or tag to its root. */
  async function read(id: RepoId, history: History, ref: Ref): Promise<void> {
    if (revisionProblem(ref.name) !== null) {
      history.gap ??= 'a branch or tag has a name that git does not allow';
      return;
    }
    for (let page = 0; ; page += 1) {
      if (history.pages >= MOST_PAGES) {
        history.gap ??= `the history has more than ${MOST_PAGES * PAGE} commits`;
        return;
      }
      history.pages += 1;
      const told = await answers.ask({ to: 'commits', id, revision: ref.name }, `?limit=${PAGE}&p=${page}`);
      if ('trouble' in told) {
        history.gap ??= told.trouble;
        return;
      }
      const { exchange } = told;
      const body = exchange.status === 200 ? Page.safeParse(exchange.body) : null;
      if (body?.success !== true) {
        const refusal = refusalOf(exchange, authenticated);
        history.gap ??= refusal === null || refusal === 'absent' ? unexpected(exchange) : refusal.why;
        return;
      }
      await told.keep();
      const { commits } = body.data;
      for (const commit of commits) if (!history.reached.has(commit)) history.reached.set(commit, ref.name);
      if (commits.length < PAGE) return;
    }
  }

  async function search(id: RepoId, commit: string): Promise<Reach> {
    const key = repoKey(id);
    const begun = histories.get(key) ?? begin(id);
    histories.set(key, begun);
    const history = await begun;
    for (;;) {
      const by = history.reached.get(commit);
      if (by !== undefined) return { state: 'reached', by };
      const ref = history.open.shift();
      if (ref === undefined) break;
      await read(id, history, ref);
    }
    const pull = history.pulls.find((ref) => ref.commit === commit);
    // Of a history that is not known in full, nothing is known to be missing.
    if (history.gap !== null) return { state: 'unknown', why: history.gap };
    return pull === undefined ? { state: 'none' } : { state: 'pull', ref: pull.name };
  }

  return {
    refs,
    reach(id, commit) {
      // One after the other: what the first search has read serves the next.
      const key = repoKey(id);
      const answer = (busy.get(key) ?? Promise.resolve()).then(() => search(id, commit));
      busy.set(key, answer);
      return answer;
    },
  };
}

function toRef({ name, targetCommit }: z.infer<typeof List>[number]): Ref {
  return { name, commit: targetCommit };
}
