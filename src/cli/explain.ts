/** `namesake explain`: what a rule means and how to mend it. */

import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { visible } from '../report/escape.ts';
import { rulePage } from '../report/rule-page.ts';
import { RULES } from '../rules/registry.ts';
import { write } from './console.ts';

export function explainCommand(program: Command): void {
  program
    .command('explain')
    .description('what a rule means and how to mend it; without a rule, all of them')
    .argument('[rule]', 'the name of a rule')
    .action(explain);
}

function explain(name: string | undefined): void {
  if (name === undefined) {
    write(RULES.map(({ meta }) => `${meta.name.padEnd(24)}${meta.severity.padEnd(10)}${meta.summary}\n`).join(''));
    return;
  }
  const rule = RULES.find(({ meta }) => meta.name === name);
  if (rule === undefined) {
    throw new UsageError(
      `there is no rule ${visible(name)}`,
      `The rules are ${RULES.map(({ meta }) => meta.name).join(', ')}.`,
    );
  }
  write(rulePage(rule.meta));
}
