/** A place that loads from the Hub and whose id could not be followed. */

import type { Rule, RuleMeta } from '../model.ts';
import { templateConfidence } from './confidence.ts';
import { account, GONE, live } from './example.ts';
import { listed, placesOf } from './wording.ts';

const TEXT =
  'from transformers import AutoModel\n\ndef load(size):\n    return AutoModel.from_pretrained(f"heron-labs/tern-{size}")\n';

const meta: RuleMeta = {
  name: 'unresolved-reference',
  severity: 'info',
  persona: 'pedantic',
  needsHub: false,
  summary: 'Something is loaded whose id is only known when the program runs: it was not checked.',
  why: `Whoever can choose the value chooses what is loaded. An id that comes from an argument, the environment or a request is not in the files, so nothing
can be said of it; this finding keeps the place from passing for a clean one. Where the namespace is literal it is checked all the same: \`orphaned-namespace\` speaks
if nobody owns it, \`unverified-reference\` if that could not be found out.`,
  mend: 'If the values are few, write them as literals, with their revisions, where one of them is chosen. Otherwise hold the value against a list of those that you allow.',
  fires: [
    { file: 'load.py', text: TEXT, hub: 'Not asked.' },
    { file: 'load.py', text: TEXT, hub: 'heron-labs has an owner.', owner: account('heron-labs') },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Neither a user nor an organization is called heron-labs (`orphaned-namespace` says so).',
      owner: GONE,
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n',
      hub: 'The repository answers.',
      resolution: live('heron-labs/tern-7b'),
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'repository' || subject.owner?.state === 'none' || subject.owner?.state === 'unknown')
      return null;
    const reasons = listed(subject.unresolved.map((place) => place.reason));
    const owned =
      subject.namespace !== null && subject.owner !== null
        ? ` Its namespace ${subject.namespace} has an owner, so no stranger can take it.`
        : '';
    return {
      severity: 'info',
      confidence: templateConfidence(subject.unresolved),
      message: `The ${subject.kind} that is loaded here is known only when the program runs (${reasons}), so it was not checked: whoever controls that value chooses it.${owned}`,
      advice:
        'Write the possible ids as literals where one is chosen, or hold the value against a list of those that you allow',
      places: placesOf(subject.unresolved),
    };
  },
};
