/** Which references are to be pinned, and to what: those that a program loads, and that the Hub gives a commit for. */

import type { Settings } from '../config.ts';
import { pinnedName, type Wanted } from '../fix/fix.ts';
import type { Hub } from '../hub/hub.ts';
import {
  type Extraction,
  type Reference,
  type RepoId,
  type Resolution,
  type Revision,
  repoKey,
  repoName,
  revisionText,
  type Subject,
} from '../model.ts';
import { loads, runsCode } from '../rules/pin.ts';
import { RULES } from '../rules/registry.ts';
import { createSuppressor, findIgnores } from '../rules/suppress.ts';
import { isReused } from '../rules/to-pin.ts';
import { date } from './date.ts';
import type { Progress } from './gather.ts';
import { compareWithLock, lockFor, withLock } from './locked.ts';
import { pooled } from './pool.ts';
import { AT_ONCE, askIdentity, subjectsOf } from './resolve.ts';
import type { RepositorySubject } from './sight.ts';

export interface Choice {
  readonly wanted: readonly Wanted[];
  /** References whose repository has moved, with its id of today. */
  readonly moved: readonly { readonly reference: Reference; readonly to: RepoId }[];
  /** References that are not pinned, each with the reason. */
  readonly left: readonly Left[];
  /** True where the Hub left something open. */
  readonly unknown: boolean;
}

export interface Left {
  readonly reference: Reference;
  readonly why: string;
}

export interface ChooseOptions {
  readonly textOf: (path: string) => string | null;
  readonly texts: ReadonlyMap<string, string>;
  /** `YYYY-MM-DD`, for ignores that end. */
  readonly today: string;
  /** Moves pins that name their branch. */
  readonly update: boolean;
  /** Follows repositories that have moved. */
  readonly rename: boolean;
}

/** The Hub's default branch has one name everywhere: DEFAULT_REVISION of huggingface_hub's constants.py. */
const DEFAULT_BRANCH = 'main';

/** What is unpinned of a tree, asked of the Hub. */
export async function choosePins(
  { references }: Extraction,
  hub: Hub,
  settings: Settings,
  options: ChooseOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<Choice> {
  const open = unsilenced(references, settings, options).flatMap((reference) => {
    const question = questionOf(reference, options);
    return question === null ? [] : [{ reference, ...question }];
  });
  const asked = options.rename ? references : open.filter(({ why }) => why === null).map(({ reference }) => reference);
  const behind = await askBehind(asked, hub, settings, signal, progress);
  const resolutions = new Map(
    behind.flatMap(({ id, resolution }) => (resolution === null ? [] : [[repoKey(id), resolution] as const])),
  );
  const strangers = new Set(behind.filter(isReused).map(({ id }) => repoKey(id)));
  const wanted: Wanted[] = [];
  const left: Left[] = [];
  for (const { reference, name, why } of open) {
    const resolution = resolutions.get(repoKey(reference.id));
    // A pin of today's commit would keep what a stranger put there.
    const stranger = strangers.has(repoKey(reference.id))
      ? "the name may be a stranger's today: see reused-namespace"
      : null;
    const commit = why ?? stranger ?? (await commitOf(resolution, reference, name, hub, options));
    if (typeof commit === 'string') left.push({ reference, why: commit });
    else if (commit.commit !== revisionText(reference.revision)) {
      const { at } = reference.revision;
      // What follows seven digits is not known to be a branch.
      wanted.push({
        reference,
        pin: { commit: commit.commit, name: at === 'short' ? null : (name ?? DEFAULT_BRANCH) },
      });
    }
  }
  const moved = references.flatMap((reference) => {
    const resolution = resolutions.get(repoKey(reference.id));
    return resolution?.state === 'moved' && reference.place !== 'output'
      ? [{ reference, to: resolution.repository.id }]
      : [];
  });
  const unknown = [...resolutions.values()].some(isOpen);
  return { wanted, moved, left, unknown };
}

/** Every repository with what the Hub, the lock and the dates of its lines say of it. */
async function askBehind(
  references: readonly Reference[],
  hub: Hub,
  settings: Settings,
  signal: AbortSignal,
  progress: Progress,
): Promise<RepositorySubject[]> {
  const lock = lockFor(settings);
  const found = withLock(subjectsOf({ references, unresolved: [], rejected: [], diagnostics: [] }), lock);
  let done = 0;
  const answered = await pooled(found.filter(isRepository), AT_ONCE, async (subject) => {
    const asked = await askIdentity(subject, hub);
    progress(`asking the Hub: ${++done} of ${found.length}`);
    return lock === null ? asked : compareWithLock(asked, hub, lock);
  });
  const { subjects } = await date(answered, settings, signal, progress);
  return subjects.filter(isRepository);
}

function isRepository(subject: Subject): subject is RepositorySubject {
  return subject.is === 'repository';
}

/** Whether the Hub left something of a repository open. */
function isOpen(resolution: Resolution): boolean {
  if (resolution.state === 'unknown') return true;
  const owner = resolution.state === 'moved' ? resolution.from : resolution.owner;
  return resolution.state !== 'live' && owner?.state === 'unknown';
}

/** The loads that nobody said are to stay as they are. */
function unsilenced(
  references: readonly Reference[],
  settings: Settings,
  { texts, today }: ChooseOptions,
): Reference[] {
  const comments = new Map(
    [...texts].filter(([, text]) => text.includes('namesake:')).map(([path, text]) => [path, findIgnores(text)]),
  );
  const { ignore, ignorePrefix, configFile } = settings;
  const suppressor = createSuppressor({ comments, ignore, ignorePrefix, configFile, today, partial: true }, RULES);
  const rules = new Map(RULES.map((rule) => [rule.meta.name, rule]));
  return references.filter((reference) => {
    const rule = rules.get(ruleFor(reference));
    if (!loads(reference) || rule === undefined) return false;
    const [subject] = subjectsOf({ references: [reference], unresolved: [], rejected: [], diagnostics: [] });
    return subject !== undefined && suppressor.unsilenced(rule, subject, [reference]).length > 0;
  });
}

const RULES_OF: Readonly<Record<Revision['at'], string>> = {
  none: 'unpinned-revision',
  named: 'mutable-revision',
  short: 'short-revision',
  dynamic: 'unpinned-revision',
  commit: 'unpinned-revision',
};

function ruleFor(reference: Reference): string {
  return runsCode(reference) && reference.revision.at !== 'commit'
    ? 'unpinned-remote-code'
    : RULES_OF[reference.revision.at];
}

/** What is to be asked for a reference: a name, none for the default branch, or why nothing is; null for what is pinned and stays. */
function questionOf(
  reference: Reference,
  { update, textOf }: ChooseOptions,
): { readonly name: string | null; readonly why: string | null } | null {
  const { revision, codeRevision } = reference;
  if (reference.unpinnable === true)
    return { name: null, why: `${reference.loader ?? 'what loads it'} takes no revision` };
  switch (revision.at) {
    case 'none':
      return { name: null, why: null };
    case 'named':
      return { name: revision.name, why: null };
    case 'short':
      return { name: revision.commit, why: null };
    case 'dynamic':
      return { name: null, why: `its revision is not followed: ${revision.text}` };
    case 'commit': {
      if (
        runsCode(reference) &&
        codeRevision !== undefined &&
        codeRevision.at !== 'none' &&
        codeRevision.at !== 'commit'
      )
        return { name: null, why: 'its code has a revision of its own, which is not edited' };
      const name = update ? pinnedName(reference, textOf) : null;
      return name === null ? null : { name, why: null };
    }
  }
}

/** The commit at which a repository stands today under a name, or why there is none. */
async function commitOf(
  resolution: Resolution | undefined,
  { id }: Reference,
  name: string | null,
  hub: Hub,
  { rename }: ChooseOptions,
): Promise<{ readonly commit: string } | string> {
  switch (resolution?.state) {
    case 'live':
    case 'moved':
      break;
    case 'absent':
      return 'there is no such repository, or it is private';
    case 'restricted':
    case 'unknown':
      return resolution.why;
    case undefined:
      return 'the Hub was not asked';
  }
  const { repository } = resolution;
  if (resolution.state === 'moved' && id.namespace !== null && resolution.from?.state !== 'present' && !rename)
    return resolution.from?.state === 'none'
      ? `it has moved to ${repoName(repository.id)}, and anyone can take the old name: --rename follows it`
      : `it has moved to ${repoName(repository.id)}, and it is not known who owns the old name`;
  if (name === null)
    return repository.commit === null ? 'the Hub names no commit for it' : { commit: repository.commit };
  const found = await hub.revision(repository.id, name);
  if (found.state === 'found') return found;
  return found.state === 'missing' ? `it has no revision ${name}` : found.why;
}
