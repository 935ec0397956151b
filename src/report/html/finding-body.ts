/** The details of a finding: what it means, what to do, when things came about, the edit that mends it, and the code. */

import type { Finding, FindingPlace, Fix, Site, Subject } from '../../model.ts';
import { type ReportContext, ruleUrl } from '../context.ts';
import type { Lines } from '../lines.ts';
import { count } from '../summary.ts';
import { code } from './code.ts';
import { element, type Markup } from './element.ts';
import { momentsOf, timeline } from './timeline.ts';

/** Lines of a finding that are listed, and those of them that are shown with the code around. */
const LINES_SHOWN = 20;
const CODE_SHOWN = 4;
const EDITS_SHOWN = 5;

export interface BodyContext extends Pick<ReportContext, 'home' | 'at'> {
  readonly linesOf: (path: string) => Lines | null;
  readonly subjectOf: (finding: Finding) => Subject | undefined;
}

export function findingBody(finding: Finding, context: BodyContext): Markup {
  const { message, advice, rule, confidence, fix, places, unlisted = 0 } = finding;
  const page = ruleUrl(context, rule);
  const moments = momentsOf(finding, context.subjectOf(finding), context.at);
  const lines = byLine(places);
  const listed = lines.slice(0, LINES_SHOWN);
  const rest = places.length - listed.flat().length + unlisted;
  return element(
    'div',
    { class: 'body' },
    element('p', { class: 'message' }, message),
    element('p', {}, element('strong', {}, 'What to do: '), advice),
    moments.length === 0 ? null : timeline(moments),
    fix === undefined ? null : edits(fix),
    element(
      'ol',
      { class: 'places' },
      listed.map((here, index) => line(here, index < CODE_SHOWN ? context.linesOf : () => null)),
    ),
    rest > 0 ? element('p', { class: 'sub' }, `and ${count(rest, 'more place')}`) : null,
    element(
      'p',
      { class: 'sub' },
      `${rule}, ${confidence} confidence`,
      page === null ? null : [' · ', element('a', { href: page, rel: 'noreferrer' }, `more on ${rule}`)],
    ),
  );
}

export function spot({ path, line: number }: Site): string {
  return `${path}:${number}`;
}

/** Places that share a line are shown together. */
function byLine(places: readonly FindingPlace[]): FindingPlace[][] {
  const lines = new Map<string, FindingPlace[]>();
  for (const place of places) {
    const here = lines.get(spot(place.site));
    if (here === undefined) lines.set(spot(place.site), [place]);
    else here.push(place);
  }
  return [...lines.values()];
}

function line(places: readonly FindingPlace[], linesOf: BodyContext['linesOf']): Markup | null {
  const [first] = places;
  if (first === undefined) return null;
  const { site } = first;
  const roles = new Set(places.map(({ place, loader }) => (loader === undefined ? place : `${place} · ${loader}`)));
  return element(
    'li',
    {},
    element('span', { class: 'path' }, spot(site)),
    element(
      'span',
      { class: 'sub' },
      [...roles, ...(site.cell === undefined ? [] : [`cell ${site.cell}`])].join(' · '),
    ),
    code(
      places.map((place) => place.site),
      linesOf(site.path),
    ),
  );
}

function edits({ description, edits: all }: Fix): Markup {
  const rest = all.length - EDITS_SHOWN;
  return element(
    'div',
    { class: 'fix' },
    element('p', {}, element('strong', {}, 'Ready fix: '), description),
    element(
      'ul',
      {},
      all
        .slice(0, EDITS_SHOWN)
        .map(({ path, text }) =>
          element('li', {}, element('span', { class: 'path' }, path), ' ', element('ins', {}, text)),
        ),
      rest > 0 ? element('li', {}, `and ${count(rest, 'more edit')}`) : null,
    ),
  );
}
