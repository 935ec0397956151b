/** Real folders and repositories for the tests of `collect`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FileEntry, isEntry, type ListOptions, listFiles, readEntry } from '../../src/collect/collect.ts';
import type { Diagnostic } from '../../src/model.ts';

/** A new folder with these files in it, which goes when the test ends. */
export function makeTree(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'namesake-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  write(root, files);
  return root;
}

export function write(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** What git gets in the tests: nothing of the machine's own configuration. */
export const GIT_ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

export function git(root: string, ...args: string[]): string {
  return execFileSync('git', ['-C', root, ...args], { env: GIT_ENVIRONMENT, encoding: 'utf8', stdio: 'pipe' });
}

/** A repository on branch main with these files in its first commit. */
export function makeRepository(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = makeTree(files);
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A', '-f');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'first');
  return root;
}

export function options(root: string, more: Partial<ListOptions> = {}): ListOptions {
  return {
    root,
    paths: ['.'],
    exclude: { base: root, patterns: [] },
    maxBytes: null,
    staged: false,
    since: null,
    environment: GIT_ENVIRONMENT,
    ...more,
  };
}

export interface Listing {
  readonly entries: readonly FileEntry[];
  /** The paths of the entries, in the order in which they came. */
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export async function list(root: string, more: Partial<ListOptions> = {}): Promise<Listing> {
  const entries: FileEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  for await (const item of listFiles(options(root, more))) {
    if (isEntry(item)) entries.push(item);
    else diagnostics.push(item);
  }
  return { entries, paths: entries.map(({ path }) => path), diagnostics };
}

/** The text of every file that has one, by path. */
export async function readAll(entries: readonly FileEntry[]): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const entry of entries) {
    const read = await readEntry(entry);
    if (read !== null && 'text' in read) texts[entry.path] = read.text;
  }
  return texts;
}
