/** A load that names no revision. */

import { type Rule, type RuleMeta, repoName } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { COMMIT, GONE, live } from './example.ts';
import { commitsToday, runsUnpinnedCode } from './pin.ts';
import { loadsToPin } from './to-pin.ts';
import { control, pinAdvice, placesOf } from './wording.ts';

const meta: RuleMeta = {
  name: 'unpinned-revision',
  severity: 'low',
  persona: 'regular',
  needsHub: false,
  summary: 'The load names no revision: it takes what stands at the default branch at that moment.',
  why: `Whoever controls the repository, or gets hold of the account that does, can change what is loaded at any time, and nothing in your code shows
it. A stranger cannot, as long as the account stands. Many authors never touch weights again once they are published, which is why this is low;
where the load also runs code from the repository, \`unpinned-remote-code\` speaks instead, and is high.

Only places that make a program load something are judged: not docstrings, comments, documents or the stored output of notebooks. A revision whose value could not
be followed is neither pinned nor unpinned, and is not reported. Neither are Spaces, which are called rather than loaded.`,
  mend: `Pin a commit: \`revision="<40 hexadecimal digits>"\`, or the loader's equivalent. Where the Hub was asked, the finding gives the commit that stands there today.
A branch or a tag is no pin (\`mutable-revision\`), nor are seven digits (\`short-revision\`).`,
  fires: [
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n',
      hub: 'The repository answers.',
      resolution: live('heron-labs/tern-7b'),
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n',
      hub: 'Not asked.',
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`,
      hub: 'The repository answers.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { [COMMIT]: { state: 'found', commit: COMMIT } },
    },
    {
      file: 'follow.py',
      text: `from transformers import AutoModel\n\nREVISION = "${COMMIT}"\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision=REVISION)\n`,
      hub: 'Not asked.',
    },
    {
      file: 'notes.py',
      text: '# Before: model = AutoModel.from_pretrained("heron-labs/tern-7b")\n',
      hub: 'Not asked.',
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n',
      hub: 'There is no such repository, and nobody owns heron-labs (`orphaned-namespace` says so).',
      resolution: { state: 'absent', owner: GONE },
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template' || subject.id.kind === 'space') return null;
    const unpinned = loadsToPin(subject).filter(
      (reference) => reference.revision.at === 'none' && !runsUnpinnedCode(reference),
    );
    if (unpinned.length === 0) return null;
    return {
      severity: 'low',
      confidence: confidenceOf(credible(unpinned)),
      message: `Loads ${repoName(subject.id)} without a revision: ${control(subject, 'change what is loaded at any time')}.`,
      advice: pinAdvice(commitsToday(subject, [{ at: 'none' }])),
      places: placesOf(unpinned),
    };
  },
};
