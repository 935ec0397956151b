/** `namesake init`: what a repository gets to begin with: a configuration, an entry for pre-commit, a workflow. */

import { readFileSync } from 'node:fs';

/** Where namesake itself is fetched from, at a commit: `owner/name` on GitHub. */
export interface InitSource {
  readonly repository: string;
  readonly commit: string;
}

export const INIT_PARTS = ['configuration', 'hook', 'workflow'] as const;
export type InitPart = (typeof INIT_PARTS)[number];

/** A file as it would be, or why there is none to be written. */
export type InitFile =
  | { readonly part: InitPart; readonly path: string; readonly state: 'new' | 'added'; readonly text: string }
  /** It is there already: what it would be replaced with. */
  | { readonly part: InitPart; readonly path: string; readonly state: 'replaced'; readonly text: string }
  | { readonly part: InitPart; readonly path: string; readonly state: 'left'; readonly why: string };

const SCHEMA_FILE = 'namesake.schema.json';

/**
 * Plans what `init` writes; nothing is written here.
 *
 * @param source null where it is not known: no name of a package is guessed, for it could be anyone's
 * @param textOf a file of the repository; null where there is none
 */
export async function planInit(
  source: InitSource | null,
  textOf: (path: string) => string | null,
): Promise<InitFile[]> {
  const file = (part: InitPart, path: string, text: string): InitFile => {
    const old = textOf(path);
    if (old === text) return { part, path, state: 'left', why: 'it is there already' };
    return { part, path, state: old === null ? 'new' : 'replaced', text };
  };
  return [
    file('configuration', 'namesake.yml', CONFIGURATION),
    file(
      'configuration',
      SCHEMA_FILE,
      readFileSync(new URL('../../schemas/namesake.schema.json', import.meta.url), 'utf8'),
    ),
    await hookFile(source, textOf(PRE_COMMIT)),
    source === null && textOf(WORKFLOW) === null
      ? { part: 'workflow', path: WORKFLOW, state: 'left', why: 'say with --source where namesake is fetched from' }
      : file('workflow', WORKFLOW, source === null ? (textOf(WORKFLOW) ?? '') : workflow(source)),
  ];
}

const CONFIGURATION = `# yaml-language-server: $schema=./${SCHEMA_FILE}
# What is here outranks the defaults; the command line outranks what is here.

# The least severity that makes a run fail: info, low, medium, high, critical, never.
fail-on: medium

# Files and folders to leave out: patterns as in a .gitignore.
exclude: []

# Findings that are known and accepted: rule, id (a glob), path (a glob), a reason, and until when.
ignore: []
`;

const PRE_COMMIT = '.pre-commit-config.yaml';

function hookEntry(source: InitSource | null): string[] {
  return source === null
    ? [
        '- repo: local',
        '  hooks:',
        '    - id: namesake',
        '      name: namesake (changed files, offline)',
        '      entry: namesake audit --offline',
        '      language: system',
        '      types: [text]',
        '      require_serial: true',
      ]
    : [`- repo: https://github.com/${source.repository}`, `  rev: ${source.commit}`, '  hooks:', '    - id: namesake'];
}

/** An entry is added at the end of the list, where that is the end of the file; else a person has to. */
async function hookFile(source: InitSource | null, old: string | null): Promise<InitFile> {
  const [part, path] = ['hook', PRE_COMMIT] as const;
  const entry = hookEntry(source);
  const written = (indent: string): string => entry.map((line) => `${indent}${line}\n`).join('');
  if (old === null) return { part, path, state: 'new', text: `repos:\n${written('  ')}` };
  const hooks = await hookIds(old);
  if (hooks === null)
    return { part, path, state: 'left', why: `it is not understood; the entry is:\n${written('  ')}` };
  if (hooks.includes('namesake')) return { part, path, state: 'left', why: 'it has the hook already' };
  const indent = /^( *)- +repo:/m.exec(old)?.[1] ?? '  ';
  const text = `${old.endsWith('\n') ? old : `${old}\n`}${written(indent)}`;
  const now = await hookIds(text);
  return now !== null && now.join() === [...hooks, 'namesake'].join()
    ? { part, path, state: 'added', text }
    : { part, path, state: 'left', why: `the list does not end the file; the entry is:\n${written(indent)}` };
}

/** The hooks of a configuration of pre-commit, in order; null for what is none. */
async function hookIds(text: string): Promise<string[] | null> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (!isRecord(value) || !Array.isArray(value.repos)) return null;
  return value.repos.flatMap((repo: unknown) =>
    isRecord(repo) && Array.isArray(repo.hooks)
      ? repo.hooks.map((hook: unknown) => (isRecord(hook) ? String(hook.id) : ''))
      : [''],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const WORKFLOW = '.github/workflows/namesake.yml';

/** Every action at a commit, no right but those that are used, and no credentials left behind. */
function workflow({ repository, commit }: InitSource): string {
  return `name: namesake

on:
  pull_request:

permissions: {}

concurrency:
  group: namesake-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  namesake:
    name: What the change names on the Hub
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write # to comment and to suggest pins
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0 # the base is audited as well
          persist-credentials: false
      - uses: ${repository}@${commit}
`;
}
