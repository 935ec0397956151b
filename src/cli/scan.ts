/** `namesake scan`: what the files behind a target would do, never loaded. */

import { type Command, Option } from 'commander';
import type { Flags } from '../config.ts';
import type { ScanVerdict, Severity } from '../model.ts';
import type { ScanFormat } from '../report/scan-report.ts';
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
  VERSION,
} from './console.ts';
import { withFailOn, withHub, withOutput } from './options.ts';

/** What a verdict weighs against `--fail-on`. What was not understood is no proof of harm, and no proof of its absence. */
const WEIGHT: Readonly<Record<ScanVerdict, Severity>> = {
  clean: 'info',
  inconclusive: 'low',
  suspicious: 'medium',
  dangerous: 'critical',
};

export function scanCommand(program: Command): void {
  const command = program
    .command('scan')
    .description('tell what the files of a model would do, without loading them')
    .argument(
      '<target...>',
      'a file, a folder, a cache of the Hub, namespace/name[@revision], or an address on the Hub',
    )
    .addOption(
      new Option('--format <format>', 'how to report').choices(['plain', 'json', 'sarif', 'markdown']).default('plain'),
    )
    .option('--lock <file>', 'of a repository scan what changed since the commit in this lock (default: namesake.lock)')
    .option('--no-lock', 'scan all files of a repository');
  withFailOn(withHub(withOutput(command))).action(run);
}

async function run(targets: string[], { format, ...flags }: Omit<Flags, 'format'> & { format: ScanFormat }) {
  const { scan } = await import('../commands/scan.ts');
  const { SCAN_RENDERERS } = await import('../report/scan-report.ts');
  const settings = await settingsOf([], flags);
  const { report, incomplete } = await scan(targets, settings, interruption(), note, progressOf(settings));
  clearProgress();
  deliver(
    settings,
    SCAN_RENDERERS[format](report, {
      terminal: terminalOf(settings),
      version: VERSION,
      home: HOME,
      verbose: settings.verbosity === 'verbose',
    }),
  );
  tell(settings, report.diagnostics);
  if (settings.strict && incomplete) leave(2);
  else
    leave(report.files.some(({ verdict }) => verdict !== 'clean' && fails(WEIGHT[verdict], settings.failOn)) ? 1 : 0);
}
