import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..', 'src');

/** What each stage may import besides itself, the vocabulary, and packages. The order is that of the flow. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'model.ts': [],
  'errors.ts': [],
  'bounded-file.ts': [],
  'git-root.ts': [],
  config: ['errors.ts', 'bounded-file.ts', 'git-root.ts'],
  'config.ts': ['config', 'errors.ts'],
  collect: ['errors.ts', 'bounded-file.ts', 'git-root.ts'],
  extract: [],
  catalog: ['extract'],
  // What reads code for its references reads it for what it does as well.
  code: ['extract'],
  hub: ['bounded-file.ts'],
  scan: [],
  rules: [],
  fix: [],
  // A lock is read as strictly as the configuration, by the same reader of YAML.
  lock: ['config', 'errors.ts', 'bounded-file.ts'],
  report: [],
  // A comment is a report: it is escaped as one.
  pr: ['report', 'errors.ts'],
  commands: [
    'catalog',
    'code',
    'collect',
    'extract',
    'hub',
    'scan',
    'rules',
    'fix',
    'lock',
    'report',
    'pr',
    'config',
    'config.ts',
    'errors.ts',
    'bounded-file.ts',
    'git-root.ts',
  ],
  'index.ts': ['commands', 'config', 'config.ts', 'errors.ts', 'hub', 'rules', 'report', 'scan', 'extract', 'lock'],
  cli: [
    'commands',
    'config',
    'config.ts',
    'errors.ts',
    'bounded-file.ts',
    'hub',
    'rules',
    'report',
    'pr',
    'scan',
    'lock',
  ],
  'cli.ts': ['cli', 'commands', 'config', 'config.ts', 'errors.ts', 'hub', 'rules', 'report', 'scan', 'lock'],
};

function sources(folder: string): string[] {
  return readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

/** The part of `src` that a file belongs to: its folder, or itself at the top. */
function partOf(file: string): string {
  return file.split('/')[0] ?? file;
}

/** Every module that a file imports, for its types alone as well. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  return [
    ...text.matchAll(
      /(?:^|\s)(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm,
    ),
  ].map(([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? '');
}

const files = sources('.');

describe('who may import whom', () => {
  it('knows every part of the sources', () => {
    expect(files.map(partOf).filter((part) => !(part in MAY_IMPORT))).toEqual([]);
  });

  it.each(files)('%s', (file) => {
    const part = partOf(file);
    const inside = importsOf(file)
      .filter((module) => module.startsWith('.'))
      .map((module) => partOf(posix.normalize(posix.join(posix.dirname(file), module))));
    const allowed = [part, 'model.ts', ...(MAY_IMPORT[part] ?? [])];
    expect(inside.filter((target) => !allowed.includes(target))).toEqual([]);
  });

  it('lets only the command line print, exit, or read the environment', () => {
    const offenders = files.filter(
      (file) =>
        partOf(file) !== 'cli.ts' &&
        partOf(file) !== 'cli' &&
        /\bconsole\.|process\.(?:env|argv|exit|stdout|stderr)\b/.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(offenders).toEqual([]);
  });

  it('keeps the network in the hub', () => {
    const offenders = files.filter((file) => {
      const text = readFileSync(join(SRC, file), 'utf8');
      return (
        partOf(file) !== 'hub' &&
        (/(?<!function )\bfetch\(.*(?:url|http|address)|globalThis\.fetch|from 'node:(?:https?|http2|tls)'|from 'undici'/.test(
          text,
        ) ||
          importsOf(file).some((module) => module.startsWith('@huggingface/hub')))
      );
    });
    expect(offenders).toEqual([]);
  });

  it('lets only pull requests speak to a forge', () => {
    const speaking = files.filter((file) => importsOf(file).some((module) => module.startsWith('@octokit/')));
    expect(speaking).toEqual(['pr/client.ts']);
  });

  it('loads what is slow only where it is needed', () => {
    const slow = new Set(['@babel/parser', 'yaml', 'jsonc-parser', 'toml-eslint-parser']);
    const eager = files.flatMap((file) => {
      const text = readFileSync(join(SRC, file), 'utf8');
      return [...text.matchAll(/^import (?!type\b)[^'"`;]*?from '([^']+)'/gm)]
        .filter(([, module]) => slow.has(module ?? ''))
        .map(([, module]) => `${file}: ${module}`);
    });
    // The configuration is one small file, and asks for YAML only when there is one.
    expect(eager.filter((each) => !each.startsWith('config/'))).toEqual([]);
  });
});

describe('the sources', () => {
  it('each open with a sentence on their job', () => {
    expect(files.filter((file) => !/^(?:#!.*\n)?\/\*\*/.test(readFileSync(join(SRC, file), 'utf8')))).toEqual([]);
  });

  it('have no drawer for odds and ends', () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/.test(file))).toEqual([]);
  });
});
