/** What a name in a pickle is: harmless, dangerous, judged by what it is given, or unknown. Nothing is harmless that is not listed. */

import { DANGEROUS, DANGEROUS_MODULES, DANGEROUS_TAILS } from './dangerous.ts';
import { HARMLESS } from './harmless.ts';
import { INDIRECT } from './indirect.ts';
import { MODULE_RENAMES, NAME_RENAMES } from './renames.ts';

/**
 * `harmless` is quiet, however it is called; `built` is a class that is quiet when it is only made and given its state,
 * as pickles do it; `indirect` does what its arguments name; `dangerous` runs code or reaches files, network, processes.
 */
export type Level = 'harmless' | 'built' | 'indirect' | 'unknown' | 'dangerous';

export interface Judgement {
  readonly level: Level;
  /** In words that follow the name: `runs a command of the shell`. */
  readonly why: string;
}

/** Names of one kind: by module, the names in a row. */
export interface Group {
  readonly level: Level;
  readonly why: string;
  readonly names: Readonly<Record<string, string>>;
}

/** Of a module or a name, in characters. */
const MAX_NAME = 500;
const TOO_LONG: Judgement = { level: 'dangerous', why: 'is longer than any that is meant to be read' };
const UNKNOWN: Judgement = { level: 'unknown', why: 'is on no list: what it does is not known' };
const ATTRIBUTE: Judgement = { level: 'unknown', why: 'is an attribute of something listed, and on no list itself' };

/** No import ever finds such a module: its types stand as code in the archive itself, which is scanned by itself. */
const TORCHSCRIPT: Judgement = { level: 'built', why: "is a type of the archive's own TorchScript" };

/** From the quiet to the loud. */
const ORDER: readonly Level[] = ['harmless', 'built', 'unknown', 'indirect', 'dangerous'];

const exact = new Map<string, Judgement>();
for (const { level, why, names } of [...HARMLESS, ...INDIRECT, ...DANGEROUS]) {
  const judgement: Judgement = { level, why };
  for (const [module, row] of Object.entries(names)) {
    for (const name of row.split(' ')) exact.set(key(module, name), judgement);
  }
}

const modules = new Map<string, Judgement>();
for (const { why, modules: row } of DANGEROUS_MODULES) {
  for (const module of row.split(' ')) modules.set(module, { level: 'dangerous', why });
}

const tails = new Map<string, Judgement>();
for (const { why, names } of DANGEROUS_TAILS) {
  for (const name of names.split(' ')) tails.set(name, { level: 'dangerous', why });
}

const moduleRenames = new Map(Object.entries(MODULE_RENAMES));
const nameRenames = new Map(Object.entries(NAME_RENAMES));

function key(module: string, name: string): string {
  return `${module}\0${name}`;
}

/** Judged already: one checkpoint names the same things as the next. */
const judged = new Map<string, Judgement>();
const MAX_JUDGED = 10_000;

/**
 * Judges what `module` calls `name`; an empty name is the module itself. Python 3's unpicklers take a name of Python 2 for
 * what it is called today if the protocol is 2 or lower (`fix_imports`), and Python 2 takes it as it is: the worse counts.
 */
export function judge(module: string, name: string): Judgement {
  // No module and no attribute is called so, but to look it up part by part would take long.
  if (module.length > MAX_NAME || name.length > MAX_NAME) return TOO_LONG;
  const whole = key(module, name);
  const known = judged.get(whole);
  if (known !== undefined) return known;
  if (judged.size >= MAX_JUDGED) judged.clear();
  const judgement = judgeAnew(module, name);
  judged.set(whole, judgement);
  return judgement;
}

function judgeAnew(module: string, name: string): Judgement {
  const asWritten = judgeName(module, name);
  const [newModule, newName] = nameRenames.get(`${module}.${name}`) ?? [moduleRenames.get(module) ?? module, name];
  if (newModule === module && newName === name) return asWritten;
  const today = judgeName(newModule, newName);
  if (asWritten.level === 'unknown') return today;
  if (today.level === 'unknown') return asWritten;
  return ORDER.indexOf(today.level) > ORDER.indexOf(asWritten.level) ? today : asWritten;
}

function judgeName(module: string, name: string): Judgement {
  if (module.split('.', 1)[0] === '__torch__') return TORCHSCRIPT;
  const listed = exact.get(key(module, name));
  if (listed !== undefined) return listed;
  return judgeModule(module) ?? (name === '' ? undefined : judgePath(module, name)) ?? UNKNOWN;
}

/** A module that is dangerous as a whole, or lies within one. */
function judgeModule(module: string): Judgement | undefined {
  for (let end = module.length; end > 0; end = module.lastIndexOf('.', end - 1)) {
    const listed = modules.get(module.slice(0, end));
    if (listed !== undefined) return listed;
  }
  return undefined;
}

/** A dotted name walks from attribute to attribute, and from any module to every one that it has imported. */
function judgePath(module: string, name: string): Judgement | undefined {
  const parts = name.split('.');
  const dunder = parts.find((part) => /^__.*__$/s.test(part));
  if (dunder !== undefined) return { level: 'dangerous', why: `reaches ${dunder}, and from there everything` };
  let attribute: Judgement | undefined;
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    // `random._os` is `os`.
    const imported = part.replace(/^_+/, '');
    const asModule = modules.get(imported);
    if (asModule !== undefined && (!last || ALWAYS_MODULES.has(imported))) return asModule;
    if (last) continue;
    const rest = parts.slice(i + 1).join('.');
    for (const inner of [[...parts.slice(0, i + 1)], [module, ...parts.slice(0, i + 1)]]) {
      const found = exact.get(key(inner.join('.'), rest)) ?? judgeModule(inner.join('.'));
      if (found?.level === 'dangerous' || found?.level === 'indirect') return found;
    }
    const owner = exact.get(key(module, parts.slice(0, i + 1).join('.')));
    if (owner?.level === 'dangerous') return owner;
    if (owner !== undefined) attribute = ATTRIBUTE;
  }
  const tail = parts.length > 1 ? tails.get(parts.at(-1) ?? '') : undefined;
  return tail ?? attribute;
}

/** Modules that a name can only mean: a class or a function is hardly called so. */
const ALWAYS_MODULES: ReadonlySet<string> = new Set(
  'os sys subprocess builtins importlib shutil socket ctypes posix nt pty runpy marshal pickle pip multiprocessing'.split(
    ' ',
  ),
);
