/** A repository that the Hub has taken out of service. */

import { type Rule, type RuleMeta, repoName } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { live } from './example.ts';
import { loads, repositoryOf } from './pin.ts';
import { placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';

const meta: RuleMeta = {
  name: 'disabled-repository',
  severity: 'medium',
  persona: 'regular',
  needsHub: true,
  summary: 'The Hub has disabled the repository: it is still described, and its files are refused.',
  why: `The Hub disables a repository that breaks its rules: malware, harmful content, somebody else's rights. The name stays with its owner, so nobody can take it, but a load fails, and
whoever still has a copy has one of what the Hub has thought better of.`,
  mend: 'Find out why it was disabled, and what of it you have in use: mirrors and caches still hold its files. Then load something else.',
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The repository is disabled.',
      resolution: live('heron-labs/tern-7b', { disabled: true }),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'It refuses the repository: "Access to this resource is disabled."',
      resolution: { state: 'restricted', by: 'hub', why: 'disabled by the Hub', owner: null },
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The repository is gated (`gated-repository` says so to those who want to know).',
      resolution: live('heron-labs/tern-7b', { gated: true }),
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const { id, references, resolution } = subject;
    const refused = resolution?.state === 'restricted' && resolution.by === 'hub';
    if (!refused && repositoryOf(resolution)?.disabled !== true) return null;
    const believed = credible(references);
    return {
      severity: believed.some(loads) ? 'medium' : 'low',
      confidence: confidenceOf(believed),
      message: `The Hub has disabled ${repoName(id)}: a load of it fails, and copies of it in mirrors and caches are of what the Hub has taken out of service.`,
      advice: 'Find out why it was disabled before you use a copy, and load something else',
      places: placesOf(references),
    };
  },
};
