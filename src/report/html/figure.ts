/** What all pictures have in common: a caption, a picture with a name, and the same as a table for those who do not see it. */

import { type Child, element, type Markup } from './element.ts';

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Child[])[];
}

/** A picture of a size in pixels, which scales with its column. `label` says what it shows, to those who cannot see it. */
export function drawing(
  label: string,
  width: number,
  height: number,
  name: string,
  ...shapes: readonly Child[]
): Markup {
  return element(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, class: name, role: 'img', 'aria-label': label },
    ...shapes,
  );
}

/** Text in a picture. */
export function label(x: number, y: number, name: string, ...text: readonly Child[]): Markup {
  return element('text', { x, y, class: name }, ...text);
}

export function figure(caption: string, picture: Child, table: Table | null): Markup {
  return element(
    'figure',
    {},
    element('figcaption', {}, caption),
    picture,
    table === null ? null : element('details', {}, element('summary', {}, 'As a table'), tableOf(caption, table)),
  );
}

function tableOf(caption: string, { head, rows }: Table): Markup {
  return element(
    'table',
    { class: 'plain' },
    element('caption', { class: 'unseen' }, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        head.map((name) => element('th', { scope: 'col' }, name)),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map(([first = null, ...cells]) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, first),
          cells.map((cell) => element('td', {}, cell)),
        ),
      ),
    ),
  );
}
