import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../src/rules/registry.ts';

/** What the documents point at is there. */

const ROOT = join(import.meta.dirname, '..');
const DOCUMENTS = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].sort();

/** The name by which a heading is linked to, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** A document without its code, where brackets mean something else. */
function proseOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
    .replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1\s*$/gm, '')
    .replace(/^(?: {4}|\t).*$/gm, '')
    .replace(/`[^`\n]*`/g, '');
}

function headingsOf(path: string): string[] {
  return [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^#{1,6}\s+(.*)$/gm)].map(([, heading = '']) =>
    anchorOf(heading.replace(/[`*]/g, '')),
  );
}

function linksOf(path: string): string[] {
  return [...proseOf(path).matchAll(/\]\(([^()\s]+)(?:\s+"[^"]*")?\)/g)].map(([, link = '']) => link);
}

test('there are documents', () => {
  expect(DOCUMENTS).toContain('README.md');
  expect(DOCUMENTS.length).toBeGreaterThan(20);
});

describe.each(DOCUMENTS)('%s', (path) => {
  test('points at what is there', () => {
    const broken = linksOf(path).filter((link) => {
      if (/^[a-z]+:/.test(link)) return !link.startsWith('https://');
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : relative(ROOT, join(ROOT, dirname(path), decodeURI(file)));
      if (target.startsWith('..') || !existsSync(join(ROOT, target))) return true;
      if (anchor === undefined) return false;
      return statSync(join(ROOT, target)).isDirectory() || !headingsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

test('the README tells of every rule', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  expect(RULES.map(({ meta }) => meta.name).filter((name) => !readme.includes(`](docs/rules/${name}.md)`))).toEqual([]);
});

test('the README leads to every document', () => {
  const led = new Set(linksOf('README.md').map((link) => link.split('#')[0] ?? ''));
  const documents = DOCUMENTS.filter((path) => /^docs\/[^/]+\.md$/.test(path));
  expect(documents.filter((path) => !led.has(path))).toEqual([]);
});

test('the README shows what its first command prints', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, shown = ''] = /```text\n([\s\S]*?)\.\.\.\n```/.exec(readme) ?? [];
  const [, command = ''] = /&& node (dist\/cli\.js [^\n]*)/.exec(readme) ?? [];
  const { stdout } = spawnSync(process.execPath, command.split(' '), {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' },
  });
  expect(shown.trim()).not.toBe('');
  expect(stdout).toContain(shown.trimEnd());
});
