/** `namesake audit`: find, resolve, judge. */

import type { Settings } from '../config.ts';
import type { Report } from '../model.ts';
import { judge } from '../rules/judge.ts';
import { loadBaseline, sinceBaseline } from './baseline.ts';
import { date } from './date.ts';
import { withFixes } from './fixes.ts';
import { gather, type Progress } from './gather.ts';
import { lockFor, withLock } from './locked.ts';
import { ask, subjectsOf } from './resolve.ts';

export interface Audited {
  readonly report: Report;
  /** True where something could not be read, or the Hub left something open. */
  readonly incomplete: boolean;
}

/** @param today `YYYY-MM-DD`, for ignores that end */
export async function audit(
  settings: Settings,
  today: string,
  signal: AbortSignal,
  note: (note: string) => void,
  progress: Progress,
): Promise<Audited> {
  const baseline = loadBaseline(settings.baseline, 'path');
  const lock = lockFor(settings);
  const { extraction, comments, files, incomplete } = await gather(settings, progress);
  const found = withLock(subjectsOf(extraction), lock);
  const offline = settings.offline && settings.snapshot === null;
  const asked = offline ? null : await ask(found, lock, settings, signal, note, progress);
  const dated = await date(asked?.subjects ?? found, settings, signal, progress);
  if (settings.scan && offline) note('no file is scanned: the run is offline');
  // Loaded when it is needed: most audits scan nothing.
  const followed =
    offline || (settings.deps === 0 && !settings.scan)
      ? null
      : await (await import('./dependencies.ts')).followDependencies(
          dated.subjects,
          lock,
          settings,
          signal,
          note,
          progress,
        );
  const subjects = followed?.subjects ?? dated.subjects;
  const scanned =
    settings.scan && !offline
      ? await (await import('./scan-references.ts')).scanReferences(subjects, settings, signal, note, progress)
      : null;
  const judgement = judge(scanned?.subjects ?? subjects, {
    scanned: scanned !== null,
    rules: settings.rules,
    persona: settings.persona,
    offline,
    comments,
    ignore: settings.ignore,
    ignorePrefix: settings.ignorePrefix,
    configFile: settings.configFile,
    today,
    partial: settings.staged || settings.since !== null || settings.paths.some((path) => path !== '.'),
  });
  const findings = await withFixes(judgement.findings, scanned?.subjects ?? subjects, settings);
  return {
    report: {
      ...sinceBaseline(findings, asked?.subjects ?? found, baseline, 'path'),
      subjects: scanned?.subjects ?? subjects,
      summary: {
        files,
        references: extraction.references.length,
        repositories: found.filter((subject) => subject.is === 'repository').length,
        unresolved: extraction.unresolved.length,
        ignored: judgement.ignored,
        hidden: judgement.hidden,
        hub:
          asked === null
            ? null
            : {
                endpoint: settings.endpoint,
                snapshot: settings.snapshot !== null,
                requests: asked.requests + (followed?.requests ?? 0) + (scanned?.requests ?? 0),
                saved: asked.saved,
                unknown: asked.unknown,
              },
        ...(scanned === null ? {} : { scan: scanned.summary }),
      },
      diagnostics: [
        ...extraction.diagnostics,
        ...dated.diagnostics,
        ...(followed?.diagnostics ?? []),
        ...judgement.diagnostics,
      ],
    },
    incomplete:
      incomplete ||
      (followed?.diagnostics.length ?? 0) > 0 ||
      (asked?.unknown ?? 0) + (scanned?.summary.unknown ?? 0) > 0,
  };
}
