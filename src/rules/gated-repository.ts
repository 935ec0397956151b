/** A repository whose files are given only to those whom its owner has let in. */

import { type Rule, type RuleMeta, repoName } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { live } from './example.ts';
import { loads, repositoryOf } from './pin.ts';
import { placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';

const meta: RuleMeta = {
  name: 'gated-repository',
  severity: 'info',
  persona: 'pedantic',
  needsHub: true,
  summary:
    'The repository is gated: it is described to everyone, and its files are given only to those who were let in.',
  why: `A gate is no fault. It means that a load fails without a token of an account that was let in, that the gate can close again, and that less can be checked from outside: the Hub does not show the history
of a gated repository, so that nobody can tell whether a pinned commit belongs to one of its branches (\`impostor-revision\`).`,
  mend: 'Make sure that whatever runs this code has a token that was let in, with no more rights than to read. To have those pins checked, give namesake such a token (`HF_TOKEN`).',
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The repository is gated.',
      resolution: live('heron-labs/tern-7b', { gated: true }),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'It refuses the repository as gated.',
      resolution: { state: 'restricted', by: 'gate', why: 'gated', owner: null },
    },
  ],
  quiet: [
    { file: 'load.py', text: TEXT, hub: 'The repository is open.', resolution: live('heron-labs/tern-7b') },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The repository is gated and disabled (`disabled-repository` says so).',
      resolution: live('heron-labs/tern-7b', { gated: true, disabled: true }),
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const { id, references, resolution } = subject;
    const refused = resolution?.state === 'restricted' && resolution.by === 'gate';
    const repository = repositoryOf(resolution);
    if (!refused && (repository?.gated !== true || repository.disabled)) return null;
    const loading = credible(references).filter(loads);
    if (loading.length === 0) return null;
    return {
      severity: 'info',
      confidence: confidenceOf(loading),
      message: `${repoName(id)} is gated: a load of it fails without a token of an account that its owner has let in.`,
      advice: 'Give what runs this code a token that was let in and may do no more than read',
      places: placesOf(loading),
    };
  },
};
