/** A revision of the locked repository that stands at another commit than it did when it was locked. */

import {
  type Drift,
  type FileChange,
  type LockEntry,
  type Reference,
  type Rule,
  type RuleMeta,
  repoName,
  revisionText,
  type Severity,
} from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { COMMIT, live, lockEntry, locked } from './example.ts';
import { loads, runsCode } from './pin.ts';
import { gravestFirst } from './severity.ts';
import { listed, placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const OLD = '0123456789abcdef0123456789abcdef01234567';
const ENTRY = lockEntry('heron-labs/tern-7b', { commit: OLD });
const WEIGHTS: FileChange = { path: 'model.safetensors', change: 'changed', loaded: true };

const meta: RuleMeta = {
  name: 'lock-drift',
  severity: 'medium',
  persona: 'regular',
  needsHub: true,
  summary:
    'The repository is the locked one, but the revision that is loaded stands at another commit than when it was locked.',
  why: `Identity and content are two things: the same owner can change what a branch holds, and so can whoever gets hold of the account. The lock tells at which commit each
revision stood, and the Hub which files differ between that commit and today's.

| what happened | severity |
| --- | --- |
| a tag moved, or a shortened commit is another one by now: these are meant to stand still | medium |
| the locked commit is not in the repository any more: its history was rewritten | medium |
| code that is loaded from the repository changed | medium |
| other files that are loaded changed, or it is not known which | low |
| only files changed that nothing here loads, or nothing here loads the repository at all | info |

A place that is pinned to a commit cannot drift. Where the repository itself is another one, \`reused-namespace\` speaks instead.`,
  mend: `Look at what changed; the finding names the files. If it is right, run \`namesake lock\` and commit the new lock. To stay at the locked commit, pin it: the lock has it.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: `The default branch stood at ${OLD} when it was locked, and stands at ${COMMIT} today; model.safetensors differs.`,
      resolution: live('heron-labs/tern-7b'),
      lock: locked([ENTRY], {
        drifts: [{ entry: ENTRY, commit: COMMIT, kept: true, tag: false, changes: [WEIGHTS] }],
      }),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The default branch stands at the locked commit.',
      resolution: live('heron-labs/tern-7b'),
      lock: locked([lockEntry('heron-labs/tern-7b')]),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The repository answers; there is no lock.',
      resolution: live('heron-labs/tern-7b'),
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template' || subject.lock === null) return null;
    const judged = subject.lock.drifts
      .map((drift) => judgeDrift(drift, at(subject.references, drift.entry)))
      .toSorted(gravestFirst);
    const [worst] = judged;
    if (worst === undefined) return null;
    const others = judged.slice(1).map(({ drift }) => revisionName(drift.entry));
    const more = others.length === 0 ? '' : ` It is not the only one: ${listed(others)}.`;
    return {
      severity: worst.severity,
      confidence: confidenceOf(credible(worst.references)),
      message: `${repoName(subject.id)}: ${worst.message}${more}`,
      advice: adviceOn(worst.drift),
      places: placesOf(judged.flatMap(({ references }) => references)),
    };
  },
};

function adviceOn({ entry, kept }: Drift): string {
  return kept === false
    ? 'Find out why before you record it with namesake lock: compare what stands there today with a copy that you trust'
    : `Look at what changed, then record it with namesake lock; to stay where it was, pin the locked commit: ${entry.commit}`;
}

interface Judged {
  readonly drift: Drift;
  readonly severity: Severity;
  readonly message: string;
  readonly references: readonly Reference[];
}

/** The references that load an entry's revision, or its code from there. */
function at(references: readonly Reference[], { revision }: LockEntry): readonly Reference[] {
  return references.filter(
    ({ revision: own, codeRevision: code }) =>
      (own.at !== 'dynamic' && revisionText(own) === revision) ||
      (revision !== null && code !== undefined && revisionText(code) === revision),
  );
}

function judgeDrift(drift: Drift, references: readonly Reference[]): Judged {
  const { entry, commit, changes } = drift;
  const { severity, why } = weigh(drift, references);
  const moved = `${revisionName(entry)} stood at ${entry.commit} when it was locked on ${entry.recorded.slice(0, 10)} and stands at ${commit} today`;
  const files = typeof changes === 'string' ? `Which files changed is not known: ${changes}.` : changed(changes);
  return { drift, severity, references, message: `${moved}${why === '' ? '' : `: ${why}`}. ${files}` };
}

function weigh(
  { entry, kept, tag, changes }: Drift,
  references: readonly Reference[],
): { severity: Severity; why: string } {
  if (!references.some(loads)) return { severity: 'info', why: 'nothing here loads it' };
  if (kept === false) {
    return {
      severity: 'medium',
      why: 'the locked commit is not in the repository any more, so its history was rewritten',
    };
  }
  if (tag === true) return { severity: 'medium', why: 'it is a tag, which is meant to stand still' };
  if (entry.revision !== null && references.some(({ revision }) => revision.at === 'short')) {
    return { severity: 'medium', why: 'a shortened commit is meant to stand still' };
  }
  if (typeof changes === 'string') return { severity: 'low', why: '' };
  const loaded = changes.filter((change) => change.loaded);
  const code = loaded.filter(({ path }) => path.endsWith('.py'));
  if (code.length > 0 && references.some(runsCode))
    return { severity: 'medium', why: 'code that runs from there changed' };
  return loaded.length > 0
    ? { severity: 'low', why: '' }
    : { severity: 'info', why: 'no file changed that is loaded here' };
}

function changed(changes: readonly FileChange[]): string {
  if (changes.length === 0) return 'The files are the same.';
  const loaded = changes.filter((change) => change.loaded);
  const rest = changes.length - loaded.length;
  const named = loaded.length > 0 ? loaded : changes;
  const phrases = (['changed', 'added', 'removed'] as const).flatMap((kind) => {
    const paths = named.filter(({ change }) => change === kind).map(({ path }) => path);
    return paths.length === 0 ? [] : [`${kind}: ${listed(paths)}`];
  });
  const text = phrases.join('; ');
  const others = loaded.length > 0 && rest > 0 ? `; and ${rest} that ${rest === 1 ? 'is' : 'are'} not loaded here` : '';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${others}.`;
}

function revisionName({ revision }: LockEntry): string {
  return revision ?? 'the default branch';
}
