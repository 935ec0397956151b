/** A pinned commit that answers under the repository's name and is none of its own. */

import {
  type Reference,
  type Revision,
  type RevisionState,
  type Rule,
  type RuleMeta,
  repoName,
  revisionText,
  type Severity,
} from '../model.ts';
import { confidenceOf, credible, lowered } from './confidence.ts';
import { COMMIT, live, TROUBLE } from './example.ts';
import { isOrphanedRedirect, loads, type RepositorySubject, runsCode } from './pin.ts';
import { gravestFirst } from './severity.ts';
import { listed, placesOf } from './wording.ts';

const STRAY = '5e0b7f3a48261d0c9b8a7e6f5d4c3b2a19089c1d';
const PINNED = `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${STRAY}")\n`;

const meta: RuleMeta = {
  name: 'impostor-revision',
  severity: 'critical',
  persona: 'regular',
  needsHub: true,
  summary: 'The commit answers under the repository, but none of its branches and tags leads to it.',
  why: `The Hub keeps pull requests in the repository that they are made to. So a commit that a stranger has proposed, and nobody has accepted, answers under the good name of the
target: \`revision="<commit>"\` then loads the stranger's files, and looks like the best of pins. Such a line is what a hostile change to your code would bring.

- The commit is that of a pull request: high, and critical where code of the repository is run.
- No branch and no tag reaches it, and no pull request stands at it: medium. It is an older state of a pull request, or what a rewritten history has left behind.
- A branch or a tag is called like the short commit in the code: high. The clients take anything but 40 digits as the name of a ref, so what is loaded is what that ref stands at.

The whole history of all branches and tags is read for the first two. Where the Hub does not give it (it keeps that of a gated repository to itself), nothing is said. The commit at
which the default branch stands needs no question.`,
  mend: 'Find out who chose that commit, and what it holds. Then pin one that a branch or a tag of the repository has in its history.',
  fires: [
    {
      file: 'load.py',
      text: PINNED,
      hub: 'The commit is found; it is that of the pull request refs/pr/7, and no branch and no tag leads to it.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { [STRAY]: { state: 'found', commit: STRAY, reach: { state: 'pull', ref: 'refs/pr/7' } } },
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="9c1d5e0")\n',
      hub: 'The repository has a branch that is called 9c1d5e0.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { '9c1d5e0': { state: 'found', commit: STRAY, shadow: { is: 'branch', commit: STRAY } } },
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: PINNED,
      hub: 'The branch main has the commit in its history.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { [STRAY]: { state: 'found', commit: STRAY, reach: { state: 'reached', by: 'main' } } },
    },
    {
      file: 'load.py',
      text: PINNED,
      hub: 'The commit is found; the history of the repository could not be read.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { [STRAY]: { state: 'found', commit: STRAY, reach: TROUBLE } },
    },
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`,
      hub: 'The default branch stands at the commit.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { [COMMIT]: { state: 'found', commit: COMMIT } },
    },
  ],
};

/** What is wrong with one revision of one reference. */
interface Impostor {
  readonly reference: Reference;
  readonly severity: Severity;
  /** For messages, the same for alike ones. */
  readonly why: string;
  readonly sure: boolean;
  readonly text: string;
}

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template' || isOrphanedRedirect(subject)) return null;
    const impostors = credible(subject.references.filter(loads)).flatMap((reference) =>
      revisionsOf(reference).flatMap((revision) => impostorOf(subject, reference, revision) ?? []),
    );
    const [worst] = impostors.toSorted(gravestFirst);
    if (worst === undefined) return null;
    const alike = impostors.filter(({ why }) => why === worst.why);
    const references = [...new Set(impostors.map(({ reference }) => reference))];
    const confidence = confidenceOf(alike.map(({ reference }) => reference));
    return {
      severity: worst.severity,
      confidence: worst.sure ? confidence : lowered(confidence),
      message: `Loads ${repoName(subject.id)} at ${listed(alike.map(({ text }) => text))}: ${worst.why}.`,
      advice:
        "Find out who chose that revision and what it holds, then pin a commit from the history of one of the repository's own branches",
      places: placesOf(references),
    };
  },
};

function revisionsOf({ revision, codeRevision }: Reference): Revision[] {
  return codeRevision === undefined ? [revision] : [revision, codeRevision];
}

function impostorOf(subject: RepositorySubject, reference: Reference, revision: Revision): Impostor | null {
  const text = revisionText(revision);
  const state: RevisionState | undefined = text === null ? undefined : subject.revisions.get(text);
  if (text === null || state?.state !== 'found') return null;
  const { reach, shadow } = state;
  const of = { reference, text };
  if (shadow !== undefined) {
    const why = `the repository has a ${shadow.is} of that name, which is loaded in place of a commit; today it stands at ${shadow.commit}`;
    return { ...of, severity: 'high', why, sure: true };
  }
  if (reach?.state === 'pull') {
    const why = `it answers there, but it is what ${listed([reach.ref])} proposes, a pull request, and no branch and no tag of the repository has taken it in. Anybody can open one`;
    return { ...of, severity: runsCode(reference) ? 'critical' : 'high', why, sure: true };
  }
  if (reach?.state === 'none') {
    const why =
      'it answers there, but no branch and no tag of the repository leads to it. It is from a pull request, or a rewritten history has left it behind';
    return { ...of, severity: 'medium', why, sure: false };
  }
  return null;
}
