/** Catalogues in CSV and its kin: the separator is found out, quotes may hold line breaks, and a row in error ends nothing. */

import { type Info, parse } from 'csv-parse';
import { type Field, type Item, LONGEST_TEXT, type Reader } from './entry.ts';
import { withHead } from './pieces.ts';
import { createPositions, type Positions } from './positions.ts';

/** What csv-parse gives with `info` and `raw`. */
interface Row {
  readonly record: readonly string[];
  readonly raw: string;
  /** Counted at the end of the row. */
  readonly info: Info;
}

const SEPARATORS = [',', '\t', ';', '|'] as const;
/** In UTF-16 code units: a quotation mark that is never closed makes one row of the rest of the file. */
const LONGEST_ROW = 1_000_000;

/** @param isReference whether a text names a repository: a first row with such a text is no header */
export function csvReader(isReference: (text: string) => boolean): Reader {
  return async function* readCsv(pieces) {
    const [head, all] = await withHead(pieces);
    const positions = createPositions();
    let names: readonly string[] | null = null;
    let items: Item[] = [];
    let line = 1;

    function take(row: Row): null {
      const fields = fieldsOf(row, names, positions);
      line = row.info.lines + 1;
      if (names !== null) items.push(fields);
      else {
        const isHeader = !row.record.some(isReference);
        names = row.record.map((text, index) => (isHeader ? text.trim() : String(index + 1)));
        if (!isHeader) items.push(fields);
      }
      return null;
    }

    // Rows are taken as they are found: those that the parser would hand out later are lost when it meets an error.
    const parser = parse({
      delimiter: separatorOf(head.toString()),
      info: true,
      max_record_size: LONGEST_ROW,
      // The types know of records alone, not of what `info` and `raw` add.
      on_record: (row: unknown) => take(row as Row),
      raw: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    let failure: Error | null = null;
    const ended = new Promise<void>((resolve) => {
      parser.on('error', (error) => {
        failure = error;
        resolve();
      });
      parser.on('end', resolve);
    });
    parser.resume();
    for await (const piece of all) {
      if (failure !== null) break;
      positions.add(piece);
      await new Promise((resolve) => parser.write(piece, resolve));
      const batch = items;
      items = [];
      yield batch;
    }
    parser.end();
    await ended;
    yield items;
    if (failure !== null) {
      const reason = String((failure as Error).message).slice(0, 200);
      yield [{ line, problem: `it is no CSV from here on: ${reason}` }];
    }
  };
}

/** Which separator the first row has most often. */
export function separatorOf(head: string): string {
  const row = /^\s*(.*)/.exec(head)?.[1] ?? '';
  const [best = ','] = [...SEPARATORS].sort((a, b) => row.split(b).length - row.split(a).length);
  return best;
}

/** Finds the fields of a row in its text: the library tells no more than where the row ends. */
function fieldsOf({ record, raw, info }: Row, names: readonly string[] | null, positions: Positions): Field[] {
  // Of the line break that ends the row, `raw` has the first character.
  const text = raw.replace(/[\r\n]$/, '');
  const start = info.bytes - (raw.endsWith('\r') ? 2 : raw.length - text.length) - Buffer.byteLength(text);
  const fields: Field[] = [];
  let from = 0;
  let bytes = 0;
  for (const [index, value] of record.entries()) {
    const shown = value.trim();
    // A quotation mark within quotes is written twice, so that the text is not there as it reads: then it starts where the last one ended.
    const found = shown === '' ? -1 : text.indexOf(shown, from);
    const at = Math.max(found, from);
    bytes += Buffer.byteLength(text.slice(from, at));
    from = at;
    if (shown !== '' && shown.length <= LONGEST_TEXT)
      fields.push({ key: names?.[index] ?? String(index + 1), text: shown, ...positions.at(start + bytes) });
  }
  return fields;
}
