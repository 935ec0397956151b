/**
 * Draws what the tool prints on the demonstration repository: `npm run picture` writes docs/audit.svg. It is text in the picture too,
 * so that it can be searched, selected and read aloud.
 */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COLUMNS = 104;
/** The first findings say what it is about. */
const LINES = 30;

const CELL = { width: 7.8, height: 18 };
const MARGIN = 20;
const PALETTE = { ground: '#14171c', text: '#d8dce2', dim: '#8b93a1' };
const COLOURS: Readonly<Record<number, string>> = {
  31: '#ff7b72',
  33: '#e3b341',
  34: '#79b8ff',
  36: '#56d4dd',
  32: '#7ee787',
};

/** A change of style, as a terminal is told. */
const SEQUENCE = new RegExp(`${String.fromCharCode(27)}\\[([0-9;]*)m`);

interface Style {
  readonly colour: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
}

const PLAIN: Style = { colour: null, bold: false, dim: false, inverse: false };

function styled(style: Style, code: number): Style {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 27) return { ...style, inverse: false };
  if (code === 39) return { ...style, colour: null };
  return { ...style, colour: COLOURS[code] ?? style.colour };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One line of a terminal as a line of the picture. */
function drawn(line: string, row: number): string {
  const y = MARGIN + row * CELL.height;
  let style = PLAIN;
  let column = 0;
  const parts: string[] = [];

  for (const [index, part] of line.split(SEQUENCE).entries()) {
    if (index % 2 === 1) {
      for (const code of part.split(';')) style = styled(style, Number(code));
      continue;
    }
    if (part === '') continue;
    const x = MARGIN + column * CELL.width;
    const colour = style.colour ?? (style.dim ? PALETTE.dim : PALETTE.text);
    if (style.inverse) {
      const width = [...part].length * CELL.width;
      parts.push(`<rect x="${x - 3}" y="${y}" width="${width + 6}" height="${CELL.height}" rx="3" fill="${colour}"/>`);
    }
    const fill = style.inverse ? PALETTE.ground : colour;
    const weight = style.bold ? ' font-weight="700"' : '';
    parts.push(`<text x="${x}" y="${y + 13}" fill="${fill}"${weight} xml:space="preserve">${escaped(part)}</text>`);
    column += [...part].length;
  }
  return parts.join('');
}

const { stdout, status } = spawnSync(
  process.execPath,
  ['dist/cli.js', 'fixtures/demo', '--hub-snapshot', 'fixtures/hub/demo-snapshot.json', '--fail-on', 'never'],
  { cwd: ROOT, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '1', COLUMNS: String(COLUMNS) } },
);
if (status !== 0) throw new Error(`the audit ended with ${status}: run npm run build first`);
const lines = stdout.split('\n');
const shown = ['$ namesake', '', ...lines.slice(0, LINES), '…', ...lines.slice(-4, -1)];
const width = Math.ceil(2 * MARGIN + COLUMNS * CELL.width);
const height = 2 * MARGIN + shown.length * CELL.height;
writeFileSync(
  new URL('../docs/audit.svg', import.meta.url),
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="namesake on its demonstration repository">`,
    `<rect width="${width}" height="${height}" rx="10" fill="${PALETTE.ground}"/>`,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13">',
    ...shown.map(drawn),
    '</g>',
    '</svg>',
    '',
  ].join('\n'),
);
