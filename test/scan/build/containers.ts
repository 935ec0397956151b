/** One small content of every kind, to be broken: what the tests of each kind build, and what Node cannot build. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { EVIL, EVIL_TEXT, HARMLESS } from './payload.ts';
import { paxRecord, tar } from './tar.ts';
import { u32, u64, zip } from './zip.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/scan');
/** Larger ones would be broken where nothing looks. */
const LARGEST = 20_000;

const latin1 = (text: string) => Buffer.from(text, 'latin1');

const torch = zip([
  { name: 'm/data.pkl', data: EVIL, descriptor: true },
  { name: 'm/version', data: latin1('3\n') },
  { name: 'm/data/0', data: Buffer.alloc(64, 0x80), extra: latin1('FB\x04\0ZZZZ') },
]);
const legacy = Buffer.concat([
  latin1('\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}.'),
  latin1('\x80\x02(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\0aX\x03\0\0\0cpuJ'),
  u32(4),
  latin1('NtQ.\x80\x02](X\x01\0\0\0ae.'),
  u64(4),
  Buffer.alloc(16, 1),
]);
const npyHeader = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n";
const npy = Buffer.concat([latin1('\x93NUMPY\x01\0'), Buffer.from([npyHeader.length, 0]), latin1(npyHeader), EVIL]);

const built: readonly Buffer[] = [
  EVIL,
  EVIL_TEXT,
  torch,
  legacy,
  npy,
  zip(
    [
      { name: 'a.npy', data: npy, deflate: true },
      { name: 'b', data: HARMLESS },
    ],
    { zip64: {}, before: EVIL, comment: latin1('hello') },
  ),
  Buffer.concat([torch, torch]),
  zip(
    [
      { name: 'z', data: torch, deflate: true },
      { name: '../x', data: latin1('y'), mode: 0o120777 },
    ],
    { noEnd: true },
  ),
  tar([
    { name: 'x', type: 'x', data: paxRecord('path', 'a/b') },
    { name: 'x', data: EVIL },
    { name: 'l', type: '2', link: '../y' },
    { name: 'z', data: torch },
  ]),
  tar(
    ['sys_info', 'pickle', 'storages', 'tensors'].map((name) => ({
      name,
      data: name === 'storages' ? legacy.subarray(20) : HARMLESS,
    })),
  ),
  gzipSync(EVIL),
  deflateSync(torch),
  Buffer.concat([latin1('ZF0x19'.padEnd(21)), deflateSync(EVIL)]),
  deflateRawSync(EVIL),
  latin1('{"chat_template": "{{ x }}"}'),
];

/** All of them. */
export const CONTAINERS: readonly Buffer[] = [
  ...built,
  ...['containers', 'benign', 'graphs', 'others', 'tensors'].flatMap((folder) => read(join(FIXTURES, folder))),
];

function read(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:py|md|txt)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .filter((bytes) => bytes.length > 0 && bytes.length <= LARGEST);
}
