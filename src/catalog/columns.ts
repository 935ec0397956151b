/** Which column or key of a catalogue names the repositories, and which ones tell their kind and revision. */

import { REPO_KINDS, type RepoKind } from '../model.ts';
import type { Entry } from './entry.ts';
import { readReference } from './reference.ts';

export interface Columns {
  /** Whether a field under this key names a repository. */
  readonly isName: (key: string) => boolean;
  /** The key that was chosen; null where every text that reads as a repository is taken for one. */
  readonly chosen: string | null;
  /** Whether there is a column for revisions: then a row without one is one that is not pinned. */
  readonly hasRevisions: boolean;
}

/** Keys that are known to name repositories, the clearest first, without letter case and punctuation. */
const NAMES: readonly string[] = [
  'hfrepoid',
  'hfmodelid',
  'hfdatasetid',
  'huggingfacerepoid',
  'huggingfacemodelid',
  'huggingfaceid',
  'huggingfacerepo',
  'huggingfacemodel',
  'huggingfaceurl',
  'huggingface',
  'hfid',
  'hfrepo',
  'hfmodel',
  'hfurl',
  'repoid',
  'modelid',
  'datasetid',
  'spaceid',
  'repository',
  'repo',
  'modelname',
  'id',
  'model',
  'dataset',
  'name',
  'source',
  'url',
  'uri',
];
const REVISIONS: ReadonlySet<string> = new Set([
  'revision',
  'hfrevision',
  'commit',
  'commithash',
  'commitid',
  'commitsha',
]);
const KINDS: ReadonlySet<string> = new Set(['kind', 'type', 'repotype']);
/** Keys that tell the kind of what they name: `dataset_id`, `hf_space`. */
const KIND_KEYS = REPO_KINDS.map(
  (kind) => [kind, new RegExp(`^(?:hf|huggingface)?${kind}s?(?:id|repo|name)?$`)] as const,
);
/** Of the texts under a key, at least this share has to read as a repository. */
const SHARE = 0.5;

/** A key as it is compared: `HF Repo-ID` is `hfrepoid`. */
export function plainKey(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

export function isRevisionKey(key: string): boolean {
  return REVISIONS.has(plainKey(key));
}

/** The kind that the fields of an entry, or the key of the name itself, tell; null where they do not. */
export function kindOf(entry: Entry, key: string): RepoKind | null {
  for (const field of entry) {
    if (!KINDS.has(plainKey(field.key))) continue;
    const kind = REPO_KINDS.find((each) => each === field.text.toLowerCase().replace(/s$/, ''));
    if (kind !== undefined) return kind;
  }
  const plain = plainKey(key);
  return KIND_KEYS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/** Chooses by the name of a key where one is known and its texts bear it out, and by the texts alone otherwise. Null where nothing reads as a repository. */
export function chooseColumns(sample: readonly Entry[]): Columns | null {
  const tallies = new Map<string, { texts: number; names: number }>();
  let hasRevisions = false;
  for (const entry of sample) {
    for (const { key, text } of entry) {
      if (isRevisionKey(key)) hasRevisions = true;
      const tally = tallies.get(key) ?? { texts: 0, names: 0 };
      tallies.set(key, tally);
      tally.texts += 1;
      if (readReference(text, kindOf(entry, key)) !== null) tally.names += 1;
    }
  }
  const likely = [...tallies]
    .filter(([, { texts, names }]) => names > 0 && names >= texts * SHARE)
    .sort(([a, one], [b, other]) => rank(a) - rank(b) || other.names - one.names);
  const [first] = likely;
  if (first === undefined) return null;
  const [chosen, { names }] = first;
  // A map from names of its own: no key comes twice, so there is no column.
  if (names === 1 && likely.length > 1 && rank(chosen) === NAMES.length) {
    return { isName: () => true, chosen: null, hasRevisions };
  }
  return { isName: (key) => key === chosen, chosen, hasRevisions };
}

/** The column that was named on the command line, whatever its letter case. */
export function namedColumn(name: string, sample: readonly Entry[]): Columns {
  const wanted = plainKey(name) === '' ? name : plainKey(name);
  return {
    isName: (key) => key === name || (plainKey(key) !== '' && plainKey(key) === wanted),
    chosen: name,
    hasRevisions: sample.some((entry) => entry.some(({ key }) => isRevisionKey(key))),
  };
}

function rank(key: string): number {
  const index = NAMES.indexOf(plainKey(key));
  return index < 0 ? NAMES.length : index;
}
