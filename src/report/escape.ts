/** Makes text from outside harmless where it is printed: ids, paths and messages are attackers' text. */

/** In UTF-16 code units. Longer than this is neither an id nor a sentence, and nobody reads it to its end. */
const LONGEST = 2_000;

/**
 * What is not seen, or changes how its neighbours are seen: controls, format characters (bidi, zero-width, tags), lone
 * surrogates, private and unassigned characters, separators and spaces other than the plain one, fillers. And the first
 * character of what a CI runner takes for a command of its own: `::name` at the start of a line (any word can be wrapped
 * to one), `##[name]` and `##vso[...]` anywhere.
 */
const UNSEEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]|(?<!\S):(?=:)|#(?=#[a-z]*\[)/gu;

/** The same within JSON, whose own line feeds stand between its strings. */
const UNSEEN_IN_JSON = /(?![ \n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]|#(?=#[a-z]*\[)/gu;

/** Cuts text at `longest` UTF-16 code units, never through a character. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** For a terminal, a log, or any line of text: what cannot be seen is shown as `\u{...}`. The result is one line. */
export function visible(text: string): string {
  return shown(clip(text, LONGEST));
}

/**
 * The message of a workflow command. Percent-encoding by
 * https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts; a line feed in outside text is shown, not encoded.
 */
export function annotationMessage(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

/** A property of a workflow command. Line feeds stay what they are, encoded: a path must keep its meaning. */
export function annotationProperty(text: string): string {
  return shown(clip(text, LONGEST).replace(/[%\r\n:,]/g, percent));
}

/**
 * The message of a logging command of Azure Pipelines. A percent sign is written so that agents of every version read it:
 * https://github.com/microsoft/azure-pipelines-task-lib/blob/master/node/taskcommand.ts
 */
export function loggingMessage(text: string): string {
  return visible(text).replaceAll('%', '%AZP25');
}

/** A property of a logging command. Line feeds stay what they are, encoded: a path must keep its meaning. */
export function loggingProperty(text: string): string {
  const encoded = clip(text, LONGEST).replace(/[%\r\n;\]]/g, (character) =>
    character === '%' ? '%AZP25' : percent(character),
  );
  return shown(encoded);
}

/**
 * A code span of GitHub Flavored Markdown, in which no mention, reference, link or HTML fires. A pipe is shown as
 * `\u{7c}`: in a table it would end the cell, and a backslash before it is read differently inside and outside of one.
 *
 * @param longest the characters shown; with its fences, the span can take three times as many
 */
export function markdownCode(text: string, longest = LONGEST): string {
  const code = clip(visible(text).replaceAll('|', '\\u{7c}'), longest);
  const fence = '`'.repeat(1 + longestRun(code));
  const pad = code === '' || /^[` ]|[` ]$/.test(code) ? ' ' : '';
  return `${fence}${pad}${code}${pad}${fence}`;
}

/** How many backticks stand in a row, at most: a fence of Markdown must be longer. */
export function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** Prose words, which mean nothing to Markdown: `word`, `e.g`, `40-digit`, `can't`, a dash. */
const PLAIN_WORD = /^(?:[\p{L}\p{M}\p{N}]+(?:[.,'’-][\p{L}\p{M}\p{N}]+)*%?|[–—])?$/u;
/** Words that GitHub would make links of all the same: hosts, issues, commits. */
const LINKED_WORD = /www\.|\bgh-\d|\b[0-9a-f]{7,}\b/i;

/**
 * A sentence for GitHub Flavored Markdown. Every word that is not plainly a word becomes a code span, which makes ids
 * readable and copyable and keeps `@mentions`, `#1`, links, HTML and emphasis from firing. (A backslash would not:
 * GitHub looks for mentions in the rendered text.) It must not open a line: `1.` would begin a list there.
 *
 * @param longest the characters shown, code spans not counted
 */
export function markdownText(text: string, longest = LONGEST): string {
  return clip(visible(text), longest).replace(/[^ ]+/g, (word) => {
    const [, before = '', core = '', after = ''] = /^(["'“(]*)(.*?)(["'”),.;:!?]*)$/.exec(word) ?? [];
    return PLAIN_WORD.test(core) && !LINKED_WORD.test(core) ? word : `${before}${markdownCode(unquoted(core))}${after}`;
  });
}

/**
 * The text of a SARIF message, or of a link in one: braces are doubled, for `{0}` is a placeholder (2.1.0, section
 * 3.11.5), brackets and backslashes escaped, for `[text](1)` is a link (3.11.6).
 */
export function sarifText(text: string): string {
  return visible(text)
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/[{}]/g, '$&$&');
}

/** A relative URI reference for a path with forward slashes. No path becomes a scheme, a host or a fragment. */
export function uriPath(path: string): string {
  const segments = path.replace(/\p{Cs}/gu, '\uFFFD').split('/');
  return segments
    .map((segment) => encodeURIComponent(segment).replace(/[!'()*]/g, percent))
    .join('/')
    .replace(/^\/+/, (slashes) => '%2F'.repeat(slashes.length));
}

/** What means something to HTML, in text and in quoted attributes, and what `UNSEEN` has. */
const UNSEEN_IN_HTML = new RegExp(`[&<>"'\`]|${UNSEEN.source}`, 'gu');

/**
 * Text or the value of a quoted attribute of HTML. What a CI runner would take for a command is written as a reference, for a browser shows
 * what it means, and the runner does not see it.
 */
export function htmlText(text: string, longest = LONGEST): string {
  return clip(text, longest).replace(UNSEEN_IN_HTML, (character) =>
    /[&<>"'`:#]/.test(character) ? `&#${character.charCodeAt(0)};` : shown(character),
  );
}

/** A value as JSON whose strings hold nothing unseen, ending in a line feed. The value is unchanged: escapes are JSON's own. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(UNSEEN_IN_JSON, (character) =>
    Array.from({ length: character.length }, (_, unit) => {
      return `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
  return `${text}\n`;
}

function shown(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Rules write code in backticks; a code span brings its own. */
function unquoted(word: string): string {
  return /^`[^`]+`$/.test(word) ? word.slice(1, -1) : word;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
