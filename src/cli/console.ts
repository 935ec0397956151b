/** What a command has of the process: arguments made settings, standard output and error, and the exit status. */

import { readFileSync, writeFileSync } from 'node:fs';
import pc from 'picocolors';
import { type FailLevel, type Flags, loadConfigFile, resolveSettings, type Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import { type Diagnostic, SEVERITIES, type Severity } from '../model.ts';
import type { Terminal } from '../report/context.ts';
import { visible } from '../report/escape.ts';
import { diagnosticLine } from '../report/plain.ts';

interface PackageManifest {
  readonly version: string;
  readonly homepage?: string;
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as PackageManifest;
export const VERSION = manifest.version;
/** Where namesake lives; null where the package does not say. */
export const HOME = manifest.homepage ?? null;

/** 0: nothing at or above `--fail-on`. 1: findings. 2: the tool could not do its work. */
export type ExitStatus = 0 | 1 | 2;

/** The status that the process ends with once there is nothing left to do. */
export function leave(status: ExitStatus): void {
  process.exitCode = status;
}

/** @throws ConfigError, UsageError */
export async function settingsOf(paths: readonly string[], flags: Flags): Promise<Settings> {
  const cwd = process.cwd();
  const file = await loadConfigFile({ cwd, paths, flags }, async () =>
    (await import('../rules/registry.ts')).RULES.map(({ meta }) => meta.name),
  );
  const settings = resolveSettings({ cwd, paths, flags, environment: process.env, file });
  for (const each of settings.notes) note(each);
  return settings;
}

/** Aborts at the first Ctrl-C, so that what was learnt is kept; the second ends the process at once. */
export function interruption(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
    process.once('SIGINT', () => process.exit(130));
  });
  return stop.signal;
}

export function terminalOf(settings: Settings): Terminal {
  const { stdout } = process;
  const color =
    settings.color === 'always' ||
    (settings.color === 'auto' && stdout.isTTY === true && settings.output === null && pc.isColorSupported);
  return { color, width: stdout.columns ?? 100, hyperlinks: color && stdout.isTTY === true && !settings.ci };
}

/** Whether a severity fails the run. */
export function fails(severity: Severity, failOn: FailLevel): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
}

/** Standard output carries the result alone. */
export function deliver(settings: Settings, text: string): void {
  if (settings.output === null) {
    write(text);
    return;
  }
  try {
    writeFileSync(settings.output, text);
  } catch (error) {
    throw new UsageError(
      `cannot write ${visible(settings.output)}: ${messageOf(error)}`,
      'Name a file that can be written with --output.',
    );
  }
}

export function write(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function tell(settings: Settings, diagnostics: readonly Diagnostic[]): void {
  if (settings.verbosity === 'quiet') return;
  for (const diagnostic of diagnostics) process.stderr.write(`${diagnosticLine(diagnostic)}\n`);
}

export function note(text: string): void {
  process.stderr.write(`namesake: ${visible(text)}\n`);
}

/** One line that is written over, on a terminal only, ten times a second at most. */
export function progressOf(settings: Settings): (message: string) => void {
  if (process.stderr.isTTY !== true || settings.verbosity === 'quiet' || settings.ci) return () => {};
  let last = 0;
  return (message) => {
    if (Date.now() - last < 100) return;
    last = Date.now();
    process.stderr.write(`\r\u001b[K${visible(message)}`);
  };
}

export function clearProgress(): void {
  if (process.stderr.isTTY === true) process.stderr.write('\r\u001b[K');
}

export function messageOf(error: unknown): string {
  return visible(error instanceof Error ? error.message : String(error));
}

/** `YYYY-MM-DD`, UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
