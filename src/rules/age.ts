/** Who is younger than the line that names it: what dates alone prove of a name that changed hands. */

import type { Confidence, Owner, Subject, Written } from '../model.ts';
import { redirecting } from './pin.ts';

/** In milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

/**
 * Less than this proves nothing, in days: clocks of developers are wrong, and code is written on the days around a publication.
 */
const TOLERANCE = 2;
/** Code for a new model is at times in a library two weeks before its publisher has an account, in days. A month before, hardly. */
const SOON = 14;
const LATER = 30;
/** After half a year, in days, nobody had been about to publish it. */
const LONG = 180;

/**
 * Repositories that are older than the Hub's records carry the time of an import, 2022-03-02T23:29:04Z, in place of their own
 * (recorded for gpt2 and bert-base-uncased). Nothing that is said to be born on that day is known to be young.
 */
const IMPORT_DAY = '2022-03-02';

/** Nothing was loaded from the Hub before it was there: such a date is a clock's mistake, or a forgery. */
const BEFORE_THE_HUB = '2018-01-01';

/** What is younger than places that name it. */
export interface Younger<Place> {
  /** ISO 8601, UTC. */
  readonly born: string;
  /** The oldest line. */
  readonly at: string;
  /** In days. */
  readonly gap: number;
  readonly places: readonly Place[];
}

/** The places whose lines are older than a birth, by more than chance allows; null where there is none. */
export function olderThan<Place extends { readonly written?: Written }>(
  born: string | null,
  places: readonly Place[],
): Younger<Place> | null {
  if (born === null || born.startsWith(IMPORT_DAY)) return null;
  const older = places.flatMap((place) => {
    const at = place.written?.at;
    return at !== undefined && at >= BEFORE_THE_HUB && daysBetween(at, born) > TOLERANCE ? [{ place, at }] : [];
  });
  const at = older.reduce<string | null>((first, each) => (first === null || each.at < first ? each.at : first), null);
  return at === null ? null : { born, at, gap: daysBetween(at, born), places: older.map(({ place }) => place) };
}

/** When the present owner's account was made; null where nobody knows. */
export function birthOf(owner: Owner | null): string | null {
  return owner?.state === 'present' ? owner.createdAt : null;
}

/** How sure a gap makes it that something else was meant, where nothing else speaks for it. */
export function sureAfter(gap: number): Confidence {
  return gap > LATER ? 'high' : gap > SOON ? 'medium' : 'low';
}

/** Whether a gap is longer than anyone names what he is about to publish. */
export function isLong(gap: number): boolean {
  return gap > LONG;
}

/** The births that could be later than the lines that name a subject: what is worth asking git about. */
export function birthsOf(subject: Subject): readonly string[] {
  const births =
    subject.is === 'template'
      ? [birthOf(subject.owner)]
      : subject.resolution?.state === 'live'
        ? [subject.resolution.repository.createdAt, birthOf(subject.resolution.owner)]
        : subject.resolution?.state === 'moved'
          ? [
              subject.resolution.repository.createdAt,
              ...redirecting(subject.id, subject.resolution).map(({ owner }) => birthOf(owner)),
            ]
          : [];
  return births.filter((born) => born !== null).filter((born) => !born.startsWith(IMPORT_DAY));
}

/** `2025-06-01`. */
export function day(time: string): string {
  return time.slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}
