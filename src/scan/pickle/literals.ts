/** Numbers and text of the old opcodes, read as CPython's two unpicklers read them, which is not always the same way. */

/** A literal as the C unpickler (`_pickle.c`) and the Python one (`pickle.py`) take it; undefined where it refuses. */
export interface Reading<T> {
  readonly c: T | undefined;
  readonly python: T | undefined;
}

const SPACE = '[ \\t\\n\\v\\f\\r]*';
const DIGITS = {
  2: '[01](?:_?[01])*',
  8: '[0-7](?:_?[0-7])*',
  10: '[0-9](?:_?[0-9])*',
  16: '[0-9a-fA-F](?:_?[0-9a-fA-F])*',
} as const;

/** `int(text, 0)`: a leading zero needs a base, unless all is zero. */
const BASE_0 = new RegExp(
  `^${SPACE}([+-]?)(?:0[xX]_?(${DIGITS[16]})|0[oO]_?(${DIGITS[8]})|0[bB]_?(${DIGITS[2]})|(0(?:_?0)*|[1-9](?:_?[0-9])*))${SPACE}$`,
);
const BASE_10 = new RegExp(`^${SPACE}([+-]?)(${DIGITS[10]})${SPACE}$`);
/** C's `strtol(text, &end, 0)`. */
const STRTOL = /^[ \t\n\v\f\r]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))/;

const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

/** Python refuses to read longer decimal literals since 3.11 (sys.int_info.default_max_str_digits); older ones did not. */
export const MAX_DIGITS = 4300;

/** An int as a number where that is exact. */
export function asInt(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

function signed(sign: string | undefined, digits: string): bigint {
  const value = BigInt(digits.replaceAll('_', ''));
  return sign === '-' ? -value : value;
}

/** Python's `int(text, base)`. */
export function pythonInt(text: string, base: 0 | 10): bigint | undefined {
  if (base === 10) {
    const match = BASE_10.exec(text);
    return match === null ? undefined : signed(match[1], match[2] ?? '0');
  }
  const match = BASE_0.exec(text);
  if (match === null) return undefined;
  const [, sign, hex, octal, binary, decimal] = match;
  if (hex !== undefined) return signed(sign, `0x${hex}`);
  if (octal !== undefined) return signed(sign, `0o${octal}`);
  if (binary !== undefined) return signed(sign, `0b${binary}`);
  return signed(sign, decimal ?? '0');
}

/** Up to fifteen digits without a leading zero, as both unpicklers read them; undefined for everything else. */
export function plainInt(bytes: Uint8Array, start: number, end: number): number | undefined {
  const isNegative = bytes[start] === 0x2d;
  const first = isNegative ? start + 1 : start;
  if (first >= end || end - first > 15 || (bytes[first] === 0x30 && end - start > 1)) return undefined;
  let value = 0;
  for (let i = first; i < end; i++) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = 10 * value + digit;
  }
  return isNegative ? -value : value;
}

/** C functions see a string that ends at its first NUL. */
function cString(text: string): string {
  const nul = text.indexOf('\0');
  return nul === -1 ? text : text.slice(0, nul);
}

/** INT. `line` is without its newline, as Latin-1. The C unpickler takes octal, and any one- or two-digit 0 or 1 of two characters for a bool. */
export function readInt(line: string): Reading<number | bigint | boolean> {
  const python = line === '00' ? false : line === '01' ? true : pythonInt(line, 0);
  return { c: cInt(line), python: typeof python === 'bigint' ? asInt(python) : python };
}

function cInt(line: string): number | bigint | boolean | undefined {
  if (line === '') return undefined;
  const text = cString(line);
  const match = STRTOL.exec(text);
  const end = match === null ? 0 : match[0].length;
  // An empty string converts to 0, and is accepted if a NUL stands at its end.
  if (match === null && text === '' && line !== '') return line.length === 2 ? false : 0;
  if (match !== null && end === text.length) {
    const [, sign, hex, octal, decimal] = match;
    const digits = hex !== undefined ? `0x${hex}` : octal !== undefined ? `0o${octal}` : (decimal ?? '0');
    const value = signed(sign, digits);
    if (value >= LONG_MIN && value <= LONG_MAX) {
      return line.length === 2 && (value === 0n || value === 1n) ? value === 1n : asInt(value);
    }
  }
  const value = pythonInt(text, 0);
  return value === undefined ? undefined : asInt(value);
}

/** LONG, with or without its final L. */
export function readLong(line: string): Reading<number | bigint> {
  const text = line.endsWith('L') ? line.slice(0, -1) : line;
  const c = line === '' ? undefined : pythonInt(cString(text), 0);
  const python = pythonInt(text, 0);
  return { c: c === undefined ? c : asInt(c), python: python === undefined ? python : asInt(python) };
}

/** The key of GET and PUT. */
export function readKey(line: string): Reading<number> {
  const c = line === '' ? undefined : pythonInt(cString(line), 10);
  const python = pythonInt(line, 10);
  return { c: c === undefined ? c : Number(c), python: python === undefined ? python : Number(python) };
}

const C_FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?|inf(?:inity)?|nan)/i;
const PYTHON_FLOAT =
  /^[ \t\n\v\f\r]*([+-]?(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*(?:[eE][+-]?[0-9](?:_?[0-9])*)?|inf(?:inity)?|nan))[ \t\n\v\f\r]*$/i;

/** FLOAT. The C unpickler wants no space and refuses what overflows. */
export function readFloat(line: string): Reading<number> {
  const text = cString(line);
  const c = line === '' ? undefined : C_FLOAT.exec(text)?.[0];
  const python = PYTHON_FLOAT.exec(line)?.[1];
  const value = c === undefined || c.length !== text.length ? undefined : toFloat(c);
  const overflows = value !== undefined && !Number.isFinite(value) && !/inf|nan/i.test(text);
  return { c: overflows ? undefined : value, python: python === undefined ? undefined : toFloat(python) };
}

function toFloat(text: string): number {
  if (/nan/i.test(text)) return Number.NaN;
  if (/inf/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text.replaceAll('_', ''));
}

/** Little-endian two's complement of any length, as LONG1 and LONG4 have it. */
export function littleEndian(bytes: Uint8Array): number | bigint {
  if (bytes.length === 0) return 0;
  let hex = '0x';
  for (let i = bytes.length - 1; i >= 0; i--) hex += (bytes[i] ?? 0).toString(16).padStart(2, '0');
  const value = BigInt(hex);
  return asInt((bytes.at(-1) ?? 0) < 0x80 ? value : value - (1n << BigInt(8 * bytes.length)));
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** STRING: the escapes of a Python 2 literal between its quotes. Undefined where both unpicklers refuse it. */
export function readQuoted(line: string): string | undefined {
  const quote = line[0];
  if (line.length < 2 || quote !== line.at(-1) || (quote !== "'" && quote !== '"')) return undefined;
  const text = line.slice(1, -1);
  if (!text.includes('\\')) return text;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char !== '\\') {
      out += char;
      continue;
    }
    const next = text[++i];
    if (next === undefined) return undefined;
    const simple = SIMPLE_ESCAPES[next];
    if (simple !== undefined) {
      out += simple;
    } else if (next === 'x') {
      const hex = /^[0-9a-fA-F]{2}/.exec(text.slice(i + 1, i + 3));
      if (hex === null) return undefined;
      out += String.fromCharCode(Number.parseInt(hex[0], 16));
      i += 2;
    } else if (next >= '0' && next <= '7') {
      const octal = /^[0-7]{1,3}/.exec(text.slice(i, i + 3))?.[0] ?? '';
      out += String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      i += octal.length - 1;
    } else {
      out += `\\${next}`;
    }
  }
  return out;
}

/** UNICODE: Latin-1 with \uXXXX and \UXXXXXXXX. Undefined where both unpicklers refuse it. */
export function readRawUnicode(line: string): string | undefined {
  if (!line.includes('\\')) return line;
  let bad = false;
  const text = line.replace(
    /\\([uU])([0-9a-fA-F]*)|\\[\s\S]/g,
    (whole, kind: string | undefined, digits: string | undefined) => {
      if (kind === undefined || digits === undefined) return whole;
      const length = kind === 'u' ? 4 : 8;
      const code = Number.parseInt(digits.slice(0, length), 16);
      if (digits.length < length || code > 0x10ffff) {
        bad = true;
        return '';
      }
      return String.fromCodePoint(code) + digits.slice(length);
    },
  );
  return bad ? undefined : text;
}

/** UTF-8, with lone surrogates where `surrogates` (Python's surrogatepass). Undefined where it is not valid. */
export function readUtf8(bytes: Buffer, start: number, end: number, surrogates: boolean): string | undefined {
  const text = bytes.toString('utf8', start, end);
  if (!text.includes('\ufffd')) return text;
  let out = '';
  for (let i = start; i < end; ) {
    const first = bytes[i] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length === 0 || i + length > end) return undefined;
    let code = length === 1 ? first : first & (0x7f >> length);
    for (let k = 1; k < length; k++) {
      const next = bytes[i + k] ?? 0;
      if ((next & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (next & 0x3f);
    }
    const lone = code >= 0xd800 && code <= 0xdfff;
    if ((length === 3 && code < 0x800) || (length === 4 && (code < 0x10000 || code > 0x10ffff))) return undefined;
    if (lone && !surrogates) return undefined;
    out += lone ? String.fromCharCode(code) : String.fromCodePoint(code);
    i += length;
  }
  return out;
}
