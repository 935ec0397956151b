/** The tree of what was come to by way of other repositories, for people. */

import { type Owner, type Reference, type Report, type Resolution, repoName, type Subject } from '../model.ts';

/** A repository in the tree. */
export interface Branch {
  readonly name: string;
  /** What names it; null for one that the audited files name. */
  readonly by: string | null;
  /** What the Hub says of it. */
  readonly state: string;
  readonly branches: readonly Branch[];
}

interface Growing extends Branch {
  readonly branches: Growing[];
}

type Repository = Extract<Subject, { is: 'repository' }>;

/** The trees, each under a repository that the audited files name; none where nothing was followed. */
export function dependencyTrees({ subjects }: Pick<Report, 'subjects'>): readonly Branch[] {
  const repositories = subjects.filter((subject): subject is Repository => subject.is === 'repository');
  const states = new Map(repositories.map(({ id, resolution }) => [repoName(id).toLowerCase(), stateOf(resolution)]));
  const roots: Growing[] = [];
  for (const { id, references } of repositories) {
    for (const { via } of references.filter(isFollowed)) {
      let level = roots;
      let by: string | null = null;
      for (const step of [...via, { id, by: '' }]) {
        const name = repoName(step.id);
        const known: Growing | undefined = level.find((each) => each.name === name && each.by === by);
        const branch: Growing = known ?? { name, by, state: states.get(name.toLowerCase()) ?? '', branches: [] };
        if (known === undefined) level.push(branch);
        level = branch.branches;
        by = step.by;
      }
    }
  }
  return roots;
}

function isFollowed(reference: Reference): reference is Reference & { readonly via: NonNullable<Reference['via']> } {
  return (reference.via?.length ?? 0) > 0;
}

/** A few words on what stands behind a name; none where all is as it should be. */
function stateOf(resolution: Resolution | null): string {
  switch (resolution?.state) {
    case undefined:
      return 'not asked';
    case 'live':
      return '';
    case 'moved':
      return `moved to ${repoName(resolution.repository.id)}${ownerless(resolution.from)}`;
    case 'absent':
      return `missing${ownerless(resolution.owner)}`;
    case 'restricted':
      return 'restricted';
    case 'unknown':
      return 'unknown';
  }
}

function ownerless(owner: Owner | null): string {
  return owner?.state === 'none' ? ', and nobody owns the name' : '';
}

/** The trees as lines, each indented under what names it. */
export function dependencyLines(branches: readonly Branch[], indent = ''): string[] {
  return branches.flatMap(({ name, by, state, branches: inner }) => [
    `${indent}${name}${by === null ? '' : `  (${by})`}${state === '' ? '' : `: ${state}`}`,
    ...dependencyLines(inner, `${indent}  `),
  ]);
}
