import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { parse } from 'csv-parse/sync';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../hub/client.ts';
import { validate } from '../report/sarif-check.ts';

/** The built command line on the demonstration, in every format that other programs read. */

const ROOT = join(import.meta.dirname, '..', '..');
const CLI = join(ROOT, 'dist', 'cli.js');

/** @returns what was printed: exit status 1, for there are findings */
function audited(format: string, ...more: readonly string[]): string {
  const snapshot = 'fixtures/hub/demo-snapshot.json';
  const { status, stdout } = spawnSync(
    process.execPath,
    [CLI, 'fixtures/demo', '--no-config', '--hub-snapshot', snapshot, '--format', format, ...more],
    { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  expect(status).toBe(1);
  return stdout;
}

const FIRST = 'fixtures/demo/answers/models.py';

test('html goes to a file, with the lines of the code', async () => {
  const file = join(await temporaryFolder(), 'report.html');
  expect(audited('html', '--output', file)).toBe('');
  const page = readFileSync(file, 'utf8');
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain('RERANKER = os.getenv(&#34;RERANKER&#34;, &#34;<mark>lost-lab/rerank-mini</mark>&#34;)');
  expect(page).toContain('<style>/*');
});

test('cyclonedx has every repository that the code names, those without a finding, too', async () => {
  const text = audited('cyclonedx');
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
  const { components } = JSON.parse(text);
  expect(components).toContainEqual(
    expect.objectContaining({
      type: 'machine-learning-model',
      purl: 'pkg:huggingface/openai-community/gpt2@607a30d783dfa663caf39e06633721c8d4cfcd7e',
    }),
  );
});

test('sarif has the fixes of pins, at lines and columns', () => {
  const log: Log = JSON.parse(audited('sarif'));
  validate(log);
  expect(validate.errors).toBeNull();
  const fixed = (log.runs[0]?.results ?? []).filter(({ fixes = [] }) => fixes.length > 0);
  expect(fixed.map(({ ruleId }) => ruleId)).toContain('unpinned-revision');
});

test('csv, gitlab and azure begin with the worst', () => {
  const [row] = parse(audited('csv'), { columns: true }) as readonly object[];
  expect(row).toMatchObject({ severity: 'critical', rule: 'orphaned-namespace', path: FIRST });
  expect(JSON.parse(audited('gitlab'))[0]).toMatchObject({ severity: 'blocker', location: { path: FIRST } });
  expect(audited('azure')).toMatch(new RegExp(`^##vso\\[task\\.logissue type=error;sourcepath=${FIRST};`));
});
