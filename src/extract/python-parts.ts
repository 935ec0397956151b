/**
 * The parts of a long Python file that are worth parsing: the statements that hold something of interest, what is assigned to the names
 * that reach the loading calls among them, the calls of the functions that load, and the blocks all of these stand in. What is left is a
 * program of its own, and knows the way back to the file.
 */

import { nameBefore } from './interest.ts';
import { LOADERS } from './loaders.ts';
import { lastSegment } from './program.ts';
import {
  argumentSpans,
  isComment,
  isDecorator,
  type Line,
  logicalLines,
  type Nesting,
  nestingOf,
} from './python-lines.ts';
import { joinTexts, sliceText, type Text } from './text.ts';

/** Shorter files are not worth the trouble. */
const WORTH = 6_000;
/** A longer statement is data, and kept only for what it holds. */
const SHORT = 400;
/** How often names lead to more names. */
const MAX_ROUNDS = 8;

const DEFINITION = /^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/;
const CLASS = /^[ \t]*class[ \t]+(\w+)/;
const CLAUSE = /^[ \t]*(?:else|elif|except|finally|case)\b/;
const IMPORT = /^[ \t]*(?:from|import)\s/;
const RETURN = /^[ \t]*(?:return|yield)\b/;
const CONSTANT = /^[ \t]*\w+(?:[ \t]*:[^=\n]+)?[ \t]*=[^=][^\n]*["']/;
/** The names that a statement binds. */
const BINDS =
  /^[ \t]*(?:for[ \t]+([\w.,() \t]+?)[ \t]+in\b|with\b[^\n]*\bas[ \t]+(\w+)|([\w.]+(?:[ \t]*,[ \t]*[\w.]+)*)[ \t]*(?::[^=\n]{1,120})?(?:\+|\|)?=(?!=))/;

const OPTION = /["']--([A-Za-z][\w-]*)["']/;
const STRINGS = /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
const CALLED = /[A-Za-z_]\w*(?=[ \t]*\()/g;

/** The arguments that say what is loaded, by the name of the call; those of a project's own loader may have any name. */
const TELLING_ARGUMENTS = tellingArguments();

function tellingArguments(): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { call, id, kind, revision, codeRevision, code, file } of LOADERS) {
    const name = lastSegment(call);
    const known = names.get(name) ?? new Set<string>();
    names.set(name, known);
    const parameters = file === null ? id : [...id, file];
    const flags = code === 'always' ? [] : code;
    const by = typeof kind === 'string' ? [] : kind.by;
    for (const each of [...parameters.flatMap((one) => one.names), ...revision, ...codeRevision, ...flags, ...by])
      known.add(each);
  }
  return names;
}

/** Where a line stands: its outermost function and its class, by the index of their headers; -1 for neither. */
interface Standing {
  readonly function: number;
  readonly class: number;
}

/** @param interest offsets in the text */
export function partsOfPython(text: Text, interest: readonly number[]): Text {
  const { content } = text;
  if (content.length < WORTH) return text;
  const lines = logicalLines(content);
  const keep = new Uint8Array(lines.length);
  const held = linesHolding(lines, interest);
  for (const i of held) keep[i] = 1;
  const program = programOf(lines, content);
  for (const i of program.offered) keep[i] = 1;
  addWhatTheyUse(program, held, keep);
  addBlocks(program, keep);
  return assemble(text, lines, keep);
}

function linesHolding(lines: readonly Line[], interest: readonly number[]): number[] {
  const sorted = Float64Array.from(interest).sort();
  const held: number[] = [];
  let next = 0;
  for (const [i, { start, end }] of lines.entries()) {
    while (next < sorted.length && (sorted[next] ?? 0) < start) next++;
    if ((sorted[next] ?? Number.POSITIVE_INFINITY) < end) held.push(i);
  }
  return held;
}

/** What lines bind, define, call and return, by name. */
interface Program {
  readonly lines: readonly Line[];
  readonly content: string;
  readonly nesting: Nesting;
  readonly standings: readonly Standing[];
  /** Imports, and constants that other files may import. */
  readonly offered: readonly number[];
  readonly binding: ReadonlyMap<string, readonly number[]>;
  readonly returns: ReadonlyMap<number, readonly number[]>;
  readonly functions: ReadonlyMap<string, readonly number[]>;
  /** Names of functions, classes and imports: what may load by another name. */
  readonly callable: ReadonlySet<string>;
  readonly nameOf: ReadonlyMap<number, string>;
}

function programOf(lines: readonly Line[], content: string): Program {
  const binding = new Map<string, number[]>();
  const returns = new Map<number, number[]>();
  const functions = new Map<string, number[]>();
  const callable = new Set<string>();
  const nameOf = new Map<number, string>();
  const offered: number[] = [];
  const standings: Standing[] = [];
  let current = { index: -1, indent: -1 };
  let holder = { index: -1, indent: -1 };
  for (const [i, line] of lines.entries()) {
    const { start, end, indent, first } = line;
    if (isComment(line)) {
      standings.push({ function: current.index, class: holder.index });
      continue;
    }
    if (current.index >= 0 && indent <= current.indent) current = { index: -1, indent: -1 };
    if (holder.index >= 0 && indent <= holder.indent) holder = { index: -1, indent: -1 };
    const written = content.slice(start, Math.min(end, start + SHORT));
    // The first letter tells which of the patterns can fit: async, class, def, from, import, return, yield.
    const letter = String.fromCharCode(first);
    const defined = letter === 'd' || letter === 'a' ? DEFINITION.exec(written)?.[1] : undefined;
    const classed = letter === 'c' ? CLASS.exec(written)?.[1] : undefined;
    const name = defined ?? classed;
    if (name !== undefined) {
      nameOf.set(i, name);
      callable.add(name);
    }
    if (defined !== undefined) append(functions, defined, i);
    if (current.index < 0) {
      if (defined !== undefined) current = { index: i, indent };
      else if (classed !== undefined) holder = { index: i, indent };
    }
    const standing = { function: current.index, class: holder.index };
    standings.push(standing);
    if ((letter === 'f' || letter === 'i') && IMPORT.test(written)) {
      offered.push(i);
      for (const each of content.slice(start, end).match(/\w+/g) ?? []) callable.add(each);
      continue;
    }
    if ((letter === 'r' || letter === 'y') && RETURN.test(written)) append(returns, standing.function, i);
    if (written.includes('=') || letter === 'f' || letter === 'w') {
      const bound = BINDS.exec(written);
      for (const each of (bound?.[1] ?? bound?.[2] ?? bound?.[3] ?? '').match(/[\w.]+/g) ?? [])
        append(binding, each, i);
      if (standing.function === -1 && end - start < SHORT && CONSTANT.test(written)) offered.push(i);
    }
    // `parser.add_argument("--model-name", ...)` binds what is read as `args.model_name`.
    const option = written.includes('"--') || written.includes("'--") ? OPTION.exec(written)?.[1] : undefined;
    if (option !== undefined) append(binding, `--${option.replaceAll('-', '_')}`, i);
  }
  return {
    lines,
    content,
    nesting: nestingOf(lines),
    standings,
    offered,
    binding,
    returns,
    functions,
    callable,
    nameOf,
  };
}

/**
 * From the calls that load backwards: the statements of the same function, class or file that bind the names they use, and the calls of
 * the functions that they stand in.
 */
function addWhatTheyUse(program: Program, held: readonly number[], keep: Uint8Array): void {
  const { lines, content, standings, binding, returns, functions, nameOf } = program;
  const callers = callersIn(program);
  const code = (i: number): string => withoutStrings(content.slice(lines[i]?.start, lines[i]?.end));
  let fresh = held.flatMap((i) => {
    const line = lines[i];
    const used = line === undefined || isComment(line) ? '' : loadingPart(line, program);
    return used === '' ? [] : [{ i, used }];
  });
  for (const i of passedOn(program, held)) {
    keep[i] = 1;
    fresh.push({ i, used: code(i) });
  }
  const started = new Set(fresh.map(({ i }) => i));
  const followed = new Set<string>();
  const called = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS && fresh.length > 0; round++) {
    const found: number[] = [];
    const take = (i: number): void => {
      if (started.has(i)) return;
      started.add(i);
      keep[i] = 1;
      found.push(i);
    };
    for (const { i, used } of fresh) {
      const at = standings[i];
      if (at === undefined) continue;
      for (const name of new Set(used.match(/[A-Za-z_][\w.]*/g) ?? [])) {
        const key = `${at.function}:${at.class}:${name}`;
        if (followed.has(key)) continue;
        followed.add(key);
        for (const binder of bindersOf(name, binding)) if (sees(at, standings[binder], name)) take(binder);
        for (const definition of functions.get(lastSegment(name)) ?? [])
          for (const each of returns.get(definition) ?? []) take(each);
      }
      for (const owner of [at.function, at.class]) {
        const name = nameOf.get(owner);
        if (name === undefined || name === '__init__' || called.has(name)) continue;
        called.add(name);
        for (const caller of callers.get(name) ?? []) take(caller);
      }
    }
    fresh = found.map((i) => ({ i, used: code(i) }));
  }
}

/** Of functions whose parameters default to something of interest, the lines that may hand it on. */
function passedOn({ lines, content, standings, nameOf, callable }: Program, held: readonly number[]): number[] {
  const found: number[] = [];
  for (const header of held) {
    if (!nameOf.has(header) || standings[header]?.function !== header) continue;
    for (let i = header + 1; standings[i]?.function === header; i++) {
      const { start = 0, end = 0 } = lines[i] ?? {};
      if ((withoutStrings(content.slice(start, end)).match(CALLED) ?? []).some((name) => callable.has(name)))
        found.push(i);
    }
  }
  return found;
}

/** The lines that call each of the program's own functions and classes, their definitions aside. */
function callersIn({ lines, content, nameOf }: Program): Map<string, number[]> {
  const own = new Set(nameOf.values());
  const callers = new Map<string, number[]>();
  let i = 0;
  for (let at = content.indexOf('('); at >= 0; at = content.indexOf('(', at + 1)) {
    const name = content.slice(nameBefore(content, at), at);
    if (!own.has(name)) continue;
    while (i < lines.length && (lines[i]?.end ?? 0) <= at) i++;
    if (!nameOf.has(i)) append(callers, name, i);
  }
  return callers;
}

/**
 * What of a line decides about what it loads: of a known loader's call the arguments that tell, and all of a call of what may be a
 * loader by another name. Empty where the line loads nothing.
 */
function loadingPart({ start, end }: Line, { content, callable, binding }: Program): string {
  const written = content.slice(start, end);
  const bare = withoutStrings(written);
  let loads = false;
  let past = 0;
  const dropped: { start: number; end: number }[] = [];
  for (const { 0: name, index } of bare.matchAll(CALLED)) {
    const telling = TELLING_ARGUMENTS.get(name);
    if (telling === undefined) {
      // A method of whatever (`logger.info`) is none of the file's functions; an alias (`load = AutoModel.from_pretrained`) is bound.
      loads ||= callable.has(name) || (bare[index - 1] !== '.' && binding.has(name));
      continue;
    }
    loads = true;
    // A loader that is given to a loader is left whole.
    if (index < past) continue;
    for (const span of argumentSpans(bare, bare.indexOf('(', index), bare.length)) {
      past = span.end;
      const given = bare.slice(span.start, span.end);
      const keyword = /^\s*(\w+)\s*=(?!=)/.exec(given)?.[1];
      if (keyword === undefined || telling.has(keyword)) continue;
      if (!(given.match(CALLED) ?? []).some((inner) => TELLING_ARGUMENTS.has(inner))) dropped.push(span);
    }
  }
  if (!loads) return '';
  let used = '';
  let at = 0;
  for (const { start, end } of dropped) {
    used += bare.slice(at, start);
    at = end;
  }
  return used + bare.slice(at);
}

/** Blanks string literals, which use no name, but for those that are formatted. Offsets stay. */
function withoutStrings(code: string): string {
  return code.replace(STRINGS, (literal, at: number) =>
    /[fF][rR]?$/.test(code.slice(Math.max(0, at - 2), at))
      ? literal
      : `"${' '.repeat(Math.max(0, literal.length - 2))}"`,
  );
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
}

/** `config.model` may be bound as itself or by its head. */
function* bindersOf(name: string, binding: ReadonlyMap<string, readonly number[]>): Generator<number> {
  yield* binding.get(name) ?? [];
  const head = name.slice(0, name.indexOf('.'));
  if (!name.includes('.')) return;
  yield* binding.get(`--${name.slice(name.lastIndexOf('.') + 1)}`) ?? [];
  if (head !== 'self' && head !== 'cls') yield* binding.get(head) ?? [];
}

/** Whether a name that is used in one place may be the one that is bound in another. */
function sees(use: Standing, bind: Standing | undefined, name: string): boolean {
  if (bind === undefined) return false;
  if (
    bind.function === use.function ||
    bind.function === -1 ||
    /^(?:args|opts?|options|parsed|cfg|config|FLAGS|namespace)\./.test(name)
  )
    return true;
  return bind.class === use.class && /^(?:self|cls)\./.test(name);
}

/** Marks the headers of the blocks that hold kept lines, the clauses that belong to them, and the definitions under kept decorators. */
function addBlocks({ lines, content, nesting }: Program, keep: Uint8Array): void {
  const { parent, before } = nesting;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i];
    if (keep[i] !== 1 || line === undefined || isComment(line)) continue;
    // Headers and clauses stand above: they are visited in their turn.
    const [header = -1, earlier = -1] = [parent[i], before[i]];
    if (header >= 0) keep[header] = 1;
    if (earlier >= 0 && CLAUSE.test(content.slice(line.start, line.start + line.indent + 10))) keep[earlier] = 1;
  }
  // A decorator keeps its definition.
  for (const [i, line] of lines.entries())
    if (keep[i] === 1 && isDecorator(line) && i + 1 < lines.length) keep[i + 1] = 1;
}

function assemble(text: Text, lines: readonly Line[], keep: Uint8Array): Text {
  const parts: Text[] = [];
  let header: Line | null = null;
  for (const [i, line] of lines.entries()) {
    if (keep[i] !== 1) continue;
    if (header !== null && !isComment(line)) {
      if (line.indent <= header.indent) parts.push(empty(text, header));
      header = null;
    }
    parts.push(sliceText(text, line.start, line.end));
    if (!isComment(line) && opensBlock(text.content, line)) header = line;
  }
  if (header !== null) parts.push(empty(text, header));
  return joinTexts(parts);
}

/** Whether a line ends in a colon, a comment after it aside. */
function opensBlock(content: string, { start, end }: Line): boolean {
  return /:[ \t]*(?:#[^\n]*)?\s*$/.test(content.slice(Math.max(start, end - 200), end));
}

/** The body of a block of which nothing was kept. */
function empty(text: Text, header: Line): Text {
  const at = sliceText(text, header.end, header.end).runs[0]?.from ?? 0;
  return { content: `${' '.repeat(header.indent + 1)}pass\n`, runs: [{ at: 0, from: at }] };
}
