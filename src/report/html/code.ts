/** Shows the lines of code around a place, with what it is about marked. */

import type { Site } from '../../model.ts';
import type { Lines } from '../lines.ts';
import { type Child, element, type Markup } from './element.ts';

/** Lines before and after. */
const AROUND = 2;
/** In UTF-16 code units: of a longer line a stretch is shown. */
const LINE_MOST = 240;
const BEFORE_MARK = 80;

/**
 * The lines around sites of one line.
 *
 * @returns null where the file is not what it was, so that nothing is shown in the wrong place
 */
export function code(sites: readonly Site[], lines: Lines | null): Markup | null {
  const [first] = sites;
  if (first === undefined || lines === null || !sites.every((site) => stands(site, lines))) return null;
  const from = Math.max(1, first.line - AROUND);
  const to = Math.min(lines.count, first.line + AROUND);
  const rows = Array.from({ length: to - from + 1 }, (_, index) => from + index).map((number) => {
    const isHere = number === first.line;
    return element(
      'span',
      { class: isHere ? 'row here' : 'row' },
      element('span', { class: 'line', 'aria-hidden': 'true' }, number),
      element('span', { class: 'text' }, marked(lines.text(number), isHere ? sites : [])),
    );
  });
  return element('pre', {}, element('code', {}, rows));
}

function stands({ span, line, column }: Site, lines: Lines): boolean {
  const position = lines.positionOf(span.start);
  return position.line === line && position.column === column;
}

function marked(text: string, sites: readonly Site[]): Child[] {
  const ordered = [...sites].sort((a, b) => a.column - b.column);
  const from = text.length > LINE_MOST ? Math.max(0, (ordered[0]?.column ?? 1) - 1 - BEFORE_MARK) : 0;
  const to = Math.min(text.length, from + LINE_MOST);
  const parts: Child[] = [from > 0 ? '…' : null];
  let at = from;
  for (const { column, endColumn } of ordered) {
    const [start, end] = [column - 1, Math.min(endColumn - 1, to)];
    if (start < at || start >= to) continue;
    parts.push(blank(text.slice(at, start)), element('mark', {}, blank(text.slice(start, end))));
    at = end;
  }
  return [...parts, blank(text.slice(at, to)), to < text.length ? '…' : null];
}

/** Tabs as blanks: as control characters they would be told by their number. */
function blank(text: string): string {
  return text.replaceAll('\t', '    ');
}
