/** `namesake mirror`: what is referenced, into a cache that the Hub's own clients read offline. */

import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Flags } from '../config.ts';
import { clearProgress, deliver, interruption, leave, note, progressOf, settingsOf, tell } from './console.ts';
import { withHub, withOutput } from './options.ts';

interface MirrorFlags extends Flags {
  readonly to: string;
  readonly allowUnsafe?: boolean;
}

export function mirrorCommand(program: Command): void {
  const command = program
    .command('mirror')
    .description('fetch what is referenced, checked and scanned, into a cache for use offline')
    .argument('[ref...]', '[datasets/]namespace/name[@revision]; by default all that the current folder loads')
    .requiredOption('--to <dir>', 'the cache, as HF_HUB_CACHE names it')
    .option('--allow-unsafe', 'place also files that were found dangerous');
  withHub(withOutput(command)).action(run);
}

async function run(refs: string[], flags: MirrorFlags): Promise<void> {
  const { mirror } = await import('../commands/mirror.ts');
  const { mirrorText } = await import('../commands/mirror-text.ts');
  const settings = await settingsOf([], flags);
  const to = resolve(flags.to);
  const options = { to, allowUnsafe: flags.allowUnsafe ?? false };
  const mirrored = await mirror(refs, settings, options, interruption(), note, progressOf(settings));
  clearProgress();
  deliver(settings, mirrorText(mirrored, to));
  tell(settings, mirrored.diagnostics);
  const { repositories } = mirrored;
  const files = repositories.flatMap((each) => each.files);
  if (repositories.some(({ why }) => why !== null) || files.some(({ state }) => state === 'failed')) leave(2);
  else leave(files.some(({ state }) => state === 'refused') ? 1 : 0);
}
