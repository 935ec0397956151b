/** Strings, comments, names and marks of languages that have no grammar here, and of what a grammar leaves to macros. */

import type { Span } from '../model.ts';

export interface Token extends Span {
  /** `line` is the end of a line where that ends a statement; `number` also stands for a character. */
  readonly is: 'text' | 'name' | 'number' | 'mark' | 'line' | 'comment';
  /** Of a text: what is literal in it, and what is put in when it runs. */
  readonly parts?: readonly (Span & { readonly hole: boolean })[];
}

interface Quote {
  readonly open: string;
  readonly close: string;
  /** What makes the next character literal; empty for a raw string. */
  readonly escaping: string;
  /** What opens a value inside, and what closes it: `\(` and `)`. */
  readonly holes: readonly (readonly [open: string, close: string])[];
  /** True where it may go over the end of a line. */
  readonly spans: boolean;
}

export interface Syntax {
  /** A comment to the end of the line has `\n` for its close. */
  readonly comments: readonly (readonly [open: string, close: string])[];
  /** The longer before the shorter. */
  readonly quotes: readonly Quote[];
  /** True where the end of a line ends a statement. */
  readonly lines: boolean;
  /** True where `:name` is a value (an atom). */
  readonly atoms: boolean;
}

type Holes = Quote['holes'];

const C_COMMENTS = [
  ['//', '\n'],
  ['/*', '*/'],
] as const;
const DOLLAR: Holes = [['${', '}']];
const HASH_BRACE: Holes = [['#{', '}']];

/** Marks that open and close alike; one of three characters is a text of several lines. */
function quotes(marks: string, holes: Holes, spans = false): Quote[] {
  return marks
    .split(' ')
    .map((mark) => ({ open: mark, close: mark, escaping: '\\', holes, spans: spans || mark.length > 1 }));
}

const raw = (open: string, close: string): Quote => ({
  open,
  close,
  escaping: '',
  holes: [],
  spans: close !== '"' && close !== "'",
});

/** `r#"..."#`, with as many marks as it takes; snapshots stand behind an `@`. */
const RUST_RAW = ['###', '##', '#', ''].flatMap((marks) => [
  raw(`@r${marks}"`, `"${marks}`),
  raw(`r${marks}"`, `"${marks}`),
]);

/** A table to be added to: what a comment, a string and a value in a string look like in each language. */
const SYNTAXES = {
  swift: {
    comments: C_COMMENTS,
    quotes: [raw('#"""', '"""#'), { ...raw('#"', '"#'), holes: [['\\#(', ')']] }, ...quotes('""" "', [['\\(', ')']])],
    lines: true,
    atoms: false,
  },
  scala: { comments: C_COMMENTS, quotes: quotes('""" "', DOLLAR), lines: true, atoms: false },
  kotlin: { comments: C_COMMENTS, quotes: quotes('""" "', DOLLAR), lines: true, atoms: false },
  dart: {
    comments: C_COMMENTS,
    quotes: [raw("r'", "'"), raw('r"', '"'), ...quotes(`""" ''' " '`, DOLLAR)],
    lines: false,
    atoms: false,
  },
  rust: {
    comments: C_COMMENTS,
    quotes: [...RUST_RAW, ...quotes('"', [], true)],
    lines: false,
    atoms: false,
  },
  go: { comments: C_COMMENTS, quotes: [raw('`', '`'), ...quotes('"', [])], lines: true, atoms: false },
  java: { comments: C_COMMENTS, quotes: quotes('""" "', []), lines: false, atoms: false },
  csharp: { comments: C_COMMENTS, quotes: [raw('"""', '"""'), ...quotes('"', [])], lines: false, atoms: false },
  cpp: {
    comments: C_COMMENTS,
    quotes: [raw('R"(', ')"'), ...quotes('@" "', []).map((quote) => ({ ...quote, close: '"', spans: false }))],
    lines: false,
    atoms: false,
  },
  groovy: { comments: C_COMMENTS, quotes: quotes(`""" ''' " '`, DOLLAR), lines: true, atoms: false },
  zig: { comments: [['//', '\n']], quotes: [raw('\\\\', '\n'), ...quotes('"', [])], lines: false, atoms: false },
  nim: {
    comments: [
      ['#[', ']#'],
      ['#', '\n'],
    ],
    quotes: [raw('r"', '"'), ...quotes('""" "', [])],
    lines: true,
    atoms: false,
  },
  julia: {
    comments: [
      ['#=', '=#'],
      ['#', '\n'],
    ],
    quotes: quotes('""" "', [['$(', ')']]),
    lines: true,
    atoms: true,
  },
  r: { comments: [['#', '\n']], quotes: quotes(`" '`, []), lines: true, atoms: false },
  elixir: { comments: [['#', '\n']], quotes: quotes(`""" " '`, HASH_BRACE), lines: true, atoms: true },
} satisfies Record<string, Syntax>;

export type Lexed = keyof typeof SYNTAXES;

/** The syntax of a language; one that is not in the table is taken to be like C. */
export function syntaxOf(language: string): Syntax {
  return Object.hasOwn(SYNTAXES, language) ? SYNTAXES[language as Lexed] : SYNTAXES.cpp;
}

/** Longer holes than people write: their end is not looked for further away. */
const MAX_HOLE = 200;

const BARE = /\$[A-Za-z_]\w*/y;
const SPACE = /[^\S\n]+/y;
const NAME = /[@$]?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:(?:\?\.|!\.|\.|::|\$)[A-Za-z_]\w*)*/y;
const ATOM = /:[A-Za-z_]\w*(?![\w:])/y;
const NUMBER = /\d[\w]*(?:\.\d\w*)?/y;
const CHARACTER = /'(?:\\[^\n']{1,10}|[^\\\n'])'/y;
const MARK = /=>|->|<-|:=|==|!=|<=|>=|\?\?|\?:|\?\.|&&|\|\||\+\+|<>|\.\.\.?|::|\|>|[^\s]/y;

/** The tokens of a span. Linear: every character is read once, those of a hole twice. */
export function tokensIn(content: string, span: Span, syntax: Syntax): Token[] {
  const tokens: Token[] = [];
  let at = span.start;
  const take = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(content) ? Math.min(pattern.lastIndex, span.end) : at;
  };
  const push = (is: Token['is'], end: number): void => {
    tokens.push({ is, start: at, end });
    at = end;
  };

  while (at < span.end) {
    if (content[at] === '\n') {
      if (syntax.lines) push('line', at + 1);
      else at++;
      continue;
    }
    const space = take(SPACE);
    if (space > at) {
      at = space;
      continue;
    }
    const comment = syntax.comments.find(([open]) => content.startsWith(open, at));
    if (comment !== undefined) {
      const [open, close] = comment;
      const found = content.indexOf(close, at + open.length);
      const end = found < 0 ? span.end : found + (close === '\n' ? 0 : close.length);
      push('comment', Math.min(end, span.end));
      continue;
    }
    const quote = syntax.quotes.find(({ open }) => content.startsWith(open, at));
    if (quote !== undefined) {
      const { parts, end } = literal(content, at, span.end, quote);
      tokens.push({ is: 'text', start: at, end, parts });
      at = end;
      continue;
    }
    const before = content[at - 1] ?? ' ';
    const atom = syntax.atoms && !/[\w)\]]/.test(before) ? take(ATOM) : at;
    const name = atom > at ? atom : take(NAME);
    if (name > at) push('name', name);
    else {
      const number = Math.max(take(NUMBER), take(CHARACTER));
      if (number > at) push('number', number);
      else push('mark', Math.max(take(MARK), at + 1));
    }
  }
  return tokens;
}

/** A literal from its opening mark on. One that is not closed ends with its line, unless its marks may span lines. */
function literal(content: string, start: number, limit: number, quote: Quote): Required<Pick<Token, 'parts' | 'end'>> {
  const { open, close, escaping, holes, spans } = quote;
  const parts: { start: number; end: number; hole: boolean }[] = [];
  let from = start + open.length;
  let at = from;
  const text = (end: number): void => {
    if (end > from) parts.push({ start: from, end, hole: false });
  };
  while (at < limit) {
    if (content.startsWith(close, at)) {
      text(at);
      return { parts, end: close === '\n' ? at : at + close.length };
    }
    if (content[at] === '\n' && !spans) break;
    const hole = holes.find(([mark]) => content.startsWith(mark, at));
    const inside =
      hole === undefined ? null : holeFrom(content, at + hole[0].length, limit, hole[0].at(-1) ?? '', hole[1]);
    const bare = inside === null && holes.some(([mark]) => mark.startsWith('$')) ? bareHole(content, at) : null;
    const found = inside ?? bare;
    if (found !== null) {
      text(at);
      parts.push({ start: found.start, end: found.end, hole: true });
      at = found.after;
      from = at;
    } else if (escaping !== '' && content.startsWith(escaping, at)) at += escaping.length + 1;
    else at++;
  }
  text(Math.min(at, limit));
  return { parts, end: Math.min(at, limit) };
}

interface Hole extends Span {
  readonly after: number;
}

/** `$name`. */
function bareHole(content: string, at: number): Hole | null {
  BARE.lastIndex = at;
  const end = BARE.test(content) ? BARE.lastIndex : at;
  return end === at ? null : { start: at + 1, end, after: end };
}

function holeFrom(content: string, start: number, limit: number, open: string, close: string): Hole | null {
  let depth = 1;
  for (let at = start; at < Math.min(limit, start + MAX_HOLE); at++) {
    if (content[at] === open) depth++;
    else if (content[at] === close && --depth === 0) return { start, end: at, after: at + 1 };
  }
  return null;
}
