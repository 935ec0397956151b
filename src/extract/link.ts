/**
 * Files together: constants and loading functions that one takes from another. Each file has been read alone; what it left open is
 * settled from what the others offer, until nothing new comes of it.
 */

import type { Revision } from '../model.ts';
import type { CallAbroad, Known } from './abroad.ts';
import type { Candidate } from './evidence.ts';
import type { Module } from './facts.ts';
import type { FileFindings, Mark } from './findings.ts';
import { type Frame, freshBudget, type Open, textOf, type Value, valuesOfOpen } from './flow.ts';
import { importResolver } from './imports.ts';
import type { Loader } from './loaders.ts';
import { type Load, revisionOfValues } from './loads.ts';
import { type Foreign, type ForeignName, indexModule, type ModuleIndex } from './program.ts';
import { literalSlot, none } from './slots.ts';
import { originOf } from './text.ts';

/** Loading functions that call loading functions of other files are followed so far. */
const MAX_ROUNDS = 5;
/** Re-exports (`export * from`, an `__init__.py`) are followed so far. */
const MAX_REEXPORTS = 6;

/**
 * @param readInFull reads a file that had nothing of its own to be read for; null when it cannot be read any more
 * @returns the files, with the loads that only the others could tell
 */
export async function link(
  files: readonly FileFindings[],
  readInFull: (path: string) => Promise<FileFindings | null>,
): Promise<FileFindings[]> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const resolve = importResolver(byPath.keys());
  await readOnTheWay();
  const indexes = new Map<Module, ModuleIndex>();
  const loaders = new Map(
    [...byPath.values()]
      .filter(({ wrappers }) => wrappers.length > 0)
      .map(({ path, wrappers }) => [path, [...wrappers]]),
  );
  const marks: Mark[] = [];

  /** Barrels and the like: files that an import leads through, and that were not parsed since they hold nothing. */
  async function readOnTheWay(): Promise<void> {
    let waiting = [...byPath.values()].filter(
      ({ abroad, candidates }) =>
        abroad.calls.length + abroad.openLoads.length > 0 ||
        candidates.some(({ it }) => it.load !== null && it.load.openRevision !== null),
    );
    const tried = new Set<string>();
    for (let depth = 0; depth < MAX_REEXPORTS && waiting.length > 0; depth++) {
      const targets = new Set<string>();
      for (const file of waiting) {
        for (const each of file.imports) {
          const [target] = targetsOf(each, file.path);
          if (target !== undefined && !tried.has(target) && byPath.get(target)?.exports === null) targets.add(target);
        }
      }
      for (const target of targets) tried.add(target);
      // All at once, since whoever reads may do so in several threads.
      const read = await Promise.all([...targets].map(readInFull));
      waiting = read.filter((file) => file !== null);
      for (const file of waiting) byPath.set(file.path, file);
    }
  }

  function targetsOf(each: FileFindings['imports'][number], from: string): readonly string[] {
    // `from package import module` names a file as often as a name in one.
    const inside =
      each.name === null || each.language !== 'python'
        ? []
        : resolve(each.module.endsWith('.') ? each.module + each.name : `${each.module}.${each.name}`, from, 'python');
    return [...inside, ...resolve(each.module, from, each.language)];
  }

  function indexOf(file: FileFindings): ModuleIndex | null {
    if (file.exports === null) return null;
    let index = indexes.get(file.exports);
    if (index === undefined) {
      index = indexModule(file.exports, file.path, foreignOf(file));
      indexes.set(file.exports, index);
    }
    return index;
  }

  /** Imported names as a file sees them. */
  function foreignOf(file: FileFindings): Foreign {
    const known = new Map<string, ForeignName | null>();
    return (local) => {
      const found = known.get(local);
      if (found !== undefined) return found;
      known.set(local, null);
      const answer = lookUp(file, local);
      known.set(local, answer);
      return answer;
    };
  }

  function lookUp({ path, imports }: FileFindings, local: string): ForeignName | null {
    for (const each of imports) {
      if (each.local !== local && each.local !== '*') continue;
      const name = each.local === '*' ? local : each.name;
      for (const target of targetsOf(each, path)) {
        // The file that a name stands for as a whole, or a name in a file.
        const isModule =
          name !== null &&
          each.language === 'python' &&
          new RegExp(`(?:^|/)${name}(?:/__init__)?\\.pyi?$`).test(target) &&
          each.local !== '*';
        const found = offered(target, isModule ? null : name, new Set());
        if (found !== null) return found;
      }
    }
    return null;
  }

  /** What a file offers under a name, what it hands on from others included. */
  function offered(path: string, name: string | null, seen: Set<string>): ForeignName | null {
    // Packages import each other in circles.
    const key = `${path}\n${name}`;
    if (seen.has(key)) return null;
    seen.add(key);
    const file = byPath.get(path);
    const module = file === undefined ? null : indexOf(file);
    if (file === undefined || module === null) return null;
    if (name === null || module.bindings.get(0)?.has(name) === true || module.definitions.has(name))
      return { module, name };
    for (const each of file.imports) {
      if (each.local !== name && each.local !== '*') continue;
      for (const target of targetsOf(each, path)) {
        const found = offered(target, each.local === '*' ? name : each.name, seen);
        if (found !== null) return found;
      }
    }
    return null;
  }

  /** The loading function that a callee of a file is: in the file itself, or where its name was imported from. */
  function loadersCalled(file: FileFindings, callee: string, foreign: Foreign): readonly Loader[] {
    const segments = callee.split('.');
    for (let length = segments.length; length > 0; length--) {
      const found = foreign(segments.slice(0, length).join('.'));
      if (found === null) continue;
      const name = [...(found.name === null ? [] : [found.name]), ...segments.slice(length)].join('.');
      return (loaders.get(found.module.path) ?? []).filter(({ call }) => call === name);
    }
    return (loaders.get(file.path) ?? []).filter(({ call }) => call === callee);
  }

  /** Values of an expression of a file, read among the constants of the file and of those that it imports from. */
  function valuesIn(file: FileFindings, open: Open): Value[] {
    const module = indexOf(file);
    if (module === null) return [];
    const frame: Frame = { module, scope: 0, call: null, budget: freshBudget() };
    return valuesOfOpen(open, frame);
  }

  /** True where a value was a literal of some file. */
  function markValues(values: readonly Value[], load: Load): boolean {
    let marked = false;
    for (const value of values) {
      const [only, ...rest] = value ?? [];
      if (only === undefined || rest.length > 0 || !('literal' in only)) continue;
      marks.push({
        path: only.module.path,
        start: originOf(only.module.module.text, only.literal.span.start),
        load: values.length === 1 ? load : { ...load, slot: none('the same call can load something else') },
      });
      marked = true;
    }
    return marked;
  }

  /** What a call passes for a revision, a flag, as far as its file and the constants of others tell. */
  function revisionOf(file: FileFindings, call: CallAbroad, loader: Loader): Revision {
    const known = argumentOf(call, loader.revision, -1);
    if (known === null) return loader.wraps?.revision ?? { at: 'none' };
    const values = known.flatMap((each): Value[] =>
      each.is === 'open' ? valuesIn(file, each.open) : [literalOf(each)],
    );
    return revisionOfValues(values, textsOf(known)) ?? { at: 'none' };
  }

  function loadBy(file: FileFindings, call: CallAbroad, loader: Loader): Load {
    const flags = loader.code === 'always' ? null : argumentOf(call, loader.code, -1);
    return {
      loader: loader.wraps?.loader ?? loader.call,
      kind: typeof loader.kind === 'string' ? loader.kind : loader.kind.otherwise,
      revision: revisionOf(file, call, loader),
      openRevision: null,
      codeRevision: null,
      file: null,
      picks: {},
      elsewhere: loader.hub === undefined ? null : `loaded from ${loader.hub}, not from the Hub`,
      remoteCode:
        loader.code === 'always' ||
        (flags === null ? loader.wraps?.remoteCode === true : flags.some((each) => each.is === 'flag' && each.value)),
      writes: loader.writes,
      unpinnable: false,
      through: loader.wraps?.through ?? [],
    };
  }

  const done = new Set<string>();

  /** Settles one call; true where it makes a new loading function. */
  function settle(file: FileFindings, call: CallAbroad, number: number, loader: Loader): boolean {
    const key = `${file.path}\n${number}\n${loader.call}\n${loader.id[0]?.names[0]}\n${loader.wraps?.loader}`;
    if (done.has(key)) return false;
    done.add(key);
    const [parameter] = loader.id;
    const load = loadBy(file, call, loader);
    let found = false;
    for (const each of argumentOf(call, parameter?.names ?? [], parameter?.at ?? -1) ?? []) {
      if (each.is === 'text' && each.start !== null) marks.push({ path: file.path, start: each.start, load });
      if (each.is === 'open') markValues(valuesIn(file, each.open), load);
      if (each.is === 'param' && (load.through.length ?? 0) < MAX_ROUNDS) {
        const passed =
          argumentOf(call, loader.revision, -1)?.flatMap((one) =>
            one.is === 'param' && one.of === each.of ? [one.name] : [],
          ) ?? [];
        const own = loaders.get(file.path) ?? [];
        own.push({
          ...loader,
          call: each.of,
          id: [{ at: each.at < 0 ? null : each.at, names: [each.name] }],
          revision: passed,
          code: [],
          wraps: {
            loader: load.loader,
            through: [each.of, ...load.through],
            revision: load.revision,
            remoteCode: load.remoteCode,
          },
        });
        loaders.set(file.path, own);
        found = true;
      }
    }
    return found;
  }

  for (let round = 0; round < MAX_ROUNDS; round++) {
    let grew = false;
    for (const file of byPath.values()) {
      const foreign = foreignOf(file);
      for (const [number, call] of file.abroad.calls.entries()) {
        for (const loader of loadersCalled(file, call.callee, foreign))
          grew = settle(file, call, number, loader) || grew;
      }
    }
    if (!grew) break;
  }
  const settledFiles = [...byPath.values()].map(withOthers);
  const byFile = new Map<string, Mark[]>();
  for (const mark of marks) byFile.set(mark.path, [...(byFile.get(mark.path) ?? []), mark]);
  return settledFiles.map((file) => ({ ...file, marks: byFile.get(file.path) ?? [] }));

  /** A file with what others settle of it. */
  function withOthers(file: FileFindings): FileFindings {
    const followed = new Set<number>();
    for (const { open, load, call } of file.abroad.openLoads) {
      if (markValues(valuesIn(file, open), settled(file, load))) followed.add(call);
    }
    const unfollowed =
      followed.size === 0 ? file.unfollowed : file.unfollowed.filter(({ it }) => !followed.has(it.call));
    const candidates = file.candidates.map((each) => {
      const { load } = each.it;
      return load === null || load.openRevision === null
        ? each
        : { ...each, it: withLoad(each.it, settled(file, load)) };
    });
    return { ...file, unfollowed, candidates };
  }

  /** A load whose revision another file holds. */
  function settled(file: FileFindings, load: Load): Load {
    if (load.openRevision === null) return load;
    const values = valuesIn(file, load.openRevision);
    const revision = values.some((value) => textOf(value) !== null) ? revisionOfValues(values, '') : null;
    const [value, ...more] = values;
    const slot = value === undefined || more.length > 0 ? null : literalSlot(value);
    return {
      ...load,
      openRevision: null,
      revision: revision ?? load.revision,
      slot: slot ?? none('its revision could not be followed to where it is written'),
    };
  }
}

/** A candidate whose load another file has settled, and with it where its revision stands. */
function withLoad(it: Candidate, load: Load): Candidate {
  const open = JSON.stringify(it.load?.slot);
  const at = it.slots?.findIndex((slot) => JSON.stringify(slot) === open) ?? -1;
  const slots = load.slot === undefined || at < 0 ? it.slots : it.slots?.with(at, load.slot);
  return { ...it, load, ...(slots === undefined ? {} : { slots }) };
}

function argumentOf(call: CallAbroad, names: readonly string[], at: number): readonly Known[] | null {
  const named = call.args.find(({ name }) => name !== null && names.includes(name));
  if (named !== undefined) return named.known;
  return at < 0 ? null : (call.args.filter(({ name }) => name === null)[at]?.known ?? null);
}

function literalOf(known: Known): Value {
  switch (known.is) {
    case 'text':
      return [{ literal: { is: 'text', text: known.text, span: { start: 0, end: 0 } }, module: NOWHERE }];
    case 'nothing':
      return null;
    case 'flag':
      return [{ hole: String(known.value) }];
    case 'param':
      return [{ hole: known.name }];
    case 'open':
      return [{ hole: '' }];
    case 'unknown':
      return [{ hole: known.text }];
  }
}

function textsOf(known: readonly Known[]): string {
  return known
    .map((each) => (each.is === 'text' || each.is === 'unknown' ? each.text : each.is === 'param' ? each.name : ''))
    .join(' ');
}

/** Where a literal stands whose place is of no interest. */
const NOWHERE = indexModule(
  { language: '', text: { content: '', runs: [] }, place: null, scopes: [], facts: [], imports: [] },
  '',
);
