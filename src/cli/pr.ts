/** `namesake pr`: what a change introduces, told where it is reviewed. */

import { appendFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { readBounded } from '../bounded-file.ts';
import { gitEnvironment } from '../config/environment.ts';
import { type Flags, loadConfigFile, resolveSettings, type Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import { PERSONAS, type RuleMeta } from '../model.ts';
import type { BodyContext } from '../pr/body.ts';
import type { Posted } from '../pr/forge.ts';
import type { Comparison } from '../pr/record.ts';
import type { Suggestion } from '../pr/suggestion.ts';
import type { Found } from '../pr/target.ts';
import { ruleUrl } from '../report/context.ts';
import { visible } from '../report/escape.ts';
import {
  clearProgress,
  fails,
  HOME,
  interruption,
  leave,
  messageOf,
  note,
  progressOf,
  tell,
  terminalOf,
  today,
  VERSION,
  write,
} from './console.ts';
import { withFailOn, withHub } from './options.ts';

interface PrFlags extends Flags {
  readonly base?: string;
  readonly head?: string;
  readonly dryRun?: boolean;
  readonly comment: (typeof COMMENTS)[number];
  readonly suggestions: boolean;
  readonly sarif?: string;
  readonly save?: string;
  readonly post?: string;
}

/** In bytes. */
const EVENT_MOST = 32_000_000;
const COMMENTS = ['findings', 'always', 'never'] as const;
/** Where each forge's token is looked for; the environment of a job has them, the command line never. */
const TOKENS = {
  github: ['GITHUB_TOKEN', 'GH_TOKEN'],
  gitea: ['GITEA_TOKEN', 'FORGEJO_TOKEN', 'GITHUB_TOKEN'],
  gitlab: ['GITLAB_TOKEN'],
} as const;
const RIGHTS = {
  github: 'permissions: pull-requests: write',
  gitea: 'a token that may write issues',
  gitlab: 'a project access token with the scope api in GITLAB_TOKEN',
} as const;

export function prCommand(program: Command): void {
  const command = program
    .command('pr')
    .description('what a change introduces: a comment on its pull request, suggestions, annotations, a summary')
    .option('--base <ref>', 'what the change is made to (default: as the event of the job says)')
    .option('--head <ref>', 'the change (default: as the event of the job says, else HEAD)')
    .option('-n, --dry-run', 'post nothing: print what would be posted')
    .addOption(new Option('--comment <when>', 'when to comment').choices(COMMENTS).default('findings'))
    .option('--no-suggestions', 'suggest no pins in a review')
    .option('--sarif <file>', 'write the whole report of the head as SARIF')
    .option('--save <file>', 'post nothing: leave a record for a job that may (forks)')
    .option('--post <file>', 'audit nothing: post what another job left with --save')
    .option('--baseline <file>', 'a JSON report: findings on old lines that it has are not told')
    .option('--config <file>', 'use this configuration (default: namesake.yml of the base)')
    .option('--no-config', 'use no configuration file')
    .addOption(new Option('--persona <persona>', 'whom to report to (default: regular)').choices(PERSONAS))
    .option('--strict', 'exit 2 when a file could not be read or the Hub could not be asked')
    .option('-q, --quiet', 'print the result alone');
  withFailOn(withHub(command)).action(run);
}

/** What is told, whoever found it out. */
interface Story {
  readonly comparison: Comparison;
  readonly suggestions: readonly Suggestion[];
}

async function run(given: PrFlags): Promise<void> {
  if (given.save !== undefined && given.post !== undefined)
    throw new UsageError('--save and --post exclude each other', 'The first job saves, the second posts.');
  const { findTarget } = await import('../pr/target.ts');
  const found = findTarget(process.env, eventText());
  const signal = interruption();
  if (given.post !== undefined) await publish(await readStory(given.post, found), found, given, signal);
  else await tellChange(found, given, signal);
}

async function tellChange(found: Found | null, given: PrFlags, signal: AbortSignal): Promise<void> {
  const { auditChange } = await import('../commands/pr.ts');
  const { REPORT_RENDERERS } = await import('../report/report.ts');
  const rules = await allRules();
  const flags = withAbsolutePaths(given);
  let progress = (_: string): void => {};
  const settingsAt = async (root: string, configured: string): Promise<Settings> => {
    const file = await loadConfigFile({ cwd: configured, paths: [], flags }, async () => [...rules.keys()]);
    const settings = resolveSettings({ cwd: root, paths: [], flags, environment: process.env, file });
    progress = progressOf(settings);
    return settings;
  };
  const base = given.base ?? found?.ends?.base;
  if (base === undefined)
    throw new UsageError('it is not known what the change is made to', 'Name the branch with --base.');
  const change = await auditChange(
    {
      directory: process.cwd(),
      environment: gitEnvironment(process.env),
      ends: { base, head: given.head ?? found?.ends?.head ?? 'HEAD' },
      settingsAt,
      baseline: flags.baseline ?? null,
      today: today(),
      render: (head, settings, text) =>
        given.sarif === undefined
          ? null
          : REPORT_RENDERERS.sarif(head, {
              ...{ rules, version: VERSION, home: HOME, terminal: terminalOf(settings), verbose: false },
              ...{ annotations: 10, source: '', text, at: new Date().toISOString() },
            }),
    },
    signal,
    note,
    (message) => progress(message),
  );
  clearProgress();
  const { comparison, introduced, settings } = change;
  if (given.sarif !== undefined && change.rendered !== null) save(given.sarif, change.rendered);
  if (given.save !== undefined) save(given.save, (await import('../pr/record.ts')).recordText(comparison));
  if (process.env.GITHUB_ACTIONS === 'true' && given.dryRun !== true) {
    const annotations = REPORT_RENDERERS.github(introduced, { annotations: 10 });
    if (annotations !== '') write(annotations);
  }
  await publish({ comparison, suggestions: given.suggestions ? change.suggestions : [] }, found, given, signal);
  tell(settings, introduced.diagnostics);
  if (settings.strict && change.incomplete) leave(2);
  else leave(introduced.findings.some(({ severity }) => fails(severity, settings.failOn)) ? 1 : 0);
}

/** A record is a stranger's text until it has been read. @throws UsageError for what is no record of the commit at hand */
async function readStory(path: string, found: Found | null): Promise<Story> {
  const { readRecord, RECORD_MOST } = await import('../pr/record.ts');
  const file = readBounded(path, RECORD_MOST);
  const comparison = file.state === 'read' ? readRecord(file.bytes.toString('utf8'), await allRules()) : null;
  if (comparison === null)
    throw new UsageError(`${path} is no record of namesake`, 'Name the file that namesake pr --save has written.');
  const head = found?.run?.head ?? found?.ends?.head;
  if (head !== undefined && head !== comparison.head)
    throw new UsageError(`${path} is of another commit than the run`, 'Post the record of the run that ended.');
  // Lines that a stranger wrote are not offered under our name.
  return { comparison, suggestions: [] };
}

async function publish(story: Story, found: Found | null, given: PrFlags, signal: AbortSignal): Promise<void> {
  const { body, COMMENT_MOST, isWorthTelling, SUMMARY_MOST } = await import('../pr/body.ts');
  const { sourceLink } = await import('../pr/target.ts');
  const { suggestionBody } = await import('../pr/suggestion.ts');
  const { comparison, suggestions } = story;
  const context = (notes: readonly string[]): BodyContext => ({
    source: found === null ? '' : sourceLink(found.target, comparison.head),
    ruleUrl: (rule) => ruleUrl({ home: HOME }, rule),
    notes: [...(given.post === undefined ? [] : [FROM_A_RECORD]), ...notes],
  });
  const comment = body(comparison, context([]), COMMENT_MOST);
  const isPosted = given.dryRun !== true && given.save === undefined && found !== null;
  if (!isPosted) {
    const offered = suggestions.map(
      (one) => `\n--- ${visible(one.path)}:${one.first}-${one.last}\n${suggestionBody(one, 'github')}\n`,
    );
    if (given.save === undefined || given.dryRun === true) write(comment + offered.map(shown).join(''));
    else summarize(body(comparison, context([]), SUMMARY_MOST));
    return;
  }
  const wanted = given.comment === 'never' ? null : comment;
  // Without a baseline nobody knows whether old lines are news, and every pull request would tell of them.
  const isNews = given.baseline !== undefined && comparison.standing.length > 0;
  const create = given.comment === 'always' || isNews || isWorthTelling(comparison);
  const said = await post(found, { comment: wanted, create }, story, signal);
  for (const each of said) note(each);
  const whole = body(comparison, context(said), SUMMARY_MOST);
  if (!summarize(whole)) write(whole);
}

const FROM_A_RECORD = 'Written from the record of a run that the author of the change controls.';

/** Posts, and says in sentences what could not be posted. */
async function post(
  found: Found,
  { comment, create }: { readonly comment: string | null; readonly create: boolean },
  { comparison, suggestions }: Story,
  signal: AbortSignal,
): Promise<string[]> {
  const { forge } = found.target;
  const token = TOKENS[forge].map((name) => process.env[name] ?? '').find((text) => text !== '');
  if (token === undefined) return [`Nothing was posted: there is no token in ${TOKENS[forge].join(' or ')}.`];
  const { openForge, postChange } = await import('../commands/pr.ts');
  const open = await openForge(found, { token, version: VERSION }, signal, note);
  if (open === null) return ['Nothing was posted: no open pull request stands at this commit.'];
  const outcome = await postChange(open.forge, comment, create, suggestions, comparison.head);
  return [...trouble('comment', outcome.comment, forge), ...trouble('suggestion', outcome.suggested, forge)];
}

function trouble(what: string, posted: Posted, forge: keyof typeof RIGHTS): string[] {
  if (posted.state === 'denied')
    return [`No ${what} was posted: the token may only read (${RIGHTS[forge]} is needed): ${posted.why}`];
  return posted.state === 'failed' ? [`No ${what} was posted: ${posted.why}`] : [];
}

/** Adds to the summary of the job; false where there is none. */
function summarize(text: string): boolean {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path === undefined || path === '') return false;
  try {
    appendFileSync(path, text);
    return true;
  } catch (error) {
    note(`the summary cannot be written: ${messageOf(error)}`);
    return false;
  }
}

function save(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${messageOf(error)}`, 'Name a file that can be written.');
  }
}

/** A suggestion on a terminal: its lines are the file's own. */
function shown(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** The payload of the event; null outside of a job. */
function eventText(): string | null {
  const path = process.env.GITHUB_EVENT_PATH;
  if (path === undefined || path === '') return null;
  const file = readBounded(path, EVENT_MOST);
  return file.state === 'read' ? file.bytes.toString('utf8') : null;
}

/** Both sides lie in folders of their own, and what the command line names does not. */
function withAbsolutePaths(flags: PrFlags): Flags {
  const names = ['hubSnapshot', 'record', 'cacheDir', 'baseline', 'config'] as const;
  const paths = names.flatMap((name) => {
    const path = flags[name];
    return typeof path === 'string' ? [[name, resolve(path)] as const] : [];
  });
  return { ...flags, ...Object.fromEntries(paths) };
}

async function allRules(): Promise<ReadonlyMap<string, RuleMeta>> {
  const { RULES } = await import('../rules/registry.ts');
  return new Map(RULES.map(({ meta }) => [meta.name, meta]));
}
