/** A finding as a row of the table, with its details in a row beneath that opens and closes. */

import { CONFIDENCES, type Finding } from '../../model.ts';
import { WORST_FIRST } from '../order.ts';
import { element, type Markup } from './element.ts';
import { type BodyContext, findingBody, spot } from './finding-body.ts';

export const COLUMNS = ['Severity', 'Repository and rule', 'Confidence', 'Places', 'First place'] as const;

/** @param number of the finding, from 1, by which the page is linked to */
export function findingRow(finding: Finding, number: number, context: BodyContext): Markup {
  const { severity, rule, kind, id, confidence, places, unlisted = 0 } = finding;
  const detail = `finding-${number}-detail`;
  const [first] = places;
  const amount = places.length + unlisted;
  return element(
    'tbody',
    { id: `finding-${number}`, 'data-severity': severity, 'data-rule': rule, 'data-kind': kind },
    element(
      'tr',
      { class: 'head' },
      element('td', { 'data-key': WORST_FIRST.indexOf(severity) }, badge(severity)),
      element(
        'th',
        { scope: 'row' },
        element('button', { type: 'button', 'aria-expanded': 'true', 'aria-controls': detail }, id),
        element('span', { class: 'sub' }, `${kind} · ${rule}`),
      ),
      element('td', { class: 'wide-only', 'data-key': -CONFIDENCES.indexOf(confidence) }, confidence),
      element('td', { class: 'number', 'data-key': -amount }, amount.toLocaleString('en-US')),
      element('td', { class: 'where wide-only' }, first === undefined ? '' : spot(first.site)),
    ),
    element(
      'tr',
      { id: detail, class: 'detail' },
      element('td', { colspan: COLUMNS.length }, findingBody(finding, context)),
    ),
  );
}

export function badge(severity: string): Markup {
  return element('span', { class: `badge ${severity}` }, severity);
}
