/** Words of a text that is meant for people. */

import type { Span } from '../model.ts';
import { downloads, kindFromText, MAX_AROUND, notARepository, placeOf, tagOf } from './candidate.ts';
import type { Passage } from './facts.ts';
import type { Findings } from './found.ts';
import { readBare } from './ids.ts';
import { isLegacyModel } from './legacy.ts';
import { originSpan } from './text.ts';
import { type Word, wordsIn } from './words.ts';

/** Words of a text that is meant for people, outside the spans that were read as code. */
export function findInPassage(passage: Passage, except: readonly Span[]): Findings {
  const found: Findings = { candidates: [], dismissed: [], unfollowed: [] };
  const { text, place } = passage;
  for (const word of [...wordsIn(text.content), ...legacyWordsIn(text.content)]) {
    if (except.some(({ start, end }) => word.start >= start && word.start < end)) continue;
    if ('not' in word.target) {
      notARepository(word, word.target, place, originSpan(text, word), found);
      continue;
    }
    const span = originSpan(text, word.target.span);
    found.candidates.push({
      target: word.target,
      span,
      statement: originSpan(text, lineAround(text.content, word)),
      place: placeOf(word.target, place),
      kind: word.target.kind ?? kindFromText(text.content, word),
      load: null,
      downloads: downloads(word.target, place),
      labels: labelsBefore(word, text.content),
      callee: null,
      whole: false,
      tag: tagOf(word, word.target),
      open: word.open,
      before: text.content.slice(Math.max(0, word.start - MAX_AROUND), word.start),
      after: text.content.slice(word.end, word.end + MAX_AROUND),
      beside: null,
    });
  }
  return found;
}

/** `--model ns/name`, `"model": "ns/name"` in a text that is not read as code. */
const LABELLED =
  /(?:--?([A-Za-z][\w-]*)[ \t]+|(?<![\w.-])((?:[A-Za-z_][\w-]*[ \t])?[A-Za-z_][\w-]*)["'`*]*[ \t]*[:=]\*{0,2}[ \t]*)["'`]?$/;

function labelsBefore({ key, start }: Word, content: string): string[] {
  if (key !== null) return [key];
  const match = LABELLED.exec(content.slice(Math.max(0, start - 60), start));
  const label = match?.[1] ?? match?.[2];
  return label === undefined ? [] : [label];
}

/** One-part ids in running text: only those of the closed list, and only where they are quoted. */
function* legacyWordsIn(content: string): Generator<Word> {
  for (const match of content.matchAll(/(?<=[`"'])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?=[`"'])/g)) {
    const target = isLegacyModel(match[0]) ? readBare(match[0], match.index) : null;
    if (target !== null) yield { text: match[0], ...target.span, key: null, open: false, target };
  }
}

function lineAround(content: string, { start, end }: Span): Span {
  const first = content.lastIndexOf('\n', start) + 1;
  const last = content.indexOf('\n', end);
  return { start: first, end: last < 0 ? content.length : last };
}
