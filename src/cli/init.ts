/** `namesake init`: writes what a repository needs to begin with, after asking. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { readBounded } from '../bounded-file.ts';
import type { InitFile, InitSource } from '../commands/init.ts';
import { UsageError } from '../errors.ts';
import { leave, messageOf, write } from './console.ts';

interface InitFlags {
  readonly source?: string;
  readonly yes?: boolean;
}

export function initCommand(program: Command): void {
  program
    .command('init')
    .description('write a configuration, an entry for pre-commit and a workflow, after asking')
    .option('--source <owner/name@commit>', 'where namesake itself is fetched from, on GitHub')
    .option('-y, --yes', 'ask nothing: write what is not there yet, replace nothing')
    .action(init);
}

async function init({ source, yes = false }: InitFlags): Promise<void> {
  const { planInit } = await import('../commands/init.ts');
  const { visible } = await import('../report/escape.ts');
  if (!yes && process.stdin.isTTY !== true)
    throw new UsageError('there is nobody to ask', 'Say --yes to write what is not there yet.');
  const folder = process.cwd();
  const files = await planInit(sourceOf(source), (path) => textOf(join(folder, path)));
  const ask = yes ? null : createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const file of files) {
      if (file.state === 'left') write(`${file.path}: left as it is: ${file.why.split('\n').map(visible).join('\n')}`);
      else if (await isWanted(file, ask)) put(join(folder, file.path), file);
      else write(`${file.path}: not written${ask === null ? ': it is there already' : ''}`);
    }
  } finally {
    ask?.close();
  }
  leave(0);
}

const QUESTIONS = {
  new: ['Write', 'Y/n'],
  added: ['Add the hook to', 'Y/n'],
  replaced: ['Replace', 'y/N'],
} as const;

type Wanted = Exclude<InitFile, { state: 'left' }>;

async function isWanted({ path, state }: Wanted, ask: ReturnType<typeof createInterface> | null): Promise<boolean> {
  if (ask === null) return state !== 'replaced';
  const [verb, choices] = QUESTIONS[state];
  const answer = (await answerTo(`${verb} ${path}? [${choices}] `, ask)).trim().toLowerCase();
  return answer === '' ? state !== 'replaced' : answer === 'y' || answer === 'yes';
}

/** Ctrl-C and Ctrl-D end the questions. */
async function answerTo(question: string, ask: ReturnType<typeof createInterface>): Promise<string> {
  try {
    return await ask.question(question);
  } catch {
    throw new UsageError('stopped', 'What was written before stays; run it again for the rest.');
  }
}

/** A file that appeared since it was planned is not written over. */
function put(file: string, { path, state, text }: Wanted): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: state === 'new' ? 'wx' : 'w' });
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${messageOf(error)}`, 'Name a folder that can be written.');
  }
  write(`${path}: ${{ new: 'written', added: 'the hook is added', replaced: 'replaced' }[state]}`);
}

function sourceOf(text: string | undefined): InitSource | null {
  if (text === undefined) return null;
  const [, repository = '', commit = ''] = /^([\w.-]+\/[\w.-]+)@([0-9a-f]{40})$/.exec(text) ?? [];
  if (repository !== '') return { repository, commit };
  throw new UsageError(
    `--source: ${text} is no repository at a commit`,
    'Write owner/name@ and 40 hexadecimal digits.',
  );
}

function textOf(file: string): string | null {
  const read = readBounded(file, 1_000_000);
  if (read.state === 'missing') return null;
  if (read.state === 'read') return read.bytes.toString('utf8');
  throw new UsageError(
    `${file} cannot be read: ${read.state === 'trouble' ? read.why : 'it is too large'}`,
    'Move it out of the way.',
  );
}
