/** Subjects to dated subjects: when the lines were written whose repositories, or their owners, could be younger. */

import { type History, type Lines, openHistory } from '../collect/history.ts';
import type { Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import { gitRoot } from '../git-root.ts';
import { type Diagnostic, type FindingPlace, repoName, type Subject, type Written } from '../model.ts';
import { birthsOf, day } from '../rules/age.ts';
import { reusedByDate } from '../rules/reuse-by-date.ts';
import type { Progress } from './gather.ts';

export interface Dated {
  readonly subjects: readonly Subject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Files that git is asked about, and the time for all of them in milliseconds: the youngest births come first. */
const MOST_FILES = 5000;
const MOST_TIME = 120_000;
/** Processes of git at the same time. */
const AT_ONCE = 3;
/** A search through the whole history is for what is suspected already, and for so many of these. */
const MOST_SEARCHES = 20;
const SEARCH_TIME = 60_000;

/**
 * Dates the places of subjects that the Hub was asked about. Where there is no git, or it does not know, they stay without a date.
 *
 * @param subjects with their resolutions
 */
export async function date(
  subjects: readonly Subject[],
  settings: Settings,
  signal: AbortSignal,
  progress: Progress,
): Promise<Dated> {
  const youngest = new Map(
    subjects.flatMap((subject): [Subject, string][] => {
      const born = [...birthsOf(subject)].sort().at(-1);
      return born === undefined ? [] : [[subject, born]];
    }),
  );
  if (youngest.size === 0 || gitRoot(settings.root) === null) return { subjects, diagnostics: [] };

  const { environment, root: directory, staged } = settings;
  let history: History;
  try {
    history = await openHistory({ directory, environment, staged, signal });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { subjects, diagnostics: [{ path: null, message: `lines were not dated: ${error.message}` }] };
  }

  const { begins } = history;
  const worth = [...youngest].filter(([, born]) => begins !== null && born > begins);
  const ordered = worth.sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([subject]) => subject);
  const { written, diagnostics } = await blame(ordered, history, settings, signal, progress);

  const dated: Subject[] = [];
  let searches = 0;
  const end = performance.now() + SEARCH_TIME;
  for (const subject of subjects) {
    const own = isOwn(subject, history.owners);
    const one: Subject = { ...withDates(subject, written), ...(own ? { own } : {}) };
    const suspicion = reusedByDate(one);
    const isUnsure = suspicion !== null && suspicion.confidence !== 'high' && one.is === 'repository' && !own;
    if (!isUnsure || searches >= MOST_SEARCHES || performance.now() > end || signal.aborted) {
      dated.push(one);
      continue;
    }
    searches += 1;
    progress(`searching the history: ${searches}`);
    dated.push(sharpened(one, suspicion.places, await history.firstMention(repoName(one.id))));
  }
  return { subjects: dated, diagnostics: [...diagnostics, ...shallowness(dated, history)] };
}

type Place = FindingPlace & { readonly written?: Written };
type Dates = ReadonlyMap<string, ReadonlyMap<number, Written>>;

async function blame(
  subjects: readonly Subject[],
  history: History,
  settings: Settings,
  signal: AbortSignal,
  progress: Progress,
): Promise<{ written: Dates; diagnostics: Diagnostic[] }> {
  const files = new Map<string, { readonly lines: number[]; readonly births: string[] }>();
  for (const subject of subjects) {
    // What is older than the history is older than each of its lines.
    const births = birthsOf(subject).filter((born) => born > (history.begins ?? ''));
    for (const { site } of placesOf(subject)) {
      const file = files.get(site.path) ?? { lines: [], births: [] };
      files.set(site.path, file);
      file.lines.push(site.line);
      file.births.push(...births);
    }
  }
  // Standard input goes by a name that may be that of a file with other lines.
  if (settings.paths.includes('-')) files.delete(settings.stdin.name);

  const written = new Map<string, ReadonlyMap<number, Written>>();
  const waiting = [...files].slice(0, MOST_FILES);
  let left = files.size - waiting.length;
  const failed: string[] = [];
  const end = performance.now() + MOST_TIME;
  let done = 0;
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (signal.aborted || performance.now() > end) {
        left += 1;
        continue;
      }
      const [path, file] = next;
      const answer = await datesOf(history, path, file.lines, file.births);
      if (answer.state === 'known') written.set(path, answer.written);
      if (answer.state === 'unknown') failed.push(answer.why);
      progress(`dating lines: ${++done} files`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  const diagnostics: Diagnostic[] = [];
  const [why] = failed;
  if (why !== undefined) {
    diagnostics.push({ path: null, message: `the lines of ${counted(failed.length)} could not be dated: ${why}` });
  }
  if (left > 0)
    diagnostics.push({ path: null, message: `the lines of ${counted(left)} were not dated: it takes too long` });
  return { written, diagnostics };
}

/** History is read back to the oldest birth first: most lines are younger than that, or were in use before it. */
async function datesOf(
  history: History,
  path: string,
  lines: readonly number[],
  births: readonly string[],
): Promise<Lines> {
  const oldest = births.reduce<string | null>((first, born) => (first === null || born < first ? born : first), null);
  const answer = await history.linesOf(path, lines, oldest);
  if (answer.state !== 'known' || oldest === null) return answer;
  if ([...answer.written.values()].every(({ at }) => at >= oldest)) return answer;
  // What is older than all of that is a suspicion, and worth its exact day.
  const exact = await history.linesOf(path, lines, null);
  return exact.state === 'known' ? exact : answer;
}

function counted(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}

function placesOf(subject: Subject): readonly Place[] {
  return subject.is === 'template' ? subject.unresolved : subject.references;
}

function withDates(subject: Subject, dates: Dates): Subject {
  const dated = <P extends Place>(place: P): P => {
    const written = dates.get(place.site.path)?.get(place.site.line);
    return written === undefined ? place : { ...place, written };
  };
  return subject.is === 'template'
    ? { ...subject, unresolved: subject.unresolved.map(dated) }
    : { ...subject, references: subject.references.map(dated) };
}

/** What is suspected for lines is judged by the day on which the name first came into the repository: they may have been rewritten since. */
function sharpened(
  subject: Extract<Subject, { is: 'repository' }>,
  suspected: readonly FindingPlace[],
  first: Written | null,
): Subject {
  if (first === null) return subject;
  const sites = new Set(suspected.map(({ site }) => site));
  const references = subject.references.map((reference) =>
    sites.has(reference.site) && first.at < (reference.written?.at ?? '')
      ? { ...reference, written: first }
      : reference,
  );
  return { ...subject, references };
}

/** Whether the audited repository is published by the namespace, by the names alone: hyphens and letter case do not count. */
function isOwn(subject: Subject, owners: readonly string[]): boolean {
  const namespace = subject.is === 'template' ? subject.namespace : subject.id.namespace;
  return namespace !== null && owners.some((owner) => plain(owner) === plain(namespace));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}

/** Says once that a clone is shallow, where that leaves open whether lines are older than what they name. */
function shallowness(dated: readonly Subject[], { shallow, begins }: History): Diagnostic[] {
  if (!shallow || begins === null) return [];
  const open = dated.filter((subject) => {
    const births = birthsOf(subject);
    const locked = subject.is === 'repository' && (subject.lock?.entries.length ?? 0) > 0;
    if (births.length === 0 || locked || reusedByDate(subject) !== null) return false;
    return births.some((born) => born <= begins) || placesOf(subject).some(({ written }) => written?.shallow === true);
  });
  if (open.length === 0) return [];
  const message = `the clone is shallow, its history begins on ${day(begins)}: whether ${open.length} of ${dated.length} names were in use before what answers to them was made is not known (fetch-depth: 0 brings the rest)`;
  return [{ path: null, message }];
}
