/** Python, by its tree-sitter grammar; lines of a notebook that are no Python (`!`, `%`) are passages of their own. */

import type { Reading } from './facts.ts';
import { lower } from './lower.ts';
import { labelledTree } from './syntax.ts';
import type { Text } from './text.ts';

export async function readPython(text: Text): Promise<Reading> {
  return lower(await labelledTree('python', text.content), text, 'python');
}
