/** Where in a text something of interest stands: a text with nothing of interest is never parsed, and of a long one only the parts around. */

import type { Target } from './ids.ts';
import type { Loader } from './loaders.ts';
import { isKnownNamespace } from './namespaces.ts';
import { isWordPair, otherThanReference } from './otherwise.ts';
import type { LoaderTable } from './sinks.ts';
import { wordsIn } from './words.ts';

/** Ends of one-part ids, which have no slash to be found by. */
const LEGACY_HINTS = [
  'bert-',
  'roberta-',
  'gpt2',
  't5-',
  'xlnet-',
  'xlm-',
  'openai-gpt',
  'transfo-xl',
  'all-MiniLM',
  'all-mpnet',
  'paraphrase-m',
  'multi-qa-',
];

/**
 * Offsets of plausible words and of calls that may load, in no order. Empty where nothing would come of parsing.
 */
export function interestIn(content: string, table: LoaderTable): number[] {
  const offsets: number[] = [];
  for (const { start, target } of wordsIn(content)) {
    if ('not' in target ? target.span.end - target.span.start < 0 : !isPlausible(target)) continue;
    if (!('not' in target)) offsets.push(start);
  }
  for (const hint of LEGACY_HINTS) {
    for (let at = content.indexOf(hint); at >= 0; at = content.indexOf(hint, at + hint.length)) offsets.push(at);
  }
  // Of the calls, only those that tell by their name: others need an id beside them, which is a word.
  let telling = offsets.length > 0;
  const calls: number[] = [];
  const mentioned = new Map<string, boolean>();
  for (let at = content.indexOf('('); at >= 0; at = content.indexOf('(', at + 1)) {
    const start = nameBefore(content, at);
    const loaders = start < at ? table.get(content.slice(start, at)) : undefined;
    if (loaders === undefined || !loaders.some(mayBeMeant)) continue;
    calls.push(start);
    telling ||= loaders.some(({ distinctive }) => distinctive);
  }
  return telling ? offsets.concat(calls) : [];

  /** `open` and `cat` are everybody's names: only a text that names their package and their class can mean theirs. */
  function mayBeMeant({ distinctive, tellingIn, call, from }: Loader): boolean {
    if (distinctive || tellingIn !== undefined) return true;
    return (
      from.some((name) => mentions(name.split(/[./]/)[0] ?? '')) &&
      call
        .split('.')
        .slice(0, -1)
        .every((segment) => !/^[A-Z]\w/.test(segment) || mentions(segment))
    );
  }

  function mentions(name: string): boolean {
    const known = mentioned.get(name) ?? content.includes(name);
    mentioned.set(name, known);
    return known;
  }
}

/** Where the name begins that ends at an offset; the offset itself where none does. */
export function nameBefore(content: string, end: number): number {
  let start = end;
  while (start > 0) {
    const code = content.charCodeAt(start - 1);
    const inName =
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57);
    if (!inName) break;
    start--;
  }
  return start;
}

/** Whether a word could become a reference by anything that its surroundings say. */
function isPlausible(target: Target): boolean {
  if (otherThanReference(target, false) !== null)
    return target.namespace === null || otherThanReference(target, true) === null;
  return target.form !== 'id' || !isWordPair(target) || isKnownNamespace(target.namespace);
}

const IMPORTED = /^[ \t]*(?:from\s+[\w.]+\s+)?import\b[ \t]*/gm;

/** Offsets of the calls of imported names: all that another file can want of one that has no interest of its own. */
export function callsOfImports(content: string): number[] {
  const names = new Set<string>();
  IMPORTED.lastIndex = 0;
  for (let match = IMPORTED.exec(content); match !== null; match = IMPORTED.exec(content)) {
    const start = match.index + match[0].length;
    const end = content.indexOf(content[start] === '(' ? ')' : '\n', start);
    const stop = end < 0 ? content.length : end;
    for (const name of content.slice(start, stop).match(/[A-Za-z_$][\w$]*/g) ?? []) names.add(name);
    IMPORTED.lastIndex = Math.max(stop, start);
  }
  const offsets: number[] = [];
  if (names.size === 0) return offsets;
  for (let at = content.indexOf('('); at >= 0; at = content.indexOf('(', at + 1)) {
    const start = nameBefore(content, at);
    if (start < at && names.has(content.slice(start, at))) offsets.push(start);
  }
  return offsets;
}
