/** Which places of which findings are silenced, by comments and by the configuration, and which of the silencers are of no use. */

import { type Diagnostic, type FindingPlace, type Rule, repoName, type Subject } from '../model.ts';
import type { Ignore } from './comment.ts';
import { globMatches } from './glob.ts';

export { findIgnores, type Ignore } from './comment.ts';

/** An entry of `ignore:` in the configuration. It covers what meets every condition that it gives; without any it covers nothing. */
export interface ConfiguredIgnore {
  readonly rule?: string | undefined;
  /** A glob over `namespace/name`, without letter case. */
  readonly id?: string | undefined;
  /** A glob over the path. One that matches a folder covers what is in it. */
  readonly path?: string | undefined;
  readonly reason: string;
  /** The last day on which it applies, `YYYY-MM-DD`. */
  readonly until?: string | undefined;
  /** 1-based, in the configuration file. */
  readonly line: number;
}

export interface Suppression {
  /** The ignore comments of each file that has any, by path. */
  readonly comments: ReadonlyMap<string, readonly Ignore[]>;
  readonly ignore: readonly ConfiguredIgnore[];
  /** What stands before a path relative to the audited root where the globs of `ignore` are matched. */
  readonly ignorePrefix: string;
  /** The file that `ignore` was read from, for diagnostics. */
  readonly configFile: string | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** True where only a part of the tree was read: then it is no fault of an entry of `ignore` that it met nothing. */
  readonly partial: boolean;
}

export interface Suppressor {
  /** The places that are left of a rule's verdict on a subject. */
  unsilenced(rule: Rule, subject: Subject, places: readonly FindingPlace[]): FindingPlace[];
  /** Takes note that the Hub left a subject open, so that it proves no silencer of a rule that needs the Hub to be of no use. */
  leaveOpen(subject: Subject, places: readonly FindingPlace[]): void;
  /** What is wrong with comments and entries, and which silenced nothing; to be asked last. */
  diagnostics(): Diagnostic[];
}

/** @param rules The rules that are run: nothing is said of silencers of others. */
export function createSuppressor(suppression: Suppression, rules: readonly Rule[]): Suppressor {
  const comments = new Map([...suppression.comments].map(([path, ignores]) => [path, indexComments(ignores)]));
  const entries = suppression.ignore.map((entry) => ({
    entry,
    expired: entry.until !== undefined && entry.until < suppression.today,
    useful: false,
  }));

  /** Every silencer of a place is marked as useful, not the first alone. */
  function unsilenced(rule: Rule, subject: Subject, places: readonly FindingPlace[]): FindingPlace[] {
    const candidates = entries.filter(({ entry, expired }) => !expired && meets(entry, rule, subject));
    return places.filter((at) => {
      const commented = comments.get(at.site.path)?.get(rule.meta.name);
      const byComment = commented !== undefined && markComments(commented, at);
      const path = suppression.ignorePrefix + at.site.path;
      const byEntry = candidates.filter(({ entry }) => entry.path === undefined || pathMatches(entry.path, path));
      for (const one of byEntry) one.useful = true;
      return !byComment && byEntry.length === 0;
    });
  }

  return {
    unsilenced,
    leaveOpen(subject, places) {
      for (const rule of rules) if (rule.meta.needsHub) unsilenced(rule, subject, places);
    },
    diagnostics() {
      const judged = new Set(rules.map((rule) => rule.meta.name));
      const idle = ({ entry, useful }: (typeof entries)[number]) =>
        !useful && !suppression.partial && (entry.rule === undefined || judged.has(entry.rule));
      return [
        ...entries.flatMap((one) => {
          const { until, line, reason } = one.entry;
          if (!one.expired && !idle(one)) return [];
          const what = one.expired ? `expired ignore: it applied until ${until}` : 'unused ignore: it silenced nothing';
          return [{ path: suppression.configFile, line, message: `${what} (its reason: ${reason})` }];
        }),
        ...[...suppression.comments.keys()]
          .sort()
          .flatMap((path) => [
            ...(suppression.comments.get(path) ?? []).flatMap(({ line, problem }) =>
              problem === undefined ? [] : [{ path, line, message: problem }],
            ),
            ...unusedComments(path, comments.get(path) ?? new Map(), judged),
          ]),
      ];
    },
  };
}

/** Ignore comments by line, with a difference array of the ranges that were asked for: marking stays cheap in a file full of them. */
interface Marked {
  readonly ignores: readonly Ignore[];
  readonly marks: number[];
}

/** Those of one rule in one file: all of them, and again those that stand alone on their line. */
interface Commented {
  readonly all: Marked;
  readonly alone: Marked;
}

function indexComments(ignores: readonly Ignore[]): Map<string, Commented> {
  const byRule = new Map<string, Ignore[]>();
  for (const ignore of ignores) {
    for (const rule of ignore.rules) {
      const found = byRule.get(rule);
      if (found === undefined) byRule.set(rule, [ignore]);
      else found.push(ignore);
    }
  }
  return new Map(
    [...byRule].map(([rule, found]) => {
      found.sort((a, b) => a.line - b.line);
      return [rule, { all: marked(found), alone: marked(found.filter((ignore) => ignore.alone)) }];
    }),
  );
}

function marked(ignores: readonly Ignore[]): Marked {
  return { ignores, marks: new Array<number>(ignores.length + 1).fill(0) };
}

/** Whether a comment covers a place: one on any line of its statement, or alone on the line above the statement or the id. */
function markComments({ all, alone }: Commented, { site }: FindingPlace): boolean {
  const [first, last] = site.statementLines;
  const onStatement = mark(all, Math.min(first, site.line), Math.max(last, site.line));
  const above = mark(alone, first - 1, first - 1);
  return onStatement || above;
}

function mark({ ignores, marks }: Marked, firstLine: number, lastLine: number): boolean {
  const from = firstFrom(ignores, firstLine);
  const to = firstFrom(ignores, lastLine + 1);
  if (from === to) return false;
  marks[from] = (marks[from] ?? 0) + 1;
  marks[to] = (marks[to] ?? 0) - 1;
  return true;
}

/** The index of the first ignore on or after a line. */
function firstFrom(ignores: readonly Ignore[], line: number): number {
  let low = 0;
  let high = ignores.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ignores[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function usefulOf({ ignores, marks }: Marked): Ignore[] {
  let depth = 0;
  return ignores.filter((_, index) => {
    depth += marks[index] ?? 0;
    return depth > 0;
  });
}

function unusedComments(
  path: string,
  byRule: ReadonlyMap<string, Commented>,
  judged: ReadonlySet<string>,
): Diagnostic[] {
  const unused: { readonly line: number; readonly rule: string }[] = [];
  for (const [rule, { all, alone }] of byRule) {
    if (!judged.has(rule)) continue;
    const useful = new Set([...usefulOf(all), ...usefulOf(alone)]);
    for (const ignore of all.ignores) if (!useful.has(ignore)) unused.push({ line: ignore.line, rule });
  }
  return unused
    .sort((a, b) => a.line - b.line)
    .map(({ line, rule }) => ({ path, line, message: `unused ignore: ${rule} has nothing to say here` }));
}

/** Whether an entry is for a rule and a subject, wherever its places are. */
function meets({ rule: name, id, path }: ConfiguredIgnore, rule: Rule, subject: Subject): boolean {
  if (name === undefined && id === undefined && path === undefined) return false;
  return (name === undefined || name === rule.meta.name) && (id === undefined || idMatches(id, subject));
}

function pathMatches(glob: string, path: string): boolean {
  return globMatches(`${glob.replace(/^\.\//, '').replace(/\/+$/, '')}/**`, path);
}

/** A template is met by its text, and by globs that cover its namespace whole. */
function idMatches(glob: string, subject: Subject): boolean {
  const names =
    subject.is === 'repository'
      ? [repoName(subject.id)]
      : [subject.text, ...(subject.namespace === null ? [] : [`${subject.namespace}/*`])];
  return names.some((name) => globMatches(glob.toLowerCase(), name.toLowerCase()));
}
