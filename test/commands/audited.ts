/** What the stories share: a repository with a history of its own days, audited against a stand-in hub as a person would. */

import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { type Audited, audit } from '../../src/commands/audit.ts';
import { resolveSettings } from '../../src/config.ts';
import { GIT_ENVIRONMENT, git, makeTree, write } from '../collect/tree.ts';
import type { AccountSpec, RepositorySpec, Scenario } from '../stand-in/scenario.ts';
import { type StandIn, startStandIn } from '../stand-in/stand-in.ts';

/** Commits all files as of a day; null takes a file away. */
export function commitOn(root: string, day: string, files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) git(root, 'rm', '-q', path);
    else write(root, { [path]: text });
  }
  git(root, 'add', '-A');
  const at = `${day}T12:00:00Z`;
  execFileSync('git', ['-C', root, 'commit', '-q', '--allow-empty', '-m', 'work'], {
    env: { ...GIT_ENVIRONMENT, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at },
    stdio: 'pipe',
  });
}

/** A repository whose first commit was made on a day. */
export function repositoryOf(day: string, files: Readonly<Record<string, string>>): string {
  const root = makeTree({});
  git(root, 'init', '-q', '-b', 'main');
  commitOn(root, day, files);
  return root;
}

/** The accounts that the client asks before it believes that another is missing. */
export const KNOWN_GOOD: readonly AccountSpec[] = [
  { kind: 'org', name: 'openai-community', created: '2024-01-10T15:48:50Z' },
  { kind: 'user', name: 'TheBloke', created: '2023-03-31T12:37:07Z' },
];

export function accountOf(name: string, day: string, more: Partial<AccountSpec> = {}): AccountSpec {
  return { kind: 'org', name, created: `${day}T10:00:00Z`, ...more };
}

export function modelOf(id: string, day: string, more: Partial<RepositorySpec> = {}): RepositorySpec {
  return { id, created: `${day}T11:00:00Z`, commits: [{ date: `${day}T11:00:00Z` }], ...more };
}

/** A hub that ends with the test. */
export async function hubOf(scenario: Scenario): Promise<StandIn> {
  const hub = await startStandIn({ ...scenario, accounts: [...KNOWN_GOOD, ...scenario.accounts] });
  onTestFinished(() => hub.stop());
  return hub;
}

/** Audits a folder without a cache and without a configuration. */
export function auditOf(root: string, { url }: Pick<StandIn, 'url'>, staged = false): Promise<Audited> {
  const settings = resolveSettings({
    cwd: root,
    paths: [],
    flags: { endpoint: url, cache: false, staged },
    environment: GIT_ENVIRONMENT,
    file: null,
  });
  const nothing = () => {};
  return audit(settings, '2026-11-21', new AbortController().signal, nothing, nothing);
}

/** `rule severity confidence` of every finding; that a load is not pinned is said of all of them, and left out. */
export function told({ report }: Audited): string[] {
  return report.findings
    .filter(({ rule }) => rule !== 'unpinned-revision')
    .map(({ rule, severity, confidence }) => `${rule} ${severity} ${confidence}`);
}
