import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulePage } from '../../src/report/rule-page.ts';
import { RULES } from '../../src/rules/registry.ts';
import { expectGolden } from '../report/golden.ts';

test.each(RULES.map(({ meta }) => [meta.name, meta] as const))('the page of %s is what its meta says', (name, meta) => {
  expectGolden(`docs/rules/${name}.md`, rulePage(meta));
});

test('there is a page for every rule, and for nothing else', () => {
  const pages = readdirSync(new URL('../../docs/rules/', import.meta.url));
  expect(pages.sort()).toEqual(RULES.map(({ meta }) => `${meta.name}.md`).sort());
});
