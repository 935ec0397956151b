import { describe, expect, test } from 'vitest';
import type { ByteSource } from '../../src/model.ts';
import { scanFile } from '../../src/scan/scan-file.ts';
import { EVIL, EVIL_TEXT, HARMLESS } from './build/payload.ts';
import { payloads, scanBytes } from './build/scanned.ts';
import { u64, zip } from './build/zip.ts';

/** What bytes are is told by their content; what is not understood is never clean. */

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('a pickle is found', () => {
  test.each([
    ['in protocol 2', EVIL, 'pickle (protocol 2)'],
    ['in protocol 0, which is text', EVIL_TEXT, 'pickle (protocol 0)'],
    ['behind another one', Buffer.concat([HARMLESS, EVIL]), 'pickle (protocol 2)'],
    [
      'behind another one of protocol 0, both text',
      Buffer.concat([latin1("(lp0\nS'a'\np1\na."), EVIL_TEXT]),
      'pickle (protocol 0)',
    ],
    [
      'behind junk that nobody knows',
      Buffer.concat([Buffer.alloc(100, 0xee), EVIL]),
      'unknown, with pickle (protocol 2)',
    ],
  ])('%s, whatever the file is called', async (_, bytes, format) => {
    for (const name of ['model.pkl', 'README.md', 'weights.safetensors', 'x']) {
      const scan = await scanBytes(bytes, name);
      expect(payloads(scan)).toEqual(['']);
      expect(scan).toMatchObject({ verdict: 'dangerous', format });
    }
  });

  test('in a file that is another format as well', async () => {
    // BINFLOAT takes eight bytes, POP drops it.
    const gif = Buffer.concat([latin1('GIF89a\x01\0\x01'), latin1('0'), EVIL_TEXT, Buffer.alloc(30, 0x7e)]);
    const scan = await scanBytes(gif, 'picture.gif');
    expect(payloads(scan)).toEqual(['']);
    expect(scan.format).toBe('GIF image and pickle (protocol 0)');
  });

  test('in a zip at the end of something else', async () => {
    const png = latin1('\x89PNG\r\n\x1a\n');
    expect(
      payloads(await scanBytes(Buffer.concat([png, Buffer.alloc(500), zip([{ name: 'a', data: EVIL }])]))),
    ).toEqual(['a']);
    const weights = Buffer.concat([u64(2), latin1('{}'), zip([{ name: 'a', data: EVIL }])]);
    expect(payloads(await scanBytes(weights, 'model.safetensors'))).toEqual(['a']);
  });
});

describe('text', () => {
  test.each([
    ['README.md', '# Hello\n\nclass of 2024: N.B. {{ this }} is no template.\n'],
    ['config.json', '{"model_type": "bert"}'],
    ['notes.txt', 'import this\nclean\nfoo\n'],
    ['class.txt', 'class\nosystem\n'],
    ['ümläut.txt', 'ümläüt — “quotes” 日本語\n'],
    ['utf16.txt', '\uFEFFhello'],
    ['notes.md', "chat_template:\n{{ config.__class__.__init__.__globals__['os'] }} would be one.\n"],
  ])('that is data is clean: %s', async (name, text) => {
    const bytes = name === 'utf16.txt' ? Buffer.from(text, 'utf16le') : Buffer.from(text);
    expect(await scanBytes(bytes, name)).toMatchObject({ verdict: 'clean', format: 'text', evidence: [] });
  });

  test.each([
    ['modeling.py', 'import os\n', 'Python code'],
    ['notebook.ipynb', '{"cells": []}', 'Python code'],
    ['run.sh', 'echo\n', 'a program'],
    ['start', '#!/usr/bin/env python\n', 'a program'],
    ['x.pth', '/usr/lib\nimport sys\n', 'a path configuration'],
  ])('that is code, or names it, is inconclusive: %s', async (name, text, why) => {
    const scan = await scanBytes(Buffer.from(text), name);
    expect(scan.verdict).toBe('inconclusive');
    expect(scan.inconclusive[0]?.why).toMatch(new RegExp(`^${why}.*: not judged$`));
  });
});

test.each([
  ['nothing', Buffer.alloc(0), 'clean', 'empty'],
  ['an image', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'clean', 'PNG image'],
  ['safetensors', Buffer.concat([u64(2), latin1('{}')]), 'clean', 'safetensors'],
  ['safetensors that are cut off', Buffer.concat([u64(5000), latin1('{"a":')]), 'inconclusive', 'safetensors'],
  ['GGUF', latin1('GGUF\x03\0\0\0'), 'inconclusive', 'GGUF (version 3)'],
  ['HDF5', latin1('\x89HDF\r\n\x1a\n'), 'inconclusive', 'HDF5'],
  ['a program', latin1('\x7fELF\x02\x01'), 'inconclusive', 'ELF executable'],
  ['what nobody knows', Buffer.from('ee0102030405', 'hex'), 'inconclusive', 'unknown'],
] as const)('%s is what it is', async (_, bytes, verdict, format) => {
  expect(await scanBytes(bytes, 'file')).toMatchObject({ verdict, format });
});

describe('a file that cannot be read', () => {
  const failing = (from: number, bytes: Buffer): ByteSource => ({
    size: bytes.length,
    async read(offset, length) {
      if (offset + length > from) throw new Error('the disk failed');
      return bytes.subarray(offset, offset + length);
    },
  });

  test('is inconclusive, and says why', async () => {
    const scan = await scanFile('x', failing(0, HARMLESS));
    expect(scan).toMatchObject({ verdict: 'inconclusive', inconclusive: [{ why: 'not read: the disk failed' }] });
  });

  test('to its end tells what was seen before', async () => {
    const bytes = Buffer.concat([EVIL, Buffer.alloc(2 ** 20, 1)]);
    const scan = await scanFile('x', failing(2 ** 19, bytes));
    expect(payloads(scan)).toEqual(['']);
    expect(scan.inconclusive.some(({ why }) => why === 'not read: the disk failed')).toBe(true);
  });
});

test('a file of 64 MB is scanned with little of it in memory, and read once', async () => {
  const size = 64 * 1024 * 1024;
  const head = Buffer.concat([latin1('\x80\x04\x8e'), u64(size)]);
  const source: ByteSource = {
    size: head.length + size + 1,
    async read(offset, length) {
      const end = Math.min(this.size, offset + length);
      const bytes = Buffer.alloc(Math.max(0, end - offset));
      if (offset < head.length) head.copy(bytes, 0, offset);
      if (end === this.size) bytes.write('.', bytes.length - 1);
      return bytes;
    },
  };
  const scan = await scanFile('x', source);
  expect(scan).toMatchObject({ verdict: 'clean', format: 'pickle (protocol 4)' });
  expect(scan.bytesRead).toBeLessThan(2 ** 20);
});
