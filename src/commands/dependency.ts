/** What one repository names: the code that its configurations take from elsewhere, its base model, and what its own code loads. */

import { posix } from 'node:path';
import { extractTexts } from '../extract/extract.ts';
import type { Confidence, Place, Reference, RepoId, Revision } from '../model.ts';
import type { OpenRepository } from './scan-repository.ts';

export interface Dependency {
  readonly id: RepoId;
  readonly revision: Revision;
  readonly place: Place;
  readonly loader?: string;
  /** Whether it is code that runs with the repository. */
  readonly code: boolean;
  readonly confidence: Confidence;
  /** What names it. */
  readonly by: string;
}

/** Configurations that name other repositories: those at the root, and of the parts of a pipeline. */
const CONFIGURATION = /^(?:[\w.-]+\/)?[\w.-]*(?:config|model_index|modules)\.json$/;
/** In UTF-16 code units: longer ones are no configuration. */
const LONGEST = 1024 * 1024;
const MOST_FILES = 60;

/** Keys by which a library loads what they name; others are said, or read by code of the repository's own. */
const LOADED = /^\s*"base_model_name_or_path"/;
/** What a saved configuration remembers of where it came from: no library loads it. */
const REMEMBERED = /^\s*"(?:_name_or_path|name_or_path)"/;

/** @param reference decides which code runs, and at which revision code of other repositories is taken */
export async function dependenciesOf(
  repository: OpenRepository,
  id: RepoId,
  reference: Reference,
): Promise<readonly Dependency[]> {
  const { runs, elsewhere } = await repository.code();
  const found: Dependency[] = elsewhere.flatMap(({ from, why }): Dependency[] =>
    from === null
      ? []
      : [
          {
            id: { kind: id.kind, ...from },
            // What is taken from another repository is not pinned by the revision of this one (`dynamic_module_utils` of transformers).
            revision: reference.codeRevision ?? { at: 'none' },
            place: reference.remoteCode ? 'config' : 'prose',
            code: true,
            confidence: 'high',
            by: why,
          },
        ],
  );
  const texts = new Map<string, string>();
  for (const { path, size } of repository.files) {
    if (texts.size >= MOST_FILES || size > LONGEST) continue;
    const wanted = CONFIGURATION.test(path) || path === 'README.md' || (reference.remoteCode && runs.has(path));
    if (!wanted || posix.basename(path) === 'package.json') continue;
    const text = await repository.readText(path);
    if (text !== null) texts.set(path, path === 'README.md' ? cardOf(text) : text);
  }
  const known = new Set(repository.files.map(({ path }) => path));
  const { references } = await extractTexts(texts, (path) => known.has(path));
  const coded = new Set(found.map(({ id }) => JSON.stringify(id).toLowerCase()));
  for (const each of references) {
    if (each.writes === true || each.confidence === 'low') continue;
    if (['docstring', 'comment', 'output', 'prose', 'url'].includes(each.place)) continue;
    if (coded.has(JSON.stringify(each.id).toLowerCase())) continue;
    const { path, line } = each.site;
    const written = texts.get(path)?.split('\n')[line - 1] ?? '';
    found.push({
      id: each.id,
      revision: each.revision.at === 'dynamic' ? { at: 'none' } : each.revision,
      place: placeOf(each, path, written),
      ...(each.loader === undefined ? {} : { loader: each.loader }),
      code: false,
      confidence: each.confidence,
      by: `${keyOf(written, path)}${path}`,
    });
  }
  return unique(found);
}

/** Whether a load of the repository loads what is named there. */
function placeOf({ place }: Reference, path: string, written: string): Place {
  if (path === 'README.md' || REMEMBERED.test(written)) return 'prose';
  if (path.endsWith('.json')) return LOADED.test(written) ? 'config' : 'prose';
  return place;
}

/** The front matter of a card, in its own lines. */
function cardOf(text: string): string {
  return /^---\r?\n[\s\S]*?\r?\n---(?=\r?\n|$)/.exec(text)?.[0] ?? '';
}

function keyOf(written: string, path: string): string {
  if (path.endsWith('.py')) return '';
  const key = /^\s*"?([\w.-]{1,60})"?\s*:/.exec(written)?.[1];
  return key === undefined ? '' : `${key} of `;
}

/** One dependency for each repository and way in which it is named. */
function unique(found: readonly Dependency[]): readonly Dependency[] {
  const seen = new Map<string, Dependency>();
  for (const each of found) {
    const key = JSON.stringify([each.id, each.revision, each.place, each.code]).toLowerCase();
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}
