/** What an expression of Python comes to without running it: a qualified name, a text, and where the text was taken from. */

import type { Expr, Fact, Module } from '../extract/facts.ts';
import type { ModuleIndex } from '../extract/program.ts';
import { DECODERS, type Deed, deedOf } from './policy.ts';

const DEPTH = 24;
/** Parts of one value that are looked at for where they come from. */
const MOST_ASKED = 2000;
/** Of all values of a file. */
const MOST_IN_ALL = 2_000_000;
/** Longer texts are data. */
const LONGEST = 256 * 1024;

export interface Values {
  /** The dotted path, imports and aliases spelt out; null where a part of it is made when it runs. */
  nameOf(expr: Expr, scope: number): string | null;
  /** The text that an expression comes to; null where that is not known. */
  textOf(expr: Expr, scope: number): string | null;
  /** The elements of a list, or of the one list that a name is bound to; null where that is not known. */
  elementsOf(expr: Expr, scope: number): readonly Expr[] | null;
  /** Where a value comes from, as far as it is hidden or fetched; null for what is neither. */
  originOf(expr: Expr, scope: number): 'decoded' | 'fetched' | null;
}

/** @param star modules of which all names were imported */
export function valuesOf(index: ModuleIndex, star: readonly string[]): Values {
  const { module, bindings } = index;
  const imports = importedNames(module);
  const source = (expr: Expr) => module.text.content.slice(expr.span.start, expr.span.end);

  /** What a name is bound to where it is read: in its function, in those around it, in the file. */
  function boundTo(name: string, scope: number): readonly Fact[] {
    for (let at: number | null = scope; at !== null; at = module.scopes[at]?.parent ?? null) {
      const found = bindings.get(at)?.get(name);
      if (found !== undefined) return found.filter(({ how }) => how === 'bind').slice(0, 8);
    }
    return [];
  }

  /** What was worked out already, and (as nothing) what is being worked out: names may be bound in circles. */
  const names = new Map<Expr, string | null>();
  const texts = new Map<Expr, string | null>();
  const paths = new Map<string, string>();
  let asked = 0;

  function spelt(path: string, scope: number, depth: number): string {
    const key = `${scope} ${path}`;
    const known = paths.get(key);
    if (known !== undefined) return known;
    paths.set(key, OF_ITS_OWN + path);
    const found = speltOut(path, scope, depth);
    paths.set(key, found);
    return found;
  }

  function speltOut(path: string, scope: number, depth: number): string {
    const dot = path.indexOf('.');
    const head = dot < 0 ? path : path.slice(0, dot);
    const rest = dot < 0 ? '' : path.slice(dot);
    for (const { expr } of depth < DEPTH ? boundTo(head, scope) : []) {
      if (expr.is === 'name' && expr.name.split('.')[0] === head) continue;
      const name = expr.is === 'text' ? null : name_(expr, scope, depth + 1);
      if (name !== null && deedOf(name + rest) !== null) return name + rest;
      if (name !== null && isModule(name)) return name + rest;
    }
    const imported = imports.get(head);
    if (imported !== undefined) return imported + rest;
    // `self.os.system`, where the file imports `os`.
    const parts = path.split('.');
    const known = parts.findIndex((part, i) => i > 0 && i < parts.length - 1 && imports.has(part));
    if (known > 0) return spelt(parts.slice(known).join('.'), scope, depth + 1);
    if (isShadowed(head, scope)) return OF_ITS_OWN + path;
    if (BUILTINS.has(head)) return path.replace(/^__builtins__\./, '');
    const from = star.find((module) => deedOf(`${module}.${path}`) !== null);
    return from === undefined ? OF_ITS_OWN + path : `${from}.${path}`;
  }

  /** Whether a name is one of the file's own: a parameter, a variable, a function. */
  function isShadowed(name: string, scope: number): boolean {
    for (let at: number | null = scope; at !== null; at = module.scopes[at]?.parent ?? null) {
      if (module.scopes[at]?.params.includes(name) === true || bindings.get(at)?.has(name) === true) return true;
    }
    return (
      index.definitions.get(name)?.some((each) => module.scopes[module.scopes[each]?.parent ?? 0]?.kind === 'file') ===
      true
    );
  }

  function isModule(name: string): boolean {
    return [...imports.values()].includes(name);
  }

  function name_(expr: Expr, scope: number, depth: number): string | null {
    const known = names.get(expr);
    if (known !== undefined || depth > DEPTH) return known ?? null;
    names.set(expr, null);
    const found = nameIn(expr, scope, depth);
    names.set(expr, found);
    return found;
  }

  function nameIn(expr: Expr, scope: number, depth: number): string | null {
    switch (expr.is) {
      case 'name':
        return spelt(expr.name, scope, depth).replace(/^builtins\.(?=eval$|exec$|compile$)/, '');
      case 'member': {
        const of = name_(expr.of, scope, depth + 1);
        return of === null ? null : `${of}.${expr.name}`;
      }
      case 'item': {
        const of = name_(expr.of, scope, depth + 1);
        const key = text_(expr.key, scope, depth + 1);
        if (of === null || key === null) return null;
        if (of === 'sys.modules') return key;
        if (/^(?:globals|locals|vars|__builtins__|builtins\.__dict__)$/.test(of)) return spelt(key, scope, depth + 1);
        return of.endsWith('.__dict__') ? `${of.slice(0, -'.__dict__'.length)}.${key}` : null;
      }
      case 'call': {
        const callee = name_(expr.callee, scope, depth + 1);
        const [first, second] = expr.args.map(({ value }) => value);
        if (callee === null) return null;
        if (/^(?:globals|locals|vars)$/.test(callee) && first === undefined) return callee;
        if (first === undefined) return null;
        if (callee === 'vars') {
          const of = name_(first, scope, depth + 1);
          return of === null ? null : `${of}.__dict__`;
        }
        if (IMPORTS.has(callee)) return text_(first, scope, depth + 1);
        if (callee === 'getattr' && second !== undefined) {
          const of = name_(first, scope, depth + 1);
          const key = text_(second, scope, depth + 1);
          return of === null || key === null ? null : `${of}.${key}`;
        }
        return null;
      }
      default:
        return null;
    }
  }

  function text_(expr: Expr, scope: number, depth: number): string | null {
    const known = texts.get(expr);
    if (known !== undefined || depth > DEPTH) return known ?? null;
    texts.set(expr, null);
    const found = textIn(expr, scope, depth);
    texts.set(expr, found !== null && found.length > LONGEST ? null : found);
    return texts.get(expr) ?? null;
  }

  function textIn(expr: Expr, scope: number, depth: number): string | null {
    switch (expr.is) {
      case 'text':
        return unescaped(expr.text);
      case 'join': {
        const parts = expr.of.map((part) => text_(part, scope, depth + 1));
        const whole = parts.includes(null) ? null : parts.join('');
        return whole === null || whole.length > LONGEST ? null : whole;
      }
      case 'name': {
        if (expr.name.includes('.')) return null;
        const bound = boundTo(expr.name, scope);
        const [only] = bound;
        return bound.length === 1 && only !== undefined ? text_(only.expr, only.scope, depth + 1) : null;
      }
      case 'call':
        return called(expr, scope, depth);
      case 'item': {
        // `[::-1]` is all that is used to hide a text.
        const whole = source(expr);
        return /\[\s*::\s*-\s*1\s*\]$/.test(whole) ? reversed(text_(expr.of, scope, depth + 1)) : null;
      }
      default:
        return null;
    }
  }

  /** A call whose result can be worked out: decoders, and what glues texts together. */
  function called(expr: Expr & { is: 'call' }, scope: number, depth: number): string | null {
    const [first, second] = expr.args.map(({ value }) => value);
    const { callee } = expr;
    const name = name_(callee, scope, depth + 1);
    if (callee.is === 'member' || (callee.is === 'name' && callee.name.includes('.') && !DECODERS.has(name ?? ''))) {
      const method = callee.name.slice(callee.name.lastIndexOf('.') + 1);
      const of: Expr =
        callee.is === 'member'
          ? callee.of
          : { is: 'name', name: callee.name.slice(0, -method.length - 1), span: callee.span };
      const own = text_(of, scope, depth + 1);
      if (own !== null && /^(?:decode|encode|strip|lower|upper)$/.test(method)) {
        return method === 'lower' ? own.toLowerCase() : method === 'upper' ? own.toUpperCase() : own;
      }
      if (own !== null && method === 'join' && first?.is === 'list') {
        const parts = first.of.map((part) => text_(part, scope, depth + 1));
        return parts.includes(null) ? null : parts.join(own);
      }
      if (own !== null && method === 'replace' && first !== undefined && second !== undefined) {
        const [from, to] = [text_(first, scope, depth + 1), text_(second, scope, depth + 1)];
        return from === null || to === null || from === '' ? null : own.split(from).join(to).slice(0, LONGEST);
      }
    }
    if (name === null || first === undefined) return null;
    if (name === 'chr') {
      const code = Number(source(first));
      return Number.isInteger(code) && code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
    }
    const given = text_(first, scope, depth + 1);
    if (given === null || given.length > LONGEST) return null;
    if (/^(?:str|bytes)$/.test(name)) return given;
    if (/b64decode$|decodebytes$|a2b_base64$/.test(name)) {
      return Buffer.from(given.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('latin1');
    }
    if (/fromhex$|unhexlify$|a2b_hex$|b16decode$/.test(name)) return Buffer.from(given, 'hex').toString('latin1');
    if (name === 'codecs.decode' && second !== undefined && /rot.?13/.test(text_(second, scope, depth + 1) ?? '')) {
      return given.replace(/[a-z]/gi, (letter) =>
        String.fromCharCode(letter.charCodeAt(0) + (/[a-m]/i.test(letter) ? 13 : -13)),
      );
    }
    return null;
  }

  function origin_(expr: Expr, scope: number, depth: number, seen: Set<Expr>): 'decoded' | 'fetched' | null {
    if (depth > DEPTH || seen.has(expr) || seen.size > MOST_ASKED || ++asked > MOST_IN_ALL) return null;
    seen.add(expr);
    const inner = (each: Expr) => origin_(each, scope, depth + 1, seen);
    const first = (some: readonly Expr[]) => some.map(inner).find((found) => found !== null) ?? null;
    switch (expr.is) {
      case 'call': {
        const name = name_(expr.callee, scope, depth + 1);
        if (name !== null && DECODERS.has(name)) return 'decoded';
        const deed: Deed | null = name === null ? null : deedOf(name);
        if (deed === 'network' || deed === 'socket') return 'fetched';
        return first([expr.callee, ...expr.args.map(({ value }) => value)]);
      }
      case 'name': {
        const head = expr.name.split('.')[0] ?? '';
        return (
          boundTo(head, scope)
            .map((fact) => origin_(fact.expr, fact.scope, depth + 1, seen))
            .find((found) => found !== null) ?? null
        );
      }
      case 'member':
        return inner(expr.of);
      case 'item':
        return /\[\s*::\s*-\s*1\s*\]$/.test(source(expr)) && text_(expr.of, scope, depth + 1) !== null
          ? 'decoded'
          : inner(expr.of);
      case 'join':
      case 'either':
      case 'list':
      case 'other':
        return first(expr.of);
      default:
        return null;
    }
  }

  function elementsOf(expr: Expr, scope: number): readonly Expr[] | null {
    if (expr.is === 'list') return expr.of;
    const [only, ...more] = expr.is === 'name' ? boundTo(expr.name, scope) : [];
    return only?.expr.is === 'list' && more.length === 0 ? only.expr.of : null;
  }

  return {
    elementsOf,
    nameOf: (expr, scope) => name_(expr, scope, 0),
    textOf: (expr, scope) => text_(expr, scope, 0),
    originOf: (expr, scope) => origin_(expr, scope, 0, new Set()),
  };
}

/** What each imported name stands for. `import os.path` binds `os`. */
export function importedNames({ imports }: Module): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { local, module, name } of imports) {
    const head = module.split('.')[0] ?? module;
    if (name !== null) names.set(local, `${module}.${name}`);
    else if (local === module || local === head) names.set(head, head);
    else names.set(local, module);
  }
  return names;
}

/** Before a path whose head is a variable, of which nobody knows what it is. */
const OF_ITS_OWN = '~.';

/** Names that are there without an import, as far as they are of interest here. */
const BUILTINS: ReadonlySet<string> = new Set(
  'eval exec execfile compile open getattr setattr globals locals vars chr str bytes bytearray __import__ __builtins__'.split(
    ' ',
  ),
);

/** What imports a module by its name. */
export const IMPORTS: ReadonlySet<string> = new Set([
  '__import__',
  'builtins.__import__',
  'importlib.import_module',
  'importlib.__import__',
  'pkgutil.resolve_name',
]);

function reversed(text: string | null): string | null {
  return text === null ? null : [...text].reverse().join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/** A literal keeps its escapes as they are written: this is what they say. */
function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (
      whole,
      x: string | undefined,
      u: string | undefined,
      long: string | undefined,
      o: string | undefined,
      one: string,
    ) => {
      const code = Number.parseInt(x ?? u ?? long ?? o ?? '', o === undefined ? 16 : 8);
      if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      return ESCAPES[one] ?? (/[\\'"/]/.test(one) ? one : whole);
    },
  );
}
