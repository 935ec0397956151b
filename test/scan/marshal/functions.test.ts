/** The marshal reader against CPython itself: what `dis` and the code objects of every version say of functions of the standard library. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { disassemble, versionsOf } from '../../../src/scan/marshal/disassemble.ts';
import { EFFECTS } from '../../../src/scan/marshal/effects.ts';
import { HANDLERS } from '../../../src/scan/marshal/handlers.ts';
import { OPCODES } from '../../../src/scan/marshal/opcodes.ts';
import { readCode } from '../../../src/scan/marshal/read.ts';
import type { Value } from '../../../src/scan/marshal/value.ts';

interface Told {
  readonly code: string;
  readonly name: string;
  readonly line: number;
  readonly names: readonly string[];
  readonly varnames: readonly string[];
  readonly free: readonly string[];
  readonly cells: readonly string[];
  readonly constants: string;
  readonly instructions: string;
  readonly calls: readonly string[];
}

const FOLDER = join(import.meta.dirname, '../../../fixtures/scan/marshal');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json.gz'));
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const word = (value: boolean) => (value ? 'True' : 'False');

function double(...numbers: readonly number[]): string {
  const bytes = Buffer.alloc(8 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeDoubleBE(number, 8 * index);
  return hex(bytes);
}

/** As `canonical` of make.py writes it. */
function canonical(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return word(value);
  if (typeof value === 'string') return `str ${hex(Buffer.from(value))}`;
  if (typeof value !== 'object') return `int ${value}`;
  switch (value.is) {
    case 'ellipsis':
      return 'Ellipsis';
    case 'float':
      return `float ${double(value.value)}`;
    case 'complex':
      return `complex ${double(value.real, value.imaginary)}`;
    case 'bytes':
      return `bytes ${hex(value.value)}`;
    case 'code':
      return `code ${value.name}`;
    case 'slice':
      return `slice(${value.items.map(canonical).join(', ')})`;
    case 'tuple':
      return `(${value.items.map(canonical).join(', ')})`;
    case 'frozenset':
      return `{${value.items.map(canonical).sort().join(', ')}}`;
    default:
      return value.is;
  }
}

test('there is code of every version of the tables', () => {
  expect(FILES.map((name) => name.split('-')[1]?.replace('.json.gz', '')).sort()).toEqual(
    OPCODES.map(({ python }) => python).sort(),
  );
});

test('every opcode of every version is followed, and none that no version has', () => {
  // The disassembler takes the first up; the interpreter makes the second for itself; the third is nothing.
  const own = new Set(['EXTENDED_ARG', 'ENTER_EXECUTOR', 'RESERVED']);
  const all = new Set(OPCODES.flatMap(({ names }) => [...names.values()]).filter((name) => !own.has(name)));
  expect(new Set([...EFFECTS.keys(), ...HANDLERS.keys()])).toEqual(all);
});

describe.each(OPCODES)('Python $python', (table) => {
  const path = join(FOLDER, `functions-${table.python}.json.gz`);
  const rows = JSON.parse(gunzipSync(readFileSync(path)).toString()) as readonly Told[];

  test('names, constants, instructions and calls of 304 functions are what dis says', () => {
    expect(rows.length).toBeGreaterThanOrEqual(300);
    for (const told of rows) {
      const bytes = Buffer.from(told.code, 'base64');
      const read = readCode(bytes);
      if (read === null) throw new Error(`${told.name} is not read`);
      const { code } = read;
      expect(read.end, told.name).toBe(bytes.length);
      expect({ ...code, cells: [...code.cells].sort() }, told.name).toMatchObject({
        name: told.name,
        line: told.line,
        names: told.names,
        variables: told.varnames,
        free: told.free,
        cells: told.cells,
      });
      expect(sha1(code.constants.map(canonical).join('\n')), told.name).toBe(told.constants);
      const listed = disassemble(code, table);
      const line = ({ at, name, argument }: (typeof listed)[number]) => `${at} ${name} ${argument ?? ''}`;
      const calls = listed.filter(({ name }) => name.includes('CALL') && !/INTRINSIC|^PRECALL$/.test(name));
      expect(calls.map(line), told.name).toEqual(told.calls);
      expect(sha1(listed.map(line).join('\n')), told.name).toBe(told.instructions);
    }
  });

  test('the version is told by the code alone, or is among the few that fit', () => {
    const found = rows.map(({ code }) => {
      const read = readCode(Buffer.from(code, 'base64'));
      return read === null ? [] : versionsOf(read.code).map(({ python }) => python);
    });
    expect(found.filter((versions) => !versions.includes(table.python))).toEqual([]);
    expect(found.filter((versions) => versions.length > 2)).toEqual([]);
  });
});
