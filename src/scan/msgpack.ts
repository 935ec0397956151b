/** MessagePack, in which Flax keeps its weights: numbers, texts and arrays, none of which runs. It is stepped through to its last byte. */

import type { ByteSource } from '../model.ts';
import { hasMark, u8, u32BigEndian } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { createCursor } from './cursor.ts';
import { isMarkedStart } from './pickle/start.ts';
import { sliceSource } from './source.ts';
import { createTally, type Tally } from './tally.ts';
import { LOCAL } from './zip/records.ts';

/** Deeper than any model's tree of parameters. */
const MAX_DEPTH = 200;
/** What an item takes of the limit of steps, which is made for opcodes. */
const STEPS = 4;
/** Extensions of Flax: arrays, complex numbers and numbers of NumPy. Source: flax, serialization.py (_MsgpackExtType). */
const KNOWN_EXTENSIONS: ReadonlySet<number> = new Set([1, 2, 3]);
/** Longer bytes are numbers, which no reader takes for anything else; shorter ones may be a pickle of somebody's. */
const SHORT = 64;

/** How an item begins: bytes that tell its length, and what is counted by it. Source: msgpack's specification. */
interface Form {
  readonly width: 0 | 1 | 2 | 4;
  readonly is: 'bytes' | 'extension' | 'list' | 'map';
  readonly fixed?: number;
}

const FORMS: Readonly<Record<number, Form>> = {
  ...Object.fromEntries([0xc0, 0xc2, 0xc3].map((code) => [code, { width: 0, is: 'bytes', fixed: 0 }])),
  196: { width: 1, is: 'bytes' },
  197: { width: 2, is: 'bytes' },
  198: { width: 4, is: 'bytes' },
  199: { width: 1, is: 'extension' },
  200: { width: 2, is: 'extension' },
  201: { width: 4, is: 'extension' },
  202: { width: 0, is: 'bytes', fixed: 4 },
  203: { width: 0, is: 'bytes', fixed: 8 },
  ...Object.fromEntries([0, 1, 2, 3].map((power) => [204 + power, { width: 0, is: 'bytes', fixed: 2 ** power }])),
  ...Object.fromEntries([0, 1, 2, 3].map((power) => [208 + power, { width: 0, is: 'bytes', fixed: 2 ** power }])),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4].map((power) => [212 + power, { width: 0, is: 'extension', fixed: 2 ** power }]),
  ),
  217: { width: 1, is: 'bytes' },
  218: { width: 2, is: 'bytes' },
  219: { width: 4, is: 'bytes' },
  220: { width: 2, is: 'list' },
  221: { width: 4, is: 'list' },
  222: { width: 2, is: 'map' },
  223: { width: 4, is: 'map' },
};

function formOf(code: number): Form | undefined {
  if (code < 0x80 || code >= 0xe0) return { width: 0, is: 'bytes', fixed: 0 };
  if (code < 0x90) return { width: 0, is: 'map', fixed: code & 15 };
  if (code < 0xa0) return { width: 0, is: 'list', fixed: code & 15 };
  if (code < 0xc0) return { width: 0, is: 'bytes', fixed: code & 31 };
  return FORMS[code];
}

/** Null where the bytes are no map of MessagePack that ends where they end. */
export async function scanMsgpack(source: ByteSource, head: Uint8Array, context: ScanContext): Promise<Scanned | null> {
  const first = u8(head, 0);
  // A map whose first key is a text.
  const key =
    (first & 0xf0) === 0x80 && first > 0x80
      ? u8(head, 1)
      : first === 0xde
        ? u8(head, 3)
        : first === 0xdf
          ? u8(head, 5)
          : 0;
  if (!((key >= 0xa0 && key < 0xc0) || (key >= 0xd9 && key <= 0xdb))) return null;
  const tally = createTally(context);
  const flax = await walk(source, context, tally);
  return flax === null ? null : tally.done(flax ? 'Flax weights (MessagePack)' : 'MessagePack');
}

/** Steps through all items. @returns whether there are Flax's arrays; null where the bytes are broken */
async function walk(source: ByteSource, context: ScanContext, tally: Tally): Promise<boolean | null> {
  const cursor = createCursor(source);
  let flax = false;
  // How many items are still to come at each depth.
  const open = [1];
  while (open.length > 0) {
    const left = open.at(-1) ?? 0;
    if (left === 0) {
      open.pop();
      continue;
    }
    open[open.length - 1] = left - 1;
    context.signal.throwIfAborted();
    context.budget.steps -= STEPS;
    if (context.budget.steps < 0 || open.length > MAX_DEPTH) return null;
    const at = cursor.offset;
    const form = formOf((await cursor.take(1))[0] ?? 0xc1);
    if (form === undefined) return null;
    const written = await cursor.take(form.width);
    const length =
      form.fixed ?? (form.width === 4 ? u32BigEndian(written, 0) : written.reduce((all, byte) => all * 256 + byte, 0));
    if (form.is === 'map' || form.is === 'list') {
      open.push(form.is === 'map' ? 2 * length : length);
      continue;
    }
    if (form.is === 'extension') {
      const type = (await cursor.take(1))[0] ?? 0;
      flax ||= type === 1;
      if (!KNOWN_EXTENSIONS.has(type))
        tally.say(
          'unknown-extension',
          'info',
          at,
          `extension ${type}`,
          `The extension ${type} is none of Flax: its reader makes of it what it will`,
        );
    }
    if (cursor.offset + length > source.size) return null;
    if (length > SHORT && form.is === 'bytes' && (await mayBePickle(source, cursor.offset)))
      tally.take(
        quiet(
          await context.open(sliceSource(source, cursor.offset, cursor.offset + length), `bytes at ${cursor.offset}`),
        ),
      );
    cursor.skip(length);
  }
  return cursor.offset === source.size ? flax : null;
}

/** Numbers may look like anything: only what is bad counts. */
function quiet(scanned: Scanned): Pick<Scanned, 'evidence' | 'gaps'> {
  return { evidence: scanned.evidence, gaps: [] };
}

/** Marked as a pickle, or as a zip. */
async function mayBePickle(source: ByteSource, at: number): Promise<boolean> {
  const bytes = await source.read(at, 4);
  return isMarkedStart(bytes, 0) || hasMark(bytes, LOCAL);
}
