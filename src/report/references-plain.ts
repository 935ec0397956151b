/** Writes an extraction for people at a terminal: file by file, line by line, and why if they ask. */

import { createColors } from 'picocolors';
import {
  type Extraction,
  type Reference,
  type Rejected,
  type Revision,
  repoKey,
  repoName,
  type Site,
  type Unresolved,
} from '../model.ts';
import type { ReferencesContext } from './context.ts';
import { visible } from './escape.ts';
import { columnWidth, type Piece, row, wrap } from './layout.ts';
import { count } from './summary.ts';

/** One line of the listing, and the sentences under it. */
interface Entry {
  readonly site: Site;
  readonly pieces: readonly Piece[];
  readonly notes: readonly string[];
}

/** An extraction as plain text. Everything from outside is escaped. */
export function referencesPlain(extraction: Extraction, context: ReferencesContext): string {
  const { width, color } = context.terminal;
  const { bold, dim } = createColors(color);
  const entries = [
    ...extraction.references.map((reference) => referenceEntry(reference, context)),
    ...extraction.unresolved.map((unresolved) => unresolvedEntry(unresolved, context)),
    ...(context.rejected ? extraction.rejected.map((rejected) => rejectedEntry(rejected, context)) : []),
  ];
  const files = [...byPath(entries)].map(([path, list]) => {
    const inOrder = list.sort((a, b) => a.site.line - b.site.line || a.site.column - b.site.column);
    const spots = inOrder.map(({ site }) => `${site.line}:${site.column}`);
    const column = columnWidth(spots, width);
    const lines = inOrder.flatMap(({ pieces, notes }, index) => [
      row([{ text: spots[index] ?? '', column, paint: dim }, ...pieces], width, 2, column + 4),
      ...notes.map((note) => wrap(`· ${visible(note)}`, width, column + 4, column + 6, dim)),
    ]);
    return [bold(visible(path)), ...lines].join('\n');
  });
  return `${[...files, wrap(total(extraction, files.length), width, 0, 2, bold)].join('\n\n')}\n`;
}

function referenceEntry(reference: Reference, { terminal, explain }: ReferencesContext): Entry {
  const { bold, dim, yellow } = createColors(terminal.color);
  const { id, revision, codeRevision, place, loader, file, remoteCode, confidence } = reference;
  const details: (string | false | undefined)[] = [
    place,
    loader,
    reference.site.cell !== undefined && `cell ${reference.site.cell}`,
    file !== undefined && `file ${file}`,
    codeRevision && `code ${revisionWords(codeRevision)}`,
    confidence !== 'high' && `${confidence} confidence`,
  ];
  return {
    site: reference.site,
    pieces: [
      { text: `${id.kind} ${visible(repoName(id))}`, paint: bold },
      { text: visible(revisionWords(revision)), paint: revision.at === 'commit' ? String : yellow },
      ...(remoteCode ? [{ text: 'remote code', paint: yellow }] : []),
      ...details.filter((detail) => typeof detail === 'string').map((text) => ({ text: visible(text), paint: dim })),
    ],
    notes: explain ? reference.evidence : [],
  };
}

function unresolvedEntry(
  { site, kind, text, reason, place, loader }: Unresolved,
  { terminal }: ReferencesContext,
): Entry {
  const { dim, yellow } = createColors(terminal.color);
  return {
    site,
    pieces: [
      { text: `${kind} ${visible(text)}` },
      { text: 'not followed', paint: yellow },
      ...[place, loader]
        .filter((detail) => detail !== undefined)
        .map((detail) => ({ text: visible(detail), paint: dim })),
    ],
    notes: [reason],
  };
}

function rejectedEntry({ site, text, reason }: Rejected, { terminal }: ReferencesContext): Entry {
  const { dim } = createColors(terminal.color);
  return {
    site,
    pieces: [
      { text: visible(text), paint: dim },
      { text: 'no reference', paint: dim },
    ],
    notes: [reason],
  };
}

function revisionWords(revision: Revision): string {
  switch (revision.at) {
    case 'none':
      return 'no revision';
    case 'commit':
    case 'short':
      return `at ${revision.commit}`;
    case 'named':
      return `at ${revision.name}`;
    case 'dynamic':
      return `at the value of ${revision.text}`;
  }
}

function byPath(entries: readonly Entry[]): Map<string, Entry[]> {
  const files = new Map<string, Entry[]>();
  for (const entry of entries) {
    const file = files.get(entry.site.path);
    if (file) file.push(entry);
    else files.set(entry.site.path, [entry]);
  }
  return files;
}

function total({ references, unresolved, rejected }: Extraction, files: number): string {
  const repositories = new Set(references.map(({ id }) => repoKey(id))).size;
  const found = `${count(references.length, 'reference')} to ${count(repositories, 'repository', 'repositories')}`;
  return `${found}, ${unresolved.length} not followed, ${rejected.length} rejected, in ${count(files, 'file')}.`;
}
