/** TensorFlow's graphs: a SavedModel, the `.meta` of a checkpoint, a frozen graph. They run their operators alone, of which some reach out. */

import type { ByteSource } from '../../model.ts';
import { text } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { leadsOut } from '../member-path.ts';
import { memorySource } from '../source.ts';
import { createTally, type Tally } from '../tally.ts';
import { type Decoded, decodeMessage, type Message, messagesOf, partsOf, type Shape, textOf } from './message.ts';
import { judgeScopes } from './tensorflow-judgement.ts';
import { scopesOf } from './tensorflow-scope.ts';

// Numbers of fields as in tensorflow/core/framework and tensorflow/core/protobuf.
const TENSOR: Shape = { 1: ['type', 'number'], 4: ['packed', 'text'], 8: ['text', 'text'] };
const CALLED: Shape = { 1: ['name', 'text'] };
const VALUE: Shape = {
  1: ['list', { 2: ['text', 'text'], 8: ['tensor', TENSOR], 9: ['function', CALLED] }],
  2: ['text', 'text'],
  8: ['tensor', TENSOR],
  10: ['function', CALLED],
};
const NODE: Shape = {
  1: ['name', 'text'],
  2: ['operator', 'text'],
  3: ['input', 'text'],
  5: ['attribute', { 1: ['key', 'text'], 2: ['value', VALUE] }],
};
const FUNCTION: Shape = {
  1: ['signature', { 1: ['name', 'text'], 2: ['parameter', { 1: ['name', 'text'] }] }],
  3: ['node', NODE],
};
const GRAPH: Shape = { 1: ['node', NODE], 2: ['library', { 1: ['function', FUNCTION] }] };
const ASSET: Shape = { 1: ['tensor', { 1: ['name', 'text'] }], 2: ['file', 'text'] };
const META: Shape = {
  2: ['graph', GRAPH],
  4: ['collection', { 2: ['value', { 5: ['any', { 1: ['item', { 1: ['type', 'text'], 2: ['asset', ASSET] }] }] }] }],
  6: ['asset', ASSET],
  // What Keras writes of its layers into the objects of a SavedModel, up to TensorFlow 2.4.
  7: ['objects', { 1: ['object', { 4: ['user', { 3: ['metadata', 'place'] }] }] }],
};
const SAVED: Shape = { 2: ['meta', META] };

export async function scanSavedModel(source: ByteSource, context: ScanContext): Promise<Scanned | null> {
  const decoded = await decodeMessage(source, SAVED, context);
  return scanMetas(source, decoded, messagesOf(decoded.message, 'meta'), 'TensorFlow SavedModel', context);
}

export async function scanMetaGraph(source: ByteSource, context: ScanContext): Promise<Scanned | null> {
  const decoded = await decodeMessage(source, META, context);
  return scanMetas(source, decoded, [decoded.message], 'TensorFlow MetaGraph', context);
}

export async function scanGraph(source: ByteSource, context: ScanContext): Promise<Scanned | null> {
  const decoded = await decodeMessage(source, GRAPH, context);
  if (!isGraph(decoded.message)) return null;
  const tally = createTally(context);
  sayTroubles(decoded, tally);
  await judgeScopes(scopesOf(decoded.message), new Set(), tally, context);
  return tally.done('TensorFlow graph');
}

async function scanMetas(
  source: ByteSource,
  decoded: Decoded,
  metas: readonly Message[],
  format: string,
  context: ScanContext,
): Promise<Scanned | null> {
  if (!metas.some((meta) => messagesOf(meta, 'graph').some(isGraph))) return null;
  const tally = createTally(context);
  sayTroubles(decoded, tally);
  for (const meta of metas) {
    const assets = assetsOf(meta);
    const nodes = new Set<string>();
    for (const asset of assets) {
      judgeAsset(asset, tally);
      for (const tensor of messagesOf(asset, 'tensor')) nodes.add(textOf(tensor, 'name').split(':')[0] ?? '');
    }
    for (const graph of messagesOf(meta, 'graph')) await judgeScopes(scopesOf(graph), nodes, tally, context);
    await scanLayers(source, meta, tally, context);
  }
  return tally.done(format);
}

/** Whether its nodes are named and have operators: many messages have texts where a graph has them. */
function isGraph(graph: Message): boolean {
  const functions = messagesOf(graph, 'library').flatMap((library) => messagesOf(library, 'function'));
  return [graph, ...functions].some((each) =>
    messagesOf(each, 'node').some(
      (node) => /^[A-Za-z_][\w>]*$/.test(textOf(node, 'operator')) && textOf(node, 'name') !== '',
    ),
  );
}

function sayTroubles({ troubles }: Decoded, tally: Tally): void {
  for (const { start, end, why } of troubles) tally.gap(start, end, `the graph cannot be read here: ${why}`);
}

/** Those of the model, and those that TensorFlow 1 keeps in a collection. */
function assetsOf(meta: Message): Message[] {
  const items = messagesOf(meta, 'collection')
    .flatMap((collection) => messagesOf(collection, 'value'))
    .flatMap((value) => messagesOf(value, 'any'))
    .flatMap((any) => messagesOf(any, 'item'));
  return [...messagesOf(meta, 'asset'), ...items.flatMap((item) => messagesOf(item, 'asset'))];
}

function judgeAsset(asset: Message, tally: Tally): void {
  const file = textOf(asset, 'file');
  if (leadsOut('', file) || /^\w+:\/\//.test(file))
    tally.say(
      'asset-path',
      'critical',
      asset.start,
      file,
      'An asset of the model is a file outside of its folder, which it reads when it is loaded',
    );
}

/** How Keras describes its layers, in JSON, some of which are code. */
async function scanLayers(source: ByteSource, meta: Message, tally: Tally, context: ScanContext): Promise<void> {
  const users = messagesOf(meta, 'objects')
    .flatMap((objects) => messagesOf(objects, 'object'))
    .flatMap((object) => messagesOf(object, 'user'));
  for (const { start, end } of users.flatMap((user) => partsOf(user, 'metadata'))) {
    const json = text(await source.read(start, end - start));
    if (/^\s*\{/.test(json))
      tally.take(await context.open(memorySource(Buffer.from(json)), `the object at ${start}.json`));
  }
}
