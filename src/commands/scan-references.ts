/** `audit --scan`: looks into the files that references load, each repository once at each commit that is asked for. */

import type { ReachedCode } from '../code/reached.ts';
import type { Settings } from '../config.ts';
import { createHub, type Hub } from '../hub/hub.ts';
import {
  type ArtifactScan,
  type HubFile,
  type Reference,
  type RepoId,
  repoKey,
  revisionText,
  type ScannedFile,
  type Subject,
  type Summary,
} from '../model.ts';
import { runsCode } from '../rules/pin.ts';
import { isUnpickled, type LoadRequest, loadedFiles, settles } from '../scan/loads.ts';
import type { Progress } from './gather.ts';
import { watcher } from './scan.ts';
import { loadedFirst, openRepository, scanFiles } from './scan-repository.ts';

/** What one audit reads, so that it ends: the files of a repository, its bytes, and those of all of them. */
export interface ScanBounds {
  readonly files: number;
  /** Bytes that are read of one repository. */
  readonly bytes: number;
  /** Bytes that are read of all. */
  readonly total: number;
}

const BOUNDS: ScanBounds = { files: 2000, bytes: 512 * 2 ** 20, total: 4 * 2 ** 30 };

/** Of one file: an audit is waited for. */
const LIMITS = { time: 120_000, bytes: 2 ** 30 };

/** Repositories that are scanned at the same time. */
const AT_ONCE = 2;

type Scanned = Extract<ArtifactScan, { state: 'scanned' }>;
type Repository = Extract<Subject, { is: 'repository' }>;

/** One repository at one commit, and who asks for it. */
interface Wanted {
  readonly id: RepoId;
  readonly commit: string;
  readonly references: Reference[];
}

export interface ReferencesScanned {
  readonly subjects: readonly Subject[];
  readonly summary: NonNullable<Summary['scan']>;
  readonly requests: number;
}

/**
 * Scans what the references of resolved subjects load. What cannot be scanned is `unknown`, with the reason.
 *
 * @throws HubError when the Hub cannot be asked at all
 */
export async function scanReferences(
  subjects: readonly Subject[],
  settings: Pick<Settings, 'endpoint' | 'token' | 'cacheDir' | 'maxAge' | 'snapshot'>,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
  bounds: ScanBounds = BOUNDS,
): Promise<ReferencesScanned> {
  const { endpoint, token, cacheDir, maxAge, snapshot } = settings;
  const hub = createHub({ endpoint, token, snapshot, cacheDir, maxAge, record: null, signal, onNote: note });
  const scans = new Map<Reference, ArtifactScan>();
  const wanted = new Map<string, Wanted>();
  for (const subject of subjects) {
    if (subject.is === 'repository') want(subject, wanted, scans);
  }
  const watch = watcher(progress);
  const spent = { files: 0, bytes: 0 };
  const waiting = [...wanted.values()];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const found = await scanWanted(hub, next, { signal, watch, bounds, spent });
      for (const reference of next.references) scans.set(reference, found(reference));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await hub.close();
  const unknown = [...scans.values()].filter((scan) => scan.state === 'unknown' || scan.left !== null).length;
  return {
    subjects: subjects.map((subject) => (subject.is === 'repository' ? { ...subject, scans } : subject)),
    summary: { repositories: wanted.size, files: spent.files, bytesRead: spent.bytes, unknown },
    requests: hub.stats().requests,
  };
}

/** Notes at which commit each reference of a subject loads, or why that is not known. */
function want(subject: Repository, wanted: Map<string, Wanted>, scans: Map<Reference, ArtifactScan>): void {
  const { resolution } = subject;
  // What does not answer has no files: other rules say so.
  if (resolution?.state !== 'live' && resolution?.state !== 'moved') return;
  const { id, commit: today } = resolution.repository;
  for (const reference of subject.references) {
    if (reference.writes === true) continue;
    const commit = commitOf(reference, subject, today);
    if (typeof commit !== 'string') {
      scans.set(reference, { state: 'unknown', why: commit.why });
      continue;
    }
    const key = `${repoKey(id)} ${commit}`;
    const one = wanted.get(key) ?? { id, commit, references: [] };
    wanted.set(key, one);
    one.references.push(reference);
  }
}

/** The commit at which a reference loads, or why that is not known. */
export function commitOf(
  { revision }: Reference,
  { revisions }: Repository,
  today: string | null,
): string | { readonly why: string } {
  if (revision.at === 'dynamic') return { why: `the revision could not be followed: ${revision.text}` };
  const text = revisionText(revision);
  if (text === null) return today ?? { why: 'the Hub names no commit for the default branch' };
  const state = revisions.get(text);
  if (state?.state === 'found') return state.commit;
  return { why: state?.state === 'unknown' ? state.why : `there is no revision ${text}` };
}

interface WantedOptions {
  readonly signal: AbortSignal;
  readonly watch: ReturnType<typeof watcher>;
  readonly bounds: ScanBounds;
  /** Counted up in place. */
  readonly spent: { files: number; bytes: number };
}

/** Scans a repository; the answer tells what it comes to for one reference. */
async function scanWanted(
  hub: Hub,
  { id, commit, references }: Wanted,
  { signal, watch, bounds, spent }: WantedOptions,
): Promise<(reference: Reference) => ArtifactScan> {
  const repository = await openRepository(hub, { id, commit }, { target: 0, limits: LIMITS, signal, watch });
  if ('message' in repository) return () => ({ state: 'unknown', why: repository.message });
  const { files, left } = repository;
  const paths = files.map(({ path }) => path);
  const loaded = new Map<string, ReadonlyMap<string, string>>();
  for (const reference of references) {
    const request = requestOf(reference);
    const key = JSON.stringify(request);
    if (!loaded.has(key)) loaded.set(key, await loadedFiles(paths, request, repository.readText));
  }
  const code = await repository.code();
  const all = new Map([...loaded.values()].flatMap((some) => [...some, ...code.runs]));

  const inOrder = loadedFirst(files, all);
  const scanned: ScannedFile[] = [];
  const why: string[] = left > 0 ? [`${left} entries of the list of files could not be read`] : [];
  let read = 0;
  const within = (file: HubFile) => {
    const ends = read > bounds.bytes || spent.bytes > bounds.total;
    if (ends) why.push(`${file.path} and what follows: more bytes than one audit reads`);
    return !ends;
  };
  for await (const each of scanFiles(repository, inOrder.slice(0, bounds.files), all, signal, within)) {
    if (!('verdict' in each)) {
      why.push(each.message);
      continue;
    }
    scanned.push(each);
    read += each.bytesRead;
    spent.bytes += each.bytesRead;
    spent.files += 1;
  }
  if (inOrder.length > bounds.files)
    why.push(`${inOrder.length - bounds.files} of its files: more than one audit reads`);

  const told = new Map<string, ArtifactScan>();
  for (const [key, some] of loaded) {
    told.set(key, {
      state: 'scanned',
      commit,
      files: scanned.map((file) => ({ ...file, loaded: some.get(file.path) ?? null })),
      // The program of a Space runs where the Space is, not where it is named.
      settled: settles(some) || id.kind === 'space',
      unpickled: scanned.filter(({ path, format }) => some.has(path) && isUnpickled(format)).map(({ path }) => path),
      left: why[0] ?? null,
      code: codeOf(code),
    });
  }
  return (reference) => {
    const scan = told.get(JSON.stringify(requestOf(reference)));
    if (scan === undefined) return { state: 'unknown', why: 'it was not scanned' };
    return runsCode(reference) ? withCode(scan, code) : scan;
  };
}

function codeOf({ runs, elsewhere }: ReachedCode): NonNullable<Scanned['code']> {
  return {
    runs: [...runs].map(([path, why]) => ({ path, why })),
    elsewhere: elsewhere.flatMap(({ from, path, why }) => (from === null ? [] : [{ id: from, path, why }])),
  };
}

/** A scan for a reference that runs the repository's code: what runs is loaded. */
function withCode(scan: ArtifactScan, { runs }: ReachedCode): ArtifactScan {
  if (scan.state !== 'scanned') return scan;
  const files = scan.files.map((file) => ({ ...file, loaded: file.loaded ?? runs.get(file.path) ?? null }));
  return { ...scan, files };
}

/** What a reference asks of the files of its repository. */
export function requestOf({ file, picks = {} }: Reference): LoadRequest {
  const { weightsOnly: _, ...rest } = picks;
  return file === undefined ? rest : { ...rest, file };
}
