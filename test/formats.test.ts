import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The table of formats claims nothing that no test proves. */

const DOCS = join(import.meta.dirname, '..', 'docs');
const MARKS = [...readFileSync(join(DOCS, 'formats.md'), 'utf8').matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)];

test('every mark of the table is the name of a test', () => {
  expect(MARKS.length).toBeGreaterThan(40);
  const unproven = MARKS.filter(([, name = '', path = '']) => {
    const file = join(DOCS, path);
    return !existsSync(file) || !readFileSync(file, 'utf8').includes(name);
  });
  expect(unproven.map(([mark]) => mark)).toEqual([]);
});
