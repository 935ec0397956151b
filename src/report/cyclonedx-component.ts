/** A repository at one commit as a component of a CycloneDX bill of materials. */

import {
  type LockEntry,
  type Reference,
  type RepoId,
  type RepoKind,
  repoName,
  revisionText,
  type Subject,
} from '../model.ts';
import { uriPath, visible } from './escape.ts';
import { currentRepository } from './state.ts';

export interface Component {
  readonly type: string;
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly evidence: { readonly occurrences: readonly Occurrence[] };
  readonly [more: string]: unknown;
}

interface Occurrence {
  readonly location: string;
  readonly line: number;
  readonly symbol?: string;
  readonly additionalContext: string;
}

/** A Space is an application, and a kernel is code that is linked in. */
const TYPES: Readonly<Record<RepoKind, string>> = {
  model: 'machine-learning-model',
  dataset: 'data',
  space: 'application',
  kernel: 'library',
};

/** Where repositories of a kind stand on the Hub: https://huggingface.co/docs/huggingface_hub, constants REPO_TYPES_URL_PREFIXES. */
const ROUTES: Readonly<Record<RepoKind, string>> = {
  model: '',
  dataset: 'datasets/',
  space: 'spaces/',
  kernel: 'kernels/',
};

const HUB = 'https://huggingface.co';

export function refOf(component: Component): string {
  return component['bom-ref'];
}

/** One component for each commit at which the code loads a repository; a template names none. */
export function componentsOf(subject: Subject, endpoint: string | null): Component[] {
  if (subject.is === 'template') return [];
  const repository = currentRepository(subject.resolution);
  const id = repository?.id ?? subject.id;
  const byCommit = new Map<string | null, Reference[]>();
  for (const reference of subject.references) {
    const commit = commitOf(reference, subject);
    const group = byCommit.get(commit);
    if (group === undefined) byCommit.set(commit, [reference]);
    else group.push(reference);
  }
  return [...byCommit].map(([commit, references]) => component({ subject, id, commit, references, endpoint }));
}

interface About {
  readonly subject: Extract<Subject, { is: 'repository' }>;
  /** As the Hub calls it today. */
  readonly id: RepoId;
  readonly commit: string | null;
  readonly references: readonly Reference[];
  readonly endpoint: string | null;
}

function component({ subject, id, commit, references, endpoint }: About): Component {
  const { resolution } = subject;
  const url = `${endpoint ?? HUB}/${ROUTES[id.kind]}${uriPath(repoName(id))}${commit === null ? '' : `/tree/${commit}`}`;
  const packageUrl = commit === null ? null : purl(id, commit, endpoint);
  const locked = subject.lock?.entries.find((entry) => entry.commit === commit);
  return {
    type: TYPES[id.kind],
    'bom-ref': `${subject.id.kind}:${repoName(subject.id)}${commit === null ? '' : `@${commit}`}`,
    ...(id.namespace === null ? {} : { group: id.namespace }),
    name: id.name,
    ...(commit === null ? {} : { version: commit }),
    ...(packageUrl === null ? {} : { purl: packageUrl }),
    externalReferences: [{ type: id.kind === 'model' ? 'model-card' : 'website', url }],
    ...(id.kind === 'dataset' ? { data: [{ type: 'dataset', name: repoName(id), contents: { url } }] } : {}),
    ...files(locked, commit),
    evidence: { occurrences: occurrences(references) },
    properties: [
      { name: 'namesake:state', value: resolution?.state ?? 'not asked' },
      ...(repoName(id) === repoName(subject.id) ? [] : [{ name: 'namesake:named', value: repoName(subject.id) }]),
      ...[...new Set(references.map(revisionOf))].map((value) => ({ name: 'namesake:revision', value })),
    ],
  };
}

/** The files that the lock knows by the sha256 of their bytes. What git calls a blob's hash is none of its bytes alone. */
function files(locked: LockEntry | undefined, commit: string | null) {
  const known = (locked?.files ?? []).filter(({ digest }) => digest.algorithm === 'sha256');
  if (locked === undefined || known.length === 0) return {};
  return {
    components: known.map(({ path, digest }) => ({
      type: 'file',
      'bom-ref': `${locked.id.kind}:${repoName(locked.id)}@${commit}#${path}`,
      name: path,
      hashes: [{ alg: 'SHA-256', content: digest.value }],
    })),
  };
}

function occurrences(references: readonly Reference[]): Occurrence[] {
  return references.map(({ site, place, loader, evidence }) => ({
    location: site.path,
    line: site.line,
    ...(loader === undefined ? {} : { symbol: visible(loader) }),
    additionalContext: visible([`${place}, column ${site.column}`, ...evidence].join('; ')),
  }));
}

/** The commit that a reference loads today; null where nobody knows it. */
function commitOf({ revision }: Reference, subject: Extract<Subject, { is: 'repository' }>): string | null {
  if (revision.at === 'commit') return revision.commit.toLowerCase();
  const text = revisionText(revision);
  if (text !== null) {
    const state = subject.revisions.get(text);
    return state?.state === 'found' ? state.commit : null;
  }
  return revision.at === 'none' ? (currentRepository(subject.resolution)?.commit ?? null) : null;
}

function revisionOf({ revision }: Reference): string {
  return revision.at === 'dynamic' ? `dynamic: ${visible(revision.text)}` : visible(revisionText(revision) ?? 'none');
}

/**
 * `pkg:huggingface/namespace/name@commit`, which wants a namespace: github.com/package-url/purl-spec, types/huggingface-definition.json. It
 * speaks of models alone; data sets, Spaces and kernels get the path under which the Hub has them, so that they are not taken for models.
 */
function purl(id: RepoId, commit: string, endpoint: string | null): string | null {
  if (id.namespace === null) return null;
  const elsewhere = endpoint === null || endpoint === HUB ? '' : `?repository_url=${uriPath(endpoint)}`;
  return `pkg:huggingface/${ROUTES[id.kind]}${uriPath(repoName(id))}@${commit}${elsewhere}`;
}
