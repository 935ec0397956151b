/** What stands behind the names of a report, in the words of a legend. */

import { type Finding, type Owner, type Repository, type Resolution, repoName, type Subject } from '../model.ts';

/** The worst first. */
export const STATES = {
  orphaned: 'nobody owns it',
  reused: 'taken by somebody else',
  suspect: 'perhaps somebody else’s',
  absent: 'a repository is missing',
  restricted: 'restricted',
  moved: 'redirected',
  unknown: 'no clear answer',
  unasked: 'not asked',
  live: 'answers',
} as const;
export type State = keyof typeof STATES;

const WORST_FIRST = Object.keys(STATES) as State[];

/** A namespace that the code names, with all that it names of it. */
export interface Namespace {
  /** Null for legacy ids of one part. */
  readonly name: string | null;
  readonly state: State;
  readonly repositories: number;
  readonly references: number;
  readonly findings: number;
  /** ISO 8601, UTC: when the account was made that has it today. */
  readonly createdAt: string | null;
}

/** The repository that answers, under this name or the one that it has moved to. */
export function currentRepository(resolution: Resolution | null): Repository | null {
  return resolution?.state === 'live' || resolution?.state === 'moved' ? resolution.repository : null;
}

/** The owner of the namespace that the code names; null where nobody asked. */
export function namedOwner(subject: Subject): Owner | null {
  if (subject.is === 'template') return subject.owner;
  const { resolution } = subject;
  switch (resolution?.state) {
    case 'moved':
      return resolution.from;
    case 'live':
    case 'absent':
    case 'restricted':
      return resolution.owner;
    default:
      return null;
  }
}

/** The kind and id by which a finding names a subject. */
export function subjectName(subject: Subject): string {
  return subject.is === 'template' ? `${subject.kind} ${subject.text}` : `${subject.id.kind} ${repoName(subject.id)}`;
}

/** All namespaces, the worst first, those that are named most before others. */
export function namespacesOf(subjects: readonly Subject[], findings: readonly Finding[]): Namespace[] {
  const byName = new Map<string, Finding[]>();
  for (const finding of findings) append(byName, `${finding.kind} ${finding.id}`, finding);
  const groups = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const name = namespaceOf(subject);
    // A template without a literal namespace names none.
    if (subject.is === 'template' && name === null) continue;
    append(groups, name?.toLowerCase() ?? '', subject);
  }
  return [...groups.values()]
    .flatMap((group): Namespace[] => {
      const [first] = group;
      if (first === undefined) return [];
      const told = group.map((subject) => byName.get(subjectName(subject)) ?? []);
      const states = group.map((subject, index) => stateOf(subject, told[index] ?? []));
      const owner = group.map(namedOwner).find((each) => each?.state === 'present');
      return [
        {
          name: namespaceOf(first),
          state: WORST_FIRST.find((state) => states.includes(state)) ?? 'unknown',
          repositories: group.filter(({ is }) => is === 'repository').length,
          references: group.reduce((sum, subject) => sum + placesOf(subject), 0),
          findings: told.flat().length,
          createdAt: owner?.state === 'present' ? owner.createdAt : null,
        },
      ];
    })
    .sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) || b.references - a.references);
}

function stateOf(subject: Subject, findings: readonly Finding[]): State {
  const owner = namedOwner(subject);
  if (owner?.state === 'none') return 'orphaned';
  const reused = findings.find(({ rule }) => rule === 'reused-namespace');
  if (reused !== undefined) return reused.confidence === 'high' ? 'reused' : 'suspect';
  const asked = subject.is === 'template' ? subject.owner : subject.resolution;
  if (asked === null) return 'unasked';
  if (asked.state === 'live' || asked.state === 'present') return 'live';
  // Whether it is free is not known: a redirect or a gap says nothing then.
  return owner?.state === 'unknown' || asked.state === 'none' ? 'unknown' : asked.state;
}

function namespaceOf(subject: Subject): string | null {
  return subject.is === 'template' ? subject.namespace : subject.id.namespace;
}

function placesOf(subject: Subject): number {
  return subject.is === 'template' ? subject.unresolved.length : subject.references.length;
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
