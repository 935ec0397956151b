/** Writes a fix as SARIF: for each file what is to be replaced, by lines and columns, which more viewers apply than offsets. */

import type { ArtifactChange, Fix as SarifFix } from 'sarif';
import type { Edit, Fix } from '../model.ts';
import { sarifText } from './escape.ts';
import type { Lines } from './lines.ts';
import { artifact } from './sarif-log.ts';

/** The fix of a finding; none where the text of a file to be edited is not at hand. A fix is made as a whole or not at all. */
export function sarifFix({ description, edits }: Fix, linesOf: (path: string) => Lines | null): SarifFix[] {
  const changes: ArtifactChange[] = [];
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const lines = linesOf(path);
    if (lines === null) return [];
    const replacements = edits.filter((edit) => edit.path === path).map((edit) => replacement(edit, lines));
    changes.push({ artifactLocation: artifact({ path }), replacements });
  }
  return [{ description: { text: sarifText(description) }, artifactChanges: changes }];
}

function replacement({ span, text }: Edit, lines: Lines) {
  const from = lines.positionOf(span.start);
  const to = lines.positionOf(span.end);
  return {
    deletedRegion: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
    insertedContent: { text },
  };
}
