/**
 * The parts of a long file in a language of braces that are worth parsing: the bodies of functions that hold nothing of interest are
 * left out, but for those that the others call. What is left is a program of its own, and knows the way back to the file.
 */

import type { Span } from '../model.ts';
import { type Syntax, syntaxOf } from './lexer.ts';
import { joinTexts, sliceText, type Text } from './text.ts';

/** Shorter files are not worth the trouble, nor are shorter bodies. */
const WORTH = 6_000;
const SHORT = 80;
/** How often what is called leads to more that is called. */
const MAX_ROUNDS = 4;

/** Classes in classes: deeper ones are kept whole. */
const MAX_DEPTH = 20;

/** A body between braces, with what stands before it since the body before. */
interface Body extends Span {
  readonly header: number;
  readonly inner: readonly Body[];
}

/** What a text is made of, as far as braces can be told from those in strings and comments. */
interface Structure {
  readonly bodies: readonly Body[];
  readonly strings: readonly Span[];
  readonly comments: readonly Span[];
}

const CONTAINER =
  /\b(?:class|struct|impl|trait|interface|enum|namespace|mod|module|extension|object|protocol|record|actor|extern)\b[^;{}]*$/;
const COMMENTS = /\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const CALL = /[A-Za-z_]\w*(?=\()/y;
const CALLED = /[A-Za-z_]\w*(?=!?\()/g;

/** Takes the parts of a text around offsets of interest, in a language. */
export function partsOfCode(language: string): (text: Text, interest: readonly number[]) => Text {
  const pattern = patternOf(syntaxOf(language));
  return (text, interest) => {
    const { content } = text;
    if (content.length < WORTH) return text;
    const structure = structureOf(content, pattern);
    const told = new Set<Span>();
    const telling: number[] = [];
    for (const offset of interest) {
      const comment = around(structure.comments, offset);
      if (comment !== null) told.add(comment);
      else if (around(structure.strings, offset) !== null || isCall(content, offset)) telling.push(offset);
    }
    telling.sort((a, b) => a - b);
    const comments = [...told].sort((a, b) => a.start - b.start);
    if (telling.length === 0) return joinTexts(comments.map((each) => lineOf(text, each)));
    return take(text, structure.bodies, telling, comments);
  };
}

function patternOf({ comments, quotes }: Syntax): RegExp {
  const literal = (written: string): string => written.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const parts = [
    ...comments.map(([open, close]) =>
      close === '\n' ? `${literal(open)}[^\\n]*` : `${literal(open)}[\\s\\S]*?(?:${literal(close)}|$)`,
    ),
    ...quotes.map(({ open, close, escaping, spans }) => {
      const escaped = escaping === '' ? '' : `${literal(escaping)}[\\s\\S]|`;
      return `${literal(open)}(?:${escaped}(?!${literal(close)})${spans ? '[\\s\\S]' : '[^\\n]'})*(?:${literal(close)})?`;
    }),
    "'(?:\\\\[^\\n']{1,10}|[^\\\\\\n'])'",
    '[{}]',
  ];
  return new RegExp(parts.join('|'), 'g');
}

function structureOf(content: string, pattern: RegExp): Structure {
  const comments: Span[] = [];
  const strings: Span[] = [];
  const root: Body[] = [];
  const open: { start: number; header: number; inner: Body[]; after: number }[] = [];
  let after = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(content); match !== null; match = pattern.exec(content)) {
    const [written] = match;
    const span = { start: match.index, end: match.index + written.length };
    if (written === '{') {
      open.push({ start: span.start, header: after, inner: [], after: span.end });
      after = span.end;
    } else if (written === '}') {
      const closed = open.pop();
      if (closed === undefined) continue;
      const body = { start: closed.start, end: span.end, header: closed.header, inner: closed.inner };
      (open.at(-1)?.inner ?? root).push(body);
      after = span.end;
    } else if (/^["'`@R]|^r[#"]|^#"/.test(written)) strings.push(span);
    else comments.push(span);
  }
  return { bodies: root, strings, comments };
}

/** The text without the bodies that neither hold something telling nor are called by those that do. */
function take(text: Text, bodies: readonly Body[], telling: readonly number[], comments: readonly Span[]): Text {
  const { content } = text;
  let called = new Set<string>();
  let kept: Span[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    kept = [];
    const whole: Span[] = [];
    select({ start: 0, end: content.length }, bodies, 0);
    const names = new Set(whole.flatMap(({ start, end }) => content.slice(start, end).match(CALLED) ?? []));
    if (names.size === called.size) break;
    called = names;

    function select(within: Span, inner: readonly Body[], depth: number): void {
      let from = within.start;
      for (const body of inner) {
        const header = content.slice(Math.max(body.header, body.start - 600), body.start).replace(COMMENTS, '');
        const isContainer = depth < MAX_DEPTH && CONTAINER.test(header) && !/\)\s*(?:const\s*)?$/.test(header);
        if (body.end - body.start > SHORT && isContainer) {
          kept.push({ start: from, end: body.start + 1 });
          select({ start: body.start + 1, end: body.end - 1 }, body.inner, depth + 1);
          from = body.end - 1;
        } else if (body.end - body.start <= SHORT || holds(telling, body) || isCalled(header)) {
          whole.push(body);
        } else {
          kept.push({ start: from, end: body.start + 1 });
          for (const each of comments) if (each.start > body.start && each.end < body.end) kept.push(each);
          from = body.end - 1;
        }
      }
      kept.push({ start: from, end: within.end });
    }

    function isCalled(header: string): boolean {
      return (header.match(CALLED) ?? []).some((name) => called.has(name));
    }
  }
  return joinTexts(kept.filter(({ start, end }) => end > start).map((each) => pieceOf(text, each)));
}

/** A comment to the end of its line is cut out with its line end, so that nothing follows it. */
function pieceOf(text: Text, { start, end }: Span): Text {
  const piece = sliceText(text, start, end);
  return /^(?:\/\/|#)/.test(piece.content) ? lineOf(text, { start, end }) : piece;
}

function lineOf(text: Text, { start, end }: Span): Text {
  const line = text.content[end] === '\n' || text.content[end] === '\r' ? text.content.indexOf('\n', end) + 1 : end;
  return sliceText(text, start, Math.max(line, end));
}

function isCall(content: string, offset: number): boolean {
  CALL.lastIndex = offset;
  return CALL.test(content);
}

/** The span that holds an offset, of spans in order. */
function around(spans: readonly Span[], offset: number): Span | null {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const span = spans[low];
  return span !== undefined && span.start <= offset && offset < span.end ? span : null;
}

function holds(offsets: readonly number[], { start, end }: Span): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (offsets[low] ?? Infinity) < end;
}
