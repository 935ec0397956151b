/** namesake.yml: where it is, and what it says, checked. It comes with the audited repository, so it is not trusted. */
import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { readBounded } from '../bounded-file.ts';
import { ConfigError, type ConfigProblem } from '../errors.ts';
import { gitRoot } from '../git-root.ts';
import { suggestion } from './nearest.ts';
import { type Config, configSchema, KNOWN_KEYS } from './schema.ts';

export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  readonly config: Config;
  /** The 1-based line of each entry under `ignore`, so that one that nothing uses can be pointed at. */
  readonly ignoreLines: readonly number[];
}

const NAMES = ['namesake.yml', 'namesake.yaml'];
/** In bytes. */
const MAX_BYTES = 256 * 1024;
/** Aliases multiply what they name: enough for people, too few for a bomb. */
const MAX_ALIASES = 100;
/** Nobody mends more at once, and finding the line of each takes its time in a hostile file. */
const MAX_PROBLEMS = 50;
const HELP = 'schemas/namesake.schema.json explains the keys; --no-config runs without the file.';

/** The file that holds for a folder: in it, or above it up to where its git repository begins. Null without one. */
export function findConfigFile(root: string): string | null {
  const top = gitRoot(root) ?? root;
  for (let folder = root; ; folder = dirname(folder)) {
    const found = NAMES.map((name) => join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined) return found;
    if (folder === top || folder === dirname(folder)) return null;
  }
}

/**
 * Reads and checks a file; anything but a regular file of moderate size is refused.
 *
 * @param ruleNames the rules that exist, so that a mistyped one is told from one that does nothing
 * @throws ConfigError with every problem and its line
 */
export function readConfigFile(path: string, ruleNames: readonly string[]): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(path), {
    schema: 'core',
    stringKeys: true,
    // The library compares each key with each other, which takes it a minute over a hostile file.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const lineAt: LineFinder = (keys) => lines.linePos(offsetOf(document, keys)).line;
  refuse(path, syntaxProblems(document, lines));
  refuse(path, duplicateKeys(document, lines));
  const parsed = configSchema.safeParse(plainValue(path, document), { reportInput: true });
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, MAX_PROBLEMS);
    throw problemsError(
      path,
      issues.flatMap((issue) => explain(issue, lineAt)),
    );
  }
  const config = parsed.data;
  refuse(path, unknownRules(config, ruleNames, lineAt));
  return { path, config, ignoreLines: (config.ignore ?? []).map((_, index) => lineAt(['ignore', index])) };
}

type LineFinder = (keys: readonly PropertyKey[]) => number;

function refuse(path: string, problems: readonly ConfigProblem[]): void {
  if (problems.length > 0) throw problemsError(path, problems);
}

function problemsError(path: string, problems: readonly ConfigProblem[]): ConfigError {
  const sorted = problems.toSorted((one, other) => one.line - other.line);
  const [first = { line: 1, key: '', expected: 'expected something else' }, ...rest] = sorted;
  return new ConfigError(path, [first, ...rest], HELP);
}

/** A problem of the file as a whole. */
function wholeError(path: string, expected: string): ConfigError {
  return problemsError(path, [{ line: 1, key: '', expected }]);
}

function readText(path: string): string {
  const file = readBounded(path, MAX_BYTES);
  switch (file.state) {
    case 'missing':
      throw wholeError(path, 'there is no such file');
    case 'too-large':
      throw wholeError(path, `expected at most ${MAX_BYTES} bytes`);
    case 'trouble':
      throw wholeError(path, `not read: ${file.why}`);
    case 'read':
      if (!isUtf8(file.bytes)) throw wholeError(path, 'expected UTF-8');
      return file.bytes.toString('utf8');
  }
}

function plainValue(path: string, document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
  } catch (error) {
    // The library's own words: an excessive count of aliases, an anchor that is not there.
    throw wholeError(path, error instanceof Error ? error.message : 'expected YAML');
  }
}

/** Unknown tags are only warned of by the library; here nothing but plain data is meant. */
function syntaxProblems(document: Document.Parsed, lines: LineCounter): ConfigProblem[] {
  return [...document.errors, ...document.warnings].map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    key: '',
    expected: error.message,
  }));
}

function duplicateKeys(document: Document.Parsed, lines: LineCounter): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) {
          problems.push({
            line: lines.linePos(key.range?.[0] ?? 0).line,
            key: name,
            expected: 'it stands there twice',
          });
        }
        seen.add(name);
      }
    },
  });
  return problems;
}

/** Where a value begins, or the nearest thing around it that is there; for a key of a mapping, where the key stands. */
function offsetOf(document: Document.Parsed, keys: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(key));
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair?.value;
    } else {
      node = isSeq(node) ? node.items[Number(key)] : null;
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    }
  }
  return offset;
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, lineAt: LineFinder): ConfigProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = KNOWN_KEYS.get(String(path[0] ?? '')) ?? [];
    return issue.keys.slice(0, MAX_PROBLEMS).map((key) => ({
      line: lineAt([...path, key]),
      key: keyPath([...path, key]),
      expected: `unknown key${suggestion(key, known)}`,
    }));
  }
  return [{ line: lineAt(path), key: keyPath(path), expected: expectation(issue) }];
}

/** What YAML's people call what JavaScript has names for. */
const TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
};

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    return `expected ${TYPES[issue.expected] ?? issue.expected}${issue.input === undefined ? ', and it is missing' : ''}`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const meant = typeof issue.input === 'string' ? suggestion(issue.input, values) : '';
    return `expected ${values.join(', ')}${meant}`;
  }
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'unknown key';
  return issue.message.replace(/^(?:Invalid input|Too big|Too small|Invalid string): /, '');
}

/** `ignore[0].until` */
function keyPath(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function unknownRules(config: Config, ruleNames: readonly string[], lineAt: LineFinder): ConfigProblem[] {
  const used: { readonly rule: string; readonly keys: readonly PropertyKey[] }[] = [
    ...Object.keys(config.rules ?? {}).map((rule) => ({ rule, keys: ['rules', rule] })),
    ...(config.ignore ?? []).flatMap(({ rule }, index) =>
      rule === undefined ? [] : [{ rule, keys: ['ignore', index, 'rule'] }],
    ),
  ];
  return used
    .filter(({ rule }) => !ruleNames.includes(rule))
    .map(({ rule, keys }) => ({
      line: lineAt(keys),
      key: keyPath(keys),
      expected: `there is no rule ${rule}${suggestion(rule, ruleNames)}`,
    }));
}
