/** Catalogues in CSV and its kin: the separator is found out, quotes may hold line breaks, and a row in error ends nothing. */

import { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { type Field, type Item, LONGEST_TEXT, type Reader } from './entry.ts';

/** What csv-parse gives with `info` and `raw`: its types know of neither. */
interface Row {
  readonly record: readonly string[];
  readonly raw: string;
  /** `bytes` and `lines` are counted at the end of the row. */
  readonly info: Info;
}

const SEPARATORS = [',', '\t', ';', '|'] as const;
/** In UTF-16 code units: a quotation mark that is never closed makes one row of the rest of the file. */
const LONGEST_ROW = 1_000_000;
/** Rows at a time. */
const BATCH = 1_000;

/** @param isReference whether a text names a repository: a first row with such a text is no header */
export function csvReader(isReference: (text: string) => boolean): Reader {
  return async function* readCsv(pieces) {
    const [head, all] = await withHead(pieces);
    const separator = separatorOf(head);
    const parser = Readable.from(all, { objectMode: false }).pipe(
      parse({
        bom: true,
        delimiter: separator,
        info: true,
        max_record_size: LONGEST_ROW,
        raw: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
      }),
    );
    let names: readonly string[] | null = null;
    let items: Item[] = [];
    const locate = createLocator(head.startsWith('\uFEFF') ? 3 : 0);
    let line = 1;
    try {
      for await (const row of parser as AsyncIterable<Row>) {
        const fields = locate(row, names);
        line = row.info.lines + 1;
        if (names === null) {
          const isHeader = !row.record.some(isReference);
          names = row.record.map((text, index) => (isHeader ? text.trim() : String(index + 1)));
          if (isHeader) continue;
        }
        items.push(fields);
        if (items.length < BATCH) continue;
        yield items;
        items = [];
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message.slice(0, 200) : String(error);
      items.push({ line, problem: `it is no CSV from here on: ${reason}` });
    }
    yield items;
  };
}

/** Which separator the first row has most often. */
export function separatorOf(head: string): string {
  const row = /^\uFEFF?\s*(.*)/.exec(head)?.[1] ?? '';
  const [best = ','] = [...SEPARATORS].sort((a, b) => row.split(b).length - row.split(a).length);
  return best;
}

/** Finds the fields of each row in its text: the library tells where the row ends alone. */
function createLocator(mark: number): (row: Row, names: readonly string[] | null) => Field[] {
  /** Bytes that are more than code units, up to the end of the row. */
  let excess = mark;
  return ({ record, raw, info }, names) => {
    excess += Buffer.byteLength(raw) - raw.length;
    // Of the line break that ends the row, `raw` has the first character.
    const text = raw.replace(/[\r\n]$/, '');
    const end = info.bytes - excess - (raw.endsWith('\r') ? 2 : raw.length - text.length);
    const fields: Field[] = [];
    let from = 0;
    for (const [index, value] of record.entries()) {
      const shown = value.trim();
      // A quotation mark within quotes is written twice: then the start is that of the row's next field at least.
      const found = shown === '' ? -1 : text.indexOf(shown, from);
      const at = found < 0 ? from : found;
      if (found >= 0) from = found + shown.length;
      if (shown === '' || shown.length > LONGEST_TEXT) continue;
      const behind = text.slice(at);
      const before = text.slice(0, at);
      fields.push({
        key: names?.[index] ?? String(index + 1),
        text: shown,
        line: info.lines - count(behind, '\n'),
        column: at - before.lastIndexOf('\n'),
        start: end - text.length + at,
      });
    }
    return fields;
  };
}

function count(text: string, what: string): number {
  return text.split(what).length - 1;
}

async function withHead(pieces: AsyncIterable<Buffer>): Promise<[string, AsyncIterable<Buffer>]> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = first.done === true ? '' : first.value.subarray(0, 4096).toString();
  async function* all(): AsyncGenerator<Buffer> {
    if (first.done === true) return;
    yield first.value;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return [head, all()];
}
