/** Writes a report as one page of HTML that asks nothing of any network: the verdict first, then pictures, then every finding. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Finding, Report } from '../model.ts';
import type { ReportContext } from './context.ts';
import { placeFigure, severityFigure } from './html/bars.ts';
import { type Child, element, type Markup } from './html/element.ts';
import { badge } from './html/finding-row.ts';
import { findings as findingsSection } from './html/findings.ts';
import { namespaceFigure } from './html/namespace-map.ts';
import { worstFirst } from './order.ts';
import { namespacesOf } from './state.ts';
import { count, coverage, verdict } from './summary.ts';

const STYLE = readFileSync(new URL('../../assets/report.css', import.meta.url), 'utf8');
const SCRIPT = readFileSync(new URL('../../assets/report.js', import.meta.url), 'utf8');

/** Findings that are told beside the verdict: the ones that cannot wait. */
const URGENT_SHOWN = 3;
const DIAGNOSTICS_SHOWN = 200;

/** Only what is in the page may run or style it: whatever a name smuggled in, a browser would not run it. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A report as a page. */
export function html(report: Report, context: ReportContext): string {
  const findings = worstFirst(report.findings);
  const page = element(
    'html',
    { lang: 'en' },
    element(
      'head',
      {},
      element('meta', { charset: 'utf-8' }),
      element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('meta', { name: 'referrer', content: 'no-referrer' }),
      element('meta', { name: 'generator', content: `namesake ${context.version}` }),
      element('title', {}, `namesake: ${verdict(report)}`),
      // Ours alone, and in these elements nothing is escaped.
      { html: `<style>${STYLE}</style><script>${SCRIPT}</script>` },
    ),
    element(
      'body',
      {},
      element('a', { class: 'skip', href: '#findings' }, 'To the findings'),
      header(report, findings, context),
      element(
        'main',
        {},
        overview(report, findings),
        findingsSection(findings, report, context),
        looked(report, context),
      ),
      element('footer', {}, element('p', {}, `namesake ${context.version} · ${moment(context.at)}`)),
    ),
  );
  return `<!doctype html>\n${page.html}\n`;
}

function header(report: Report, findings: readonly Finding[], context: ReportContext): Markup {
  const { files, references, repositories, hub } = report.summary;
  const asked = hub === null ? 'the Hub was not asked' : hub.endpoint;
  const facts = [
    moment(context.at),
    `${count(references, 'reference')} to ${count(repositories, 'repository', 'repositories')} in ${count(files, 'file')}`,
    asked,
  ];
  return element(
    'header',
    {},
    element(
      'div',
      { class: 'bar' },
      element('p', { class: 'brand' }, 'namesake'),
      element('button', { type: 'button', id: 'theme', hidden: true }, 'Dark'),
    ),
    element('h1', { class: findings[0]?.severity ?? 'none' }, verdict(report)),
    element('p', { class: 'facts' }, facts.join(' · ')),
    urgent(findings),
  );
}

/** What nobody should have to search for. */
function urgent(findings: readonly Finding[]): Child {
  const grave = findings.filter(({ severity }) => severity === 'critical' || severity === 'high');
  if (grave.length === 0) return null;
  const left = grave.length - URGENT_SHOWN;
  return element(
    'section',
    { class: 'urgent', 'aria-labelledby': 'urgent' },
    element('h2', { id: 'urgent' }, 'First of all'),
    element(
      'ul',
      {},
      grave
        .slice(0, URGENT_SHOWN)
        .map(({ severity, kind, id, message }, index) =>
          element(
            'li',
            {},
            badge(severity),
            element(
              'div',
              {},
              element('a', { href: `#finding-${index + 1}` }, `${kind} ${id}`),
              element('p', {}, message),
            ),
          ),
        ),
    ),
    left > 0 ? element('p', { class: 'sub' }, `and ${count(left, 'more', 'more')} of high severity or above`) : null,
  );
}

function overview(report: Report, findings: readonly Finding[]): Child {
  const namespaces = namespacesOf(report.subjects, findings);
  if (findings.length === 0 && namespaces.length === 0) return null;
  return element(
    'section',
    { class: 'overview', 'aria-labelledby': 'overview' },
    element('h2', { id: 'overview' }, 'At a glance'),
    element(
      'div',
      { class: 'figures' },
      findings.length === 0 ? null : [severityFigure(findings), placeFigure(findings)],
    ),
    namespaces.length === 0 ? null : namespaceFigure(namespaces),
  );
}

function looked(report: Report, context: ReportContext): Markup {
  const { diagnostics } = report;
  const left = diagnostics.length - DIAGNOSTICS_SHOWN;
  return element(
    'section',
    { 'aria-labelledby': 'looked' },
    element('h2', { id: 'looked' }, 'What was looked at'),
    element(
      'ul',
      {},
      coverage(report, context).map((sentence) => element('li', {}, sentence)),
    ),
    diagnostics.length === 0
      ? null
      : element(
          'details',
          {},
          element('summary', {}, count(diagnostics.length, 'diagnostic')),
          element(
            'ul',
            {},
            diagnostics.slice(0, DIAGNOSTICS_SHOWN).map(({ path, line, message }) => {
              const where = path === null ? 'The run' : `${path}${line === undefined ? '' : `:${line}`}`;
              return element('li', {}, element('span', { class: 'path' }, where), ` ${message}`);
            }),
            left > 0 ? element('li', {}, `and ${count(left, 'more', 'more')}`) : null,
          ),
        ),
  );
}

function moment(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

/** By https://www.w3.org/TR/CSP3/#match-element-to-source-list: of the content of the element as it stands. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
