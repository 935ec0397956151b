/** Jupyter notebooks: code cells as one program, documents and stored outputs as passages. */

import type { parseTree } from 'jsonc-parser';
import type { Span } from '../model.ts';
import type { Passage, Reading } from './facts.ts';
import { jsonText } from './json-text.ts';
import { joinTexts, sliceText, type Text } from './text.ts';

type JsonNode = NonNullable<ReturnType<typeof parseTree>>;

export async function readNotebook(text: Text): Promise<Reading> {
  const { parseTree } = await import('jsonc-parser');
  const errors: unknown[] = [];
  let root: JsonNode | undefined;
  try {
    root = parseTree(text.content, errors as Parameters<typeof parseTree>[1], { disallowComments: true });
  } catch {
    // Nested deeper than the stack.
  }
  if (root === undefined || errors.length > 0) {
    return {
      modules: [],
      passages: [{ place: 'constant', language: null, text }],
      problems: [{ message: 'not valid JSON: the notebook was read as plain text', offset: null }],
    };
  }
  const metadata = field(root, 'metadata');
  const info = field(field(metadata, 'language_info'), 'name') ?? field(field(metadata, 'kernelspec'), 'language');
  const kernel = typeof info?.value === 'string' ? info.value.toLowerCase() : 'python';
  const passages: Passage[] = [];
  const code: Text[] = [];
  const cells: Span[] = [];
  // Notebooks of format 3 keep their cells in worksheets, and code under `input`.
  const all =
    field(root, 'cells')?.children ??
    field(root, 'worksheets')?.children?.flatMap((sheet) => field(sheet, 'cells')?.children ?? []) ??
    [];
  for (const cell of all) {
    cells.push({ start: cell.offset, end: cell.offset + cell.length });
    const source = textOf(field(cell, 'source') ?? field(cell, 'input'), text);
    const type = field(cell, 'cell_type')?.value;
    if (type === 'code') cellCode(source, kernel, code, passages);
    else passages.push({ place: 'prose', language: null, text: source });
    for (const output of field(cell, 'outputs')?.children ?? []) outputTexts(output, text, passages);
  }
  if (code.length > 0) passages.push({ place: 'call', language: kernel, text: joinTexts(code) });
  return { modules: [], passages, problems: [], cells };
}

function field(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (node?.type !== 'object') return undefined;
  return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

/** A string, or a list of lines. */
function textOf(node: JsonNode | undefined, text: Text): Text {
  const strings = node === undefined ? [] : node.type === 'array' ? (node.children ?? []) : [node];
  return joinTexts(
    strings
      .filter(({ type }) => type === 'string')
      .map(({ offset, length }) => jsonText(text.content.slice(offset, offset + length), offset)),
  );
}

/** Cell magics hand the cell to another language; line magics and `!` lines are shell. */
function cellCode(source: Text, kernel: string, code: Text[], passages: Passage[]): void {
  const magic = /^\s*%%(\w+)[ \t]*([^\n]*)\n?/.exec(source.content);
  if (magic?.[1] !== undefined) {
    const rest = sliceText(source, magic[0].length, source.content.length);
    const language = magicLanguage(magic[1], magic[2] ?? '');
    if (language !== kernel) {
      passages.push({ place: 'call', language, text: rest });
      return;
    }
    source = rest;
  }
  const own: Text[] = [];
  const shell: Text[] = [];
  for (let start = 0; start < source.content.length; ) {
    const newline = source.content.indexOf('\n', start);
    let end = newline < 0 ? source.content.length : newline + 1;
    const mark = /^\s*(?:!+|%(?:pip|conda|sx|system|env|run|cd|bash|sh)\b)/.exec(source.content.slice(start, end));
    if (mark === null) own.push(sliceText(source, start, end));
    else {
      while (/\\\r?\n$/.test(source.content.slice(start, end)) && end < source.content.length) {
        const next = source.content.indexOf('\n', end);
        end = next < 0 ? source.content.length : next + 1;
      }
      shell.push(sliceText(source, start + mark[0].length, end), { content: '\n', runs: [{ at: 0, from: 0 }] });
    }
    start = end;
  }
  code.push(...own, { content: '\n', runs: [{ at: 0, from: source.runs.at(-1)?.from ?? 0 }] });
  if (shell.length > 0) passages.push({ place: 'shell', language: 'sh', text: joinTexts(shell) });
}

/** The language of a cell under a magic; one that only times or captures is the notebook's own. */
function magicLanguage(magic: string, rest: string): string {
  if (/^(?:bash|sh|script|shell|system|cmd)$/.test(magic)) return 'sh';
  if (/^(?:writefile|file)$/.test(magic)) return `file:${rest.trim().split(/\s+/).at(-1) ?? ''}`;
  return /^(?:javascript|js|html|markdown|latex|sql|R|ruby|perl|svg|julia)$/.test(magic)
    ? magic.toLowerCase()
    : 'python';
}

/** Texts of a stored output; pictures and other data are left. */
function outputTexts(output: JsonNode, text: Text, passages: Passage[]): void {
  const add = (node: JsonNode | undefined): void => {
    const found = textOf(node, text);
    if (found.content !== '') passages.push({ place: 'output', language: 'output', text: found });
  };
  add(field(output, 'text'));
  add(field(output, 'traceback'));
  const data = field(output, 'data');
  for (const { children } of data?.type === 'object' ? (data.children ?? []) : []) {
    const [kind, value] = children ?? [];
    if (typeof kind?.value === 'string' && /^text\/|json$/.test(kind.value)) add(value);
  }
}
