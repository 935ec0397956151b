/** JavaScript and TypeScript, by Babel's syntax tree. Babel loads when the first such file is read. */

import type { ParseResult, ParserOptions, ParserPlugin } from '@babel/parser';
import type { Span } from '../model.ts';
import { lowerProgram } from './babel-lower.ts';
import type { Node } from './babel-node.ts';
import { commentPassages } from './comments.ts';
import type { Reading } from './facts.ts';
import type { Text } from './text.ts';

const PLUGINS: readonly ParserPlugin[] = [
  'decorators',
  'explicitResourceManagement',
  'sourcePhaseImports',
  'deferredImportEvaluation',
  'importAttributes',
];
const DIALECTS = {
  javascript: [['jsx', 'flow']],
  typescript: [['typescript'], ['typescript', 'jsx']],
  tsx: [['typescript', 'jsx']],
} satisfies Record<string, readonly (readonly ParserPlugin[])[]>;

/** As lenient as Babel can be: an unknown construct costs a statement, not the file. */
const OPTIONS: ParserOptions = {
  sourceType: 'unambiguous',
  errorRecovery: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  allowImportExportEverywhere: true,
  allowNewTargetOutsideFunction: true,
  attachComment: false,
};

export type Dialect = keyof typeof DIALECTS;

/** How many errors the parser finds, in the dialect of a file that finds fewest. */
export async function javaScriptErrors(content: string, dialect: Dialect): Promise<number> {
  const { parse } = await import('@babel/parser');
  const counts = [...DIALECTS[dialect], ...DIALECTS.tsx].map((plugins) => {
    try {
      return parse(content, { ...OPTIONS, plugins: [...PLUGINS, ...plugins] }).errors?.length ?? 0;
    } catch {
      return Number.POSITIVE_INFINITY;
    }
  });
  return Math.min(...counts);
}

export async function readJavaScript(text: Text, dialect: Dialect): Promise<Reading> {
  const { parse } = await import('@babel/parser');
  let problem = '';
  for (const plugins of [...DIALECTS[dialect], ...DIALECTS.tsx]) {
    let file: ParseResult;
    try {
      file = parse(text.content, { ...OPTIONS, plugins: [...PLUGINS, ...plugins] });
    } catch (error) {
      problem ||= error instanceof Error ? error.message : String(error);
      continue;
    }
    const reading = lowerProgram(file.program as unknown as Node, text);
    return { ...reading, passages: commentPassages((file.comments ?? []) as unknown as Span[], text) };
  }
  // A file that does not parse keeps its words: strings and comments alike are read as text.
  return {
    modules: [],
    passages: [{ place: 'constant', language: null, text }],
    problems: [{ message: `not valid ${dialect} (${problem}): read as plain text`, offset: null }],
  };
}
