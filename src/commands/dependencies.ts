/** What the repositories themselves name: asked about and judged by the same rules, to a bounded depth. */

import type { Settings } from '../config.ts';
import { createHub, type Hub } from '../hub/hub.ts';
import type { Lock } from '../lock/format.ts';
import { type Diagnostic, type Reference, repoKey, repoName, type Step, type Subject } from '../model.ts';
import { loads } from '../rules/pin.ts';
import { type Dependency, dependenciesOf } from './dependency.ts';
import type { Progress } from './gather.ts';
import { pooled } from './pool.ts';
import { ask, subjectsOf } from './resolve.ts';
import { commitOf } from './scan-references.ts';
import { openRepository } from './scan-repository.ts';

/** Repositories whose files are read, in one run. */
const MOST = 300;
/** Dependencies of one repository that are followed. */
const MOST_OF_ONE = 50;
const AT_ONCE = 4;

export interface Followed {
  readonly subjects: readonly Subject[];
  readonly requests: number;
  readonly diagnostics: readonly Diagnostic[];
}

type Repository = Extract<Subject, { is: 'repository' }>;
type FollowSettings = Settings & Pick<Settings, 'deps' | 'scan'>;

/** A repository at one commit, and the reference that leads there. */
interface Stand {
  readonly subject: Repository;
  readonly commit: string;
  readonly reference: Reference;
}

/**
 * Follows what the files of resolved repositories name. Without `--deps` it is the code of other repositories alone that runs with
 * what is scanned.
 *
 * @throws HubError when the Hub cannot be asked at all
 */
export async function followDependencies(
  subjects: readonly Subject[],
  lock: Lock | null,
  settings: FollowSettings,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
): Promise<Followed> {
  const { endpoint, token, snapshot, deps } = settings;
  const hub = createHub({ endpoint, token, snapshot, cacheDir: null, record: null, signal, onNote: note });
  const codeOnly = deps === 0;
  const steps = codeOnly ? 2 : deps;
  const known = new Map(subjects.map((subject) => [keyOf(subject), subject]));
  const visited = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  let requests = 0;
  let opened = 0;
  let level: Stand[] = subjects.flatMap(standsOf);
  for (let step = 0; step < steps && level.length > 0 && !signal.aborted; step++) {
    const fresh = level.filter(({ subject, commit, reference }) => {
      // Code runs or does not: what is named by the code counts once more where it does.
      const key = `${repoKey(subject.id)} ${commit} ${reference.remoteCode}`;
      if (visited.has(key)) return false;
      visited.add(key);
      return !codeOnly || reference.remoteCode;
    });
    const some = fresh.slice(0, Math.max(0, MOST - opened));
    if (some.length < fresh.length)
      diagnostics.push({
        path: null,
        message: `the dependencies of ${fresh.length - some.length} repositories were not followed: more than one run reads`,
      });
    opened += some.length;
    let done = 0;
    const found = await pooled(some, AT_ONCE, async (stand) => {
      const named = await namedBy(stand, hub, codeOnly, signal);
      progress(`following dependencies: ${++done} of ${some.length} repositories`);
      if (typeof named !== 'string') return named;
      const { id } = stand.subject;
      diagnostics.push({ path: null, message: `what ${repoName(id)} depends on is not known: ${named}` });
      return [];
    });
    const asked = await askFor(found.flat(), known, (some) =>
      ask(some, lock, { ...settings, record: null }, signal, note, progress),
    );
    requests += asked.requests;
    level = asked.stands;
  }
  await hub.close();
  return { subjects: [...known.values()], requests: requests + hub.stats().requests, diagnostics };
}

function keyOf(subject: Subject): string {
  return subject.is === 'repository' ? repoKey(subject.id) : `template ${subject.kind} ${subject.text}`;
}

/** The commits at which a repository is loaded, each with one of the references that load it. */
function standsOf(subject: Subject): Stand[] {
  if (subject.is === 'template') return [];
  const { resolution } = subject;
  if (resolution?.state !== 'live' && resolution?.state !== 'moved') return [];
  const stands = new Map<string, Stand>();
  // Those that run code come first: they see all that the others see.
  const followed = subject.references.filter((reference) => loads(reference) || reference.via !== undefined);
  const references = followed.toSorted((a, b) => weightOf(b) - weightOf(a));
  for (const reference of references) {
    const commit = commitOf(reference, subject, resolution.repository.commit);
    if (typeof commit === 'string' && !stands.has(commit)) stands.set(commit, { subject, commit, reference });
  }
  return [...stands.values()];
}

function weightOf(reference: Reference): number {
  return 2 * Number(reference.remoteCode) + Number(loads(reference));
}

/** References to what a repository names; a text says why that is not known. */
async function namedBy(
  { subject, commit, reference }: Stand,
  hub: Hub,
  codeOnly: boolean,
  signal: AbortSignal,
): Promise<Reference[] | string> {
  const { resolution } = subject;
  if (resolution?.state !== 'live' && resolution?.state !== 'moved') return [];
  const { id } = resolution.repository;
  const watch = { begin() {}, read() {}, end() {} };
  const repository = await openRepository(hub, { id, commit }, { target: 0, signal, watch });
  if ('message' in repository) return repository.message;
  const named = await dependenciesOf(repository, id, reference);
  const wanted = named.filter((each) => each.code || !codeOnly).filter((each) => repoKey(each.id) !== repoKey(id));
  return wanted.slice(0, MOST_OF_ONE).map((each) => referenceTo(each, reference, { id, commit, by: each.by }));
}

/** A dependency as a reference at the place that led to it. */
function referenceTo(dependency: Dependency, from: Reference, step: Step): Reference {
  const { id, revision, place, loader, code, by } = dependency;
  const { site, confidence } = from;
  return {
    id,
    revision,
    site,
    // What is only named loads nothing of what it names.
    place: loads(from) ? place : 'prose',
    loader: loader ?? `${by} in ${repoName(step.id)}`,
    remoteCode: code && from.remoteCode,
    // Whoever audits cannot pin what somebody else's repository names, but the code that runs here.
    ...(code ? {} : { unpinnable: true }),
    confidence: dependency.confidence === 'high' ? confidence : dependency.confidence,
    evidence: [`named by ${by} of ${repoName(step.id)} at ${step.commit.slice(0, 12)}`],
    via: [...(from.via ?? []), step],
  };
}

/** Asks about what was found, and puts it beside what is known. */
async function askFor(
  references: readonly Reference[],
  known: Map<string, Subject>,
  ask: (subjects: readonly Subject[]) => Promise<{ readonly subjects: readonly Subject[]; readonly requests: number }>,
): Promise<{ readonly stands: Stand[]; readonly requests: number }> {
  const groups = subjectsOf({ references, unresolved: [], rejected: [], diagnostics: [] });
  const merged = groups.flatMap((subject): Subject[] => {
    if (subject.is === 'template') return [];
    const before = known.get(keyOf(subject));
    return [
      before?.is === 'repository' ? { ...before, references: [...before.references, ...subject.references] } : subject,
    ];
  });
  if (merged.length === 0) return { stands: [], requests: 0 };
  const asked = await ask(merged);
  const stands: Stand[] = [];
  for (const subject of asked.subjects) {
    known.set(keyOf(subject), subject);
    if (subject.is === 'repository')
      stands.push(...standsOf({ ...subject, references: subject.references.filter(({ via }) => via !== undefined) }));
  }
  return {
    stands: stands.map((stand) => ({ ...stand, subject: whole(stand.subject, known) })),
    requests: asked.requests,
  };
}

function whole(subject: Repository, known: ReadonlyMap<string, Subject>): Repository {
  const found = known.get(keyOf(subject));
  return found?.is === 'repository' ? found : subject;
}
