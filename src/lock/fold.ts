/** Entries that stand in a lock twice, as after a merge: made one where they speak of the same repository. */

import { type LockEntry, type LockedOwner, lockKey } from '../model.ts';

/** The entries with each key once, or the key that stands for two different identities. */
export type Folded = { readonly entries: readonly LockEntry[] } | { readonly contradiction: LockEntry };

/**
 * Of two entries of one key and the same identity the one that was recorded later counts. Two identities under one name are
 * for a person to decide.
 */
export function foldEntries(entries: Iterable<LockEntry>): Folded {
  const byKey = new Map<string, LockEntry>();
  for (const entry of entries) {
    const key = lockKey(entry);
    const known = byKey.get(key);
    if (known !== undefined && !sameIdentity(known, entry)) return { contradiction: entry };
    if (known === undefined || known.recorded < entry.recorded) byKey.set(key, entry);
  }
  return { entries: [...byKey.values()] };
}

function sameIdentity(one: LockEntry, other: LockEntry): boolean {
  return one.oid === other.oid && sameOwner(one.owner, other.owner) && sameOwner(one.formerOwner, other.formerOwner);
}

/** What is not known contradicts nothing. */
function sameOwner(one: LockedOwner | null, other: LockedOwner | null): boolean {
  if (one === null || other === null) return true;
  if (one.state === 'none' || other.state === 'none') return one.state === other.state;
  return one.oid === other.oid;
}
