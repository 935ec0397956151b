/** What the stand-in keeps of git: commits, trees and blobs with the digests that a real repository would have. */

import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Content, content } from './reply.ts';
import type { RepositorySpec } from './scenario.ts';

export interface StoredFile extends Content {
  /** The git blob's sha1: of the pointer, for a file in LFS. */
  readonly oid: string;
  readonly lfs: { readonly sha256: string; readonly pointerSize: number } | null;
}

export interface Commit {
  readonly id: string;
  readonly title: string;
  readonly date: string;
  readonly author: string | null;
  readonly parent: Commit | null;
  readonly files: ReadonlyMap<string, StoredFile>;
}

/** In bytes. */
const LARGEST_HASHED = 64 * 1024 * 1024;

type Spec = z.output<typeof RepositorySpec>;
type FileSpec = NonNullable<Spec['commits'][number]['files'][string]>;

/** The commits of a repository, in the order of its scenario. */
export function buildCommits(spec: Spec): Commit[] {
  const commits: Commit[] = [];
  for (const [index, { id, title, date, author, parent: at, files: changes }] of spec.commits.entries()) {
    const parent = at === null ? null : (commits[at ?? index - 1] ?? null);
    const files = new Map(parent?.files);
    for (const [path, change] of Object.entries(changes)) {
      if (change === null) files.delete(path);
      else files.set(path, store(change));
    }
    const made = digest('sha1', `${spec.kind} ${spec.id} ${spec.created} ${index}`);
    commits.push({ id: id ?? made, title, date: new Date(date).toISOString(), author: author ?? null, parent, files });
  }
  return commits;
}

function store(spec: FileSpec): StoredFile {
  if (typeof spec === 'string') return written(Buffer.from(spec), false);
  if ('text' in spec) return written(Buffer.from(spec.text), spec.lfs);
  if ('base64' in spec) return written(Buffer.from(spec.base64, 'base64'), spec.lfs);
  if ('parts' in spec) {
    const body = joined(spec.parts.map((part) => ('base64' in part ? Buffer.from(part.base64, 'base64') : part.zeros)));
    if (body.size <= LARGEST_HASHED) return written(Buffer.from(body.bytes(0, body.size)), spec.lfs);
    const name = `parts ${body.size}`;
    return stored(body, digest('sha256', name), digest('sha1', name), spec.lfs);
  }
  const zeros = { size: spec.size, bytes: (start: number, end: number) => new Uint8Array(end - start) };
  const name = `zeros ${spec.size}`;
  return stored(zeros, digest('sha256', name), digest('sha1', name), spec.lfs);
}

/** Bytes, and counts of zeros, one behind the other. */
function joined(parts: readonly (Buffer | number)[]): Content {
  const sizes = parts.map((part) => (typeof part === 'number' ? part : part.length));
  return {
    size: sizes.reduce((sum, size) => sum + size, 0),
    bytes(start, end) {
      const out = new Uint8Array(end - start);
      let at = 0;
      for (const [index, part] of parts.entries()) {
        const size = sizes[index] ?? 0;
        if (typeof part !== 'number' && at < end && at + size > start) {
          out.set(part.subarray(Math.max(0, start - at), end - at), Math.max(0, at - start));
        }
        at += size;
      }
      return out;
    },
  };
}

function written(buffer: Buffer, lfs: boolean): StoredFile {
  return stored(content(buffer), digest('sha256', buffer), blobId(buffer), lfs);
}

function stored({ size, bytes }: Content, sha256: string, oid: string, lfs: boolean): StoredFile {
  if (!lfs) return { size, bytes, oid, lfs: null };
  const pointer = Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${size}\n`);
  return { size, bytes, oid: blobId(pointer), lfs: { sha256, pointerSize: pointer.length } };
}

function blobId(buffer: Buffer): string {
  return digest('sha1', Buffer.concat([Buffer.from(`blob ${buffer.length}\0`), buffer]));
}

export function digest(algorithm: 'sha1' | 'sha256', value: string | Buffer): string {
  return createHash(algorithm).update(value).digest('hex');
}
