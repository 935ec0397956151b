/**
 * hermeto's `huggingface.lock.yaml`: models and data sets at commits, to be fetched for a build without a network. The form is that of
 * hermeto's `HuggingFaceLockfile` (hermetoproject/hermeto, pull request 1141, core/package_managers/huggingface/models.py): keys that
 * it does not know are refused by it, and so is any revision but a commit.
 */
import { z } from 'zod';
import { checkYaml, parseYaml, readYamlText, refuse } from '../config/yaml-document.ts';
import { type LockEntry, lockKey, type RepoId, repoKey, repoName } from '../model.ts';
import { inOrder, quoted, readId } from './format.ts';
import type { Difference, Plan, PlanOptions, Seen, Sighting } from './plan.ts';
import { LARGEST_LOCK } from './read.ts';

export const HERMETO_FILE = 'huggingface.lock.yaml';
const HELP =
  'Mend it, or take the last version that was whole out of git; it is never written over as long as it cannot be read.';
/** What hermeto takes a revision for where nothing is said. */
const DEFAULT_REF = 'main';

const text = z.string().min(1).max(1000);
const model = z.strictObject({
  repository: z.string().regex(/^[^\s/]+(?:\/[^\s/]+)?$/, 'expected namespace/name'),
  revision: z.string().regex(/^[A-Fa-f0-9]{40}$/, 'expected a commit of 40 hexadecimal digits'),
  ref: text.default(DEFAULT_REF),
  type: z.enum(['model', 'dataset']).default('model'),
  include_patterns: z.array(text).nullish(),
});
const schema = z.strictObject({
  metadata: z.strictObject({ version: z.literal('1.0') }),
  models: z.array(model).max(200_000),
});
const KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['', Object.keys(schema.shape)],
  ['metadata', ['version']],
  ['models', Object.keys(model.shape)],
]);

export interface HermetoEntry {
  /** As the code writes it: the cache that hermeto fills has its folders by that name, and offline nothing follows a redirect. */
  readonly id: RepoId;
  readonly ref: string;
  readonly commit: string;
  /** Globs of the files to fetch; null for all. */
  readonly include: readonly string[] | null;
}

export interface HermetoLock {
  readonly entries: readonly HermetoEntry[];
  /** As it stands in the file. */
  readonly text: string;
}

/**
 * Reads such a file.
 *
 * @returns null where there is none
 * @throws ConfigError for one that hermeto would not take, or that cannot be read
 */
export function readHermeto(path: string): HermetoLock | null {
  const written = readYamlText(path, LARGEST_LOCK, HELP);
  if (written === null) return null;
  const form = { path, schema, knownKeys: KEYS, help: HELP };
  const document = parseYaml(written, form);
  const { models } = checkYaml(document, form);
  const entries = models.map(({ repository, revision, ref, type, include_patterns: include }) => ({
    id: readId(type, repository),
    ref,
    commit: revision.toLowerCase(),
    include: include ?? null,
  }));
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const line = document.lineAt(['models', index]);
    const key = `${nameOf(entry)} ${entry.commit}`;
    if (seen.has(key)) refuse(form, [{ line, key: `models[${index}]`, expected: 'it stands there twice' }]);
    seen.add(key);
  }
  return { entries, text: written };
}

export interface HermetoPlan {
  readonly entries: readonly HermetoEntry[];
  readonly differences: readonly Difference[];
}

/**
 * What the file is to become. It knows no identities, so a name that has another one than in namesake.lock is left as it was.
 *
 * @param identities the plan of namesake.lock
 */
export function planHermeto(
  recorded: readonly HermetoEntry[],
  seen: readonly Seen[],
  identities: Plan,
  { partial }: Pick<PlanOptions, 'partial'>,
): HermetoPlan {
  const reused = identities.differences.filter(({ is }) => is === 'reused');
  const suspects = new Set(reused.map(({ id }) => repoKey(id)));
  const before = new Set(recorded);
  const entries: HermetoEntry[] = [];
  const differences: Difference[] = [...reused];
  for (const { id, revision, today, offline } of wanted(seen)) {
    const why = 'why' in today ? today.why : null;
    const commit = 'why' in today ? (isCommit(revision) ? revision : null) : today.commit;
    const was = take(before, { id, ref: refOf(revision), commit });
    const say = (is: Difference['is'], text: string) => differences.push({ is, id, revision, text });
    if (!isFetched(id)) {
      say('left', `hermeto fetches models and data sets, not a ${id.kind}`);
    } else if (suspects.has(repoKey(id)) || 'why' in today) {
      if (was !== null) entries.push(was);
      if (suspects.has(repoKey(id)) || (offline && was !== null)) continue;
      if (offline) say('added', 'it is not in the lock');
      else say('left', why ?? '');
    } else {
      const next = entryFor(id, revision, today, was);
      entries.push(next);
      if (was === null) say('added', next.commit);
      else if (was.commit !== next.commit) say('updated', `${was.commit} -> ${next.commit}`);
      else if (JSON.stringify(was.include) !== JSON.stringify(next.include)) say('updated', 'the files to fetch');
    }
  }
  for (const entry of before) {
    if (partial) entries.push(entry);
    else differences.push({ is: 'removed', id: entry.id, revision: entry.ref, text: 'nothing names it any more' });
  }
  return { entries: entries.toSorted((a, b) => order(nameOf(a), nameOf(b))), differences: inOrder(differences) };
}

interface Wanted {
  readonly id: RepoId;
  readonly revision: string | null;
  readonly today: Sighting['today'];
  readonly offline: boolean;
}

/** Each entry that is to be there once: the default branch and `main` are one, and so are a commit and a branch that stands at it. */
function wanted(seen: readonly Seen[]): Wanted[] {
  const found = new Map<string, Wanted>();
  for (const { id, resolution, sightings } of seen) {
    for (const { revision, today } of sightings) {
      const commit = 'why' in today ? (isCommit(revision) ? revision : '') : today.commit;
      const key = `${nameOf({ id, ref: refOf(revision) })} ${commit}`;
      if (!found.has(key)) found.set(key, { id, revision, today, offline: resolution === null });
    }
  }
  // Pins first: hermeto writes the reference of each entry in turn, and the branch is to have the last word on its own.
  return [...found.values()].toSorted((a, b) => Number(isCommit(b.revision)) - Number(isCommit(a.revision)));
}

/** Takes the entry that is meant out of those that are left: the same commit rather than another one of the same reference. */
function take(
  before: Set<HermetoEntry>,
  { id, ref, commit }: Pick<HermetoEntry, 'id' | 'ref'> & { readonly commit: string | null },
): HermetoEntry | null {
  const same = [...before].filter((entry) => nameOf(entry) === nameOf({ id, ref }));
  const found = same.find((entry) => entry.commit === commit) ?? same[0] ?? null;
  if (found !== null) before.delete(found);
  return found;
}

/** Hermeto's `type` has these two alone. */
function isFetched({ kind }: RepoId): boolean {
  return kind === 'model' || kind === 'dataset';
}

function entryFor(id: RepoId, revision: string | null, today: LockEntry, was: HermetoEntry | null): HermetoEntry {
  // What a person has chosen to fetch stays chosen where nobody asked for the files.
  const include = today.files === null ? (was?.include ?? null) : today.files.map(({ path }) => literalGlob(path));
  return { id: was?.id ?? id, ref: refOf(revision), commit: today.commit, include };
}

/** A commit needs no reference: hermeto's default stands then. */
function refOf(revision: string | null): string {
  return revision === null || isCommit(revision) ? DEFAULT_REF : revision;
}

function isCommit(revision: string | null): revision is string {
  return revision !== null && /^[0-9a-f]{40}$/.test(revision);
}

/** A path that has marks of Python's fnmatch in it, as a glob of itself. */
function literalGlob(path: string): string {
  return path.replace(/[[*?]/g, '[$&]');
}

function nameOf({ id, ref }: Pick<HermetoEntry, 'id' | 'ref'>): string {
  return lockKey({ id, revision: ref });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The text of such a file, with everything from outside in double quotes. */
export function hermetoText(entries: readonly HermetoEntry[]): string {
  const blocks = entries.flatMap(({ id, ref, commit, include }) => [
    `  - repository: ${quoted(repoName(id))}`,
    `    revision: ${quoted(commit)}`,
    // Releases from before `ref` refuse the key, so it stands only where it says something.
    ...(ref === DEFAULT_REF ? [] : [`    ref: ${quoted(ref)}`]),
    `    type: ${quoted(id.kind)}`,
    ...(include === null ? [] : ['    include_patterns:', ...include.map((glob) => `      - ${quoted(glob)}`)]),
  ]);
  return `${['metadata:', '  version: "1.0"', entries.length === 0 ? 'models: []' : 'models:', ...blocks].join('\n')}\n`;
}
