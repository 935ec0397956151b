/** Whether a text is still what its language takes: for whoever changes one. */

import { readNotebook } from './notebook.ts';
import { languageOfFile } from './readers.ts';
import { grammarErrors } from './syntax.ts';
import { textAt } from './text.ts';

/**
 * How many errors the parser of a file's language finds; 0 where there is none for it.
 *
 * @param path decides the language
 */
export async function syntaxErrors(path: string, content: string): Promise<number> {
  const language = languageOfFile(path)?.name ?? '';
  switch (language) {
    case 'notebook': {
      const { modules, problems } = await readNotebook(textAt(content));
      const errors = await Promise.all(modules.map((module) => grammarErrors('python', module.text.content)));
      return errors.reduce((sum, count) => sum + count, problems.length);
    }
    case 'javascript':
    case 'typescript':
    case 'tsx': {
      const { javaScriptErrors } = await import('./javascript.ts');
      return javaScriptErrors(content, language);
    }
    case 'yaml': {
      const { parseAllDocuments } = await import('yaml');
      const documents = parseAllDocuments(content, { logLevel: 'silent', uniqueKeys: true });
      return Array.isArray(documents) ? documents.reduce((sum, { errors }) => sum + errors.length, 0) : 0;
    }
    case 'json': {
      const { parseTree } = await import('jsonc-parser');
      const errors: Parameters<typeof parseTree>[1] = [];
      parseTree(content, errors, { allowTrailingComma: true });
      return errors.length;
    }
    case 'toml': {
      const { parseTOML } = await import('toml-eslint-parser');
      try {
        parseTOML(content);
        return 0;
      } catch {
        return 1;
      }
    }
    case 'python':
      return grammarErrors(language, content);
    default:
      return 0;
  }
}
