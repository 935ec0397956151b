/** The accounts and answers in which the rules' examples are told. The names are made up; those of `gpt2` are not. */

import type { ArtifactScan, LockEntry, Locked, Owner, RepoId, Repository, Resolution, ScannedFile } from '../model.ts';

/** The commit at which the default branch of every repository in the examples stands. */
export const COMMIT = '9c1d5e0b7f3a48261d0c9b8a7e6f5d4c3b2a1908';

export const GONE: Owner = { state: 'none' };

/** Trouble, whatever was asked. */
export const TROUBLE = { state: 'unknown', why: 'the Hub answered 503 four times' } as const;

/** An account that stands, from long ago unless a time is given; `more` says what is particular to it. */
export function account(
  name: string,
  createdAt = '2022-03-02T23:29:05.000Z',
  more: Partial<Extract<Owner, { state: 'present' }>> = {},
): Owner {
  return { state: 'present', kind: 'org', oid: '621ffdc136468d709f180294', name, createdAt, ...more };
}

/** A repository as the Hub would give it; `more` says what is particular to it. */
export function repository(name: string, more: Partial<Repository> = {}): Repository {
  return {
    id: model(name),
    oid: '64d0f1b2c3d4e5f601234567',
    createdAt: '2023-08-07T13:33:22.000Z',
    commit: COMMIT,
    private: false,
    gated: false,
    disabled: false,
    security: { done: true, issues: [] },
    ...more,
  };
}

/** A repository that answers under its own name; nobody asked for its owner unless one is given. */
export function live(name: string, more: Partial<Repository> = {}, owner: Owner | null = null): Resolution {
  return { state: 'live', repository: repository(name, more), owner };
}

/** A name that the Hub redirects to a repository; `from` is the state of the owner of the old name, null for a bare one. */
export function moved(to: string, from: Owner | null, more: Partial<Repository> = {}): Resolution {
  return { state: 'moved', repository: repository(to, more), from };
}

/** An entry of the lock for the default branch of a repository of these examples; `more` says what is particular. */
export function lockEntry(name: string, more: Partial<LockEntry> = {}): LockEntry {
  return {
    id: model(name),
    revision: null,
    resolved: model(name),
    oid: '64d0f1b2c3d4e5f601234567',
    owner: { state: 'present', kind: 'org', oid: '621ffdc136468d709f180294' },
    formerOwner: null,
    commit: COMMIT,
    recorded: '2026-05-04T10:00:00Z',
    files: null,
    ...more,
  };
}

/** What a lock has of a repository; nothing has changed unless `more` says so. */
export function locked(entries: readonly LockEntry[], more: Partial<Locked> = {}): Locked {
  return { entries, elsewhere: null, changes: [], drifts: [], ...more };
}

/** The id of a model, from `namespace/name` or a bare name. */
export function model(name: string): RepoId {
  const slash = name.indexOf('/');
  return slash < 0
    ? { kind: 'model', namespace: null, name }
    : { kind: 'model', namespace: name.slice(0, slash), name: name.slice(slash + 1) };
}

/** A file as a scan would tell of it: a clean pickle that nothing loads; `more` says what is particular. */
export function scannedFile(path: string, more: Partial<ScannedFile> = {}): ScannedFile {
  return {
    path,
    verdict: 'clean',
    size: 4096,
    bytesRead: 4096,
    format: 'PyTorch zip',
    evidence: [],
    inconclusive: [],
    target: 0,
    loaded: null,
    hub: null,
    intact: true,
    ...more,
  };
}

/** A scan of the commit at which the examples stand; `more` says what it found. */
export function scan(more: Partial<Extract<ArtifactScan, { state: 'scanned' }>>): ArtifactScan {
  return { state: 'scanned', commit: COMMIT, files: [], settled: true, unpickled: [], left: null, ...more };
}
