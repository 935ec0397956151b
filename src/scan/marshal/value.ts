/** What marshal writes: Python's plain values, and code objects. */

/** None, bool, int and str are the JavaScript values; everything else says what it is. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | { readonly is: 'ellipsis' | 'stop-iteration' }
  | { readonly is: 'float'; readonly value: number }
  | { readonly is: 'complex'; readonly real: number; readonly imaginary: number }
  | { readonly is: 'bytes'; readonly value: Uint8Array }
  | { readonly is: 'tuple' | 'list' | 'set' | 'frozenset' | 'slice'; readonly items: readonly Value[] }
  | { readonly is: 'dict'; readonly entries: readonly (readonly [key: Value, value: Value])[] }
  | Code;

/** A code object, with its fields under their names in Python. */
export interface Code {
  readonly is: 'code';
  readonly layout: Layout;
  readonly argumentCount: number;
  readonly keywordOnlyCount: number;
  readonly flags: number;
  readonly code: Uint8Array;
  readonly constants: readonly Value[];
  readonly names: readonly string[];
  readonly variables: readonly string[];
  readonly free: readonly string[];
  readonly cells: readonly string[];
  /** From 3.11 on, what the instructions count their variables by: all three together. */
  readonly locals: readonly string[];
  readonly file: string;
  readonly name: string;
  readonly line: number;
  readonly lineTable: Uint8Array;
}

/** How the code objects of some versions of Python are laid out. */
export interface Layout {
  /** Of Python, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** Numbers of four bytes in front of the code itself. */
  readonly numbers: readonly ('arguments' | 'positional-only' | 'keyword-only' | 'locals' | 'stack' | 'flags')[];
  /** 3.11 and later: one tuple of names with their kinds, a qualified name, a table of exceptions. */
  readonly unified: boolean;
  readonly old: boolean;
}

/** Newest first: https://github.com/python/cpython/blob/main/Python/marshal.c and its history. */
export const LAYOUTS: readonly Layout[] = [
  {
    from: '3.11',
    to: '3.14',
    numbers: ['arguments', 'positional-only', 'keyword-only', 'stack', 'flags'],
    unified: true,
    old: false,
  },
  {
    from: '3.8',
    to: '3.10',
    numbers: ['arguments', 'positional-only', 'keyword-only', 'locals', 'stack', 'flags'],
    unified: false,
    old: false,
  },
  {
    from: '3.0',
    to: '3.7',
    numbers: ['arguments', 'keyword-only', 'locals', 'stack', 'flags'],
    unified: false,
    old: false,
  },
  { from: '2.3', to: '2.7', numbers: ['arguments', 'locals', 'stack', 'flags'], unified: false, old: true },
];
