/** A redirect that ends in something else than what once stood at its beginning, as dates tell. */

import { type Reference, type Repository, repoName } from '../model.ts';
import { day, olderThan } from './age.ts';
import { credible } from './confidence.ts';

/**
 * A sentence to add where the repository is younger than a line that names it by its old name, or nothing. It is no alarm: it
 * takes the owner of the old name to redirect it, and who leads readers on to a copy of what was deleted does them a favour.
 */
export function remade(repository: Repository, references: readonly Reference[]): string {
  const younger = olderThan(repository.createdAt, credible(references));
  if (younger === null) return '';
  return ` ${repoName(repository.id)} was made on ${day(younger.born)}, and the name stands here since ${day(younger.at)}: it is another repository than the one that was meant then.`;
}
