/** Texts -> references, for those that have the texts in hand: the library, the tests. */

import type { Extraction } from '../model.ts';
import { decide, type Exists } from './decide.ts';
import { type FileFindings, readFileFindings } from './findings.ts';
import { ownModules } from './imports.ts';
import { link } from './link.ts';
import type { Loader } from './loaders.ts';
import { loaderTable } from './sinks.ts';

/**
 * Extracts the references of a tree that is given as texts by path.
 *
 * @param exists whether a path exists in the tree, from its root or beside the file that names it
 * @param own the tree's own loading functions
 */
export async function extractTexts(
  texts: ReadonlyMap<string, string>,
  exists: Exists,
  own: readonly Loader[] = [],
): Promise<Extraction> {
  const options = { table: loaderTable(own), isOwn: ownModules(texts.keys()) };
  const found: FileFindings[] = [];
  for (const [path, text] of texts) found.push(await readFileFindings(path, text, options));
  const linked = await link(found, (path) =>
    readFileFindings(path, texts.get(path) ?? '', { ...options, wanted: true }),
  );
  return decide(linked, exists);
}
