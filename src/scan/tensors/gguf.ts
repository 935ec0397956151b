/** GGUF: counts, keys and values, where the tensors stand, and the tensors. Its chat template is a program; the rest is data. */

import type { ByteSource } from '../../model.ts';
import { hasMark, text } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { sliceSource } from '../source.ts';
import { createTally, type Tally } from '../tally.ts';
import { readTemplate } from '../template/jinja.ts';
import { type Extent, judgeExtents } from './extents.ts';
import { blocksOf } from './ggml.ts';
import { createHeader, type Header, HeaderError } from './gguf-header.ts';

/** Bytes of a value of each fixed type; 8 is a string, 9 an array. Source: the GGUF specification of ggml. */
const WIDTHS: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const STRING = 8;
const ARRAY = 9;
const U32 = 4;
/** ggml has tensors of four dimensions and no more. Source: ggml.h (GGML_MAX_DIMS). */
const MAX_DIMENSIONS = 4;
/** Arrays in arrays that anybody writes. */
const MAX_NESTING = 4;

const TEMPLATE_KEY = /^tokenizer\.chat_template(?:\.|$)/;

/** Null where the bytes are not that. */
export async function scanGguf(source: ByteSource, head: Uint8Array, context: ScanContext): Promise<Scanned | null> {
  if (!hasMark(head, 'GGUF')) return null;
  const tally = createTally(context);
  const header = createHeader(source);
  try {
    await judge(header, source, context, tally);
  } catch (error) {
    if (!(error instanceof HeaderError)) throw error;
    tally.gap(header.offset, source.size, `the header cannot be read from here on: ${error.message}`);
  }
  return tally.done(`GGUF (version ${header.version})`);
}

async function judge(header: Header, source: ByteSource, context: ScanContext, tally: Tally): Promise<void> {
  await header.open();
  const tensors = await header.count(source.size);
  const keys = await header.count(source.size);
  let alignment = 32;
  const seen = new Set<string>();
  for (let index = 0; index < keys; index++) {
    context.signal.throwIfAborted();
    const at = header.offset;
    const key = text(await header.string());
    if (seen.has(key))
      tally.say('duplicate-key', 'medium', at, key, `${key} stands twice: readers differ in which one counts`);
    seen.add(key);
    const type = await header.u32();
    if (type === STRING && TEMPLATE_KEY.test(key)) await judgeTemplate(key, header, tally);
    else if (key === 'general.alignment' && type === U32) alignment = await header.u32();
    else await skipValue(header, type, 0);
  }
  if (alignment < 8 || alignment % 8 !== 0) {
    tally.say(
      'impossible-header',
      'medium',
      0,
      'general.alignment',
      `An alignment of ${alignment} is none that there can be`,
    );
    return;
  }
  const placed: (Omit<Extent, 'end'> & { readonly bytes: number | null })[] = [];
  for (let index = 0; index < tensors; index++) {
    context.signal.throwIfAborted();
    const at = header.offset;
    const name = text(await header.string());
    const dimensions = await header.u32();
    if (dimensions > MAX_DIMENSIONS) {
      tally.say(
        'impossible-header',
        'medium',
        at,
        name,
        `${name} has ${dimensions} dimensions, and readers have room for four`,
      );
      throw new HeaderError(`${dimensions} dimensions`);
    }
    let numbers = 1;
    for (let axis = 0; axis < dimensions; axis++) numbers *= await header.u64();
    const bytes = blocksOf(await header.u32(), numbers);
    const start = await header.u64();
    if (start % alignment !== 0)
      tally.say(
        'impossible-header',
        'medium',
        at,
        name,
        `${name} begins at ${start}, which the alignment of ${alignment} excludes`,
      );
    placed.push({ name, start, bytes });
  }
  const data = Math.ceil(header.offset / alignment) * alignment;
  await judgePlaces(placed, data, source, context, tally);
}

async function judgePlaces(
  placed: readonly (Omit<Extent, 'end'> & { readonly bytes: number | null })[],
  data: number,
  source: ByteSource,
  context: ScanContext,
  tally: Tally,
): Promise<void> {
  // Of a type that is not known the tensor ends where the next one begins.
  const starts = [...placed.map(({ start }) => data + start), source.size].sort((a, b) => a - b);
  const extents = placed.map(({ name, start, bytes }) => {
    const from = data + start;
    return { name, start: from, end: bytes === null ? (starts.find((each) => each > from) ?? from) : from + bytes };
  });
  for (const { start, end } of judgeExtents(extents, Math.min(data, source.size), source.size, tally))
    tally.take(await context.open(sliceSource(source, start, end), `bytes of no tensor at ${start}`));
}

async function judgeTemplate(key: string, header: Header, tally: Tally): Promise<void> {
  const at = header.offset + 8;
  const template = text(await header.string());
  const { signs, unread } = await readTemplate(template);
  if (unread !== null) tally.gap(at, header.offset, `${key}: ${unread}`);
  for (const { kind, severity, subject, message } of signs)
    tally.say(kind, severity, at, subject, `${message} (${key})`, [template.slice(0, 400)]);
}

async function skipValue(header: Header, type: number, nesting: number): Promise<void> {
  const width = WIDTHS[type];
  if (width !== undefined) return header.skip(width);
  if (type === STRING) return header.skipString();
  if (type !== ARRAY || nesting >= MAX_NESTING) throw new HeaderError(`a value of type ${type}`);
  const inner = await header.u32();
  const length = await header.count(header.size);
  const each = WIDTHS[inner];
  if (each !== undefined) return header.skip(each * length);
  for (let index = 0; index < length; index++) await skipValue(header, inner, nesting + 1);
}
