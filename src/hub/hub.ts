/** The Hub client: what stands behind a name today. An outage, a riddle or a limit is `unknown`, never a verdict. */

import { setTimeout as delay } from 'node:timers/promises';
import {
  type ByteSource,
  type Owner,
  type Reach,
  type Refs,
  type RepoId,
  type Resolution,
  type RevisionState,
  repoKey,
} from '../model.ts';
import { createAnswers, type Told } from './answers.ts';
import { openRemote, type RemoteFile } from './bytes.ts';
import { openCache } from './cache.ts';
import { HubError } from './error.ts';
import { type HubFiles, listRepository } from './files.ts';
import { idProblem, isCommit, revisionProblem } from './ids.ts';
import { createOwners } from './owners.ts';
import { createRefs } from './refs.ts';
import { createRepos, type Lookup } from './repos.ts';
import { createRevisions } from './revisions.ts';
import { createRecorder, readSnapshot } from './snapshot.ts';
import { createTransport } from './transport.ts';
import { type Window, windowOnDisk } from './window.ts';

export type { Window } from './window.ts';

export interface HubOptions {
  /** The Hub's address, `https://huggingface.co` or a mirror's, without a trailing slash. */
  readonly endpoint: string;
  /** Sent to the endpoint's own origin alone, and written nowhere. */
  readonly token: string | null;
  /** Where answers are kept between runs; null for nowhere. */
  readonly cacheDir: string | null;
  /** A file to read all answers from instead of the network. */
  readonly snapshot: string | null;
  /** A file to write all answers to, on `close`. */
  readonly record: string | null;
  /** Ends the run: what is not answered yet is `unknown`. */
  readonly signal?: AbortSignal | undefined;
  /** Told of things a person should know once, such as a cache that cannot be written. */
  readonly onNote?: (note: string) => void;
  /** Milliseconds for one request; 10 seconds. */
  readonly timeout?: number;
  /** Milliseconds that kept answers are believed; by default that goes by the kind of answer. */
  readonly maxAge?: number | null;
  /** What was kept since then is believed whatever its age: milliseconds since the epoch. */
  readonly freshSince?: number | null;
  /** Milliseconds that one question may wait for the rate limit; by default one window of the Hub and a little. */
  readonly patience?: number;
  /** The time in milliseconds since the epoch, and the waiting, for tests. */
  readonly clock?: () => number;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

export interface Hub {
  /** Whose answers these are: of a snapshot, the Hub that it was recorded from. */
  readonly endpoint: string;
  /** What stands behind a repository's name. Asks once for each name, whatever its letter case. */
  resolve(id: RepoId): Promise<Resolution>;
  /** Whether a branch, tag, reference, or full or short commit stands in a repository. */
  revision(id: RepoId, revision: string): Promise<RevisionState>;
  /** The branches and tags of a repository. @param id in the Hub's own letter case, as a resolution gives it */
  refs(id: RepoId): Promise<Refs>;
  /** Whether a branch or a tag leads to a commit that answers under a repository. @param commit 40 hexadecimal digits */
  reach(id: RepoId, commit: string): Promise<Reach>;
  /** Whether a namespace belongs to anyone. */
  owner(namespace: string): Promise<Owner>;
  /**
   * The files of a repository at a commit.
   *
   * @param id in the Hub's own letter case, as a resolution gives it
   * @param commit 40 hexadecimal digits
   */
  files(id: RepoId, commit: string, verdicts?: 'with verdicts' | 'without verdicts'): Promise<HubFiles>;
  /** The bytes of such a file, read in part. Reads reject with a HubError where they cannot be had. */
  open(file: RemoteFile): ByteSource;
  /** Requests that left, retries and redirects included, and answers that came from the disk. */
  stats(): { readonly requests: number; readonly cached: number };
  /** What the Hub says of the rate limit for questions; null before the first answer. */
  window(): Window | null;
  /** Writes the recording, if one was asked for. @throws HubError when it cannot be written */
  close(): Promise<void>;
}

const TIMEOUT = 10_000;
const PATIENCE = 330_000;

/**
 * Creates a client. Its questions never throw.
 *
 * @throws HubError when the snapshot cannot be read, or the token cannot be one
 */
export function createHub(options: HubOptions): Hub {
  const { token, signal, clock = Date.now, onNote = () => {} } = options;
  // A line break would end the header, and an error about it would quote it.
  if (token !== null && !/^[!-~]{8,}$/.test(token)) {
    throw new HubError(
      'the token is not one the Hub could have given',
      'Check HF_TOKEN for blanks and line breaks, or unset it.',
    );
  }

  const playback = options.snapshot === null ? null : readSnapshot(options.snapshot);
  const endpoint = playback?.endpoint ?? options.endpoint;
  if (playback !== null && endpoint !== options.endpoint) onNote(`the snapshot was recorded from ${endpoint}`);
  const authenticated = playback?.authenticated ?? token !== null;

  const { cacheDir, record, maxAge = null, freshSince = null } = options;
  // One folder for all there is to share; a playback asks nobody.
  const shared =
    cacheDir === null || playback !== null
      ? null
      : { directory: cacheDir, endpoint, token, clock, onUnwritable: unwritable(cacheDir, onNote) };
  const transport = createTransport({
    endpoint,
    token,
    signal,
    clock,
    sleep: options.sleep ?? ((milliseconds, stop) => delay(milliseconds, undefined, stop ? { signal: stop } : {})),
    timeout: options.timeout ?? TIMEOUT,
    patience: options.patience ?? PATIENCE,
    ...(shared === null ? {} : { windowOf: (bucket: string) => windowOnDisk({ ...shared, bucket }) }),
  });
  const cache = shared === null ? null : openCache({ ...shared, maxAge, freshSince });
  const recorded = playback?.recorded ?? new Date(clock()).toISOString();
  const recorder = record === null ? null : createRecorder(record, { endpoint, authenticated, recorded });

  const answers = createAnswers({ endpoint, source: playback ?? transport, cache, recorder });
  const repos = createRepos(answers, authenticated);
  const owners = createOwners(answers, clock, repos.provenTaken);
  const revisions = createRevisions(answers, authenticated);
  const refs = createRefs(answers, authenticated);
  const resolutions = new Map<string, Promise<Resolution>>();

  async function resolve(id: RepoId): Promise<Resolution> {
    const lookup = await repos.lookup(id);
    if (lookup.state === 'unknown') return lookup;
    const resolution = await withOwner(id, lookup);
    // An absence next to an owner of whom nothing is known may be an outage: it is not kept.
    if (resolution.state !== 'unknown' && ownerOf(resolution)?.state !== 'unknown') await lookup.told.keep();
    return resolution;
  }

  async function withOwner(id: RepoId, lookup: Exclude<Lookup, { state: 'unknown' }>): Promise<Resolution> {
    // A repository that answers under its own name proves that the name is taken: nobody needs to ask.
    const taken = lookup.state !== 'absent' && !lookup.moved;
    const owner = taken || id.namespace === null ? null : await owners.owner(id.namespace);
    if (lookup.state === 'restricted') return { state: 'restricted', by: lookup.by, why: lookup.why, owner };
    if (lookup.state === 'found') {
      const { repository } = lookup;
      if (!lookup.moved) return { state: 'live', repository, owner };
      const through = await namesBetween(id, lookup.told, repository.id);
      return { state: 'moved', repository, from: owner, ...(through.length > 0 ? { through } : {}) };
    }
    // Kernels were model repositories at first, and releases of `kernels` of that time still load those (huggingface/kernels#757).
    if (id.kind === 'kernel' && owner?.state === 'present') {
      const asModel = await repos.lookup({ ...id, kind: 'model' });
      if (asModel.state !== 'absent') {
        const why =
          'there is no kernel of this name, but perhaps a model repository, which older releases of kernels load';
        return { state: 'unknown', why };
      }
    }
    return { state: 'absent', owner };
  }

  /** The other names that a redirect leads through: whoever takes one of them takes what follows. */
  async function namesBetween(
    first: RepoId,
    { via }: Told,
    last: RepoId,
  ): Promise<{ readonly id: RepoId; readonly owner: Owner }[]> {
    const between: { readonly id: RepoId; readonly owner: Owner }[] = [];
    for (const route of via) {
      if (route.to !== 'repository' || route.id.namespace === null) continue;
      if ([first, last].some((end) => repoKey(end) === repoKey(route.id))) continue;
      between.push({ id: route.id, owner: await owners.owner(route.id.namespace) });
    }
    return between;
  }

  return {
    endpoint,
    resolve(id) {
      const problem = idProblem(id);
      if (problem !== null) return Promise.resolve({ state: 'unknown', why: problem });
      const key = repoKey(id);
      const resolution = resolutions.get(key) ?? resolve(id);
      resolutions.set(key, resolution);
      return resolution;
    },
    revision(id, revision) {
      const problem = idProblem(id) ?? revisionProblem(revision);
      if (problem !== null) return Promise.resolve({ state: 'unknown', why: problem });
      return revisions.revision(id, revision);
    },
    async refs(id) {
      const problem = idProblem(id);
      return problem === null ? refs.refs(id) : { state: 'unknown', why: problem };
    },
    async reach(id, commit) {
      const problem = idProblem(id) ?? (isCommit(commit) ? null : 'not a commit');
      return problem === null ? refs.reach(id, commit.toLowerCase()) : { state: 'unknown', why: problem };
    },
    owner: owners.owner,
    async files(id, commit, verdicts = 'with verdicts') {
      if (playback !== null) return { state: 'unknown', why: 'a snapshot of the Hub holds no files' };
      const problem = idProblem(id) ?? (isCommit(commit) ? null : 'not a commit');
      return problem === null
        ? listRepository(transport, endpoint, id, commit.toLowerCase(), verdicts === 'with verdicts')
        : { state: 'unknown', why: problem };
    },
    open: (file) => openRemote(transport, endpoint, file),
    stats: () => ({ requests: transport.requests(), cached: answers.cached() }),
    window: transport.window,
    async close() {
      await recorder?.write();
    },
  };
}

/** Tells once that the folder of the cache is of no use. */
function unwritable(directory: string, onNote: (note: string) => void): (error: unknown) => void {
  let noted = false;
  return (error) => {
    if (noted) return;
    noted = true;
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    onNote(`the cache directory ${directory} cannot be written${code}: going on without it`);
  };
}

function ownerOf(resolution: Exclude<Resolution, { state: 'unknown' }>): Owner | null {
  return resolution.state === 'moved' ? resolution.from : resolution.owner;
}
