/** Options that several commands have, worded once. */

import { type Command, Option } from 'commander';
import { FAIL_LEVELS } from '../config/fail-levels.ts';

/** How to speak, and by which configuration. */
export function withOutput(command: Command): Command {
  return command
    .option('-o, --output <file>', 'write the result to a file')
    .option('--config <file>', 'use this configuration (default: namesake.yml of the audited folder)')
    .option('--no-config', 'use no configuration file')
    .addOption(new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']))
    .option('--strict', 'exit 2 when a file could not be read or the Hub could not be asked')
    .option('-q, --quiet', 'print the result alone')
    .option('-v, --verbose', 'tell every place and every finding');
}

/** Which files to read. */
export function withSelection(command: Command): Command {
  return command
    .option('--staged', 'only what is staged in git, as it is staged')
    .option('--since <ref>', 'only files that changed since the branch left <ref>')
    .option('--stdin-filename <name>', 'the name that standard input (-) goes by');
}

/** What is kept between runs. */
export function withCache(command: Command): Command {
  return command
    .option('--no-cache', 'keep nothing between runs: no answers, no readings of files')
    .option('--cache-dir <dir>', 'where that is kept (default: $XDG_CACHE_HOME/namesake)');
}

/** Whom to ask. */
export function withHub(command: Command): Command {
  return withCache(command)
    .option('--offline', 'ask nothing of the Hub: rules that need it decline')
    .option('--endpoint <url>', 'the Hub to ask (default: HF_ENDPOINT, else https://huggingface.co)')
    .option('--hub-snapshot <file>', "read the Hub's answers from a file, recorded earlier")
    .option('--record <file>', "record the Hub's answers to a file")
    .option('--max-age <time>', 'believe kept answers for so long: 30m, 12h, 7d; 0 asks anew');
}

export function withFailOn(command: Command): Command {
  return command.addOption(
    new Option('--fail-on <severity>', 'the least severity that fails the run (default: medium)').choices(FAIL_LEVELS),
  );
}
