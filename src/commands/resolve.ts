/** References to subjects: each repository with all its places, and what the Hub says of it. */

import type { Settings } from '../config.ts';
import { createHub, type Hub, type HubOptions } from '../hub/hub.ts';
import type { Lock } from '../lock/format.ts';
import {
  type Extraction,
  type Reference,
  type Resolution,
  type RevisionState,
  repoKey,
  revisionText,
  type Subject,
  type Unresolved,
} from '../model.ts';
import { withScanners } from './flagged.ts';
import { createForecast } from './forecast.ts';
import type { Progress } from './gather.ts';
import { compareWithLock } from './locked.ts';
import { pooled } from './pool.ts';
import { withReach } from './reach.ts';

/** Subjects under way at the same time: enough to keep the requests going that the client allows, which are fewer. */
export const AT_ONCE = 32;

type Repository = Extract<Subject, { is: 'repository' }>;
type Template = Extract<Subject, { is: 'template' }>;

/** One subject per repository and per template, nothing asked yet. */
export function subjectsOf({ references, unresolved }: Extraction): Subject[] {
  const repositories = new Map<string, Reference[]>();
  for (const reference of references) append(repositories, repoKey(reference.id), reference);
  const templates = new Map<string, Unresolved[]>();
  for (const each of unresolved) append(templates, `${each.kind} ${each.text}`, each);
  return [
    ...[...repositories.values()].flatMap((group): Repository[] => {
      const [first] = group;
      return first === undefined
        ? []
        : [{ is: 'repository', id: first.id, references: group, resolution: null, revisions: new Map(), lock: null }];
    }),
    ...[...templates.values()].flatMap((group): Template[] => {
      const [first] = group;
      return first === undefined
        ? []
        : [
            {
              is: 'template',
              kind: first.kind,
              namespace: first.namespace,
              text: first.text,
              unresolved: group,
              owner: null,
            },
          ];
    }),
  ];
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

export interface Asked {
  readonly subjects: readonly Subject[];
  readonly requests: number;
  /** Answers that the cache gave. */
  readonly saved: number;
  /** Subjects that stay unknown. */
  readonly unknown: number;
}

/**
 * Asks the Hub about every subject, and compares what it says with the lock where there is one.
 *
 * @throws HubError when the Hub cannot be asked at all: a broken snapshot, a recording that cannot be written
 */
export async function ask(
  subjects: readonly Subject[],
  lock: Lock | null,
  settings: Settings,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
  more: Pick<HubOptions, 'freshSince' | 'patience'> = {},
): Promise<Asked> {
  const { endpoint, token, cacheDir, maxAge, snapshot, record } = settings;
  const hub = createHub({ endpoint, token, cacheDir, maxAge, snapshot, record, signal, onNote: note, ...more });
  const forecast = createForecast(Date.now);
  let done = 0;
  const tell = () => progress(forecast({ done, total: subjects.length, ...hub.stats(), window: hub.window() }));
  // While the rate limit is waited for nothing is done, and that is when people want to know.
  const ticking = setInterval(tell, 1000).unref();
  const answered = await pooled(subjects, AT_ONCE, async (subject) => {
    const answer =
      subject.is === 'template' ? await askTemplate(subject, hub) : await askRepository(subject, hub, lock);
    done += 1;
    tell();
    return answer;
  });
  clearInterval(ticking);
  await hub.close();
  const { requests, cached: saved } = hub.stats();
  return { subjects: answered, requests, saved, unknown: answered.filter(isUnknown).length };
}

/** What stands behind a repository's name and its revisions, and no more: what a lock records. */
export async function askIdentity(subject: Repository, hub: Hub): Promise<Repository> {
  const resolution = await withOwner(await hub.resolve(subject.id), hub);
  if (resolution.state !== 'live' && resolution.state !== 'moved') return { ...subject, resolution };
  const named = new Set(
    subject.references.flatMap(({ revision, codeRevision }) =>
      [revision, ...(codeRevision === undefined ? [] : [codeRevision])].map(revisionText),
    ),
  );
  const revisions = new Map<string, RevisionState>();
  for (const revision of named) {
    // What the Hub calls the repository today spares the redirect.
    if (revision !== null) revisions.set(revision, await hub.revision(resolution.repository.id, revision));
  }
  return { ...subject, resolution, revisions };
}

/** The account behind a repository that answers: one that is younger than the code that names it is not whom the code meant. */
async function withOwner(resolution: Resolution, hub: Hub): Promise<Resolution> {
  if (resolution.state !== 'live') return resolution;
  const { namespace } = resolution.repository.id;
  return namespace === null ? resolution : { ...resolution, owner: await hub.owner(namespace) };
}

async function askRepository(subject: Repository, hub: Hub, lock: Lock | null): Promise<Repository> {
  const answered = await withScanners(await withReach(await askIdentity(subject, hub), hub), hub);
  return lock === null ? answered : compareWithLock(answered, hub, lock);
}

async function askTemplate(subject: Template, hub: Hub): Promise<Template> {
  return subject.namespace === null ? subject : { ...subject, owner: await hub.owner(subject.namespace) };
}

/** Whether the Hub left open what stands behind a subject. */
export function isUnknown(subject: Subject): boolean {
  if (subject.is === 'template') return subject.owner?.state === 'unknown';
  const { resolution } = subject;
  return (
    resolution?.state === 'unknown' ||
    (resolution?.state === 'moved' && resolution.from?.state === 'unknown') ||
    (resolution?.state === 'absent' && resolution.owner?.state === 'unknown')
  );
}
