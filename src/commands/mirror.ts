/** `namesake mirror`: what a repository references, at one commit each, into a cache that the Hub's own clients read offline. */

import { rename } from 'node:fs/promises';
import { fileTrouble } from '../bounded-file.ts';
import type { Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import { createHub, type Hub } from '../hub/hub.ts';
import {
  type Diagnostic,
  type HubFile,
  type RepoId,
  repoKey,
  repoName,
  revisionText,
  type ScanVerdict,
} from '../model.ts';
import { loads } from '../rules/pin.ts';
import { scanFile } from '../scan/scan-file.ts';
import { openFileSource } from '../scan/source.ts';
import { gather, type Progress } from './gather.ts';
import { type CacheFolder, openCacheFolder } from './mirroring/cache-folder.ts';
import { fetchBlob, isBlob } from './mirroring/fetch-blob.ts';
import { pathProblem } from './mirroring/safe-name.ts';
import { locate } from './scan-repository.ts';
import { parseTarget } from './scan-target.ts';

export interface MirrorOptions {
  /** The cache: what HF_HUB_CACHE names. Absolute. */
  readonly to: string;
  /** Places also what was found dangerous. */
  readonly allowUnsafe: boolean;
}

/** A file of a repository, and what became of it. */
export type MirroredFile = Pick<HubFile, 'path' | 'size'> &
  (
    | { readonly state: 'placed' | 'present'; readonly verdict: ScanVerdict | null }
    /** On purpose: it would do harm, or its name would. */
    | { readonly state: 'refused'; readonly why: string }
    | { readonly state: 'failed'; readonly why: string }
  );

export interface MirroredRepository {
  /** As the code names it. */
  readonly id: RepoId;
  /** A branch, a tag, a commit; null for the default branch. */
  readonly revision: string | null;
  /** Null where it is not known. */
  readonly commit: string | null;
  /** Why nothing of it was fetched. */
  readonly why: string | null;
  readonly files: readonly MirroredFile[];
}

export interface Mirrored {
  readonly repositories: readonly MirroredRepository[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One repository at one revision, and the files of it that are asked for; null for all. */
interface Wish {
  readonly id: RepoId;
  readonly revision: string | null;
  readonly files: ReadonlySet<string> | null;
  /** False where it may be something else than a repository. */
  readonly sure: boolean;
}

/** The Hub's default branch: DEFAULT_REVISION of huggingface_hub's constants.py. */
const DEFAULT_BRANCH = 'main';

/**
 * Mirrors repositories: those that are named, or all that the tree loads.
 *
 * @param named `[datasets/]namespace/name[@revision]` or addresses; none for what the tree references
 * @throws UsageError where a name is none, or the Hub is not to be asked; HubError where it cannot be asked at all
 */
export async function mirror(
  named: readonly string[],
  settings: Settings,
  options: MirrorOptions,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
): Promise<Mirrored> {
  if (settings.offline || settings.snapshot !== null)
    throw new UsageError('offline, nothing can be fetched', 'Go without --offline and --hub-snapshot.');
  const { endpoint, token, cacheDir, record } = settings;
  const diagnostics: Diagnostic[] = [];
  const wishes = named.length > 0 ? namedWishes(named, endpoint) : await treeWishes(settings, progress, diagnostics);
  const hub = createHub({ endpoint, token, cacheDir, maxAge: 0, snapshot: null, record, signal, onNote: note });
  const repositories: MirroredRepository[] = [];
  for (const wish of wishes) {
    const mirrored = await mirrorOne(hub, wish, options, signal, progress);
    if (wish.sure || mirrored.commit !== null) repositories.push(mirrored);
    else diagnostics.push({ path: null, message: `${repoName(wish.id)} is not mirrored: ${mirrored.why}` });
  }
  await hub.close();
  return { repositories, diagnostics };
}

function namedWishes(named: readonly string[], endpoint: string): Wish[] {
  return named.map((text) => {
    const target = parseTarget(text, endpoint);
    if (target.is === 'repository')
      return {
        id: target.id,
        revision: target.revision,
        files: target.file === null ? null : new Set([target.file]),
        sure: true,
      };
    throw new UsageError(
      `${text} is on the disk already`,
      'Write models/namespace/name for the repository of that name.',
    );
  });
}

/** What the programs of a tree load; where one of them asks for all files, all are fetched. */
async function treeWishes(settings: Settings, progress: Progress, diagnostics: Diagnostic[]): Promise<Wish[]> {
  const { extraction } = await gather(settings, progress);
  diagnostics.push(...extraction.diagnostics);
  const wishes = new Map<string, Wish>();
  for (const reference of extraction.references) {
    const { id, revision, file, site, confidence } = reference;
    if (!loads(reference) || reference.unpinnable === true) continue;
    if (revision.at === 'dynamic') {
      const message = `${repoName(id)} is not mirrored: its revision is not followed: ${revision.text}`;
      diagnostics.push({ path: site.path, line: site.line, message });
      continue;
    }
    const text = revisionText(revision);
    const key = `${repoKey(id)}@${text ?? ''}`;
    const known = wishes.get(key);
    const files = file === undefined || known?.files === null ? null : new Set([...(known?.files ?? []), file]);
    const sure = known?.sure === true || confidence !== 'low';
    wishes.set(key, { id: known?.id ?? id, revision: text, files, sure });
  }
  return [...wishes.values()];
}

async function mirrorOne(
  hub: Hub,
  wish: Wish,
  options: MirrorOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<MirroredRepository> {
  const { id, revision } = wish;
  const nothing = (why: string, commit: string | null = null): MirroredRepository => {
    return { id, revision, commit, why, files: [] };
  };
  const located = await locate(hub, id, revision);
  if ('message' in located) return nothing(located.message);
  const { commit } = located;
  const listed = await hub.files(located.id, commit);
  if (listed.state === 'unknown') return nothing(`the files are not known: ${listed.why}`, commit);
  // A pattern, or a name of another kind: then nobody can tell which are meant.
  const few = wish.files !== null && [...wish.files].every((path) => listed.files.some((file) => file.path === path));
  const chosen = few ? listed.files.filter(({ path }) => wish.files?.has(path)) : listed.files;
  let folder: CacheFolder;
  try {
    folder = openCacheFolder(options.to, id);
  } catch (error) {
    return nothing(`the cache cannot be written: ${fileTrouble(error)}`, commit);
  }
  const files: MirroredFile[] = [];
  const names = new Set<string>();
  for (const file of chosen) {
    const problem =
      pathProblem(file.path) ??
      (names.has(file.path.toLowerCase()) ? 'its name differs from another one by letter case alone' : null);
    names.add(file.path.toLowerCase());
    const open = (): ReturnType<Hub['open']> => hub.open({ id: located.id, commit, ...file });
    const base = { path: file.path, size: file.size };
    if (problem !== null) files.push({ ...base, state: 'refused', why: problem });
    else files.push({ ...base, ...(await mirrorFile(folder, commit, file, { ...options, open, signal, progress })) });
  }
  if (listed.left > 0) {
    const why = `${listed.left} entries of the list of files could not be read`;
    files.push({ path: '', size: 0, state: 'failed', why });
  }
  if (files.every(({ state }) => state !== 'failed') && revision?.toLowerCase() !== commit) {
    const name = revision ?? DEFAULT_BRANCH;
    if (!folder.refer(name, commit))
      return { id, revision, commit, why: `no client finds ${name} in the cache`, files };
  }
  return { id, revision, commit, why: null, files };
}

interface FileOptions extends MirrorOptions {
  readonly open: () => ReturnType<Hub['open']>;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

type Outcome =
  | { readonly state: 'placed' | 'present'; readonly verdict: ScanVerdict | null }
  | { readonly state: 'refused' | 'failed'; readonly why: string };

/** Fetches, proves, scans and only then places one file. */
async function mirrorFile(folder: CacheFolder, commit: string, file: HubFile, options: FileOptions): Promise<Outcome> {
  const { allowUnsafe, open, signal, progress } = options;
  const { whole, incomplete } = folder.blob(file);
  if (file.level === 'unsafe' && !allowUnsafe)
    return { state: 'refused', why: "the Hub's own scanners call it unsafe" };
  try {
    const held = await isBlob(whole, file);
    if (held && folder.isPlaced(commit, file)) return { state: 'present', verdict: null };
    if (!held) {
      const onBytes = (bytes: number): void =>
        progress(`fetching ${file.path.slice(-60)}: ${megabytes(bytes)} of ${megabytes(file.size)}`);
      const why = await fetchBlob(incomplete, { file, source: open(), signal, onBytes });
      if (why !== null) return { state: 'failed', why };
    }
    const scan = await scanned(held ? whole : incomplete, file.path, signal);
    if (signal.aborted) return { state: 'failed', why: 'cancelled' };
    // What was refused stays where no client looks, so that it need not be fetched again where it is wanted all the same.
    if (scan.verdict === 'dangerous' && !allowUnsafe) return { state: 'refused', why: scan.why };
    if (!held) await rename(incomplete, whole);
    folder.place(commit, file);
    return { state: 'placed', verdict: scan.verdict };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { state: 'failed', why: fileTrouble(error) };
    throw error;
  }
}

async function scanned(path: string, name: string, signal: AbortSignal) {
  const source = await openFileSource(path);
  try {
    const { verdict, evidence } = await scanFile(name, source, { signal });
    return { verdict, why: evidence[0]?.message ?? 'it was found dangerous' };
  } finally {
    await source.close();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
