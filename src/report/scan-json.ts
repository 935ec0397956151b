/** Writes a scan as JSON, version 1, by the schema in `scan-document.ts`. */

import { repoName, type ScanReport } from '../model.ts';
import { jsonText } from './escape.ts';
import type { ScanDocument } from './scan-document.ts';

/** A scan as JSON, the files in the order in which they were scanned. */
export function scanJson({ targets, files, summary, diagnostics }: ScanReport): string {
  const { verdicts, ...counts } = summary;
  const document: ScanDocument = {
    version: 1,
    targets: targets.map((target) =>
      target.is === 'repository'
        ? {
            is: target.is,
            text: target.text,
            kind: target.id.kind,
            id: repoName(target.id),
            commit: target.commit,
            since: target.since,
          }
        : { is: target.is, text: target.text },
    ),
    files: files.map((file) => ({
      path: file.path,
      target: file.target,
      verdict: file.verdict,
      format: file.format,
      size: file.size,
      bytesRead: file.bytesRead,
      loaded: file.loaded ?? undefined,
      hub: file.hub ?? undefined,
      intact: file.intact ?? undefined,
      evidence: file.evidence.map(({ kind, severity, within, offset, subject, message, details }) => ({
        kind,
        severity,
        within: [...within],
        offset,
        subject,
        message,
        details: [...details],
      })),
      inconclusive:
        file.inconclusive.length === 0
          ? undefined
          : file.inconclusive.map(({ within, start, end, why }) => ({ within: [...within], start, end, why })),
    })),
    summary: { ...counts, ...verdicts },
    diagnostics: diagnostics.map(({ path, message }) => ({ path, message })),
  };
  return jsonText(document);
}
