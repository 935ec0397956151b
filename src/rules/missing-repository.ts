/** A repository that the Hub does not show, under a name that no stranger can take. */

import { type Rule, type RuleMeta, repoName } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { account, GONE, live } from './example.ts';
import { FOLDER_CAVEAT, isFolderWord } from './folder.ts';
import { loads } from './pin.ts';
import { placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';

const meta: RuleMeta = {
  name: 'missing-repository',
  severity: 'medium',
  persona: 'regular',
  needsHub: true,
  summary: 'The Hub shows no such repository, but its namespace has an owner: a typo, removed, or private.',
  why: `The load fails. It cannot be hijacked by a stranger: only the owner of the namespace can create the repository. To a caller who may not
read it, the Hub gives the same answer for a private repository as for none, so this may be a private one.

A name that is only mentioned (in a comment, a docstring, a document) is low. So is a bare name such as \`tern-7b\`, which is often a local folder or has a meaning of its own
to the loader: it has no namespace that anybody could register; and what reads like a path, such as \`output/best\`, of which the Hub is
only asked where the folder is missing.`,
  mend: `Correct the name if it is a typo. If the repository is private, give namesake a token that may read it (\`HF_TOKEN\`), or ignore the finding with a reason. If it was
removed, load an internal mirror or a vetted copy, pinned to its commit; a re-upload under another name is not the model that you meant.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'There is no such repository; heron-labs has an owner.',
      resolution: { state: 'absent', owner: account('heron-labs') },
    },
    {
      file: 'legacy.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("gpt2")\n',
      hub: 'It is a mirror, and has no such repository.',
      resolution: { state: 'absent', owner: null },
    },
  ],
  quiet: [
    { file: 'load.py', text: TEXT, hub: 'The repository answers.', resolution: live('heron-labs/tern-7b') },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'It answers only to those whom its authors have let in.',
      resolution: { state: 'restricted', why: 'access must be granted by its authors', owner: null },
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'There is no such repository, and nobody owns heron-labs (`orphaned-namespace` says so).',
      resolution: { state: 'absent', owner: GONE },
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template' || subject.resolution?.state !== 'absent') return null;
    const { id, references } = subject;
    const { owner } = subject.resolution;
    const believed = credible(references);
    const verdict = { confidence: confidenceOf(believed), places: placesOf(references) };
    if (id.namespace === null) {
      return {
        ...verdict,
        severity: 'low',
        message: `The Hub knows no ${id.kind} called ${id.name}: loading it fails, unless a local folder or the loader itself gives the name a meaning. No stranger can register it: there is no namespace here to take.`,
        advice: 'Write the full id, namespace/name; a local folder is clearer as a path that begins with ./',
      };
    }
    if (owner?.state !== 'present') return null;
    const folder = isFolderWord(id.namespace);
    return {
      ...verdict,
      ...(folder ? { confidence: 'low' } : {}),
      severity: believed.some(loads) ? 'medium' : 'low',
      message: `The Hub shows no ${id.kind} ${repoName(id)}: a typo, removed, or private (the Hub does not tell these apart). ${id.namespace} has an owner, and nobody else can create it: a load fails, but no stranger can take the name.${folder ? FOLDER_CAVEAT : ''}`,
      advice:
        'Correct a typo; give namesake a token if it is private; if it was removed, load an internal mirror or a vetted copy, pinned to its commit',
    };
  },
};
