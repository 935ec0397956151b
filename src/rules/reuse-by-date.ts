/** A name that changed hands, as dates tell: who answers to it is younger than the code that uses it. */

import { type Confidence, type Reference, type RepoId, repoName, type Subject, type Verdict } from '../model.ts';
import { birthOf, day, isLong, olderThan, sureAfter, type Younger } from './age.ts';
import { confidenceOf, credible, least, lowered, templateConfidence } from './confidence.ts';
import { type RepositorySubject, redirecting } from './pin.ts';
import { type Takeover, takeoverOf } from './takeover.ts';
import { placesOf } from './wording.ts';

type TemplateSubject = Extract<Subject, { is: 'template' }>;
type Reused = Younger<Reference>;

const ADVICE =
  'Stop loading it until you know whose it is: compare its files with a copy from the time of that line. If it is what you mean, pin its commit';

/** What dates say of a subject; null where they say nothing, or nobody knows them. */
export function reusedByDate(subject: Subject): Verdict | null {
  if (subject.is === 'template') return templateReused(subject);
  const { resolution, references } = subject;
  const believed = credible(references);
  if (resolution?.state === 'moved') {
    for (const link of redirecting(subject.id, resolution)) {
      const byOwner = olderThan(birthOf(link.owner), believed);
      if (byOwner !== null) return redirectHalfTaken(subject, byOwner, link.id, resolution.repository.id);
    }
    return null;
  }
  if (resolution?.state !== 'live') return null;
  const { repository, owner } = resolution;
  // An owner who does not answer (locked, or gone since the repository was last asked for) has no age.
  const byOwner = olderThan(birthOf(owner), believed);
  const byRepository = olderThan(repository.createdAt, believed);
  if (byOwner !== null) return takenAnew(subject, byOwner, byRepository);
  if (byRepository !== null) return madeAnew(subject, byRepository, birthOf(owner));
  return null;
}

/** The account is younger than the line: whoever the author meant, it was somebody else, or nobody. */
function takenAnew(subject: RepositorySubject, byOwner: Reused, byRepository: Reused | null): Verdict {
  const name = repoName(subject.id);
  const { namespace } = subject.id;
  const repository =
    byRepository === null
      ? // A repository keeps its age when it is transferred, so an old one proves nothing of its place.
        `${name} is older than that and was moved there since`
      : `${name} is of ${day(byRepository.born)}`;
  return verdict(subject, byOwner, {
    takeover: takeoverOf(byOwner.places),
    sure: byRepository === null ? lowered(sureAfter(byOwner.gap)) : sureAfter(byOwner.gap),
    message: (consequence) =>
      `${name} is named here since ${day(byOwner.at)}, and the account ${namespace} was made on ${day(byOwner.born)}; ${repository}. Somebody has registered the name anew, and can ${consequence}.`,
  });
}

/** The repository is younger than the line, but its owner is not, or is not known to be. */
function madeAnew(subject: RepositorySubject, by: Reused, ownerBorn: string | null): Verdict | null {
  // Authors name what they are about to publish, and make repositories anew: of their own that is no news.
  if (subject.own === true) return null;
  const name = repoName(subject.id);
  const { namespace } = subject.id;
  const takeover = takeoverOf(by.places);
  const owner =
    ownerBorn === null
      ? `How old the account ${namespace} is, could not be learned.`
      : `The account ${namespace} is older (${day(ownerBorn)}): it made the repository anew or moved another one there, or it is an old account that was renamed to a name that had become free.`;
  return verdict(subject, by, {
    takeover: { ...takeover, severity: takeover.severity === 'critical' ? 'medium' : 'low' },
    sure: isLong(by.gap) ? 'medium' : 'low',
    message: () =>
      `${name} is named here since ${day(by.at)}, and the repository was made on ${day(by.born)}: it is not the one that was meant then, if there was one. ${owner}`,
  });
}

/** The name still redirects, but an account on the way is somebody else's by now. */
function redirectHalfTaken(subject: RepositorySubject, by: Reused, link: RepoId, target: RepoId): Verdict {
  const [name, taken, today] = [repoName(subject.id), repoName(link), repoName(target)];
  const way = taken === name ? '' : ` by way of ${taken}`;
  const takeover = takeoverOf(by.places);
  return verdict(subject, by, {
    takeover: { ...takeover, severity: takeover.severity === 'critical' ? 'high' : takeover.severity },
    sure: sureAfter(by.gap),
    advice: `Name ${today} instead, once you have checked that it is what you meant, and pin it to a commit`,
    message: (consequence) =>
      `${name} is named here since ${day(by.at)} and redirects to ${today}${way}, but the account ${link.namespace} was made on ${day(by.born)}: somebody has registered the old namespace anew, the former owner perhaps, to keep it safe. The redirect holds until they create ${taken}; from then on they can ${consequence}.`,
  });
}

function templateReused(subject: TemplateSubject): Verdict | null {
  const by = olderThan(birthOf(subject.owner), subject.unresolved);
  if (by === null) return null;
  const { namespace } = subject;
  return {
    severity: 'critical',
    confidence: least(templateConfidence(by.places), sureAfter(by.gap), subject.own === true ? 'low' : 'high'),
    message: `The namespace ${namespace} is named here since ${day(by.at)}, and the account was made on ${day(by.born)}: somebody has registered the name anew, and can serve their files under every name that this template makes.`,
    advice: ADVICE,
    places: placesOf(by.places),
  };
}

interface Case {
  readonly takeover: Takeover;
  /** How sure the dates alone are. */
  readonly sure: Confidence;
  readonly advice?: string;
  message(consequence: string): string;
}

function verdict(subject: RepositorySubject, by: Reused, { takeover, sure, advice = ADVICE, message }: Case): Verdict {
  const own = subject.own === true;
  return {
    severity: takeover.severity,
    confidence: least(takeover.confidence, confidenceOf(by.places), own ? 'low' : sure),
    message: `${message(takeover.consequence)}${
      own
        ? ' The audited code is of the same name, so this may be its own author, who wrote first and published later.'
        : ''
    }`,
    advice,
    places: placesOf(by.places),
  };
}
