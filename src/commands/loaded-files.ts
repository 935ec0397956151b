/** Which files of a repository the code loads, by all the places that name it. */

import type { Hub } from '../hub/hub.ts';
import type { HubFile, Reference, RepoId } from '../model.ts';
import { loads, runsCode } from '../rules/pin.ts';
import { loadedFiles, settles } from '../scan/loads.ts';
import { requestOf } from './scan-references.ts';

/** Longer texts are no index and no configuration, in bytes. */
const LONGEST_TEXT = 16 * 1024 * 1024;

/**
 * The paths that the references load, of the files that stand at a commit. Where nobody can tell, as with data sets, it is all of
 * them: a file too many is seen to change, one too few is not.
 *
 * @param id in the Hub's own letter case
 */
export async function loadedPaths(
  hub: Hub,
  { id, commit }: { readonly id: RepoId; readonly commit: string },
  files: readonly HubFile[],
  references: readonly Reference[],
): Promise<ReadonlySet<string>> {
  const paths = files.map(({ path }) => path);
  const byPath = new Map(files.map((file) => [file.path, file]));
  async function readText(path: string): Promise<string | null> {
    const file = byPath.get(path);
    if (file === undefined || file.size > LONGEST_TEXT) return null;
    try {
      return Buffer.from(await hub.open({ id, commit, ...file }).read(0, file.size)).toString();
    } catch {
      // The index itself still counts; its shards are then not known.
      return null;
    }
  }

  const loading = references.filter(loads);
  const judged = loading.length > 0 ? loading : references;
  const requests = new Map(judged.map((reference) => [JSON.stringify(requestOf(reference)), requestOf(reference)]));
  const loaded = new Set<string>();
  for (const request of requests.values()) {
    // The table of loaders is one of models.
    const known = id.kind === 'model' || request.file !== undefined;
    const found = known ? await loadedFiles(paths, request, readText) : new Map<string, string>();
    if (request.file === undefined && !settles(found)) return new Set(paths);
    for (const path of found.keys()) loaded.add(path);
  }
  if (judged.some(runsCode)) for (const path of paths) if (path.endsWith('.py')) loaded.add(path);
  return loaded;
}
