/** A question about a reference that the Hub left open. */

import { type FindingPlace, type Rule, type RuleMeta, repoName, revisionText } from '../model.ts';
import { confidenceOf, credible, templateConfidence } from './confidence.ts';
import { COMMIT, live, moved, TROUBLE } from './example.ts';
import { isOrphanedRedirect, type RepositorySubject, redirecting } from './pin.ts';
import { listed, placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';

const meta: RuleMeta = {
  name: 'unverified-reference',
  severity: 'info',
  persona: 'regular',
  needsHub: true,
  summary: 'The Hub was asked and gave no answer that a verdict could rest on.',
  why: `Trouble in reaching the Hub, a rate limit or an answer that does not make sense proves nothing: the reference may be fine, missing, or free for anyone to take. No other
rule guesses in such a case, and this one says what was left open, and why.

It speaks where nothing is known of the repository, where it is missing or has moved and it could not be found out whether its namespace has an owner, where that
is so of the namespace of a template, and where it could not be found out whether a revision stands in the repository.`,
  mend: 'Run namesake again when the Hub can be reached, or with a token that may read the repository. With `--strict` an unreachable Hub fails the run.',
  fires: [
    { file: 'load.py', text: TEXT, hub: 'It is in trouble.', resolution: TROUBLE },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'There is no such repository; whether heron-labs has an owner is unknown.',
      resolution: { state: 'absent', owner: TROUBLE },
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The name redirects to heron-ai/tern-7b; whether heron-labs has an owner is unknown.',
      resolution: moved('heron-ai/tern-7b', TROUBLE),
    },
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`,
      hub: 'The repository answers; whether the commit stands in it is unknown.',
      resolution: live('heron-labs/tern-7b'),
      revisions: { [COMMIT]: TROUBLE },
    },
    {
      file: 'load.py',
      text: 'from transformers import AutoModel\n\ndef load(size):\n    return AutoModel.from_pretrained(f"heron-labs/tern-{size}")\n',
      hub: 'Whether heron-labs has an owner is unknown.',
      owner: TROUBLE,
    },
  ],
  quiet: [
    { file: 'load.py', text: TEXT, hub: 'The repository answers.', resolution: live('heron-labs/tern-7b') },
    { file: 'load.py', text: TEXT, hub: 'Not asked.' },
  ],
};

/** Something left open, and the places that it concerns. */
interface Doubt {
  readonly sentence: string;
  readonly places: readonly FindingPlace[];
}

const ADVICE = 'Run namesake again when the Hub can be reached, or with a token that may read the repository';

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') {
      if (subject.owner?.state !== 'unknown') return null;
      return {
        severity: 'info',
        confidence: templateConfidence(subject.unresolved),
        message: unknownOwner(subject.namespace ?? subject.text, subject.owner.why),
        advice: ADVICE,
        places: placesOf(subject.unresolved),
      };
    }
    const doubts = [...doubtsOfName(subject), ...doubtsOfRevisions(subject)];
    if (doubts.length === 0) return null;
    return {
      severity: 'info',
      confidence: confidenceOf(credible(subject.references)),
      message: doubts.map((doubt) => doubt.sentence).join(' '),
      advice: ADVICE,
      places: doubts.flatMap((doubt) => doubt.places),
    };
  },
};

function doubtsOfName({ id, references, resolution }: RepositorySubject): Doubt[] {
  const name = repoName(id);
  const places = placesOf(references);
  const namespace = id.namespace ?? id.name;
  switch (resolution?.state) {
    case 'unknown':
      return [
        {
          sentence: `Nothing could be learned of ${name} (${resolution.why}): it may be fine, missing, or free for anyone to take.`,
          places,
        },
      ];
    case 'absent':
      if (resolution.owner?.state !== 'unknown') return [];
      return [
        { sentence: `The Hub shows no ${id.kind} ${name}. ${unknownOwner(namespace, resolution.owner.why)}`, places },
      ];
    case 'moved':
      return redirecting(id, resolution).flatMap(({ id: link, owner }) =>
        owner.state !== 'unknown'
          ? []
          : [
              {
                sentence: `${name} redirects to ${repoName(resolution.repository.id)}. ${unknownOwner(link.namespace ?? link.name, owner.why)}`,
                places,
              },
            ],
      );
    default:
      return [];
  }
}

function doubtsOfRevisions(subject: RepositorySubject): Doubt[] {
  if (isOrphanedRedirect(subject)) return [];
  const whys = new Set<string>();
  const open = subject.references.filter(({ revision }) => {
    const state = subject.revisions.get(revisionText(revision) ?? '');
    if (state?.state !== 'unknown') return false;
    whys.add(state.why);
    return true;
  });
  if (open.length === 0) return [];
  const names = listed(open.map(({ revision }) => revisionText(revision) ?? ''));
  return [
    {
      sentence: `Whether ${names} stands in ${repoName(subject.id)} could not be verified (${listed(whys)}).`,
      places: placesOf(open),
    },
  ];
}

function unknownOwner(namespace: string, why: string): string {
  return `Whether anyone owns ${namespace} could not be verified (${why}); if nobody does, anyone can register it and serve files under this name.`;
}
