/** Code that stands inside text for people: fences, doctests, shell sessions, commented-out lines. */

import type { Passage } from './facts.ts';
import { joinTexts, sliceText, stripLines, type Text } from './text.ts';

const FENCE = /^[ \t>]*(?:[-*+]\s+|\d+\.\s+)?(`{3,}|~{3,})[ \t]*([^\n`]*)$/;
const DIRECTIVE = /^([ \t]*)\.\. (?:code-block|code|sourcecode|parsed-literal)::[ \t]*(\S*)/;

/** The blocks of code in a text, each with the language it claims. Blocks of one language are one piece: they build on each other. */
export function codeIn(passage: Passage): Passage[] {
  const { text, place } = passage;
  const blocks = new Map<string, Text[]>();
  const add = (language: string, block: Text): void => {
    const known = blocks.get(language);
    if (known === undefined) blocks.set(language, [block]);
    else known.push(block);
  };
  const lines = linesOf(text.content);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined) continue;
    const written = text.content.slice(line.start, line.end);
    const fence = FENCE.exec(written.trimEnd());
    if (fence?.[1] !== undefined) {
      const close = new RegExp(`^[ \\t>]*${fence[1][0]}{${fence[1].length},}\\s*$`);
      let last = i + 1;
      while (last < lines.length && !close.test(lineText(text, lines, last))) last++;
      const indent = /^[ \t>]*/.exec(written)?.[0] ?? '';
      add(languageOf(fence[2] ?? ''), block(text, lines, i + 1, last, indent));
      i = last;
      continue;
    }
    const directive = DIRECTIVE.exec(written);
    if (directive !== null) {
      const outer = directive[1]?.length ?? 0;
      let last = i + 1;
      while (
        last < lines.length &&
        (lineText(text, lines, last).trim() === '' || indentOf(lineText(text, lines, last)) > outer)
      )
        last++;
      add(languageOf(directive[2] ?? ''), block(text, lines, i + 1, last, null));
      i = last - 1;
      continue;
    }
    if (/^\s*>>> /.test(written)) {
      let last = i;
      while (last < lines.length && /^\s*(?:>>>|\.\.\.)(?:\s|$)/.test(lineText(text, lines, last))) last++;
      const first = line.start;
      const end = lines[last - 1]?.end ?? line.end;
      add('python', stripLines(sliceText(text, first, end), /^\s*(?:>>>|\.\.\.) ?/));
      i = last - 1;
    }
  }
  return [...blocks].map(([language, texts]) => ({
    place,
    language: language === '' ? null : language,
    text: joinTexts(texts),
  }));
}

/** The first word of an info string, without attributes: ```` ```py title="x" ````, ```` ```{python} ````. */
function languageOf(info: string): string {
  return /^\{?\.?([A-Za-z][\w+#-]*)/.exec(info.trim())?.[1]?.toLowerCase() ?? '';
}

function linesOf(content: string): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  for (let start = 0; start < content.length; ) {
    const newline = content.indexOf('\n', start);
    const end = newline < 0 ? content.length : newline + 1;
    lines.push({ start, end });
    start = end;
  }
  return lines;
}

function lineText(text: Text, lines: readonly { start: number; end: number }[], index: number): string {
  const line = lines[index];
  return line === undefined ? '' : text.content.slice(line.start, line.end);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Lines `first` to `last` (exclusive) without the block's indentation; a null indent is that of its first written line. */
function block(
  text: Text,
  lines: readonly { start: number; end: number }[],
  first: number,
  last: number,
  indent: string | null,
): Text {
  const start = lines[first]?.start ?? text.content.length;
  const end = lines[last - 1]?.end ?? start;
  const body = sliceText(text, start, Math.max(start, end));
  const own = indent ?? /^[ \t]*(?=\S)/m.exec(body.content)?.[0] ?? '';
  const stripped = own === '' ? body : stripLines(body, new RegExp(`^[ \\t>]{0,${own.length}}`));
  return joinTexts([stripped, { content: '\n', runs: [{ at: 0, from: stripped.runs.at(-1)?.from ?? 0 }] }]);
}
