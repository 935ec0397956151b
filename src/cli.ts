#!/usr/bin/env node
/** argv, environment, printing, exit status: here and nowhere else. */

import { readFileSync, writeFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import pc from 'picocolors';
import { audit } from './commands/audit.ts';
import { gather } from './commands/gather.ts';
import { FAIL_LEVELS } from './config/schema.ts';
import { type Flags, FORMATS, loadConfigFile, resolveSettings, type Settings } from './config.ts';
import { ConfigError, UsageError } from './errors.ts';
import { HubError } from './hub/error.ts';
import { PERSONAS, type Report, SEVERITIES } from './model.ts';
import type { Terminal } from './report/context.ts';
import { visible } from './report/escape.ts';
import { diagnosticLine } from './report/plain.ts';
import { REFERENCES_RENDERERS, REPORT_RENDERERS } from './report/report.ts';
import { rulePage } from './report/rule-page.ts';
import { RULES } from './rules/registry.ts';

interface PackageManifest {
  readonly version: string;
  readonly homepage?: string;
}

const { version, homepage } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as PackageManifest;

/** 0: nothing at or above `--fail-on`. 1: findings. 2: the tool could not do its work. */
type ExitStatus = 0 | 1 | 2;

let status: ExitStatus = 0;

const program = new Command('namesake')
  .description('Is the model your code names still the one you meant?')
  .version(version, '-V, --version')
  .showHelpAfterError('(namesake --help tells more)')
  .showSuggestionAfterError()
  .exitOverride();

function common(command: Command): Command {
  return command
    .option('--staged', 'only what is staged in git, as it is staged')
    .option('--since <ref>', 'only files that changed since the branch left <ref>')
    .option('--stdin-filename <name>', 'the name that standard input (-) goes by')
    .option('-o, --output <file>', 'write the result to a file')
    .option('--config <file>', 'use this configuration (default: namesake.yml of the audited folder)')
    .option('--no-config', 'use no configuration file')
    .addOption(new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']))
    .option('--strict', 'exit 2 when a file could not be read or the Hub could not be asked')
    .option('-q, --quiet', 'print the result alone')
    .option('-v, --verbose', 'print every place');
}

common(program.command('audit', { isDefault: true }))
  .description('find, resolve and judge every reference (the default command)')
  .argument('[path...]', 'files and folders; - for standard input', ['.'])
  .addOption(new Option('--format <format>', 'how to report (default: plain)').choices(FORMATS))
  .addOption(
    new Option('--fail-on <severity>', 'the least severity that fails the run (default: medium)').choices(FAIL_LEVELS),
  )
  .addOption(new Option('--persona <persona>', 'whom to report to (default: regular)').choices(PERSONAS))
  .option('--offline', 'ask nothing of the Hub: rules that need it decline')
  .option('--endpoint <url>', 'the Hub to ask (default: HF_ENDPOINT, else https://huggingface.co)')
  .option('--hub-snapshot <file>', "read the Hub's answers from a file, recorded earlier")
  .option('--record <file>', "record the Hub's answers to a file")
  .option('--no-cache', 'keep no answers between runs')
  .option('--cache-dir <dir>', 'where answers are kept (default: $XDG_CACHE_HOME/namesake)')
  .action(async (paths: string[], flags: Flags) => {
    const settings = settingsOf(paths, flags);
    const stop = new AbortController();
    process.once('SIGINT', () => {
      stop.abort();
      process.once('SIGINT', () => process.exit(130));
    });
    const { report, incomplete } = await audit(settings, today(), stop.signal, note, progressOf(settings));
    clearProgress();
    deliver(
      settings,
      REPORT_RENDERERS[settings.format](report, {
        rules: new Map(
          RULES.filter(({ meta }) => settings.rules[meta.name] !== 'off').map(({ meta }) => [meta.name, meta]),
        ),
        version,
        home: homepage ?? null,
        terminal: terminalOf(settings),
        verbose: settings.verbosity === 'verbose',
        annotations: 10,
        source: '',
      }),
    );
    tell(settings, report.diagnostics);
    status = settings.strict && incomplete ? 2 : fails(report, settings) ? 1 : 0;
  });

common(program.command('refs'))
  .description('list every reference that was found, offline')
  .argument('[path...]', 'files and folders; - for standard input', ['.'])
  .addOption(new Option('--format <format>', 'how to report').choices(['plain', 'json']).default('plain'))
  .option('--explain', 'say why each one is believed to be a reference')
  .option('--rejected', 'list what looked like one and is none, with the reason')
  .action(
    async (
      paths: string[],
      flags: Flags & { explain?: boolean; rejected?: boolean; format: keyof typeof REFERENCES_RENDERERS },
    ) => {
      const settings = settingsOf(paths, flags);
      const { extraction, incomplete } = await gather(settings, progressOf(settings));
      clearProgress();
      const render = REFERENCES_RENDERERS[flags.format];
      deliver(
        settings,
        render(extraction, {
          terminal: terminalOf(settings),
          explain: flags.explain ?? false,
          rejected: flags.rejected ?? false,
        }),
      );
      tell(settings, extraction.diagnostics);
      status = settings.strict && incomplete ? 2 : 0;
    },
  );

program
  .command('explain')
  .description('what a rule means and how to mend it; without a rule, all of them')
  .argument('[rule]', 'the name of a rule')
  .action((name: string | undefined) => {
    const rule = RULES.find(({ meta }) => meta.name === name);
    if (name !== undefined && rule === undefined) {
      throw new UsageError(
        `there is no rule ${visible(name)}`,
        `The rules are ${RULES.map(({ meta }) => meta.name).join(', ')}.`,
      );
    }
    if (rule !== undefined) write(rulePage(rule.meta));
    else write(RULES.map(({ meta }) => `${meta.name.padEnd(24)}${meta.severity.padEnd(10)}${meta.summary}\n`).join(''));
  });

function settingsOf(paths: string[], flags: Flags): Settings {
  const cwd = process.cwd();
  const file = loadConfigFile(
    { cwd, paths, flags },
    RULES.map(({ meta }) => meta.name),
  );
  const settings = resolveSettings({ cwd, paths, flags, environment: process.env, file });
  for (const each of settings.notes) note(each);
  return settings;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function terminalOf(settings: Settings): Terminal {
  const { stdout } = process;
  const color =
    settings.color === 'always' ||
    (settings.color === 'auto' && stdout.isTTY === true && settings.output === null && pc.isColorSupported);
  return { color, width: stdout.columns ?? 100, hyperlinks: color && stdout.isTTY === true && !settings.ci };
}

function fails({ findings }: Report, { failOn }: Settings): boolean {
  if (failOn === 'never') return false;
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn));
}

/** Standard output carries the result alone. */
function deliver(settings: Settings, text: string): void {
  if (settings.output === null) write(text);
  else {
    try {
      writeFileSync(settings.output, text);
    } catch (error) {
      throw new UsageError(
        `cannot write ${visible(settings.output)}: ${messageOf(error)}`,
        'Name a file that can be written with --output.',
      );
    }
  }
}

function write(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

function tell(settings: Settings, diagnostics: Report['diagnostics']): void {
  if (settings.verbosity === 'quiet') return;
  for (const diagnostic of diagnostics) process.stderr.write(`${diagnosticLine(diagnostic)}\n`);
}

function note(text: string): void {
  process.stderr.write(`namesake: ${visible(text)}\n`);
}

/** One line that is written over, on a terminal only, ten times a second at most. */
function progressOf(settings: Settings): (message: string) => void {
  if (process.stderr.isTTY !== true || settings.verbosity === 'quiet' || settings.ci) return () => {};
  let last = 0;
  return (message) => {
    if (Date.now() - last < 100) return;
    last = Date.now();
    process.stderr.write(`\r\u001b[K${message}`);
  };
}

function clearProgress(): void {
  if (process.stderr.isTTY === true) process.stderr.write('\r\u001b[K');
}

function messageOf(error: unknown): string {
  return visible(error instanceof Error ? error.message : String(error));
}

// A reader that goes away (`namesake | head`) ends the run without a word.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(status);
    throw error;
  });
}

try {
  await program.parseAsync();
} catch (error) {
  clearProgress();
  if (error instanceof CommanderError) {
    // Commander has printed what is to be said; its own status for a wrong command line is 1.
    status = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof UsageError || error instanceof ConfigError || error instanceof HubError) {
    process.stderr.write(`namesake: ${visible(error.message)}\n  ${visible(error.help)}\n`);
    status = 2;
  } else {
    process.stderr.write(
      `namesake: this is a bug in namesake ${version}, please report it:\n${error instanceof Error ? visible(error.stack ?? error.message) : messageOf(error)}\n`,
    );
    status = 2;
  }
}
process.exitCode = status;
