/** The comments `namesake: ignore[rule] reason` of a file, in whatever way its language writes comments. */

import type { Span } from '../model.ts';
import { RULES } from './registry.ts';

export interface Ignore {
  /** 1-based, by line feeds. */
  readonly line: number;
  /** Rules that exist. */
  readonly rules: readonly string[];
  /** May be empty. */
  readonly reason: string;
  /** From the comment's marker to the end of the reason. */
  readonly span: Span;
  /** Nothing else stands on the line, so that it speaks of the next. */
  readonly alone: boolean;
  /** What is wrong with it, in words. */
  readonly problem?: string;
}

const WORD = 'namesake:';

/** What begins a comment: `#`, `//`, `/*` and its continuation `*`, `<!--`, `--`, `;`, `%`, `..`. The language is not asked. */
const MARKER = /(?:#+|\/{2,}!?|\/?\*+|<!--|--+|;+|%+|\.\.)[ \t]*$/;
/** The longest marker with its blanks that is looked for. */
const MARKER_LENGTH = 24;
/** A line of a notebook is a JSON string, and JavaScript in a template stands in braces. */
const ALONE = /^[\s"'{]*$/;
const ALONE_LENGTH = 400;
/** What is read of an ignore from its word on. */
const LENGTH = 1000;
/** Ends a reason: the end of a block comment, or of the line within a notebook's JSON string. */
const END = /\*\/|-->|\\n|["'],?\s*$/;

const KNOWN: ReadonlySet<string> = new Set(RULES.map((rule) => rule.meta.name));

/**
 * Finds the ignore comments of a text, in order. Texts without the string `namesake:` have none.
 *
 * A missing bracket, a star or an unknown rule is a `problem` of the ignore; the rules that it names rightly still count.
 */
export function findIgnores(text: string): Ignore[] {
  const ignores: Ignore[] = [];
  let line = 1;
  let lineStart = 0;
  let lineEnd = endOfLine(text, 0);
  for (let at = text.indexOf(WORD); at >= 0; at = text.indexOf(WORD, at + WORD.length)) {
    while (lineEnd < at) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = endOfLine(text, lineStart);
    }
    const marker = MARKER.exec(text.slice(Math.max(lineStart, at - MARKER_LENGTH), at))?.[0];
    const rest = text.slice(at + WORD.length, Math.min(lineEnd, at + LENGTH));
    const body = /^\s*ignore\b/.exec(rest);
    if (marker === undefined || body === null) continue;
    const start = at - marker.length;
    const { length, ...parsed } = parseIgnore(rest.slice(body[0].length));
    const end = at + WORD.length + body[0].length + length;
    const alone = start - lineStart <= ALONE_LENGTH && ALONE.test(text.slice(lineStart, start));
    ignores.push({ line, ...parsed, span: { start, end }, alone });
  }
  return ignores;
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? text.length : feed;
}

/** What follows the word `ignore`; `length` is how much of it belongs to the comment. */
function parseIgnore(rest: string): Pick<Ignore, 'rules' | 'reason' | 'problem'> & { readonly length: number } {
  const bracket = /^\s*\[([^\]]*)\]/.exec(rest);
  if (bracket === null) {
    return {
      rules: [],
      reason: '',
      length: 0,
      problem: 'an ignore names its rules in brackets: namesake: ignore[rule] reason',
    };
  }
  const after = rest.slice(bracket[0].length);
  const reason = after.slice(0, END.exec(after)?.index);
  const names = (bracket[1] ?? '').split(',').map((name) => name.trim());
  const rules = [...new Set(names.filter((name) => KNOWN.has(name)))];
  const length = bracket[0].length + reason.trimEnd().length;
  const problem = problemOf(names.filter((name) => !KNOWN.has(name)));
  return { rules, reason: reason.trim(), length, ...(problem === null ? {} : { problem }) };
}

function problemOf(unknown: readonly string[]): string | null {
  const [first] = unknown;
  if (first === undefined) return null;
  if (first === '*') return 'an ignore names its rules: ignore[*] is not possible';
  return first === '' ? 'an ignore names at least one rule in its brackets' : `unknown rule in an ignore: ${first}`;
}
