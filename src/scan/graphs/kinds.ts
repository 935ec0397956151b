/** Protocol buffers have no mark of their own: a file is one if it reads as a message to its last byte, and its fields say of what kind. */

import type { ByteSource } from '../../model.ts';
import { u8 } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { createTally } from '../tally.ts';
import { outlineOf } from './message.ts';

/** Null where the fields within are not those of its kind. */
type Reader = (source: ByteSource, context: ScanContext) => Promise<Scanned | null>;

interface Kind {
  /** Fields at the top that it cannot do without, as `number:wire`. */
  readonly needs: readonly string[];
  readonly read: Reader;
}

/** Readers load with the first message that may be theirs: they know operators by the thousand. */
const KINDS: readonly Kind[] = [
  { needs: ['1:0', '7:2'], read: async (...asked) => (await import('./onnx.ts')).scanOnnx(...asked) },
  { needs: ['2:2'], read: async (...asked) => (await import('./tensorflow.ts')).scanSavedModel(...asked) },
  { needs: ['2:2'], read: async (...asked) => (await import('./tensorflow.ts')).scanMetaGraph(...asked) },
  { needs: ['1:2'], read: async (...asked) => (await import('./tensorflow.ts')).scanGraph(...asked) },
  { needs: ['1:2'], read: async (...asked) => (await import('./paddle.ts')).scanPaddle(...asked) },
  { needs: ['100:2'], read: async (...asked) => (await import('./caffe.ts')).scanCaffe(...asked) },
];

/** The first byte of a message: a field below 16, a number or something with a length; or one up to 2047 in two bytes. */
function mayBegin(first: number | undefined): boolean {
  return first !== undefined && first >= 8 && [0, 1, 2, 5].includes(first & 7);
}

/** Numbers of a type, with their shape and name, and nothing that lies elsewhere. Source: onnx.proto (TensorProto). */
function isTensor(outline: ReadonlyMap<string, number>): boolean {
  const fields = [...outline.keys()];
  return (
    outline.get('2:0') === 1 &&
    fields.every((field) => /^(?:1:0|1:2|2:0|(?:4|5|6|7|8|9|10|11):2)$/.test(field)) &&
    fields.some((field) => /^(?:4|5|6|7|9|10|11):2$/.test(field))
  );
}

/** A list of pieces, each a text and a score. Nothing in it runs. Source: sentencepiece_model.proto. */
function isSentencePiece(head: Uint8Array): boolean {
  return u8(head, 0) === 0x0a && u8(head, 2) === 0x0a && u8(head, 4 + u8(head, 3)) === 0x15;
}

/** The fields of a model that say of what kind it is. Source: Model.proto (oneof Type). */
function isCoreMl(outline: ReadonlyMap<string, number>): boolean {
  return outline.has('1:0') && [...outline.keys()].some((field) => /^(?:[2-9]\d\d|[12]\d{3}|3000):2$/.test(field));
}

async function scanPlain(
  source: ByteSource,
  head: Uint8Array,
  outline: ReadonlyMap<string, number>,
  context: ScanContext,
): Promise<Scanned | null> {
  if (isTensor(outline)) return createTally(context).done('ONNX tensor');
  if (isSentencePiece(head)) return createTally(context).done('SentencePiece model');
  return isCoreMl(outline) ? (await import('./coreml.ts')).scanCoreMl(source, context) : null;
}

/** Scans a message as every kind that it can be read as. Null where it is none. */
export async function scanMessage(source: ByteSource, head: Uint8Array, context: ScanContext): Promise<Scanned | null> {
  if (!mayBegin(head[0])) return null;
  const outline = await outlineOf(source, context);
  if (outline === null) return null;
  const tally = createTally(context);
  const formats: string[] = [];
  for (const { needs, read } of KINDS) {
    const scanned = needs.every((field) => outline.has(field)) ? await read(source, context) : null;
    if (scanned === null) continue;
    tally.take(scanned);
    formats.push(scanned.format);
  }
  // What is data is asked last, and every other kind before it: a message may be read as several, and one of them may be what is loaded.
  const scanned = formats.length > 0 && !isCoreMl(outline) ? null : await scanPlain(source, head, outline, context);
  if (scanned !== null && (formats.length === 0 || scanned.evidence.length > 0)) {
    tally.take(scanned);
    formats.push(scanned.format);
  }
  return formats.length === 0 ? null : tally.done(formats.join(' and '));
}
