/**
 * A repository in the cache of the Hub's own clients: `models--namespace--name` with `blobs` by hash, `refs` by branch and `snapshots` by
 * commit, whose files are links to blobs. Source: huggingface_hub's documentation, "Understand caching".
 */

import { randomUUID } from 'node:crypto';
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SECTIONS } from '../../hub/route.ts';
import type { HubFile, RepoId } from '../../model.ts';
import { pathProblem } from './safe-name.ts';

export interface CacheFolder {
  readonly path: string;
  /** Where the bytes of a file are, and where they are while they come. */
  blob(file: Pick<HubFile, 'digest'>): { readonly whole: string; readonly incomplete: string };
  /** Whether the snapshot has the file already, as a link to its blob. */
  isPlaced(commit: string, file: HubFile): boolean;
  /** Puts a file whose blob is whole into the snapshot. */
  place(commit: string, file: HubFile): void;
  /** Notes the commit of a branch or tag. False for a name that cannot be a file's. */
  refer(name: string, commit: string): boolean;
}

/**
 * Opens the folder of a repository, made where it is missing.
 *
 * @param id as programs name it: offline, no client follows a redirect
 * @throws as `node:fs` does, and where something stands in the place of a folder: links are not followed
 */
export function openCacheFolder(directory: string, id: RepoId): CacheFolder {
  const name = [SECTIONS[id.kind], ...(id.namespace === null ? [] : [id.namespace]), id.name].join('--');
  mkdirSync(directory, { recursive: true });
  const path = makeFolder(directory, [name]);
  for (const part of ['blobs', 'refs', 'snapshots']) makeFolder(path, [part]);

  function target(commit: string, file: HubFile): { readonly link: string; readonly to: string } {
    const depth = file.path.split('/').length + 1;
    return {
      link: join(path, 'snapshots', commit, ...file.path.split('/')),
      to: [...Array.from({ length: depth }, () => '..'), 'blobs', file.digest.value].join('/'),
    };
  }

  return {
    path,
    blob({ digest }) {
      const whole = join(path, 'blobs', digest.value);
      return { whole, incomplete: `${whole}.incomplete` };
    },
    isPlaced(commit, file) {
      const { link, to } = target(commit, file);
      try {
        return readlinkSync(link) === to;
      } catch {
        return false;
      }
    },
    place(commit, file) {
      const { link, to } = target(commit, file);
      makeFolder(path, ['snapshots', commit, ...file.path.split('/').slice(0, -1)]);
      const temporary = join(path, 'snapshots', `.${randomUUID()}`);
      try {
        symlinkSync(to, temporary);
        // Beside its place the way to the blob is another one, but a link is moved as it is.
        renameSync(temporary, link);
      } catch (error) {
        if (!isRefused(error)) throw error;
        copyFileSync(join(path, 'blobs', file.digest.value), temporary);
        renameSync(temporary, link);
      } finally {
        rmSync(temporary, { force: true });
      }
    },
    refer(name, commit) {
      if (pathProblem(name) !== null) return false;
      const file = join(path, 'refs', ...name.split('/'));
      makeFolder(path, ['refs', ...name.split('/').slice(0, -1)]);
      const temporary = join(dirname(file), `.${randomUUID()}`);
      writeFileSync(temporary, commit, { flag: 'wx' });
      renameSync(temporary, file);
      return true;
    },
  };
}

/** Makes a folder below another, part by part: none of them may be a link. */
function makeFolder(base: string, parts: readonly string[]): string {
  let folder = base;
  for (const part of parts) {
    folder = join(folder, part);
    try {
      mkdirSync(folder);
    } catch (error) {
      if (!isThere(error)) throw error;
    }
    if (!lstatSync(folder).isDirectory())
      throw Object.assign(new Error(`${folder} is not a folder`), { code: 'ENOTDIR' });
  }
  return folder;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function isThere(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

/** Windows lets not everybody make links. */
function isRefused(error: unknown): boolean {
  return ['EPERM', 'ENOSYS', 'ENOTSUP', 'EINVAL'].includes(String(codeOf(error)));
}
