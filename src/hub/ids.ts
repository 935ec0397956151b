/** Which names may be put to the Hub: everything here comes from untrusted files, and a request may carry a token. */

import type { RepoId } from '../model.ts';

// The rule of huggingface_hub's `_validators.py`, in ASCII alone: word characters, `.` and `-`, a word character at both ends.
const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/;
const LONGEST_NAME = 96;
const LONGEST_REVISION = 255;

/** First path segments that are sections of the site or of the API, never an owner. Lower case. */
const RESERVED: ReadonlySet<string> = new Set([
  'api',
  'auth',
  'blog',
  'buckets',
  'collections',
  'datasets',
  'docs',
  'join',
  'kernels',
  'login',
  'logout',
  'models',
  'new',
  'oauth',
  'org',
  'organizations',
  'papers',
  'posts',
  'pricing',
  'resolve',
  'settings',
  'spaces',
  'tasks',
  'users',
]);

function nameProblem(name: string): string | null {
  if (name === '') return 'it is empty';
  if (name.length > LONGEST_NAME) return `it is longer than ${LONGEST_NAME} characters`;
  if (!NAME.test(name)) return 'the Hub allows only letters, digits, "_", "-" and ".", not "-" or "." at an end';
  if (name.includes('--') || name.includes('..')) return 'the Hub does not allow "--" or ".."';
  return null;
}

/** Why this cannot be an owner on the Hub, or null. */
export function namespaceProblem(namespace: string): string | null {
  const problem = nameProblem(namespace);
  if (problem !== null) return `not a namespace: ${problem}`;
  if (RESERVED.has(namespace.toLowerCase())) return 'not a namespace: it is a section of the Hub';
  return null;
}

/** Why this cannot be a repository on the Hub, or null. */
export function idProblem(id: RepoId): string | null {
  const problem = nameProblem(id.name);
  if (problem !== null) return `not a repository name: ${problem}`;
  if (id.name.toLowerCase().endsWith('.git')) return 'not a repository name: the Hub does not allow ".git" at the end';
  if (id.namespace !== null) return namespaceProblem(id.namespace);
  // Models and data sets from before namespaces have one-part ids; the other kinds came later.
  if (id.kind === 'space' || id.kind === 'kernel') return `not a repository: a ${id.kind} has an owner`;
  if (RESERVED.has(id.name.toLowerCase())) return 'not a repository: it is a section of the Hub';
  return null;
}

/** Why this cannot be a branch, tag, reference or commit, or null. The rules are git's (`git check-ref-format`), in ASCII. */
export function revisionProblem(revision: string): string | null {
  if (revision === '') return 'not a revision: it is empty';
  if (revision.length > LONGEST_REVISION) return `not a revision: it is longer than ${LONGEST_REVISION} characters`;
  if (!/^[!-~]+$/.test(revision)) return 'not a revision: it has blanks, control characters or letters outside ASCII';
  if (/[~^:?*[\\]|\.\.|@\{|\/\/|\/\.|^[/.]|[/.]$|\.lock(?:\/|$)/.test(revision))
    return 'not a revision: git refuses it';
  return null;
}

/** Whether a revision is a full commit; the Hub's own clients call nothing else one. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/i.test(revision);
}
