/** Offsets in bytes to lines and columns, for bytes that come in pieces: nothing is kept but what was not asked for yet. */

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** From the start of the text, in UTF-16 code units. */
  readonly start: number;
}

export interface Positions {
  /** Takes the next bytes. */
  add(piece: Buffer): void;
  /** The position of a byte among those that were taken; offsets must not go back. */
  at(offset: number): Position;
}

const NEW_LINE = 0x0a;

/** Positions in UTF-8. */
export function createPositions(): Positions {
  let pieces: Buffer[] = [];
  /** The offset of the first piece. */
  let base = 0;
  let offset = 0;
  let line = 1;
  let start = 0;
  let lineStart = 0;

  function pass(bytes: Buffer): void {
    for (const byte of bytes) {
      // Of a character in several bytes the first one counts; one of four bytes takes two code units.
      if (byte < 0x80 || byte >= 0xc0) start += byte >= 0xf0 ? 2 : 1;
      if (byte === NEW_LINE) {
        line += 1;
        lineStart = start;
      }
    }
  }

  return {
    add(piece) {
      pieces.push(piece);
    },
    at(target) {
      while (offset < target) {
        const [piece] = pieces;
        if (piece === undefined) break;
        const end = Math.min(target - base, piece.length);
        pass(piece.subarray(offset - base, end));
        offset = base + end;
        if (end < piece.length) break;
        base += piece.length;
        pieces = pieces.slice(1);
      }
      return { line, column: start - lineStart + 1, start };
    },
  };
}
