/** `namesake lock`: what the names in the code stand for today, recorded, or compared with what was recorded. */

import { dirname, join, relative } from 'node:path';
import type { Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import { createHub, type Hub } from '../hub/hub.ts';
import { LOCK_FILE, lockText } from '../lock/format.ts';
import { HERMETO_FILE, hermetoText, planHermeto, readHermeto } from '../lock/hermeto.ts';
import { type Difference, planLock, type Seen } from '../lock/plan.ts';
import { readLock } from '../lock/read.ts';
import { writeLock } from '../lock/write.ts';
import { type Diagnostic, type LockEntry, repoKey, repoName } from '../model.ts';
import { gather, type Progress } from './gather.ts';
import { pooled } from './pool.ts';
import { AT_ONCE, askIdentity, subjectsOf } from './resolve.ts';
import { entriesByRepository, type RepositorySubject, type SightOptions, sight } from './sight.ts';

export const LOCK_FORMATS = ['namesake', 'hermeto'] as const;
export type LockFormat = (typeof LOCK_FORMATS)[number];

export interface LockOptions {
  /** Compares, and writes nothing. */
  readonly check: boolean;
  /** Records what the code loads, too. */
  readonly files: boolean;
  readonly format: LockFormat;
  /** Repositories whose new identity is accepted, `namespace/name`. */
  readonly accept: readonly string[];
}

export interface Locking {
  readonly file: string;
  /** How many entries the lock has by now, or would have. */
  readonly entries: number;
  readonly differences: readonly Difference[];
  readonly written: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** True where something could not be read, or the Hub left something open. */
  readonly incomplete: boolean;
}

/**
 * Records, or compares.
 *
 * @param now ISO 8601, UTC
 * @throws UsageError, ConfigError for a lock that cannot be used, HubError where the Hub cannot be asked at all
 */
export async function lock(
  settings: Settings,
  options: LockOptions,
  now: string,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
): Promise<Locking> {
  const offline = settings.offline && settings.snapshot === null;
  if (offline && !options.check) {
    throw new UsageError(
      'a lock cannot be made offline',
      'Go without --offline, or use --check, which says what is missing.',
    );
  }
  const files = filesOf(settings, options.format);
  const known = readLock(files.identities, options.check ? 'refuse' : 'settle');
  const fetched = options.format === 'hermeto' ? readHermeto(files.written) : null;
  const before = (options.format === 'hermeto' ? fetched?.text : known?.text) ?? null;
  if (options.check && before === null) {
    throw new UsageError(`there is no lock ${files.written}`, 'Make it with "namesake lock", without --check.');
  }

  const { extraction, incomplete } = await gather(settings, progress);
  // The file that is written names what it names because the code does: by itself it would keep all of it for ever.
  const own = relative(settings.root, files.written).replaceAll('\\', '/');
  const references = extraction.references.filter(({ site }) => site.path !== own);
  const subjects = subjectsOf({ ...extraction, references }).filter((subject) => subject.is === 'repository');
  const accepted = acceptedNames(options.accept, subjects);
  const { token, snapshot, record, cacheDir, maxAge } = settings;
  const { endpoint: asked } = settings;
  // What the disk remembers of a branch may be hours old: what is recorded is of now.
  const age = options.check ? maxAge : (maxAge ?? 0);
  const hub = offline
    ? null
    : createHub({ endpoint: asked, token, cacheDir, snapshot, record, maxAge: age, signal, onNote: note });
  const endpoint = known?.endpoint ?? hub?.endpoint ?? asked;
  if (hub !== null && hub.endpoint !== endpoint) refuseAnotherHub(files.identities, endpoint, hub.endpoint);
  const seen = await see(subjects, known?.entries ?? [], hub, { files: options.files, now }, progress);
  await hub?.close();

  const planning = {
    accepted,
    partial: settings.staged || settings.since !== null || settings.paths.some((path) => path !== '.'),
  };
  const plan = planLock(known?.entries ?? [], seen, planning);
  const hermeto = options.format === 'hermeto' ? planHermeto(fetched?.entries ?? [], seen, plan, planning) : null;
  const { entries, differences } = hermeto ?? plan;
  const text = hermeto === null ? lockText({ endpoint, entries: plan.entries }) : hermetoText(hermeto.entries);
  // A run that was cut short has learnt too little to write, and a lock without an entry would only look like one.
  const idle = options.check || signal.aborted || (before === null && entries.length === 0);
  const written = !idle && text !== before;
  if (written) await writeLock(files.written, text, before);
  return {
    file: files.written,
    entries: entries.length,
    differences,
    written,
    diagnostics: extraction.diagnostics,
    incomplete: incomplete || signal.aborted || differences.some(({ is }) => is === 'left'),
  };
}

/** The file that is written or compared, and the one that has the identities; hermeto's has none. */
function filesOf({ lock: place, root }: Settings, format: LockFormat): { written: string; identities: string } {
  const file = place?.file ?? join(root, LOCK_FILE);
  if (format === 'namesake') return { written: file, identities: file };
  const written = place?.named === true ? file : join(dirname(file), HERMETO_FILE);
  return { written, identities: join(dirname(file), LOCK_FILE) };
}

/** A name that is accepted and that nothing here has is a slip, and what was meant would stay refused. */
function acceptedNames(names: readonly string[], subjects: readonly RepositorySubject[]): ReadonlySet<string> {
  const known = new Set(subjects.map(({ id }) => repoName(id).toLowerCase()));
  const unknown = names.find((name) => !known.has(name.toLowerCase()));
  if (unknown === undefined) return new Set(names.map((name) => name.toLowerCase()));
  throw new UsageError(
    `--accept: nothing here names ${unknown}`,
    'Name a repository as the code does: namespace/name.',
  );
}

function refuseAnotherHub(file: string, recorded: string, asked: string): never {
  throw new UsageError(
    `${file} was recorded from ${recorded}, and ${asked} is asked`,
    'Ask the same Hub with --endpoint, or keep another lock with --lock.',
  );
}

/** Asks for every repository. */
async function see(
  subjects: readonly RepositorySubject[],
  entries: readonly LockEntry[],
  hub: Hub | null,
  options: Pick<SightOptions, 'files' | 'now'>,
  progress: Progress,
): Promise<Seen[]> {
  const known = entriesByRepository(entries);
  let done = 0;
  return pooled(subjects, AT_ONCE, async (subject) => {
    const answered = hub === null ? subject : await askIdentity(subject, hub);
    const seen = await sight(answered, hub, { ...options, recorded: known.get(repoKey(subject.id)) ?? [] });
    progress(`asking the Hub: ${++done} of ${subjects.length}`);
    return seen;
  });
}
