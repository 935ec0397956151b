/** What a lock is to become: the entries as they are recorded, what was seen today, and every difference between the two in words. */

import {
  type IdentityChange,
  type LockEntry,
  lockKey,
  type RepoId,
  type Resolution,
  repoKey,
  repoName,
} from '../model.ts';
import { inOrder } from './format.ts';
import { identityChanges, type Owners } from './identity.ts';

/** One revision of a repository, as it stands today. */
export interface Sighting {
  /** As written; null for the default branch. */
  readonly revision: string | null;
  /** Today's entry, or why there is none. */
  readonly today: LockEntry | { readonly why: string };
}

/** A repository that the code names. */
export interface Seen {
  readonly id: RepoId;
  /** Null where the Hub was not asked. */
  readonly resolution: Resolution | null;
  readonly owners: Owners;
  readonly sightings: readonly Sighting[];
}

/** `reused`: another identity under the name, which is not recorded. `left`: what could not be learnt; a recorded entry stays. */
export type DifferenceKind = 'reused' | 'accepted' | 'added' | 'updated' | 'removed' | 'left';

export interface Difference {
  readonly is: DifferenceKind;
  readonly id: RepoId;
  readonly revision: string | null;
  /** In words; it holds text from outside. */
  readonly text: string;
}

export interface Plan {
  readonly entries: readonly LockEntry[];
  readonly differences: readonly Difference[];
}

export interface PlanOptions {
  /** Repositories whose new identity a person has accepted: `namespace/name` in lower case. */
  readonly accepted: ReadonlySet<string>;
  /** True where only a part of the code was read: then nothing is taken out. */
  readonly partial: boolean;
}

/** Compares a lock with today. An identity is recorded once; another one takes its place only where a person has said so. */
export function planLock(recorded: readonly LockEntry[], seen: readonly Seen[], options: PlanOptions): Plan {
  const known = new Map<string, LockEntry[]>();
  for (const entry of recorded) known.set(repoKey(entry.id), [...(known.get(repoKey(entry.id)) ?? []), entry]);
  const entries: LockEntry[] = [];
  const differences: Difference[] = [];
  for (const repository of seen) {
    const key = repoKey(repository.id);
    const own = known.get(key) ?? [];
    known.delete(key);
    const planned = planRepository(own, repository, options);
    entries.push(...planned.entries);
    differences.push(...planned.differences);
  }
  for (const own of known.values()) {
    if (options.partial) entries.push(...own);
    else differences.push(...own.map((entry) => removed(entry, 'nothing names it any more')));
  }
  return { entries: inOrder(entries), differences: inOrder(differences) };
}

function planRepository(own: readonly LockEntry[], seen: Seen, { accepted, partial }: PlanOptions): Plan {
  const { id, resolution, owners, sightings } = seen;
  const changes = resolution === null ? [] : own.flatMap((entry) => identityChanges(entry, resolution, owners));
  const [change] = changes;
  const isAccepted = accepted.has(repoName(id).toLowerCase());
  if (change !== undefined && !(isAccepted && sightings.some(({ today }) => !('why' in today)))) {
    const text = `${[...new Set(changes.map(changeText))].join('; ')}. Not recorded: find out whose it is, then accept it with --accept ${repoName(id)}, or name another repository`;
    return { entries: own, differences: [{ is: 'reused', id, revision: change.entry.revision, text }] };
  }

  const before = new Map(own.map((entry) => [lockKey(entry), entry]));
  const entries: LockEntry[] = [];
  const differences: Difference[] = [];
  for (const { revision, today } of sightings) {
    const was = before.get(lockKey({ id, revision }));
    before.delete(lockKey({ id, revision }));
    if ('why' in today) {
      // What was accepted is of another repository than this.
      if (was !== undefined && change === undefined) entries.push(was);
      differences.push(
        ...(resolution === null && was !== undefined ? [] : [{ ...left(resolution, today.why), id, revision }]),
      );
    } else if (was === undefined) {
      entries.push(today);
      const unknown = today.owner === null ? '; who owns it is not known' : '';
      differences.push({ is: 'added', id, revision, text: `${today.commit}${unknown}` });
    } else {
      const next = change === undefined ? carriedOver(was, today) : today;
      const texts = change === undefined ? updates(was, next) : [...new Set(changes.map(changeText))];
      entries.push(texts.length === 0 ? was : next);
      if (texts.length > 0) {
        differences.push({ is: change === undefined ? 'updated' : 'accepted', id, revision, text: texts.join('; ') });
      }
    }
  }
  for (const entry of before.values()) {
    if (partial && change === undefined) entries.push(entry);
    else differences.push(removed(entry, 'nothing names this revision any more'));
  }
  return { entries, differences };
}

/** Offline there is nothing to learn, and what is not in the lock is missing from it. */
function left(resolution: Resolution | null, why: string): Pick<Difference, 'is' | 'text'> {
  return resolution === null ? { is: 'added', text: 'it is not in the lock' } : { is: 'left', text: why };
}

function removed({ id, revision }: LockEntry, text: string): Difference {
  return { is: 'removed', id, revision, text };
}

/** Today's entry with what is known from before and could not be learnt, or was not asked for, today. */
function carriedOver(was: LockEntry, today: LockEntry): LockEntry {
  const sameHome = repoKey(was.resolved) === repoKey(today.resolved);
  return {
    ...today,
    id: was.id,
    owner: today.owner ?? (sameHome ? was.owner : null),
    formerOwner: today.formerOwner ?? (sameHome ? was.formerOwner : null),
    files: today.files ?? (was.commit === today.commit ? was.files : null),
  };
}

/** What of an entry has changed, apart from the time at which it was recorded. */
function updates(was: LockEntry, next: LockEntry): string[] {
  const texts: string[] = [];
  if (was.commit !== next.commit) texts.push(`${was.commit} -> ${next.commit}`);
  if (repoName(was.resolved) !== repoName(next.resolved)) {
    texts.push(`the same repository, moved from ${repoName(was.resolved)} to ${repoName(next.resolved)}`);
  }
  const owners = JSON.stringify([was.owner, was.formerOwner]) !== JSON.stringify([next.owner, next.formerOwner]);
  if (owners && texts.length === 0) texts.push('what is known of its owner');
  if (JSON.stringify(was.files) !== JSON.stringify(next.files)) texts.push('the files that are loaded');
  return texts;
}

function changeText(change: IdentityChange): string {
  const when = change.entry.recorded.slice(0, 10);
  if (change.what === 'repository') {
    return `another repository: ${change.entry.oid} when it was locked (${when}), ${change.today.oid} today`;
  }
  const { namespace, was, today } = change;
  return was.state === 'none'
    ? `nobody owned ${namespace} when it was locked (${when}), and somebody (${today.oid}) does today`
    : `another owner of ${namespace}: ${was.oid} when it was locked (${when}), ${today.oid} today`;
}
