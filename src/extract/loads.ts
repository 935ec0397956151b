/** What a call says of the repository that it loads: kind, revision, file, whether code runs. */

import type { Picks, RepoKind, Revision, RevisionSlot } from '../model.ts';
import type { Expr } from './facts.ts';
import {
  type Found,
  type Frame,
  holeOf,
  type Open,
  pickArgument,
  resolve,
  sourceOf,
  textOf,
  type Value,
  valuesOf,
} from './flow.ts';
import { revisionOf } from './ids.ts';
import type { Loader, Parameter } from './loaders.ts';
import { type CallSite, isFrom } from './program.ts';

/** What a call that loads says of the id it is given. */
export interface Load {
  /** The loader as reports name it. */
  readonly loader: string;
  readonly kind: RepoKind;
  readonly revision: Revision;
  /** Where another file may settle the revision. */
  readonly openRevision: Open | null;
  readonly codeRevision: Revision | null;
  readonly file: string | null;
  readonly picks: Picks;
  readonly remoteCode: boolean;
  /** Why what it is given is no repository of the Hub, whatever it looks like: another hub's, a bucket's; else null. */
  readonly elsewhere: string | null;
  /** True where the call writes to the Hub instead of reading from it. */
  readonly writes: boolean;
  /** True where the loader takes no revision at all. */
  readonly unpinnable: boolean;
  /** Where the revision stands or would stand; undefined for a load by a function of another file. */
  readonly slot?: RevisionSlot;
  /** The project's own functions between the literal and the loader, outermost first. */
  readonly through: readonly string[];
}

/** Keywords whose value is a map of further arguments: `model_kwargs={"revision": "..."}`. */
const OPTIONS = /(?:^|_)(?:kwargs|params|options)$/;

/** What a call gives to a parameter: by name, by position, in an object of options, in a spread map. */
export function given(call: CallSite, param: Parameter, frame: Frame): Found[] {
  const { args } = call.expr;
  for (const name of param.names) {
    const value = pickArgument(args, name, -1);
    if (value !== null) return [{ expr: value, frame }];
  }
  const found: Found[] = [];
  for (const arg of args) {
    if (arg.name !== null && arg.name !== '**' && !OPTIONS.test(arg.name)) continue;
    if (arg.name === null && arg.value.is !== 'map') continue;
    for (const each of resolve(arg.value, frame, 0)) {
      if (!('expr' in each) || each.expr.is !== 'map') continue;
      const entry = each.expr.of.find(({ key }) => key !== null && param.names.includes(keyText(key) ?? ''));
      if (entry === undefined) continue;
      for (const value of resolve(entry.value, each.frame, 0)) {
        // `repo: { type: "dataset", name: "ns/name" }`
        const named =
          'expr' in value && value.expr.is === 'map'
            ? value.expr.of.find(({ key }) => key !== null && keyText(key) === 'name')
            : undefined;
        if (named !== undefined && 'expr' in value) found.push({ expr: named.value, frame: value.frame });
        else found.push(value);
      }
    }
  }
  if (found.length > 0 || param.at === null) return found;
  const value = args.filter((arg) => arg.name === null)[param.at]?.value;
  return value === undefined || value.is === 'map' ? [] : [{ expr: value, frame }];
}

function keyText(key: Expr): string | null {
  return key.is === 'text' ? key.text : key.is === 'name' ? key.name : null;
}

/** What the call in a frame says, for the id that it gives to a parameter. */
export function loadOf(
  call: CallSite,
  loader: Loader,
  param: Parameter,
  found: Found,
  frame: Frame,
  through: readonly string[],
): Load {
  const { revision, open } = revisionGiven(call, loader.revision, frame) ?? {
    revision: loader.wraps?.revision ?? NO_REVISION,
    open: null,
  };
  return {
    loader: nameOf(call, loader),
    kind: kindOf(call, loader, found, frame),
    elsewhere: elsewhereOf(call, loader, found, frame),
    revision,
    openRevision: open,
    codeRevision: revisionGiven(call, loader.codeRevision, frame)?.revision ?? null,
    file: loader.file === null ? null : firstText(given(call, loader.file, frame)),
    picks: picksOf(call, frame),
    remoteCode: param.names.includes('custom_pipeline') || runsCode(call, loader, frame),
    writes: loader.writes,
    unpinnable: loader.wraps === undefined && loader.revision.length === 0,
    through: [...through, ...(loader.wraps?.through ?? [])],
  };
}

const NO_REVISION: Revision = { at: 'none' };

/** What the call says of the files that it wants; what could not be followed says nothing. */
function picksOf(call: CallSite, frame: Frame): Picks {
  const subfolder = firstText(given(call, named('subfolder'), frame));
  const variant = firstText(given(call, named('variant'), frame));
  const safetensors = flagOf(call, 'use_safetensors', frame);
  const weightsOnly = flagOf(call, 'weights_only', frame);
  return {
    ...(subfolder === null || subfolder === '' ? {} : { subfolder }),
    ...(variant === null || variant === '' ? {} : { variant }),
    ...(safetensors === null ? {} : { safetensors }),
    ...(weightsOnly === null ? {} : { weightsOnly }),
  };
}

function named(name: string): Parameter {
  return { at: null, names: [name] };
}

/** The one value that a flag has; null where it is not given, or may be either. */
function flagOf(call: CallSite, name: string, frame: Frame): boolean | null {
  const values = given(call, named(name), frame)
    .flatMap((each) => ('expr' in each ? resolve(each.expr, each.frame, 0) : [each]))
    .map((one) => ('expr' in one && one.expr.is === 'constant' ? one.expr.value : null));
  const [value] = values;
  return typeof value === 'boolean' && values.every((each) => each === value) ? value : null;
}

export function nameOf(call: CallSite, loader: Loader): string {
  const [from = ''] = loader.from;
  if (loader.wraps !== undefined) return loader.wraps.loader;
  if (from === '') return loader.call;
  const root = call.qualified.split(/[./]/)[0] ?? '';
  if (loader.from.some((each) => isFrom(call.qualified, each))) return call.qualified;
  return root !== '*' && root !== '' && /^[A-Z]/.test(root)
    ? `${from}.${call.path}`
    : `${from}.${loader.call.replace(/^X\./, '')}`;
}

export function kindOf(call: CallSite, loader: Loader, found: Found, frame: Frame): RepoKind {
  if (typeof loader.kind === 'string') return loader.kind;
  return kindCalled(kindTold(call, loader, found, frame)) ?? loader.kind.otherwise;
}

/** The kind as the call itself says it. */
export function kindTold(call: CallSite, loader: Loader, found: Found, frame: Frame): string | null {
  if (typeof loader.kind === 'string') return null;
  const { by } = loader.kind;
  return typeOf(given(call, { at: null, names: by }, frame)) ?? siblingText(call, found, by);
}

/** A type as a text, or as the name of a constant: `RepoType::Dataset`, `.datasets`, `hub.RepoTypeDataset`. */
function typeOf(found: readonly Found[]): string | null {
  const text = firstText(found);
  if (text !== null) return text;
  const [first] = found;
  const name = first !== undefined && 'expr' in first && first.expr.is === 'name' ? first.expr.name : '';
  return /(?:^|\.)(?:Repo_?Type_?)?(\w+)$/i.exec(name)?.[1]?.toLowerCase() ?? null;
}

function kindCalled(told: string | null): RepoKind | null {
  const kinds: readonly RepoKind[] = ['model', 'dataset', 'space', 'kernel'];
  return kinds.find((kind) => told === kind || told === `${kind}s`) ?? null;
}

function elsewhereOf(call: CallSite, loader: Loader, found: Found, frame: Frame): string | null {
  if (loader.hub !== undefined) return `loaded from ${loader.hub}, not from the Hub`;
  const told = kindTold(call, loader, found, frame);
  return told === 'bucket' ? 'a bucket, not a repository' : null;
}

/** `type` beside `name` in the object that names the repository. */
function siblingText(call: CallSite, found: Found, names: readonly string[]): string | null {
  if (!('expr' in found)) return null;
  const { expr } = found;
  for (const arg of call.expr.args) {
    const maps: Expr[] = [arg.value];
    for (let map = maps.pop(); map !== undefined; map = maps.pop()) {
      if (map.is !== 'map') continue;
      const type = map.of.find(
        ({ key, value }) => key !== null && names.includes(keyText(key) ?? '') && value.is === 'text',
      )?.value;
      if (type?.is === 'text' && map.of.some(({ value }) => value === expr)) return type.text;
      maps.push(...map.of.map(({ value }) => value));
    }
  }
  return null;
}

function firstText(found: readonly Found[]): string | null {
  for (const each of found) {
    if (!('expr' in each)) continue;
    for (const value of valuesOf(each.expr, each.frame)) {
      const text = textOf(value);
      if (text !== null) return text;
    }
  }
  return null;
}

/** Whether a call turns on the repository's code: itself, or by what it leaves to the function that it calls. */
export function runsCode(call: CallSite, loader: Loader, frame: Frame): boolean {
  if (loader.code === 'always') return true;
  if (loader.code.length === 0 || given(call, { at: null, names: loader.code }, frame).length === 0)
    return loader.wraps?.remoteCode === true;
  return flagGiven(call, loader.code, frame);
}

function flagGiven(call: CallSite, names: readonly string[], frame: Frame): boolean {
  if (names.length === 0) return false;
  return given(call, { at: null, names }, frame).some((each) => {
    if (!('expr' in each)) return false;
    return resolve(each.expr, each.frame, 0).some(
      (one) => 'expr' in one && one.expr.is === 'constant' && one.expr.value === true,
    );
  });
}

/** Where something may be loaded at one of several revisions, the one that holds least counts. */
const LOOSEST_FIRST: readonly Revision['at'][] = ['none', 'named', 'short', 'dynamic', 'commit'];

/** Of two loads of one id, the one that says most of the danger comes first: what is read, what runs code, what is pinned least. */
export function gravestLoad(a: Load, b: Load): number {
  return (
    Number(a.writes) - Number(b.writes) ||
    Number(b.remoteCode) - Number(a.remoteCode) ||
    LOOSEST_FIRST.indexOf(a.revision.at) - LOOSEST_FIRST.indexOf(b.revision.at) ||
    a.through.length - b.through.length
  );
}

interface RevisionGiven {
  readonly revision: Revision;
  /** What another file may settle of it. */
  readonly open: Open | null;
}

/** The revision that a call passes: null when it passes none. */
export function revisionGiven(call: CallSite, names: readonly string[], frame: Frame): RevisionGiven | null {
  if (names.length === 0) return null;
  const exprs = given(call, { at: null, names }, frame);
  const values = exprs.flatMap((each) => ('expr' in each ? valuesOf(each.expr, each.frame) : [[holeOf(each)]]));
  const [first] = exprs;
  const text = first !== undefined && 'expr' in first ? sourceOf(first.expr, first.frame) : '';
  const revision = revisionOfValues(values, text);
  const open = values.flatMap((value) => value ?? []).find((piece) => 'hole' in piece && piece.open !== undefined);
  return revision === null
    ? null
    : {
        revision,
        open: revision.at === 'dynamic' && open !== undefined && 'hole' in open ? (open.open ?? null) : null,
      };
}

/** One revision for all the values that an argument may have. @param text the argument as written, for what could not be followed */
export function revisionOfValues(values: readonly Value[], text: string): Revision | null {
  // A parameter that has a default is worth its default, where the caller is not known.
  const known = values.filter(
    (value) => value === null || value.every((piece) => !('hole' in piece && piece.param !== undefined)),
  );
  const revisions = (known.length > 0 ? known : values).map((value): Revision => {
    const written = textOf(value);
    if (value === null || written === '') return NO_REVISION;
    return written === null ? { at: 'dynamic', text } : revisionOf(written);
  });
  return revisions.sort((a, b) => LOOSEST_FIRST.indexOf(a.at) - LOOSEST_FIRST.indexOf(b.at))[0] ?? null;
}
