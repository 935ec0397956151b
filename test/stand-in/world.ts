/** What the stand-in holds right now, and the things that happen to accounts and repositories while a test looks on. */

import { REPO_KINDS, type RepoKind, type ScanLevel } from '../../src/model.ts';
import { buildCommits, type Commit, digest, type StoredFile } from './git.ts';
import { AccountSpec, checkScenario, RepositorySpec, type Scenario } from './scenario.ts';

export interface Account {
  readonly kind: 'user' | 'org';
  name: string;
  readonly oid: string;
  /** ISO 8601, to the second that `oid` starts with. */
  readonly created: string;
  readonly members: readonly string[];
  readonly followers: number;
  locked: boolean;
}

export interface Repo {
  readonly kind: RepoKind;
  id: string;
  readonly oid: string;
  readonly created: string;
  private: boolean;
  gated: false | 'auto' | 'manual';
  readonly allowed: readonly string[];
  disabled: boolean;
  commits: Commit[];
  readonly branches: Map<string, Commit>;
  readonly tags: Map<string, Commit>;
  readonly pulls: Map<number, Commit>;
  readonly security: { done: boolean; issues: { path: string; level: ScanLevel; scanners?: Record<string, object> }[] };
}

export type Found = { readonly repo: Repo } | { readonly redirect: string };
export type World = ReturnType<typeof createWorld>;

/** Builds a world. @throws ScenarioError where the scenario is not one */
export function createWorld(value: Scenario, source = 'the scenario') {
  const scenario = checkScenario(value, source);
  const accounts = new Map<string, Account>();
  const repos = new Map<string, Repo>();
  const redirects = new Map<string, string>();

  function account(name: string): Account | null {
    return accounts.get(name.toLowerCase()) ?? null;
  }

  function existingAccount(name: string): Account {
    const found = account(name);
    if (found === null) throw new Error(`the stand-in has no account ${name}`);
    return found;
  }

  /** A repository under its own name in any letter case, or where its old name leads to. */
  function find(kind: RepoKind, id: string): Found | null {
    const repo = repos.get(key(kind, id));
    if (repo !== undefined) return repo.id === id ? { repo } : { redirect: repo.id };
    const redirect = redirects.get(key(kind, id));
    return redirect === undefined ? null : { redirect };
  }

  function repository(kind: RepoKind, id: string): Repo {
    const repo = repos.get(key(kind, id));
    if (repo === undefined) throw new Error(`the stand-in has no ${kind} ${id}`);
    return repo;
  }

  function addAccount(value: AccountSpec): Account {
    const spec = AccountSpec.parse(value);
    if (account(spec.name) !== null) throw new Error(`the stand-in has an account ${spec.name} already`);
    const { kind, name, members, followers } = spec;
    const made = { kind, name, members, followers, ...identity(`${kind} ${name}`, spec), locked: false };
    accounts.set(name.toLowerCase(), made);
    return made;
  }

  /** Creates a repository; a redirect that stood on its path ends. */
  function addRepository(value: RepositorySpec): Repo {
    const spec = RepositorySpec.parse(value);
    const commits = buildCommits(spec);
    const at = (index: number) => commits[index] ?? last(commits);
    const refs = (by: Record<string, number>) => Object.entries(by).map(([name, index]) => [name, at(index)] as const);
    const { kind, id, gated, allowed, disabled, security } = spec;
    const repo: Repo = {
      kind,
      id,
      ...identity(`${kind} ${id}`, spec),
      private: spec.private,
      gated,
      allowed,
      disabled,
      commits,
      branches: new Map([['main', last(commits)], ...refs(spec.branches)]),
      tags: new Map(refs(spec.tags)),
      pulls: new Map(refs(spec.pulls).map(([number, commit]) => [Number(number), commit])),
      security,
    };
    redirects.delete(key(kind, id));
    repos.set(key(kind, id), repo);
    return repo;
  }

  /** Moves a repository; the old name leads to it from now on. */
  function transferRepository(kind: RepoKind, from: string, to: string): void {
    const repo = repository(kind, from);
    repos.delete(key(kind, from));
    for (const [old, target] of redirects) if (target === repo.id) redirects.set(old, to);
    redirects.delete(key(kind, to));
    redirects.set(key(kind, from), to);
    repo.id = to;
    repos.set(key(kind, to), repo);
  }

  for (const spec of scenario.accounts) addAccount(spec);
  for (const spec of scenario.repositories) addRepository(spec);
  for (const { kind, from, to } of scenario.redirects) redirects.set(key(kind, from), repository(kind, to).id);

  return {
    account,
    find,
    repository,
    addAccount,
    addRepository,
    transferRepository,

    /** How many repositories of a kind an account has. */
    count(name: string, kind: RepoKind): number {
      return [...repos.values()].filter((repo) => repo.kind === kind && ownerOf(repo) === name).length;
    },

    /** The user whose token this is, or null. */
    userOf(token: string): string | null {
      return (Object.hasOwn(scenario.tokens, token) ? scenario.tokens[token] : undefined) ?? null;
    },

    /** Whether someone may see a repository at all. */
    sees(user: string | null, repo: Repo): boolean {
      return !repo.private || belongs(user, repo);
    },

    /** Whether someone may read the files of a repository that he sees. */
    reads(user: string | null, repo: Repo): boolean {
      return repo.gated === false || belongs(user, repo) || (user !== null && repo.allowed.includes(user));
    },

    /** Deletes an account with its repositories. Redirects that lead elsewhere stay, as Unit 42 describes. */
    deleteOwner(name: string): void {
      accounts.delete(existingAccount(name).name.toLowerCase());
      for (const [at, repo] of repos) if (ownerOf(repo).toLowerCase() === name.toLowerCase()) repos.delete(at);
    },

    /** Renames an account; each of its repositories leaves a redirect. */
    renameOwner(from: string, to: string): void {
      const renamed = existingAccount(from);
      if (account(to) !== null) throw new Error(`the stand-in has an account ${to} already`);
      accounts.delete(from.toLowerCase());
      renamed.name = to;
      accounts.set(to.toLowerCase(), renamed);
      for (const kind of REPO_KINDS) {
        const owned = [...repos.values()].filter(
          (repo) => repo.kind === kind && ownerOf(repo).toLowerCase() === from.toLowerCase(),
        );
        for (const repo of owned) transferRepository(kind, repo.id, `${to}/${repo.id.split('/')[1]}`);
      }
    },

    /** Suspends an account. What its overviews answer then is not known: here they are missing, and its repositories stay. */
    lockOwner(name: string): void {
      existingAccount(name).locked = true;
    },

    /** The file in LFS that a signed address of the CDN names, or null. */
    stored(oid: string, sha256: string): StoredFile | null {
      for (const repo of repos.values()) {
        if (repo.oid !== oid) continue;
        for (const { files } of repo.commits)
          for (const file of files.values()) if (file.lfs?.sha256 === sha256) return file;
      }
      return null;
    },

    /** Takes a branch, a tag or a commit out of a repository. */
    dropRevision(kind: RepoKind, id: string, revision: string): void {
      const repo = repository(kind, id);
      const dropped = repo.branches.delete(revision) || repo.tags.delete(revision);
      if (!dropped) repo.commits = repo.commits.filter((commit) => commit.id !== revision);
    },
  };

  function belongs(user: string | null, repo: Repo): boolean {
    if (user === null) return false;
    const owner = account(ownerOf(repo));
    return owner?.name === user || owner?.members.includes(user) === true;
  }
}

/** The commit at which a revision stands: HEAD, a branch, a tag, `refs/pr/N`, a commit or the start of one. */
export function commitAt(repo: Repo, revision: string): Commit | null {
  const named = repo.branches.get(revision === 'HEAD' ? 'main' : revision) ?? repo.tags.get(revision);
  if (named !== undefined) return named;
  const pull = /^refs\/pr\/(\d+)$/.exec(revision);
  if (pull !== null) return repo.pulls.get(Number(pull[1])) ?? null;
  if (!/^[0-9a-f]{7,40}$/.test(revision)) return null;
  const [found, ...more] = repo.commits.filter((commit) => commit.id.startsWith(revision));
  return more.length === 0 ? (found ?? null) : null;
}

export function ownerOf(repo: Repo): string {
  return repo.id.split('/')[0] ?? '';
}

function key(kind: RepoKind, id: string): string {
  return `${kind} ${id.toLowerCase()}`;
}

/** An `_id` as the Hub's: eight hex digits of the second of creation, sixteen more. */
function identity(seed: string, spec: { oid?: string | undefined; created: string }): { oid: string; created: string } {
  const seconds = Math.floor(Date.parse(spec.created) / 1000);
  const made = seconds.toString(16).padStart(8, '0') + digest('sha256', `${seed} ${spec.created}`).slice(0, 16);
  return { oid: spec.oid ?? made, created: new Date(seconds * 1000).toISOString() };
}

function last(commits: readonly Commit[]): Commit {
  const commit = commits.at(-1);
  if (commit === undefined) throw new Error('a repository has at least one commit');
  return commit;
}
