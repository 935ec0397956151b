/** Files that the Hub flags: what each of its scanners says of them, and whether the code here loads them. */

import type { Hub } from '../hub/hub.ts';
import type { FlaggedFile, HubFile, Repository, ScanLevel, Subject } from '../model.ts';
import { loads, repositoryOf } from '../rules/pin.ts';
import { loadedFiles, type ReadText, settles } from '../scan/loads.ts';
import { requestOf } from './scan-references.ts';

type RepositorySubject = Extract<Subject, { is: 'repository' }>;

const FLAGS: ReadonlySet<ScanLevel> = new Set<ScanLevel>(['caution', 'suspicious', 'unsafe']);
/** Longer texts are no index, in bytes. */
const LONGEST_TEXT = 16 * 1024 * 1024;

/**
 * Asks for the files of a repository in which something is flagged, and of no other. What cannot be learned stays out.
 *
 * @param subject with its resolution
 */
export async function withScanners(subject: RepositorySubject, hub: Hub): Promise<RepositorySubject> {
  const { resolution } = subject;
  const repository = repositoryOf(resolution);
  const security = repository?.security ?? null;
  if (resolution?.state !== 'live' && resolution?.state !== 'moved') return subject;
  if (repository === null || security === null || repository.commit === null) return subject;
  if (!security.issues.some(({ level }) => FLAGS.has(level))) return subject;

  const listing = await hub.files(repository.id, repository.commit);
  if (listing.state === 'unknown') return subject;
  const files = new Map(listing.files.map((file) => [file.path, file]));
  const taken = listing.left > 0 ? null : await takenOf(subject, repository, listing.files, hub);
  const issues = security.issues.map((issue): FlaggedFile => {
    const scanners = files.get(issue.path)?.scanners ?? [];
    return {
      ...issue,
      ...(scanners.length > 0 ? { scanners } : {}),
      ...(taken === null ? {} : { loaded: taken.get(issue.path) ?? null }),
    };
  });
  return {
    ...subject,
    resolution: { ...resolution, repository: { ...repository, security: { ...security, issues } } },
  };
}

/** The files that the loads of a subject take, with the reasons; null where that is not known of all of them. */
async function takenOf(
  { references }: RepositorySubject,
  { id, commit }: Repository,
  files: readonly HubFile[],
  hub: Hub,
): Promise<Map<string, string> | null> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  let unread = false;
  const readText: ReadText = async (path) => {
    const file = byPath.get(path);
    if (file !== undefined && file.size <= LONGEST_TEXT && commit !== null) {
      try {
        return Buffer.from(await hub.open({ id, commit, ...file }).read(0, file.size)).toString();
      } catch {
        // As with one that is too large: which shards it names is not known.
      }
    }
    unread = true;
    return null;
  };
  const taken = new Map<string, string>();
  for (const reference of references.filter(loads)) {
    const request = requestOf(reference);
    // What a program takes of a data set or a Space without naming a file, nobody can tell; and code may load any.
    if (request.file === undefined && (id.kind !== 'model' || reference.remoteCode)) return null;
    const found = await loadedFiles([...byPath.keys()], request, readText);
    if (unread || (request.file === undefined && !settles(found))) return null;
    for (const [path, why] of found) taken.set(path, why);
  }
  return taken;
}
