/** YAML of people and of strangers: one document of plain data, whose every mistake is told with its line. */
import { isUtf8 } from 'node:buffer';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { readBounded } from '../bounded-file.ts';
import { ConfigError, type ConfigProblem } from '../errors.ts';
import { suggestion } from './nearest.ts';

export interface YamlDocument {
  /** Plain data; an empty mapping for an empty file. */
  readonly value: unknown;
  /** The 1-based line of a value, or of the nearest thing around it that is there. */
  lineAt(keys: readonly PropertyKey[]): number;
}

/** What is expected of a file, in whose name its mistakes are told. */
export interface YamlForm<Value> {
  /** As a person knows it. */
  readonly path: string;
  readonly schema: z.ZodType<Value>;
  /** The keys that are known beside a mistyped one, by the first part of its path. */
  readonly knownKeys: ReadonlyMap<string, readonly string[]>;
  /** One line on what to do. */
  readonly help: string;
}

/** Aliases multiply what they name: enough for people, too few for a bomb. */
const MAX_ALIASES = 100;
/** Nobody mends more at once, and finding the line of each takes its time in a hostile file. */
const MAX_PROBLEMS = 50;

/**
 * The text of a file; anything but a regular file of moderate size is refused.
 *
 * @param limit in bytes
 * @returns null where there is no such file
 * @throws ConfigError where it cannot be read, or is not UTF-8
 */
export function readYamlText(path: string, limit: number, help: string): string | null {
  const file = readBounded(path, limit);
  switch (file.state) {
    case 'missing':
      return null;
    case 'too-large':
      throw wholeError({ path, help }, `expected at most ${limit} bytes`);
    case 'trouble':
      throw wholeError({ path, help }, `not read: ${file.why}`);
    case 'read':
      if (!isUtf8(file.bytes)) throw wholeError({ path, help }, 'expected UTF-8');
      return file.bytes.toString('utf8');
  }
}

/** @throws ConfigError for what is not YAML, or more than plain data */
export function parseYaml(text: string, about: Pick<YamlForm<unknown>, 'path' | 'help'>): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'core',
    stringKeys: true,
    // The library compares each key with each other, which takes it a minute over a hostile file.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  refuse(about, syntaxProblems(document, lines));
  refuse(about, duplicateKeys(document, lines));
  return {
    value: plainValue(about, document),
    lineAt: (keys) => lines.linePos(offsetOf(document, keys)).line,
  };
}

/** @throws ConfigError with every problem and its line */
export function checkYaml<Value>(document: YamlDocument, form: YamlForm<Value>): Value {
  const parsed = form.schema.safeParse(document.value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, MAX_PROBLEMS);
  throw problemsError(
    form,
    issues.flatMap((issue) => explain(issue, document, form.knownKeys)),
  );
}

/** @throws ConfigError where there are any */
export function refuse(about: Pick<YamlForm<unknown>, 'path' | 'help'>, problems: readonly ConfigProblem[]): void {
  if (problems.length > 0) throw problemsError(about, problems);
}

/** A problem of the file as a whole. */
export function wholeError(about: Pick<YamlForm<unknown>, 'path' | 'help'>, expected: string): ConfigError {
  return problemsError(about, [{ line: 1, key: '', expected }]);
}

function problemsError(
  { path, help }: Pick<YamlForm<unknown>, 'path' | 'help'>,
  problems: readonly ConfigProblem[],
): ConfigError {
  const sorted = problems.toSorted((one, other) => one.line - other.line);
  const [first = { line: 1, key: '', expected: 'expected something else' }, ...rest] = sorted;
  return new ConfigError(path, [first, ...rest], help);
}

function plainValue(about: Pick<YamlForm<unknown>, 'path' | 'help'>, document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
  } catch (error) {
    // The library's own words: an excessive count of aliases, an anchor that is not there.
    throw wholeError(about, error instanceof Error ? error.message : 'expected YAML');
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

function explain(issue: Issue, { lineAt }: YamlDocument, knownKeys: YamlForm<unknown>['knownKeys']): ConfigProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys.get(String(path[0] ?? '')) ?? [];
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
export function keyPath(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
