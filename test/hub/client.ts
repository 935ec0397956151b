/** What the tests of the client share: a small hub, a client for it, and a time that passes only when someone waits. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createHub, type Hub, type HubOptions } from '../../src/hub/hub.ts';
import type { RepoId, RepoKind } from '../../src/model.ts';
import type { AccountSpec, RepositorySpec, Scenario } from '../stand-in/scenario.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../stand-in/stand-in.ts';

/** Those whom the client asks before it believes that someone is missing. */
export const knownGood: readonly AccountSpec[] = [
  { kind: 'org', name: 'openai-community', created: '2024-01-10T15:48:50Z' },
  { kind: 'user', name: 'TheBloke', created: '2023-03-31T12:37:07Z' },
];

/** A repository with one commit, made on a day in 2023. */
export function repository(id: string, more: Partial<RepositorySpec> = {}): RepositorySpec {
  return { id, created: '2023-05-06T07:08:09Z', commits: [{ date: '2023-05-06T07:08:09Z' }], ...more };
}

/** Accounts `alice` (a user) and `Acme` (an organization of hers), both with a few things, and no `ghost`. */
export const town: Scenario = {
  accounts: [
    ...knownGood,
    { kind: 'user', name: 'alice', created: '2022-11-20T10:00:00Z' },
    { kind: 'user', name: 'bob', created: '2022-12-24T10:00:00Z' },
    { kind: 'org', name: 'Acme', created: '2023-01-05T09:00:00Z', members: ['alice'] },
  ],
  repositories: [
    repository('Acme/chat', {
      commits: [
        { id: 'a'.repeat(40), date: '2023-05-06T07:08:09Z' },
        { id: 'b'.repeat(40), date: '2023-06-06T07:08:09Z' },
      ],
      tags: { 'v1.0': 0 },
      pulls: { '7': 0 },
      security: { done: true, issues: [{ path: 'model.bin', level: 'unsafe' }] },
    }),
    repository('Acme/guarded', { gated: 'auto', allowed: ['bob'] }),
    repository('Acme/secret', { private: true }),
    repository('Acme/withdrawn', { disabled: true }),
    repository('alice/notes'),
    repository('alice/notes', { kind: 'dataset' }),
    repository('alice/notes', { kind: 'space' }),
    repository('alice/notes', { kind: 'kernel' }),
    repository('openai-community/gpt2'),
  ],
  redirects: [
    { from: 'gpt2', to: 'openai-community/gpt2' },
    { from: 'Acme/chat-preview', to: 'Acme/chat' },
    { from: 'ghost/chat', to: 'Acme/chat' },
    { from: 'bob/chat', to: 'Acme/chat' },
  ],
  tokens: { hf_of_alice: 'alice', hf_of_bob: 'bob' },
};

export function model(id: string, kind: RepoKind = 'model'): RepoId {
  const [first = '', second] = id.split('/');
  return second === undefined ? { kind, namespace: null, name: first } : { kind, namespace: first, name: second };
}

const open: StandIn[] = [];

/** Starts a stand-in hub that ends with the test. */
export async function standInFor(scenario: Scenario = town, options: StandInOptions = {}): Promise<StandIn> {
  const standIn = await startStandIn(scenario, options);
  open.push(standIn);
  return standIn;
}

const folders: string[] = [];

/** An empty folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'namesake-hub-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.stop()));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A client without a token, a disk or a snapshot, with a time of its own. */
export function clientOf({ url }: Pick<StandIn, 'url'>, options: Partial<HubOptions> = {}): Hub {
  const { clock, sleep } = createTime();
  const nothing = { token: null, cacheDir: null, snapshot: null, record: null };
  return createHub({ endpoint: url, ...nothing, clock, sleep, ...options });
}

export interface Time {
  readonly clock: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Every wait, in milliseconds. */
  readonly waits: number[];
  pass(milliseconds: number): void;
}

/** A time that stands still until someone waits. */
export function createTime(): Time {
  let now = Date.parse('2026-11-21T12:00:00Z');
  const waits: number[] = [];
  return {
    clock: () => now,
    async sleep(milliseconds) {
      waits.push(milliseconds);
      const until = now + milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      now = Math.max(now, until);
    },
    waits,
    pass(milliseconds) {
      now += milliseconds;
    },
  };
}
