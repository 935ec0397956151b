/** `namesake lock`: records what the names stand for, or compares. */

import { type Command, Option } from 'commander';
import type { LockFormat, Locking } from '../commands/lock.ts';
import type { Flags } from '../config.ts';
import type { Difference } from '../lock/plan.ts';
import { repoName } from '../model.ts';
import { visible } from '../report/escape.ts';
import { clearProgress, deliver, interruption, leave, note, progressOf, settingsOf, tell } from './console.ts';
import { withHub, withOutput, withSelection } from './options.ts';

type LockFlags = Omit<Flags, 'format'> & {
  readonly check?: boolean;
  readonly files?: boolean;
  readonly format: LockFormat;
  readonly accept?: readonly string[];
};

export function lockCommand(program: Command): void {
  const command = program
    .command('lock')
    .description('record what the names stand for today in namesake.lock, or compare with it')
    .argument('[path...]', 'files and folders', ['.'])
    .option('--check', 'write nothing: exit 1 where the lock is not what it would be made today')
    .option('--files', 'record the files that the code loads, with size and hash')
    .option('--lock <file>', 'the lock (default: namesake.lock of the audited folder)')
    .option('--accept <id>', 'record the new identity of this repository; can be given again', collected)
    .addOption(
      new Option('--format <format>', 'namesake.lock, or the huggingface.lock.yaml of hermeto')
        .choices(['namesake', 'hermeto'])
        .default('namesake'),
    );
  withHub(withOutput(withSelection(command))).action(run);
}

function collected(id: string, ids: readonly string[] = []): readonly string[] {
  return [...ids, id];
}

async function run(
  paths: string[],
  { check = false, files = false, format, accept = [], ...flags }: LockFlags,
): Promise<void> {
  const { lock } = await import('../commands/lock.ts');
  const settings = await settingsOf(paths, flags);
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const options = { check, files, format, accept };
  const stop = interruption();
  const locking = await lock(settings, options, now, stop, note, progressOf(settings));
  clearProgress();
  deliver(settings, lockingText(locking));
  tell(settings, locking.diagnostics);
  const failing = locking.differences.some(({ is }) => is === 'reused' || (check && is !== 'left'));
  // What was cut short has neither written nor compared everything.
  if (stop.aborted || (settings.strict && locking.incomplete)) leave(2);
  else leave(failing ? 1 : 0);
}

/** A line for each difference and one for the whole; all that is printed is escaped. */
function lockingText({ file, entries, differences, written }: Locking): string {
  const count = `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
  const end = written ? `written, ${count}` : `not changed, ${count}`;
  return `${[...differences.map(line), `${file}: ${end}`].map(visible).join('\n')}\n`;
}

function line({ is, id, revision, text }: Difference): string {
  return `${is.padEnd(9)}${id.kind} ${repoName(id)}${revision === null ? '' : `@${revision}`}: ${text}`;
}
