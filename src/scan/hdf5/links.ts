/** What a group of HDF5 leads to: objects of the same file, names that are looked up, objects of other files. */

import { hasMark, text, u8, u16, u32, u64 } from '../bytes.ts';
import { type DenseKind, readDense } from './dense.ts';
import { type Hdf5, type HeaderMessage, readLocalHeap, UNDEFINED, untilZero } from './reader.ts';

export type Link =
  | { readonly is: 'hard'; readonly name: string; readonly address: number }
  | { readonly is: 'soft'; readonly name: string; readonly path: string }
  | { readonly is: 'external'; readonly name: string; readonly file: string; readonly path: string }
  | { readonly is: 'unknown'; readonly name: string; readonly type: number };

export interface Links {
  readonly links: readonly Link[];
  /** Why not all of them could be read, or null. */
  readonly trouble: string | null;
}

const LINK_INFO = 0x02;
const LINK = 0x06;
const SYMBOL_TABLE = 0x11;
const DENSE_LINKS: DenseKind = { record: 4, type: 5 };

/** Nodes of one B-tree. */
const MOST_NODES = 100_000;
const SOFT = 2;

/** @param messages of the group's object header */
export async function readLinks(file: Hdf5, messages: readonly HeaderMessage[]): Promise<Links> {
  const links: Link[] = [];
  let trouble: string | null = null;
  for (const { type, body, shared } of messages) {
    if (type === LINK) {
      const link = shared ? null : linkOf(file, body);
      if (link === null) trouble = 'a link that cannot be read';
      else links.push(link);
    } else if (type === SYMBOL_TABLE) {
      const found = await readSymbols(file, body);
      links.push(...found.links);
      trouble ??= found.trouble;
    } else if (type === LINK_INFO) {
      const at = 2 + (u8(body, 1) & 1 ? 8 : 0);
      const found = await readDense(file, file.address(body, at), file.address(body, at + file.offsets), DENSE_LINKS);
      trouble ??= found.trouble;
      for (const each of found.objects) {
        const link = linkOf(file, each);
        if (link === null) trouble = 'a link that cannot be read';
        else links.push(link);
      }
    }
  }
  return { links, trouble };
}

function linkOf(file: Hdf5, body: Uint8Array): Link | null {
  const flags = u8(body, 1);
  let at = 2;
  const type = flags & 8 ? u8(body, at++) : 0;
  at += (flags & 4 ? 8 : 0) + (flags & 0x10 ? 1 : 0);
  const width = 2 ** (flags & 3);
  const length = width === 1 ? u8(body, at) : width === 2 ? u16(body, at) : width === 4 ? u32(body, at) : u64(body, at);
  at += width;
  if (u8(body, 0) !== 1 || at + length > body.length) return null;
  const name = text(body.subarray(at, at + length));
  at += length;
  if (type === 0) return { is: 'hard', name, address: file.address(body, at) };
  const value = body.subarray(at + 2, at + 2 + u16(body, at));
  if (type === 1) return { is: 'soft', name, path: text(value) };
  if (type !== 64) return { is: 'unknown', name, type };
  const target = untilZero(value.subarray(1));
  return { is: 'external', name, file: target, path: untilZero(value.subarray(2 + Buffer.byteLength(target))) };
}

/** Groups as they were before links had messages: a B-tree of symbol tables, names in a local heap. */
async function readSymbols(file: Hdf5, body: Uint8Array): Promise<Links> {
  const links: Link[] = [];
  const nameAt = await readLocalHeap(file, file.address(body, file.offsets));
  if (nameAt === null) return { links, trouble: 'the names of a group cannot be read' };
  const queue = [file.address(body, 0)];
  const seen = new Set<number>();
  let trouble: string | null = null;
  const entry = 2 * file.offsets + 24;
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (node === UNDEFINED) continue;
    if (seen.has(node) || seen.size >= MOST_NODES) return { links, trouble: 'a group that leads into itself' };
    seen.add(node);
    const head = await file.read(node, 8);
    if (hasMark(head, 'TREE') && u8(head, 4) === 0) {
      const start = 8 + 2 * file.offsets;
      const count = u16(head, 6);
      const step = file.lengths + file.offsets;
      const bytes = await file.read(node, start + count * step + file.lengths);
      for (let index = count - 1; index >= 0; index--)
        queue.push(file.address(bytes, start + index * step + file.lengths));
    } else if (hasMark(head, 'SNOD')) {
      const count = u16(head, 6);
      const bytes = await file.read(node, 8 + count * entry);
      if (bytes.length < 8 + count * entry) trouble = 'a symbol table that is cut off';
      for (let at = 8; at + entry <= bytes.length; at += entry) {
        const name = nameAt(file.address(bytes, at));
        const scratch = at + 2 * file.offsets + 8;
        if (u32(bytes, at + 2 * file.offsets) === SOFT)
          links.push({ is: 'soft', name, path: nameAt(u32(bytes, scratch)) });
        else links.push({ is: 'hard', name, address: file.address(bytes, at + file.offsets) });
      }
    } else trouble = 'a group whose list of members cannot be read';
  }
  return { links, trouble };
}
