/** Languages that are read by their tree-sitter grammar and its query, or by the lexer where there is no grammar of a fair size. */

import type { Reading } from './facts.ts';
import type { Lexed } from './lexer.ts';
import { lower } from './lower.ts';
import { labelledShapes } from './shapes.ts';
import { labelledTree } from './syntax.ts';
import type { Text } from './text.ts';

/** A reader by the grammar `grammars/tree-sitter-<language>.wasm` and the query `queries/<language>/facts.scm`. */
export function byGrammar(language: string): (text: Text) => Promise<Reading> {
  return async (text) => lower(await labelledTree(language, text.content), text, language);
}

/** A reader by the lexer's table. */
export function byLexer(language: Lexed): (text: Text) => Reading {
  return (text) => lower(labelledShapes(language, text.content), text, language);
}
