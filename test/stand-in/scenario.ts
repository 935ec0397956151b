/** Scenarios: what a stand-in hub holds when it starts, as readable JSON, checked with errors that a person can act on. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { REPO_KINDS, SCAN_LEVELS } from '../../src/model.ts';

const Time = z.iso.datetime();
const Part = z.string().regex(/^[A-Za-z0-9_][\w.-]*$/, 'expected a name of letters, digits, "_", "-" and "."');
const Id = z.string().regex(/^[A-Za-z0-9_][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*)?$/, 'expected "namespace/name" or "name"');
const Oid = z.string().regex(/^[0-9a-f]{24}$/, 'expected 24 hex digits');
const CommitId = z.string().regex(/^[0-9a-f]{40}$/, 'expected 40 hex digits');
/** The place of a commit in the repository's list. */
const Index = z.int().min(0);

/**
 * Text, or bytes in base64, or just a size: then the bytes are zeros and the digests are made up from the size. Or parts of both
 * kinds: digests are made up where they have more than 64 MB.
 */
const File = z.union([
  z.string(),
  z.strictObject({ text: z.string(), lfs: z.boolean().default(false) }),
  z.strictObject({ base64: z.base64(), lfs: z.boolean().default(true) }),
  z.strictObject({ size: z.int().min(0), lfs: z.boolean().default(true) }),
  z.strictObject({
    parts: z.array(z.union([z.strictObject({ base64: z.base64() }), z.strictObject({ zeros: z.int().min(0) })])).min(1),
    lfs: z.boolean().default(true),
  }),
]);

const Commit = z.strictObject({
  /** Made up from the repository's name where it does not matter. */
  id: CommitId.optional(),
  title: z.string().default('Update'),
  date: Time,
  author: Part.optional(),
  /** The one before in the list where it is not given; null for a root. */
  parent: Index.nullable().optional(),
  /** What changes; null takes a file away. */
  files: z.record(z.string().min(1), File.nullable()).default({}),
});

export const RepositorySpec = z.strictObject({
  kind: z.enum(REPO_KINDS).default('model'),
  id: Id,
  oid: Oid.optional(),
  created: Time,
  private: z.boolean().default(false),
  gated: z.enum(['auto', 'manual']).or(z.literal(false)).default(false),
  /** Users whom a gated repository has let in. */
  allowed: z.array(Part).default([]),
  disabled: z.boolean().default(false),
  commits: z.array(Commit).min(1),
  /** `main` is the last commit where it is not given. */
  branches: z.record(z.string(), Index).default({}),
  tags: z.record(z.string(), Index).default({}),
  /** By number: `refs/pr/N`. */
  pulls: z.record(z.string().regex(/^\d+$/), Index).default({}),
  security: z
    .strictObject({
      done: z.boolean(),
      issues: z
        .array(
          z.strictObject({
            path: z.string(),
            level: z.enum(SCAN_LEVELS),
            /** By the Hub's keys (`avScan`, `jFrogScan`); all that is not said is unscanned, and the antivirus says the level. */
            scanners: z.record(z.string(), z.looseObject({ status: z.enum(SCAN_LEVELS) })).default({}),
          }),
        )
        .default([]),
    })
    .default({ done: true, issues: [] }),
});
export type RepositorySpec = z.input<typeof RepositorySpec>;

export const AccountSpec = z.strictObject({
  kind: z.enum(['user', 'org']),
  name: Part,
  oid: Oid.optional(),
  created: Time,
  /** Of an organization. */
  members: z.array(Part).default([]),
  followers: z.int().min(0).default(0),
});
export type AccountSpec = z.input<typeof AccountSpec>;

export const Scenario = z.strictObject({
  note: z.string().optional(),
  accounts: z.array(AccountSpec),
  repositories: z.array(RepositorySpec).default([]),
  /** Names that lead to a repository, as after a rename, a transfer, or from before namespaces. */
  redirects: z.array(z.strictObject({ kind: z.enum(REPO_KINDS).default('model'), from: Id, to: Id })).default([]),
  /** Whose each access token is. */
  tokens: z.record(z.string().min(8), Part).default({}),
});
export type Scenario = z.input<typeof Scenario>;

/** What is wrong with a scenario, a line for each problem. */
export class ScenarioError extends Error {
  constructor(source: string, problems: readonly string[]) {
    super([`${source} is not a scenario:`, ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.name = 'ScenarioError';
  }
}

/** @throws ScenarioError with every problem and where it is */
export function checkScenario(value: unknown, source: string): z.output<typeof Scenario> {
  const parsed = Scenario.safeParse(value);
  if (!parsed.success) {
    throw new ScenarioError(
      source,
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(top)'}: ${message}`),
    );
  }
  const problems = [...contradictions(parsed.data)];
  if (problems.length > 0) throw new ScenarioError(source, problems);
  return parsed.data;
}

/** @throws ScenarioError when the file cannot be read or is not a scenario */
export function readScenario(file: string): z.output<typeof Scenario> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ScenarioError(file, [error instanceof Error ? error.message : String(error)]);
  }
  return checkScenario(value, file);
}

/** What the form allows and a hub cannot hold. */
function* contradictions(scenario: z.output<typeof Scenario>): Generator<string> {
  const accounts = new Map<string, 'user' | 'org'>();
  for (const [at, { name, kind }] of scenario.accounts.entries()) {
    if (accounts.has(name.toLowerCase()))
      yield `accounts.${at}: the name ${name} is there twice (letter case does not count)`;
    accounts.set(name.toLowerCase(), kind);
  }
  const isUser = (name: string) => accounts.get(name.toLowerCase()) === 'user';
  for (const [at, { name, kind, members }] of scenario.accounts.entries()) {
    if (kind === 'user' && members.length > 0) yield `accounts.${at}: ${name} is a user, and only an org has members`;
    for (const member of members)
      if (!isUser(member)) yield `accounts.${at}: the member ${member} is not among the users`;
  }

  const held = new Set<string>();
  for (const [at, repository] of scenario.repositories.entries()) {
    const where = `repositories.${at}`;
    const [namespace, name] = repository.id.split('/');
    if (name === undefined) yield `${where}: ${repository.id} needs a namespace; a one-part name is a redirect`;
    else if (!accounts.has((namespace ?? '').toLowerCase())) yield `${where}: ${namespace} is not among the accounts`;
    const key = `${repository.kind} ${repository.id.toLowerCase()}`;
    if (held.has(key)) yield `${where}: ${key} is there twice (letter case does not count)`;
    held.add(key);

    const indices = [repository.branches, repository.tags, repository.pulls].flatMap((refs) => Object.entries(refs));
    for (const [ref, index] of indices) {
      if (index >= repository.commits.length)
        yield `${where}: ${ref} points at commit ${index}, and there are ${repository.commits.length}`;
    }
    for (const [index, { parent }] of repository.commits.entries()) {
      if (parent != null && parent >= index)
        yield `${where}.commits.${index}: its parent ${parent} must come before it in the list`;
    }
  }
  for (const [at, { kind, from, to }] of scenario.redirects.entries()) {
    if (held.has(`${kind} ${from.toLowerCase()}`))
      yield `redirects.${at}: a ${kind} ${from} is there, so nothing redirects it`;
    if (!held.has(`${kind} ${to.toLowerCase()}`)) yield `redirects.${at}: there is no ${kind} ${to} to lead to`;
  }
  for (const [token, user] of Object.entries(scenario.tokens)) {
    if (!isUser(user)) yield `tokens.${token}: ${user} is not among the users`;
  }
}
