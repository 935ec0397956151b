/** Whether bytes look like the beginning of a pickle, before anything is run. */

/** PROTO and a protocol, and then an opcode that may follow. */
const PROTO = 0x80;
/** Opcodes that may stand first, or behind PROTO: those that push, and FRAME. */
const FIRST = new Set([...'(]})NIJKMLFGSTUVXBCcP'].map((char) => char.charCodeAt(0)));
for (const code of [0x82, 0x83, 0x84, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x95, 0x96, 0x97])
  FIRST.add(code);

/** How far before its name an object may begin, in bytes. */
const MAX_ARGUMENTS = 512;

/** How far behind its MARK the import of an object may end, in bytes. */
const MAX_IMPORT = 4096;

/** Looked at in one go, in bytes. */
const PIECE = 16 * 1024;

/** A name of Python, dotted or not. */
const NAME = '[A-Za-z_][\\w.]{0,200}';
/** GLOBAL or INST with its two lines, as protocols 0 and 1 write it. */
const IMPORT = new RegExp(`[ci]${NAME}\\n${NAME}\\n`);
const STARTS_WITH_IMPORT = new RegExp(`^\\(*c${NAME}\\n${NAME}\\n`);

/** PROTO at `at`, a protocol that exists, and an opcode that can follow. */
export function isMarkedStart(bytes: Uint8Array, at: number): boolean {
  const protocol = bytes[at + 1];
  const next = bytes[at + 2];
  return (
    bytes[at] === PROTO &&
    protocol !== undefined &&
    protocol <= 5 &&
    next !== undefined &&
    (FIRST.has(next) || next === PROTO)
  );
}

/** Whether the bytes are worth running as a pickle: marked, or with an import right at the start. */
export function isPickleStart(bytes: Uint8Array): boolean {
  if (isMarkedStart(bytes, 0)) return true;
  const first = bytes[0];
  if (first !== 0x63 && first !== 0x28) return false;
  // An import is two lines: without the end of one there is none.
  if (!bytes.subarray(0, MAX_IMPORT).includes(10)) return false;
  return STARTS_WITH_IMPORT.test(Buffer.from(bytes.subarray(0, 512)).toString('latin1')) || hasImport(bytes);
}

/** Whether something behind a MARK is an object of protocol 0: `(S'echo'\nios\nsystem\n.` */
function hasImport(bytes: Uint8Array): boolean {
  return bytes[0] === 0x28 && IMPORT.test(Buffer.from(bytes.subarray(0, MAX_IMPORT)).toString('latin1'));
}

/** The offset in `bytes` at which the next pickle may begin, from `from` on, or -1. */
export function nextStart(bytes: Buffer, from: number): number {
  let marked = from - 1;
  do {
    marked = bytes.indexOf(PROTO, marked + 1);
  } while (marked !== -1 && !isMarkedStart(bytes, marked));
  const end = marked === -1 ? bytes.length : marked;
  for (let start = from; start < end; start += PIECE - MAX_ARGUMENTS) {
    const plain = IMPORT.exec(bytes.toString('latin1', start, Math.min(end, start + PIECE)));
    if (plain === null) continue;
    const at = start + plain.index;
    // The object may begin before: INST stands behind its arguments, and they behind their MARK.
    const mark = bytes.lastIndexOf(0x28, at);
    return mark >= from && at - mark < MAX_ARGUMENTS ? mark : at;
  }
  return marked;
}
