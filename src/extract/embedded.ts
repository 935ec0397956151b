/** Code that stands inside text for people: fences, doctests, shell sessions, commented-out lines. */

import type { Span } from '../model.ts';
import { joinTexts, sliceText, stripLines, type Text } from './text.ts';

const FENCE = /^[ \t>]*(?:[-*+]\s+|\d+\.\s+)?(`{3,}|~{3,})[ \t]*([^\n`]*)$/;
const DIRECTIVE = /^([ \t]*)\.\. (?:code-block|code|sourcecode|parsed-literal)::[ \t]*(\S*)/;

export interface Block {
  /** Null where the block does not say. */
  readonly language: string | null;
  readonly text: Text;
  /** Where in the text its lines stand. */
  readonly spans: readonly Span[];
}

/** The blocks of code in a text, each with the language it claims. Blocks of one language are one piece: they build on each other. */
export function codeIn(text: Text): Block[] {
  const blocks: { language: string; text: Text; span: Span }[] = [];
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
      blocks.push({
        language: languageOf(fence[2] ?? ''),
        text: block(text, lines, i + 1, last, indent),
        span: { start: line.end, end: lines[last - 1]?.end ?? line.end },
      });
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
      blocks.push({
        language: languageOf(directive[2] ?? ''),
        text: block(text, lines, i + 1, last, null),
        span: { start: line.end, end: lines[last - 1]?.end ?? line.end },
      });
      i = last - 1;
      continue;
    }
    if (/^\s*>>> /.test(written)) {
      let last = i;
      while (last < lines.length && /^\s*(?:>>>|\.\.\.)(?:\s|$)/.test(lineText(text, lines, last))) last++;
      const first = line.start;
      const end = lines[last - 1]?.end ?? line.end;
      blocks.push({
        language: 'python',
        text: stripLines(sliceText(text, first, end), /^\s*(?:>>>|\.\.\.) ?/),
        span: { start: first, end },
      });
      i = last - 1;
      continue;
    }
    for (const inline of written.matchAll(INLINE)) {
      const start = line.start + inline.index + 1;
      const body = sliceText(text, start, start + inline[0].length - 2);
      if (!body.content.includes('/') || sniff(body.content) !== 'sh') continue;
      blocks.push({ language: 'sh', text: ended(body), span: { start, end: start + body.content.length } });
    }
  }
  return merged(blocks);
}

/** Code between back-ticks. */
const INLINE = /(?<!`)`[^`\n]{4,400}`(?!`)/g;

/** Blocks of one language as one; those that name none stay apart, since each has to be looked at. */
function merged(blocks: readonly { language: string; text: Text; span: Span }[]): Block[] {
  const byLanguage = new Map<string, { texts: Text[]; spans: Span[] }>();
  for (const [i, { language, text, span }] of blocks.entries()) {
    const key = language === '' ? `${i}` : language;
    const known = byLanguage.get(key) ?? { texts: [], spans: [] };
    byLanguage.set(key, known);
    known.texts.push(text);
    known.spans.push(span);
  }
  return [...byLanguage].map(([key, { texts, spans }]) => ({
    language: /^\d+$/.test(key) ? null : key,
    text: joinTexts(texts),
    spans,
  }));
}

const LOOKS: readonly (readonly [language: string, look: RegExp])[] = [
  [
    'sh',
    /^[ \t]*(?:[$%>] )?(?:[A-Z_][A-Z\d_]*=\S*[ \t]+)*(?:sudo|pip3?|python3?|git|curl|wget|docker|podman|hf|huggingface-cli|vllm|ollama|llama-\w+|npx|npm|uv|conda|export|text-generation-launcher|text-embeddings-router|accelerate|torchrun|optimum-cli|lm_eval|sglang|kubectl|helm|mlx_lm\S*|trtllm-\w+|litellm|litgpt|lmdeploy|llamafactory-cli|bash|sh|set -\w+)\s+[\w./$"'-]/m,
  ],
  [
    'python',
    /^[ \t]*(?:>>> )?(?:from [\w.]+ import |import [\w.]+(?: as \w+)?$|def \w+\(|class \w+|[\w.]+ = [\w.]+\(|[\w.]+\.from_pretrained\()/m,
  ],
  ['ts', /^[ \t]*(?:import .* from ['"]|const \w+ = |let \w+ = |export (?:const|default|function) )/m],
  ['json', /^\s*(?:\{\s*["}]|\[\s*[{["\]])[\s\S]*[}\]]\s*$/],
  ['yaml', /^[ \t]*(?:- )?["']?[A-Za-z_][\w.-]*["']?:(?:[ \t]+\S.*)?$[\s\S]*^[ \t]*(?:- )?["']?[\w.-]+["']?:?/m],
];

/** The language that a text without a label looks like, or null. */
export function sniff(content: string): string | null {
  return LOOKS.find(([, look]) => look.test(content))?.[0] ?? null;
}

const CALL = /^[ \t]*[\w.]+\([^()\n]*["'][^\n]*[),({[]?$/m;

/** The same, of a text that may as well be prose: only what no sentence looks like. */
export function sniffCode(content: string): string | null {
  const language = sniff(content);
  if (language === 'python' || language === 'ts') return language;
  // A call is written alike in most languages.
  return language === null && CALL.test(content) ? 'python' : null;
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
  return ended(stripped);
}

/** A text with the end of its last line. */
function ended(text: Text): Text {
  return joinTexts([text, { content: '\n', runs: [{ at: 0, from: text.runs.at(-1)?.from ?? 0 }] }]);
}
