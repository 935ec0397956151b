/** Draws findings by severity, and by the places that they stand in. */

import { type Finding, PLACES, type Severity } from '../../model.ts';
import { severityCounts, WORST_FIRST } from '../order.ts';
import { count } from '../summary.ts';
import { element, type Markup } from './element.ts';
import { drawing, figure, label } from './figure.ts';

/** In pixels. Pictures are drawn for a narrow screen, and two of them stand side by side on a wide one. */
const WIDTH = 340;
const BAR = 18;
const ROW = 28;

/** One bar for each severity. */
export function severityFigure(findings: readonly Finding[]): Markup {
  const counts = severityCounts(findings);
  const most = Math.max(1, ...counts.map(([, amount]) => amount));
  const left = 64;
  const room = WIDTH - left - 56;
  const rows = counts.flatMap(([severity, amount], index) => {
    const y = index * ROW;
    const length = Math.max(3, (amount / most) * room);
    return [
      label(0, y + 14, 'name', severity),
      element('rect', { x: left, y, width: length.toFixed(1), height: BAR, rx: 3, class: `fill ${severity}` }),
      label(left + length + 8, y + 14, 'amount', amount.toLocaleString('en-US')),
    ];
  });
  const said = `Findings by severity: ${counts.map(([severity, amount]) => `${amount} ${severity}`).join(', ')}.`;
  return figure('Findings by severity', drawing(said, WIDTH, counts.length * ROW, 'chart', rows), null);
}

/** One bar for each kind of place, of as many parts as there are severities among the places. */
export function placeFigure(findings: readonly Finding[]): Markup {
  const rows = PLACES.flatMap((place) => {
    const parts = WORST_FIRST.flatMap((severity): [Severity, number][] => {
      const amount = findings
        .filter((finding) => finding.severity === severity)
        .reduce((sum, { places }) => sum + places.filter((each) => each.place === place).length, 0);
      return amount === 0 ? [] : [[severity, amount]];
    });
    const total = parts.reduce((sum, [, amount]) => sum + amount, 0);
    return total === 0 ? [] : [{ place, parts, total }];
  });
  const most = Math.max(1, ...rows.map(({ total }) => total));
  const left = 76;
  const room = WIDTH - left - 56;
  const shapes = rows.flatMap(({ place, parts, total }, index) => {
    const y = index * ROW;
    let x = left;
    const bars = parts.map(([severity, amount]) => {
      const width = (amount / most) * room;
      const bar = element('rect', {
        x: x.toFixed(1),
        y,
        width: Math.max(1.5, width - 1).toFixed(1),
        height: BAR,
        rx: 2,
        class: `fill ${severity}`,
      });
      x += width;
      return bar;
    });
    return [label(0, y + 14, 'name', place), ...bars, label(x + 8, y + 14, 'amount', total.toLocaleString('en-US'))];
  });
  const said = `Places of findings: ${rows.map(({ place, total }) => `${place} ${count(total, 'place')}`).join(', ')}.`;
  const present = WORST_FIRST.filter((severity) => rows.some(({ parts }) => parts.some(([each]) => each === severity)));
  return figure('Places, by what they are and by severity', drawing(said, WIDTH, rows.length * ROW, 'chart', shapes), {
    head: ['Place', ...present, 'all'],
    rows: rows.map(({ place, parts, total }) => [
      place,
      ...present.map((severity) => parts.find(([each]) => each === severity)?.[1] ?? 0),
      total,
    ]),
  });
}
