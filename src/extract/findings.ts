/** One file: its text to candidates, through its reader and through whatever stands inside its text. */

import type { Diagnostic, Site, Span } from '../model.ts';
import type { Abroad, CallAbroad, OpenLoad } from './abroad.ts';
import { findInModule } from './candidates.ts';
import { visitLiterals } from './context.ts';
import { codeIn, sniff, sniffCode } from './embedded.ts';
import type { Candidate } from './evidence.ts';
import { exportsOf } from './exports.ts';
import type { Import, Module, Passage, Reading } from './facts.ts';
import type { Dismissed, Findings, Unfollowed } from './found.ts';
import { callsOfImports, interestIn } from './interest.ts';
import type { Loader } from './loaders.ts';
import type { Load } from './loads.ts';
import { findInPassage } from './passage-candidates.ts';
import { indexModule } from './program.ts';
import { type Language, languageOfFence, languageOfFile, readPlain } from './readers.ts';
import type { LoaderTable } from './sinks.ts';
import { sliceText, type Text, textAt } from './text.ts';

/** What one file holds, in terms of the file alone: small, and free of its syntax tree. */
export interface FileFindings {
  readonly path: string;
  readonly hubFile: boolean;
  readonly candidates: readonly Located<Candidate>[];
  readonly dismissed: readonly Located<Dismissed>[];
  readonly unfollowed: readonly Located<Unfollowed>[];
  readonly diagnostics: readonly Diagnostic[];
  /** What the file offers to others; null for one that was not parsed, or that nobody can import. */
  readonly exports: Module | null;
  readonly imports: readonly (Import & { readonly language: string })[];
  /** Its functions that load what they are given. */
  readonly wrappers: readonly Loader[];
  /** What it leaves to other files. */
  readonly abroad: Abroad;
  /** Its literals that reach a loader of another file: what linking found. */
  readonly marks: readonly Mark[];
}

/** A literal that reaches a loader of another file. */
export interface Mark {
  readonly path: string;
  /** Where the literal begins in its file. */
  readonly start: number;
  readonly load: Load;
}

export interface Located<T> {
  readonly it: T;
  readonly site: Site;
}

const HUB_FILE =
  /hugging\s?face|\bhf\.co\b|\btransformers\b|\bdiffusers\b|sentence[-_]transformers|from_pretrained|\bhf_hub|hf-hub|\bdatasets\b.{0,20}\bimport\b|load_dataset|\bvllm\b|\bpeft\b|\btimm\b|llama[-_.]cpp|\bgguf\b|\bmlx[-_]|@xenova|\bpretrained\b/i;

/** Reentry (code in a fence in a docstring) goes no deeper. */
const MAX_REENTRY = 4;

export interface ReadOptions {
  readonly table: LoaderTable;
  /** Whether an import specifier may mean a file of the tree; by default those that say so themselves (`./x`). */
  readonly isOwn?: (specifier: string) => boolean;
  /** Read in full even where nothing of the file's own asks for it: another file does. */
  readonly wanted?: boolean;
}

/** What a file is worth that holds nothing of interest: it was not parsed. */
export function unread(path: string): FileFindings {
  return {
    path,
    hubFile: false,
    candidates: [],
    dismissed: [],
    unfollowed: [],
    diagnostics: [],
    exports: null,
    imports: [],
    wrappers: [],
    abroad: { calls: [], openLoads: [] },
    marks: [],
  };
}

/** Reads one file. Nothing in it, however broken, throws: what could not be read is a diagnostic. */
export async function readFileFindings(
  path: string,
  content: string,
  { table, isOwn = (specifier) => specifier.startsWith('.'), wanted = false }: ReadOptions,
): Promise<FileFindings> {
  const interest = interestIn(content, table);
  if (!wanted && interest.length === 0) return unread(path);
  const hubFile = HUB_FILE.test(content);
  const lines = lineStarts(content);
  const found: Findings = { candidates: [], dismissed: [], unfollowed: [] };
  const own = {
    exports: null as Module | null,
    imports: [] as FileFindings['imports'][number][],
    wrappers: [] as Loader[],
    abroad: { calls: [] as CallAbroad[], openLoads: [] as OpenLoad[] },
    marks: [],
  };
  const diagnostics: Diagnostic[] = [];
  const take = (more: Findings): void => {
    for (const each of more.candidates) found.candidates.push(each);
    for (const each of more.dismissed) found.dismissed.push(each);
    for (const each of more.unfollowed) found.unfollowed.push(each);
  };

  function takeModule(module: Module): void {
    const code = module.place === null;
    const { wrappers, abroad, ...more } = findInModule(indexModule(module, path), table, code ? isOwn : () => false);
    take(more);
    if (!code) return;
    own.exports ??= exportsOf(module);
    for (const each of module.imports) own.imports.push({ ...each, language: module.language });
    for (const each of wrappers) own.wrappers.push(each);
    for (const each of abroad.calls) own.abroad.calls.push(each);
    for (const each of abroad.openLoads) own.abroad.openLoads.push(each);
  }

  async function expand(reading: Reading, place: Module['place'], depth: number): Promise<void> {
    for (const { message, offset } of reading.problems) {
      // Code in a document is often cut short; only a file of its own has to be whole.
      if (depth === 0)
        diagnostics.push(offset === null ? { path, message } : { path, line: lineOf(lines, offset) + 1, message });
    }
    for (const module of reading.modules) {
      const placed = place === null || module.place === 'shell' ? module : { ...module, place };
      takeModule(placed);
      if (depth < MAX_REENTRY) for (const passage of textsWithin(placed)) await readPassage(passage, depth + 1);
    }
    for (const passage of reading.passages) {
      await readPassage(place === null || passage.place === 'shell' ? passage : { ...passage, place }, depth);
    }
  }

  async function readPassage(passage: Passage, depth: number): Promise<void> {
    const within = interestIn(passage.text.content, table);
    if (within.length === 0) return;
    const language = languageCalled(passage.language);
    if (language !== null) {
      if (depth < MAX_REENTRY)
        await expand(
          await readAs(language, passage.text, within),
          passage.place === 'call' ? null : passage.place,
          depth + 1,
        );
      return;
    }
    const handled: Span[] = [];
    if (depth < MAX_REENTRY && passage.language !== 'output') {
      for (const { language, text, spans } of codeIn(passage.text)) {
        const inner = languageCalled(language ?? sniff(text.content));
        if (inner === null) continue;
        handled.push(...spans);
        const within = interestIn(text.content, table);
        if (within.length === 0) continue;
        const before = found.candidates.length;
        const turned = found.dismissed.length;
        await expand(await readAs(inner, text, within), passage.place, depth + 1);
        const claimed = [...found.candidates.slice(before), ...found.dismissed.slice(turned)];
        take(leftover(findInPassage({ ...passage, text }, []), claimed));
      }
    }
    // Lines that were commented out are code still; their words are read as text all the same.
    const code = passage.place === 'comment' ? languageCalled(sniffCode(passage.text.content)) : null;
    if (code !== null && depth < MAX_REENTRY)
      await expand(await readAs(code, passage.text, within), 'comment', depth + 1);
    take(findInPassage(passage, handled));
  }

  const language = languageOfFile(path);
  const text = textAt(content);
  const reading =
    language === null
      ? readPlain(text)
      : await readAs(language, text, wanted ? [...interest, ...callsOfImports(content)] : interest);
  await expand(reading, null, 0);
  const locate = <T extends { readonly span: Span; readonly statement?: Span }>(it: T): Located<T> => ({
    it,
    site: siteOf(path, lines, reading.cells ?? [], it.span, it.statement ?? it.span),
  });
  return {
    path,
    hubFile,
    candidates: found.candidates.map(locate),
    dismissed: found.dismissed.map(locate),
    unfollowed: found.unfollowed.map(locate),
    diagnostics,
    ...own,
  };
}

/** A fence may hold something else than it says, a command line in a fence of Python: words that no reader met are read as words. */
function leftover(found: Findings, claimed: readonly { readonly span: Span }[]): Findings {
  const free = ({ span }: { readonly span: Span }): boolean =>
    !claimed.some((other) => other.span.start < span.end && span.start < other.span.end);
  return { candidates: found.candidates.filter(free), dismissed: [], unfollowed: [] };
}

/** Fences and doctests say themselves where code begins. */
const MARKED_CODE = /^[ \t]*(?:`{3}|~{3}|>>> )/m;

/** Reads a text in a language, or what of it is of interest. */
async function readAs({ read, parts }: Language, text: Text, interest: readonly number[]): Promise<Reading> {
  return read(parts === undefined ? text : parts(text, interest));
}

function languageCalled(name: string | null): Language | null {
  if (name === null) return null;
  return name.startsWith('file:') ? languageOfFile(name.slice(5)) : languageOfFence(name);
}

/** Literals that are texts themselves: a script in a workflow's step, YAML in a test, a command in a list. */
function textsWithin(module: Module): Passage[] {
  const passages: Passage[] = [];
  visitLiterals(module, (literal, { place }) => {
    if (!/\s|^[{[]/.test(literal.text.trim())) return;
    const language = MARKED_CODE.test(literal.text) ? null : sniff(literal.text.replaceAll('\\n', '  '));
    if (language === null && !MARKED_CODE.test(literal.text)) return;
    passages.push({
      place: module.place ?? place,
      language,
      text: sliceText(module.text, literal.span.start, literal.span.end),
    });
  });
  return passages;
}

function lineStarts(content: string): number[] {
  const starts = [0];
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function siteOf(path: string, lines: readonly number[], cells: readonly Span[], span: Span, statement: Span): Site {
  const cell = cells.findIndex(({ start, end }) => span.start >= start && span.start < end) + 1;
  const line = lineOf(lines, span.start);
  const column = span.start - (lines[line] ?? 0) + 1;
  const first = lineOf(lines, statement.start) + 1;
  const last = lineOf(lines, Math.max(statement.start, statement.end - 1)) + 1;
  return {
    path,
    ...(cell === 0 ? {} : { cell }),
    line: line + 1,
    column,
    endColumn: column + (span.end - span.start),
    span,
    statement,
    statementLines: [first, last],
  };
}
