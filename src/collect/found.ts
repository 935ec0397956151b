/** What is made of a path that was found: a file to read, or the reason why it is not one. */
import { lstatSync, realpathSync } from 'node:fs';
import { type EntryType, entryType, isMissing } from '../bounded-file.ts';
import type { Diagnostic } from '../model.ts';
import { type FileEntry, forwardSlashes, relativePath, sizeLimit } from './entry.ts';
import { isSelected, type Selection } from './selection.ts';

/** `misnamed`: its name is not valid UTF-8, so that no string names it. */
export type FoundType = EntryType | 'missing' | 'misnamed' | 'unreachable';

const NOT_READ: Readonly<Record<Exclude<FoundType, 'file' | 'link'>, string>> = {
  directory: 'it is a folder where a file is expected',
  FIFO: 'it is a FIFO',
  socket: 'it is a socket',
  device: 'it is a device',
  missing: 'it is not there any more',
  misnamed: 'its name is not valid UTF-8',
  unreachable: 'its folder cannot be entered',
};

/** What stands at an absolute path, without following a link. */
export function typeAt(path: string): FoundType {
  try {
    return entryType(lstatSync(path));
  } catch (error) {
    return isMissing(error) ? 'missing' : 'unreachable';
  }
}

/** Yields the file, or what keeps it from being read. A name that can fool a reader is told besides. */
export function* describe(selection: Selection, path: string, type: FoundType): Generator<FileEntry | Diagnostic> {
  const shown = relativePath(selection.root, path);
  if (type === 'link') {
    yield* describeLink(selection, path);
  } else if (type === 'file') {
    yield* describeName(selection, path);
    yield diskEntry(selection, path, selection.files.has(path));
  } else {
    yield { path: shown, message: `not read: ${NOT_READ[type]}` };
  }
}

export function diskEntry({ root, maxBytes }: Selection, file: string, named: boolean): FileEntry {
  const path = relativePath(root, file);
  return { path, origin: { from: 'disk', file }, named, maxBytes: sizeLimit(path, maxBytes) };
}

/** Line breaks and other control characters: C0, DEL, C1, and Unicode's own line and paragraph separators. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

export function* describeName({ root }: Selection, path: string): Generator<Diagnostic> {
  if (CONTROL.test(path.slice(path.lastIndexOf('/') + 1))) {
    yield { path: relativePath(root, path), message: 'its name holds control characters' };
  }
}

/**
 * A link is never followed. What it leads to is read under its own name if it is in the audited folders, and said to be
 * left out if it is not. A link that leads nowhere hides nothing.
 */
function* describeLink(selection: Selection, path: string): Generator<Diagnostic> {
  let target: string;
  try {
    target = forwardSlashes(realpathSync.native(path));
  } catch {
    return;
  }
  if (isSelected(selection, target)) return;
  yield {
    path: relativePath(selection.root, path),
    message: `not read: a link out of the audited folder, to ${target}`,
  };
}
