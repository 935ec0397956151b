/** Which pull request a run is about, as the environment of the job and the payload of its event say. */

import { z } from 'zod';
import { UsageError } from '../errors.ts';

export const FORGES = ['github', 'gitea', 'gitlab'] as const;
export type ForgeName = (typeof FORGES)[number];

/** A pull request on a forge, or a merge request. */
export interface Target {
  readonly forge: ForgeName;
  /** The address of the REST API, without a slash at its end. */
  readonly api: string;
  /** `owner/name`; on GitLab the number of the project, or its path. */
  readonly project: string;
  readonly number: number;
  /** What precedes a path in a link to a commit's files is made from this; null where nobody said. */
  readonly web: string | null;
}

/** The commits that a pull request compares. */
export interface Ends {
  readonly base: string;
  readonly head: string;
}

/** A run whose pull request is to be looked for: the second job, which `workflow_run` starts. */
export interface FinishedRun {
  readonly head: string;
  /** The owner of the repository that the branch is in. */
  readonly owner: string;
  readonly branch: string;
}

export type Environment = Readonly<NodeJS.Dict<string>>;

export interface Found {
  readonly target: Omit<Target, 'number'> & { readonly number: number | null };
  readonly ends: Ends | null;
  readonly run: FinishedRun | null;
}

const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const number = z.int().positive();
const end = z.object({ sha });
/** As https://docs.github.com/en/webhooks/webhook-events-and-payloads has them; of Gitea and Forgejo, which follow it. */
const PULL = z.object({ pull_request: z.object({ number, base: end, head: end }) });
const RUN = z.object({
  workflow_run: z.object({
    event: z.string(),
    head_sha: sha,
    head_branch: z.string().min(1).max(500),
    head_repository: z.object({ owner: z.object({ login: z.string().regex(/^[\w.-]{1,100}$/) }) }),
  }),
});

const HELP = 'Run it on pull_request, or on workflow_run, or name --base and --head.';
const PROJECT = /^[\w.-]+(?:\/[\w.-]+)+$/;

/**
 * What the environment of a job says; null outside of one.
 *
 * @param event the text of the file that GITHUB_EVENT_PATH names, or null
 * @throws UsageError for an event that has no pull request, or whose token could do too much
 */
export function findTarget(environment: Environment, event: string | null): Found | null {
  if (environment.CI_MERGE_REQUEST_IID !== undefined) return onGitLab(environment);
  if (environment.GITHUB_EVENT_NAME === undefined || event === null) return null;
  if (environment.GITHUB_EVENT_NAME === 'pull_request_target') {
    throw new UsageError(
      'pull_request_target gives a stranger’s change the rights of this repository',
      'Use pull_request, and for forks the two jobs of docs/pull-requests.md.',
    );
  }
  const payload = parsed(event);
  const api = environment.GITHUB_API_URL ?? 'https://api.github.com';
  const project = environment.GITHUB_REPOSITORY ?? '';
  if (!PROJECT.test(project)) throw new UsageError('GITHUB_REPOSITORY names no repository', HELP);
  const server = environment.GITHUB_SERVER_URL;
  const target = {
    // Gitea and Forgejo have their API there, in an environment that is otherwise GitHub's.
    forge: /\/api\/v1\/?$/.test(api) ? ('gitea' as const) : ('github' as const),
    api: api.replace(/\/+$/, ''),
    project,
    web: server === undefined ? null : `${server.replace(/\/+$/, '')}/${project}`,
  };
  const pull = PULL.safeParse(payload);
  if (pull.success) {
    const { number, base, head } = pull.data.pull_request;
    return { target: { ...target, number }, ends: { base: base.sha, head: head.sha }, run: null };
  }
  const run = RUN.safeParse(payload);
  if (run.success && run.data.workflow_run.event === 'pull_request') {
    const { head_sha: head, head_branch: branch, head_repository } = run.data.workflow_run;
    return {
      target: { ...target, number: null },
      ends: null,
      run: { head, branch, owner: head_repository.owner.login },
    };
  }
  return { target: { ...target, number: null }, ends: null, run: null };
}

/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
function onGitLab(environment: Environment): Found {
  const { CI_API_V4_URL, CI_PROJECT_ID, CI_PROJECT_URL, CI_MERGE_REQUEST_IID } = environment;
  const iid = number.safeParse(Number(CI_MERGE_REQUEST_IID));
  if (!iid.success || CI_API_V4_URL === undefined || !/^\d+$/.test(CI_PROJECT_ID ?? '')) {
    throw new UsageError('the variables of GitLab name no merge request', 'Run it in a merge request pipeline.');
  }
  // Empty but in pipelines of merged results, where CI_COMMIT_SHA is a merge that nobody pushed.
  const head = environment.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || environment.CI_COMMIT_SHA;
  const base = environment.CI_MERGE_REQUEST_DIFF_BASE_SHA;
  const ends = { base: sha.safeParse(base), head: sha.safeParse(head) };
  return {
    target: {
      forge: 'gitlab',
      api: CI_API_V4_URL.replace(/\/+$/, ''),
      project: CI_PROJECT_ID ?? '',
      number: iid.data,
      web: CI_PROJECT_URL ?? null,
    },
    ends: ends.base.success && ends.head.success ? { base: ends.base.data, head: ends.head.data } : null,
    run: null,
  };
}

/** What precedes a path in a link to a file at a commit; empty where the forge's address is not known. */
export function sourceLink({ forge, web }: Pick<Target, 'forge' | 'web'>, commit: string): string {
  const between = { github: 'blob', gitea: 'src/commit', gitlab: '-/blob' }[forge];
  return web === null || !/^https?:\/\/[\w.:/-]+$/.test(web) ? '' : `${web}/${between}/${commit}/`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
