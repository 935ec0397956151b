/** Draws the namespaces that the code names as a map: a tile for each, by the state of what stands behind it, the worst on top. */

import { clip, visible } from '../escape.ts';
import { columns } from '../layout.ts';
import { type Namespace, STATES, type State } from '../state.ts';
import { count } from '../summary.ts';
import { element, type Markup } from './element.ts';
import { drawing, figure, label } from './figure.ts';

/** In pixels: one drawing for wide screens, with the states at the side, one for narrow ones, with the states above. */
const LAYOUTS = { wide: { width: 760, side: 220 }, narrow: { width: 330, side: 0 } } as const;
const TILE = { height: 24, gap: 5, square: 13, letter: 6.9, pad: 18 } as const;
/** Tiles with a name, for each state; what is more, is a square. */
const NAMED_MOST = 48;
const SQUARES_MOST = 600;
const NAME_MOST = 32;
/** Rows of the table. */
const ROWS_MOST = 500;
const LEGACY = '(no namespace)';

export function namespaceFigure(namespaces: readonly Namespace[]): Markup {
  const groups = (Object.keys(STATES) as State[]).flatMap((state) => {
    const members = namespaces.filter((each) => each.state === state);
    return members.length === 0 ? [] : [{ state, members }];
  });
  const said = `Namespaces: ${groups.map(({ state, members }) => `${members.length} ${STATES[state]}`).join(', ')}.`;
  const left = namespaces.length - ROWS_MOST;
  return figure(
    `${count(namespaces.length, 'namespace')} that the code names, by what stands behind`,
    Object.entries(LAYOUTS).map(([name, layout]) => mapOf(groups, layout, name, said)),
    {
      head: ['Namespace', 'State', 'Repositories', 'References', 'Findings', 'Account made'],
      rows: [
        ...namespaces
          .slice(0, ROWS_MOST)
          .map(({ name, state, repositories, references, findings, createdAt }) => [
            name ?? LEGACY,
            STATES[state],
            repositories,
            references,
            findings,
            createdAt?.slice(0, 10) ?? '',
          ]),
        ...(left > 0 ? [[`and ${count(left, 'more', 'more')}`, '', '', '', '', '']] : []),
      ],
    },
  );
}

interface Group {
  readonly state: State;
  readonly members: readonly Namespace[];
}

interface Layout {
  readonly width: number;
  /** Where tiles begin; 0 where they stand beneath the state's name. */
  readonly side: number;
}

function mapOf(groups: readonly Group[], { width, side }: Layout, name: string, said: string): Markup {
  const shapes: Markup[] = [];
  let y = 0;
  for (const { state, members } of groups) {
    shapes.push(label(0, y + 16, 'group', `${STATES[state]} · ${members.length.toLocaleString('en-US')}`));
    if (side === 0) y += 24;
    let x = side;
    /** Where the next shape stands: on a new line where this one is full. */
    const next = (size: number, height: number): { x: number; y: number } => {
      if (x > side && x + size > width) {
        x = side;
        y += height + TILE.gap;
      }
      const at = { x, y };
      x += size + TILE.gap;
      return at;
    };
    // Where nothing is wrong, names are told only while there are few.
    const named = state === 'live' && members.length > NAMED_MOST ? 0 : Math.min(NAMED_MOST, members.length);
    for (const member of members.slice(0, named)) {
      const text = clip(visible(member.name ?? LEGACY), NAME_MOST);
      const size = Math.min(width - side, Math.ceil(columns(text) * TILE.letter + TILE.pad));
      const at = next(size, TILE.height);
      shapes.push(
        element(
          'g',
          {},
          element('title', {}, titleOf(member)),
          element('rect', { ...at, width: size, height: TILE.height, rx: 4, class: `fill ${state}` }),
          label(at.x + size / 2, at.y + 16, 'on', text),
        ),
      );
    }
    const squares = Math.min(SQUARES_MOST, members.length - named);
    if (named > 0 && squares > 0) {
      x = side;
      y += TILE.height + TILE.gap;
    }
    for (let index = 0; index < squares; index += 1) {
      const at = next(TILE.square, TILE.square);
      shapes.push(element('rect', { ...at, width: TILE.square, height: TILE.square, rx: 2, class: `fill ${state}` }));
    }
    y += TILE.height + 12;
    const left = members.length - named - squares;
    if (left > 0) {
      shapes.push(label(side, y, 'amount', `and ${count(left, 'more', 'more')}`));
      y += 20;
    }
  }
  return drawing(said, width, Math.max(y - 8, 1), `map ${name}`, shapes);
}

function titleOf({ name, state, repositories, references }: Namespace): string {
  const amounts = `${count(repositories, 'repository', 'repositories')}, ${count(references, 'reference')}`;
  return `${name ?? LEGACY}: ${STATES[state]}; ${amounts}`;
}
