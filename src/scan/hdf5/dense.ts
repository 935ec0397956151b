/** Links and attributes of which there are many: objects of a fractal heap, found by a B-tree of the second version. */

import { hasMark, u8, u16, u32 } from '../bytes.ts';
import { type Hdf5, UNDEFINED } from './reader.ts';

/** What the records of a B-tree are, and where in one the heap's id stands. */
export interface DenseKind {
  readonly record: number;
  readonly type: number;
}

export interface Dense {
  readonly objects: readonly Uint8Array[];
  readonly trouble: string | null;
}

const MOST_RECORDS = 200_000;
const LARGEST_OBJECT = 64 * 1024 * 1024;

/** Reads the objects that a B-tree lists; nothing where there is no heap. */
export async function readDense(file: Hdf5, heapAt: number, treeAt: number, kind: DenseKind): Promise<Dense> {
  if (heapAt === UNDEFINED || treeAt === UNDEFINED) return { objects: [], trouble: null };
  const heap = await openHeap(file, heapAt);
  if (typeof heap === 'string') return { objects: [], trouble: heap };
  const objects: Uint8Array[] = [];
  const records = await readTree(file, treeAt, kind);
  let trouble = records.trouble;
  for (const record of records.objects) {
    const object = await heap(record.subarray(kind.record));
    if (typeof object === 'string') trouble = object;
    else objects.push(object);
  }
  return { objects, trouble };
}

type Heap = (id: Uint8Array) => Promise<Uint8Array | string>;

function sized(bytes: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = width - 1; index >= 0; index--) value = value * 256 + u8(bytes, at + index);
  return value;
}

/** Bytes that it takes to write a number. */
function widthOf(most: number): number {
  return Math.max(1, Math.ceil(Math.log2(most + 1) / 8));
}

async function openHeap(file: Hdf5, address: number): Promise<Heap | string> {
  const { offsets: O, lengths: L } = file;
  const head = await file.read(address, 22 + 12 * L + 3 * O + 16);
  if (!hasMark(head, 'FRHP')) return 'a heap of many links or attributes that is not there';
  if (u16(head, 7) !== 0) return 'a heap that is packed by filters';
  const largest = u32(head, 10);
  // Sizes and addresses: huge objects, free space, managed space, tiny objects.
  let at = 14 + L + O + L + O + 8 * L;
  const width = u16(head, at);
  const first = file.length(head, at + 2);
  const most = file.length(head, at + 2 + L);
  const bits = u16(head, at + 2 + 2 * L);
  at += 2 + 2 * L + 4;
  const root = file.address(head, at);
  const rows = u16(head, at + O);
  const offsetWidth = Math.ceil(bits / 8);
  const lengthWidth = widthOf(Math.min(largest, most));
  if (width === 0 || first <= 0 || most < first) return 'a heap of a shape that cannot be';
  const header = 5 + O + offsetWidth;
  const sizeOfRow = (row: number) => Math.min(row < 2 ? first : first * 2 ** (row - 1), 2 ** 53);
  const directRows = Math.log2(most / first) + 2;

  /** Where the direct block stands that holds an offset of the heap's space, and where it begins in that space. */
  async function block(offset: number): Promise<{ address: number; start: number } | null> {
    if (rows === 0) return { address: root, start: 0 };
    let [node, start, height] = [root, 0, rows];
    for (let depth = 0; depth < 8; depth++) {
      let row = 0;
      let rowAt = start;
      while (row < height && offset >= rowAt + width * sizeOfRow(row)) rowAt += width * sizeOfRow(row++);
      if (row >= height) return null;
      const column = Math.floor((offset - rowAt) / sizeOfRow(row));
      const bytes = await file.read(node, header + (row * width + column + 1) * O);
      if (!hasMark(bytes, 'FHIB')) return null;
      const address = file.address(bytes, header + (row * width + column) * O);
      start = rowAt + column * sizeOfRow(row);
      if (row < directRows) return { address, start };
      node = address;
      height = Math.log2(sizeOfRow(row) / (first * width)) + 1;
    }
    return null;
  }

  return async (id) => {
    const kind = (u8(id, 0) >> 4) & 3;
    // Tiny objects stand in the id itself, huge ones outside of the heap.
    if (kind === 2) return id.subarray(1, 2 + (u8(id, 0) & 15));
    if (kind !== 0) return 'an object that stands outside of its heap';
    const offset = sized(id, 1, offsetWidth);
    const length = sized(id, 1 + offsetWidth, lengthWidth);
    const found = await block(offset);
    if (found === null || found.address === UNDEFINED || length > LARGEST_OBJECT) return 'a heap that cannot be read';
    const bytes = await file.read(found.address + offset - found.start, length);
    return bytes.length < length ? 'a heap that is cut off' : bytes;
  };
}

async function readTree(file: Hdf5, address: number, kind: DenseKind): Promise<Dense> {
  const head = await file.read(address, 22 + file.offsets + file.lengths);
  if (!hasMark(head, 'BTHD') || ![kind.type].includes(u8(head, 5)))
    return { objects: [], trouble: 'a list of links or attributes that cannot be read' };
  const nodeSize = u32(head, 6);
  const size = u16(head, 10);
  const depth = u16(head, 12);
  const leaf = Math.floor((nodeSize - 10) / Math.max(1, size));
  if (nodeSize > 2 ** 20 || size < 8 || depth > 8) return { objects: [], trouble: 'a list of a shape that cannot be' };

  // How many records a node of each level holds, and all of those under it: the widths of its counts hang on them.
  const countWidth = widthOf(leaf);
  const held = [leaf];
  const under = [leaf];
  for (let level = 1; level <= depth; level++) {
    const pointer = file.offsets + countWidth + (level > 1 ? widthOf(under[level - 1] ?? 0) : 0);
    held[level] = Math.floor((nodeSize - 10 - pointer) / (size + pointer));
    under[level] = (held[level] ?? 0) + ((held[level] ?? 0) + 1) * (under[level - 1] ?? 0);
  }

  const objects: Uint8Array[] = [];
  const queue = [{ node: file.address(head, 16), count: u16(head, 16 + file.offsets), level: depth }];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { node, count, level } = next;
    if (node === UNDEFINED || count === 0) continue;
    if (objects.length + count > MOST_RECORDS || queue.length > MOST_RECORDS)
      return { objects, trouble: 'more links or attributes than are read' };
    const bytes = await file.read(node, nodeSize);
    if (!hasMark(bytes, level === 0 ? 'BTLF' : 'BTIN') || 6 + count * size > bytes.length)
      return { objects, trouble: 'a list of links or attributes that is broken' };
    for (let index = 0; index < count; index++) objects.push(bytes.subarray(6 + index * size, 6 + (index + 1) * size));
    const total = level > 1 ? widthOf(under[level - 1] ?? 0) : 0;
    const step = file.offsets + countWidth + total;
    for (let index = 0; level > 0 && index <= count; index++) {
      const at = 6 + count * size + index * step;
      queue.push({
        node: file.address(bytes, at),
        count: sized(bytes, at + file.offsets, countWidth),
        level: level - 1,
      });
    }
  }
  return { objects, trouble: null };
}
