/** Reading one file, as plain data in and out, so that it is the same here, in a worker thread, and from the cache. */

import { createHash } from 'node:crypto';
import { type FileEntry, readEntry } from '../../collect/collect.ts';
import { type FileFindings, readFileFindings } from '../../extract/findings.ts';
import type { LoaderTable } from '../../extract/sinks.ts';
import type { Diagnostic } from '../../model.ts';
import type { Ignore } from '../../rules/suppress.ts';

export interface ReadTask {
  readonly entry: FileEntry;
  /** Read in full even where nothing of the file's own asks for it: another file does. */
  readonly wanted: boolean;
  /** The digest of a text that need not be read again. */
  readonly known: string | null;
}

/** What a file came to. */
export interface Reading {
  /** Null for what is no text, or could not be read. */
  readonly findings: FileFindings | null;
  readonly comments: readonly Ignore[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A reading, and all that it depends on besides the path, the settings and the tool. */
export interface ReadResult {
  /** Of the text, or what stands for it where there is none. */
  readonly digest: string;
  /** False for trouble, which may be gone the next time. */
  readonly lasting: boolean;
  /** Import specifiers, and whether they may mean a file of the tree. */
  readonly asked: readonly (readonly [specifier: string, answer: boolean])[];
  /** As a value or as its JSON; neither where the text is the one that is known. */
  readonly reading?: Reading;
  readonly json?: string;
}

export interface ReadContext {
  readonly table: LoaderTable;
  /** Whether an import specifier may mean a file of the tree. */
  readonly isOwn: (specifier: string) => boolean;
}

/** Reads a file. Whatever goes wrong with it is a diagnostic: no file ends a run. */
export async function performRead({ entry, wanted, known }: ReadTask, context: ReadContext): Promise<ReadResult> {
  const { path } = entry;
  try {
    const source = await readEntry(entry);
    if (source === null) return known === NO_TEXT ? same(known) : { ...same(NO_TEXT), reading: NOTHING };
    if ('message' in source) return troubled(source);
    const { text, diagnostic } = source;
    const digest = createHash('sha256')
      .update(diagnostic?.message ?? '')
      .update('\n')
      .update(text)
      .digest('base64url');
    if (digest === known) return same(digest);
    const asked = new Map<string, boolean>();
    const findings = await readFileFindings(path, text, {
      table: context.table,
      isOwn: (specifier) => {
        const answer = asked.get(specifier) ?? context.isOwn(specifier);
        asked.set(specifier, answer);
        return answer;
      },
      wanted,
    });
    const comments = text.includes('namesake:') ? (await import('../../rules/suppress.ts')).findIgnores(text) : [];
    const diagnostics = diagnostic === null ? [] : [diagnostic];
    return { digest, lasting: true, asked: [...asked], reading: { findings, comments, diagnostics } };
  } catch (error) {
    return troubled({ path, message: `not read: ${error instanceof Error ? error.message : String(error)}` });
  }
}

/** The digest of what is no text. */
const NO_TEXT = 'no text';
const NOTHING: Reading = { findings: null, comments: [], diagnostics: [] };

function same(digest: string): ReadResult {
  return { digest, lasting: true, asked: [] };
}

/** A result for a file that could not be read. */
export function troubled(diagnostic: Diagnostic): ReadResult {
  const reading: Reading = { findings: null, comments: [], diagnostics: [diagnostic] };
  return { digest: `trouble: ${diagnostic.message}`, lasting: false, asked: [], reading };
}
