/** A load at a branch, a tag or the ref of a pull request. */

import { type Rule, type RuleMeta, repoName, revisionText } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { COMMIT, live } from './example.ts';
import { commitsToday, isPullRequest, runsUnpinnedCode } from './pin.ts';
import { loadsToPin } from './to-pin.ts';
import { control, listed, pinAdvice, placesOf } from './wording.ts';

const meta: RuleMeta = {
  name: 'mutable-revision',
  severity: 'medium',
  persona: 'regular',
  needsHub: false,
  summary: 'The revision is a branch, a tag or the ref of a pull request: a name that moves.',
  why: `A branch moves with every push, and a tag can be set anew. Whoever controls the repository, or gets hold of the account that does, can change what is
loaded at any time; a stranger cannot. That is low: the same as no revision at all.

\`refs/pr/N\` is medium. The Hub keeps pull requests as refs of the target repository itself, and contributors push to them: its content is in the hands of
somebody who need not belong to the repository, under the repository's good name.

Only places that make a program load something are judged. A constant that holds \`"main"\` is a branch, wherever it stands.`,
  mend: `Pin the commit at which the name stands today; where the Hub was asked, the finding gives it. Read what a pull request changes before you pin it.`,
  fires: [
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\n\nREVISION = "main"\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision=REVISION)\n',
      hub: `The branch stands at ${COMMIT}.`,
      resolution: live('heron-labs/tern-7b'),
      revisions: { main: { state: 'found', commit: COMMIT } },
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="refs/pr/4")\n',
      hub: 'Not asked.',
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`,
      hub: 'Not asked.',
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="v2")\n',
      hub: 'The repository has no such revision (`unknown-revision` says so).',
      resolution: live('heron-labs/tern-7b'),
      revisions: { v2: { state: 'missing' } },
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const moving = loadsToPin(subject).filter(
      (reference) => reference.revision.at === 'named' && !runsUnpinnedCode(reference),
    );
    if (moving.length === 0) return null;
    const commits = commitsToday(
      subject,
      moving.map(({ revision }) => revision),
    );
    const pulls = moving.filter((reference) => isPullRequest(reference.revision));
    const load = `Loads ${repoName(subject.id)} at ${listed(commits.keys())}`;
    return {
      severity: pulls.length > 0 ? 'medium' : 'low',
      confidence: confidenceOf(credible(pulls.length > 0 ? pulls : moving)),
      message:
        pulls.length > 0
          ? `${load}. Contributors to ${listed(pulls.map(({ revision }) => revisionText(revision) ?? ''))}, a pull request, need not belong to the repository, and can change what is loaded at any time.`
          : `${load}, a branch or tag: ${control(subject, 'move it at any time')}.`,
      advice: pinAdvice(commits),
      places: placesOf(moving),
    };
  },
};
