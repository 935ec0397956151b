/**
 * The parts of a long Python file that are worth parsing: the statements that hold something of interest, what is assigned to the names
 * that the loading calls among them use, the calls of the functions that load, and the blocks all of these stand in. What is left is a
 * program of its own, and knows the way back to the file.
 */

import { joinTexts, sliceText, type Text } from './text.ts';

/** A logical line: a statement's, with its continuation, or a comment's. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
}

/** Shorter files are not worth the trouble. */
const WORTH = 6_000;
/** A longer statement is data, and kept only for what it holds. */
const SHORT = 400;
/** How often names lead to more names. */
const MAX_ROUNDS = 8;

const DEFINITION = /^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/;
const CLASS = /^[ \t]*class[ \t]+(\w+)/;
const CLAUSE = /^[ \t]*(?:else|elif|except|finally|case)\b/;
const OPENER = /^[ \t]*(?:async[ \t]+)?(?:if|for|while|try|match|with)\b/;
const IMPORT = /^[ \t]*(?:from|import)\s/;
const RETURN = /^[ \t]*return\b/;
const CONSTANT = /^[ \t]*\w+(?:[ \t]*:[^=\n]+)?[ \t]*=[^=][^\n]*["']/;
/** The names that a statement binds. */
const BINDS =
  /^[ \t]*(?:for[ \t]+([\w.,() \t]+?)[ \t]+in\b|with\b[^\n]*\bas[ \t]+(\w+)|([\w.]+(?:[ \t]*,[ \t]*[\w.]+)*)[ \t]*(?::[^=\n]{1,120})?(?:\+|\|)?=(?!=))/;

const OPTION = /["']--([A-Za-z][\w-]*)["']/;
/** String literals: what they say uses no name. */
const STRINGS = /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

/** Where a line stands: its outermost function and its class, by the index of their headers; -1 for neither. */
interface Standing {
  readonly function: number;
  readonly class: number;
}

/** @param interest offsets in the text */
export function partsOfPython(text: Text, interest: readonly number[]): Text {
  const { content } = text;
  if (content.length < WORTH) return text;
  const lines = logicalLines(content);
  const standings = standingsOf(lines, content);
  const keep = new Uint8Array(lines.length);
  const held = linesHolding(lines, interest);
  for (const i of held) keep[i] = 1;
  for (const [i, { start, end }] of lines.entries()) {
    const outside = standings[i]?.function === -1;
    const written = content.slice(start, Math.min(end, start + SHORT));
    // Imports, and constants that other files may import.
    if (IMPORT.test(written) || (outside && end - start < SHORT && CONSTANT.test(written))) keep[i] = 1;
  }
  addWhatTheyUse(lines, content, standings, held, keep);
  addBlocks(lines, content, keep);
  return assemble(text, lines, keep);
}

function linesHolding(lines: readonly Line[], interest: readonly number[]): number[] {
  const sorted = [...interest].sort((a, b) => a - b);
  const held: number[] = [];
  let next = 0;
  for (const [i, { start, end }] of lines.entries()) {
    while (next < sorted.length && (sorted[next] ?? 0) < start) next++;
    if ((sorted[next] ?? Number.POSITIVE_INFINITY) < end) held.push(i);
  }
  return held;
}

function standingsOf(lines: readonly Line[], content: string): Standing[] {
  let current = { index: -1, indent: -1 };
  let holder = { index: -1, indent: -1 };
  return lines.map(({ start, end, indent }, i) => {
    if (current.index >= 0 && indent <= current.indent) current = { index: -1, indent: -1 };
    if (holder.index >= 0 && indent <= holder.indent) holder = { index: -1, indent: -1 };
    if (current.index < 0) {
      const written = content.slice(start, Math.min(end, start + 200));
      if (DEFINITION.test(written)) current = { index: i, indent };
      else if (CLASS.test(written)) holder = { index: i, indent };
    }
    return { function: current.index, class: holder.index };
  });
}

/**
 * From the calls that load backwards: the statements of the same function, class or file that bind the names they use, and the calls of
 * the functions that they stand in.
 */
function addWhatTheyUse(
  lines: readonly Line[],
  content: string,
  standings: readonly Standing[],
  held: readonly number[],
  keep: Uint8Array,
): void {
  const binding = new Map<string, number[]>();
  const returns = new Map<number, number[]>();
  const functions = new Map<string, number[]>();
  for (const [i, { start, end }] of lines.entries()) {
    const written = content.slice(start, Math.min(end, start + 300));
    const bound = BINDS.exec(written);
    for (const name of (bound?.[1] ?? bound?.[2] ?? bound?.[3] ?? '').match(/[\w.]+/g) ?? []) append(binding, name, i);
    // `parser.add_argument("--model-name", ...)` binds what is read as `args.model_name`.
    const option = written.includes('"--') || written.includes("'--") ? OPTION.exec(written)?.[1] : undefined;
    if (option !== undefined) append(binding, `--${option.replaceAll('-', '_')}`, i);
    if (RETURN.test(written)) append(returns, standings[i]?.function ?? -1, i);
    const defined = DEFINITION.exec(written)?.[1];
    if (defined !== undefined) append(functions, defined, i);
  }

  const code = (i: number): string => content.slice(lines[i]?.start, lines[i]?.end).replace(STRINGS, '""');
  let fresh = held.filter((i) => code(i).includes('('));
  const followed = new Set<string>();
  const called = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS && fresh.length > 0; round++) {
    const found: number[] = [];
    const take = (i: number): void => {
      if (keep[i] === 1) return;
      keep[i] = 1;
      found.push(i);
    };
    const callees = new Set<string>();
    for (const i of fresh) {
      const at = standings[i];
      if (at === undefined) continue;
      for (const owner of [at.function, at.class]) if (owner >= 0) callees.add(nameAt(lines, content, owner));
      for (const name of new Set(code(i).match(/[A-Za-z_][\w.]*/g) ?? [])) {
        const key = `${at.function}:${at.class}:${name}`;
        if (followed.has(key)) continue;
        followed.add(key);
        for (const binder of bindersOf(name, binding)) if (sees(at, standings[binder], name)) take(binder);
        for (const definition of functions.get(name.slice(name.lastIndexOf('.') + 1)) ?? [])
          for (const each of returns.get(definition) ?? []) take(each);
      }
    }
    const news = [...callees].filter((name) => name !== '' && !called.has(name));
    for (const name of news) called.add(name);
    if (news.length > 0) {
      const pattern = new RegExp(`\\b(?:${news.join('|')})\\s*\\(`);
      for (const [i, { start, end }] of lines.entries())
        if (
          keep[i] !== 1 &&
          pattern.test(content.slice(start, end)) &&
          !DEFINITION.test(content.slice(start, start + 200))
        )
          take(i);
    }
    fresh = found;
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function nameAt(lines: readonly Line[], content: string, header: number): string {
  const { start = 0 } = lines[header] ?? {};
  const written = content.slice(start, start + 200);
  const name = (DEFINITION.exec(written) ?? CLASS.exec(written))?.[1] ?? '';
  return name === '__init__' ? '' : name;
}

/** `config.model` may be bound as itself or by its head. */
function* bindersOf(name: string, binding: ReadonlyMap<string, readonly number[]>): Generator<number> {
  yield* binding.get(name) ?? [];
  const head = name.slice(0, name.indexOf('.'));
  if (!name.includes('.')) return;
  yield* binding.get(`--${name.slice(name.lastIndexOf('.') + 1)}`) ?? [];
  if (head !== 'self' && head !== 'cls') yield* binding.get(head) ?? [];
}

/** Whether a name that is used in one place may be the one that is bound in another. */
function sees(use: Standing, bind: Standing | undefined, name: string): boolean {
  if (bind === undefined) return false;
  if (
    bind.function === use.function ||
    bind.function === -1 ||
    /^(?:args|opts?|options|parsed|cfg|config|FLAGS|namespace)\./.test(name)
  )
    return true;
  return bind.class === use.class && /^(?:self|cls)\./.test(name);
}

/** Marks the headers of the blocks that hold kept lines, the clauses that belong to them, and the definitions under kept decorators. */
function addBlocks(lines: readonly Line[], content: string, keep: Uint8Array): void {
  const head = (i: number): string => content.slice(lines[i]?.start ?? 0, (lines[i]?.start ?? 0) + 60);
  for (let i = lines.length - 1; i >= 0; i--) {
    if (keep[i] !== 1) continue;
    const { indent = 0 } = lines[i] ?? {};
    if (/^[ \t]*@/.test(head(i)) && i + 1 < lines.length) keep[i + 1] = 1;
    let outer = indent;
    for (let j = i - 1; j >= 0 && outer > 0; j--) {
      const line = lines[j];
      if (line === undefined || line.indent >= outer || /^[ \t]*#/.test(head(j))) continue;
      outer = line.indent;
      if (keep[j] === 1) break;
      keep[j] = 1;
      // The header may be a clause of something: visited in its turn, since it stands above.
    }
    if (!CLAUSE.test(head(i))) continue;
    for (let j = i - 1; j >= 0; j--) {
      const line = lines[j];
      if (line === undefined || line.indent > indent) continue;
      if (line.indent < indent) break;
      keep[j] = 1;
      if (OPENER.test(head(j))) break;
    }
  }
  // A decorator kept from below keeps its definition: those come after it.
  for (let i = 0; i < lines.length - 1; i++) if (keep[i] === 1 && /^[ \t]*@/.test(head(i))) keep[i + 1] = 1;
}

function assemble(text: Text, lines: readonly Line[], keep: Uint8Array): Text {
  const parts: Text[] = [];
  let header: Line | null = null;
  for (const [i, line] of lines.entries()) {
    if (keep[i] !== 1) continue;
    const comment = /^[ \t]*#/.test(text.content.slice(line.start, line.start + 200));
    if (header !== null && !comment) {
      if (line.indent <= header.indent) parts.push(empty(text, header));
      header = null;
    }
    parts.push(sliceText(text, line.start, line.end));
    if (!comment && /:[ \t]*(?:#[^\n]*)?\s*$/.test(text.content.slice(Math.max(line.start, line.end - 200), line.end)))
      header = line;
  }
  if (header !== null) parts.push(empty(text, header));
  return joinTexts(parts);
}

/** The body of a block of which nothing was kept. */
function empty(text: Text, header: Line): Text {
  const at = sliceText(text, header.end, header.end).runs[0]?.from ?? 0;
  return { content: `${' '.repeat(header.indent + 1)}pass\n`, runs: [{ at: 0, from: at }] };
}

const [TAB, NEWLINE, SPACE, DOUBLE, HASH, SINGLE, OPEN, CLOSE, BACKSLASH] = [9, 10, 32, 34, 35, 39, 40, 41, 92];

/** Splits a program into its logical lines: strings and brackets may span several. Blank lines belong to nothing. */
function logicalLines(content: string): Line[] {
  const lines: Line[] = [];
  const { length } = content;
  let at = 0;
  while (at < length) {
    const start = at;
    let code = content.charCodeAt(at);
    while (code === SPACE || code === TAB) code = content.charCodeAt(++at);
    const indent = at - start;
    if (code === NEWLINE || code === 13 || at >= length) {
      at = endOfLine(content, at);
      continue;
    }
    at = code === HASH ? endOfLine(content, at) : endOfStatement(content, at);
    lines.push({ start, end: at, indent });
  }
  return lines;
}

function endOfLine(content: string, at: number): number {
  const newline = content.indexOf('\n', at);
  return newline < 0 ? content.length : newline + 1;
}

function endOfStatement(content: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < content.length) {
    const code = content.charCodeAt(at);
    if (code === NEWLINE) {
      if (depth === 0) return at + 1;
      at++;
    } else if (code === HASH) {
      const newline = content.indexOf('\n', at);
      at = newline < 0 ? content.length : newline;
    } else if (code === DOUBLE || code === SINGLE) {
      at = endOfString(content, at);
    } else if (code === OPEN || code === 91 || code === 123) {
      depth++;
      at++;
    } else if (code === CLOSE || code === 93 || code === 125) {
      if (depth > 0) depth--;
      at++;
    } else at += code === BACKSLASH ? 2 : 1;
  }
  return content.length;
}

/** The end of a string literal. One that is not closed ends with its line, or with the text. */
function endOfString(content: string, start: number): number {
  const quote = content[start] ?? '"';
  if (content.startsWith(quote + quote + quote, start)) {
    const mark = quote.repeat(3);
    let end = content.indexOf(mark, start + 3);
    while (end > 0 && content[end - 1] === '\\' && content[end - 2] !== '\\') end = content.indexOf(mark, end + 1);
    return end < 0 ? content.length : end + 3;
  }
  for (let at = start + 1; at < content.length; at++) {
    const code = content.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === NEWLINE) return at;
    else if (content[at] === quote) return at + 1;
  }
  return content.length;
}
