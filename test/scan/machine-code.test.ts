import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scanBytes } from './build/scanned.ts';
import { zip } from './build/zip.ts';

/** Machine code is told with its kind, its machine and its size, whatever it is called. */

function elf(type: number, machine: number, big = false): Uint8Array {
  const bytes = Buffer.alloc(64);
  bytes.write('\x7fELF', 'latin1');
  bytes[4] = 2;
  bytes[5] = big ? 2 : 1;
  if (big) {
    bytes.writeUInt16BE(type, 16);
    bytes.writeUInt16BE(machine, 18);
  } else {
    bytes.writeUInt16LE(type, 16);
    bytes.writeUInt16LE(machine, 18);
  }
  return bytes;
}

function pe(machine: number, characteristics: number): Uint8Array {
  const bytes = Buffer.alloc(256);
  bytes.write('MZ', 'latin1');
  bytes.writeUInt32LE(128, 60);
  bytes.write('PE\0\0', 128, 'latin1');
  bytes.writeUInt16LE(machine, 132);
  bytes.writeUInt16LE(characteristics, 150);
  return bytes;
}

function mach(...words: number[]): Uint8Array {
  const bytes = Buffer.alloc(32);
  for (const [i, word] of words.entries()) bytes.writeUInt32LE(word >>> 0, i * 4);
  return bytes;
}

test.each([
  ['model.bin', elf(3, 62), 'ELF executable', 'shared object or program for x86-64', 64],
  ['x.cubin', elf(2, 190), 'ELF executable', 'program for CUDA', 64],
  ['x', elf(1, 22, true), 'ELF executable', 'object file for S390', 64],
  ['setup.exe', pe(34404, 2), 'Windows executable', 'program for x86-64', 256],
  ['x.dll', pe(43620, 0x2002), 'Windows executable', 'library for ARM 64', 256],
  ['x.dylib', mach(0xfeedfacf, 16777228, 0, 6), 'Mach-O executable', 'library for ARM 64', 32],
  [
    'x',
    Buffer.concat([Buffer.from('cafebabe00000002', 'hex'), Buffer.alloc(16)]),
    'Mach-O executable',
    'file for 2 machines',
    24,
  ],
  [
    'X.class',
    Buffer.concat([Buffer.from('cafebabe00000041', 'hex'), Buffer.alloc(16)]),
    'Java class',
    'class for the virtual machine of Java',
    24,
  ],
])('%s: %#', async (name, bytes, format, subject, size) => {
  const scan = await scanBytes(bytes, name);
  expect(scan).toMatchObject({
    verdict: 'inconclusive',
    format,
    evidence: [{ kind: 'machine-code', severity: 'info', subject, details: [`${size} bytes`] }],
    inconclusive: [{ start: 0, end: size }],
  });
});

test('the program that runs this test is told', async () => {
  const scan = await scanBytes(readFileSync(process.execPath).subarray(0, 4096), 'node');
  expect(scan.evidence.some(({ kind }) => kind === 'machine-code')).toBe(true);
});

test('within a wheel it is told as well', async () => {
  const scan = await scanBytes(zip([{ name: 'pkg/native.so', data: elf(3, 62) }]), 'pkg-1.0-cp312-linux_x86_64.whl');
  expect(scan.evidence).toContainEqual(expect.objectContaining({ kind: 'machine-code', within: ['pkg/native.so'] }));
});
