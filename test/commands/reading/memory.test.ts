/** What is remembered between runs is never told where it is not so any more, and damage to it costs nothing but time. */

import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCacheFile, writeCacheFile } from '../../../src/commands/reading/cache-file.ts';
import { write } from '../../collect/tree.ts';
import { randomOf } from '../../extract/random.ts';
import { idsOf, letTimePass, makeCache, makeProject, run } from './project.ts';

/** The cache's files, the index first. */
function filesOf(cache: string): string[] {
  const folder = join(cache, 'reading');
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

const inodes = (cache: string): number[] => filesOf(cache).map((file) => statSync(file).ino);

describe('a second run', () => {
  test('says what the first said, and writes nothing anew', async () => {
    const [root, cache] = [makeProject(), makeCache()];
    letTimePass();
    const first = await run(root, cache);
    const written = inodes(cache);
    expect(await run(root, cache)).toEqual(first);
    expect(inodes(cache)).toEqual(written);
    expect(await run(root, null)).toEqual(first);
  });

  test('reads again what has just been written: its times tell nothing', async () => {
    const [root, cache] = [makeProject(), makeCache()];
    const first = await run(root, cache);
    expect(JSON.parse(readFileSync(filesOf(cache)[0] ?? '', 'utf8').split('\n')[1] ?? '')[0].stamp).toBeNull();
    expect(await run(root, cache)).toEqual(first);
  });

  test('takes the answer from a tree that was checked out anew with the same contents', async () => {
    const [root, cache] = [makeProject(), makeCache()];
    letTimePass();
    const first = await run(root, cache);
    const [, readings] = inodes(cache);
    write(root, { 'app/names.py': readFileSync(join(root, 'app/names.py')) });
    expect(await run(root, cache)).toEqual(first);
    expect(inodes(cache)[1]).toBe(readings);
  });

  test('keeps nothing of a run about a few files', async () => {
    const [root, cache] = [makeProject(), makeCache()];
    await run(root, cache, { paths: ['app'] });
    expect(readdirSync(cache)).toEqual([]);
  });
});

describe('a change is seen', () => {
  const changes: readonly (readonly [what: string, change: (root: string) => void])[] = [
    [
      'of a file',
      (root) =>
        write(root, {
          'filler/part_3.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("acme-research/other")\n',
        }),
    ],
    [
      'of an imported constant',
      (root) => write(root, { 'app/names.py': 'MODEL_ID = "acme-research/moved-model"\nREVISION = "main"\n' }),
    ],
    [
      'of an imported pin',
      (root) =>
        write(root, { 'app/names.py': `MODEL_ID = "acme-research/first-model"\nREVISION = "${'a'.repeat(40)}"\n` }),
    ],
    [
      'of an imported loader',
      (root) => write(root, { 'app/loading.py': 'def load(name, revision=None):\n    return name\n' }),
    ],
    ['of a file that is gone', (root) => renameSync(join(root, 'app/names.py'), join(root, 'app/labels.py'))],
    [
      'of a file that is new, and that an import means',
      (root) =>
        write(root, {
          'app/loading/__init__.py': 'from .inner import load\n',
          'app/loading/inner.py': 'def load(name): pass\n',
        }),
    ],
    ['of what an id could be instead', (root) => write(root, { 'acme-research/second-model/README': '' })],
    ['of a comment alone', (root) => write(root, { 'ignored.py': 'load("acme-research/third-model")\n' })],
    [
      'of the same length, with the times put back',
      (root) => {
        const file = join(root, 'app/names.py');
        const { atime, mtime } = statSync(file);
        writeFileSync(file, readFileSync(file, 'utf8').replace('first-model', 'forst-model'));
        utimesSync(file, atime, mtime);
      },
    ],
    [
      'of a file put in the place of another of the same size and time',
      (root) => {
        const file = join(root, 'app/names.py');
        const { atime, mtime } = statSync(file);
        writeFileSync(`${file}.new`, readFileSync(file, 'utf8').replace('first-model', 'forst-model'));
        utimesSync(`${file}.new`, atime, mtime);
        renameSync(`${file}.new`, file);
      },
    ],
  ];

  test.each(changes)('%s', async (_, change) => {
    const [root, cache] = [makeProject(), makeCache()];
    letTimePass();
    const before = await run(root, cache);
    change(root);
    const after = await run(root, cache);
    const fresh = await run(root, null);
    expect(after).toEqual(fresh);
    expect(fresh).not.toEqual(before);
  });

  test('of the configuration: a loader of the project’s own', async () => {
    const [root, cache] = [makeProject({ 'own.py': 'fetch_it("acme-research/fourth")\n' }), makeCache()];
    letTimePass();
    await run(root, cache);
    const loaders = [{ name: 'own.fetch_it', kind: 'dataset', id: 0 }];
    const after = await run(root, cache, { loaders });
    expect(after).toEqual(await run(root, null, { loaders }));
    expect(idsOf(after).find((line) => line.startsWith('own.py'))).toContain('own.fetch_it');
  });

  test('of the tool: nothing that another tool wrote is read', () => {
    const folder = makeCache();
    writeCacheFile(folder, 'a.index', 'one', ['line']);
    expect(readCacheFile(folder, 'a.index', 'one')).toEqual(['line']);
    expect(readCacheFile(folder, 'a.index', 'other')).toBeNull();
  });
});

test('any text comes back as it was written', () => {
  const folder = makeCache();
  const lines = ['"é\u2028\ud83d\ude00\\n\ud800"', '{"ß":"\\u00df"}', '[]'];
  writeCacheFile(folder, 'a.index', 'tool', lines);
  const read = readCacheFile(folder, 'a.index', 'tool') ?? [];
  expect(read.map((line) => JSON.parse(line))).toEqual(lines.map((line) => JSON.parse(line)));
});

describe('damage', () => {
  test('at any byte, and a cut at any place, is noticed', () => {
    const folder = makeCache();
    const random = randomOf(7);
    writeCacheFile(folder, 'a.index', 'tool', ['{"some":"text"}', '[1,2,3]']);
    const file = join(folder, 'a.index');
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at++) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ (1 + random.below(255));
      writeFileSync(file, broken);
      expect(readCacheFile(folder, 'a.index', 'tool')).toBeNull();
      writeFileSync(file, whole);
      truncateSync(file, at);
      expect(readCacheFile(folder, 'a.index', 'tool')).toBeNull();
    }
    writeFileSync(file, Buffer.concat([whole, Buffer.from('x\n')]));
    expect(readCacheFile(folder, 'a.index', 'tool')).toBeNull();
  });

  const madeBy = (cache: string): string => readFileSync(filesOf(cache)[0] ?? '', 'utf8').split(/[ \n]/)[1] ?? '';
  const forge = (cache: string, which: number, lines: readonly string[]): void => {
    const name = filesOf(cache)[which]?.split('/').at(-1) ?? '';
    writeCacheFile(join(cache, 'reading'), name, madeBy(cache), lines);
  };
  const damages: readonly (readonly [what: string, damage: (cache: string) => void])[] = [
    ['an empty index', (cache) => writeFileSync(filesOf(cache)[0] ?? '', '')],
    ['no index', (cache) => renameSync(filesOf(cache)[0] ?? '', join(cache, 'elsewhere'))],
    ['no readings', (cache) => renameSync(filesOf(cache)[1] ?? '', join(cache, 'elsewhere'))],
    ['an index with nothing in it, well sealed', (cache) => forge(cache, 0, [])],
    ['an index that is no JSON, well sealed', (cache) => forge(cache, 0, ['{', '}'])],
    ['an index of something else, well sealed', (cache) => forge(cache, 0, ['{"a":1}', '[]'])],
    ['an index of nothings, well sealed', (cache) => forge(cache, 0, ['[null, 1, {"path": "app/main.py"}]', 'null'])],
    [
      'readings that are something else, well sealed',
      (cache) => {
        const lines = readCacheFile(join(cache, 'reading'), filesOf(cache)[1]?.split('/').at(-1) ?? '', madeBy(cache));
        forge(
          cache,
          1,
          (lines ?? []).map((line, i) => (i % 2 === 0 ? line : '{"findings":{"path":3}}')),
        );
      },
    ],
    [
      'a link in the place of the index',
      (cache) => {
        const [index = ''] = filesOf(cache);
        renameSync(index, join(cache, 'elsewhere'));
        symlinkSync(join(cache, 'elsewhere'), index);
      },
    ],
    ['what a killed process left behind', (cache) => writeFileSync(`${filesOf(cache)[0]}.1234.tmp`, 'half')],
    [
      'a folder in the place of a file',
      (cache) => {
        renameSync(filesOf(cache)[0] ?? '', join(cache, 'x'));
        mkdirSync((filesOf(cache)[0] ?? '').replace('.readings', '.index'));
      },
    ],
    ['a folder that others can write to', (cache) => chmodSync(join(cache, 'reading'), 0o777)],
  ];

  test.each(damages)('%s: the answer is that of a run without a cache', async (_, damage) => {
    const [root, cache] = [makeProject(), makeCache()];
    letTimePass();
    await run(root, cache);
    damage(cache);
    // One file has changed, so that the readings are looked at as well.
    write(root, { 'filler/part_3.py': 'AutoModel.from_pretrained("acme-research/other")\n' });
    expect(await run(root, cache)).toEqual(await run(root, null));
  });

  test('a cache that cannot be written is done without', async () => {
    const [root, cache] = [makeProject(), makeCache()];
    writeFileSync(join(cache, 'reading'), 'a file where a folder should be');
    expect(await run(root, cache)).toEqual(await run(root, null));
  });

  test('two runs at once say the same, and leave whole files', async () => {
    const [root, cache] = [makeProject(), makeCache()];
    const runs = await Promise.all([run(root, cache), run(root, cache), run(root, cache)]);
    const fresh = await run(root, null);
    for (const each of [...runs, await run(root, cache)]) expect(each).toEqual(fresh);
    expect(filesOf(cache).map((file) => file.split('.').at(-1))).toEqual(['index', 'readings']);
  });
});
