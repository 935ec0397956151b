/** What a target of `namesake scan` is: something on the disk, or a repository of the Hub. */

import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { UsageError } from '../errors.ts';
import { parseId } from '../hub/route.ts';
import type { RepoId, RepoKind } from '../model.ts';

export type Target =
  | { readonly is: 'file' | 'folder' | 'cache'; readonly text: string; readonly path: string }
  | {
      readonly is: 'repository';
      readonly text: string;
      readonly id: RepoId;
      /** A branch, a tag, a commit; null for the default branch. */
      readonly revision: string | null;
      /** One file of it, where the target names one. */
      readonly file: string | null;
    };

const KINDS: Readonly<Record<string, RepoKind>> = {
  models: 'model',
  datasets: 'dataset',
  spaces: 'space',
  kernels: 'kernel',
};
/** Hosts at which the Hub is found whatever endpoint is asked. */
const HOSTS = ['huggingface.co', 'www.huggingface.co', 'hf.co'];

/**
 * Reads a target. What is on the disk counts before what may be on the Hub.
 *
 * @param endpoint the Hub that is asked: its addresses are taken too
 * @throws UsageError where it is neither
 */
export function parseTarget(text: string, endpoint: string): Target {
  if (existsSync(text)) {
    const stats = statSync(text);
    if (stats.isFile()) return { is: 'file', text, path: text };
    if (!stats.isDirectory()) throw new UsageError(`${text} is neither a file nor a folder`, 'Name a regular file.');
    return { is: isHubCache(text) ? 'cache' : 'folder', text, path: text };
  }
  const address = /^(?:https?|hf):\/\//.test(text);
  const parsed = address ? fromAddress(text, endpoint) : fromName(text);
  if (parsed !== null) return { is: 'repository', text, ...parsed };
  throw new UsageError(
    `there is no file ${text}, and it is no repository of the Hub either`,
    'Name a file, a folder, namespace/name[@revision] (with datasets/ or spaces/ in front), or an address of the Hub.',
  );
}

type Named = Pick<Extract<Target, { is: 'repository' }>, 'id' | 'revision' | 'file'>;

/** `[datasets/|spaces/|kernels/|models/]namespace/name[@revision]` */
function fromName(text: string): Named | null {
  const at = text.indexOf('@');
  const [name, revision] = at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
  if (revision === '') return null;
  const [first = '', ...rest] = name.split('/');
  const kind = rest.length > 0 && Object.hasOwn(KINDS, first) ? KINDS[first] : undefined;
  const id = parseId(kind ?? 'model', kind === undefined ? name : rest.join('/'));
  return id === null ? null : { id, revision, file: null };
}

/** An address of a page or a file of the Hub, or `hf://[kind/]namespace/name[@revision][/path]`. */
function fromAddress(text: string, endpoint: string): Named | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol === 'hf:') {
    const parts = text.slice('hf://'.length).split('/');
    const length = Object.hasOwn(KINDS, parts[0] ?? '') ? 3 : 2;
    const named = fromName(parts.slice(0, length).join('/'));
    return named && { ...named, file: parts.slice(length).join('/') || null };
  }
  if (!HOSTS.includes(url.host) && url.origin !== new URL(endpoint).origin) return null;
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  const length = Object.hasOwn(KINDS, parts[0] ?? '') ? 3 : 2;
  // `/name/tree/main` is an old name of one part.
  const own = ['tree', 'blob', 'resolve', 'raw'].includes(parts[length - 1] ?? '') ? length - 1 : length;
  const named = fromName(parts.slice(0, own).join('/'));
  const [verb, revision, ...path] = parts.slice(own);
  if (named === null || verb === undefined || revision === undefined) return named;
  if (verb === 'tree') return { ...named, revision };
  return ['blob', 'resolve', 'raw'].includes(verb) ? { ...named, revision, file: path.join('/') || null } : named;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A folder of a repository in the Hub's cache (`models--namespace--name`), which has its own of blobs and snapshots. */
const CACHED = /^(?:models|datasets|spaces|kernels)--/;

/** Whether a folder is the Hub's cache, or one repository in it. */
function isHubCache(folder: string): boolean {
  const within = (name: string) => existsSync(`${folder}/${name}`);
  if (CACHED.test(basename(folder)) && within('snapshots')) return true;
  const entries: Dirent[] = readdirSync(folder, { withFileTypes: true });
  return entries.some((entry) => entry.isDirectory() && CACHED.test(entry.name));
}
