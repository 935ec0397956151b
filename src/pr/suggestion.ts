/** Makes of the fixes of findings what a reviewer can take over with one click: whole lines of the change, as they should be. */

import { createHash } from 'node:crypto';
import type { Edit, Finding } from '../model.ts';
import { longestRun, markdownText } from '../report/escape.ts';
import { type ChangedFile, isShown, lineBefore } from './diff.ts';

export interface Suggestion {
  readonly path: string;
  /** The path before the change; the same where there is none. */
  readonly oldPath: string;
  /** 1-based lines after the change, both included. */
  readonly first: number;
  readonly last: number;
  /** The line of `last` before the change; null where the change adds it. */
  readonly lastBefore: number | null;
  /** What the lines become, without a line feed at the end. */
  readonly text: string;
  /** Rule and repository, for the words beside it; the words are not escaped. */
  readonly rule: string;
  readonly description: string;
}

/** A review that says more is not read. */
const MOST = 20;
const LINES_MOST = 12;
const TEXT_MOST = 4_000;
/** Controls, bidi and zero-width characters, private and unassigned ones. */
const UNSEEN = /(?![\n\t])[\p{C}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The suggestions for what a change introduces. Left out is what is not on lines of the diff, what holds a character that cannot be
 * seen (a suggestion cannot be escaped), and files whose lines end in a carriage return.
 *
 * @param textOf the text of a file after the change
 */
export function suggestionsFor(
  introduced: readonly Finding[],
  changes: readonly ChangedFile[],
  textOf: (path: string) => string | null,
): Suggestion[] {
  const files = new Map(changes.map((file) => [file.path, file]));
  const made = introduced.flatMap(({ rule, fix }) =>
    (fix?.edits ?? []).length === 0 || fix === undefined
      ? []
      : [...groupBy(fix.edits, ({ path }) => path)].flatMap(([path, edits]) => {
          const [file, text] = [files.get(path), textOf(path)];
          if (file === undefined || text === null || text.includes('\r')) return [];
          return blocksOf(edits, text).flatMap((block): Suggestion[] => {
            if (!isShown(file, block.first, block.last) || !isFit(block)) return [];
            const { description } = fix;
            const lastBefore = lineBefore(file, block.last);
            return [{ path, oldPath: file.before ?? path, lastBefore, rule, description, ...block }];
          });
        }),
  );
  // Two rules may be mended by the same edit.
  const unique = new Map(made.map((one) => [`${one.path} ${one.first} ${one.last}`, one]));
  return [...unique.values()].slice(0, MOST);
}

/** The body of a comment that suggests; the fence is longer than any in the text. */
export function suggestionBody(one: Suggestion, syntax: 'github' | 'gitlab'): string {
  const { rule, description, text, first, last } = one;
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const info = syntax === 'github' ? 'suggestion' : `suggestion:-${last - first}+0`;
  return `${suggestionMarker(one)}\n**${rule}**: ${markdownText(description, 300)}\n\n${fence}${info}\n${text}\n${fence}`;
}

/** By this line a suggestion is known again: by its path and its text, whatever line that is on by now. */
export function suggestionMarker({ path, text }: Suggestion): string {
  const print = createHash('sha256').update(`${path}\0${text}`).digest('hex').slice(0, 32);
  return `<!-- namesake:suggestion ${print} -->`;
}

interface Block {
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** Edits on the same or neighbouring lines make one block. */
function blocksOf(edits: readonly Edit[], text: string): Block[] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineOf = (offset: number): number => {
    let line = 0;
    while (line + 1 < starts.length && (starts[line + 1] ?? 0) <= offset) line += 1;
    return line;
  };
  const groups: { first: number; last: number; edits: Edit[] }[] = [];
  for (const edit of [...edits].sort((one, other) => one.span.start - other.span.start)) {
    const [first, last] = [lineOf(edit.span.start), lineOf(edit.span.end)];
    const group = groups.at(-1);
    if (group !== undefined && first <= group.last + 1) {
      group.last = Math.max(group.last, last);
      group.edits.push(edit);
    } else groups.push({ first, last, edits: [edit] });
  }
  return groups.map((group) => {
    const [from, to] = [starts[group.first] ?? 0, (starts[group.last + 1] ?? text.length + 1) - 1];
    let lines = '';
    let at = from;
    for (const { span, text: replacement } of group.edits) {
      lines += text.slice(at, span.start) + replacement;
      at = span.end;
    }
    return { first: group.first + 1, last: group.last + 1, text: lines + text.slice(at, to) };
  });
}

function isFit({ first, last, text }: Block): boolean {
  return last - first < LINES_MOST && text.length <= TEXT_MOST && !UNSEEN.test(text);
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
