/** What a repository is today, revision by revision, as the lock would record it. */

import type { Hub } from '../hub/hub.ts';
import type { Owners } from '../lock/identity.ts';
import { namespacesOf } from '../lock/identity.ts';
import type { Seen, Sighting } from '../lock/plan.ts';
import {
  type LockEntry,
  type LockedFile,
  type LockedOwner,
  type Owner,
  type Reference,
  type Repository,
  type Resolution,
  repoKey,
  revisionText,
  type Subject,
} from '../model.ts';
import { repositoryOf } from '../rules/pin.ts';
import { loadedPaths } from './loaded-files.ts';

export type RepositorySubject = Extract<Subject, { is: 'repository' }>;

/** The references of a subject by the revisions that they load, code revisions included; null is the default branch. */
export function byRevision({ references }: RepositorySubject): Map<string | null, Reference[]> {
  const revisions = new Map<string | null, Reference[]>();
  for (const reference of references) {
    const { revision, codeRevision } = reference;
    const texts = new Set([
      // A revision that could not be followed is not known to be the default branch, but the identity is that of any.
      revisionText(revision),
      ...(codeRevision === undefined || codeRevision.at === 'none' ? [] : [revisionText(codeRevision)]),
    ]);
    for (const text of texts) revisions.set(text, [...(revisions.get(text) ?? []), reference]);
  }
  return revisions;
}

/** Today's owners of every namespace that a repository and what is recorded of it speak of. */
export async function ownersOf(
  { id, resolution }: RepositorySubject,
  recorded: readonly LockEntry[],
  hub: Hub,
): Promise<Owners> {
  const today = repositoryOf(resolution);
  const names = [
    ...namespacesOf({ id, resolved: today?.id ?? id }),
    ...recorded.flatMap((entry) => namespacesOf(entry)),
  ];
  const owners = new Map<string, Owner>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (!owners.has(key)) owners.set(key, await hub.owner(name));
  }
  return owners;
}

const NOT_ASKED = 'the Hub was not asked';

export interface SightOptions {
  /** What the lock has of the repository. */
  readonly recorded: readonly LockEntry[];
  /** Whether files are recorded where the lock has none. */
  readonly files: boolean;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** @param subject as the Hub answered, or as it was found where the Hub was not asked: then without a hub */
export async function sight(
  subject: RepositorySubject,
  hub: Hub | null,
  { recorded, files, now }: SightOptions,
): Promise<Seen> {
  const { id, resolution } = subject;
  const owners = hub === null ? new Map<string, Owner>() : await ownersOf(subject, recorded, hub);
  const repository = repositoryOf(resolution);
  const sightings: Sighting[] = [];
  for (const [revision, references] of byRevision(subject)) {
    const commit = repository === null ? { why: absence(resolution) } : commitOf(subject, revision);
    if (hub === null || repository === null || typeof commit !== 'string') {
      sightings.push({ revision, today: typeof commit === 'string' ? { why: NOT_ASKED } : commit });
      continue;
    }
    const away = repository.id.namespace?.toLowerCase() !== id.namespace?.toLowerCase();
    const listed =
      files || recorded.some((entry) => entry.files !== null)
        ? await recordFiles(hub, repository, commit, references)
        : null;
    if (listed !== null && 'why' in listed) {
      sightings.push({ revision, today: listed });
      continue;
    }
    const today: LockEntry = {
      id,
      revision,
      resolved: repository.id,
      oid: repository.oid,
      owner: ownerOf(repository.id.namespace, owners),
      formerOwner: away ? lockedOwner(id.namespace, owners) : null,
      commit,
      recorded: now,
      files: listed,
    };
    sightings.push({ revision, today });
  }
  return { id, resolution, owners, sightings };
}

/** The commit at which a revision stands today, or why it is not known. */
export function commitOf(subject: RepositorySubject, revision: string | null): string | { readonly why: string } {
  if (revision === null) return repositoryOf(subject.resolution)?.commit ?? { why: 'the Hub names no commit for it' };
  const state = subject.revisions.get(revision);
  if (state?.state === 'found') return state.commit;
  return {
    why: state?.state === 'missing' ? `it has no revision ${revision}` : (state?.why ?? NOT_ASKED),
  };
}

async function recordFiles(
  hub: Hub,
  { id }: Repository,
  commit: string,
  references: readonly Reference[],
): Promise<LockedFile[] | { readonly why: string }> {
  const listed = await hub.files(id, commit, 'without verdicts');
  if (listed.state === 'unknown') return { why: `its files are not known: ${listed.why}` };
  const loaded = await loadedPaths(hub, { id, commit }, listed.files, references);
  return listed.files
    .filter(({ path }) => loaded.has(path))
    .map(({ path, size, digest }) => ({ path, size, digest }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** That nobody has the namespace of a repository that answers is a riddle, and none that is worth recording. */
function ownerOf(namespace: string | null, owners: Owners): LockedOwner | null {
  const owner = lockedOwner(namespace, owners);
  return owner?.state === 'none' ? null : owner;
}

function lockedOwner(namespace: string | null, owners: Owners): LockedOwner | null {
  const owner = namespace === null ? undefined : owners.get(namespace.toLowerCase());
  if (owner === undefined || owner.state === 'unknown') return null;
  return owner.state === 'none' ? owner : { state: 'present', kind: owner.kind, oid: owner.oid };
}

function absence(resolution: Resolution | null): string {
  if (resolution === null) return NOT_ASKED;
  if (resolution.state === 'restricted' || resolution.state === 'unknown') return resolution.why;
  return 'there is no such repository, or it is private';
}

/** The entries of a lock by the repositories that they are of. */
export function entriesByRepository(entries: readonly LockEntry[]): Map<string, LockEntry[]> {
  const byRepository = new Map<string, LockEntry[]>();
  for (const entry of entries) {
    const key = repoKey(entry.id);
    byRepository.set(key, [...(byRepository.get(key) ?? []), entry]);
  }
  return byRepository;
}
