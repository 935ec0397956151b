/** A repository that answers under another name than the one written, and whose old name still has an owner. */

import { type Owner, type RepoId, type Repository, type Rule, type RuleMeta, repoName } from '../model.ts';
import { confidenceOf, credible } from './confidence.ts';
import { account, GONE, moved, TROUBLE } from './example.ts';
import { isOrphanedRedirect } from './pin.ts';
import { remade } from './remade.ts';
import { reusedByDate } from './reuse-by-date.ts';
import { reusedByLock } from './reuse-by-lock.ts';
import { placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';

const meta: RuleMeta = {
  name: 'moved-repository',
  severity: 'low',
  persona: 'regular',
  needsHub: true,
  summary: 'The Hub redirects this name to another; the redirect holds until the owner of the old name reuses it.',
  why: `The Hub redirects the old path of a repository that was renamed or transferred. The redirect holds until another repository is
created at the old path. Only the owner of the old namespace can do that, so no stranger can, as long as that owner stays; but it need not be
who owns the repository today.

The Hub does not say why it redirects. Another name in the same namespace is a rename. The same name in another namespace is a transfer, or the account itself was renamed: the two look alike. Another letter case is
no move at all.

Where the repository that the redirect leads to is younger than the line that names it, it is another one than that line meant, and the message says so.

Within one namespace (a plain rename) the same owner holds both names, and this is information. Where the owner of the old namespace could
not be asked, the message says so, and \`unverified-reference\` says why. Where there is none, \`orphaned-redirect\` speaks instead. A bare name such as
\`gpt2\` is the matter of \`unqualified-id\`.`,
  mend: `Name the repository as the Hub does today, once you have checked that it is the one you meant: a redirect proves no identity.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The name redirects to heron-ai/tern-7b; heron-labs still has an owner.',
      resolution: moved('heron-ai/tern-7b', account('heron-labs')),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The name redirects to heron-ai/tern-7b; whether heron-labs has an owner is unknown.',
      resolution: moved('heron-ai/tern-7b', TROUBLE),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The name redirects to heron-ai/tern-7b; nobody owns heron-labs (`orphaned-redirect` says so).',
      resolution: moved('heron-ai/tern-7b', GONE),
    },
    {
      file: 'legacy.py',
      text: 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("gpt2")\n',
      hub: 'The bare name redirects to openai-community/gpt2 (`unqualified-id` says so).',
      resolution: moved('openai-community/gpt2', null),
    },
  ],
};

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const { id, references, resolution } = subject;
    if (resolution?.state !== 'moved' || id.namespace === null || isOrphanedRedirect(subject)) return null;
    if (reusedByLock(subject) !== null || reusedByDate(subject) !== null) return null;
    const { repository, from } = resolution;
    const today = repoName(repository.id);
    const renamed = from?.state === 'present' && repository.id.namespace?.toLowerCase() === id.namespace.toLowerCase();
    return {
      severity: renamed ? 'info' : 'low',
      confidence: confidenceOf(credible(references)),
      message: `${repoName(id)} ${movement(id, repository.id)} ${today}. ${renamed ? sameOwner(id.namespace) : oldOwner(id.namespace, from, repository)}${remade(repository, references)}`,
      advice: `Once you have checked that it is what you meant, name it as the Hub does today: ${today}`,
      places: placesOf(references),
    };
  },
};

/** What happened, as far as the Hub tells: a transfer to another account and the renaming of an account look the same. */
function movement(from: RepoId, to: RepoId): string {
  const sameNamespace = from.namespace?.toLowerCase() === to.namespace?.toLowerCase();
  if (sameNamespace) return 'was renamed and redirects to';
  return from.name.toLowerCase() === to.name.toLowerCase()
    ? 'was transferred, or its account renamed, and redirects to'
    : 'redirects to';
}

function sameOwner(namespace: string): string {
  return `${namespace} owns both names, so no stranger can take the old one.`;
}

function oldOwner(namespace: string, owner: Owner | null, repository: Repository): string {
  if (owner?.state !== 'present') {
    return `Whether anyone still owns ${namespace} could not be verified; if nobody does, anyone can take the old name.`;
  }
  const held = `${namespace} has an owner, so no stranger can take the old name; that owner can, and is loaded then.`;
  // ISO 8601 in UTC sorts by time. A move through several accounts has the same signs, so this is a hint and no verdict.
  if (repository.createdAt === null || owner.createdAt <= repository.createdAt) return held;
  return `${held} That account is younger than the repository (${day(owner.createdAt)}, ${day(repository.createdAt)}): it may be somebody who registered the name anew.`;
}

function day(time: string): string {
  return time.slice(0, 10);
}
