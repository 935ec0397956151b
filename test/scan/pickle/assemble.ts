/** Puts pickles together opcode by opcode: no pickler and no object has a part in it. */

/** Opcodes without an operand. */
export const MARK = '(';
export const STOP = '.';
export const POP = '0';
export const POP_MARK = '1';
export const DUP = '2';
export const NONE = 'N';
export const REDUCE = 'R';
export const BUILD = 'b';
export const OBJ = 'o';
export const TUPLE = 't';
export const LIST = 'l';
export const EMPTY_TUPLE = ')';
export const EMPTY_LIST = ']';
export const EMPTY_DICT = '}';
export const APPEND = 'a';
export const APPENDS = 'e';
export const SETITEM = 's';
export const SETITEMS = 'u';
export const TUPLE1 = '\x85';
export const TUPLE2 = '\x86';
export const TUPLE3 = '\x87';
export const NEWOBJ = '\x81';
export const NEWOBJ_EX = '\x92';
export const STACK_GLOBAL = '\x93';
export const MEMOIZE = '\x94';
export const BINPERSID = 'Q';

export type Piece = string | Uint8Array;

/** Pieces one behind the other; each character of a string is one byte. */
export function bytes(...pieces: readonly Piece[]): Buffer {
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)));
}

function little(value: number, length: 1 | 2 | 4 | 8): string {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer.toString('latin1', 0, length);
}

export const proto = (version: number): string => `\x80${little(version, 1)}`;
export const frame = (length: number): string => `\x95${little(length, 8)}`;
/** A frame of just the right length around the pieces. */
export const framed = (...pieces: readonly Piece[]): Buffer => {
  const inner = bytes(...pieces);
  return bytes(frame(inner.length), inner);
};

export const global = (module: string, name: string): string => `c${module}\n${name}\n`;
export const inst = (module: string, name: string): string => `i${module}\n${name}\n`;

/** SHORT_BINUNICODE or BINUNICODE. */
export const text = (value: string): Buffer => {
  const utf8 = Buffer.from(value, 'utf8');
  return bytes(utf8.length < 256 ? `\x8c${little(utf8.length, 1)}` : `X${little(utf8.length, 4)}`, utf8);
};
/** SHORT_BINBYTES or BINBYTES. */
export const binary = (value: Uint8Array): Buffer =>
  bytes(value.length < 256 ? `C${little(value.length, 1)}` : `B${little(value.length, 4)}`, value);
/** STRING, the quoted line of protocol 0. */
export const quoted = (value: string): string => `S'${value}'\n`;
/** BININT1, BININT2 or BININT. */
export const int = (value: number): string =>
  value >= 0 && value < 256
    ? `K${little(value, 1)}`
    : value >= 0 && value < 65_536
      ? `M${little(value, 2)}`
      : `J${little(value >>> 0, 4)}`;

export const put = (key: number): string => `q${little(key, 1)}`;
export const get = (key: number): string => `h${little(key, 1)}`;
export const ext1 = (code: number): string => `\x82${little(code, 1)}`;
export const ext2 = (code: number): string => `\x83${little(code, 2)}`;
export const ext4 = (code: number): string => `\x84${little(code, 4)}`;

/** What STACK_GLOBAL makes of two texts. */
export const named = (module: string, name: string): Buffer => bytes(text(module), text(name), STACK_GLOBAL);
/** A tuple, by the shortest opcode. */
export const tuple = (...items: readonly Piece[]): Buffer => {
  const short = [EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3][items.length];
  return short === undefined ? bytes(MARK, ...items, TUPLE) : bytes(...items, short);
};
/** `callee(*args)` by REDUCE. */
export const call = (callee: Piece, ...args: readonly Piece[]): Buffer => bytes(callee, tuple(...args), REDUCE);

/** The whole of a pickle of protocol 4. */
export const pickle = (...pieces: readonly Piece[]): Buffer => bytes(proto(4), ...pieces, STOP);

/** The payload of these tests: harmless if it were ever run, which it is not. */
export const ECHO = 'echo namesake';
/** `os.system('echo namesake')`. */
export const PAYLOAD: Buffer = call(global('os', 'system'), text(ECHO));
