/**
 * Files together: what one imports from another. Each file is read alone first; those that load by a name from elsewhere, or call a
 * function of another file that loads, are read again with what those files offer, until nothing new comes of it.
 */

import type { Module } from './facts.ts';
import type { FileFindings } from './findings.ts';
import { importResolver } from './imports.ts';
import type { Loader } from './loaders.ts';
import { type Foreign, type ForeignName, indexModule, type ModuleIndex } from './program.ts';

/** Wrappers of wrappers, file by file, go no further. */
const MAX_ROUNDS = 4;
/** Re-exports (`export * from`, an `__init__.py`) go no further. */
const MAX_REEXPORTS = 6;

/** The files of a tree, as far as linking needs them again. */
export interface Access {
  /** Every path of the tree. */
  readonly paths: Iterable<string>;
  /** Reads a file in full, in the light of others; null when it cannot be read any more. */
  read(path: string, foreign: Foreign): Promise<FileFindings | null>;
  /** Whether a file's text has a match. */
  mentions(path: string, pattern: RegExp): Promise<boolean>;
}

export async function link(files: readonly FileFindings[], { paths, read, mentions }: Access): Promise<FileFindings[]> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const resolve = importResolver(paths);
  const indexes = new Map<Module, ModuleIndex>();

  function indexOf(file: FileFindings): ModuleIndex | null {
    if (file.exports === null) return null;
    let index = indexes.get(file.exports);
    if (index === undefined) {
      index = indexModule(file.exports, foreignOf(file), file.path);
      indexes.set(file.exports, index);
    }
    return index;
  }

  /** Names as a file sees them. */
  function foreignOf(file: Pick<FileFindings, 'path' | 'imports'>): Foreign {
    const known = new Map<string, ForeignName | null>();
    return (local) => {
      let found = known.get(local);
      if (found === undefined) {
        known.set(local, null);
        found = lookUp(file, local);
        known.set(local, found);
      }
      return found;
    };
  }

  function lookUp({ path, imports }: Pick<FileFindings, 'path' | 'imports'>, local: string): ForeignName | null {
    for (const each of imports) {
      if (each.local === '*') {
        const found = offered(resolve(each.module, path, each.language), local, 0);
        if (found !== null) return found;
      }
      if (each.local !== local) continue;
      // `from package import module` names a file as often as a name in one.
      if (each.name !== null && each.language === 'python') {
        const module = offered(
          resolve(each.module.endsWith('.') ? each.module + each.name : `${each.module}.${each.name}`, path, 'python'),
          null,
          0,
        );
        if (module !== null) return module;
      }
      const found = offered(resolve(each.module, path, each.language), each.name, 0);
      if (found !== null) return found;
    }
    return null;
  }

  /** What the first of some files offers under a name, its re-exports included. */
  function offered(targets: readonly string[], name: string | null, depth: number): ForeignName | null {
    for (const target of targets) {
      const file = byPath.get(target);
      const module = file === undefined ? null : indexOf(file);
      if (file === undefined || module === null) continue;
      const loaders = file.wrappers;
      if (name === null || offersItself(module, loaders, name)) return { module, name, loaders };
      if (depth >= MAX_REEXPORTS) continue;
      for (const each of file.imports) {
        if (each.local !== name && each.local !== '*') continue;
        const onward = offered(
          resolve(each.module, target, each.language),
          each.local === '*' ? name : each.name,
          depth + 1,
        );
        if (onward !== null) return onward;
      }
    }
    return null;
  }

  /** Reads the files that an import leads through and that had nothing of their own to be read for. */
  async function readOnTheWay(file: FileFindings, locals: (local: string) => boolean, depth: number): Promise<void> {
    if (depth > MAX_REEXPORTS) return;
    for (const each of file.imports) {
      if (!locals(each.local)) continue;
      const targets = [
        ...resolve(each.module, file.path, each.language),
        ...resolve(`${each.module}.${each.name}`, file.path, each.language),
      ];
      for (const target of targets) {
        const known = byPath.get(target);
        if (known === undefined || known.exports !== null) continue;
        const again = await read(target, () => null);
        if (again === null) continue;
        byPath.set(target, again);
        await readOnTheWay(again, (local) => local === '*' || local === each.name, depth + 1);
      }
    }
  }

  for (const file of [...byPath.values()]) {
    // What a file loads by an imported name; and what it calls through a package's front, which may be a loader.
    if (file.open.length > 0) await readOnTheWay(file, (local) => file.open.includes(local), 0);
    else if (file.candidates.length > 0)
      await readOnTheWay({ ...file, imports: file.imports.filter((each) => isFront(each, file.path)) }, () => true, 0);
  }
  let waiting: readonly FileFindings[] = [...byPath.values()].filter(
    (file) => file.open.length > 0 || callsAbroad(file, foreignOf(file)),
  );
  let named = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const changed = new Set<string>();
    for (const file of waiting) {
      const again = await read(file.path, foreignOf(file));
      if (again === null) continue;
      byPath.set(file.path, again);
      if (JSON.stringify(again.wrappers) !== JSON.stringify(file.wrappers)) changed.add(file.path);
    }
    // A file that has neither a candidate nor a loader of its own may still pass on what it is given.
    const names = new Set(
      [...byPath.values()].flatMap((file) => file.wrappers.map(({ call }) => call.slice(call.lastIndexOf('.') + 1))),
    );
    const fresh = [...names].filter((name) => !named.has(name));
    named = names;
    const passers: FileFindings[] = [];
    if (fresh.length > 0) {
      const pattern = new RegExp(`\\b(?:${fresh.map((name) => name.replace(/\W/g, '\\$&')).join('|')})\\s*\\(`);
      for (const file of byPath.values()) {
        if (file.exports !== null || !IMPORTING.test(file.path) || !(await mentions(file.path, pattern))) continue;
        const again = await read(file.path, () => null);
        if (again !== null) passers.push(again);
      }
      for (const file of passers) byPath.set(file.path, file);
    }
    waiting = [...byPath.values()].filter(
      (file) => (passers.includes(file) || importsFrom(file, changed)) && callsAbroad(file, foreignOf(file)),
    );
    if (waiting.length === 0) break;
  }
  return [...byPath.values()];

  /** The file that stands for a folder: most often it only hands on what others define. */
  function isFront(each: FileFindings['imports'][number], from: string): boolean {
    return resolve(each.module, from, each.language).some((target) =>
      /(?:^|\/)(?:__init__\.py|index\.[mc]?[jt]sx?)$/.test(target),
    );
  }

  function importsFrom(file: FileFindings, changed: ReadonlySet<string>): boolean {
    return file.imports.some((each) =>
      [each.module, `${each.module}.${each.name}`].some((module) =>
        resolve(module, file.path, each.language).some((target) => changed.has(target)),
      ),
    );
  }
}

/** Files whose imports are understood. */
const IMPORTING = /\.(?:py|[mc]?[jt]sx?)$/;

/** The name of a default export. */
const DEFAULT = 'default';

function offersItself(module: ModuleIndex, loaders: readonly Loader[], name: string): boolean {
  return (
    module.bindings.get(0)?.has(name) === true ||
    module.definitions.has(name) ||
    loaders.some(({ call }) => call === name || call.startsWith(`${name}.`)) ||
    (name === DEFAULT && module.bindings.get(0)?.has(DEFAULT) === true)
  );
}

/** Whether a file calls a function of another file that loads. */
function callsAbroad(file: FileFindings, foreign: Foreign): boolean {
  return file.imports.some(({ local }) => {
    const found = foreign(local);
    if (found === null || found.loaders.length === 0) return false;
    const { name } = found;
    return name === null || found.loaders.some(({ call }) => call === name || call.startsWith(`${name}.`));
  });
}
