/** The phrases that verdicts share. Names are put into them raw: the report escapes. */

import type { FindingPlace, Reference, Unresolved } from '../model.ts';
import { type RepositorySubject, repositoryOf } from './pin.ts';

/** More than this many names are counted, not named: a message is read at a glance. */
const NAMED = 3;
/** Revisions, file names and reasons come from outside, and longer ones are cut. A commit fits. */
const LENGTH = 160;

/** `a`, `a and b`, `a, b, c and 4 more`; each name once. */
export function listed(names: Iterable<string>): string {
  return joined([...new Set(names)].map(cut));
}

function joined(phrases: readonly string[]): string {
  const shown = phrases.slice(0, NAMED);
  if (phrases.length > NAMED) return `${shown.join(', ')} and ${phrases.length - NAMED} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** A text from outside, cut where it is too long for a message. */
export function cut(name: string): string {
  return name.length > LENGTH ? `${name.slice(0, LENGTH)}…` : name;
}

/** Who can change what stands in a repository, and that nobody else can where that is known: it answers under its own name. */
export function control(subject: RepositorySubject, does: string): string {
  const { namespace } = repositoryOf(subject.resolution)?.id ?? subject.id;
  const who = namespace === null ? 'whoever controls that repository' : `whoever controls ${namespace}`;
  const only = subject.resolution?.state === 'live' ? '; nobody else can' : '';
  return `${who}, or gets hold of that account, can ${does}${only}`;
}

/**
 * How to pin, with the commits ready to paste where the Hub gave them.
 *
 * @param commits Of each revision in its own words, the commit at which it stands today, or null.
 */
export function pinAdvice(commits: ReadonlyMap<string, string | null>): string {
  const known = [...commits].filter((entry): entry is [string, string] => entry[1] !== null);
  const [first] = known;
  if (first === undefined) return 'Pin a commit: its 40 hexadecimal digits as the revision';
  if (commits.size === 1) return `Pin the commit that ${cut(first[0])} is today: ${first[1]}`;
  return `Pin a commit; today ${joined(known.map(([name, commit]) => `${cut(name)} is ${commit}`))}`;
}

/** The places of a verdict. */
export function placesOf(at: Iterable<Reference | Unresolved>): FindingPlace[] {
  return [...at].map(({ site, place, loader }) => (loader === undefined ? { site, place } : { site, place, loader }));
}
