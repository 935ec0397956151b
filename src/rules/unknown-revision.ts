/** A revision that does not stand in the repository. */

import { type Reference, type Rule, type RuleMeta, repoName, revisionText, type Severity } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { COMMIT, live, TROUBLE } from './example.ts';
import { isMissing, isOrphanedRedirect, isPullRequest, loads, repositoryOf, runsCode } from './pin.ts';
import { gravestFirst } from './severity.ts';
import { control, listed, placesOf } from './wording.ts';

const PINNED = `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`;

const meta: RuleMeta = {
  name: 'unknown-revision',
  severity: 'high',
  persona: 'regular',
  needsHub: true,
  summary: 'The repository has no such revision: the load fails, or waits for whoever creates a branch of that name.',
  why: `A missing commit is high. Nobody can serve other files under it, so the load fails; but a commit that was there once and is gone is what is seen
after a history was rewritten, or after the repository was deleted and created again, perhaps by somebody else.

A missing branch or tag is medium: whoever controls the repository decides what appears under the name. For \`refs/pr/N\` that is whoever opens
that pull request, and for a load that runs code from the repository it is high. A revision that is only mentioned is low.`,
  mend: `Find out what happened before you pin anew: compare what stands in the repository today with a copy that you trust. Then pin a commit of 40 digits.`,
  fires: [
    {
      file: 'load.py',
      text: PINNED,
      hub: 'The repository answers, and has no such commit.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { [COMMIT]: { state: 'missing' } },
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="refs/pr/1")\n',
      hub: 'The repository answers, and has no such pull request.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { 'refs/pr/1': { state: 'missing' } },
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: PINNED,
      hub: 'The commit stands in the repository.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { [COMMIT]: { state: 'found', commit: COMMIT } },
    },
    {
      file: 'load.py',
      text: PINNED,
      hub: 'Whether the commit stands in the repository is unknown (`unverified-reference` says so).',
      resolution: live('heron-labs/tern-7b'),
      revisions: { [COMMIT]: TROUBLE },
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template' || repositoryOf(subject.resolution) === null) return null;
    if (isOrphanedRedirect(subject)) return null;
    const missing = subject.references.filter((reference) => isMissing(subject, reference.revision));
    const believed = credible(missing);
    const [worst] = believed.map((reference) => ({ reference, severity: weightOf(reference) })).toSorted(gravestFirst);
    if (worst === undefined) return null;
    const { revision } = worst.reference;
    const of = believed.filter((reference) => reference.revision.at === revision.at);
    const names = listed(of.map((reference) => revisionText(reference.revision) ?? ''));
    return {
      severity: worst.severity,
      confidence: confidenceOf(of),
      message:
        revision.at === 'commit'
          ? `${repoName(subject.id)} has no commit ${names}: a load fails, and nobody can serve other files under it. Its history was rewritten, it was deleted and created again (perhaps by somebody else), or the commit never was there.`
          : `${repoName(subject.id)} has no revision ${names}: a load fails until there is one, and ${
              isPullRequest(revision)
                ? 'whoever opens that pull request decides what it holds'
                : control(subject, 'decide what it holds')
            }.`,
      advice:
        'Compare what stands there today with a copy that you trust, then pin a commit: its 40 hexadecimal digits as the revision',
      places: placesOf(missing),
    };
  },
};

function weightOf(reference: Reference): Severity {
  if (!loads(reference)) return 'low';
  return reference.revision.at === 'commit' || runsCode(reference) ? 'high' : 'medium';
}
