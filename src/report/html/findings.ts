/** The findings as a table with its means to search, filter, sort and turn pages, which the script of the page drives. */

import type { Finding, Report } from '../../model.ts';
import type { ReportContext } from '../context.ts';
import { linesByPath } from '../lines.ts';
import { severityCounts } from '../order.ts';
import { subjectName } from '../state.ts';
import { count } from '../summary.ts';
import { element, type Markup } from './element.ts';
import { COLUMNS, findingRow } from './finding-row.ts';

/** A browser takes its time with more rows. */
const FINDINGS_MOST = 10_000;

/** Columns that a narrow screen leaves to the details. */
const WIDE_ONLY: ReadonlySet<string> = new Set(['Confidence', 'First place']);

/** @param every finding, the worst first */
export function findings(every: readonly Finding[], report: Report, context: ReportContext): Markup {
  const all = every.slice(0, FINDINGS_MOST);
  const left = every.length - all.length;
  const subjects = new Map(report.subjects.map((subject) => [subjectName(subject), subject]));
  const row = {
    home: context.home,
    at: context.at,
    linesOf: linesByPath(context.text),
    subjectOf: ({ kind, id }: Finding) => subjects.get(`${kind} ${id}`),
  };
  return element(
    'section',
    { 'aria-labelledby': 'findings' },
    element('h2', { id: 'findings', tabindex: -1 }, 'Findings'),
    all.length === 0
      ? element('p', {}, 'There are none.')
      : [
          tools(all),
          element(
            'table',
            { id: 'table' },
            element('caption', { class: 'unseen' }, 'Findings, the worst first; a row opens its details'),
            element('thead', {}, element('tr', {}, COLUMNS.map(heading))),
            all.map((finding, index) => findingRow(finding, index + 1, row)),
          ),
          left > 0
            ? element('p', {}, `${count(left, 'more finding')} of least severity left out: other formats have them.`)
            : null,
          element('p', { id: 'nothing', hidden: true }, 'No finding is like that.'),
          element(
            'nav',
            { id: 'pages', 'aria-label': 'Pages of findings', hidden: true },
            element('button', { type: 'button', id: 'before' }, 'Previous'),
            element('span', { id: 'page' }),
            element('button', { type: 'button', id: 'after' }, 'Next'),
          ),
        ],
  );
}

function heading(name: string): Markup {
  const sort = name === 'Severity' ? 'ascending' : 'none';
  const button = element('button', { type: 'button', class: 'sort' }, name);
  return element('th', { scope: 'col', 'aria-sort': sort, class: WIDE_ONLY.has(name) ? 'wide-only' : null }, button);
}

function tools(all: readonly Finding[]): Markup {
  const rules = [...new Set(all.map(({ rule }) => rule))].sort();
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
  return element(
    'form',
    { id: 'tools', role: 'search', 'aria-label': 'Filter the findings', hidden: true },
    element(
      'label',
      { class: 'grow' },
      'Search ',
      element('input', { type: 'search', id: 'search', autocomplete: 'off', spellcheck: 'false' }),
    ),
    choice('rule', 'Rule', rules),
    choice('kind', 'Kind', kinds),
    element(
      'fieldset',
      {},
      element('legend', {}, 'Severity'),
      severityCounts(all).map(([severity, amount]) =>
        element(
          'label',
          { class: `chip ${severity}` },
          element('input', { type: 'checkbox', name: 'severity', value: severity, checked: true }),
          ` ${severity} ${amount.toLocaleString('en-US')}`,
        ),
      ),
    ),
    element('button', { type: 'button', id: 'open' }, 'Open all'),
    element('p', { id: 'shown', role: 'status' }, `${count(all.length, 'finding')} shown`),
  );
}

function choice(id: string, name: string, values: readonly string[]): Markup {
  return element(
    'label',
    {},
    `${name} `,
    element(
      'select',
      { id },
      element('option', { value: '' }, 'all'),
      values.map((value) => element('option', { value }, value)),
    ),
  );
}
