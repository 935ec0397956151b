/** What renderers are given: a report or an extraction, and what they must know besides. */

import type { Extraction, Report, RuleMeta } from '../model.ts';
import { uriPath } from './escape.ts';

export interface Terminal {
  readonly color: boolean;
  /** In columns. */
  readonly width: number;
  /** Whether links (OSC 8) are wanted: they print as garbage where a terminal does not know them. */
  readonly hyperlinks: boolean;
}

export interface ReportContext {
  /** By name, every rule that was in force, those that declined because the run was offline included. */
  readonly rules: ReadonlyMap<string, RuleMeta>;
  /** Of namesake. */
  readonly version: string;
  /** The URL of namesake's repository, without a slash at its end; null where the package names none, for no links. */
  readonly home: string | null;
  readonly terminal: Terminal;
  /** Show every place of a finding. */
  readonly verbose: boolean;
  /** How many annotations of each level the step has left; GitHub shows 10. */
  readonly annotations: number;
  /** What precedes a path in a Markdown link, as `https://github.com/owner/name/blob/commit/`; empty for relative links. */
  readonly source: string;
  /** The text of an audited file; null where what was audited is not at hand any more. */
  readonly text: (path: string) => string | null;
  /** ISO 8601, UTC: when the run was made. */
  readonly at: string;
}

export type Renderer = (report: Report, context: ReportContext) => string;

/** The URL of a rule's page, if the pages are anywhere. */
export function ruleUrl(context: Pick<ReportContext, 'home'>, rule: string): string | null {
  return context.home === null ? null : `${context.home}/blob/main/docs/rules/${uriPath(rule)}.md`;
}

export interface ReferencesContext {
  readonly terminal: Terminal;
  /** Say why each reference is believed to be one. */
  readonly explain: boolean;
  /** Show also what looked like a reference and was decided to be something else. */
  readonly rejected: boolean;
}

export type ReferencesRenderer = (extraction: Extraction, context: ReferencesContext) => string;
