/** What a change does to the references of a repository: the values that the comment is written from, and their form on disk. */

import { z } from 'zod';
import { CONFIDENCES, REPO_KINDS, type RuleMeta, SEVERITIES } from '../model.ts';

/** Files by which namesake goes: whoever edits them edits what is said. */
export const OWN_FILES = ['namesake.yml', 'namesake.yaml', 'namesake.lock'] as const;

const MOST = 200;
/** No space: what stands in a record is shown, and must not be able to speak. */
const word = z.string().regex(/^[^\s\p{C}]{1,300}$/u);
const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
/** A path may have spaces, and is shown as code. */
const path = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text));

const place = z.strictObject({ path, line: z.int().positive() });

const told = z.strictObject({
  rule: z.string().regex(/^[a-z0-9-]{1,60}$/),
  severity: z.enum(SEVERITIES),
  confidence: z.enum(CONFIDENCES),
  kind: z.enum(REPO_KINDS),
  id: word,
  places: z.array(place).max(MOST),
  /** How many more there are. */
  unlisted: z.int().nonnegative(),
});

const named = z.strictObject({
  kind: z.enum(REPO_KINDS),
  id: word,
  /** What stands behind it, in a word. */
  state: z.enum(['live', 'moved', 'absent', 'restricted', 'unknown', 'not asked']),
  pinned: z.boolean(),
  place,
});

const loosened = z.strictObject({
  what: z.enum(['pin lost', 'pin moved', 'remote code on']),
  kind: z.enum(REPO_KINDS),
  id: word,
  was: word,
  now: word,
  place,
});

const count = z.int().nonnegative();

/** A record that a job without rights leaves for one that may write. Whoever opened the pull request can have written it. */
const RECORD = z.strictObject({
  version: z.literal(1),
  head: commit,
  /** What the change brings. */
  introduced: z.array(told).max(MOST),
  /** What the Hub says today of lines that the change leaves as they are. */
  standing: z.array(told).max(MOST),
  mended: z.array(told).max(MOST),
  references: z.array(named).max(MOST),
  loosened: z.array(loosened).max(MOST),
  /** Of each list, how many more there are. */
  more: z.strictObject({ introduced: count, standing: count, mended: count, references: count, loosened: count }),
  /** Findings on lines that the change leaves as they are and that rest on those lines alone: old debts. */
  debts: count,
  /** How many more findings are ignored than before. */
  silenced: z.int(),
  /** Files of namesake's own that the change edits. */
  edited: z.array(z.enum(OWN_FILES)).max(10),
  /** What the Hub left open, or null where it was not asked. */
  unknown: count.nullable(),
});

type Schema = z.infer<typeof RECORD>;
export type Named = Readonly<Schema['references'][number]>;
export type Loosened = Readonly<Schema['loosened'][number]>;
/** A finding as it is told; its sentences come from the rule alone where it was read from a record. */
export type Told = Readonly<Schema['introduced'][number]> & { readonly message: string; readonly advice: string };
export type Comparison = Readonly<Omit<Schema, 'version' | 'introduced' | 'standing' | 'mended'>> & {
  readonly [list in 'introduced' | 'standing' | 'mended']: readonly Told[];
};

/** A record's bytes are read up to here. */
export const RECORD_MOST = 4_000_000;

/** The record of a comparison, without a sentence in it, and of what its form has no room for only how much that is. */
export function recordText(comparison: Comparison): string {
  const more: Record<string, number> = { ...comparison.more };
  const tell = (name: 'introduced' | 'standing' | 'mended') =>
    comparison[name].flatMap(({ message: _, advice: __, ...rest }) => {
      if (told.safeParse(rest).success) return [rest];
      more[name] = (more[name] ?? 0) + 1;
      return [];
    });
  const [introduced, standing, mended] = [tell('introduced'), tell('standing'), tell('mended')];
  const record = { version: 1, ...comparison, introduced, standing, mended, more };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Reads a record as the hostile text that it is; null for what is none. Its rules must exist: their sentences are told. */
export function readRecord(text: string, rules: ReadonlyMap<string, RuleMeta>): Comparison | null {
  const record = RECORD.safeParse(parsed(text));
  if (!record.success) return null;
  const { version: _, introduced, standing, mended, ...rest } = record.data;
  const all = [...introduced, ...standing, ...mended];
  if (all.some(({ rule }) => !rules.has(rule))) return null;
  const withSentences = (list: readonly Schema['introduced'][number][]): Told[] =>
    list.map((one) => ({
      ...one,
      message: rules.get(one.rule)?.summary ?? '',
      advice: `Run namesake explain ${one.rule}.`,
    }));
  return {
    ...rest,
    introduced: withSentences(introduced),
    standing: withSentences(standing),
    mended: withSentences(mended),
  };
}

/** Keeps a list within its form. */
export function atMost<Item>(list: readonly Item[]): { readonly kept: Item[]; readonly more: number } {
  return { kept: list.slice(0, MOST), more: Math.max(0, list.length - MOST) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
