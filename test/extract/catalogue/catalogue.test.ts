/** The catalogue of patterns, look-alikes and addresses, each row extracted from its files. */

import { describe, expect, test } from 'vitest';
import { ACROSS_FILES } from './across-files.ts';
import { CONFIG_FILES } from './config-files.ts';
import { HUB_DATA } from './hub-data.ts';
import { INSIDE_TEXT } from './inside-text.ts';
import { JAVASCRIPT } from './javascript.ts';
import { LANGUAGES } from './languages.ts';
import { LANGUAGES_IN_THE_WILD } from './languages-in-the-wild.ts';
import { LOOK_ALIKES_CODE } from './look-alikes-code.ts';
import { LOOK_ALIKES_CONFIG } from './look-alikes-config.ts';
import { LOOK_ALIKES_TEXT } from './look-alikes-text.ts';
import { ORCHESTRATION } from './orchestration.ts';
import { PENDING } from './pending.ts';
import { PYTHON_FRAMEWORKS } from './python-frameworks.ts';
import { PYTHON_LOADERS } from './python-loaders.ts';
import { PYTHON_PLACES } from './python-places.ts';
import { REVISIONS } from './revisions.ts';
import { expectationOf, outcomeOf, type Row } from './row.ts';
import { SHELL_COMMANDS } from './shell-commands.ts';
import { URIS } from './uris.ts';
import { URLS } from './urls.ts';

const PATTERNS: readonly Row[] = [
  ...PYTHON_LOADERS,
  ...REVISIONS,
  ...PYTHON_FRAMEWORKS,
  ...PYTHON_PLACES,
  ...HUB_DATA,
  ...JAVASCRIPT,
  ...SHELL_COMMANDS,
  ...ORCHESTRATION,
  ...CONFIG_FILES,
  ...LANGUAGES,
];

const label = ({ pattern, name }: Row): string => (pattern === undefined ? name : `${pattern}: ${name}`);
const titled = <T extends Row>(rows: readonly T[]): (readonly [string, T])[] => rows.map((row) => [label(row), row]);

describe.each([
  ['patterns', PATTERNS],
  ['other languages in the wild', LANGUAGES_IN_THE_WILD],
  ['across files', ACROSS_FILES],
  ['inside text', INSIDE_TEXT],
  ['look-alikes in code', LOOK_ALIKES_CODE],
  ['look-alikes in text', LOOK_ALIKES_TEXT],
  ['look-alikes in configuration', LOOK_ALIKES_CONFIG],
  ['addresses under hf://', URIS],
  ['addresses on the Hub', URLS],
])('%s', (_, rows) => {
  test.each(titled(rows))('%s', async (_name, row) => {
    expect(await outcomeOf(row)).toEqual(expectationOf(row));
  });
});

describe('pending: a row that passes belongs among the others', () => {
  test.each(titled(PENDING))('%s', async (_name, row) => {
    expect(await outcomeOf(row)).not.toEqual(expectationOf(row));
  });
});

test('every pattern of the catalogue has a row', () => {
  const numbers = new Set([...PATTERNS, ...PENDING].map(({ pattern }) => pattern));
  expect(Array.from({ length: 114 }, (_, i) => i + 1).filter((number) => !numbers.has(number))).toEqual([]);
});

test('no two rows have one name', () => {
  const all = [
    ...PATTERNS,
    ...LANGUAGES_IN_THE_WILD,
    ...ACROSS_FILES,
    ...INSIDE_TEXT,
    ...LOOK_ALIKES_CODE,
    ...LOOK_ALIKES_TEXT,
    ...LOOK_ALIKES_CONFIG,
    ...URIS,
    ...URLS,
    ...PENDING,
  ];
  const names = all.map(label);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
