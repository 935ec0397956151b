/** Machine code: what kind of program or library it is, for which machine, and how large. It is told, and not judged. */

import type { ByteSource } from '../model.ts';
import { hasMark, latin1, u16, u32, u32BigEndian } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { createTally } from './tally.ts';

/** `e_machine` of ELF (elf.h), `Machine` of PE (the PE format's specification), `cputype` of Mach-O (mach/machine.h). */
const ELF_MACHINES: Readonly<Record<number, string>> = {
  3: 'x86',
  8: 'MIPS',
  20: 'PowerPC',
  21: 'PowerPC 64',
  22: 'S390',
  40: 'ARM',
  62: 'x86-64',
  183: 'ARM 64',
  190: 'CUDA',
  224: 'AMD GPU',
  243: 'RISC-V',
  247: 'BPF',
  258: 'LoongArch',
};
const PE_MACHINES: Readonly<Record<number, string>> = { 332: 'x86', 34404: 'x86-64', 452: 'ARM', 43620: 'ARM 64' };
const MACH_MACHINES: Readonly<Record<number, string>> = {
  7: 'x86',
  16777223: 'x86-64',
  12: 'ARM',
  16777228: 'ARM 64',
};
const ELF_TYPES: Readonly<Record<number, string>> = {
  1: 'object file',
  2: 'program',
  3: 'shared object or program',
  4: 'core dump',
};
const MACH_TYPES: Readonly<Record<number, string>> = { 1: 'object file', 2: 'program', 6: 'library', 8: 'bundle' };

/** Scans machine code; null where the bytes are none. */
export async function scanMachineCode(
  source: ByteSource,
  head: Uint8Array,
  context: ScanContext,
): Promise<Scanned | null> {
  const found = elf(head) ?? (await pe(source, head)) ?? mach(head);
  if (found === null) return null;
  const { format, what } = found;
  const tally = createTally(context);
  const size = `${source.size.toLocaleString('en-US')} bytes`;
  tally.say('machine-code', 'info', 0, what, `It is machine code (${format}): nothing that loading data needs.`, [
    size,
  ]);
  tally.gap(0, source.size, `${format}: not judged (machine code)`);
  return tally.done(format);
}

interface Kind {
  readonly format: string;
  readonly what: string;
}

function elf(head: Uint8Array): Kind | null {
  if (!hasMark(head, '\x7fELF')) return null;
  const big = head[5] === 2;
  const read = (at: number) =>
    big ? ((head[at] ?? 0) << 8) | (head[at + 1] ?? 0) : head.length > at + 1 ? u16(head, at) : 0;
  const type = ELF_TYPES[read(16)] ?? 'file';
  return { format: 'ELF executable', what: `${type} for ${ELF_MACHINES[read(18)] ?? 'some machine'}` };
}

async function pe(source: ByteSource, head: Uint8Array): Promise<Kind | null> {
  if (!hasMark(head, 'MZ') || hasMark(head, "MZqFpD='") || head.length < 64) return null;
  const at = u32(head, 60);
  const header = at + 24 <= head.length ? head.subarray(at, at + 24) : await source.read(at, 24);
  if (header.length < 24 || latin1(header.subarray(0, 4)) !== 'PE\0\0')
    return { format: 'Windows executable', what: 'program for DOS, or a broken one' };
  const library = (u16(header, 22) & 0x2000) !== 0;
  const machine = PE_MACHINES[u16(header, 4)] ?? 'some machine';
  return { format: 'Windows executable', what: `${library ? 'library' : 'program'} for ${machine}` };
}

function mach(head: Uint8Array): Kind | null {
  if (head.length < 16) return null;
  const format = 'Mach-O executable';
  const mark = u32BigEndian(head, 0);
  if (mark === 0xcefaedfe || mark === 0xcffaedfe) {
    const machine = MACH_MACHINES[u32(head, 4)] ?? 'some machine';
    return { format, what: `${MACH_TYPES[u32(head, 12)] ?? 'file'} for ${machine}` };
  }
  if (mark === 0xfeedface || mark === 0xfeedfacf) return { format, what: 'file for a big-endian machine' };
  if (mark !== 0xcafebabe && mark !== 0xcafebabf) return null;
  // Java's classes have the same mark; their version stands where Mach-O counts its few parts.
  const parts = u32BigEndian(head, 4);
  return parts > 0 && parts < 30
    ? { format, what: `file for ${parts} machines` }
    : { format: 'Java class', what: 'class for the virtual machine of Java' };
}
