/** Runs the rules over what was found, and makes findings of what they say. */

import {
  type Diagnostic,
  type Finding,
  type FindingPlace,
  PERSONAS,
  type Persona,
  PLACES,
  type Rule,
  repoName,
  SEVERITIES,
  type Severity,
  type Subject,
  type Verdict,
} from '../model.ts';
import { RULES } from './registry.ts';
import { gravestFirst } from './severity.ts';
import { createSuppressor, type Suppression } from './suppress.ts';
import { rule as unverifiedReference } from './unverified-reference.ts';

/** What the configuration says of a rule: that it is not run, or that all its findings have one severity. */
export type RuleSetting = 'off' | { readonly severity: Severity };

export interface JudgeOptions extends Suppression {
  /** By the names of rules, of which none is unknown. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly persona: Persona;
  /** True where the Hub was not asked at all. */
  readonly offline: boolean;
  /** True where the files of the repositories were scanned. */
  readonly scanned?: boolean;
}

export interface Judgement {
  /** The gravest first, then by rule and by id. */
  readonly findings: readonly Finding[];
  /** The rules that need the Hub, or a scan, and were not run without it, by name. */
  readonly declined: readonly string[];
  /** How many findings comments and the configuration silenced. */
  readonly ignored: number;
  /** How many findings are for another persona. */
  readonly hidden: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A verdict that is no more than a guess never weighs more than this, so that no build fails on a guess. */
const GUESS: Severity = 'low';

/** Judges subjects, each of which is one repository, or one template, with all its places. */
export function judge(subjects: Iterable<Subject>, options: JudgeOptions): Judgement {
  const settings = new Map(Object.entries(options.rules));
  const wanted = RULES.filter((rule) => settings.get(rule.meta.name) !== 'off');
  const declined = wanted.filter(
    ({ meta }) => (options.offline && meta.needsHub) || (options.scanned !== true && meta.needsScan === true),
  );
  const rules = wanted.filter((rule) => !declined.includes(rule));
  const suppressor = createSuppressor(options, rules);
  const findings: Finding[] = [];
  let ignored = 0;
  let hidden = 0;
  for (const subject of subjects) {
    for (const rule of rules) {
      const verdict = rule.check(subject, options.today);
      if (verdict === null) continue;
      if (rule === unverifiedReference) suppressor.leaveOpen(subject, verdict.places);
      const places = suppressor.unsilenced(rule, subject, verdict.places);
      if (places.length === 0) ignored += 1;
      else if (!speaksTo(rule, options.persona)) hidden += 1;
      else findings.push(toFinding(rule, subject, { ...verdict, places }, settings.get(rule.meta.name)));
    }
  }
  findings.sort((a, b) => gravestFirst(a, b) || order(a.rule, b.rule) || order(a.id, b.id) || order(a.kind, b.kind));
  return {
    findings,
    declined: declined.map((rule) => rule.meta.name),
    ignored,
    hidden,
    diagnostics: suppressor.diagnostics(),
  };
}

function speaksTo(rule: Rule, persona: Persona): boolean {
  return PERSONAS.indexOf(rule.meta.persona) <= PERSONAS.indexOf(persona);
}

function toFinding(rule: Rule, subject: Subject, verdict: Verdict, setting: RuleSetting | undefined): Finding {
  const guess = verdict.confidence === 'low' && SEVERITIES.indexOf(verdict.severity) > SEVERITIES.indexOf(GUESS);
  return {
    rule: rule.meta.name,
    severity: setting !== undefined && setting !== 'off' ? setting.severity : guess ? GUESS : verdict.severity,
    confidence: verdict.confidence,
    kind: subject.is === 'repository' ? subject.id.kind : subject.kind,
    id: subject.is === 'repository' ? repoName(subject.id) : subject.text,
    message: verdict.message,
    advice: verdict.advice,
    places: sortPlaces(verdict.places),
  };
}

/** Each place once: shipped defaults and calls first, then by path and line. */
function sortPlaces(places: readonly FindingPlace[]): FindingPlace[] {
  const byStart = new Map(places.map((at) => [`${at.site.span.start} ${at.site.path}`, at]));
  return [...byStart.values()].sort(
    (a, b) =>
      PLACES.indexOf(a.place) - PLACES.indexOf(b.place) ||
      order(a.site.path, b.site.path) ||
      a.site.line - b.site.line ||
      a.site.column - b.site.column,
  );
}

/** By code units, so that the order is the same everywhere. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
