/** All code that runs with an entry: what it imports of its own repository, and that in turn. */

import { posix } from 'node:path';
import type { CodeEntry, ReadText } from './entries.ts';
import type { Time } from './policy.ts';
import { callsOf, importsOf } from './python.ts';
import { earlier } from './times.ts';

export interface ReachedCode {
  /** Why each file runs, by its path, those first that are named. */
  readonly runs: ReadonlyMap<string, string>;
  /** Code of other repositories that runs with it. */
  readonly elsewhere: readonly CodeEntry[];
  /** What is named and is not there. */
  readonly missing: readonly CodeEntry[];
  /** What the files call, by name, with the earliest time at which they do. */
  readonly called: ReadonlyMap<string, Time>;
}

const MOST = 500;

/** @param absolute whether files import one another by their bare names, as a program does that is started in their folder */
export async function reachedCode(
  entries: readonly CodeEntry[],
  paths: readonly string[],
  readText: ReadText,
  absolute: boolean,
): Promise<ReachedCode> {
  const known = new Set(paths);
  const runs = new Map<string, string>();
  const calls = new Map<string, Time>();
  const own = entries.filter(({ from }) => from === null);
  for (const { path, why } of own) if (known.has(path) && !runs.has(path)) runs.set(path, why);
  for (const path of runs.keys()) {
    if (!path.endsWith('.py')) continue;
    const text = await readText(path);
    if (text === null) continue;
    for (const [name, time] of await callsOf(text)) {
      if (time !== 'called' && earlier(time, calls.get(name) ?? 'called')) calls.set(name, time);
    }
    for (const file of filesOf(await importsOf(text), path, known, absolute)) {
      // A file that is added is visited in its turn.
      if (!runs.has(file) && runs.size < MOST) runs.set(file, `imported by ${path}`);
    }
  }
  return {
    runs,
    elsewhere: entries.filter(({ from }) => from !== null),
    missing: own.filter(({ path }) => !known.has(path)),
    called: calls,
  };
}

function filesOf(
  imports: readonly { readonly module: string; readonly name: string | null }[],
  from: string,
  known: ReadonlySet<string>,
  absolute: boolean,
): string[] {
  const found = new Set<string>();
  for (const { module, name } of imports) {
    const dots = /^\.*/.exec(module)?.[0].length ?? 0;
    if (dots === 0 && !absolute) continue;
    let folder = posix.dirname(from);
    for (let up = 1; up < dots; up++) folder = posix.dirname(folder);
    const path = module.slice(dots).replaceAll('.', '/');
    const target = posix.join(folder, path);
    // `from . import x` names a module by what it imports.
    const targets = name === null || name === '*' ? [target] : [target, posix.join(target, name)];
    for (const each of targets) {
      for (const file of [`${each}.py`, `${each}/__init__.py`]) if (known.has(file)) found.add(file);
    }
  }
  return [...found];
}
