/** Reads namesake.lock. It comes with the audited repository, so nothing in it is trusted to be of any form. */

import { checkYaml, parseYaml, readYamlText, wholeError } from '../config/yaml-document.ts';
import { ConfigError } from '../errors.ts';
import { repoName } from '../model.ts';
import { isConflicted, sidesOf } from './conflict.ts';
import { foldEntries } from './fold.ts';
import { entryOf, LOCK_KEYS, LOCK_VERSION, type Lock, lockSchema } from './format.ts';

/** In bytes: some twenty thousand repositories, which the reader of YAML takes ten seconds for. */
export const LARGEST_LOCK = 8 * 1024 * 1024;
const HELP =
  'Take the last version that was whole out of git; "namesake lock" never writes over a lock that it cannot read.';
const NEWER_HELP = 'Use the namesake that wrote it, or a later one; this one does not write over it.';
const CONFLICT_HELP = 'Run "namesake lock", which takes the entries of both sides and settles it.';

export interface ReadLock extends Lock {
  /** As it stands in the file. */
  readonly text: string;
  /** True where the file has the marks of an unfinished merge, of which both sides were read. */
  readonly conflicted: boolean;
}

/**
 * Reads a lock.
 *
 * @param conflicts whether marks of an unfinished merge are refused, or both sides read and put together
 * @returns null where there is no such file
 * @throws ConfigError for a file that is broken, newer than this namesake, contradicts itself, or cannot be read
 */
export function readLock(path: string, conflicts: 'refuse' | 'settle'): ReadLock | null {
  const text = readYamlText(path, LARGEST_LOCK, HELP);
  if (text === null) return null;
  if (!isConflicted(text)) return { ...parseLock(path, [text]), text, conflicted: false };
  const line = text.slice(0, text.search(/^[<>]{7}/m)).split('\n').length;
  const sides = sidesOf(text);
  if (conflicts === 'refuse' || sides === null) {
    throw new ConfigError(path, [{ line, key: '', expected: 'a merge was left unfinished here' }], CONFLICT_HELP);
  }
  return { ...parseLock(path, [sides.ours, sides.theirs]), text, conflicted: true };
}

/** Puts the texts of one lock, or of the sides of a merge, together. */
function parseLock(path: string, texts: readonly string[]): Lock {
  const sides = texts.map((text) => {
    const form = { path, schema: lockSchema, knownKeys: LOCK_KEYS, help: HELP };
    const document = parseYaml(text, form);
    const version = versionOf(document.value);
    if (version !== null && version > LOCK_VERSION) {
      const expected = `it has version ${version}, and this namesake knows version ${LOCK_VERSION}`;
      const problem = { line: document.lineAt(['version']), key: 'version', expected };
      throw new ConfigError(path, [problem], NEWER_HELP);
    }
    const { endpoint, repositories } = checkYaml(document, form);
    return { endpoint, entries: repositories.map(entryOf) };
  });
  const [first] = sides;
  const endpoint = first?.endpoint ?? '';
  if (sides.some((side) => side.endpoint !== endpoint)) {
    throw wholeError({ path, help: HELP }, 'the two sides of the merge were recorded from different Hubs');
  }
  const folded = foldEntries(sides.flatMap(({ entries }) => entries));
  if ('entries' in folded) return { endpoint, entries: folded.entries };
  const { id } = folded.contradiction;
  throw wholeError(
    { path, help: 'Find out which of the two is the one that you meant, and take the other out.' },
    `${id.kind} ${repoName(id)} stands there with two identities`,
  );
}

function versionOf(value: unknown): number | null {
  const version: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'version') : null;
  return typeof version === 'number' ? version : null;
}
