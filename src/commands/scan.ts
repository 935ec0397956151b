/** `namesake scan`: what the files behind a target would do, from the target to a verdict on each file. */

import type { Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { Hub } from '../hub/hub.ts';
import {
  type Diagnostic,
  type HubFile,
  type LockEntry,
  repoKey,
  SCAN_VERDICTS,
  type ScannedFile,
  type ScanReport,
  type ScanSummary,
  type ScanTarget,
  type ScanVerdict,
} from '../model.ts';
import type { Progress } from './gather.ts';
import { changedSince } from './scan-changes.ts';
import { walkCache, walkFolder } from './scan-folder.ts';
import { scanLocal } from './scan-local.ts';
import { parseTarget, type Target } from './scan-target.ts';

export type ScanSettings = Pick<Settings, 'endpoint' | 'token' | 'cacheDir' | 'snapshot' | 'record' | 'offline'> &
  Partial<Pick<Settings, 'lock'>>;

export interface Scans {
  readonly report: ScanReport;
  /** True where something could not be read, or not in full. */
  readonly incomplete: boolean;
}

/**
 * Scans targets: files, folders, caches of the Hub, repositories.
 *
 * @throws UsageError where a target is nothing that can be scanned, HubError where the Hub cannot be asked at all
 */
export async function scan(
  targets: readonly string[],
  settings: ScanSettings,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
): Promise<Scans> {
  const parsed = targets.map((text) => parseTarget(text, settings.endpoint));
  const remote = parsed.some((target) => target.is === 'repository');
  if (remote && settings.offline) {
    throw new UsageError(
      'a repository of the Hub cannot be scanned offline',
      'Name a file or a folder, or go without --offline.',
    );
  }
  const { hub, locked } = remote ? await reach(settings, signal, note) : { hub: null, locked: [] };

  const known: ScanTarget[] = [];
  const files: ScannedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const watch = watcher(progress);
  for (const target of parsed) {
    for await (const each of scanTarget(target, known, locked, hub, signal, watch)) {
      if ('verdict' in each) files.push(each);
      else diagnostics.push(each);
    }
  }
  await hub?.close();
  const summary = summaryOf(files, hub?.stats().requests ?? null);
  const incomplete = diagnostics.length > 0 || files.some(({ inconclusive }) => inconclusive.length > 0);
  return { report: { targets: known, files, summary, diagnostics }, incomplete };
}

/** The Hub, and what the lock has of it. Loaded when it is needed: files of the disk are scanned without. */
async function reach(
  { endpoint, token, cacheDir, snapshot, record, lock = null }: ScanSettings,
  signal: AbortSignal,
  note: (note: string) => void,
): Promise<{ readonly hub: Hub; readonly locked: readonly LockEntry[] }> {
  const [{ createHub }, { lockFor }] = await Promise.all([import('../hub/hub.ts'), import('./locked.ts')]);
  const recorded = lockFor({ lock });
  // What the disk remembers of a branch may be hours old, and what is scanned is to be what stands there now.
  const hub = createHub({ endpoint, token, cacheDir, maxAge: 0, snapshot, record, signal, onNote: note });
  // What another Hub says of a commit is no word of this one.
  return { hub, locked: recorded !== null && recorded.endpoint === hub.endpoint ? recorded.entries : [] };
}

async function* scanTarget(
  target: Target,
  known: ScanTarget[],
  locked: readonly LockEntry[],
  hub: Hub | null,
  signal: AbortSignal,
  watch: Watch,
): AsyncGenerator<ScannedFile | Diagnostic> {
  const { text } = target;
  const index = known.length;
  if (target.is === 'repository') {
    if (hub === null) return;
    const { locate, scanRepository } = await import('./scan-repository.ts');
    const located = await locate(hub, target.id, target.revision);
    if ('message' in located) return yield { path: text, message: located.message };
    if (located.moved)
      yield { path: text, message: 'the repository has moved: this is the one that the Hub leads to now' };
    const { file } = target;
    const changed = file === null ? await changedSince(hub, located, entryFor(target, locked)) : null;
    const { id, commit } = located;
    known.push({ is: 'repository', text, id, commit, ...(changed === null ? {} : { since: changed.since }) });
    const one =
      file === null
        ? { request: {}, ...(changed === null ? {} : { wanted: changed.wanted }) }
        : { request: { file }, wanted: ({ path }: HubFile) => path === file };
    yield* scanRepository(hub, located, { target: index, ...one, signal, watch });
    return;
  }
  known.push({ is: target.is, text });
  if (target.is === 'file') {
    yield* scanLocal([{ path: target.path, real: target.path, digest: null, linked: false }], {
      target: index,
      signal,
      watch,
    });
  } else {
    const found = target.is === 'cache' ? walkCache(target.path) : walkFolder(target.path);
    yield* scanLocal(found, { target: index, signal, watch });
  }
}

/** What the lock has of a target, at the revision that it names. */
function entryFor(
  { id, revision }: Extract<Target, { is: 'repository' }>,
  locked: readonly LockEntry[],
): LockEntry | undefined {
  return locked.find((entry) => repoKey(entry.id) === repoKey(id) && entry.revision === revision);
}

/** Told what is being read, and how much of it was. */
export interface Watch {
  begin(path: string): void;
  read(path: string, bytesRead: number): void;
  end(path: string, bytesRead: number): void;
}

/** Makes lines of progress: files and bytes so far, and what is being read. */
export function watcher(progress: Progress): Watch {
  let files = 0;
  let bytes = 0;
  const say = (path: string, more: number) => {
    progress(`scanning: ${files} files, ${((bytes + more) / 1e6).toFixed(1)} MB read; ${path.slice(-60)}`);
  };
  return {
    begin: (path) => say(path, 0),
    read: say,
    end(path, bytesRead) {
      files += 1;
      bytes += bytesRead;
      say(path, 0);
    },
  };
}

function summaryOf(files: readonly ScannedFile[], requests: number | null): ScanSummary {
  const verdicts = Object.fromEntries(SCAN_VERDICTS.map((verdict) => [verdict, 0])) as Record<ScanVerdict, number>;
  let size = 0;
  let bytesRead = 0;
  for (const file of files) {
    verdicts[file.verdict] += 1;
    size += file.size;
    bytesRead += file.bytesRead;
  }
  return { files: files.length, verdicts, size, bytesRead, requests };
}
