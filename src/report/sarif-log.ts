/** What every SARIF log of namesake has in common: one run, its tool, and what kept it from seeing everything. */

import type { ArtifactLocation, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import type { Diagnostic } from '../model.ts';
import type { ReportContext } from './context.ts';
import { jsonText, sarifText, uriPath } from './escape.ts';

/** A file with more results is refused: docs.github.com, "SARIF support for code scanning", limits. */
export const RESULTS_MOST = 25_000;
/** The name by which CodeQL, too, calls the root of the repository. */
const ROOT = '%SRCROOT%';

export interface SarifRun {
  readonly rules: ReportingDescriptor[];
  readonly results: Result[];
  readonly notifications: Notification[];
}

/** A log of one run, as JSON. */
export function sarifLog({ version, home }: Pick<ReportContext, 'version' | 'home'>, run: SarifRun): string {
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'namesake',
            version,
            semanticVersion: version,
            ...(home === null ? {} : { informationUri: home }),
            rules: run.rules,
          },
        },
        automationDetails: { id: 'namesake/' },
        originalUriBaseIds: { [ROOT]: { description: { text: 'The root of what was audited.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: run.notifications }],
        results: run.results,
      },
    ],
  };
  return jsonText(log);
}

/** A file, relative to the root. */
export function artifact({ path }: { readonly path: string }): ArtifactLocation {
  return { uri: uriPath(path), uriBaseId: ROOT };
}

export function notification({ path, line, message }: Diagnostic): Notification {
  if (path === null) return notice(message);
  const physicalLocation = {
    artifactLocation: artifact({ path }),
    ...(line === undefined ? {} : { region: { startLine: line } }),
  };
  return { ...notice(message), locations: [{ physicalLocation }] };
}

export function notice(message: string): Notification {
  return { level: 'warning', message: { text: sarifText(message) } };
}
