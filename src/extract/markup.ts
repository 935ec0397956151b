/** Markdown, MDX and reStructuredText: front matter to YAML, code blocks to their languages, the rest is prose. */

import type { Passage, Reading } from './facts.ts';
import { joinTexts, sliceText, type Text } from './text.ts';

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

export function readMarkup(text: Text): Reading {
  const passages: Passage[] = [];
  const matter = FRONT_MATTER.exec(text.content);
  let start = 0;
  if (matter?.[1] !== undefined) {
    const from = matter[0].indexOf(matter[1]);
    passages.push({ place: 'config', language: 'yaml', text: sliceText(text, from, from + matter[1].length) });
    start = matter[0].length;
  }
  passages.push({ place: 'prose', language: null, text: sliceText(text, start, text.content.length) });
  return { modules: [], passages, problems: [] };
}

const BLOCK = /<(script|style)\b([^>]*)>([\s\S]*?)<\/\1\s*>/gi;

/** A line of a bundler's output, which as a file of its own is not read either: a plot that was saved as a page has megabytes of it. */
const BUNDLED = /[^\n]{10000}/;

/** Vue, Svelte, Astro and HTML: scripts to their language, the markup is text. */
export function readComponent(text: Text): Reading {
  const passages: Passage[] = [];
  const fence = /^---\r?\n([\s\S]*?)^---[ \t]*$/m.exec(text.content);
  let done = 0;
  // Astro's script stands between fences at the top.
  if (fence?.index === 0 && fence[1] !== undefined) {
    const start = fence[0].indexOf('\n') + 1;
    passages.push({ place: 'call', language: 'ts', text: sliceText(text, start, start + fence[1].length) });
    done = fence[0].length;
  }
  for (const block of text.content.matchAll(BLOCK)) {
    const [whole, tag = '', attributes = '', body = ''] = block;
    const start = block.index + whole.indexOf('>') + 1;
    passages.push({ place: 'constant', language: 'html', text: sliceText(text, done, block.index) });
    done = block.index + whole.length;
    if (tag.toLowerCase() === 'style' || BUNDLED.test(body)) continue;
    const language =
      /\blang=["']?(tsx?|jsx?)/.exec(attributes)?.[1] ??
      (/type=["']?(?:text\/(?!javascript)|application\/(?:ld\+)?json)/.test(attributes) ? 'json' : 'js');
    passages.push({
      place: 'call',
      language: language === 'js' ? 'ts' : language,
      text: sliceText(text, start, start + body.length),
    });
  }
  passages.push({ place: 'constant', language: 'html', text: sliceText(text, done, text.content.length) });
  return { modules: [], passages, problems: [] };
}

const PIECE = /^(?:#~ )?(msgctxt|msgid(?:_plural)?|msgstr(?:\[\d+\])?)?[ \t]*"(.*)"[ \t]*\r?$/gm;

/** Gettext's translations: a text stands in pieces, which break wherever the line was full, within names too. */
export function readTranslations(text: Text): Reading {
  const entries: Text[][] = [];
  for (const piece of text.content.matchAll(PIECE)) {
    const [whole, keyword, written = ''] = piece;
    const start = piece.index + whole.indexOf('"') + 1;
    const entry = sliceText(text, start, start + written.length);
    if (keyword !== undefined || entries.length === 0) entries.push([entry]);
    else entries.at(-1)?.push(entry);
  }
  const passages = entries.map((pieces): Passage => ({ place: 'prose', language: null, text: joinTexts(pieces) }));
  return { modules: [], passages, problems: [] };
}
