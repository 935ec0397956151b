/** Lays text out in terminal columns: sentences wrap at spaces, names are never broken. */

import stringWidth from 'string-width';

/** In columns; narrower terminals get lines of this width all the same. */
const NARROWEST = 40;
/** In columns; longer lines of prose are hard to read, on however wide a terminal. */
const WIDEST_PROSE = 100;

export type Paint = (text: string) => string;

/** Text that stays whole, and how it is painted once its place is decided. */
export interface Piece {
  readonly text: string;
  readonly paint?: Paint;
  /** In columns: what follows starts after this width, so that rows align. */
  readonly column?: number;
}

/** The columns that text takes on a terminal: wide characters take two, combining marks none. */
export function columns(text: string): number {
  return stringWidth(text);
}

/**
 * Breaks a sentence at its spaces. A word that is longer than a line stands whole on its own: what is broken by us cannot
 * be copied, what is broken by the terminal can.
 *
 * @param width of the terminal, in columns
 * @param indent of the first line, in columns
 * @param hanging indentation of the other lines, in columns
 */
export function wrap(sentence: string, width: number, indent: number, hanging: number, paint: Paint): string {
  const room = Math.min(Math.max(width, NARROWEST), WIDEST_PROSE);
  const lines: string[] = [];
  let margin = indent;
  let words: string[] = [];
  let used = indent;
  for (const word of sentence.split(' ')) {
    const size = columns(word);
    if (words.length > 0 && used + size > room) {
      lines.push(' '.repeat(margin) + paint(words.join(' ')));
      margin = hanging;
      words = [];
      used = margin;
    }
    words.push(word);
    used += size + 1;
  }
  return [...lines, ' '.repeat(margin) + paint(words.join(' '))].join('\n');
}

/** Sets pieces side by side, two spaces apart, and begins a line at `hanging` where the next does not fit and that helps. */
export function row(pieces: readonly Piece[], width: number, indent: number, hanging: number): string {
  const room = Math.max(width, NARROWEST);
  let text = ' '.repeat(indent);
  let used = indent;
  let gap = 0;
  for (const piece of pieces) {
    const size = columns(piece.text);
    if (hanging < used + gap && used + gap + size > room) {
      text += `\n${' '.repeat(hanging)}`;
      used = hanging;
      gap = 0;
    }
    text += ' '.repeat(gap) + (piece.paint?.(piece.text) ?? piece.text);
    used += gap + size;
    gap = 2 + Math.max(0, (piece.column ?? 0) - size);
  }
  return text;
}

/** The width to which a column of texts is padded: that of the widest, unless that leaves too little for the rest. */
export function columnWidth(texts: readonly string[], width: number): number {
  const most = Math.floor(Math.max(width, NARROWEST) / 2);
  return texts.reduce((widest, text) => Math.max(widest, Math.min(columns(text), most)), 0);
}
