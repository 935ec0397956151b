/** Which loads are for the rules on revisions to judge. */

import type { Reference, Subject } from '../model.ts';
import { isMissing, isOrphanedRedirect, loads } from './pin.ts';
import { reusedByDate } from './reuse-by-date.ts';
import { reusedByLock } from './reuse-by-lock.ts';

/**
 * The loads whose revision is worth a word of its own: none where the whole repository is missing or free to take, which says
 * more; none where it is somebody else's by now, for a pin of today's commit would keep what a stranger put there; and none that
 * asks for a revision that is missing.
 */
export function loadsToPin(subject: Subject): readonly Reference[] {
  if (subject.is === 'template') return [];
  if (subject.resolution?.state === 'absent' || isOrphanedRedirect(subject) || isReused(subject)) return [];
  return subject.references.filter(
    (reference) => loads(reference) && reference.unpinnable !== true && !isMissing(subject, reference.revision),
  );
}

/** Whether whoever has the name today may not be whom the code meant. */
export function isReused(subject: Subject): boolean {
  const reused = reusedByLock(subject) ?? reusedByDate(subject);
  return reused !== null && reused.confidence !== 'low';
}
