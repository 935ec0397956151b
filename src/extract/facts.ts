/**
 * What a language's reader says of a piece of code: expressions, the names they are bound to, the calls they are given to. This is
 * all that flow and evidence see of any language, so that they are written once.
 */

import type { Place, Span } from '../model.ts';
import type { Text } from './text.ts';

/** An expression, as far as an id can pass through it. Spans are offsets into the module's text. */
export type Expr =
  /** A literal's content, escapes left as written, so that offsets hold. */
  | { readonly is: 'text'; readonly text: string; readonly span: Span }
  /** Concatenation, interpolation, formatting: the parts in order. */
  | { readonly is: 'join'; readonly of: readonly Expr[]; readonly span: Span }
  /** A plain dotted path: `MODEL`, `self.model`, `config.model.name`. */
  | { readonly is: 'name'; readonly name: string; readonly span: Span }
  | { readonly is: 'member'; readonly of: Expr; readonly name: string; readonly span: Span }
  | { readonly is: 'item'; readonly of: Expr; readonly key: Expr; readonly span: Span }
  /** One of several, by a condition or as a fallback. */
  | { readonly is: 'either'; readonly of: readonly Expr[]; readonly span: Span }
  /** Two or more that are held against each other: `name == "ns/name"`, `name in ("ns/a", "ns/b")`. */
  | { readonly is: 'compare'; readonly of: readonly Expr[]; readonly span: Span }
  | { readonly is: 'list'; readonly of: readonly Expr[]; readonly span: Span }
  | { readonly is: 'map'; readonly of: readonly Entry[]; readonly span: Span }
  | { readonly is: 'call'; readonly callee: Expr; readonly args: readonly Argument[]; readonly span: Span }
  /** `None`, `null`, `undefined`, `True`, `false`. */
  | { readonly is: 'constant'; readonly value: boolean | null; readonly span: Span }
  /** Anything else; what stands inside it is still read, but does not flow out of it. */
  | { readonly is: 'other'; readonly of: readonly Expr[]; readonly span: Span };

/** A key and its value in a map; a null key spreads another map. */
export interface Entry {
  readonly key: Expr | null;
  readonly value: Expr;
  readonly span: Span;
}

/** An argument; `name` is null for a positional one and `**` for a spread map. */
export interface Argument {
  readonly name: string | null;
  readonly value: Expr;
}

export interface Scope {
  readonly parent: number | null;
  readonly kind: 'file' | 'class' | 'function';
  readonly name: string | null;
  /** In order, without the receiver (`self`). */
  readonly params: readonly string[];
}

export interface Fact {
  /** `bind`: name is expr. `each`: name is every element of expr. `default`: expr is the default of the scope's parameter. */
  readonly how: 'bind' | 'each' | 'default' | 'return' | 'bare';
  readonly scope: number;
  readonly name: string | null;
  readonly expr: Expr;
  /** The whole statement. */
  readonly span: Span;
}

/** `local` stands for `name` of `module`, or for the module itself where `name` is null. */
export interface Import {
  readonly local: string;
  readonly module: string;
  readonly name: string | null;
}

/** Text meant for people, or code of another language, that stands inside a file. */
export interface Passage {
  readonly place: Place;
  /** The language it claims to be in (a fence's info string, a magic), or null to look. */
  readonly language: string | null;
  readonly text: Text;
}

/** A piece of code in one language. */
export interface Module {
  readonly language: string;
  readonly text: Text;
  /** What its places are, whatever they look like (`prose` for code in a document); null: as they look. */
  readonly place: Place | null;
  /** The first is the file's own. */
  readonly scopes: readonly Scope[];
  readonly facts: readonly Fact[];
  readonly imports: readonly Import[];
}

/** Everything a reader found in a text. */
export interface Reading {
  readonly modules: readonly Module[];
  readonly passages: readonly Passage[];
  /** What could not be read, and where. */
  readonly problems: readonly { readonly message: string; readonly offset: number | null }[];
  /** The cells of a notebook, as spans of its text. */
  readonly cells?: readonly Span[];
}

/** The reading of a file without functions, classes and imports: all of its facts are its own. */
export function flatReading(
  module: Pick<Module, 'language' | 'text' | 'place' | 'facts'>,
  passages: readonly Passage[],
  problems: Reading['problems'] = [],
): Reading {
  const scopes: readonly Scope[] = [{ parent: null, kind: 'file', name: null, params: [] }];
  return { modules: [{ ...module, scopes, imports: [] }], passages, problems };
}

/** The expressions directly inside one. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.is) {
    case 'text':
    case 'name':
    case 'constant':
      return [];
    case 'join':
    case 'either':
    case 'compare':
    case 'list':
    case 'other':
      return expr.of;
    case 'member':
      return [expr.of];
    case 'item':
      return [expr.of, expr.key];
    case 'map':
      return expr.of.flatMap((entry) => (entry.key === null ? [entry.value] : [entry.key, entry.value]));
    case 'call':
      return [expr.callee, ...expr.args.map((argument) => argument.value)];
  }
}

/** The dotted path of a callee or a member chain, `*` where a part is computed: `*.from_pretrained`. */
export function pathOf(expr: Expr): string {
  switch (expr.is) {
    case 'name':
      return expr.name;
    case 'member':
      return `${pathOf(expr.of)}.${expr.name}`;
    case 'call':
      return pathOf(expr.callee);
    default:
      return '*';
  }
}
