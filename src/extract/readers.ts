/** Which reader a file, a fence or a magic belongs to. */

import type { Reading } from './facts.ts';
import { readJavaScript } from './javascript.ts';
import { readPython } from './python.ts';
import type { Text } from './text.ts';

export type Reader = (text: Text) => Reading | Promise<Reading>;

interface Language {
  readonly name: string;
  readonly read: Reader;
  /** File name endings. */
  readonly files: RegExp;
  /** What fences call it. */
  readonly fences: RegExp;
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'python',
    read: readPython,
    files: /\.(?:py|pyi|pyw)$|(?:^|\/)(?:SConstruct|BUILD|WORKSPACE)(?:\.bazel)?$/,
    fences: /^(?:py|python3?|pycon|ipython3?|py3|python-console)$/,
  },
  {
    name: 'javascript',
    read: (text) => readJavaScript(text, 'javascript'),
    files: /\.(?:[mc]?js|jsx)$/,
    fences: /^(?:js|javascript|jsx|mjs|cjs|node)$/,
  },
  {
    name: 'typescript',
    read: (text) => readJavaScript(text, 'typescript'),
    files: /\.[mc]?ts$/,
    fences: /^(?:ts|typescript)$/,
  },
  { name: 'tsx', read: (text) => readJavaScript(text, 'tsx'), files: /\.tsx$/, fences: /^tsx$/ },
];

export function languageOfFile(path: string): Language | null {
  return LANGUAGES.find(({ files }) => files.test(path)) ?? null;
}

export function languageOfFence(name: string): Language | null {
  return LANGUAGES.find(({ fences }) => fences.test(name)) ?? null;
}

/** A text that has no grammar here: words are all that can be found in it. */
export function readPlain(text: Text): Reading {
  return { modules: [], passages: [{ place: 'prose', language: null, text }], problems: [] };
}
