/** The rules of gitignore(5): which paths a `.gitignore`, `.git/info/exclude` or the `exclude` of a configuration leaves out. */
import { compileWildcard, type PathMatcher } from './wildcard.ts';

/** The rules of one file, which hold for what lies under one folder. */
export interface IgnoreRules {
  /** The absolute path of the folder, with forward slashes and one at the end. */
  readonly base: string;
  readonly rules: readonly Rule[];
}

interface Rule {
  /** `!pattern` takes back in what an earlier pattern left out. */
  readonly negated: boolean;
  readonly directoryOnly: boolean;
  /** Tied to the folder of the rules; otherwise it is matched against the last segment of a path, at any depth. */
  readonly anchored: boolean;
  readonly matches: PathMatcher;
}

/**
 * Parses patterns, one a line.
 *
 * @param base absolute path of the folder they are relative to, with forward slashes
 */
export function parseIgnoreRules(text: string, base: string): IgnoreRules {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  return { base: base.endsWith('/') ? base : `${base}/`, rules: lines.flatMap((line) => parseRule(line) ?? []) };
}

function parseRule(line: string): Rule | null {
  if (line.startsWith('#')) return null;
  let pattern = trimSpaces(line.replace(/\r$/, ''));
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  const directoryOnly = pattern.endsWith('/');
  if (directoryOnly) pattern = pattern.slice(0, -1);
  if (pattern === '') return null;
  const matches = compileWildcard(pattern.startsWith('/') ? pattern.slice(1) : pattern);
  return matches === null ? null : { negated, directoryOnly, anchored: pattern.includes('/'), matches };
}

/** Spaces at the end do not count unless a backslash stands before them. */
function trimSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') end--;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') backslashes++;
  return line.slice(0, backslashes % 2 === 1 && end < line.length ? end + 1 : end);
}

/**
 * Whether the rules leave out a path itself, whatever they say of the folders above it.
 *
 * @param stack the outermost first: the innermost that has an opinion decides
 * @param path absolute, with forward slashes
 */
export function isIgnored(stack: readonly IgnoreRules[], path: string, isDirectory: boolean): boolean {
  for (const rules of stack.toReversed()) {
    const rule = lastMatch(rules, path, isDirectory);
    if (rule !== undefined) return !rule.negated;
  }
  return false;
}

function lastMatch({ base, rules }: IgnoreRules, path: string, isDirectory: boolean): Rule | undefined {
  if (!path.startsWith(base)) return undefined;
  const segments = path.slice(base.length).split('/');
  const name = segments.slice(-1);
  return rules.findLast(
    (rule) => (isDirectory || !rule.directoryOnly) && rule.matches(rule.anchored ? segments : name),
  );
}

/** Whether the rules leave out a file or any folder between it and the folder of the rules. */
export function isIgnoredWithin(rules: IgnoreRules, path: string): boolean {
  for (let slash = path.indexOf('/', rules.base.length); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (isIgnored([rules], path.slice(0, slash), true)) return true;
  }
  return isIgnored([rules], path, false);
}
