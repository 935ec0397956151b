/** `namesake pin`: writes the revision where it is missing or can move. */

import type { Command } from 'commander';
import type { Flags } from '../config.ts';
import { clearProgress, deliver, interruption, leave, note, progressOf, settingsOf, tell, today } from './console.ts';
import { withHub, withOutput } from './options.ts';

interface PinFlags extends Flags {
  readonly dryRun?: boolean;
  readonly update?: boolean;
  readonly rename?: boolean;
  readonly keys?: boolean;
}

export function pinCommand(program: Command): void {
  const command = program
    .command('pin')
    .description('write the commit of today where a revision is missing or can move')
    .argument('[path...]', 'files and folders', ['.'])
    .option('-n, --dry-run', 'change nothing: print what would be changed, as a diff')
    .option('--update', 'move the pins whose comment names a branch or tag to where that stands today')
    .option('--rename', 'write the new name of a repository that has moved')
    .option('--keys', 'write a revision key also into configurations that have none');
  withHub(withOutput(command)).action(run);
}

async function run(paths: string[], flags: PinFlags): Promise<void> {
  const { pin } = await import('../commands/pin.ts');
  const { leftText, madeText, patchText } = await import('../commands/pin-text.ts');
  const settings = await settingsOf(paths, flags);
  const { dryRun = false, update = false, rename = false, keys = false } = flags;
  const options = { dryRun, update, rename, keys, today: today() };
  const pinned = await pin(settings, options, interruption(), note, progressOf(settings));
  clearProgress();
  const text = dryRun ? patchText(pinned, settings.output !== null) : madeText(pinned);
  // A diff of nothing is empty.
  if (text !== '') deliver(settings, text);
  // A diff is to be read by programs as well: what is left goes beside it.
  if (settings.verbosity !== 'quiet') process.stderr.write(leftText(pinned.left));
  tell(settings, pinned.diagnostics);
  leave(settings.strict && pinned.incomplete ? 2 : 0);
}
