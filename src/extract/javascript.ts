/** JavaScript and TypeScript, by Babel's syntax tree. Babel loads when the first such file is read. */

import type { ParseResult, ParserOptions, ParserPlugin } from '@babel/parser';
import type { Span } from '../model.ts';
import { lowerProgram } from './babel-lower.ts';
import type { Node } from './babel-node.ts';
import type { Passage, Reading } from './facts.ts';
import { sliceText, stripLines, type Text } from './text.ts';

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
    return { ...reading, passages: commentPassages((file.comments ?? []) as unknown as Node[], text) };
  }
  // A file that does not parse keeps its words: strings and comments alike are read as text.
  return {
    modules: [],
    passages: [{ place: 'constant', language: null, text }],
    problems: [{ message: `not valid ${dialect} (${problem}): read as plain text`, offset: null }],
  };
}

/** Comments as passages: lines that follow each other are one, and so are a documentation block's. */
function commentPassages(comments: readonly Node[], text: Text): Passage[] {
  const passages: Passage[] = [];
  let run: Span | null = null;
  const flush = (): void => {
    if (run !== null)
      passages.push({
        place: 'comment',
        language: null,
        text: stripLines(sliceText(text, run.start, run.end), /^\s*\/\/+ ?/),
      });
    run = null;
  };
  for (const comment of comments) {
    if (comment.type === 'CommentBlock') {
      flush();
      const doc = text.content.startsWith('/**', comment.start);
      const body = sliceText(text, comment.start + 2, comment.end - 2);
      passages.push({ place: doc ? 'docstring' : 'comment', language: null, text: stripLines(body, /^\s*\*+ ?/) });
    } else if (
      run !== null &&
      /^\s*$/.test(text.content.slice(run.end, comment.start)) &&
      !text.content.slice(run.end, comment.start).includes('\n\n')
    ) {
      run = { start: run.start, end: comment.end };
    } else {
      flush();
      run = { start: comment.start, end: comment.end };
    }
  }
  flush();
  return passages;
}
