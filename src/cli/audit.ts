/** `namesake audit`, the default command. */

import { type Command, Option } from 'commander';
import { type Flags, FORMATS, type Settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import { PERSONAS } from '../model.ts';
import {
  clearProgress,
  deliver,
  fails,
  HOME,
  interruption,
  leave,
  note,
  progressOf,
  settingsOf,
  tell,
  terminalOf,
  today,
  VERSION,
} from './console.ts';
import { withFailOn, withHub, withOutput, withSelection } from './options.ts';

export function auditCommand(program: Command): void {
  const command = program
    .command('audit', { isDefault: true })
    .description('find, resolve and judge every reference (the default command)')
    .argument('[path...]', 'files and folders; - for standard input', ['.'])
    .addOption(new Option('--format <format>', 'how to report (default: plain)').choices(FORMATS))
    .addOption(new Option('--persona <persona>', 'whom to report to (default: regular)').choices(PERSONAS))
    .option('--fix', 'pin first what can be pinned, as namesake pin does, and audit the result')
    .option('--lock <file>', 'compare with this lock (default: namesake.lock of the audited folder)')
    .option('--no-lock', 'compare with no lock')
    .option('--catalog <file>', 'audit a list of references (plain, CSV, JSON, JSON lines, YAML) instead of files')
    .option('--catalog-column <name>', 'the column or key of the list that names the repositories')
    .option('--baseline <file>', 'tell only what this JSON report of an earlier run does not have');
  command.option('--scan', 'look into the files behind every reference, at its revision, without loading them');
  command.option(
    '--deps [steps]',
    'follow what the repositories themselves name: base models, adapters, code (2 steps without a number)',
  );
  withFailOn(withHub(withOutput(withSelection(command)))).action(run);
}

async function run(paths: string[], { fix = false, ...flags }: Flags & { readonly fix?: boolean }): Promise<void> {
  const { REPORT_RENDERERS } = await import('../report/report.ts');
  const { RULES } = await import('../rules/registry.ts');
  const { sourceText } = await import('../commands/source-text.ts');
  const settings = await settingsOf(paths, flags);
  if (fix) await pinFirst(settings);
  const audit =
    settings.catalog === null
      ? (await import('../commands/audit.ts')).audit
      : (await import('../commands/catalog.ts')).auditCatalog;
  const { report, incomplete } = await audit(settings, today(), interruption(), note, progressOf(settings));
  clearProgress();
  deliver(
    settings,
    REPORT_RENDERERS[settings.format](report, {
      rules: new Map(
        RULES.filter(
          ({ meta }) => settings.rules[meta.name] !== 'off' && (settings.scan || meta.needsScan !== true),
        ).map(({ meta }) => [meta.name, meta]),
      ),
      version: VERSION,
      home: HOME,
      terminal: terminalOf(settings),
      verbose: settings.verbosity === 'verbose',
      annotations: 10,
      source: '',
      text: sourceText(settings),
      at: new Date().toISOString(),
    }),
  );
  tell(settings, report.diagnostics);
  if (settings.strict && incomplete) leave(2);
  else leave(report.findings.some(({ severity }) => fails(severity, settings.failOn)) ? 1 : 0);
}

/** What is pinned, and what is left, goes to standard error: the report is the result. @throws UsageError where nothing can be edited */
async function pinFirst(settings: Settings): Promise<void> {
  if (settings.staged || settings.catalog !== null)
    throw new UsageError('--fix edits files on the disk', 'Leave out --staged and --catalog.');
  const { pin } = await import('../commands/pin.ts');
  const { leftText, madeText } = await import('../commands/pin-text.ts');
  const options = { dryRun: false, update: false, rename: false, keys: false, today: today() };
  const pinned = await pin(settings, options, interruption(), note, progressOf(settings));
  clearProgress();
  if (settings.verbosity !== 'quiet') process.stderr.write(madeText(pinned) + leftText(pinned.left));
}
