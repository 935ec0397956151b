/** Writes what the code loads as a machine-learning bill of materials: CycloneDX 1.6, with every place as evidence and the findings on it. */

import { createHash } from 'node:crypto';
import type { Finding, Report } from '../model.ts';
import { type ReportContext, ruleUrl } from './context.ts';
import { type Component, componentsOf, refOf } from './cyclonedx-component.ts';
import { jsonText, visible } from './escape.ts';
import { fingerprints } from './fingerprint.ts';
import { worstFirst } from './order.ts';
import { subjectName } from './state.ts';

/** One component for each repository at each commit that the code loads, and one vulnerability for each finding. */
export function cyclonedx(report: Report, context: ReportContext): string {
  const endpoint = report.summary.hub?.endpoint ?? null;
  const groups = report.subjects.map((subject) => ({ subject, components: componentsOf(subject, endpoint) }));
  const components = groups.flatMap(({ components: some }) => some);
  const findings = worstFirst(report.findings);
  const prints = fingerprints(findings);
  const byName = new Map(groups.map(({ subject, components: some }) => [subjectName(subject), some]));
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf([context.at, components, prints])}`,
    version: 1,
    metadata: {
      timestamp: context.at,
      tools: {
        components: [
          {
            type: 'application',
            name: 'namesake',
            version: context.version,
            ...(context.home === null ? {} : { externalReferences: [{ type: 'website', url: context.home }] }),
          },
        ],
      },
      // Places that load something whose name could not be followed: what they load is missing here.
      properties: [{ name: 'namesake:unresolved', value: String(report.summary.unresolved) }],
    },
    components,
    vulnerabilities: findings.map((finding, index) =>
      vulnerability(finding, byName.get(`${finding.kind} ${finding.id}`) ?? [], prints[index] ?? '', context),
    ),
  };
  return jsonText(bom);
}

function vulnerability(finding: Finding, affected: readonly Component[], print: string, context: ReportContext) {
  const { rule, severity, confidence, kind, id, message, advice } = finding;
  const page = ruleUrl(context, rule);
  const places = new Set(finding.places.map(({ site }) => `${site.path}#${site.line}`));
  const here = affected.filter(({ evidence }) =>
    evidence.occurrences.some(({ location, line }) => places.has(`${location}#${line}`)),
  );
  return {
    'bom-ref': `finding:${print}`,
    id: rule,
    source: { name: 'namesake', ...(page === null ? {} : { url: page }) },
    ratings: [{ source: { name: 'namesake' }, severity, method: 'other' }],
    description: visible(message),
    recommendation: visible(advice),
    affects: refs(here).map((ref) => ({ ref })),
    properties: [
      { name: 'namesake:repository', value: `${kind} ${visible(id)}` },
      { name: 'namesake:confidence', value: confidence },
    ],
  };
}

function refs(components: readonly Component[]): string[] {
  return components.map(refOf);
}

/** A UUID made of what is said (version 8 of RFC 9562): the same run has the same one, another has another. */
function uuidOf(content: unknown): string {
  const digits = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}
