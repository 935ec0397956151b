/** A legacy id without a namespace, such as `gpt2`. */

import { type Rule, type RuleMeta, repoName } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { live, moved } from './example.ts';
import { repositoryOf } from './pin.ts';
import { placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("gpt2")\n';

const meta: RuleMeta = {
  name: 'unqualified-id',
  severity: 'info',
  persona: 'regular',
  needsHub: false,
  summary: 'The id has no namespace: it does not say who controls what is loaded.',
  why: `The oldest models of the Hub were named without a namespace. The Hub redirects such a name to the organization that looks after the model
today. There is no namespace in it that a stranger could register; but the code does not say whom it trusts, and the Hub alone decides where
the name leads.`,
  mend: 'Write the full id, `namespace/name`, as the Hub gives it.',
  fires: [
    {
      file: 'legacy.py',
      text: TEXT,
      hub: 'The name redirects to openai-community/gpt2.',
      resolution: moved('openai-community/gpt2', null),
    },
    { file: 'legacy.py', text: TEXT, hub: 'Not asked.' },
  ],
  quiet: [
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("openai-community/gpt2")\n',
      hub: 'The repository answers.',
      resolution: live('openai-community/gpt2'),
    },
    {
      file: 'legacy.py',
      text: TEXT,
      hub: 'There is no such repository (`missing-repository` says so).',
      resolution: { state: 'absent', owner: null },
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template' || subject.id.namespace !== null || subject.resolution?.state === 'absent')
      return null;
    const canonical = repositoryOf(subject.resolution)?.id;
    const known = canonical !== undefined && canonical.namespace !== null;
    return {
      severity: 'info',
      confidence: confidenceOf(credible(subject.references)),
      message: known
        ? `${subject.id.name} names no namespace; the Hub leads it to ${repoName(canonical)}, so whoever controls ${canonical.namespace} decides what is loaded. No stranger can: there is no namespace here to register.`
        : `${subject.id.name} names no namespace, so it does not say who controls what is loaded. No stranger can register it: there is no namespace here to take.`,
      advice: known ? `Write the full id: ${repoName(canonical)}` : 'Write the full id, namespace/name',
      places: placesOf(subject.references),
    };
  },
};
