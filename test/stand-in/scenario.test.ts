import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createHub } from '../../src/hub/hub.ts';
import { type AccountSpec, checkScenario, type RepositorySpec, readScenario, ScenarioError } from './scenario.ts';
import { startStandIn } from './stand-in.ts';
import { commitAt, createWorld } from './world.ts';

const ada: AccountSpec = { kind: 'user', name: 'ada', created: '2022-01-05T09:00:00Z' };
const acme: AccountSpec = { kind: 'org', name: 'Acme', created: '2023-01-05T09:00:00Z', members: ['ada'] };
const accounts = [acme, ada];
const chat: RepositorySpec = {
  id: 'Acme/chat',
  created: '2023-05-06T07:08:09Z',
  commits: [{ date: '2023-05-06T07:08:09Z' }],
};

describe('a scenario is refused with the place of each problem:', () => {
  test.each<[string, unknown, string]>([
    ['a kind unheard of', { accounts: [{ ...ada, kind: 'robot' }] }, 'accounts.0.kind: '],
    ['a name with a slash', { accounts: [{ ...ada, name: 'a/b' }] }, 'accounts.0.name: expected a name of'],
    ['no date', { accounts: [{ kind: 'user', name: 'ada' }] }, 'accounts.0.created: '],
    ['a key unheard of', { accounts, users: [] }, '"users"'],
    [
      'two accounts of one name',
      { accounts: [...accounts, { ...ada, name: 'ADA' }] },
      'accounts.2: the name ADA is there twice',
    ],
    ['a member who is nobody', { accounts: [acme] }, 'accounts.0: the member ada is not among the users'],
    [
      'members of a user',
      { accounts: [{ ...ada, members: ['ada'] }] },
      'accounts.0: ada is a user, and only an org has members',
    ],
    ['no commits', { accounts, repositories: [{ ...chat, commits: [] }] }, 'repositories.0.commits: '],
    [
      'an owner who is nobody',
      { accounts, repositories: [{ ...chat, id: 'ghost/chat' }] },
      'repositories.0: ghost is not among the accounts',
    ],
    [
      'a one-part repository',
      { accounts, repositories: [{ ...chat, id: 'chat' }] },
      'repositories.0: chat needs a namespace',
    ],
    [
      'two repositories of one name',
      { accounts, repositories: [chat, chat] },
      'repositories.1: model acme/chat is there twice',
    ],
    [
      'a tag of no commit',
      { accounts, repositories: [{ ...chat, tags: { v1: 3 } }] },
      'repositories.0: v1 points at commit 3, and there are 1',
    ],
    [
      'a parent that comes later',
      { accounts, repositories: [{ ...chat, commits: [{ date: chat.created, parent: 0 }] }] },
      'repositories.0.commits.0: its parent 0',
    ],
    [
      'a redirect to nothing',
      { accounts, redirects: [{ from: 'chat', to: 'Acme/chat' }] },
      'redirects.0: there is no model Acme/chat',
    ],
    [
      'a redirect of something',
      { accounts, repositories: [chat], redirects: [{ from: 'acme/chat', to: 'Acme/chat' }] },
      'redirects.0: a model acme/chat is there',
    ],
    [
      'a token of nobody',
      { accounts, tokens: { hf_of_ghost: 'ghost' } },
      'tokens.hf_of_ghost: ghost is not among the users',
    ],
    [
      'a file with text and size',
      { accounts, repositories: [{ ...chat, commits: [{ date: chat.created, files: { a: { text: '', size: 1 } } }] }] },
      'repositories.0.commits.0.files.a: ',
    ],
  ])('%s', (_, scenario, problem) => {
    expect(() => checkScenario(scenario, 'it')).toThrow(ScenarioError);
    expect(() => checkScenario(scenario, 'it')).toThrow(problem);
  });

  test('a file that is not JSON', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'namesake-scenario-'));
    const file = join(folder, 'scenario.json');
    await writeFile(file, '{');
    expect(() => readScenario(file)).toThrow(`${file} is not a scenario:`);
    await rm(folder, { recursive: true });
  });
});

describe('in a world', () => {
  test('a history may fork: a pull request is no part of main', () => {
    const commits = [
      { id: '0'.repeat(40), date: '2023-05-01T00:00:00Z' },
      { id: '1'.repeat(40), date: '2023-05-02T00:00:00Z' },
      { id: '2'.repeat(40), date: '2023-05-03T00:00:00Z', parent: 0 },
    ];
    const world = createWorld({ accounts, repositories: [{ ...chat, commits, pulls: { '1': 1 } }] });
    const repo = world.repository('model', 'Acme/chat');
    expect(commitAt(repo, 'main')).toMatchObject({ id: '2'.repeat(40), parent: { id: '0'.repeat(40) } });
    expect(commitAt(repo, 'refs/pr/1')?.id).toBe('1'.repeat(40));
    expect(commitAt(repo, '1111111')?.id).toBe('1'.repeat(40));
  });

  test('a rename and a transfer leave redirects that lead to the last name, until the path is taken', () => {
    const world = createWorld({ accounts, repositories: [chat] });
    world.renameOwner('Acme', 'Zenith');
    world.addAccount({ kind: 'org', name: 'Apex', created: '2024-01-01T00:00:00Z' });
    world.transferRepository('model', 'Zenith/chat', 'Apex/talk');
    expect(world.find('model', 'acme/chat')).toEqual({ redirect: 'Apex/talk' });
    expect(world.find('model', 'Zenith/chat')).toEqual({ redirect: 'Apex/talk' });
    world.addAccount({ kind: 'user', name: 'Acme', created: '2025-01-01T00:00:00Z' });
    const { oid } = world.addRepository({ ...chat, created: '2025-01-02T00:00:00Z' });
    expect(world.find('model', 'Acme/chat')).toMatchObject({ repo: { oid } });
    expect(world.find('model', 'Zenith/chat')).toEqual({ redirect: 'Apex/talk' });
  });
});

describe('the demonstration', () => {
  test('holds a name of each fate', async () => {
    const standIn = await startStandIn(readScenario('fixtures/hub/demo-scenario.json'));
    const nothing = { token: null, cacheDir: null, snapshot: null, record: null };
    const hub = createHub({ endpoint: standIn.url, ...nothing });
    const state = async (namespace: string | null, name: string) => hub.resolve({ kind: 'model', namespace, name });
    expect(await state(null, 'gpt2')).toMatchObject({ state: 'moved', from: null });
    expect(await state('old-lab', 'vision-encoder')).toMatchObject({ state: 'moved', from: { state: 'none' } });
    expect(await state('lost-lab', 'sentiment')).toEqual({ state: 'absent', owner: { state: 'none' } });
    expect(await state('bright-lab', 'internal')).toMatchObject({ state: 'absent', owner: { state: 'present' } });
    expect(await state('bright-lab', 'guarded')).toMatchObject({ state: 'live', repository: { gated: true } });
    expect(await state('bright-lab', 'withdrawn')).toMatchObject({ state: 'live', repository: { disabled: true } });
    await standIn.stop();
  });

  test('can be started by hand, and says where it is and what it holds', async () => {
    const child = spawn('npm', ['run', '--silent', 'hub', '--', '--scenario', 'fixtures/hub/demo-scenario.json'], {
      detached: true,
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    while (!text.includes('namesake --endpoint')) await once(child.stdout, 'data');
    const url = /listens on (http:\/\/127\.0\.0\.1:\d+)/.exec(text)?.[1];
    const response = await fetch(`${url}/api/organizations/bright-lab/overview`);
    expect(await response.json()).toMatchObject({ name: 'bright-lab' });
    expect(text).toContain('model: old-lab/vision-encoder -> New-Lab/vision-encoder');
    // npm and the server it started are one group.
    process.kill(-(child.pid ?? 0), 'SIGTERM');
    await once(child, 'exit');
  });
});
