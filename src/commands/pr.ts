/** `namesake pr`: audits both sides of a change, and tells what it introduces where it is reviewed. */

import { openRepository } from '../collect/git-command.ts';
import { commitNamed, differenceOf, forkPoint, withWorktrees } from '../collect/worktree.ts';
import type { Settings } from '../config.ts';
import type { Finding, Report } from '../model.ts';
import { type Client, createClient } from '../pr/client.ts';
import { compareSides } from '../pr/compare.ts';
import { readDiff } from '../pr/diff.ts';
import type { Forge, Posted } from '../pr/forge.ts';
import { gitHub, pullOfRun } from '../pr/github.ts';
import { gitLab } from '../pr/gitlab.ts';
import type { Comparison } from '../pr/record.ts';
import { type Suggestion, suggestionsFor } from '../pr/suggestion.ts';
import type { Ends, Environment, Found, Target } from '../pr/target.ts';
import { RULES } from '../rules/registry.ts';
import { audit } from './audit.ts';
import { loadBaseline, sinceBaseline } from './baseline.ts';
import type { Progress } from './gather.ts';
import { sourceText } from './source-text.ts';

export interface PrOptions {
  /** A folder of the repository; absolute. */
  readonly directory: string;
  /** What git gets of the environment. */
  readonly environment: Environment;
  /** Names or commits, as git knows them here. */
  readonly ends: Ends;
  /** The settings for an audit of one folder by the configuration of another: that of the base, which no change can edit. */
  readonly settingsAt: (root: string, configured: string) => Promise<Settings>;
  /** Absolute; a JSON report by which findings on old lines are known. */
  readonly baseline: string | null;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Called while the files of the head are still there. */
  readonly render: (head: Report, settings: Settings, text: (path: string) => string | null) => string | null;
}

export interface Change {
  readonly comparison: Comparison;
  /** The report of the head with what the change introduces alone. */
  readonly introduced: Report;
  readonly suggestions: readonly Suggestion[];
  readonly rendered: string | null;
  readonly settings: Settings;
  /** True where something could not be read, or the Hub left something open. */
  readonly incomplete: boolean;
}

/**
 * Audits both sides of a change as they are committed, whatever lies in the work tree.
 *
 * @throws UsageError where git does not know the commits
 */
export async function auditChange(
  { directory, environment, ends, settingsAt, baseline, today, render }: PrOptions,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
): Promise<Change> {
  const known = loadBaseline(baseline, 'path');
  const repository = await openRepository(directory, environment);
  const [baseEnd, head] = await Promise.all([commitNamed(repository, ends.base), commitNamed(repository, ends.head)]);
  const commits = { base: await forkPoint(repository, baseEnd, head), head };
  const changes = readDiff(await differenceOf(repository, commits));
  return withWorktrees(repository, commits, async (folders) => {
    const [before, settings] = [
      await settingsAt(folders.base, folders.base),
      await settingsAt(folders.head, folders.base),
    ];
    for (const each of settings.notes) note(each);
    const base = await audit(before, today, signal, () => {}, progress);
    const after = await audit(settings, today, signal, note, progress);
    const { report } = after;
    // A finding on old lines may have lost places to what is introduced: it is known by its rule and id.
    const news =
      known === null
        ? null
        : new Set(sinceBaseline(report.findings, report.subjects, known, 'path').findings.map(nameOf));
    const asking = new Set(RULES.filter(({ meta }) => meta.needsHub).map(({ meta }) => meta.name));
    const { comparison, introduced } = compareSides({
      base: base.report,
      head: report,
      commit: head,
      changes,
      isNews: (finding) => (news === null ? asking.has(finding.rule) : news.has(nameOf(finding))),
    });
    const text = sourceText(settings);
    return {
      comparison,
      introduced: { ...report, findings: introduced },
      suggestions: suggestionsFor(introduced, changes, text),
      rendered: render(report, settings, text),
      settings,
      incomplete: base.incomplete || after.incomplete,
    };
  });
}

function nameOf({ rule, kind, id }: Finding): string {
  return `${rule} ${kind}:${id}`;
}

export interface Posting {
  readonly token: string;
  readonly version: string;
}

/** What became of the comment and of the suggestions. */
export interface Outcome {
  readonly comment: Posted;
  readonly suggested: Posted;
}

/** Speaks to the forge of a target; its pull request is looked for where only a finished run is known, and null where there is none. */
export async function openForge(
  found: Found,
  { token, version }: Posting,
  signal: AbortSignal,
  note: (note: string) => void,
): Promise<{ readonly forge: Forge; readonly target: Target } | null> {
  const { forge, api, project } = found.target;
  const client: Client = createClient({
    api,
    token,
    scheme: forge === 'gitlab' ? 'bearer' : 'token',
    version,
    signal,
    note,
  });
  const number = found.target.number ?? (found.run === null ? null : await pullOfRun(client, project, found.run));
  if (number === null) return null;
  const target = { ...found.target, number };
  return { target, forge: forge === 'gitlab' ? gitLab(client, target) : gitHub(client, target) };
}

/** Writes the comment, unless it is null, and the suggestions. */
export async function postChange(
  forge: Forge,
  body: string | null,
  create: boolean,
  suggestions: readonly Suggestion[],
  head: string,
): Promise<Outcome> {
  const comment: Posted = body === null ? { state: 'nothing' } : await forge.comment(body, create);
  // Who may not comment may not review.
  const suggested: Posted = comment.state === 'denied' ? { state: 'nothing' } : await forge.suggest(suggestions, head);
  return { comment, suggested };
}
