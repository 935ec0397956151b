/** Whether a name stands for what it stood for when it was locked: the repository, and whose the namespaces are. */

import type { IdentityChange, LockEntry, LockedOwner, Owner, Resolution } from '../model.ts';

/** Owners of namespaces, by their names in lower case. */
export type Owners = ReadonlyMap<string, Owner>;

/** The namespaces whose owners an entry speaks of: where the repository stood, and, after a redirect, that of the name as written. */
export function namespacesOf({ id, resolved }: Pick<LockEntry, 'id' | 'resolved'>): string[] {
  const names = [id.namespace, resolved.namespace].filter((name) => name !== null);
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

/**
 * What is another today than an entry says. What is not known today is no change, and neither is a namespace without an owner: that
 * is for other rules to say. A repository that moved to another namespace is the same one, whoever owns that.
 */
export function identityChanges(entry: LockEntry, resolution: Resolution, owners: Owners): IdentityChange[] {
  const repository = resolution.state === 'live' || resolution.state === 'moved' ? resolution.repository : null;
  const changes: IdentityChange[] = [];
  if (repository !== null && repository.oid !== entry.oid)
    changes.push({ what: 'repository', entry, today: repository });
  for (const [namespace, was] of recordedOwners(entry)) {
    // After another transfer nobody is led through the namespace between any more.
    const passed =
      same(namespace, entry.id.namespace) || repository === null || same(namespace, repository.id.namespace);
    const today = owners.get(namespace.toLowerCase());
    if (!passed || today?.state !== 'present') continue;
    // A user who becomes an organization keeps the `_id`.
    if (was.state === 'none' || was.oid !== today.oid) changes.push({ what: 'owner', entry, namespace, was, today });
  }
  return changes;
}

function recordedOwners({ id, resolved, owner, formerOwner }: LockEntry): [namespace: string, was: LockedOwner][] {
  const recorded: [string | null, LockedOwner | null][] = [
    [resolved.namespace, owner],
    [same(id.namespace, resolved.namespace) ? null : id.namespace, formerOwner],
  ];
  return recorded.filter((each): each is [string, LockedOwner] => each[0] !== null && each[1] !== null);
}

function same(one: string | null, other: string | null): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}
