/** `namesake audit --catalog`: a list of references instead of files, by the same rules. */

import { statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileTrouble } from '../bounded-file.ts';
import { type Catalog, openCatalog } from '../catalog/catalog.ts';
import type { Problem } from '../catalog/entry.ts';
import type { Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { Diagnostic } from '../model.ts';
import { judge } from '../rules/judge.ts';
import type { Audited } from './audit.ts';
import { loadBaseline, sinceBaseline } from './baseline.ts';
import { type CatalogReferences, createReferences } from './catalog-references.ts';
import { beginRun } from './catalog-run.ts';
import type { Progress } from './gather.ts';
import { lockFor, withLock } from './locked.ts';
import { ask } from './resolve.ts';

/** Rows that could not be read and are told one by one; the others are counted. */
const PROBLEMS_TOLD = 20;
/** Milliseconds that one question may wait for the rate limit. Nobody sits before a run over a catalogue. */
const PATIENCE = 24 * 3_600_000;

/**
 * Audits a catalogue.
 *
 * @param today `YYYY-MM-DD`, for ignores that end
 * @throws UsageError for a catalogue that cannot be read, or in which no column names repositories
 */
export async function auditCatalog(
  settings: Settings,
  today: string,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
): Promise<Audited> {
  const { catalog: file, root } = settings;
  if (file === null) throw new Error('there is no catalogue to audit');
  if (settings.paths.some((path) => path !== '.'))
    throw new UsageError(
      '--catalog takes the place of paths',
      'Leave the paths out, or audit them in a run of their own.',
    );
  const baseline = loadBaseline(settings.baseline, 'repository');
  const lock = lockFor(settings);
  const path = file === '-' ? settings.stdin.name : relative(root, file).split(sep).join('/');
  const catalog = await open(file, settings.catalogColumn);
  const { chosen, hasRevisions } = catalog.columns;
  if (chosen !== null && chosen !== '' && settings.catalogColumn === null && settings.verbosity !== 'quiet')
    note(`${path}: the repositories are taken from ${chosen}; --catalog-column names another`);
  const references = createReferences({ path, column: chosen, hasRevisions });
  const { problems, unread } = await read(catalog, references, file, progress);
  if (settings.catalogColumn !== null && references.count() === 0 && unread === 0)
    throw new UsageError(
      `${path} has no column ${settings.catalogColumn}`,
      'Name one that it has, as it is written there.',
    );

  const found = withLock(references.subjects(), lock);
  const offline = settings.offline && settings.snapshot === null;
  const run = beginRun(settings, Date.now());
  if (run.resumed) note(`the run of ${new Date(run.since ?? 0).toISOString()} was not finished: going on with it`);
  const more = { freshSince: run.since, patience: PATIENCE };
  const asked = offline ? null : await ask(found, lock, settings, signal, note, progress, more);
  if (!signal.aborted) run.finish();
  const judgement = judge(asked?.subjects ?? found, {
    rules: settings.rules,
    persona: settings.persona,
    offline,
    comments: new Map(),
    ignore: settings.ignore,
    ignorePrefix: settings.ignorePrefix,
    configFile: settings.configFile,
    today,
    // A catalogue is not the tree that the configuration is for.
    partial: true,
  });
  const compared = sinceBaseline(judgement.findings, asked?.subjects ?? found, baseline, 'repository');
  return {
    report: {
      ...compared,
      findings: compared.findings.map(references.counted),
      subjects: asked?.subjects ?? found,
      summary: {
        files: 1,
        references: references.count(),
        repositories: found.length,
        unresolved: 0,
        ignored: judgement.ignored,
        hidden: judgement.hidden,
        hub:
          asked === null
            ? null
            : {
                endpoint: settings.endpoint,
                snapshot: settings.snapshot !== null,
                requests: asked.requests,
                saved: asked.saved,
                unknown: asked.unknown,
              },
      },
      diagnostics: [...diagnosticsOf(path, problems, unread), ...judgement.diagnostics],
    },
    incomplete: unread > 0 || (asked?.unknown ?? 0) > 0,
  };
}

async function open(file: string, column: string | null): Promise<Catalog> {
  // Reading a folder fails in words of its own.
  if (file !== '-' && statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`the catalogue ${file} is a folder`, 'Name a file.');
  const catalog = await openCatalog({ file, column }).catch((error) => {
    throw unreadable(file, error);
  });
  if ('columns' in catalog) return catalog;
  const keys = catalog.keys.slice(0, 20).join(', ');
  throw new UsageError(
    `nothing in ${file} reads as a repository of the Hub${keys === '' ? '' : `; it has ${keys}`}`,
    'Name the column or key that does with --catalog-column.',
  );
}

interface Read {
  /** The first ones. */
  readonly problems: readonly Problem[];
  /** All of them. */
  readonly unread: number;
}

async function read(catalog: Catalog, references: CatalogReferences, file: string, progress: Progress): Promise<Read> {
  const problems: Problem[] = [];
  let unread = 0;
  try {
    for await (const batch of catalog.rows) {
      for (const item of batch) {
        if ('target' in item) references.add(item);
        else {
          unread += 1;
          if (problems.length < PROBLEMS_TOLD) problems.push(item);
        }
      }
      progress(`reading the catalogue: ${references.count()} references`);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  return { problems, unread };
}

/** Trouble of the file system is the user's; anything else is ours, and stays what it is. */
function unreadable(file: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return error;
  return new UsageError(`the catalogue ${file} cannot be read: ${fileTrouble(error)}`, 'Name a file that can be read.');
}

function diagnosticsOf(path: string, problems: readonly Problem[], unread: number): Diagnostic[] {
  const told = problems.map(({ line, problem }): Diagnostic => ({ path, line, message: problem }));
  const rest = unread - problems.length;
  return rest > 0 ? [...told, { path, message: `${rest} more rows could not be read` }] : told;
}
