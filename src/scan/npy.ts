/** NumPy arrays: a header that says what the numbers are, then the numbers; or, for arrays of objects, a pickle. */

import type { ByteSource } from '../model.ts';
import { hasMark, latin1, u8, u16, u32 } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { scanPickle } from './pickle/scan-pickle.ts';
import { type PythonLiteral, pythonLiteral } from './python-literal.ts';
import { sliceSource } from './source.ts';
import { createTally } from './tally.ts';

const MARK = '\x93NUMPY';
/** NumPy itself refuses longer ones, unless it is told otherwise. */
const LONGEST_HEADER = 64 * 1024;

export function isNpy(head: Uint8Array): boolean {
  return hasMark(head, MARK);
}

export async function scanNpy(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const tally = createTally(context);
  const head = await source.read(0, LONGEST_HEADER + 12);
  const wide = u8(head, 6) > 1;
  const length = wide ? u32(head, 8) : u16(head, 8);
  const start = (wide ? 12 : 10) + length;
  const header = latin1(head.subarray(wide ? 12 : 10, start));
  const array = arrayOf(header);
  if (length > LONGEST_HEADER || array === null) {
    tally.gap(0, source.size, 'the header of the array is not in the form known');
    tally.take(await context.open(sliceSource(source, start), `bytes ${start} to ${source.size}`));
    return tally.done('NumPy array');
  }
  if (array.objects) {
    // The pickle runs from the header on, however it is called from here: offsets count from the start of the file.
    tally.take(await scanPickle(sliceSource(source, start), context), start);
    return tally.done('NumPy array of objects');
  }
  const end = start + array.size;
  if (!(end <= source.size)) tally.gap(start, source.size, `the array is cut off: it should have ${array.size} bytes`);
  else if (end < source.size)
    tally.take(await context.open(sliceSource(source, end), `bytes ${end} to ${source.size}`));
  return tally.done('NumPy array');
}

interface NumpyArray {
  /** True where an element is an object, anywhere within a record: the numbers are a pickle then. */
  readonly objects: boolean;
  /** Of one element, in bytes. */
  readonly item: number;
}

/** Reads the header: `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`. */
function arrayOf(header: string): { readonly objects: boolean; readonly size: number } | null {
  const said = pythonLiteral(header);
  if (!(said instanceof Map) || said.size !== 3) return null;
  const shape = countOf(said.get('shape'));
  const type = elementOf(said.get('descr'));
  return shape === null || type === null ? null : { objects: type.objects, size: type.item * shape };
}

function countOf(shape: PythonLiteral | undefined): number | null {
  if (typeof shape === 'number') return shape;
  if (!Array.isArray(shape)) return null;
  return shape.reduce((product: number, size) => product * (typeof size === 'number' ? size : Number.NaN), 1);
}

/** An element: `<f4`, or a record as a list of fields, `(name, element)` or `(name, element, shape)`. */
function elementOf(descr: PythonLiteral | undefined): NumpyArray | null {
  if (typeof descr === 'string') {
    const [, code, digits] = /^[|<>=]?([a-zA-Z?])(\d*)(?:\[\w+\])?$/.exec(descr) ?? [];
    if (code === undefined) return null;
    return { objects: code === 'O', item: Number(digits || 1) * (code === 'U' ? 4 : 1) };
  }
  if (!Array.isArray(descr)) return null;
  let objects = false;
  let item = 0;
  for (const field of descr as readonly PythonLiteral[]) {
    if (!Array.isArray(field)) return null;
    const element = elementOf(field[1]);
    const count = field.length > 2 ? countOf(field[2]) : 1;
    if (element === null || count === null) return null;
    objects ||= element.objects;
    item += element.item * count;
  }
  return { objects, item };
}
