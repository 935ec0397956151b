/** A repository or a template whose namespace nobody owns. */

import { type Rule, type RuleMeta, repoName } from '../model.ts';
import { templateConfidence } from './confidence.ts';
import { COMMIT, GONE, live, TROUBLE } from './example.ts';
import { registrationOf, takeoverOf } from './takeover.ts';
import { placesOf } from './wording.ts';

const meta: RuleMeta = {
  name: 'orphaned-namespace',
  severity: 'critical',
  persona: 'regular',
  needsHub: true,
  summary:
    'The repository is gone and nobody owns its namespace, so anyone can register it and serve files under this name.',
  why: `When an account on the Hub is deleted or renamed, its name becomes free again. Whoever registers it next can create a
repository under the old path, and every program that still loads that path then loads theirs: weights that run code when they are
unpickled, or code outright where \`trust_remote_code\` is on. This is known as model namespace reuse.

The verdict takes three explicit answers: the Hub shows no such repository, no organization has the name, and no user has it. Trouble
in reaching the Hub never counts as one of them; it is told by \`unverified-reference\`. The namespace of a template such as
\`f"heron-labs/tern-{size}"\` is checked in the same way.

It weighs less where nothing loads the name without a pin (high: a reader may still copy it), and least where every place is pinned to a commit of
40 hexadecimal digits (medium: a stranger cannot produce that commit, so a load fails instead). A namespace that breaks the rule that
the Hub documents for user names may not be open to registration; such a verdict is less sure, and says so. What reads like a path, such as
\`output/best\`, is low: the Hub is asked only where that folder is missing when the program runs.`,
  mend: `Load an internal mirror, or a copy that you have vetted, pinned to its commit. If you have neither, take the reference out.

Do not switch to a copy that somebody else has uploaded under a similar name: that is the same risk again.`,
  fires: [
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n',
      hub: 'There is no such repository, and neither a user nor an organization is called heron-labs.',
      resolution: { state: 'absent', owner: GONE },
    },
    {
      file: 'translate.py',
      text: 'from transformers import AutoModel\n\ndef load(size):\n    return AutoModel.from_pretrained(f"heron-labs/tern-{size}")\n',
      hub: 'Neither a user nor an organization is called heron-labs.',
      owner: GONE,
    },
    {
      file: 'pinned.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`,
      hub: 'There is no such repository, and neither a user nor an organization is called heron-labs. The pin makes it medium.',
      resolution: { state: 'absent', owner: GONE },
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n',
      hub: 'The repository answers.',
      resolution: live('heron-labs/tern-7b'),
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n',
      hub: 'There is no such repository, and the Hub is in trouble: whether heron-labs exists is unknown.',
      resolution: { state: 'absent', owner: TROUBLE },
    },
  ],
};

const ADVICE =
  'Load an internal mirror or a copy that you have vetted, pinned to its commit, or take the reference out; a re-upload under another name is the same risk again';

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') {
      if (subject.owner?.state !== 'none' || subject.namespace === null) return null;
      const { confidence, caveat } = registrationOf(subject.namespace, templateConfidence(subject.unresolved));
      return {
        severity: 'critical',
        confidence,
        message: `Nobody owns the namespace ${subject.namespace}: whoever registers it can serve their files under every name that this template makes.${caveat}`,
        advice: ADVICE,
        places: placesOf(subject.unresolved),
      };
    }
    const { id, references, resolution } = subject;
    if (resolution?.state !== 'absent' || resolution.owner?.state !== 'none' || id.namespace === null) return null;
    const takeover = takeoverOf(references);
    const { confidence, caveat } = registrationOf(id.namespace, takeover.confidence);
    return {
      severity: takeover.severity,
      confidence,
      message: `Nobody owns the namespace ${id.namespace}: whoever registers it and creates ${repoName(id)} can ${takeover.consequence}.${caveat}`,
      advice: ADVICE,
      places: placesOf(references),
    };
  },
};
