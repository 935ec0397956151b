/** Attributes of HDF5 objects, as far as they are text: numbers say nothing that a loader runs. */

import { text, u8, u16, u32 } from '../bytes.ts';
import { type DenseKind, readDense } from './dense.ts';
import { type Hdf5, type HeaderMessage, readGlobal, UNDEFINED, untilZero } from './reader.ts';

export interface Attribute {
  readonly name: string;
  /** Of its message, in the source. */
  readonly at: number;
  /** Null where it is no text. */
  readonly texts: readonly string[] | null;
  /** Why it could not be read, or null. */
  readonly trouble: string | null;
}

const ATTRIBUTE = 0x0c;
const ATTRIBUTE_INFO = 0x15;
const DENSE_ATTRIBUTES: DenseKind = { record: 0, type: 8 };
/** Texts of one attribute that are read: names of weights come by the hundred. */
const MOST_TEXTS = 10_000;

const STRING = 3;
const VARIABLE = 9;

/** All attributes of an object. @param messages of its header */
export async function readAttributes(file: Hdf5, messages: readonly HeaderMessage[]): Promise<readonly Attribute[]> {
  const attributes: Attribute[] = [];
  for (const { type, body, at, shared } of messages) {
    if (type === ATTRIBUTE) {
      if (shared) attributes.push(broken('', at, 'an attribute that is shared with another object'));
      else attributes.push(await attributeOf(file, body, at));
    } else if (type === ATTRIBUTE_INFO) {
      const start = 2 + (u8(body, 1) & 1 ? 2 : 0);
      const [heap, tree] = [file.address(body, start), file.address(body, start + file.offsets)];
      const dense = await readDense(file, heap, tree, DENSE_ATTRIBUTES);
      if (dense.trouble !== null) attributes.push(broken('', at, dense.trouble));
      for (const each of dense.objects) attributes.push(await attributeOf(file, each, at));
    }
  }
  return attributes;
}

function broken(name: string, at: number, trouble: string): Attribute {
  return { name, at, texts: null, trouble };
}

async function attributeOf(file: Hdf5, body: Uint8Array, at: number): Promise<Attribute> {
  const version = u8(body, 0);
  if (version < 1 || version > 3) return broken('', at, `an attribute of version ${version}`);
  const [nameSize, typeSize, spaceSize] = [u16(body, 2), u16(body, 4), u16(body, 6)];
  const padded = (size: number) => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const nameAt = version === 3 ? 9 : 8;
  const typeAt = nameAt + padded(nameSize);
  const spaceAt = typeAt + padded(typeSize);
  const dataAt = spaceAt + padded(spaceSize);
  if (dataAt > body.length) return broken('', at, 'an attribute that leads out of its message');
  const name = untilZero(body.subarray(nameAt, nameAt + nameSize));
  if (version > 1 && (u8(body, 1) & 3) !== 0) return broken(name, at, `${name}: its type is shared with other objects`);
  const type = body.subarray(typeAt, typeAt + typeSize);
  const count = elements(file, body.subarray(spaceAt, spaceAt + spaceSize));
  const data = body.subarray(dataAt);
  const size = u32(type, 4);
  if ((u8(type, 0) & 15) === STRING) return { name, at, texts: fixed(data, count, size), trouble: null };
  if ((u8(type, 0) & 15) !== VARIABLE || (u8(type, 1) & 15) !== 1) return { name, at, texts: null, trouble: null };
  const texts: string[] = [];
  const step = 8 + file.offsets;
  for (let index = 0; index < Math.min(count, MOST_TEXTS); index++) {
    const [length, heap] = [u32(data, index * step), file.address(data, index * step + 4)];
    if (length === 0 || heap === UNDEFINED || heap === 0) continue;
    const value = await readGlobal(file, heap, u32(data, index * step + 4 + file.offsets));
    if (value === null) return { name, at, texts, trouble: `${name}: its text is not where it is said to be` };
    texts.push(text(value.subarray(0, length)));
  }
  return { name, at, texts, trouble: count > MOST_TEXTS ? `${name}: more texts than are read` : null };
}

function fixed(data: Uint8Array, count: number, size: number): string[] {
  const texts: string[] = [];
  const whole = size === 0 ? 0 : Math.min(count, MOST_TEXTS, Math.floor(data.length / size));
  for (let index = 0; index < whole; index++) texts.push(untilZero(data.subarray(index * size, (index + 1) * size)));
  return texts;
}

/** How many elements a dataspace has; a scalar has one, a null space none. */
export function elements(file: Hdf5, space: Uint8Array): number {
  const version = u8(space, 0);
  if (version === 2 && u8(space, 3) === 2) return 0;
  const start = version === 1 ? 8 : 4;
  let count = 1;
  for (let index = 0; index < u8(space, 1); index++) count *= file.length(space, start + index * file.lengths);
  return count;
}
