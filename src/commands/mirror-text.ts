/** What `mirror` fetched, for people: a line for each repository, and one for each file that needs a word. */

import { repoName } from '../model.ts';
import { visible } from '../report/escape.ts';
import type { Mirrored, MirroredFile, MirroredRepository } from './mirror.ts';

/** @param to the cache, as the environment is to name it */
export function mirrorText({ repositories }: Pick<Mirrored, 'repositories'>, to: string): string {
  if (repositories.length === 0) return 'Nothing to mirror: no program here loads anything of the Hub.\n';
  const lines = repositories.flatMap((each) => [headOf(each), ...each.files.flatMap(lineOf)]);
  return [...lines, '', `Read it with HF_HUB_CACHE=${visible(to)} and HF_HUB_OFFLINE=1.`, ''].join('\n');
}

function headOf({ id, revision, commit, why, files }: MirroredRepository): string {
  const name = visible(`${id.kind} ${repoName(id)}${revision === null || revision === commit ? '' : `@${revision}`}`);
  if (commit === null) return `${name}: ${visible(why ?? 'not found')}`;
  const there = files.filter(({ state }) => state === 'placed' || state === 'present');
  const size = there.reduce((sum, file) => sum + file.size, 0);
  const told = why === null ? '' : `; ${visible(why)}`;
  return `${name} at ${commit}: ${there.length} of ${files.length} files, ${(size / 1e6).toFixed(1)} MB${told}`;
}

/** What is as it should be needs no line. */
function lineOf(file: MirroredFile): string[] {
  const name = visible(file.path);
  if (file.state === 'refused') return [`  refused: ${name}: ${visible(file.why)}`];
  if (file.state === 'failed') return [`  failed: ${name}: ${visible(file.why)}`];
  return file.verdict === null || file.verdict === 'clean' ? [] : [`  ${file.verdict}: ${name}`];
}
