/** TensorFlow Lite: its own operators work on tensors; others are of the program that loads it, or TensorFlow's (Flex). */

import type { ByteSource } from '../../model.ts';
import { hasMark, latin1 } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { createTally, type Tally } from '../tally.ts';
import { FlatbufferError, rootTable, type Table } from './flatbuffer.ts';
import { KNOWN_OPERATORS } from './tensorflow-operators.ts';
import { REACHING } from './tensorflow-policy.ts';

// Numbers of fields as in tensorflow/compiler/mlir/lite/schema/schema.fbs.
const MODEL = { codes: 1, graphs: 2, buffers: 4 };
const CODE = { short: 0, custom: 1, builtin: 3 };
const GRAPH = { operators: 3 };
const OPERATOR = { code: 0, options: 5, farOptions: 9, farSize: 10 };
const BUFFER = { data: 0, offset: 1, size: 2 };
/** `BuiltinOperator_CUSTOM`. */
const CUSTOM = 32;
/** Field 2 of a NodeDef, which is a text. */
const OPERATOR_FIELD = '\x12';
const LONGEST_OPTIONS = 1024 * 1024;

/** Custom operators whose code is known: they come with the runtime, MediaPipe or TensorFlow Text. */
const KNOWN: ReadonlySet<string> = new Set(
  (
    'TFLite_Detection_PostProcess Mfcc AudioSpectrogram RFFT2D Irfft2d Convolution2DTransposeBias MaxPoolingWithArgmax2D MaxUnpooling2D TransformTensorBilinear ' +
    'TransformLandmarks Landmarks2TransformMatrix NumericVerify AddN Multinomial RandomStandardNormal RandomUniform Cumsum Atan2 Sign Roll HashtableV2 ' +
    'TFSentencepieceTokenizeOp TFSentencepieceDetokenizeOp SentencepieceTokenizer SentencepieceDetokenizer'
  ).split(' '),
);
const KNOWN_FAMILIES = /^(?:tftext:|stablehlo\.|odml\.|aeq\.)/;

/** Null where the bytes are not that. */
export async function scanTflite(source: ByteSource, head: Uint8Array, context: ScanContext): Promise<Scanned | null> {
  if (!hasMark(head, 'TFL3', 4)) return null;
  const tally = createTally(context);
  try {
    await judge(await rootTable(source), source, context, tally);
  } catch (error) {
    if (!(error instanceof FlatbufferError)) throw error;
    tally.gap(0, source.size, `the model cannot be read in full: ${error.message}`);
  }
  return tally.done('TensorFlow Lite');
}

async function judge(model: Table, source: ByteSource, context: ScanContext, tally: Tally): Promise<void> {
  const names: string[] = [];
  for (const code of await model.tables(MODEL.codes)) {
    const builtin = Math.max(await code.number(CODE.short, 1), await code.number(CODE.builtin, 4));
    const name = builtin === CUSTOM ? await code.string(CODE.custom) : '';
    names.push(name);
    if (builtin === CUSTOM) judgeCustom(name, code.at, tally);
  }
  for (const graph of await model.tables(MODEL.graphs))
    for (const operator of await graph.tables(GRAPH.operators)) {
      context.signal.throwIfAborted();
      const name = names[await operator.number(OPERATOR.code, 4)] ?? '';
      if (name.startsWith('Flex')) await judgeFlex(name, operator, source, tally);
    }
  for (const buffer of await model.tables(MODEL.buffers)) {
    context.signal.throwIfAborted();
    await buffer.extent(BUFFER.data, 1);
    const [offset, size] = [await buffer.number(BUFFER.offset, 8), await buffer.number(BUFFER.size, 8)];
    if (offset > 1 && offset + size > source.size)
      tally.gap(
        source.size,
        source.size,
        `a buffer of ${size} bytes at ${offset} ends beyond the file, which may be cut off`,
      );
  }
}

function judgeCustom(name: string, at: number, tally: Tally): void {
  if (name.startsWith('Flex')) judgeName(name.slice(4), at, tally);
  else if (name === 'edgetpu-custom-op')
    tally.say(
      'compiled-operator',
      'info',
      at,
      name,
      'a part of the model is compiled for the Edge TPU, and runs as it is',
    );
  else if (!KNOWN.has(name) && !KNOWN_FAMILIES.test(name))
    tally.say(
      'custom-operator',
      'medium',
      at,
      name,
      `The operator ${name} is none of TensorFlow Lite: the program that loads the model brings it along, and what it does is not known`,
    );
}

/** An operator of TensorFlow, which the Flex delegate runs. */
function judgeName(operator: string, at: number, tally: Tally): void {
  const reach = REACHING.get(operator);
  if (reach !== undefined)
    tally.say(
      reach.kind,
      reach.severity,
      at,
      operator,
      `The operator ${operator} of TensorFlow ${reach.why} when the model runs (Flex)`,
    );
  else if (KNOWN_OPERATORS.has(operator))
    tally.say(
      'flex-operator',
      'info',
      at,
      operator,
      `${operator} is an operator of TensorFlow, and needs its Flex delegate`,
    );
  else
    tally.say(
      'custom-operator',
      'medium',
      at,
      operator,
      `The operator ${operator} is none of TensorFlow: what it does is not known (Flex)`,
    );
}

/** What the delegate runs is named by the operator's options (a NodeDef), whatever its code is called. */
async function judgeFlex(name: string, operator: Table, source: ByteSource, tally: Tally): Promise<void> {
  const near = await operator.extent(OPERATOR.options, 1);
  const start = near?.start ?? (await operator.number(OPERATOR.farOptions, 8));
  const end = near?.end ?? start + (await operator.number(OPERATOR.farSize, 8));
  const options = latin1(await source.read(start, Math.min(LONGEST_OPTIONS, end - start)));
  if (end - start > LONGEST_OPTIONS) tally.gap(start + LONGEST_OPTIONS, end, 'options that are too long to be read');
  for (let at = options.indexOf(OPERATOR_FIELD); at >= 0; at = options.indexOf(OPERATOR_FIELD, at + 1)) {
    const named = options.slice(at + 2, at + 2 + options.charCodeAt(at + 1));
    // A NodeDef begins with its name and its operator; what reaches out is told wherever it stands.
    if (/^[A-Z_][\w>]*$/.test(named) && `Flex${named}` !== name && (REACHING.has(named) || at < 200))
      judgeName(named, start + at, tally);
  }
}
