/** A reference that the lock says nothing of. */

import { type Reference, type Rule, type RuleMeta, repoName, revisionText } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { COMMIT, live, lockEntry, locked } from './example.ts';
import { isMissing, repositoryOf } from './pin.ts';
import { listed, placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';

const meta: RuleMeta = {
  name: 'unlocked-reference',
  severity: 'low',
  persona: 'pedantic',
  needsHub: false,
  summary: 'There is a namesake.lock, and this repository, or this revision of it, is not in it.',
  why: `What is not in the lock is compared with nothing: if the name changes hands, only dates can tell. A lock that lags behind the code gives less than it seems to.

It speaks only where there is a lock. What cannot be locked, because the Hub does not have it or does not show it, is the matter of other rules. Offline nobody knows that, so it speaks of
everything that is not in the lock.`,
  mend: 'Run `namesake lock`, look at what it records, and commit it together with the line that names the repository.',
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Not asked; the lock has no heron-labs/tern-7b.',
      lock: locked([]),
    },
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`,
      hub: 'Not asked; the lock has heron-labs/tern-7b at its default branch alone.',
      lock: locked([lockEntry('heron-labs/tern-7b')]),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Not asked; the lock has it.',
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
    if (subject.resolution !== null && repositoryOf(subject.resolution) === null) return null;
    const { entries } = subject.lock;
    const known = new Set(entries.map(({ revision }) => revision));
    const unlocked = subject.references.filter(
      (reference) => !isMissing(subject, reference.revision) && !known.has(revisionText(reference.revision)),
    );
    if (unlocked.length === 0) return null;
    const name = repoName(subject.id);
    return {
      severity: 'low',
      confidence: confidenceOf(credible(unlocked)),
      message:
        entries.length === 0
          ? `${name} is not in the lock: nothing tells what it stood for when it was named here.`
          : `${name} is in the lock, but not at ${listed(unlocked.map(revisionName))}.`,
      advice: 'Run namesake lock, and commit what it records together with this',
      places: placesOf(unlocked),
    };
  },
};

function revisionName({ revision }: Reference): string {
  return revisionText(revision) ?? 'its default branch';
}
