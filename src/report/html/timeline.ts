/** Draws when things came about, where that is the argument of a finding: the line, the account, the repository, the lock. */

import type { Finding, Reference, Subject, Unresolved } from '../../model.ts';
import { currentRepository, namedOwner } from '../state.ts';
import { element, type Markup } from './element.ts';
import { drawing, label } from './figure.ts';

/** Rules whose verdict rests on dates. */
const TIMED: ReadonlySet<string> = new Set(['reused-namespace', 'lock-drift', 'lookalike-namespace']);

const WIDTH = 330;
const HEIGHT = 44;
const EDGE = 12;
/** In pixels: markers that would touch are set apart. */
const APART = 20;

export interface Moment {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly what: string;
  /** True of what came about on the Hub after the line had named it: that is the argument. */
  readonly late?: boolean;
}

/** What happened when, the oldest first; nothing where dates prove nothing or too few are known. */
export function momentsOf(finding: Finding, subject: Subject | undefined, today: string): Moment[] {
  if (subject === undefined || !TIMED.has(finding.rule)) return [];
  const lines = written(finding, subject);
  const moments = [...lines, ...born(subject, lines[0]?.at ?? null), ...recorded(subject)];
  if (moments.length < 2) return [];
  return [...moments, { at: today, what: 'this report' }].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The oldest of the lines. */
function written({ places }: Finding, subject: Subject): Moment[] {
  const spots = new Set(places.map(({ site }) => `${site.path}:${site.line}`));
  const named: readonly (Reference | Unresolved)[] =
    subject.is === 'template' ? subject.unresolved : subject.references;
  const [oldest] = named
    .flatMap(({ site, written: when }) => {
      const spot = `${site.path}:${site.line}`;
      return when !== undefined && spots.has(spot) ? [{ spot, ...when }] : [];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  if (oldest === undefined) return [];
  return [{ at: oldest.at, what: `${oldest.spot} was written${oldest.shallow ? ', or earlier' : ''}` }];
}

/** @param line when the line was written; null where that is not known */
function born(subject: Subject, line: string | null): Moment[] {
  const owner = namedOwner(subject);
  const repository = subject.is === 'repository' ? currentRepository(subject.resolution) : null;
  const births = [
    ...(owner?.state === 'present' ? [{ at: owner.createdAt, what: `the account ${owner.name} was made` }] : []),
    ...(repository?.createdAt == null ? [] : [{ at: repository.createdAt, what: 'the repository was made' }]),
  ];
  return births.map(({ at, what }) => {
    const late = line !== null && at > line;
    return { at, what: late ? `${what}, after the line` : what, late };
  });
}

function recorded(subject: Subject): Moment[] {
  const [entry] = subject.is === 'repository' ? (subject.lock?.entries ?? []) : [];
  return entry === undefined ? [] : [{ at: entry.recorded, what: 'namesake.lock recorded the name' }];
}

/** A line of time with a numbered mark for each moment, and a list of what the numbers mean. */
export function timeline(moments: readonly Moment[]): Markup {
  const times = moments.map(({ at }) => Date.parse(at));
  const first = Math.min(...times);
  const length = Math.max(1, Math.max(...times) - first);
  const room = WIDTH - 2 * EDGE - APART * 0.5;
  let before = Number.NEGATIVE_INFINITY;
  const marks = times.map((time, index) => {
    const x = Math.max(EDGE + ((time - first) / length) * room, before + APART);
    before = x;
    return [
      element('circle', { cx: x.toFixed(1), cy: 16, r: 9, class: moments[index]?.late ? 'mark late' : 'mark' }),
      label(Number(x.toFixed(1)), 20, 'number', index + 1),
    ];
  });
  const year = (time: number | undefined): string => new Date(time ?? 0).toISOString().slice(0, 4);
  return element(
    'div',
    { class: 'timeline' },
    drawing(
      `Timeline: ${moments.map(({ at, what }) => `${day(at)} ${what}`).join(', ')}.`,
      WIDTH,
      HEIGHT,
      'time',
      element('line', { x1: 2, x2: WIDTH - 2, y1: 16, y2: 16, class: 'axis' }),
      marks,
      label(2, 42, 'amount', year(times[0])),
      label(WIDTH - 30, 42, 'amount', year(times.at(-1))),
    ),
    element(
      'ol',
      {},
      moments.map(({ at, what }) => element('li', {}, element('time', { datetime: at }, day(at)), ` ${what}`)),
    ),
  );
}

function day(at: string): string {
  return at.slice(0, 10);
}
