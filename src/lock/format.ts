/** The form of namesake.lock: one schema that checks it and explains it to an editor, and the way from its blocks to entries and back. */
import { z } from 'zod';
import {
  type LockEntry,
  type LockedFile,
  type LockedOwner,
  lockKey,
  REPO_KINDS,
  type RepoId,
  type RepoKind,
  repoName,
} from '../model.ts';

/** What a lock holds. */
export interface Lock {
  /** The Hub that gave the answers. */
  readonly endpoint: string;
  /** Each key once. */
  readonly entries: readonly LockEntry[];
}

export const LOCK_FILE = 'namesake.lock';
export const LOCK_VERSION = 1;

const part = String.raw`[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,94}[A-Za-z0-9_])?`;
const id = z.string().regex(new RegExp(`^${part}(?:/${part})?$`), 'expected namespace/name');
const oid = z.string().regex(/^[0-9a-f]{24}$/, 'expected 24 hexadecimal digits');
const revision = z
  .string()
  .regex(/^[!-~]{1,255}$/, 'expected a branch, a tag or a commit')
  .describe('The branch, tag or commit as the code writes it; the default branch where there is none.');
export const commit = z.string().regex(/^[0-9a-f]{40}$/, 'expected 40 hexadecimal digits');

const owner = z.union(
  [z.literal('none'), z.strictObject({ kind: z.enum(['user', 'org']), _id: oid })],
  'expected none, or a mapping with kind (user or org) and _id',
);

const file = z
  .strictObject({
    path: z.string().min(1).max(4096),
    size: z.int().min(0).describe('In bytes.'),
    'git-sha1': commit.optional().describe('What git names the file by.'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')
      .optional()
      .describe('Of the bytes of a file in LFS.'),
  })
  .refine((one) => (one.sha256 === undefined) !== (one['git-sha1'] === undefined), {
    error: 'expected either git-sha1 or sha256',
  });

const entry = z.strictObject({
  id: id.describe('The repository as the code writes it.'),
  kind: z.enum(REPO_KINDS),
  revision: revision.optional(),
  resolved: id.describe('The repository as the Hub called it.'),
  _id: oid.describe("The Hub's own identity of the repository."),
  owner: owner.optional().describe('Who had the namespace of resolved; missing where the Hub did not say.'),
  'former-owner': owner
    .optional()
    .describe('Who had the namespace of id, where the Hub redirected the name to another one.'),
  commit: commit.describe('Where the revision stood.'),
  recorded: z.iso.datetime('expected a time such as 2026-11-21T12:00:00Z'),
  files: z.array(file).max(100_000).optional().describe('What the code loads, with --files.'),
});
type Block = z.output<typeof entry>;

export const lockSchema = z.strictObject({
  version: z.literal(LOCK_VERSION),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'expected the address of a Hub' })
    .describe('The Hub that gave the answers.'),
  repositories: z.array(entry).max(200_000),
});

export const LOCK_KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['', Object.keys(lockSchema.shape)],
  ['repositories', [...Object.keys(entry.shape), ...Object.keys(file.shape)]],
]);

/** The JSON schema of the file, for editors. */
export function lockJsonSchema(): object {
  return { title: 'namesake.lock', ...z.toJSONSchema(lockSchema, { io: 'input' }) };
}

/** The entry that a block of the file stands for. */
export function entryOf(block: Block): LockEntry {
  return {
    id: readId(block.kind, block.id),
    revision: block.revision ?? null,
    resolved: readId(block.kind, block.resolved),
    oid: block._id,
    owner: ownerOf(block.owner),
    formerOwner: ownerOf(block['former-owner']),
    commit: block.commit,
    recorded: block.recorded,
    files: block.files?.map(fileOf) ?? null,
  };
}

/** The id of a text that the schema has found to be one. */
export function readId(kind: RepoKind, text: string): RepoId {
  const slash = text.indexOf('/');
  return slash < 0
    ? { kind, namespace: null, name: text }
    : { kind, namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}

function ownerOf(written: Block['owner']): LockedOwner | null {
  if (written === undefined) return null;
  return written === 'none' ? { state: 'none' } : { state: 'present', kind: written.kind, oid: written._id };
}

function fileOf({ path, size, sha256, 'git-sha1': sha1 }: z.output<typeof file>): LockedFile {
  const digest =
    sha256 === undefined
      ? ({ algorithm: 'git-sha1', value: sha1 ?? '' } as const)
      : ({ algorithm: 'sha256', value: sha256 } as const);
  return { path, size, digest };
}

/** By kind and id, then by revision, in code units: the same order everywhere, so that a change moves no other line. */
export function inOrder<Named extends Pick<LockEntry, 'id' | 'revision'>>(entries: readonly Named[]): Named[] {
  const rank = new Map(entries.map((one) => [one, `${REPO_KINDS.indexOf(one.id.kind)} ${lockKey(one)}`]));
  return entries.toSorted((a, b) => order(rank.get(a) ?? '', rank.get(b) ?? ''));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The schema is found where namesake is installed in the project: an address could change hands. */
const HEADER = `# yaml-language-server: $schema=node_modules/namesake/schemas/lock.schema.json
# What the names in this repository stood for when they were recorded. Written by "namesake lock"; please commit it.
`;

/**
 * The text of a lock. Each line that has something from outside has it in double quotes, as JSON writes it, in ASCII: nothing in it
 * can end the quotes, be unseen, or be taken for a number or a date. No line depends on another entry.
 */
export function lockText({ endpoint, entries }: Lock): string {
  const lines = [
    `version: ${LOCK_VERSION}`,
    `endpoint: ${quoted(endpoint)}`,
    entries.length === 0 ? 'repositories: []' : 'repositories:',
    ...inOrder(entries).map(blockOf),
  ];
  return `${HEADER}${lines.join('\n')}\n`;
}

function blockOf(one: LockEntry): string {
  const { owner, formerOwner, files } = one;
  return [
    `  - id: ${quoted(repoName(one.id))}`,
    `    kind: ${one.id.kind}`,
    ...(one.revision === null ? [] : [`    revision: ${quoted(one.revision)}`]),
    `    resolved: ${quoted(repoName(one.resolved))}`,
    `    _id: ${quoted(one.oid)}`,
    ...(owner === null ? [] : [`    owner: ${ownerText(owner)}`]),
    ...(formerOwner === null ? [] : [`    former-owner: ${ownerText(formerOwner)}`]),
    `    commit: ${quoted(one.commit)}`,
    `    recorded: ${quoted(one.recorded)}`,
    ...(files === null ? [] : [files.length === 0 ? '    files: []' : '    files:', ...files.map(fileText)]),
  ].join('\n');
}

function ownerText(owner: LockedOwner): string {
  return owner.state === 'none' ? 'none' : `{ kind: ${owner.kind}, _id: ${quoted(owner.oid)} }`;
}

function fileText({ path, size, digest: { algorithm, value } }: LockedFile): string {
  return `      - { path: ${quoted(path)}, size: ${size}, ${algorithm}: ${quoted(value)} }`;
}

/** In ASCII alone: YAML and JSON read the same escapes. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
