/** A file to be read: where it is and how far to read, as plain data that can be handed to a worker thread. */
import { sep } from 'node:path';
import type { Diagnostic } from '../model.ts';

export interface FileEntry {
  /** Relative to the audited root, with forward slashes. */
  readonly path: string;
  readonly origin: Origin;
  /** Named on the command line, not found in a folder: read whatever its type. */
  readonly named: boolean;
  /** In bytes: a file that is larger becomes a diagnostic. */
  readonly maxBytes: number;
}

export type Origin =
  /** `file` is absolute. */
  | { readonly from: 'disk'; readonly file: string }
  | { readonly from: 'stdin' }
  /** What git has in its index, whatever the disk has. */
  | { readonly from: 'index'; readonly repository: GitRepository; readonly blob: string };

/** How to run git safely in a folder of a repository. */
export interface GitRepository {
  /** Absolute. */
  readonly directory: string;
  /** The program. */
  readonly file: string;
  readonly environment: Readonly<NodeJS.Dict<string>>;
  /** Configuration that outranks the repository's own. */
  readonly settings: readonly (readonly [key: string, value: string])[];
}

export function isEntry(item: FileEntry | Diagnostic): item is FileEntry {
  return 'origin' in item;
}

const MEGABYTE = 1_000_000;

/**
 * The largest file that is read, in bytes, where nobody asks for another limit. Source files are far below 10 MB; what
 * is above it is data. A notebook keeps its outputs (pictures, tables) beside its code, so its size says nothing of its
 * code: it may have as much as GitHub takes without a warning (50 MiB).
 */
export function sizeLimit(path: string, maxBytes: number | null): number {
  return maxBytes ?? (path.endsWith('.ipynb') ? 50 * MEGABYTE : 10 * MEGABYTE);
}

/** "The file is too large", with both sizes. */
export function tooLarge(path: string, size: number, limit: number): Diagnostic {
  return { path, message: `not read: it has ${megabytes(size)}, the limit is ${megabytes(limit)} (max-file-size)` };
}

/** A number of bytes, for people. */
export function megabytes(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes} bytes` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

/** An absolute path with forward slashes, as all paths in here are: Windows takes these as well. */
export function forwardSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** `path` relative to `root`; both absolute with forward slashes, and the one inside the other. */
export function relativePath(root: string, path: string): string {
  if (path === root) return '.';
  return path.slice(root.endsWith('/') ? root.length : root.length + 1);
}

/** Whether `path` is `directory` or lies in it; both absolute with forward slashes. */
export function isWithin(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}
