/** Compares output with a golden file, which `UPDATE=1 npx vitest run` rewrites. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'vitest';

/** @param path relative to the repository's root */
export function expectGolden(path: string, actual: string): void {
  const file = new URL(`../../${path}`, import.meta.url).pathname;
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
