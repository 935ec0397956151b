/** `namesake pin`: writes the commit that the Hub gives today where a revision is missing or can move, and proves that nothing else changed. */

import type { Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import { createHub } from '../hub/hub.ts';
import type { Diagnostic, Reference } from '../model.ts';
import { type Change, type Made, makeEdits } from './edit-tree.ts';
import type { Progress } from './gather.ts';
import { choosePins, type Left } from './pins.ts';
import { replaceFile } from './replace-file.ts';
import { openTree, type Tree } from './tree.ts';

export interface PinOptions {
  /** Changes nothing. */
  readonly dryRun: boolean;
  /** Moves pins that name their branch. */
  readonly update: boolean;
  /** Writes the new name of a repository that has moved. */
  readonly rename: boolean;
  /** Writes a `revision` key in a configuration that has none. */
  readonly keys: boolean;
  /** `YYYY-MM-DD`, for ignores that end. */
  readonly today: string;
}

export interface Pinned {
  /** What was written, or would be, by path. */
  readonly changes: readonly Change[];
  readonly made: readonly Made[];
  /** What is not pinned, each with the reason. */
  readonly left: readonly Left[];
  readonly diagnostics: readonly Diagnostic[];
  /** True where a file could not be read or written, or the Hub left something open. */
  readonly incomplete: boolean;
}

/**
 * Pins what a tree loads.
 *
 * @throws UsageError where the Hub cannot be asked or nothing could be written, HubError where it cannot be asked at all
 */
export async function pin(
  settings: Settings,
  options: PinOptions,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
): Promise<Pinned> {
  if (settings.offline && settings.snapshot === null)
    throw new UsageError('offline, nobody can tell what to pin', 'Go without --offline, or name a --hub-snapshot.');
  if (settings.paths.includes('-')) throw new UsageError('standard input cannot be edited', 'Name files and folders.');
  const tree = await openTree(settings, progress);
  const extraction = await tree.extract();
  // What the disk remembers of a branch may be hours old: a pin is of today.
  const { endpoint, token, cacheDir, snapshot, record } = settings;
  const hub = createHub({ endpoint, token, cacheDir, maxAge: 0, snapshot, record, signal, onNote: note });
  const textOf = (path: string): string | null => (tree.entry(path)?.origin.from === 'disk' ? tree.text(path) : null);
  const choice = await choosePins(
    extraction,
    hub,
    settings,
    { ...options, textOf, texts: tree.texts() },
    signal,
    progress,
  );
  await hub.close();

  const { changes, made, left } = await makeEdits(tree, extraction, choice, { ...options, textOf }, progress);
  const failed: Diagnostic[] = [];
  if (!options.dryRun) {
    for (const change of changes) {
      const why = write(tree, change);
      if (why !== null) failed.push({ path: change.path, message: `not changed: ${why}` });
    }
  }
  const unchanged = new Set(failed.map(({ path }) => path));
  const whole = ({ files }: Made): boolean => files.every((path) => !unchanged.has(path));
  const lost = made.filter((each) => !whole(each));
  return {
    changes: changes.filter(({ path }) => !unchanged.has(path)),
    made: made.filter(whole),
    left: sorted([
      ...choice.left,
      ...left,
      ...lost.map(({ reference }) => ({ reference, why: 'its file could not be written' })),
    ]),
    diagnostics: [...extraction.diagnostics, ...failed],
    incomplete: extraction.diagnostics.length + failed.length > 0 || choice.unknown,
  };
}

/** Writes one file. The bytes before the first character and the encoding are those that were there. */
function write(tree: Tree, { path, before, after }: Change): string | null {
  const entry = tree.entry(path);
  if (entry === null || entry.origin.from !== 'disk') return 'it is not on the disk';
  return replaceFile(entry.origin.file, before, after);
}

function sorted(left: readonly Left[]): Left[] {
  const place = ({ site }: Reference): string => `${site.path}\n${String(site.span.start).padStart(9, '0')}`;
  return [...left].sort((a, b) => (place(a.reference) < place(b.reference) ? -1 : 1));
}
