#!/usr/bin/env node
/** The command line: what commands there are, and how a run ends. */

import { Command, CommanderError } from 'commander';
import { auditCommand } from './cli/audit.ts';
import { completionCommand } from './cli/completion.ts';
import { clearProgress, leave, messageOf, VERSION } from './cli/console.ts';
import { explainCommand } from './cli/explain.ts';
import { initCommand } from './cli/init.ts';
import { lockCommand } from './cli/lock.ts';
import { mirrorCommand } from './cli/mirror.ts';
import { pinCommand } from './cli/pin.ts';
import { prCommand } from './cli/pr.ts';
import { refsCommand } from './cli/refs.ts';
import { scanCommand } from './cli/scan.ts';
import { ConfigError, UsageError } from './errors.ts';
import { HubError } from './hub/error.ts';
import { visible } from './report/escape.ts';

const program = new Command('namesake')
  .description('Is the model your code names still the one you meant?')
  .version(VERSION, '-V, --version')
  .showHelpAfterError('(namesake --help tells more)')
  .showSuggestionAfterError()
  .exitOverride();

for (const add of [
  auditCommand,
  refsCommand,
  scanCommand,
  pinCommand,
  mirrorCommand,
  lockCommand,
  prCommand,
  explainCommand,
  initCommand,
  completionCommand,
])
  add(program);

// A reader that goes away (`namesake | head`) ends the run without a word.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

try {
  await program.parseAsync();
} catch (error) {
  clearProgress();
  if (error instanceof CommanderError) {
    // Commander has printed what is to be said; its own status for a wrong command line is 1.
    leave(error.exitCode === 0 ? 0 : 2);
  } else if (error instanceof UsageError || error instanceof ConfigError || error instanceof HubError) {
    process.stderr.write(`namesake: ${visible(error.message)}\n  ${visible(error.help)}\n`);
    leave(2);
  } else {
    const stack = error instanceof Error ? visible(error.stack ?? error.message) : messageOf(error);
    process.stderr.write(`namesake: this is a bug in namesake ${VERSION}, please report it:\n${stack}\n`);
    leave(2);
  }
}
