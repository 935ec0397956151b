/** Bytecode as instructions, as `dis` lists them, by the opcodes of a version; and which version some code was compiled by. */

import { OPCODES, type OpcodeTable } from './opcodes.ts';
import type { Code, Value } from './value.ts';

export interface Instruction {
  readonly at: number;
  /** Behind it and its caches. */
  readonly end: number;
  readonly name: string;
  /** With what EXTENDED_ARG says; null where the opcode takes none. */
  readonly argument: number | null;
}

/** Instructions of one code object that are read. */
const MOST = 200_000;

/** The instructions of a code object; what is no opcode of the version is called `UNKNOWN`. EXTENDED_ARG and CACHE are left out. */
export function disassemble({ code }: Pick<Code, 'code'>, table: OpcodeTable): Instruction[] {
  const instructions: Instruction[] = [];
  const wide = table.python === '2.7';
  let extended = 0;
  for (let at = 0; at < code.length && instructions.length < MOST; ) {
    const opcode = code[at] ?? 0;
    const name = table.names.get(opcode) ?? 'UNKNOWN';
    const takes = opcode >= table.argument;
    let end = at + 2;
    let argument: number | null = null;
    if (wide) {
      end = at + (takes ? 3 : 1);
      if (takes) argument = (extended * 65536 + (code[at + 1] ?? 0) + (code[at + 2] ?? 0) * 256) >>> 0;
    } else {
      end += 2 * (table.caches.get(opcode) ?? 0);
      if (takes || (name === 'UNKNOWN' && opcode > 0)) argument = (extended * 256 + (code[at + 1] ?? 0)) >>> 0;
    }
    if (name === 'EXTENDED_ARG') extended = argument ?? 0;
    else {
      extended = 0;
      if (name !== 'CACHE') instructions.push({ at, end, name, argument });
    }
    at = end;
  }
  return instructions;
}

/** Where an instruction jumps to; null where it does not. */
export function targetOf({ name, argument, end }: Instruction, { python }: OpcodeTable): number | null {
  if (argument === null) return null;
  const minor = minorOf(python);
  const unit = minor >= 10 ? 2 : 1;
  if (/^JUMP_BACKWARD|^POP_JUMP_BACKWARD/.test(name)) return end - argument * unit;
  if (/^(?:FOR_ITER|JUMP_FORWARD|SETUP_(?:LOOP|EXCEPT|FINALLY|WITH|ASYNC_WITH)|SEND|FOR_LOOP)$/.test(name))
    return end + argument * unit;
  if (!/JUMP|CONTINUE_LOOP/.test(name)) return null;
  return minor >= 11 ? end + argument * unit : argument * unit;
}

/** The number behind `3.`, and 0 for Python 2. */
export function minorOf(python: string): number {
  return python === '2.7' ? 0 : Number(python.split('.')[1]);
}

/** The versions that may have compiled some code, oldest first, the likely ones alone. */
export function versionsOf(code: Code): readonly OpcodeTable[] {
  const [from, to] = [minorOf(code.layout.from), minorOf(code.layout.to)];
  const tables = OPCODES.filter(({ python }) =>
    code.layout.old ? python === '2.7' : python !== '2.7' && minorOf(python) >= from && minorOf(python) <= to,
  );
  const scores = tables.map((table) => oddities(code, table, 0));
  const least = Math.min(...scores);
  // Code that fits none was made by hand: nobody knows which interpreter it is meant for.
  return tables.filter((_, index) => scores[index] === least || least > 0);
}

const DEEPEST = 50;
const ENDS = /^(?:RETURN|RAISE|RERAISE|JUMP|INTERPRETER_EXIT|END_ASYNC)/;

/** How much of the code makes no sense by the opcodes of a version. */
export function oddities(code: Code, table: OpcodeTable, depth: number): number {
  const instructions = disassemble(code, table);
  const minor = minorOf(table.python);
  const starts = new Set(instructions.map(({ at }) => at));
  let odd = 0;
  for (const instruction of instructions) {
    const { name, argument } = instruction;
    if (name === 'UNKNOWN' || name === 'RESERVED') odd += 4;
    const target = targetOf(instruction, table);
    // An EXTENDED_ARG in front of it is where a jump may lead, too.
    if (target !== null && !starts.has(target) && code.code[target] !== undefined && starts.size < MOST)
      odd += table.names.get(code.code[target] ?? 0) === 'EXTENDED_ARG' ? 0 : 2;
    if (target !== null && (target < 0 || target > code.code.length)) odd += 2;
    if (argument === null) continue;
    const most = tableSize(name, code, minor);
    if (most !== null && argument >= most) odd += 2;
  }
  odd += cacheOddities(code, table);
  const last = instructions.at(-1);
  if (last === undefined || !ENDS.test(last.name)) odd += 2;
  odd += lineOddities(code, minor);
  if (depth < DEEPEST) for (const inner of innerCode(code)) odd += oddities(inner, table, depth + 1);
  return odd;
}

/** Caches are written empty, and nothing but an instruction has any. */
function cacheOddities({ code }: Code, table: OpcodeTable): number {
  if (table.caches.size === 0) return 0;
  let odd = 0;
  for (let at = 0; at < code.length; ) {
    const opcode = code[at] ?? 0;
    const end = at + 2 + 2 * (table.caches.get(opcode) ?? 0);
    if (opcode === 0 || code.subarray(at + 2, end).some((byte) => byte !== 0)) odd += 1;
    at = end;
  }
  return odd;
}

/** How many things an argument may choose from. */
function tableSize(name: string, code: Code, minor: number): number | null {
  if (name === 'LOAD_CONST') return code.constants.length;
  if (name === 'LOAD_GLOBAL') return code.names.length * (minor >= 11 ? 2 : 1);
  if (name === 'LOAD_ATTR') return code.names.length * (minor >= 12 ? 2 : 1);
  if (/^(?:LOAD|STORE|DELETE)_(?:NAME|GLOBAL|ATTR|METHOD)$|^IMPORT_(?:NAME|FROM)$/.test(name)) return code.names.length;
  if (/^(?:LOAD|STORE|DELETE)_FAST(?:_CHECK|_BORROW|_AND_CLEAR)?$/.test(name))
    return minor >= 11 ? code.locals.length : code.variables.length;
  return null;
}

/** 3.10 tells of every byte of the code what line it is of, older versions of where lines begin. */
function lineOddities({ lineTable, code, layout }: Code, minor: number): number {
  if (layout.unified || layout.old || minor < 8) return 0;
  let covered = 0;
  for (let at = 0; at < lineTable.length; at += 2) covered += lineTable[at] ?? 0;
  return (minor === 10) === (covered === code.length && code.length > 0) ? 0 : 3;
}

export function innerCode({ constants }: Code): Code[] {
  return constants.filter((value: Value): value is Code => typeof value === 'object' && value?.is === 'code');
}
