import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  binary,
  bytes,
  call,
  ECHO,
  EMPTY_LIST,
  EMPTY_TUPLE,
  int,
  NONE,
  named,
  type Piece,
  pickle,
  text,
  tuple,
} from './assemble.ts';
import { detailsOf, OS_SYSTEM, scanned, told } from './scanned.ts';

const builtin = (name: string) => named('builtins', name);
const list = (...items: readonly Piece[]) => bytes(EMPTY_LIST, ...items.flatMap((item) => [item, 'a']));
const getattr = (of: Piece, name: Piece) => call(builtin('getattr'), of, name);
const method = (of: Piece, name: string, ...args: Piece[]) => call(getattr(of, text(name)), ...args);

/** Ways to spell `system` so that no scanner reads it. */
const SPELLINGS: readonly [name: string, piece: Piece][] = [
  ['joined characters', method(text(''), 'join', list(text('s'), text('ys'), text('tem')))],
  ['joined by the class', call(builtin('str.join'), text(''), list(text('sys'), text('tem')))],
  [
    'joined characters of their numbers',
    method(
      text(''),
      'join',
      call(builtin('map'), builtin('chr'), list(...[...'system'].map((char) => int(char.charCodeAt(0))))),
    ),
  ],
  ['reversed', method(text(''), 'join', call(builtin('reversed'), text('metsys')))],
  ['replaced', method(text('sysXem'), 'replace', text('X'), text('t'))],
  ['lowered', method(text('SYSTEM'), 'lower')],
  ['stripped', method(text('  system '), 'strip')],
  ['split', call(call(named('operator', 'itemgetter'), int(1)), method(text('a-system-b'), 'split', text('-')))],
  ['formatted', method(text('{}{}'), 'format', text('sys'), text('tem'))],
  ['formatted with %', call(named('operator', 'mod'), text('%s%s'), tuple(text('sys'), text('tem')))],
  ['added', call(named('operator', 'add'), text('sys'), text('tem'))],
  ['decoded bytes', method(binary(Buffer.from('system')), 'decode')],
  [
    'decoded bytes of numbers',
    method(
      call(builtin('bytes'), list(...[...'system'].map((char) => int(char.charCodeAt(0))))),
      'decode',
      text('ascii'),
    ),
  ],
  ['rot13', call(named('codecs', 'decode'), text('flfgrz'), text('rot13'))],
  ['base64', method(call(named('base64', 'b64decode'), text('c3lzdGVt')), 'decode')],
  ['hexadecimal', method(call(builtin('bytes.fromhex'), text('73797374656d')), 'decode')],
  ['compressed', method(call(named('zlib', 'decompress'), binary(deflateSync('system'))), 'decode')],
  ['of one item', call(builtin('next'), call(builtin('iter'), list(text('system'))))],
  ['reduced', call(named('functools', 'reduce'), named('operator', 'add'), list(text('sys'), text('te'), text('m')))],
];

test.each(SPELLINGS)('a name is known however it is made: %s', async (_name, spelling) => {
  const os = call(named('importlib', 'import_module'), text('os'));
  const result = await scanned(pickle(call(getattr(os, spelling), text(ECHO))));
  expect(told(result)).toEqual(expect.arrayContaining([OS_SYSTEM]));
  expect(detailsOf(result, 'os.system')).toEqual([`os.system('${ECHO}')`]);
});

test.each(SPELLINGS.slice(0, 6))('and so it is for STACK_GLOBAL: %s', async (_name, spelling) => {
  expect(told(await scanned(pickle(text('os'), spelling, '\x93', tuple(text(ECHO)), 'R')))).toContain(OS_SYSTEM);
});

describe('callables that act later', () => {
  test('a partial of a partial', async () => {
    const inner = call(named('functools', 'partial'), named('subprocess', 'call'), text('echo'));
    const result = await scanned(pickle(call(call(named('functools', 'partial'), inner), int(1))));
    expect(detailsOf(result, 'subprocess.call')).toEqual(["subprocess.call('echo', 1)"]);
  });

  test('a partial whose state says otherwise', async () => {
    const harmless = call(named('functools', 'partial'), builtin('len'));
    const state = tuple(named('os', 'system'), tuple(text(ECHO)), NONE, NONE);
    const result = await scanned(pickle(call(bytes(harmless, state, 'b'))));
    expect(detailsOf(result, 'os.system')).toEqual([`os.system('${ECHO}')`]);
  });

  test('a bound method', async () => {
    const result = await scanned(pickle(call(call(named('types', 'MethodType'), named('os', 'system'), text(ECHO)))));
    expect(told(result)).toContain(OS_SYSTEM);
  });
});

describe('gadgets that stay on known ground are quiet', () => {
  test.each([
    ['a partial of something harmless', call(named('functools', 'partial'), builtin('int'))],
    ['an item getter', call(named('operator', 'itemgetter'), int(1))],
    ['a method of text', getattr(text('abc'), text('upper'))],
    ["a function of NumPy's", call(named('numpy.core', '_ufunc_reconstruct'), text('numpy'), text('add'))],
    ['lengths of lists', call(builtin('map'), builtin('len'), list(list(), list()))],
    ['the zone of a time', call(getattr(named('zoneinfo', 'ZoneInfo'), text('_unpickle')), text('UTC'), int(1))],
  ])('%s', async (_name, piece) => {
    expect(told(await scanned(pickle(piece)))).toEqual([]);
  });
});

describe('gadgets of which it is not known what they do are told', () => {
  test('for their arguments', async () => {
    const name = call(named('nowhere', 'name'), EMPTY_TUPLE);
    expect(told(await scanned(pickle(getattr(text('x'), name))))).toEqual([
      'medium unknown-call nowhere.name',
      'medium indirect-call builtins.getattr',
    ]);
  });

  test('for being only imported', async () => {
    expect(told(await scanned(pickle(builtin('getattr'))))).toEqual(['medium indirect-import builtins.getattr']);
  });
});

test('a dunder is reached by any way', async () => {
  expect(told(await scanned(pickle(getattr(text(''), text('__class__')))))).toEqual([
    'critical dangerous-attribute __class__',
  ]);
  expect(told(await scanned(pickle(getattr(builtin('len'), text('__self__')))))).toEqual([
    'critical dangerous-import builtins.len.__self__',
  ]);
});

describe('the evidence shows what a call would run', () => {
  test('base64 within the code, decoded, and where it leads', async () => {
    const inner = Buffer.from("import urllib.request as r; r.urlopen('http://example.invalid/x')").toString('base64');
    const code = `import base64;exec(base64.b64decode('${inner}'))`;
    expect(detailsOf(await scanned(pickle(call(builtin('exec'), text(code)))), 'builtins.exec')).toEqual([
      `builtins.exec('${code.replaceAll("'", "\\'")}')`,
      "decodes to: import urllib.request as r; r.urlopen('http://example.invalid/x')",
      'address: http://example.invalid/x',
    ]);
  });

  test('compressed code within base64', async () => {
    const inner = gzipSync('print("namesake")').toString('base64');
    expect(detailsOf(await scanned(pickle(call(builtin('exec'), text(inner)))), 'builtins.exec')).toContain(
      'decodes to: print("namesake")',
    );
  });

  test("PowerShell's encoded command", async () => {
    const inner = Buffer.from('Write-Output namesake', 'utf16le').toString('base64');
    expect(
      detailsOf(await scanned(pickle(call(named('os', 'system'), text(`powershell -enc ${inner}`)))), 'os.system'),
    ).toContain('decodes to: Write-Output namesake');
  });

  test('compiled code: what it calls', async () => {
    // marshal.dumps(compile("import os; os.system('echo namesake')", '', 'exec')), by Python 3.11.
    const code = Buffer.from(
      'YwAAAAAAAAAAAAAAAAMAAAAAAAAA8y4AAACXAGQAZAFsAFoAAgBlAGoBAAAAAAAAAABkAqYBAACrAQAAAAAAAAAAAQBkAVMAKQPpAAAAAE56DWVjaG8gbmFtZXNha2UpAtoCb3PaBnN5c3RlbakA8wAAAADaAPoIPG1vZHVsZT5yBwAAAAEAAABzJQAAAPADAQEB2AAJgAmACYAJiDmIMow5kF/RCyXUCyXQCyXQCyXQCyVyBQAAAA==',
      'base64',
    );
    const result = await scanned(pickle(call(builtin('exec'), call(named('marshal', 'loads'), binary(code)))));
    expect(told(result)).toEqual(['critical dangerous-call marshal.loads', 'critical dangerous-call builtins.exec']);
    expect(detailsOf(result, 'marshal.loads').slice(1)).toEqual([
      'code of Python 3.11, <module> of a file without a name, line 1',
      "1. os.system('echo namesake'): runs programs or reaches the operating system",
    ]);
  });
});
