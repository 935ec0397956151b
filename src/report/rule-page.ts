/** Writes the page of a rule, for the documentation and for `namesake explain`. */

import { extname } from 'node:path/posix';
import type { Persona, RuleExample, RuleMeta } from '../model.ts';
import { longestRun } from './escape.ts';

const PERSONAS: Record<Persona, string> = {
  regular: 'everyone',
  pedantic: 'those who want the small things too (`--persona pedantic`)',
  auditor: 'those who audit (`--persona auditor`)',
};

/** What a highlighter calls a language, where that is not the file's extension. */
const LANGUAGES: Record<string, string> = {
  '.cjs': 'javascript',
  '.ipynb': 'json',
  '.js': 'javascript',
  '.md': 'markdown',
  '.mjs': 'javascript',
  '.py': 'python',
  '.pyi': 'python',
  '.ts': 'typescript',
  '.yml': 'yaml',
};

/** A rule as a page of Markdown. Everything in it is namesake's own text. */
export function rulePage(meta: RuleMeta): string {
  const facts = [
    `- **Severity:** ${meta.severity}${meta.severity === 'info' ? '' : ' at most'}`,
    `- **Speaks to:** ${PERSONAS[meta.persona]}`,
    `- **Works offline:** ${meta.needsHub ? 'no, it needs what the Hub says' : 'yes'}`,
    ...(meta.needsScan === true ? ['- **Works with:** `namesake audit --scan`, which looks into the files'] : []),
  ];
  const sections = [
    `# ${meta.name}`,
    meta.summary,
    facts.join('\n'),
    '## Why',
    meta.why.trim(),
    '## What to do',
    meta.mend.trim(),
    ...examples('## Fires on', meta.fires),
    ...examples('## Stays silent on', meta.quiet),
  ];
  return `${sections.join('\n\n')}\n`;
}

function examples(heading: string, all: readonly RuleExample[]): string[] {
  if (all.length === 0) return [];
  return [heading, ...all.flatMap(example)];
}

function example({ file, text, hub }: RuleExample): string[] {
  const fence = '`'.repeat(Math.max(3, 1 + longestRun(text)));
  const language = LANGUAGES[extname(file)] ?? extname(file).slice(1);
  return [
    `\`${file}\`:`,
    `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`,
    ...(hub === undefined ? [] : [`The Hub: ${hub}`]),
  ];
}
