/** A load at the first digits of a commit. */

import { type Rule, type RuleMeta, repoName } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { COMMIT, live } from './example.ts';
import { commitsToday, runsUnpinnedCode } from './pin.ts';
import { loadsToPin } from './to-pin.ts';
import { control, listed, pinAdvice, placesOf } from './wording.ts';

const SHORT = COMMIT.slice(0, 7);

const meta: RuleMeta = {
  name: 'short-revision',
  severity: 'low',
  persona: 'regular',
  needsHub: false,
  summary: 'The revision is the beginning of a commit: it can also be the name of a branch or tag.',
  why: `The Hub's clients take 40 hexadecimal digits as a commit and anything else as the name of a ref. Whoever controls the repository, or gets hold of the
account that does, can create a branch or a tag that is called like the short commit, and it may be loaded instead. A stranger cannot. So a shortened commit
looks like a pin and is none.`,
  mend: 'Write all 40 digits. Where the Hub was asked, the finding gives them.',
  fires: [
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${SHORT}")\n`,
      hub: `It stands for ${COMMIT}.`,
      resolution: live('heron-labs/tern-7b'),
      revisions: { [SHORT]: { state: 'found', commit: COMMIT } },
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`,
      hub: 'Not asked.',
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const short = loadsToPin(subject).filter(
      (reference) => reference.revision.at === 'short' && !runsUnpinnedCode(reference),
    );
    if (short.length === 0) return null;
    const commits = commitsToday(
      subject,
      short.map(({ revision }) => revision),
    );
    return {
      severity: 'low',
      confidence: confidenceOf(credible(short)),
      message: `Loads ${repoName(subject.id)} at ${listed(commits.keys())}, a shortened commit: ${control(subject, 'create a branch or tag of that name, which may be loaded instead')}.`,
      advice: pinAdvice(commits),
      places: placesOf(short),
    };
  },
};
