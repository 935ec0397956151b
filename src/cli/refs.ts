/** `namesake refs`: what was found and why, offline. */

import { type Command, Option } from 'commander';
import type { Flags } from '../config.ts';
import type { ReferencesFormat } from '../report/report.ts';
import { clearProgress, deliver, leave, progressOf, settingsOf, tell, terminalOf } from './console.ts';
import { withCache, withOutput, withSelection } from './options.ts';

type RefsFlags = Omit<Flags, 'format'> & { explain?: boolean; rejected?: boolean; format: ReferencesFormat };

export function refsCommand(program: Command): void {
  const command = program
    .command('refs')
    .description('list every reference that was found, offline')
    .argument('[path...]', 'files and folders; - for standard input', ['.'])
    .addOption(new Option('--format <format>', 'how to report').choices(['plain', 'json']).default('plain'))
    .option('--explain', 'say why each one is believed to be a reference')
    .option('--rejected', 'list what looked like one and is none, with the reason');
  withCache(withOutput(withSelection(command))).action(run);
}

async function run(paths: string[], { format, explain, rejected, ...flags }: RefsFlags): Promise<void> {
  const { gather } = await import('../commands/gather.ts');
  const { REFERENCES_RENDERERS } = await import('../report/report.ts');
  const settings = await settingsOf(paths, flags);
  const { extraction, incomplete } = await gather(settings, progressOf(settings));
  clearProgress();
  deliver(
    settings,
    REFERENCES_RENDERERS[format](extraction, {
      terminal: terminalOf(settings),
      explain: explain ?? false,
      rejected: rejected ?? false,
    }),
  );
  tell(settings, extraction.diagnostics);
  leave(settings.strict && incomplete ? 2 : 0);
}
