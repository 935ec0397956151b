import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { GIT_ENVIRONMENT, git, makeRepository, makeTree, write } from '../collect/tree.ts';
import { knownGood, repository } from '../hub/client.ts';
import { startStandIn } from '../stand-in/stand-in.ts';
import { type StandInForge, standInForge } from './stand-in-forge.ts';

/** The built command line in a job, between a stand-in hub and a stand-in forge. */

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const DATE = '2023-05-06T07:08:09Z';
const COMMIT = 'c'.repeat(40);
const load = (id: string, more = ''): string => `AutoModel.from_pretrained("${id}"${more})\n`;
const HEAD = 'from transformers import AutoModel\n';
const BASE = {
  'old.py': `${HEAD}a = ${load('lost-lab/gone')}b = ${load('heron-labs/tern-7b', `, revision="${COMMIT}"`)}`,
  'README.md': 'hello\n',
};
/** A line above what stands already, a pin taken away, two new loads. */
const CHANGE = {
  'old.py': `# a line\n${HEAD}a = ${load('lost-lab/gone')}b = ${load('heron-labs/tern-7b')}`,
  'new.py': `${HEAD}c = ${load('heron-labs/gull-1b')}d = ${load('lost-lab/other')}`,
};

// Octokit leaves three seconds between what makes GitHub notify people.
vi.setConfig({ testTimeout: 60_000 });

interface Job {
  readonly root: string;
  readonly forge: StandInForge;
  readonly head: string;
  readonly base: string;
  readonly summary: string;
  readonly run: (args?: readonly string[], env?: Record<string, string>) => Promise<Ran>;
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A job of GitHub's for pull request 7, in a clone whose work tree is at neither end. */
async function jobFor(
  base: Readonly<Record<string, string>> = BASE,
  change: Readonly<Record<string, string>> = CHANGE,
): Promise<Job> {
  const dated = { created: DATE };
  const hub = await startStandIn({
    accounts: [...knownGood, { kind: 'org', name: 'heron-labs', ...dated }],
    repositories: ['heron-labs/tern-7b', 'heron-labs/gull-1b'].map((id) =>
      repository(id, { commits: [{ id: COMMIT, date: DATE, files: { 'config.json': '{}' } }] }),
    ),
  });
  onTestFinished(() => hub.stop());
  const forge = await standInForge();
  const root = makeRepository(base);
  const first = git(root, 'rev-parse', 'HEAD').trim();
  git(root, 'checkout', '-q', '-b', 'change');
  write(root, change);
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'change');
  const head = git(root, 'rev-parse', 'HEAD').trim();
  // The base goes on meanwhile: that is not of the change.
  git(root, 'checkout', '-q', 'main');
  write(root, { 'later.py': `${HEAD}e = ${load('lost-lab/later')}` });
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'later');
  const folder = makeTree({});
  const tip = git(root, 'rev-parse', 'HEAD').trim();
  const payload = {
    action: 'synchronize',
    number: 7,
    pull_request: {
      number: 7,
      state: 'open',
      title: 'A change',
      head: { ref: 'change', sha: head, repo: { full_name: 'acme/app', fork: false } },
      base: { ref: 'main', sha: tip, repo: { full_name: 'acme/app' } },
    },
    repository: { name: 'app', full_name: 'acme/app', owner: { login: 'acme', type: 'Organization' } },
    sender: { login: 'ada' },
  };
  write(folder, { 'event.json': JSON.stringify(payload) });
  const summary = join(folder, 'summary.md');
  const job = {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_API_URL: forge.url,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_TOKEN: 'ghs_of_the_job',
    CI: 'true',
  };
  const run: Job['run'] = (args = [], env = {}) =>
    new Promise((done) => {
      const all = { ...GIT_ENVIRONMENT, HOME: folder, HF_ENDPOINT: hub.url, ...job, ...env };
      const child = spawn(process.execPath, [CLI, 'pr', '--no-cache', ...args], { cwd: root, env: all });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (data) => {
        stdout += data;
      });
      child.stderr.on('data', (data) => {
        stderr += data;
      });
      child.on('close', (status) => done({ status, stdout, stderr }));
    });
  forge.lines = { 'new.py': [1, 2, 3], 'old.py': [1, 2, 3, 4] };
  return { root, forge, head, base: first, summary, run };
}

const summaryOf = ({ summary }: Job): string => readFileSync(summary, 'utf8');

test('a comment tells what the change introduces, and apart what stood there before', async () => {
  const job = await jobFor();
  const { status, stdout, stderr } = await job.run();
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  const [comment] = job.forge.comments;
  const [ours = '', old = ''] = (comment?.body ?? '').split('Not of this change');
  expect(ours).toContain('`lost-lab/other`');
  expect(ours).not.toContain('`lost-lab/gone`');
  expect(ours).toContain('**pin lost**: model `heron-labs/tern-7b`');
  expect(ours).toMatch(/\| model `heron-labs\/gull-1b` \| live \| no \| \[`new\.py:2`\]/);
  expect(old).toContain('`lost-lab/gone`');
  expect(comment?.body).not.toContain('lost-lab/later');
  expect(comment?.body).toContain(`https://github.com/acme/app/blob/${job.head}/new.py#L3`);
  expect(stdout).toMatch(/^::error file=new\.py,line=3,.*orphaned-namespace/m);
  expect(stdout).not.toContain('lost-lab/gone');
  expect(summaryOf(job)).toContain('`lost-lab/other`');
  expect([...job.forge.tokens]).toEqual(['token ghs_of_the_job']);
});

test('there is one comment, written over when something changes, and left alone when nothing does', async () => {
  const job = await jobFor();
  await job.run(['--no-suggestions']);
  await job.run(['--no-suggestions']);
  expect(job.forge.log.filter((each) => each.startsWith('PATCH'))).toEqual([]);
  git(job.root, 'checkout', '-q', 'change');
  git(job.root, 'revert', '--no-edit', 'HEAD');
  const { status } = await job.run(['--no-suggestions', '--head', 'HEAD']);
  expect(status).toBe(0);
  expect(job.forge.comments).toHaveLength(1);
  expect(job.forge.comments[0]?.body).toContain('this change introduces no finding.');
});

test('with a baseline, what it does not have is news even on old lines, and what it has is not', async () => {
  const job = await jobFor(BASE, { 'README.md': 'hello again\n' });
  const empty = { version: 1, findings: [], summary: {}, diagnostics: [] };
  const gone = {
    rule: 'orphaned-namespace',
    severity: 'critical',
    kind: 'model',
    id: 'lost-lab/gone',
    places: [{ path: 'old.py' }],
  };
  writeFileSync(join(job.root, 'known.json'), JSON.stringify({ ...empty, findings: [gone] }));
  writeFileSync(join(job.root, 'empty.json'), JSON.stringify(empty));
  await job.run(['--no-suggestions', '--baseline', 'known.json']);
  expect(job.forge.comments).toEqual([]);
  expect((await job.run(['--no-suggestions', '--baseline', 'empty.json'])).status).toBe(0);
  expect(job.forge.comments[0]?.body).toContain('Not of this change: 1 finding on old lines');
});

test('no comment is begun where there is nothing to tell, unless it is asked for', async () => {
  const job = await jobFor(BASE, { 'README.md': 'hello again\n' });
  expect((await job.run(['--no-suggestions'])).status).toBe(0);
  expect(job.forge.comments).toEqual([]);
  await job.run(['--no-suggestions', '--comment', 'always']);
  expect(job.forge.comments).toHaveLength(1);
});

test('its own comment is found among hundreds, and a stranger who writes the marker keeps his', async () => {
  const job = await jobFor();
  for (let id = 1; id <= 250; id += 1) job.forge.comments.push({ id, by: 'ada', body: 'chatter' });
  job.forge.comments.splice(3, 1, { id: 4, by: 'mallory', body: '<!-- namesake:pr -->\nAll is well.' });
  job.forge.comments.push({ id: 251, by: 'github-actions[bot]', body: '<!-- namesake:pr -->\nold' });
  await job.run(['--no-suggestions']);
  expect(job.forge.comments).toHaveLength(251);
  expect(job.forge.comments[3]?.body).toBe('<!-- namesake:pr -->\nAll is well.');
  expect(job.forge.comments[250]?.body).toContain('`lost-lab/other`');
});

test('pins are suggested on the lines of the diff, once', async () => {
  const job = await jobFor();
  await job.run();
  const bodies = job.forge.review.map(({ path, line, body }) => ({ path, line, text: body.split('```')[1] }));
  expect(bodies).toEqual(
    expect.arrayContaining([
      {
        path: 'new.py',
        line: 2,
        text: `suggestion\nc = ${load('heron-labs/gull-1b', `, revision="${COMMIT}"`).trim()}  # main\n`,
      },
      {
        path: 'old.py',
        line: 4,
        text: `suggestion\nb = ${load('heron-labs/tern-7b', `, revision="${COMMIT}"`).trim()}  # main\n`,
      },
    ]),
  );
  const amount = job.forge.review.length;
  await job.run();
  expect(job.forge.review).toHaveLength(amount);
});

test('a stale line costs that suggestion alone', async () => {
  const job = await jobFor();
  job.forge.lines = { 'new.py': [2] };
  await job.run();
  expect(job.forge.review.map(({ path, line }) => `${path}:${line}`)).toEqual(['new.py:2']);
  expect(job.forge.comments).toHaveLength(1);
});

test('a token that may only read leaves the summary, which says so, and the verdict', async () => {
  const job = await jobFor();
  job.forge.readOnly = true;
  const { status, stderr } = await job.run();
  expect(status).toBe(1);
  expect(stderr).toMatch(/No comment was posted: the token may only read .*pull-requests: write/);
  expect(summaryOf(job)).toMatch(/No comment was posted/);
  expect(job.forge.comments).toEqual([]);
});

test('a secondary rate limit is waited for, and a gateway that breaks is asked again', async () => {
  const job = await jobFor();
  job.forge.tooFast = 1;
  job.forge.broken = 1;
  const { stderr } = await job.run(['--no-suggestions']);
  expect(stderr).toContain('rate limit is reached: waiting 1 s');
  expect(job.forge.comments).toHaveLength(1);
});

test('--dry-run prints what it would post, and asks nothing of the forge', async () => {
  const job = await jobFor();
  const { stdout } = await job.run(['--dry-run']);
  expect(stdout).toContain('<!-- namesake:pr -->\n\n### namesake: this change introduces');
  expect(stdout).toContain('--- new.py:2-2\n<!-- namesake:suggestion ');
  expect(job.forge.log).toEqual([]);
  expect(existsSync(job.summary)).toBe(false);
});

test('outside of a job two names are enough, and the work tree is left as it was', async () => {
  const job = await jobFor();
  writeFileSync(join(job.root, 'untracked.py'), HEAD + load('lost-lab/untracked'));
  const none = { GITHUB_EVENT_NAME: '', GITHUB_EVENT_PATH: '', GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: '' };
  const { stdout, status } = await job.run(['--base', 'main', '--head', 'change'], none);
  expect(status).toBe(1);
  expect(stdout).toContain('`lost-lab/other`');
  expect(stdout).not.toContain('untracked');
  expect(git(job.root, 'status', '--porcelain')).toBe('?? untracked.py\n');
  expect(git(job.root, 'worktree', 'list').trim().split('\n')).toHaveLength(1);
});

test('a change cannot silence what is said of it by its own configuration', async () => {
  const job = await jobFor(BASE, {
    ...CHANGE,
    'namesake.yml': 'rules:\n  orphaned-namespace: off\nexclude: ["*.py"]\n',
  });
  const { status } = await job.run(['--no-suggestions']);
  expect(status).toBe(1);
  expect(job.forge.comments[0]?.body).toContain('`lost-lab/other`');
  expect(job.forge.comments[0]?.body).toContain('This change edits namesake.yml.');
});

test('hooks and filters of the repository do not run, and a link leads nowhere', async () => {
  const job = await jobFor({ ...BASE, '.gitattributes': '*.py filter=evil\n' });
  const mark = join(job.root, '..', `ran-${job.head}`);
  git(job.root, 'config', 'filter.evil.smudge', `touch ${mark}; cat`);
  write(job.root, { '.git/hooks/post-checkout': `#!/bin/sh\ntouch ${mark}\n` });
  git(job.root, 'config', 'core.fsmonitor', `touch ${mark}`);
  expect((await job.run()).status).toBe(1);
  expect(existsSync(mark)).toBe(false);
});

test('text of the change cannot speak as the bot', async () => {
  const id = 'lost-lab/x|y`@everyone`';
  const path = 'a|b <img src=x> [link](https:evil) @ada.py';
  const job = await jobFor(BASE, { [path]: `${HEAD}c = ${load('lost-lab/other')}d = ${load(id)}` });
  await job.run(['--no-suggestions']);
  const body = job.forge.comments[0]?.body ?? '';
  const spoken = body.replace(/(`+)[^`].*?\1/g, '').replace(/\]\([^)]*\)/g, ']');
  expect(body).toContain('lost-lab/other');
  expect(spoken).not.toMatch(/@ada|<img|\[link|everyone/);
});

test('pull_request_target is refused', async () => {
  const job = await jobFor();
  const { status, stderr } = await job.run([], { GITHUB_EVENT_NAME: 'pull_request_target' });
  expect(status).toBe(2);
  expect(stderr).toContain('docs/pull-requests.md');
});

test('a commit that the clone lacks is told as such', async () => {
  const job = await jobFor();
  const { status, stderr } = await job.run(['--base', 'f'.repeat(40)]);
  expect(status).toBe(2);
  expect(stderr).toContain('fetch-depth: 0');
});

test('--sarif has the whole report of the head', async () => {
  const job = await jobFor();
  await job.run(['--no-suggestions', '--sarif', 'out.sarif']);
  const log = JSON.parse(readFileSync(join(job.root, 'out.sarif'), 'utf8'));
  const texts = JSON.stringify(log.runs[0].results);
  expect(texts).toContain('lost-lab/gone');
  expect(texts).toContain('lost-lab/other');
});

function finishedRun(job: Job): string {
  const event = join(job.root, '..', `run-${job.head}.json`);
  writeFileSync(
    event,
    JSON.stringify({
      action: 'completed',
      workflow_run: {
        event: 'pull_request',
        head_sha: job.head,
        head_branch: 'change',
        head_repository: { full_name: 'ada/app', owner: { login: 'ada' } },
        pull_requests: [],
        conclusion: 'failure',
      },
      repository: { full_name: 'acme/app' },
    }),
  );
  return event;
}

test('for a fork one job leaves a record, and another posts it to the pull request that the event leads to', async () => {
  const job = await jobFor();
  await job.run(['--save', 'record.json']);
  expect(job.forge.log).toEqual([]);
  expect(summaryOf(job)).toContain('`lost-lab/other`');
  job.forge.pulls = [
    { number: 3, from: 'ada:change', sha: 'd'.repeat(40) },
    { number: 9, from: 'ada:change', sha: job.head },
  ];
  const second = { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_EVENT_PATH: finishedRun(job) };
  const { status, stderr } = await job.run(['--post', 'record.json'], second);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(job.forge.log).toContain('POST /repos/acme/app/issues/9/comments');
  expect(job.forge.comments[0]?.body).toContain('`lost-lab/other`');
  expect(job.forge.review).toEqual([]);
});

test.each([
  ['another shape', (record: Record<string, unknown>) => ({ ...record, say: 'All is well.' })],
  [
    'a sentence for an id',
    (record: Record<string, unknown>) => ({
      ...record,
      references: [
        { kind: 'model', id: 'this was reviewed', state: 'live', pinned: true, place: { path: 'a.py', line: 1 } },
      ],
    }),
  ],
  ['another commit', (record: Record<string, unknown>) => ({ ...record, head: 'e'.repeat(40) })],
  ['no JSON', () => 'nothing'],
])('a record that is %s is refused', async (_, forge) => {
  const job = await jobFor();
  await job.run(['--save', 'record.json']);
  const file = join(job.root, 'record.json');
  writeFileSync(file, JSON.stringify(forge(JSON.parse(readFileSync(file, 'utf8')))));
  const second = { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_EVENT_PATH: finishedRun(job) };
  const { status, stderr } = await job.run(['--post', 'record.json'], second);
  expect(status).toBe(2);
  expect(stderr).toMatch(/is no record|is of another commit/);
  expect(job.forge.log).toEqual([]);
});

test('Gitea and Forgejo get the same comment, kept up to date', async () => {
  const job = await jobFor();
  const gitea = { GITHUB_API_URL: `${job.forge.url}/api/v1`, GITHUB_SERVER_URL: 'https://gitea.example' };
  job.forge.me = 'namesake-bot';
  await job.run(['--no-suggestions'], gitea);
  await job.run(['--no-suggestions', '--comment', 'always'], gitea);
  expect(job.forge.comments).toHaveLength(1);
  expect(job.forge.log).toContain('POST /api/v1/repos/acme/app/issues/7/comments');
  expect(job.forge.comments[0]?.body).toContain(`https://gitea.example/acme/app/src/commit/${job.head}/new.py`);
  expect(job.forge.review).toEqual([]);
});

test('GitLab gets a note and suggestions on the lines of the diff', async () => {
  const job = await jobFor();
  job.forge.me = 'project_42_bot';
  job.forge.head = job.head;
  const gitlab = {
    ...{ GITHUB_EVENT_NAME: '', GITHUB_EVENT_PATH: '', GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: '' },
    ...{ CI_API_V4_URL: `${job.forge.url}/api/v4`, CI_PROJECT_ID: '42', CI_MERGE_REQUEST_IID: '7' },
    ...{ CI_PROJECT_URL: 'https://gitlab.example/acme/app', GITLAB_TOKEN: 'glpat-1' },
    ...{ CI_MERGE_REQUEST_DIFF_BASE_SHA: job.base, CI_COMMIT_SHA: job.head },
  };
  const { stdout } = await job.run([], gitlab);
  await job.run([], gitlab);
  const notes = job.forge.comments.filter(({ body }) => body.startsWith('<!-- namesake:pr -->'));
  expect(notes).toHaveLength(1);
  expect(notes[0]?.body).toContain(`https://gitlab.example/acme/app/-/blob/${job.head}/new.py#L3`);
  expect(job.forge.discussions.map(({ position }) => position.new_path).sort()).toEqual(['new.py', 'old.py']);
  expect(job.forge.discussions[0]?.body).toContain('```suggestion:-0+0\n');
  expect([...job.forge.tokens]).toEqual(['Bearer glpat-1']);
  expect(stdout).toContain('`lost-lab/other`');
});
