/** As much of a language's lexer as an edit needs: where strings and comments stand, which brackets belong together. */

import type { Syntax } from './view.ts';

/** `open` is a string or a comment that goes on; offsets are into the text that was given. */
export interface Token {
  readonly is: 'string' | 'comment' | 'bracket' | 'comma' | 'newline' | 'other';
  readonly start: number;
  readonly end: number;
}

const STRINGS: Readonly<Record<Syntax, RegExp | null>> = {
  python:
    /"""(?:[^\\]|\\[\s\S])*?(?:"""|$)|'''(?:[^\\]|\\[\s\S])*?(?:'''|$)|"(?:[^"\\\n]|\\[\s\S])*(?:"|(?=\n)|$)|'(?:[^'\\\n]|\\[\s\S])*(?:'|(?=\n)|$)/y,
  javascript: /"(?:[^"\\\n]|\\[\s\S])*(?:"|(?=\n)|$)|'(?:[^'\\\n]|\\[\s\S])*(?:'|(?=\n)|$)/y,
  yaml: /"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'/y,
  json: /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y,
  toml: /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y,
  shell: /"(?:[^"\\]|\\[\s\S])*(?:"|$)|'[^']*(?:'|$)/y,
  other: null,
};
const COMMENTS: Readonly<Record<Syntax, RegExp | null>> = {
  python: /#[^\n]*/y,
  javascript: /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y,
  yaml: /(?<=^|\s)#[^\n]*/y,
  json: /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y,
  toml: /#[^\n]*/y,
  shell: /(?<=^|[\s;])#[^\n]*/y,
  other: null,
};

/** The tokens of a text from an offset at which code stands, not the middle of a string. */
export function* tokens(text: string, syntax: Syntax, from = 0): Generator<Token> {
  let start = from;
  while (start < text.length) {
    const [is, end] = tokenAt(text, syntax, start);
    yield { is, start, end };
    start = end;
  }
}

function tokenAt(text: string, syntax: Syntax, at: number): [Token['is'], number] {
  const comment = matchAt(COMMENTS[syntax], text, at);
  if (comment !== null) return ['comment', comment];
  const string = matchAt(STRINGS[syntax], text, at);
  if (string !== null) return ['string', string];
  const char = text[at] ?? '';
  if (char === '`' && syntax === 'javascript') return ['string', endOfTemplate(text, at)];
  if (char === '\n') return ['newline', at + 1];
  if (char === ',') return ['comma', at + 1];
  if ('()[]{}'.includes(char)) return ['bracket', at + 1];
  // A line that goes on is no end of one.
  if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) return ['other', text.indexOf('\n', at) + 1];
  return ['other', at + 1];
}

function matchAt(pattern: RegExp | null, text: string, at: number): number | null {
  if (pattern === null) return null;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null || match[0] === '' ? null : at + match[0].length;
}

/** A template may hold code, which may hold templates. */
function endOfTemplate(text: string, start: number): number {
  const open: ('`' | '{')[] = ['`'];
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (open.at(-1) === '`') {
      if (char === '`') open.pop();
      else if (char === '$' && text[at + 1] === '{') {
        open.push('{');
        at++;
      }
    } else if (char === '`') open.push('`');
    else if (char === '}') open.pop();
    else if (char === '{') open.push('{');
    if (open.length === 0) return at + 1;
  }
  return text.length;
}

/** What stands between a pair of brackets, item by item. Offsets of the whole text. */
export interface Items {
  readonly open: number;
  readonly close: number;
  /** Each from its first to behind its last character, comments and blanks around it left out. */
  readonly items: readonly { readonly start: number; readonly end: number }[];
  /** The offset behind the comma after the last item; null without one. */
  readonly trailingComma: number | null;
}

/** Reads the bracket that closes at the end of a span, and what stands in it; null where the text is not what it was taken for. */
export function itemsIn(text: string, syntax: Syntax, start: number, end: number): Items | null {
  const open: { at: number; items: { start: number; end: number }[]; comma: number | null; fresh: boolean }[] = [];
  for (const token of tokens(text.slice(0, end), syntax, start)) {
    const inner = open.at(-1);
    const char = text[token.start] ?? '';
    if (token.is === 'comment' || token.is === 'newline' || (token.is === 'other' && /^[\s\\]/.test(char))) continue;
    if (token.is === 'bracket' && ')]}'.includes(char)) {
      const closed = open.pop();
      if (closed === undefined || !'()[]{}'.includes(`${text[closed.at]}${char}`)) return null;
      if (token.end === end)
        return open.length > 0
          ? null
          : {
              open: closed.at,
              close: token.start,
              items: closed.items,
              trailingComma: closed.fresh ? closed.comma : null,
            };
      grow(open.at(-1), token);
    } else if (token.is === 'comma' && inner !== undefined) {
      inner.comma = token.end;
      inner.fresh = true;
    } else {
      grow(inner, token);
      if (token.is === 'bracket') open.push({ at: token.start, items: [], comma: null, fresh: true });
    }
  }
  return null;
}

function grow(
  inner: { items: { start: number; end: number }[]; fresh: boolean } | undefined,
  { start, end }: Token,
): void {
  if (inner === undefined) return;
  const last = inner.items.at(-1);
  if (inner.fresh || last === undefined) inner.items.push({ start, end });
  else last.end = end;
  inner.fresh = false;
}

/** The quote of the first string between two offsets, to write another one like it. */
export function quoteIn(text: string, syntax: Syntax, start: number, end: number): string | null {
  for (const token of tokens(text.slice(0, end), syntax, start))
    if (token.is === 'string') {
      const quote = text[token.start] ?? '';
      if (quote === '"' || quote === "'") return quote;
    }
  return null;
}
