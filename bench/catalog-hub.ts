/** The hub of `bench/catalog.ts`, in a process of its own: 20,000 repositories in 5,000 namespaces, and a rate limit. */

import type { AccountSpec, RepositorySpec } from '../test/stand-in/scenario.ts';
import { startStandIn } from '../test/stand-in/stand-in.ts';

/** `SCALE=0.1` measures a tenth of it all. */
export const SCALE = Number(process.env.SCALE ?? 1);
export const REPOSITORIES = 20_000 * SCALE;
export const NAMESPACES = 5_000 * SCALE;
/** Larger and shorter than the Hub's, so that there are many windows in a minute. */
export const LIMIT = { requests: 3_000, seconds: 3 };

/** Of every 20 namespaces 8 are organizations, 11 users, and one has no owner. */
export function ownerOf(namespace: number): 'org' | 'user' | 'none' {
  const share = namespace % 20;
  return share < 8 ? 'org' : share < 19 ? 'user' : 'none';
}

/** Of the repositories of a namespace with an owner, every 20th is missing and every 20th has moved to the next namespace but 19. */
export function stateOf(repository: number): 'live' | 'absent' | 'moved' {
  if (ownerOf(repository % NAMESPACES) === 'none') return 'absent';
  const share = Math.floor(repository / NAMESPACES) * 7 + (repository % 97);
  return share % 20 === 0 ? 'absent' : share % 20 === 1 ? 'moved' : 'live';
}

export function nameOf(repository: number): string {
  return `ns-${repository % NAMESPACES}/model-${repository}`;
}

/** Where a repository that has moved is now. */
export function newNameOf(repository: number): string {
  return `ns-0/model-${repository}-moved`;
}

export interface Counts {
  readonly requests: number;
  readonly distinct: number;
  readonly refused: number;
}

if (process.send !== undefined) {
  const day = '2023-05-06T07:08:09Z';
  const accounts: AccountSpec[] = [
    { kind: 'org', name: 'openai-community', created: day },
    { kind: 'user', name: 'TheBloke', created: day },
  ];
  for (let namespace = 0; namespace < NAMESPACES; namespace += 1) {
    const kind = ownerOf(namespace);
    if (kind !== 'none') accounts.push({ kind, name: `ns-${namespace}`, created: day });
  }
  const repositories: RepositorySpec[] = [];
  const redirects: { from: string; to: string }[] = [];
  for (let repository = 0; repository < REPOSITORIES; repository += 1) {
    const state = stateOf(repository);
    if (state === 'absent') continue;
    const id = state === 'live' ? nameOf(repository) : newNameOf(repository);
    repositories.push({ id, created: day, commits: [{ date: day }] });
    if (state === 'moved') redirects.push({ from: nameOf(repository), to: id });
  }
  const standIn = await startStandIn({ accounts, repositories, redirects });
  standIn.limits.windows.api = LIMIT;
  let refused = 0;
  standIn.fault(/./, ({ normal }) => {
    const reply = normal();
    if (reply.status === 429) refused += 1;
    return reply;
  });
  process.on('message', (asked) => {
    if (asked === 'forget') {
      standIn.log.length = 0;
      refused = 0;
    }
    const distinct = new Set(standIn.log.map(({ path }) => path)).size;
    process.send?.({ requests: standIn.log.length, distinct, refused } satisfies Counts);
  });
  process.send({ url: standIn.url });
}
