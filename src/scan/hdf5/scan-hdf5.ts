/** HDF5 as Keras and others save into it: what its attributes say, and what of it leads out of the file. Numbers are not read. */

import type { ByteSource } from '../../model.ts';
import { hasMark, u8, u16, u32 } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { isConfig, scanConfig } from '../keras/scan-config.ts';
import { createTally, type Tally } from '../tally.ts';
import { elements, readAttributes } from './attributes.ts';
import { type Link, readLinks } from './links.ts';
import { type Hdf5, type HeaderMessage, openHdf5, readHeader, readLocalHeap, SIGNATURE } from './reader.ts';

/** Where the library looks for a superblock: at the start, or behind a block of the user's own. */
const STARTS = [0, 512, 1024, 2048, 4096];
const MOST_OBJECTS = 200_000;
/** What a dataset may claim to be, in bytes, for each byte of the file, and whatever the file. */
const RATIO = 1000;
const LEAST_BOMB = 2 ** 30;

const SPACE = 0x01;
const TYPE = 0x03;
const EXTERNAL = 0x07;
const LAYOUT = 0x08;
const FILTERS = 0x0b;
/** Filters that the library itself has; it loads any other from a folder of shared libraries. */
const OWN_FILTERS = 7;
const LZF = 32_000;

/** Where the superblock stands in what the bytes begin with, or -1. */
export function hdf5Start(head: Uint8Array): number {
  return STARTS.find((start) => hasMark(head, SIGNATURE, start)) ?? -1;
}

/** Scans HDF5; null where the bytes are none. */
export async function scanHdf5(source: ByteSource, head: Uint8Array, context: ScanContext): Promise<Scanned | null> {
  const start = hdf5Start(head);
  if (start === -1) return null;
  const tally = createTally(context);
  const file = await openHdf5(source, start);
  if (typeof file === 'string') {
    tally.gap(start, source.size, file);
    return tally.done('HDF5');
  }
  const keras = await walk(file, source, context, tally);
  return tally.done(keras ? 'Keras HDF5' : 'HDF5');
}

interface Node {
  readonly address: number;
  readonly path: string;
}

/** Visits every object once, whatever leads to it. Returns whether Keras wrote the file. */
async function walk(file: Hdf5, source: ByteSource, context: ScanContext, tally: Tally): Promise<boolean> {
  const queue: Node[] = [{ address: file.root, path: '' }];
  const seen = new Set<number>();
  let keras = false;
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node.address) || context.signal.aborted) continue;
    if (seen.size >= MOST_OBJECTS) {
      tally.gap(0, source.size, `more than ${MOST_OBJECTS} objects`);
      break;
    }
    seen.add(node.address);
    const { path } = node;
    const at = file.place(node.address);
    const messages = await readHeader(file, node.address);
    if (typeof messages === 'string') {
      tally.gap(at, at + 16, `${path || '/'}: ${messages}`);
      continue;
    }
    for (const attribute of await readAttributes(file, messages)) {
      const { name, texts, trouble } = attribute;
      if (trouble !== null) tally.gap(attribute.at, attribute.at + 8, `${path || '/'}: ${trouble}`);
      keras ||= path === '' && /^(?:keras_version|model_config|layer_names)$/.test(name);
      for (const text of texts ?? [])
        if (isConfig(text)) await scanConfig(text, { what: name, at: attribute.at }, tally, context);
    }
    await sayData(file, messages, path, source, tally);
    const { links, trouble } = await readLinks(file, messages);
    if (trouble !== null) tally.gap(at, at + 16, `${path || '/'}: ${trouble}`);
    for (const link of links) {
      sayLink(link, `${path}/${link.name}`, at, tally);
      if (link.is === 'hard') queue.push({ address: link.address, path: `${path}/${link.name}` });
    }
  }
  return keras;
}

function sayLink(link: Link, path: string, at: number, tally: Tally): void {
  if (link.is === 'soft') {
    tally.say('hdf5-link', 'info', at, path, 'is looked up under another name of the same file', [link.path]);
  } else if (link.is === 'external') {
    const why = 'is an object of another file: who loads it reads that file';
    tally.say('hdf5-external-link', 'critical', at, path, why, [`file ${link.file}, object ${link.path}`]);
  } else if (link.is === 'unknown') {
    tally.say('hdf5-link', 'medium', at, path, `is a link of type ${link.type}, which only a plug-in knows`);
  }
}

/** What of a dataset is told: numbers that stand in other files, more numbers than a memory holds, filters that are loaded. */
async function sayData(
  file: Hdf5,
  messages: readonly HeaderMessage[],
  path: string,
  source: ByteSource,
  tally: Tally,
): Promise<void> {
  const body = (type: number) => messages.find((message) => message.type === type);
  const layout = body(LAYOUT);
  const external = body(EXTERNAL);
  if (external !== undefined) {
    const files = await externalFiles(file, external.body);
    const why = 'takes its numbers from other files: who loads it reads those (CVE-2026-1669)';
    tally.say('hdf5-external-data', 'critical', external.at, path, why, files);
  }
  if (layout !== undefined && u8(layout.body, 0) >= 4 && u8(layout.body, 1) === 3) {
    const why = 'is a virtual dataset: its numbers are put together from other datasets, of other files too';
    tally.say('hdf5-virtual-data', 'critical', layout.at, path, why);
  }
  for (const filter of messages.filter(({ type }) => type === FILTERS).flatMap(({ body }) => filtersOf(body))) {
    if (filter <= OWN_FILTERS || filter === LZF) continue;
    const why = 'is packed by a filter that is loaded from a shared library of the machine';
    tally.say('hdf5-filter', 'info', layout?.at ?? 0, path, why, [`filter ${filter}`]);
  }
  const [space, type] = [body(SPACE), body(TYPE)];
  if (layout === undefined || space === undefined || type === undefined) return;
  const size = elements(file, space.body) * u32(type.body, 4);
  if (size > Math.max(LEAST_BOMB, source.size * RATIO)) {
    const why = `claims to be ${size} bytes, in a file of ${source.size}: enough to fill a memory (CVE-2026-0897)`;
    tally.say('shape-bomb', 'medium', space.at, path, why);
  }
}

async function externalFiles(file: Hdf5, body: Uint8Array): Promise<string[]> {
  const nameAt = await readLocalHeap(file, file.address(body, 8));
  const files: string[] = [];
  const step = 3 * file.lengths;
  for (let index = 0, at = 8 + file.offsets; index < u16(body, 6) && at + step <= body.length; index++, at += step) {
    const name = nameAt?.(file.length(body, at)) ?? 'a file whose name cannot be read';
    files.push(`file ${name}, from byte ${file.length(body, at + file.lengths)}`);
  }
  return files.slice(0, 20);
}

function filtersOf(body: Uint8Array): number[] {
  const first = u8(body, 0) === 1;
  const filters: number[] = [];
  let at = first ? 8 : 2;
  for (let index = 0; index < u8(body, 1) && at + 6 <= body.length; index++) {
    const id = u16(body, at);
    filters.push(id);
    const named = first || id >= 256;
    const name = named ? u16(body, at + 2) : 0;
    const values = u16(body, at + (named ? 6 : 4));
    at += (named ? 8 : 6) + (first ? Math.ceil(name / 8) * 8 : name) + 4 * values + (first && values % 2 === 1 ? 4 : 0);
  }
  return filters;
}
