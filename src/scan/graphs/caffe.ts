/** Caffe: layers of its own, and those that are classes of a Python module. */

import type { ByteSource } from '../../model.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { createTally } from '../tally.ts';
import { decodeMessage, messagesOf, type Shape, textOf } from './message.ts';

// Numbers of fields as in caffe.proto.
const PYTHON: Shape = { 1: ['module', 'text'], 2: ['class', 'text'] };
const NET: Shape = { 100: ['layer', { 1: ['name', 'text'], 2: ['type', 'text'], 130: ['python', PYTHON] }] };

/** Null where no layer has a type. */
export async function scanCaffe(source: ByteSource, context: ScanContext): Promise<Scanned | null> {
  const { message, troubles } = await decodeMessage(source, NET, context);
  const layers = messagesOf(message, 'layer');
  if (!layers.some((layer) => /^\w+$/.test(textOf(layer, 'type')))) return null;
  const tally = createTally(context);
  for (const { start, end, why } of troubles) tally.gap(start, end, `the net cannot be read here: ${why}`);
  for (const layer of layers)
    for (const python of messagesOf(layer, 'python')) {
      const name = `${textOf(python, 'module')}.${textOf(python, 'class')}`;
      tally.say('python-operator', 'critical', python.start, name, 'The layer imports a module of Python and calls it');
    }
  return tally.done('Caffe');
}
