/** Which files of a repository are others than at the commit that the lock has. */

import type { Hub } from '../hub/hub.ts';
import type { HubFile, LockEntry, ScanTarget } from '../model.ts';
import type { Located } from './scan-repository.ts';

export interface Changed {
  readonly since: NonNullable<Extract<ScanTarget, { is: 'repository' }>['since']>;
  /** Whether a file was not there at that commit, or held other bytes. */
  wanted(file: HubFile): boolean;
}

/**
 * Compares two commits by the hashes of their files. Null where everything is to be scanned: where the lock says nothing, where the
 * repository stands at the very commit that it has, or where what was there then is not to be learnt.
 */
export async function changedSince(
  hub: Hub,
  { id, commit }: Located,
  entry: LockEntry | undefined,
): Promise<Changed | null> {
  if (entry === undefined || entry.commit === commit) return null;
  const [before, today] = await Promise.all([hub.files(id, entry.commit), hub.files(id, commit)]);
  if (before.state === 'unknown' || today.state === 'unknown') return null;
  const known = new Set(before.files.map(keyOf));
  const unchanged = today.files.filter((file) => known.has(keyOf(file))).length;
  return { since: { commit: entry.commit, unchanged }, wanted: (file) => !known.has(keyOf(file)) };
}

/** A file by its place and its bytes. */
function keyOf({ path, digest }: HubFile): string {
  return `${digest.algorithm} ${digest.value} ${path}`;
}
