/** Catalogues in YAML: cut into parts where an entry of the outermost list or map begins, so that each part is read alone. */

import type { Node, ParsedNode } from 'yaml';
import { type Entry, type Field, type Item, LONGEST_TEXT, MOST_FIELDS, type Reader } from './entry.ts';
import { type Line, linesOf } from './lines.ts';

/** A part, in UTF-16 code units: many entries, for each part costs a parser. */
const PART = 64 * 1024;
/** An entry that is longer is not cut, and not read. */
const LONGEST_PART = 8 * 1024 * 1024;
/** Aliases multiply what they name. */
const MOST_ALIASES = 100;
const DEEPEST = 100;

interface Part {
  readonly lines: readonly Line[];
  /** The key at the left margin under which the part begins. */
  readonly key: string;
}

export const readYaml: Reader = async function* readYaml(pieces) {
  const { LineCounter, parseAllDocuments, isAlias, isMap, isPair, isScalar, isSeq } = await import('yaml');

  function itemsOf(part: Part): Item[] {
    const first = part.lines[0];
    if (first === undefined) return [];
    const text = part.lines.map((line) => line.text ?? '').join('\n');
    if (text.length > LONGEST_PART)
      return [{ line: first.number, problem: `an entry from here on is longer than ${LONGEST_PART} characters` }];
    const lines = new LineCounter();
    const options = { lineCounter: lines, uniqueKeys: false, logLevel: 'silent', prettyErrors: false } as const;
    const items: Item[] = [];
    for (const document of parseAllDocuments(text, options)) {
      if (!('errors' in document)) continue;
      const [error] = document.errors;
      if (error !== undefined) {
        const { line } = lines.linePos(error.pos[0]);
        items.push({ line: first.number + line - 1, problem: `it is no YAML: ${error.message.slice(0, 200)}` });
        continue;
      }
      let aliases = 0;

      function fieldOf(node: Node, key: string): Field | null {
        if (!isScalar(node) || typeof node.value !== 'string' || node.value.length > LONGEST_TEXT) return null;
        const at = (node as ParsedNode).range[0] + (/^QUOTE/.test(node.type ?? '') ? 1 : 0);
        const { line, col } = lines.linePos(at);
        const whole = part.lines[line - 1];
        return {
          key,
          text: node.value,
          line: first?.number === undefined ? 1 : first.number + line - 1,
          column: col,
          start: (whole?.start ?? 0) + col - 1,
        };
      }

      function walk(node: unknown, key: string, depth: number): void {
        if (depth > DEEPEST) return;
        if (isAlias(node)) {
          aliases += 1;
          if (aliases <= MOST_ALIASES) walk(node.resolve(document as never), key, depth + 1);
        } else if (isMap(node)) {
          const fields: Field[] = [];
          for (const pair of node.items) {
            if (!isPair(pair)) continue;
            const name = isScalar(pair.key) ? String(pair.key.value) : '';
            const field = pair.value === null ? null : fieldOf(pair.value as Node, name);
            if (field !== null) fields.push(field);
            else walk(pair.value, name, depth + 1);
          }
          if (fields.length <= MOST_FIELDS) {
            if (fields.length > 0) items.push(fields);
          } else items.push(...fields.map((field): Entry => [field]));
        } else if (isSeq(node)) {
          for (const item of node.items) walk(item, key, depth + 1);
        } else if (isScalar(node)) {
          const field = fieldOf(node, key);
          if (field !== null) items.push([field]);
        }
      }

      walk(document.contents, part.key, 0);
    }
    return items;
  }

  for await (const parts of partsOf(pieces)) yield parts.flatMap(itemsOf);
};

/** A key whose value begins on the next line. */
interface OpenKey {
  readonly indent: number;
  readonly key: string;
}

/**
 * Cuts where a line at the left margin begins something, where an item of the outermost list of it begins, and wherever the text
 * goes back to the left of what its part began with. Each part is YAML by itself: what it lacks is the key above it.
 */
async function* partsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<readonly Part[]> {
  let lines: Line[] = [];
  let size = 0;
  let key = '';
  /** Of the first line of the part. */
  let leftmost: number | null = null;
  let startsWithItem = false;
  /** Of the items of the outermost list; null where there is none. */
  let listed: number | null = null;
  let open: OpenKey[] = [];
  /** Texts one below the other at the left margin, up to here. */
  let beside = 0;

  for await (const batch of linesOf(pieces)) {
    const parts: Part[] = [];
    for (const line of batch) {
      const text = line.text ?? '';
      const indent = /^ *(?=[^\s#])/.exec(text)?.[0].length ?? null;
      if (indent !== null) {
        const isItem = /^ *-(?:\s|$)/.test(text);
        open = open.filter((each) => each.indent < indent || (isItem && each.indent === indent));
        if (indent === 0 && !isItem) listed = null;
        else if (isItem && (listed === null || indent < listed)) listed = indent;
        // Texts side by side at the margin are one entry, unless there are more than an entry has.
        const sideBySide = indent === 0 && !isItem && !text.startsWith('---') && beside > 0 && beside < MOST_FIELDS;
        const begins = (indent === 0 && !sideBySide && !/^[\]},]/.test(text)) || (isItem && indent === listed);
        const leaves = leftmost !== null && (indent < leftmost || (startsWithItem && indent === leftmost && !isItem));
        if ((size >= PART && begins) || leaves) {
          parts.push({ lines, key });
          lines = [];
          size = 0;
          leftmost = null;
        }
        if (leftmost === null) {
          leftmost = indent;
          startsWithItem = isItem;
          key = isItem ? (open.at(-1)?.key ?? '') : '';
        }
        const opened = /^ *(["']?)([^"'#:-][^"':]*)\1\s*:\s*(?:#.*)?$/.exec(text)?.[2];
        if (opened !== undefined) open.push({ indent, key: opened.trim() });
        if (indent === 0) beside = opened !== undefined || isItem || text.startsWith('---') ? 0 : beside + 1;
      }
      lines.push(line);
      size += text.length + 1;
    }
    yield parts;
  }
  yield [{ lines, key }];
}
