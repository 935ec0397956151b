/** Scans a repository of the Hub, at one commit, by reading as little of it as its formats allow. */

import { codeEntries } from '../code/entries.ts';
import { type ReachedCode, reachedCode } from '../code/reached.ts';
import type { Hub } from '../hub/hub.ts';
import type { Diagnostic, HubFile, RepoId, ScannedFile } from '../model.ts';
import type { Limits } from '../scan/context.ts';
import { type LoadRequest, loadedFiles, type ReadText } from '../scan/loads.ts';
import { scanFile } from '../scan/scan-file.ts';
import { memorySource } from '../scan/source.ts';
import type { Watch } from './scan.ts';
import { hasDigest, scanned, WHOLE } from './scan-digest.ts';

/** A repository at the one commit that everything is read at. */
export interface Located {
  /** In the Hub's own letter case. */
  readonly id: RepoId;
  readonly commit: string;
  /** True where it was asked for under another name. */
  readonly moved: boolean;
}

/** Finds a repository and fixes its revision to a commit; a message says why that cannot be done. */
export async function locate(
  hub: Hub,
  id: RepoId,
  revision: string | null,
): Promise<Located | { readonly message: string }> {
  const resolution = await hub.resolve(id);
  if (resolution.state === 'absent') return { message: 'there is no such repository, or it is private' };
  if (resolution.state !== 'live' && resolution.state !== 'moved') return { message: `not scanned: ${resolution.why}` };
  const { repository } = resolution;
  const moved = resolution.state === 'moved';
  if (revision === null) {
    const { commit } = repository;
    return commit === null ? { message: 'the Hub names no commit for it' } : { id: repository.id, commit, moved };
  }
  const found = await hub.revision(repository.id, revision);
  if (found.state === 'found') return { id: repository.id, commit: found.commit, moved };
  const why = found.state === 'missing' ? `it has no revision ${revision}` : found.why;
  return { message: `not scanned: ${why}` };
}

/** A repository whose files are listed and can be scanned one by one. */
export interface OpenRepository {
  readonly files: readonly HubFile[];
  /** How many entries of its list are no files that can be read. */
  readonly left: number;
  /** The text of a small file, asked for once. */
  readonly readText: ReadText;
  /** The code that a loader runs of it, where it is allowed to; worked out once. */
  code(): Promise<ReachedCode>;
  /** @param loaded why a loader takes the file, or null */
  scan(file: HubFile, loaded: string | null): Promise<ScannedFile>;
}

export interface OpenOptions {
  /** Of the report's targets. */
  readonly target: number;
  readonly limits?: Partial<Limits>;
  readonly signal: AbortSignal;
  readonly watch: Watch;
}

/** Files that are read at the same time: what takes time is the way to the Hub and back. */
const AT_ONCE = 4;
/** Of the tensors of one file, so many are looked into: each is a round trip. */
const PROBES = 8;
/** Longer texts are no index and no configuration, in bytes. */
const LONGEST_TEXT = 16 * 1024 * 1024;

/** Lists a repository; a message says why that cannot be done. */
export async function openRepository(
  hub: Hub,
  { id, commit }: Pick<Located, 'id' | 'commit'>,
  { target, limits, signal, watch }: OpenOptions,
): Promise<OpenRepository | { readonly message: string }> {
  const listed = await hub.files(id, commit);
  if (listed.state === 'unknown') return { message: `the files are not known: ${listed.why}` };
  const files = new Map(listed.files.map((file) => [file.path, file]));

  const bytes = new Map<string, Promise<Uint8Array | null>>();
  /** All bytes of a small file, asked for once; null where they cannot be had. */
  function whole(file: HubFile): Promise<Uint8Array | null> {
    const reading =
      bytes.get(file.path) ??
      hub
        .open({ id, commit, ...file })
        .read(0, file.size)
        .catch(() => null);
    bytes.set(file.path, reading);
    return reading;
  }

  async function readText(path: string): Promise<string | null> {
    const file = files.get(path);
    const read = file === undefined || file.size > LONGEST_TEXT ? null : await whole(file);
    return read && Buffer.from(read).toString();
  }

  let reached: Promise<ReachedCode> | null = null;
  function code(): Promise<ReachedCode> {
    const paths = listed.state === 'unknown' ? [] : listed.files.map(({ path }) => path);
    reached ??= codeEntries(id, paths, readText).then((entries) =>
      reachedCode(entries, paths, readText, id.kind === 'space'),
    );
    return reached;
  }

  return {
    files: listed.files,
    left: listed.left,
    readText,
    code,
    async scan(file, loaded) {
      const { path, size, digest, level } = file;
      watch.begin(path);
      const read = size <= WHOLE ? await whole(file) : null;
      bytes.delete(path);
      // Where the whole was not to be had, reading by parts says why.
      const source = read === null ? hub.open({ id, commit, ...file }) : memorySource(read);
      const { called } = await code();
      const scan = await scanFile(path, source, {
        // Its parsers load with the first code that is met.
        code: async (name, text) => (await import('../code/judge.ts')).codeJudge(called)(name, text),
        limits: { probes: PROBES, ...limits },
        signal,
        onRead: (bytesRead) => watch.read(path, bytesRead),
      });
      watch.end(path, scan.bytesRead);
      const intact = read === null ? null : hasDigest(read, digest);
      return scanned(scan, { target, loaded, hub: level, intact });
    },
  };
}

export interface RepositoryOptions extends OpenOptions {
  /** What is asked for: decides which files a loader takes. */
  readonly request: LoadRequest;
  /** Which files to scan. All by default. */
  readonly wanted?: (file: HubFile) => boolean;
}

/** Scans the files of a repository, those first that a loader takes. */
export async function* scanRepository(
  hub: Hub,
  located: Located,
  options: RepositoryOptions,
): AsyncGenerator<ScannedFile | Diagnostic> {
  const { request, wanted = () => true, signal } = options;
  const repository = await openRepository(hub, located, options);
  if ('message' in repository) return yield { path: null, ...repository };
  const { files, left } = repository;
  if (left > 0) yield { path: null, message: `${left} entries of the list of files could not be read` };
  const paths = files.map(({ path }) => path);
  const loaded = await loadedFiles(paths, request, repository.readText);
  if (request.file === undefined) {
    for (const [path, why] of (await repository.code()).runs) {
      if (!loaded.has(path)) loaded.set(path, `${why}; where remote code is allowed`);
    }
  }
  const chosen = files.filter(wanted);
  if (chosen.length === 0 && request.file !== undefined) {
    yield { path: request.file, message: 'there is no such file in the repository' };
  }
  yield* scanFiles(repository, loadedFirst(chosen, loaded), loaded, signal);
}

/** The files that a loader takes before those that lie beside them. */
export function loadedFirst(files: readonly HubFile[], loaded: ReadonlyMap<string, unknown>): HubFile[] {
  return [...files].sort((a, b) => Number(loaded.has(b.path)) - Number(loaded.has(a.path)));
}

/** Scans files in their order, some at a time. @param goesOn asked before some are: false ends it */
export async function* scanFiles(
  repository: OpenRepository,
  files: readonly HubFile[],
  loaded: ReadonlyMap<string, string>,
  signal: AbortSignal,
  goesOn: (next: HubFile) => boolean = () => true,
): AsyncGenerator<ScannedFile | Diagnostic> {
  for (let at = 0; at < files.length; at += AT_ONCE) {
    if (signal.aborted) return yield { path: null, message: 'cancelled: the rest was not scanned' };
    const some = files.slice(at, at + AT_ONCE);
    if (some[0] !== undefined && !goesOn(some[0])) return;
    yield* await Promise.all(some.map((file) => repository.scan(file, loaded.get(file.path) ?? null)));
  }
}
