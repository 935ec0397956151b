/** A load that runs code from the repository, at no fixed commit. */

import { type Rule, type RuleMeta, repoName } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { COMMIT, live } from './example.ts';
import { codePin, commitsToday, isPullRequest, runsUnpinnedCode } from './pin.ts';
import { loadsToPin } from './to-pin.ts';
import { control, listed, pinAdvice, placesOf } from './wording.ts';

const meta: RuleMeta = {
  name: 'unpinned-remote-code',
  severity: 'high',
  persona: 'regular',
  needsHub: false,
  summary: 'The load runs code that comes with the repository, and does not fix it to a commit.',
  why: `With \`trust_remote_code\` the loader imports Python files of the repository; a kernel is native code. Whoever controls the repository, or gets hold of the
account that does, can push other code, and every machine that loads it runs that code at the next start. A branch, a tag and a shortened commit can be moved;
\`refs/pr/N\` is in the hands of whoever opened that pull request.

Where a loader takes a code revision of its own (\`code_revision\`), that one decides. Where it is not given, transformers uses \`revision\` for code of the
same repository; code that a configuration takes from *another* repository (\`auto_map\` with \`other/repo--module.Class\`) is then not pinned by it, which cannot be seen
from here. A revision whose value could not be followed is neither pinned nor unpinned, and is not reported.`,
  mend: `Read the code, then pin the commit that you have read: \`revision\`, and \`code_revision\` where the code comes from another repository. Where the Hub was asked, the finding
gives the commit that stands there today. If the model does not need its own code any more, turn \`trust_remote_code\` off.`,
  fires: [
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", trust_remote_code=True)\n',
      hub: 'The repository answers.',
      resolution: live('heron-labs/tern-7b'),
    },
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained(\n    "heron-labs/tern-7b", revision="${COMMIT}", code_revision="main", trust_remote_code=True\n)\n`,
      hub: 'Not asked.',
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}", trust_remote_code=True)\n`,
      hub: 'Not asked.',
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", trust_remote_code=False)\n',
      hub: 'Not asked (`unpinned-revision` speaks).',
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const unpinned = loadsToPin(subject).filter(runsUnpinnedCode);
    if (unpinned.length === 0) return null;
    const pins = unpinned.map(codePin);
    const commits = commitsToday(subject, pins);
    const who = pins.some(isPullRequest)
      ? 'contributors to that pull request need not belong to the repository, and can change that code at any time'
      : control(subject, 'run code of their choice on every machine that loads it');
    return {
      severity: 'high',
      confidence: confidenceOf(credible(unpinned)),
      message: `Runs code that comes with ${repoName(subject.id)}, taken from ${listed(commits.keys())} and not from a fixed commit: ${who}.`,
      advice: `Read the code first. ${pinAdvice(commits)}`,
      places: placesOf(unpinned),
    };
  },
};
