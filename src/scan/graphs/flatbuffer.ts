/** FlatBuffers: tables that are reached by offsets, each of which is checked; a model of gigabytes is read where it is asked. */

import type { ByteSource } from '../../model.ts';
import { text, u16, u32, u64 } from '../bytes.ts';

/** The buffer is not what it should be; the message says where it ends to make sense. */
export class FlatbufferError extends Error {}

/** A table by its offset in the file. Fields are counted from zero, as in the schema. */
export interface Table {
  readonly at: number;
  /** A number, or what the schema says where it is left out. */
  number(field: number, bytes: 1 | 4 | 8, otherwise?: number): Promise<number>;
  /** Empty where it is left out. */
  string(field: number): Promise<string>;
  table(field: number): Promise<Table | null>;
  tables(field: number): Promise<readonly Table[]>;
  /** Where the numbers of a vector stand; null where it is left out. @param width of one of them, in bytes */
  extent(field: number, width: number): Promise<{ readonly start: number; readonly end: number } | null>;
}

const LONGEST_STRING = 64 * 1024;
/** Tables in one vector: no model has as many operators. */
const MOST_TABLES = 1_000_000;

/** The table at the root of a buffer, which begins at the start of `source`. */
export async function rootTable(source: ByteSource): Promise<Table> {
  return tableAt(source, await offsetAt(source, 0));
}

/** Follows the offset that stands at `at`: it counts from there, and leads forwards. */
async function offsetAt(source: ByteSource, at: number): Promise<number> {
  const target = at + u32(await read(source, at, 4), 0);
  if (target === at || target > source.size - 4) throw new FlatbufferError(`the offset at ${at} leads out of the file`);
  return target;
}

async function read(source: ByteSource, at: number, length: number): Promise<Uint8Array> {
  if (at < 0 || at + length > source.size) throw new FlatbufferError(`${length} bytes at ${at}, which are not there`);
  const bytes = await source.read(at, length);
  if (bytes.length < length) throw new FlatbufferError(`${length} bytes at ${at}, which cannot be read`);
  return bytes;
}

async function tableAt(source: ByteSource, at: number): Promise<Table> {
  // The list of fields may stand before or behind its table, and many tables share one.
  const fieldsAt = at - (u32(await read(source, at, 4), 0) | 0);
  const size = u16(await read(source, fieldsAt, 2), 0);
  const fields = await read(source, fieldsAt, Math.max(4, size));

  async function placeOf(field: number): Promise<number | null> {
    const offset = 4 + 2 * field + 2 > size ? 0 : u16(fields, 4 + 2 * field);
    return offset === 0 ? null : at + offset;
  }

  /** The start of the items of a vector, and how many there are. */
  async function vector(field: number, width: number): Promise<{ start: number; count: number } | null> {
    const place = await placeOf(field);
    if (place === null) return null;
    const start = await offsetAt(source, place);
    const count = u32(await read(source, start, 4), 0);
    if (start + 4 + count * width > source.size)
      throw new FlatbufferError(`${count} items at ${start}, which are not there`);
    return { start: start + 4, count };
  }

  return {
    at,
    async number(field, bytes, otherwise = 0) {
      const place = await placeOf(field);
      if (place === null) return otherwise;
      const found = await read(source, place, bytes);
      return bytes === 8 ? u64(found, 0) : bytes === 4 ? u32(found, 0) : (found[0] ?? 0);
    },
    async string(field) {
      const found = await vector(field, 1);
      return found === null ? '' : text(await read(source, found.start, Math.min(found.count, LONGEST_STRING)));
    },
    async table(field) {
      const place = await placeOf(field);
      return place === null ? null : tableAt(source, await offsetAt(source, place));
    },
    async tables(field) {
      const found = await vector(field, 4);
      if (found === null) return [];
      if (found.count > MOST_TABLES) throw new FlatbufferError(`${found.count} tables at ${found.start}`);
      const tables: Table[] = [];
      for (let index = 0; index < found.count; index++)
        tables.push(await tableAt(source, await offsetAt(source, found.start + 4 * index)));
      return tables;
    },
    async extent(field, width) {
      const found = await vector(field, width);
      return found === null ? null : { start: found.start, end: found.start + found.count * width };
    },
  };
}
