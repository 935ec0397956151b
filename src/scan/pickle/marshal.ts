/** Reads compiled Python code in marshal's format, as far as its names and texts: what it uses and what it says. */

/** How the code objects of some versions of Python are laid out; `names` and `constants` count from the first field behind the code itself. */
interface Layout {
  readonly python: string;
  /** Numbers of four bytes in front. */
  readonly numbers: number;
  /** Values behind them: the code, the constants, the names, and so on; the line number stands behind so many. */
  readonly values: number;
  /** Values behind the line number. */
  readonly rest: number;
}

const LAYOUTS: readonly Layout[] = [
  { python: '3.11 or later', numbers: 5, values: 8, rest: 2 },
  { python: '3.8 to 3.10', numbers: 6, values: 8, rest: 1 },
  { python: '3.0 to 3.7', numbers: 5, values: 8, rest: 1 },
  { python: '2', numbers: 4, values: 8, rest: 1 },
];

/** What a code object uses and says, with the code objects within. */
export interface Code {
  /** The versions of Python that write such code. */
  readonly python: string;
  /** Globals, attributes and modules, in the order of their first use. */
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

const MAX_DEPTH = 100;
const MAX_OBJECTS = 100_000;
const MAX_TOLD = 200;

/** The code that `bytes` are, whole; undefined where they are nothing of the kind. Reads within the bytes and runs nothing. */
export function readCode(bytes: Uint8Array): Code | undefined {
  if (((bytes[0] ?? 0) & 0x7f) !== 0x63) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const layout of LAYOUTS) {
    const code = tryLayout(buffer, layout);
    if (code !== undefined) return code;
  }
  return undefined;
}

/** Only one layout uses up all the bytes. */
function tryLayout(buffer: Buffer, layout: Layout): Code | undefined {
  const names = new Set<string>();
  const texts = new Set<string>();
  /** What may be referred to: everything with the flag, and Python 2's interned strings. */
  const flagged: string[][] = [];
  const interned: string[] = [];
  let at = 0;
  let objects = 0;
  let failed = false;

  function number(length: 1 | 2 | 4 | 8): number {
    const start = at;
    at += length;
    if (at > buffer.length) {
      failed = true;
      return 0;
    }
    if (length === 8) return 0;
    return length === 4 ? buffer.readInt32LE(start) : buffer.readUIntLE(start, length);
  }

  function text(length: number, encoding: 'utf8' | 'latin1'): string {
    const start = at;
    at += length;
    if (length >= 0 && at <= buffer.length) return buffer.toString(encoding, start, Math.min(at, start + 4096));
    failed = true;
    return '';
  }

  /** The texts of a value that are its own: a tuple of names is a list of them. */
  function value(depth: number): string[] {
    if (failed || depth > MAX_DEPTH || ++objects > MAX_OBJECTS) {
      failed = true;
      return [];
    }
    const byte = number(1);
    if (byte < 0x80) return content(String.fromCharCode(byte), depth);
    // Its place is taken before it is read.
    const slot = flagged.push([]) - 1;
    const found = content(String.fromCharCode(byte & 0x7f), depth);
    flagged[slot] = found;
    return found;
  }

  function content(type: string, depth: number): string[] {
    switch (type) {
      case '0':
      case 'N':
      case 'F':
      case 'T':
      case 'S':
      case '.':
        return [];
      case 'i':
        number(4);
        return [];
      case 'r':
        return flagged[number(4)] ?? [];
      case 'R':
        return [interned[number(4)] ?? ''];
      case 'I':
      case 'g':
        number(8);
        return [];
      case 'y':
        number(8);
        number(8);
        return [];
      case 'f':
        text(number(1), 'latin1');
        return [];
      case 'x':
        text(number(1), 'latin1');
        text(number(1), 'latin1');
        return [];
      case 'l':
        text(2 * Math.abs(number(4)), 'latin1');
        return [];
      case 's':
        return [text(number(4), 'latin1')];
      case 't': {
        const found = text(number(4), 'latin1');
        interned.push(found);
        return [found];
      }
      case 'u':
        return [text(number(4), 'utf8')];
      case 'a':
      case 'A':
        return [text(number(4), 'latin1')];
      case 'z':
      case 'Z':
        return [text(number(1), 'latin1')];
      case ')':
        return items(number(1), depth);
      case '(':
      case '[':
      case '<':
      case '>':
        return items(number(4), depth);
      case ':':
        return items(3, depth);
      case 'c':
        code(depth);
        return [];
      default:
        failed = true;
        return [];
    }
  }

  function items(count: number, depth: number): string[] {
    const found: string[] = [];
    if (count < 0) failed = true;
    // References make much of little: no more is kept than is told.
    for (let i = 0; i < count && !failed; i++) found.push(...value(depth + 1).slice(0, MAX_TOLD - found.length));
    return found;
  }

  function code(depth: number): void {
    at += 4 * layout.numbers;
    value(depth + 1);
    const constants = value(depth + 1);
    const used = value(depth + 1);
    for (let i = 3; i < layout.values; i++) value(depth + 1);
    number(4);
    for (let i = 0; i < layout.rest; i++) value(depth + 1);
    for (const name of used) if (names.size < MAX_TOLD) names.add(name);
    for (const constant of constants) if (texts.size < MAX_TOLD && constant !== '') texts.add(constant);
  }

  value(0);
  if (failed || at !== buffer.length) return undefined;
  return { python: layout.python, names: [...names], texts: [...texts] };
}
