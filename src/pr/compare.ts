/** Tells what a change brings from what was there before: the audits of both sides, and the lines that the change touches. */

import {
  type Finding,
  type FindingPlace,
  type Reference,
  type Report,
  type Resolution,
  type Revision,
  repoKey,
  repoName,
  revisionText,
  SEVERITIES,
  type Subject,
} from '../model.ts';
import { type ChangedFile, lineBefore } from './diff.ts';
import { atMost, type Comparison, type Loosened, type Named, OWN_FILES, type Told } from './record.ts';

export interface Sides {
  readonly base: Report;
  readonly head: Report;
  /** The commit that was audited as head. */
  readonly commit: string;
  readonly changes: readonly ChangedFile[];
  /** Whether a finding on old lines is told: it rests on what the Hub says today, or is new since a baseline. */
  readonly isNews: (finding: Finding) => boolean;
}

/** A comparison, and the findings of the head that the change introduces, with the places that it brings alone. */
export interface Compared {
  readonly comparison: Comparison;
  readonly introduced: readonly Finding[];
}

type Repository = Extract<Subject, { is: 'repository' }>;
type LineBefore = (site: { readonly path: string; readonly line: number }) => { path: string; line: number } | null;

export function compareSides({ base, head, commit, changes, isNews }: Sides): Compared {
  const before = mapper(changes);
  const old = new Map(base.findings.map((finding) => [keyOf(finding), finding]));
  const introduced: Finding[] = [];
  const standing: Finding[] = [];
  for (const finding of head.findings) {
    const was = old.get(keyOf(finding));
    const graver = was !== undefined && SEVERITIES.indexOf(finding.severity) > SEVERITIES.indexOf(was.severity);
    const fresh = was === undefined || graver ? finding.places : newPlaces(finding.places, was.places, before);
    if (was === undefined || graver || fresh.length > 0) {
      const { unlisted: _, ...rest } = finding;
      introduced.push({ ...rest, places: fresh });
    }
    if (was !== undefined && !graver && fresh.length < finding.places.length) {
      standing.push({ ...finding, places: finding.places.filter((place) => !fresh.includes(place)) });
    }
  }
  const now = new Set(head.findings.map(keyOf));
  const news = standing.filter(isNews);
  const mended = base.findings.filter((finding) => !now.has(keyOf(finding)));
  const lists = {
    introduced: atMost(introduced.map(tell)),
    standing: atMost(news.map(tell)),
    mended: atMost(mended.map(tell)),
    references: atMost(newReferences(repositories(base), repositories(head))),
    loosened: atMost(loosenedPins(repositories(base), repositories(head), before)),
  };
  return {
    introduced,
    comparison: {
      head: commit,
      introduced: lists.introduced.kept,
      standing: lists.standing.kept,
      mended: lists.mended.kept,
      references: lists.references.kept,
      loosened: lists.loosened.kept,
      more: {
        introduced: lists.introduced.more,
        standing: lists.standing.more,
        mended: lists.mended.more,
        references: lists.references.more,
        loosened: lists.loosened.more,
      },
      debts: standing.length - news.length,
      silenced: head.summary.ignored - base.summary.ignored,
      edited: OWN_FILES.filter((name) => changes.some(({ path, before }) => path === name || before === name)),
      unknown: head.summary.hub === null ? null : head.summary.hub.unknown,
    },
  };
}

/** Where a line stood before the change; null for one that the change adds. */
function mapper(changes: readonly ChangedFile[]): LineBefore {
  const byPath = new Map(changes.map((file) => [file.path, file]));
  return ({ path, line }) => {
    const file = byPath.get(path);
    if (file === undefined) return { path, line };
    const was = lineBefore(file, line);
    return was === null ? null : { path: file.before ?? path, line: was };
  };
}

/** The places that were not there before. One that was merely moved, or whose line was merely edited, takes the part of one that is gone. */
function newPlaces(
  now: readonly FindingPlace[],
  then: readonly FindingPlace[],
  before: LineBefore,
): readonly FindingPlace[] {
  const gone = new Set(then);
  const take = (fits: (place: FindingPlace) => boolean): boolean => {
    const found = [...gone].find(fits);
    return found !== undefined && gone.delete(found);
  };
  const moved = now.filter(({ site }) => {
    const was = before(site);
    return was === null || !take((old) => old.site.path === was.path && old.site.line === was.line);
  });
  return moved.filter(({ place, loader }) => !take((old) => old.place === place && old.loader === loader));
}

function keyOf({ rule, kind, id }: Pick<Finding, 'rule' | 'kind' | 'id'>): string {
  return `${rule} ${kind}:${id.toLowerCase()}`;
}

function tell({ rule, severity, confidence, kind, id, message, advice, places, unlisted = 0 }: Finding): Told {
  const { kept, more } = atMost(places.map(({ site }) => ({ path: site.path, line: site.line })));
  return { rule, severity, confidence, kind, id, message, advice, places: kept, unlisted: unlisted + more };
}

function repositories({ subjects }: Report): ReadonlyMap<string, Repository> {
  return new Map(subjects.flatMap((subject) => (subject.is === 'repository' ? [[repoKey(subject.id), subject]] : [])));
}

function newReferences(base: ReadonlyMap<string, Repository>, head: ReadonlyMap<string, Repository>): readonly Named[] {
  return [...head].flatMap(([key, { id, references, resolution }]): Named[] => {
    const [first] = references;
    if (base.has(key) || first === undefined) return [];
    return [
      {
        kind: id.kind,
        id: repoName(id),
        state: stateOf(resolution),
        pinned: references.every(({ revision }) => revision.at === 'commit'),
        place: placeOf(first),
      },
    ];
  });
}

function stateOf(resolution: Resolution | null): Named['state'] {
  return resolution === null ? 'not asked' : resolution.state;
}

/** By how much a revision holds: a commit does, its beginning nearly, and nothing else. */
function hold({ at }: Revision): number {
  return at === 'commit' ? 2 : at === 'short' ? 1 : 0;
}

/** What held a repository in place, reached it by the same way in the same file, and does no longer. */
function loosenedPins(
  base: ReadonlyMap<string, Repository>,
  head: ReadonlyMap<string, Repository>,
  before: LineBefore,
): Loosened[] {
  return [...head].flatMap(([key, { references }]) => {
    const then = base.get(key)?.references ?? [];
    const gone = new Set(then);
    const take = (fits: (old: Reference) => boolean): Reference | null => {
      const found = [...gone].find(fits) ?? null;
      if (found !== null) gone.delete(found);
      return found;
    };
    const left = references.filter((reference) => {
      const was = before(reference.site);
      return (
        was === null ||
        take((old) => same(old, reference) && old.site.path === was.path && old.site.line === was.line) === null
      );
    });
    const unlike = left.filter((reference) => take((old) => same(old, reference)) === null);
    return unlike.flatMap((reference) => {
      const was =
        take((old) => old.site.path === reference.site.path && old.loader === reference.loader) ??
        take((old) => old.place === reference.place && old.loader === reference.loader);
      return was === null ? [] : differences(was, reference);
    });
  });
}

function same(one: Reference, other: Reference): boolean {
  return (
    one.loader === other.loader &&
    one.place === other.place &&
    one.remoteCode === other.remoteCode &&
    wordOf(one.revision) === wordOf(other.revision)
  );
}

function differences(was: Reference, now: Reference): Loosened[] {
  const about = { kind: now.id.kind, id: repoName(now.id), place: placeOf(now) };
  const words = { was: wordOf(was.revision), now: wordOf(now.revision) };
  const lost = hold(now.revision) < hold(was.revision);
  const moved = hold(was.revision) === 2 && hold(now.revision) === 2 && words.was !== words.now;
  return [
    ...(lost ? [{ ...about, what: 'pin lost' as const, ...words }] : []),
    ...(moved ? [{ ...about, what: 'pin moved' as const, ...words }] : []),
    ...(now.remoteCode && !was.remoteCode
      ? [{ ...about, what: 'remote code on' as const, was: 'off', now: 'on' }]
      : []),
  ];
}

/** A revision in one word. */
function wordOf(revision: Revision): string {
  if (revision.at === 'dynamic') return 'a-variable';
  return (revisionText(revision) ?? 'none').replace(/[\s\p{C}]/gu, '_').slice(0, 300) || 'none';
}

function placeOf({ site }: Reference): { readonly path: string; readonly line: number } {
  return { path: site.path, line: site.line };
}
