/** What a repository is by the lock: its entries, and how today differs from them. */

import type { Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { Hub } from '../hub/hub.ts';
import type { Lock } from '../lock/format.ts';
import { identityChanges } from '../lock/identity.ts';
import { readLock } from '../lock/read.ts';
import {
  type Drift,
  type FileChange,
  type LockEntry,
  type LockedFile,
  type Reference,
  type RepoId,
  repoKey,
  type Subject,
} from '../model.ts';
import { repositoryOf } from '../rules/pin.ts';
import { loadedPaths } from './loaded-files.ts';
import { byRevision, commitOf, entriesByRepository, ownersOf, type RepositorySubject } from './sight.ts';

/**
 * The lock that an audit compares with; null where there is none.
 *
 * @throws ConfigError for a lock that cannot be used, UsageError for one that was named and is not there
 */
export function lockFor({ lock: place }: Pick<Settings, 'lock'>): Lock | null {
  const lock = place === null ? null : readLock(place.file, 'refuse');
  if (lock !== null || place?.named !== true) return lock;
  throw new UsageError(
    `no such lock: ${place.file}`,
    'Name a file that "namesake lock" has written, or use --no-lock.',
  );
}

/** Gives every repository what the lock has of it; nothing is asked. */
export function withLock(subjects: readonly Subject[], lock: Lock | null): readonly Subject[] {
  if (lock === null) return subjects;
  const known = entriesByRepository(lock.entries);
  return subjects.map((subject) =>
    subject.is === 'template'
      ? subject
      : {
          ...subject,
          lock: { entries: known.get(repoKey(subject.id)) ?? [], elsewhere: null, changes: [], drifts: [] },
        },
  );
}

/** Compares a subject that the Hub has answered for with what the lock has of it. */
export async function compareWithLock(subject: RepositorySubject, hub: Hub, lock: Lock): Promise<RepositorySubject> {
  const { resolution } = subject;
  const entries = subject.lock?.entries ?? [];
  if (resolution === null || entries.length === 0) return subject;
  const owners = await ownersOf(subject, entries, hub);
  const changes = entries.flatMap((entry) => identityChanges(entry, resolution, owners));
  const drifts: Drift[] = [];
  if (changes.length === 0) {
    const revisions = byRevision(subject);
    for (const entry of entries) {
      // A revision that could not be followed is not known to be the one that moved.
      const references = (revisions.get(entry.revision) ?? []).filter(({ revision }) => revision.at !== 'dynamic');
      const drift = references.length === 0 ? null : await driftOf(subject, entry, references, hub);
      if (drift !== null) drifts.push(drift);
    }
  }
  const elsewhere = lock.endpoint === hub.endpoint ? null : lock.endpoint;
  return { ...subject, lock: { entries, elsewhere, changes, drifts } };
}

async function driftOf(
  subject: RepositorySubject,
  entry: LockEntry,
  references: readonly Reference[],
  hub: Hub,
): Promise<Drift | null> {
  const repository = repositoryOf(subject.resolution);
  const commit = commitOf(subject, entry.revision);
  if (repository === null || typeof commit !== 'string' || commit === entry.commit) return null;
  const { id } = repository;
  const before = await hub.revision(id, entry.commit);
  const kept = before.state === 'unknown' ? null : before.state === 'found';
  const tag = entry.revision === null ? false : await isTag(hub, id, entry.revision);
  return { entry, commit, kept, tag, changes: await changesBetween(hub, id, entry, commit, references) };
}

async function isTag(hub: Hub, id: RepoId, revision: string): Promise<boolean | null> {
  const refs = await hub.refs(id);
  return refs.state === 'known' ? refs.tags.some(({ name }) => name === revision) : null;
}

/** The difference of the trees of two commits, by the hashes of their files; of a tree that is gone, by the files in the lock. */
async function changesBetween(
  hub: Hub,
  id: RepoId,
  entry: LockEntry,
  commit: string,
  references: readonly Reference[],
): Promise<readonly FileChange[] | string> {
  const today = await hub.files(id, commit, 'without verdicts');
  if (today.state === 'unknown') return today.why;
  const before = await hub.files(id, entry.commit, 'without verdicts');
  if (before.state === 'unknown' && entry.files === null) return before.why;
  const old: readonly LockedFile[] = before.state === 'listed' ? before.files : (entry.files ?? []);
  const loaded = await loadedPaths(hub, { id, commit }, today.files, references);
  const wasLoaded =
    before.state === 'listed'
      ? await loadedPaths(hub, { id, commit: entry.commit }, before.files, references)
      : new Set(old.map(({ path }) => path));
  const was = new Map(old.map((file) => [file.path, file]));
  const changes: FileChange[] = [];
  for (const file of today.files) {
    const one = was.get(file.path);
    was.delete(file.path);
    const isLoaded = loaded.has(file.path) || wasLoaded.has(file.path);
    if (one?.digest.value === file.digest.value) continue;
    // Only the files that are loaded are in the lock: of the others nothing is known.
    if (one === undefined && before.state !== 'listed' && !isLoaded) continue;
    changes.push({ path: file.path, change: one === undefined ? 'added' : 'changed', loaded: isLoaded });
  }
  for (const path of was.keys()) changes.push({ path, change: 'removed', loaded: wasLoaded.has(path) });
  return changes;
}
