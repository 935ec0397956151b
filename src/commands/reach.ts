/** Commits that code is pinned to: whether the repository itself publishes them, or they only answer under its name. */

import type { Hub } from '../hub/hub.ts';
import { type RepoId, type Revision, type RevisionState, revisionText, type Subject } from '../model.ts';
import { loads, repositoryOf } from '../rules/pin.ts';

type Repository = Extract<Subject, { is: 'repository' }>;

/**
 * Asks where the commits of loads stand. The head of the default branch needs no question, and neither does what no program loads.
 *
 * @param subject with its resolution and its revisions
 */
export async function withReach(subject: Repository, hub: Hub): Promise<Repository> {
  const repository = repositoryOf(subject.resolution);
  if (repository === null) return subject;
  const pins = subject.references
    .filter(loads)
    .flatMap(({ revision, codeRevision }) => (codeRevision === undefined ? [revision] : [revision, codeRevision]));
  const revisions = new Map(subject.revisions);
  for (const pin of pins) {
    const text = revisionText(pin);
    const state = text === null ? undefined : revisions.get(text);
    const isAsked = pin.at === 'short' || (pin.at === 'commit' && pin.commit !== repository.commit);
    if (text === null || state?.state !== 'found' || state.reach !== undefined || !isAsked) continue;
    revisions.set(text, await reachOf(hub, repository.id, pin, text, state));
  }
  return { ...subject, revisions };
}

async function reachOf(
  hub: Hub,
  id: RepoId,
  pin: Revision,
  text: string,
  state: Extract<RevisionState, { state: 'found' }>,
): Promise<RevisionState> {
  const refs = await hub.refs(id);
  const [branch, tag] =
    refs.state === 'known' ? [refs.branches, refs.tags].map((list) => list.find(({ name }) => name === text)) : [];
  const ref = branch ?? tag;
  const shadow =
    ref === undefined ? {} : { shadow: { is: branch === undefined ? 'tag' : 'branch', commit: ref.commit } as const };
  // A short commit is no pin whatever reaches it; that it is the name of a ref is all there is to learn.
  return pin.at === 'short'
    ? { ...state, ...shadow }
    : { ...state, ...shadow, reach: await hub.reach(id, state.commit) };
}
