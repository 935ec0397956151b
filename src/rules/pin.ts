/** What a reference pins of what it loads, and which loads are for the rules on revisions to judge. */

import {
  type Owner,
  type Place,
  type Reference,
  type RepoId,
  type Repository,
  type Resolution,
  type Revision,
  revisionText,
  type Subject,
} from '../model.ts';

export type RepositorySubject = Extract<Subject, { is: 'repository' }>;

/** Whether text in such a place makes a program load the repository: always, only where a loader was seen to take it, or never. */
const LOADS: Readonly<Record<Place, 'always' | 'with a loader' | 'never'>> = {
  default: 'always',
  call: 'always',
  constant: 'with a loader',
  config: 'always',
  shell: 'always',
  url: 'with a loader',
  docstring: 'never',
  comment: 'never',
  prose: 'never',
  output: 'never',
};

/** Whether a program loads the repository from this place. A reader may copy it from any. */
export function loads({ place, loader, writes }: Reference): boolean {
  if (writes === true) return false;
  const when = LOADS[place];
  return when === 'always' || (when === 'with a loader' && loader !== undefined);
}

/** Whether a reference runs code that comes with the repository. A kernel is native code. */
export function runsCode(reference: Reference): boolean {
  return reference.remoteCode || reference.id.kind === 'kernel';
}

/**
 * The revision that the repository's own code is taken from. Without a code revision transformers uses that of the weights
 * (`get_class_from_dynamic_module` of its `dynamic_module_utils.py`).
 */
export function codePin(reference: Reference): Revision {
  const own = reference.codeRevision;
  return own === undefined || own.at === 'none' ? reference.revision : own;
}

/** Whether it runs code that somebody can change under it. A revision that could not be followed is neither pinned nor unpinned. */
export function runsUnpinnedCode(reference: Reference): boolean {
  return runsCode(reference) && moves(codePin(reference));
}

/** Whether everything that is loaded, code included, is fixed to a commit. */
export function isPinned(reference: Reference): boolean {
  return reference.revision.at === 'commit' && (!runsCode(reference) || codePin(reference).at === 'commit');
}

/** Whether the Hub says that the revision does not stand in the repository. */
export function isMissing(subject: RepositorySubject, revision: Revision): boolean {
  const text = revisionText(revision);
  return text !== null && subject.revisions.get(text)?.state === 'missing';
}

/** A pull request's ref. "Contributors push to a special `ref` branch directly on the source repo" (the Hub's documentation). */
export function isPullRequest(revision: Revision): boolean {
  return revision.at === 'named' && /^refs\/pr\/\d+$/.test(revision.name);
}

/** A name that redirects, and the owner of its namespace. */
export interface Redirecting {
  readonly id: RepoId;
  readonly owner: Owner;
}

/** The names that redirect, the one that is written first, without those that have no namespace. */
export function redirecting(id: RepoId, resolution: Resolution | null): readonly Redirecting[] {
  if (resolution?.state !== 'moved') return [];
  const { from, through = [] } = resolution;
  return from === null ? through : [{ id, owner: from }, ...through];
}

/** The first name of a redirect whose namespace nobody owns; null where there is none. */
export function orphanedLink(id: RepoId, resolution: Resolution | null): Redirecting | null {
  return redirecting(id, resolution).find(({ owner }) => owner.state === 'none') ?? null;
}

/** Whether the Hub redirects the name although nobody owns its namespace, or that of a name on the way. */
export function isOrphanedRedirect({ id, resolution }: RepositorySubject): boolean {
  return orphanedLink(id, resolution) !== null;
}

/** Of each revision, in its own words, the commit at which it stands in the subject today, or null where the Hub did not say. */
export function commitsToday(subject: RepositorySubject, revisions: readonly Revision[]): Map<string, string | null> {
  const commits = new Map<string, string | null>();
  for (const revision of revisions) {
    const text = revisionText(revision);
    if (text === null) {
      commits.set('the default branch', repositoryOf(subject.resolution)?.commit ?? null);
    } else {
      const state = subject.revisions.get(text);
      commits.set(text, state?.state === 'found' ? state.commit : null);
    }
  }
  return commits;
}

/** The repository that answered, under its own name or after a redirect. */
export function repositoryOf(resolution: Resolution | null): Repository | null {
  return resolution?.state === 'live' || resolution?.state === 'moved' ? resolution.repository : null;
}

function moves(revision: Revision): boolean {
  return revision.at === 'none' || revision.at === 'named' || revision.at === 'short';
}
