/** A name that changed hands, as the lock proves: it stands for another repository, or belongs to another account, than when it was locked. */

import { type IdentityChange, type Owner, repoName, type Subject, type Verdict } from '../model.ts';
import type { RepositorySubject } from './pin.ts';
import { takeoverOf } from './takeover.ts';
import { placesOf } from './wording.ts';

type RepositoryChange = Extract<IdentityChange, { what: 'repository' }>;
type OwnerChange = Extract<IdentityChange, { what: 'owner' }>;

/** What the lock says of a subject; null where it says nothing, or is not there. */
export function reusedByLock(subject: Subject): Verdict | null {
  if (subject.is === 'template' || subject.lock === null || subject.lock.changes.length === 0) return null;
  const { id, references, lock } = subject;
  const { severity, confidence, consequence } = takeoverOf(references);
  const repository = lock.changes.find((change) => change.what === 'repository');
  const owner = lock.changes.find((change) => change.what === 'owner');
  const what = [
    repository === undefined ? '' : anotherRepository(subject, repository),
    owner === undefined ? '' : anotherOwner(owner),
    repository === undefined ? standing(subject) : '',
  ];
  const caveat =
    lock.elsewhere === null
      ? ''
      : ` The lock was made from ${lock.elsewhere}, though, and another Hub was asked, which may have identities of its own.`;
  return {
    severity,
    confidence: lock.elsewhere === null ? confidence : 'low',
    message: `${what.filter((sentence) => sentence !== '').join(' ')} Whoever has the name today can ${consequence}.${caveat}`,
    advice: `Stop loading it until you know whose it is: compare its files with a copy from before. If it is right, record it: namesake lock --accept ${repoName(id)}`,
    places: placesOf(references),
  };
}

function anotherRepository({ id, resolution }: RepositorySubject, { entry, today }: RepositoryChange): string {
  const name = repoName(id);
  const through = resolution?.state === 'moved' ? `${name} redirects to ${repoName(today.id)}, which` : name;
  const born = today.createdAt === null ? '' : `, made on ${day(today.createdAt)}`;
  const owner = resolution?.state === 'live' ? resolution.owner : null;
  const same = isSame(owner, entry.owner) ? ' Its owner is the same account, which made it anew.' : '';
  return `${through} is another repository than the one that was locked on ${day(entry.recorded)}: ${entry.oid} then, ${today.oid} today${born}.${same}`;
}

function anotherOwner({ entry, namespace, was, today }: OwnerChange): string {
  return was.state === 'none'
    ? `Nobody owned ${namespace} when it was locked on ${day(entry.recorded)}, and somebody has registered it since: ${today.oid}, made on ${day(today.createdAt)}.`
    : `The account ${namespace} is another than the one that had the name when it was locked on ${day(entry.recorded)}: ${was.oid} then, ${today.oid} today, made on ${day(today.createdAt)}.`;
}

/** What stands behind the name while only its owner is another one. */
function standing({ id, resolution }: RepositorySubject): string {
  const name = repoName(id);
  switch (resolution?.state) {
    case 'live':
      return `The repository ${name} is the same still.`;
    case 'moved':
      return `${name} still redirects to ${repoName(resolution.repository.id)}, until the new owner creates ${name}.`;
    case 'absent':
      return `${name} is not there, until the new owner creates it.`;
    default:
      return '';
  }
}

function isSame(owner: Owner | null, was: RepositoryChange['entry']['owner']): boolean {
  return owner?.state === 'present' && was?.state === 'present' && owner.oid === was.oid;
}

function day(time: string): string {
  return time.slice(0, 10);
}
