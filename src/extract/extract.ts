/** Source -> Reference[]: the files one by one to their candidates, then all candidates together to references. */

import {
  type Diagnostic,
  type Place,
  type Reference,
  type Rejected,
  type RepoId,
  type RepoKind,
  repoKey,
  type Site,
  type Span,
  type Unresolved,
} from '../model.ts';
import { type Dismissed, type Findings, findInModule, findInPassage, type Unfollowed } from './candidates.ts';
import { codeIn } from './embedded.ts';
import { type Candidate, confidenceOf, type Surroundings, type Weighed, weigh } from './evidence.ts';
import type { Module, Passage, Reading } from './facts.ts';
import { isSentenceModel } from './legacy.ts';
import { languageOfFence, languageOfFile, readPlain } from './readers.ts';
import { LOADER_NAMES } from './sinks.ts';
import { sliceText, textAt } from './text.ts';
import { wordsIn } from './words.ts';

/** What one file holds, in terms of the file alone: small, and free of its syntax tree. */
export interface FileFindings {
  readonly path: string;
  readonly hubFile: boolean;
  readonly candidates: readonly Located<Candidate>[];
  readonly dismissed: readonly Located<Dismissed>[];
  readonly unfollowed: readonly Located<Unfollowed>[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Located<T> {
  readonly it: T;
  readonly site: Site;
}

export interface Extraction {
  readonly references: readonly Reference[];
  readonly unresolved: readonly Unresolved[];
  readonly rejected: readonly Rejected[];
  readonly diagnostics: readonly Diagnostic[];
}

const HUB_FILE =
  /hugging\s?face|\bhf\.co\b|\btransformers\b|\bdiffusers\b|sentence[-_]transformers|from_pretrained|\bhf_hub|hf-hub|\bdatasets\b.{0,20}\bimport\b|load_dataset|\bvllm\b|\bpeft\b|\btimm\b|llama[-_.]cpp|\bgguf\b|\bmlx[-_]|@xenova|\bpretrained\b/i;
const LOADING = new RegExp(`\\b(?:${LOADER_NAMES.join('|')})\\b`);

/** Reentry (code in a fence in a docstring) goes no deeper. */
const MAX_REENTRY = 4;

/** Reads one file. Nothing in it, however broken, throws: what could not be read is a diagnostic. */
export async function readFileFindings(path: string, content: string): Promise<FileFindings> {
  const none = { path, hubFile: false, candidates: [], dismissed: [], unfollowed: [], diagnostics: [] };
  if (!mayHold(content)) return none;
  const hubFile = HUB_FILE.test(content);
  const lines = lineStarts(content);
  const found: Findings = { candidates: [], dismissed: [], unfollowed: [] };
  const diagnostics: Diagnostic[] = [];
  const take = (more: Findings): void => {
    found.candidates.push(...more.candidates);
    found.dismissed.push(...more.dismissed);
    found.unfollowed.push(...more.unfollowed);
  };

  async function expand(reading: Reading, depth: number): Promise<void> {
    for (const { message, offset } of reading.problems) {
      diagnostics.push(offset === null ? { path, message } : { path, line: lineOf(lines, offset) + 1, message });
    }
    for (const module of reading.modules) take(findInModule(module));
    for (const passage of reading.passages) await readPassage(passage, depth);
  }

  async function readPassage(passage: Passage, depth: number): Promise<void> {
    if (!mayHold(passage.text.content)) return;
    take(findInPassage(passage));
    if (depth >= MAX_REENTRY) return;
    for (const { language, text, place } of codeIn(passage)) {
      const reader = language === null ? null : languageOfFence(language);
      if (reader === null || !mayHold(text.content)) continue;
      const { modules, passages } = await reader.read(text);
      await expand(
        {
          modules: modules.map((module): Module => ({ ...module, place })),
          passages: passages.map((inner) => ({ ...inner, place })),
          problems: [],
        },
        depth + 1,
      );
    }
  }

  try {
    const read = languageOfFile(path)?.read ?? readPlain;
    await expand(await read(textAt(content)), 0);
  } catch (error) {
    diagnostics.push({
      path,
      message: `could not be parsed (${error instanceof Error ? error.message : String(error)}): read as plain text`,
    });
    await expand(readPlain(textAt(content)), MAX_REENTRY);
  }
  const locate = <T extends { readonly span: Span; readonly statement?: Span }>(it: T): Located<T> => ({
    it,
    site: siteOf(path, lines, it.span, it.statement ?? it.span),
  });
  return {
    path,
    hubFile,
    candidates: found.candidates.map(locate),
    dismissed: found.dismissed.map(locate),
    unfollowed: found.unfollowed.map(locate),
    diagnostics,
  };
}

/** Whether a text holds a word of the shape, or the name of a loader: one that does not is never parsed. */
function mayHold(content: string): boolean {
  if (LOADING.test(content)) return true;
  for (const word of wordsIn(content)) if (!('not' in word.target)) return true;
  return false;
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

function siteOf(path: string, lines: readonly number[], span: Span, statement: Span): Site {
  const line = lineOf(lines, span.start);
  const column = span.start - (lines[line] ?? 0) + 1;
  const first = lineOf(lines, statement.start) + 1;
  const last = lineOf(lines, Math.max(statement.start, statement.end - 1)) + 1;
  return {
    path,
    line: line + 1,
    column,
    endColumn: column + (span.end - span.start),
    span,
    statement,
    statementLines: [first, last],
  };
}

/** Weighs all candidates of a tree, each file's in the light of the others'. */
export function decide(files: readonly FileFindings[], exists: (path: string, from: string) => boolean): Extraction {
  const references: Reference[] = [];
  const rejected: Rejected[] = [];
  const unresolved: Unresolved[] = [];
  const known = believedAlone(files, exists);
  for (const file of files) {
    const best = new Map<number, { located: Located<Candidate>; weighed: Weighed }>();
    for (const located of file.candidates) {
      const weighed = weigh(
        located.it,
        surroundings(file, exists, (target) => known.get(nameKey(target)) ?? null),
      );
      const before = best.get(located.it.span.start);
      if (before === undefined || weighed.score > before.weighed.score)
        best.set(located.it.span.start, { located, weighed });
    }
    const starts = new Set<number>();
    for (const { located, weighed } of [...best.values()].sort(
      (a, b) => a.located.it.span.start - b.located.it.span.start,
    )) {
      if (weighed.rejected !== null) {
        rejected.push({ text: textOfTarget(located.it), reason: weighed.rejected, site: located.site });
        continue;
      }
      starts.add(located.it.span.start);
      references.push(referenceOf(located, weighed, known.get(nameKey(located.it.target)) ?? null));
    }
    for (const { it, site } of file.dismissed) rejected.push({ text: it.text, reason: it.reason, site });
    for (const { it, site } of file.unfollowed) {
      const { span: _, statement: __, ...rest } = it;
      unresolved.push({ ...rest, site });
    }
  }
  return { references, unresolved, rejected, diagnostics: files.flatMap((file) => file.diagnostics) };
}

type NamedTarget = Candidate['target'];

function nameKey(target: NamedTarget): string {
  return `${target.namespace ?? ''}/${target.name}`.toLowerCase();
}

function textOfTarget({ target }: Candidate): string {
  return target.namespace === null ? target.name : `${target.namespace}/${target.name}`;
}

function surroundings(
  file: FileFindings,
  exists: (path: string, from: string) => boolean,
  elsewhere: (target: NamedTarget) => RepoKind | null,
): Surroundings {
  return { hubFile: file.hubFile, exists: (path) => exists(path, file.path), elsewhere };
}

/** The ids that are believed on their own evidence somewhere in the tree, with their kind. */
function believedAlone(
  files: readonly FileFindings[],
  exists: (path: string, from: string) => boolean,
): ReadonlyMap<string, RepoKind> {
  const known = new Map<string, RepoKind>();
  for (const file of files) {
    const around = surroundings(file, exists, () => null);
    for (const { it } of file.candidates) {
      if (it.target.namespace === null || it.load?.writes === true) continue;
      const weighed = weigh(it, around);
      if (weighed.rejected === null && weighed.score >= 6)
        known.set(nameKey(it.target), it.kind ?? known.get(nameKey(it.target)) ?? 'model');
    }
  }
  return known;
}

function referenceOf({ it, site }: Located<Candidate>, weighed: Weighed, elsewhere: RepoKind | null): Reference {
  const { target, load } = it;
  const kind = it.kind ?? elsewhere ?? 'model';
  const implicit = target.namespace === null && kind === 'model' && isSentenceModel(target.name);
  const id: RepoId = { kind, namespace: implicit ? 'sentence-transformers' : target.namespace, name: target.name };
  const revision = target.revision.at !== 'none' ? target.revision : (load?.revision ?? it.beside ?? target.revision);
  const file = target.file ?? load?.file ?? null;
  return {
    id,
    revision,
    ...(load?.codeRevision == null ? {} : { codeRevision: load.codeRevision }),
    site,
    place: it.place,
    ...(load === null ? {} : { loader: load.loader }),
    ...(file === null ? {} : { file }),
    remoteCode: load?.remoteCode ?? false,
    confidence: confidenceOf(weighed.score),
    evidence: weighed.reasons,
  };
}

export type { Place };
export { repoKey, sliceText };
