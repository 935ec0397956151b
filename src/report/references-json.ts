/** Writes an extraction as JSON, version 1, by the schema in `document.ts`. */

import { type Extraction, repoName } from '../model.ts';
import type { ReferencesContext } from './context.ts';
import type { ReferencesDocument } from './document.ts';
import { jsonText } from './escape.ts';
import { position } from './json.ts';

/** An extraction as JSON, each list in the order given. */
export function referencesJson(extraction: Extraction, context: Pick<ReferencesContext, 'rejected'>): string {
  const document: ReferencesDocument = {
    version: 1,
    references: extraction.references.map((reference) => ({
      id: repoName(reference.id),
      kind: reference.id.kind,
      revision: reference.revision,
      codeRevision: reference.codeRevision,
      ...position(reference.site),
      place: reference.place,
      loader: reference.loader,
      file: reference.file,
      remoteCode: reference.remoteCode,
      confidence: reference.confidence,
      evidence: [...reference.evidence],
    })),
    unresolved: extraction.unresolved.map(({ kind, namespace, text, reason, site, place, loader }) => ({
      kind,
      namespace: namespace ?? undefined,
      text,
      reason,
      ...position(site),
      place,
      loader,
    })),
    rejected: context.rejected
      ? extraction.rejected.map(({ text, reason, site }) => ({ text, reason, ...position(site) }))
      : undefined,
    diagnostics: extraction.diagnostics.map(({ path, line, message }) => ({ path, line, message })),
  };
  return jsonText(document);
}
