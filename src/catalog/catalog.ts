/** A catalogue as a stream of references with their positions: the format is found out, the column chosen, the file never held. */

import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { Target } from '../extract/ids.ts';
import { revisionOf } from '../extract/ids.ts';
import type { Revision } from '../model.ts';
import { type Columns, chooseColumns, isRevisionKey, kindOf, namedColumn } from './columns.ts';
import { csvReader, separatorOf } from './csv.ts';
import { type Entry, type Field, type Item, isProblem, type Problem, type Reader } from './entry.ts';
import { readJson, readJsonLines } from './json.ts';
import { readList } from './lines.ts';
import { withHead } from './pieces.ts';
import { readReference } from './reference.ts';
import { readYaml } from './yaml.ts';

/** One repository that the catalogue names, and where. */
export interface Row {
  readonly field: Field;
  readonly target: Target;
  readonly revision: Revision;
  /** Where neither the target nor the catalogue says, it is a model. */
  readonly kind: Target['kind'] & string;
}

export type CatalogItem = Row | Problem;

export interface CatalogOptions {
  /** `-` is standard input. */
  readonly file: string;
  /** The column or key that names the repositories; null to find it out. */
  readonly column: string | null;
}

export interface Catalog {
  readonly columns: Columns;
  readonly rows: AsyncIterable<readonly CatalogItem[]>;
}

/** What is looked at before a column is chosen: so many entries, or so many bytes where these are large. */
const SAMPLE = 20_000;
const SAMPLE_BYTES = 8 * 1024 * 1024;
const PIECE = 256 * 1024;

const BY_EXTENSION: ReadonlyMap<string, Reader> = new Map([
  ['.csv', csvReader(isReference)],
  ['.tsv', csvReader(isReference)],
  ['.json', readJson],
  ['.jsonl', readJsonLines],
  ['.ndjson', readJsonLines],
  ['.yaml', readYaml],
  ['.yml', readYaml],
  ['.txt', readList],
  ['.list', readList],
]);

/**
 * Opens a catalogue and chooses its column.
 *
 * @returns the keys that were seen, where none of them names repositories
 * @throws where the file cannot be read
 */
export async function openCatalog({
  file,
  column,
}: CatalogOptions): Promise<Catalog | { readonly keys: readonly string[] }> {
  let bytes = 0;
  const [head, pieces] = await withHead(
    piecesOf(file, (size) => {
      bytes += size;
    }),
  );
  const reader = BY_EXTENSION.get(extname(file).toLowerCase()) ?? readerFor(head.toString());
  const batches = reader(pieces);
  const ahead: (readonly Item[])[] = [];
  const sample: Entry[] = [];
  for (let next = await batches.next(); next.done !== true; next = await batches.next()) {
    ahead.push(next.value);
    for (const item of next.value) if (!isProblem(item)) sample.push(item);
    if (sample.length >= SAMPLE || (sample.length > 0 && bytes >= SAMPLE_BYTES)) break;
  }
  const columns = column === null ? chooseColumns(sample) : namedColumn(column, sample);
  if (columns === null && sample.length > 0) return { keys: keysOf(sample) };

  async function* rows(): AsyncGenerator<readonly CatalogItem[]> {
    for (let batch = ahead.shift(); batch !== undefined; batch = ahead.shift()) yield readItems(batch, columns);
    for await (const batch of batches) yield readItems(batch, columns);
  }
  return { columns: columns ?? { isName: () => true, chosen: null, hasRevisions: false }, rows: rows() };
}

function readItems(items: readonly Item[], columns: Columns | null): CatalogItem[] {
  if (columns === null) return items.filter(isProblem);
  return items.flatMap((item) => (isProblem(item) ? [item] : rowsOf(item, columns)));
}

function rowsOf(entry: Entry, { isName, chosen, hasRevisions }: Columns): CatalogItem[] {
  return entry.flatMap((field): CatalogItem[] => {
    if (!isName(field.key) || field.text.trim() === '') return [];
    const said = kindOf(entry, field.key);
    const target = readReference(field.text.trim(), said);
    if (target === null) {
      // Where there is no column, a text that names no repository is simply none.
      return chosen === null ? [] : [{ line: field.line, problem: `names no repository of the Hub: ${field.text}` }];
    }
    return [{ field, target, kind: target.kind ?? said ?? 'model', revision: revisionIn(entry, target, hasRevisions) }];
  });
}

function revisionIn(entry: Entry, target: Target, hasRevisions: boolean): Revision {
  if (!hasRevisions || target.revision.at !== 'none') return target.revision;
  const text = entry.find(({ key }) => isRevisionKey(key))?.text.trim() ?? '';
  return text === '' ? target.revision : revisionOf(text);
}

function isReference(text: string): boolean {
  return readReference(text.trim(), null) !== null;
}

/** By its first bytes, where its name does not tell. */
function readerFor(head: string): Reader {
  const text = head.trimStart();
  if (text.startsWith('[')) return readJson;
  const [first = ''] = text.split('\n');
  if (text.startsWith('{')) return isJson(first) ? readJsonLines : readJson;
  if (first.includes(separatorOf(text))) return csvReader(isReference);
  return /^(?:---|- |[\w-]+:(?:\s|$))/.test(text) ? readYaml : readList;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function keysOf(sample: readonly Entry[]): string[] {
  return [...new Set(sample.flatMap((entry) => entry.map(({ key }) => key)))].filter((key) => key !== '');
}

async function* piecesOf(file: string, onRead: (size: number) => void): AsyncGenerator<Buffer> {
  const options = { highWaterMark: PIECE };
  for await (const piece of file === '-'
    ? createReadStream('', { fd: 0, ...options })
    : createReadStream(file, options)) {
    onRead(piece.length);
    yield piece;
  }
}
