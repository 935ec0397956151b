/** Writes a comparison as the body of a comment, or of a job's summary, in GitHub Flavored Markdown. */

import { SEVERITIES } from '../model.ts';
import { markdownCode, markdownText, uriPath } from '../report/escape.ts';
import { fitting } from '../report/markdown.ts';
import { count } from '../report/summary.ts';
import type { Comparison, Loosened, Named, Told } from './record.ts';

/** By this line namesake knows its own comment again. */
export const MARKER = '<!-- namesake:pr -->';
/** In characters: GitHub refuses a comment that is longer (dependency-review-action and others met the same limit). */
export const COMMENT_MOST = 65_536;
/** In characters: a job's summary may have 1 MiB, and a character can take four bytes. */
export const SUMMARY_MOST = 250_000;

const PLACES_SHOWN = 5;
const NAME_MOST = 160;
const LINK_MOST = 500;

export interface BodyContext {
  /** What precedes a path in a link, as `https://github.com/owner/name/blob/commit/`; empty for none. */
  readonly source: string;
  /** The URL of a rule's page; null where the pages are nowhere. */
  readonly ruleUrl: (rule: string) => string | null;
  /** Sentences to be said at the end, unescaped. */
  readonly notes: readonly string[];
}

/** Whether the change has anything that a reviewer is to be told. */
export function isWorthTelling({ introduced, references, loosened, edited, silenced }: Comparison): boolean {
  return [introduced, references, loosened, edited].some((list) => list.length > 0) || silenced > 0;
}

/** The whole story, or, where that is longer than `most` characters, its beginning and how much is left out. */
export function body(comparison: Comparison, context: BodyContext, most: number): string {
  const whole = page(comparison, context, Number.POSITIVE_INFINITY);
  if (whole.length <= most) return whole;
  const where = most === COMMENT_MOST ? 'the job has all of it' : '--sarif has all of it';
  // There are five sections, and what is around them.
  return page(comparison, { ...context, notes: [...context.notes, `This is shortened: ${where}.`] }, most / 6);
}

/** @param most for each section, in characters */
function page(comparison: Comparison, context: BodyContext, most: number): string {
  const { introduced, standing, mended, references, loosened, more, debts, silenced, edited, unknown } = comparison;
  const sections = [
    findings('', introduced, more.introduced, most, context),
    loosened.length === 0
      ? ''
      : list(
          `#### ${count(loosened.length + more.loosened, 'pin')} loosened or moved`,
          loosened,
          more.loosened,
          most,
          (one) => loosenedLine(one, context),
        ),
    references.length === 0
      ? ''
      : table(
          `#### ${count(references.length + more.references, 'new reference')}`,
          ['Repository', 'On the Hub', 'Pinned', 'Where'],
          references,
          more.references,
          most,
          (one) => namedCells(one, context),
        ),
    standing.length === 0
      ? ''
      : folded(
          `Not of this change: ${count(standing.length + more.standing, 'finding')} on old lines, by what is known today`,
          findings('', standing, more.standing, most, context),
        ),
    mended.length === 0
      ? ''
      : folded(
          `${count(mended.length + more.mended, 'finding')} mended by this change`,
          list('', mended, more.mended, most, ({ rule, kind, id }) => `${rule}: ${kind} ${name(id)}`),
        ),
  ];
  const notes = [
    ...(edited.length > 0
      ? [`This change edits ${edited.join(', ')}. The configuration in force here is that of the base.`]
      : []),
    ...(silenced > 0
      ? [`${count(silenced, 'more finding')} ignored than before: see the comments in the change.`]
      : []),
    ...(debts > 0 ? [`${count(debts, 'older finding')} on lines that this change leaves as they are.`] : []),
    ...(unknown === null ? ['The Hub was not asked.'] : []),
    ...(unknown !== null && unknown > 0
      ? [`${count(unknown, 'question')} left open: the Hub gave no clear answer.`]
      : []),
    ...context.notes,
  ];
  const parts = [
    MARKER,
    `### namesake: ${verdict(comparison)}`,
    ...sections,
    notes.map((note) => markdownText(note)).join('<br>'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function verdict({ introduced, more, loosened, references }: Comparison): string {
  const all = introduced.length + more.introduced;
  if (all > 0) {
    const counts = [...SEVERITIES]
      .reverse()
      .map((severity) => [severity, introduced.filter((one) => one.severity === severity).length] as const)
      .filter(([, amount]) => amount > 0)
      .map(([severity, amount]) => `${amount} ${severity}`);
    return `this change introduces ${count(all, 'finding')}: ${counts.join(', ')}.`;
  }
  if (loosened.length > 0) return 'this change introduces no finding, and loosens or moves pins.';
  return references.length > 0
    ? 'this change names repositories that are new here, and introduces no finding.'
    : 'this change introduces no finding.';
}

function findings(title: string, all: readonly Told[], more: number, most: number, context: BodyContext): string {
  if (all.length === 0) return '';
  const ordered = [...all].sort((one, other) => SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity));
  const summary = table(title, ['Severity', 'Rule', 'Repository', 'Where'], ordered, more, most / 2, (one) => {
    const page = context.ruleUrl(one.rule);
    const rest = one.places.length - 1 + one.unlisted;
    const first = one.places[0] === undefined ? '' : link(one.places[0], context);
    return [
      one.severity,
      page === null ? one.rule : `[${one.rule}](${page})`,
      `${one.kind} ${name(one.id)}`,
      rest > 0 ? `${first} and ${count(rest, 'more', 'more')}` : first,
    ];
  });
  const details = fitting(
    ordered,
    most / 2,
    ({ severity, rule, confidence, kind, id, message, advice, places, unlisted }) => {
      const rest = places.length - Math.min(places.length, PLACES_SHOWN) + unlisted;
      const where = places.slice(0, PLACES_SHOWN).map((place) => `- ${link(place, context)}`);
      return [
        `**${severity}** ${rule}: ${kind} ${name(id)} (${confidence} confidence)`,
        `**What:** ${markdownText(message, 600)}<br>**To do:** ${markdownText(advice, 600)}`,
        [...where, ...(rest > 0 ? [`- and ${count(rest, 'more', 'more')}`] : [])].join('\n'),
      ].join('\n\n');
    },
  );
  return `${summary}\n\n${folded('Details', [...details, ...left(all.length - details.length + more)].join('\n\n'))}`;
}

function table<Item>(
  title: string,
  head: readonly string[],
  items: readonly Item[],
  more: number,
  most: number,
  cells: (item: Item) => readonly string[],
): string {
  const rows = fitting(items, most, (item) => `| ${cells(item).join(' | ')} |`);
  const lines = [`| ${head.join(' | ')} |`, `|${' :-- |'.repeat(head.length)}`, ...rows].join('\n');
  return [...(title === '' ? [] : [title]), lines, ...left(items.length - rows.length + more)].join('\n\n');
}

function list<Item>(
  title: string,
  items: readonly Item[],
  more: number,
  most: number,
  write: (item: Item) => string,
): string {
  const lines = fitting(items, most, (item) => `- ${write(item)}`);
  return [...(title === '' ? [] : [title]), lines.join('\n'), ...left(items.length - lines.length + more)].join('\n\n');
}

function folded(summary: string, text: string): string {
  return `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`;
}

function left(amount: number): string[] {
  return amount > 0 ? [`And ${count(amount, 'more', 'more')}.`] : [];
}

function loosenedLine({ what, kind, id, was, now, place }: Loosened, context: BodyContext): string {
  return `**${what}**: ${kind} ${name(id)} at ${link(place, context)}, from ${name(was)} to ${name(now)}`;
}

function namedCells({ kind, id, state, pinned, place }: Named, context: BodyContext): string[] {
  return [`${kind} ${name(id)}`, state, pinned ? 'yes' : 'no', link(place, context)];
}

function link({ path, line }: Told['places'][number], { source }: BodyContext): string {
  const shown = name(`${path}:${line}`);
  const address = uriPath(path);
  return source === '' || address.length > LINK_MOST ? shown : `[${shown}](${source}${address}#L${line})`;
}

function name(text: string): string {
  return markdownCode(text, NAME_MOST);
}
