/** Reads catalogues for tests: from a text, in pieces of any size, to what a person would say of each row. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openCatalog, type Row } from '../../src/catalog/catalog.ts';
import type { Item, Reader } from '../../src/catalog/entry.ts';
import { withHead } from '../../src/catalog/pieces.ts';
import { repoName, revisionText } from '../../src/model.ts';

/** The items that a reader makes of a text, given in pieces of so many bytes. */
export async function itemsOf(reader: Reader, text: string, size = 64 * 1024): Promise<Item[]> {
  const bytes = Buffer.from(text);
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const items: Item[] = [];
  const [, all] = await withHead(pieces());
  for await (const batch of reader(all)) items.push(...batch);
  return items;
}

export interface ReadCatalog {
  readonly chosen: string | null;
  /** `line:column kind id@revision`, or `line! problem`. */
  readonly rows: readonly string[];
  readonly items: readonly Row[];
}

/** Opens a file of this name and text. Null where no column names repositories. */
export async function catalogOf(name: string, text: string, column: string | null = null): Promise<ReadCatalog | null> {
  const folder = mkdtempSync(join(tmpdir(), 'namesake-catalog-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  const catalog = await openCatalog({ file, column });
  if ('keys' in catalog) return null;
  const rows: string[] = [];
  const items: Row[] = [];
  for await (const batch of catalog.rows) {
    for (const item of batch) {
      if ('problem' in item) {
        rows.push(`${item.line}! ${item.problem}`);
        continue;
      }
      items.push(item);
      const { field, target, kind, revision } = item;
      const at = revisionText(revision);
      rows.push(
        `${field.line}:${field.column + target.span.start} ${kind} ${repoName(target)}${at === null ? '' : `@${at}`}`,
      );
    }
  }
  return { chosen: catalog.columns.chosen, rows, items };
}
