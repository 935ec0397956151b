/** Core ML: layers and programs of the system's own; custom ones are classes of the program that loads the model. */

import type { ByteSource } from '../../model.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { leadsOut } from '../member-path.ts';
import { createTally, type Tally } from '../tally.ts';
import { decodeMessage, type Message, messagesOf, type Shape, textOf } from './message.ts';

// Numbers of fields as in coremltools' mlmodel/format: Model.proto, NeuralNetwork.proto, MIL.proto.
const NETWORK: Shape = { 1: ['layer', { 1: ['name', 'text'], 500: ['custom', { 10: ['class', 'text'] }] }] };
const VALUE: Shape = { 5: ['blob', { 1: ['file', 'text'] }] };
const OPERATION: Shape = {
  1: ['type', 'text'],
  2: ['input', { 2: ['argument', { 1: ['binding', { 2: ['value', VALUE] }] }] }],
  4: ['block', () => BLOCK],
  5: ['attribute', { 2: ['value', VALUE] }],
};
const BLOCK: Shape = { 3: ['operation', OPERATION] };
const PROGRAM: Shape = { 2: ['function', { 2: ['body', { 3: ['specialization', { 2: ['block', BLOCK] }] }] }] };
const PIPELINE: Shape = { 1: ['model', () => MODEL] };
const MODEL: Shape = {
  200: ['wrapped', { 1: ['pipeline', PIPELINE] }],
  201: ['wrapped', { 1: ['pipeline', PIPELINE] }],
  202: ['pipeline', PIPELINE],
  303: ['network', NETWORK],
  403: ['network', NETWORK],
  500: ['network', NETWORK],
  502: ['program', PROGRAM],
  555: ['custom', { 10: ['class', 'text'] }],
  556: ['linked', { 1: ['file', { 1: ['name', { 1: ['value', 'text'] }], 2: ['path', { 1: ['value', 'text'] }] }] }],
};

export async function scanCoreMl(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const tally = createTally(context);
  const { message, troubles } = await decodeMessage(source, MODEL, context);
  for (const { start, end, why } of troubles) tally.gap(start, end, `the model cannot be read here: ${why}`);
  judgeModel(message, tally);
  return tally.done('Core ML');
}

/** Models of a pipeline are models like any other. The reader of protobuf bounds their depth. */
function judgeModel(model: Message, tally: Tally): void {
  const custom = [
    ...messagesOf(model, 'custom'),
    ...messagesOf(model, 'network')
      .flatMap((network) => messagesOf(network, 'layer'))
      .flatMap((layer) => messagesOf(layer, 'custom')),
  ];
  for (const each of custom) {
    const name = textOf(each, 'class');
    const why = `${name} is a class of the program that loads the model, and what it does is not known`;
    tally.say('custom-operator', 'medium', each.start, name, why);
  }
  for (const linked of messagesOf(model, 'linked').flatMap((each) => messagesOf(each, 'file'))) {
    const [name, path] = ['name', 'path'].map((key) =>
      messagesOf(linked, key)
        .map((each) => textOf(each, 'value'))
        .join(' '),
    );
    tally.say('linked-model', 'medium', linked.start, `${name}`, 'Another model is loaded, which is not in this file', [
      `in ${path}`,
    ]);
  }
  const blocks = messagesOf(model, 'program')
    .flatMap((program) => messagesOf(program, 'function'))
    .flatMap((each) => messagesOf(each, 'body'))
    .flatMap((body) => messagesOf(body, 'specialization'))
    .flatMap((each) => messagesOf(each, 'block'));
  for (const block of blocks) judgeBlock(block, tally);
  const pipelines = [model, ...messagesOf(model, 'wrapped')].flatMap((each) => messagesOf(each, 'pipeline'));
  for (const inner of pipelines.flatMap((pipeline) => messagesOf(pipeline, 'model'))) judgeModel(inner, tally);
}

function judgeBlock(block: Message, tally: Tally): void {
  for (const operation of messagesOf(block, 'operation')) {
    const bound = messagesOf(operation, 'input')
      .flatMap((input) => messagesOf(input, 'argument'))
      .flatMap((argument) => messagesOf(argument, 'binding'));
    const values = [...bound, ...messagesOf(operation, 'attribute')].flatMap((each) => messagesOf(each, 'value'));
    for (const blob of values.flatMap((value) => messagesOf(value, 'blob'))) {
      const file = textOf(blob, 'file');
      if (leadsOut('', file.replace(/^@model_path\//, '')))
        tally.say('external-data', 'critical', blob.start, file, 'Weights are read from a file outside of the model');
    }
    for (const inner of messagesOf(operation, 'block')) judgeBlock(inner, tally);
  }
}
