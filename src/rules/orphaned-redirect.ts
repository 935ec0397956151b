/** A redirect that ends on the day somebody registers the namespace it starts from. */

import { type Rule, type RuleMeta, repoName } from '../model.ts';
import { account, COMMIT, GONE, moved } from './example.ts';
import { orphanedLink } from './pin.ts';
import { remade } from './remade.ts';
import { registrationOf, takeoverOf } from './takeover.ts';
import { placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';

const meta: RuleMeta = {
  name: 'orphaned-redirect',
  severity: 'critical',
  persona: 'regular',
  needsHub: true,
  summary:
    'The Hub redirects this name, but nobody owns the old namespace: the redirect ends when somebody registers it.',
  why: `When a repository is renamed or transferred, the Hub keeps redirecting its old path, and code that names it goes on working. A
repository that stands at the old path wins over the redirect. If the old namespace has no owner, anyone can register it, create that
repository, and be loaded from then on: there is no failure in between that anybody would notice.

The verdict takes three explicit answers: the Hub redirects the name, no organization has the old namespace, and no user has it. Where it redirects more than once, that is asked of
every name on the way.

It weighs less where nothing loads the name without a pin (high), and least where every place is pinned to a commit of 40 hexadecimal digits
(medium: the load would fail instead).`,
  mend: `Name the repository as the Hub does today, once you have checked that it is the one you meant: a redirect proves no identity, and
can lead to another repository than the one that stood there once. Pin it to a commit.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The name redirects to heron-ai/tern-7b; neither a user nor an organization is called heron-labs.',
      resolution: moved('heron-ai/tern-7b', GONE),
    },
    {
      file: 'pinned.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`,
      hub: 'The name redirects to heron-ai/tern-7b; neither a user nor an organization is called heron-labs. The pin makes it medium.',
      resolution: moved('heron-ai/tern-7b', GONE),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The name redirects to heron-ai/tern-7b; heron-labs still has an owner (`moved-repository` says so).',
      resolution: moved('heron-ai/tern-7b', account('heron-labs')),
    },
    {
      file: 'legacy.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("gpt2")\n',
      hub: 'The bare name redirects to openai-community/gpt2; it has no namespace that could be registered.',
      resolution: moved('openai-community/gpt2', null),
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const { id, references, resolution } = subject;
    const link = orphanedLink(id, resolution);
    if (resolution?.state !== 'moved' || link === null || link.id.namespace === null) return null;
    const takeover = takeoverOf(references);
    const { confidence, caveat } = registrationOf(link.id.namespace, takeover.confidence);
    const taken = repoName(link.id);
    const today = repoName(resolution.repository.id);
    const redirect =
      link.id === id
        ? `${taken} redirects to ${today}, and nobody owns the old namespace`
        : `${repoName(id)} redirects to ${today} by way of ${taken}, and nobody owns the namespace of that`;
    const { commit } = resolution.repository;
    return {
      severity: takeover.severity,
      confidence,
      message: `${redirect}. It works today; whoever registers ${link.id.namespace} and creates ${taken} can ${takeover.consequence}.${remade(resolution.repository, references)}${caveat}`,
      advice: `Name ${today} instead, once you have checked that it is what you meant, and pin it to a commit${
        commit === null ? '' : `; that of today: ${commit}`
      }`,
      places: placesOf(references),
    };
  },
};
