/** What a catalogue is made of, whatever its format: entries of fields, each with its position in the file. */

/** A text of the catalogue. */
export interface Field {
  /** The column or key that it stands under; in a plain list, and at the top of a document, empty. */
  readonly key: string;
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** Where it starts in the whole text, in UTF-16 code units. */
  readonly start: number;
}

/** A row, an object, or a text that stands alone. */
export type Entry = readonly Field[];

/** Something that could not be read. The rest is read all the same, where there is a rest. */
export interface Problem {
  readonly line: number;
  readonly problem: string;
}

export type Item = Entry | Problem;

/** Reads a catalogue piece by piece. It holds no more than a piece and the entry that is being read, however large the file. */
export type Reader = (pieces: AsyncIterable<Buffer>) => AsyncGenerator<readonly Item[]>;

export function isProblem(item: Item): item is Problem {
  return 'problem' in item;
}

/** In UTF-16 code units. Longer texts are descriptions, which name no repository: they are passed over. */
export const LONGEST_TEXT = 2_000;
/** An entry has no more fields; further ones stand alone. Larger ones are maps from a name of their own to a repository. */
export const MOST_FIELDS = 64;
