/** ONNX: a graph of operators. It runs nothing but those; some reach other files, or code that is not in the model. */

import type { ByteSource } from '../../model.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { leadsOut } from '../member-path.ts';
import { memorySource } from '../source.ts';
import { createTally, type Tally } from '../tally.ts';
import {
  decodeMessage,
  type Message,
  messagesOf,
  numberOf,
  type Part,
  partsOf,
  type Shape,
  textOf,
} from './message.ts';
import { KNOWN_DOMAINS } from './onnx-domains.ts';

// Numbers of fields as in onnx.proto (IR version 13).
const ENTRY: Shape = { 1: ['key', 'text'], 2: ['value', 'text'] };
const TENSOR: Shape = { 8: ['name', 'text'], 13: ['external', ENTRY] };
const SPARSE: Shape = { 1: ['tensor', TENSOR], 2: ['tensor', TENSOR] };
const ATTRIBUTE: Shape = {
  1: ['name', 'text'],
  3: ['number', 'number'],
  4: ['text', 'text'],
  5: ['tensor', TENSOR],
  6: ['graph', () => GRAPH],
  10: ['tensor', TENSOR],
  11: ['graph', () => GRAPH],
  22: ['sparse', SPARSE],
  23: ['sparse', SPARSE],
};
const NODE: Shape = {
  3: ['name', 'text'],
  4: ['operator', 'text'],
  5: ['attribute', ATTRIBUTE],
  7: ['domain', 'text'],
};
const GRAPH: Shape = { 1: ['node', NODE], 5: ['tensor', TENSOR], 15: ['sparse', SPARSE], 16: ['metadata', ENTRY] };
const FUNCTION: Shape = {
  1: ['name', 'text'],
  7: ['node', NODE],
  10: ['domain', 'text'],
  11: ['attribute', ATTRIBUTE],
};
const MODEL: Shape = {
  7: ['graph', GRAPH],
  14: ['metadata', ENTRY],
  20: ['training', { 1: ['graph', GRAPH], 2: ['graph', GRAPH] }],
  25: ['function', FUNCTION],
};

/** Where ONNX Runtime takes the bytes at an address of its own memory for a tensor. Source: onnxruntime, tensorprotoutils.h. */
const MEMORY_ADDRESS = '*/_ORT_MEM_ADDR_/*';

/** Python that only code needs which is evaluated: exporters read their own metadata with `eval`, or did. */
const CODE =
  /__(?:import|builtins|class|globals|subclasses|getattribute)__|\b(?:eval|exec|os\.system|subprocess\.\w+)\s*\(/;

interface Reading {
  readonly tally: Tally;
  /** Operators that are functions of the model itself: `domain name`. */
  readonly functions: ReadonlySet<string>;
  readonly seen: Set<string>;
}

/** Null where no graph in it has an operator or a tensor. */
export async function scanOnnx(source: ByteSource, context: ScanContext): Promise<Scanned | null> {
  const tally = createTally(context);
  const { message: model, troubles } = await decodeMessage(source, MODEL, context);
  if (!messagesOf(model, 'graph').some((graph) => graph.parts.length > 0)) return null;
  for (const { start, end, why } of troubles) tally.gap(start, end, `the model cannot be read here: ${why}`);
  const functions = messagesOf(model, 'function');
  const reading = { tally, functions: new Set(functions.map(signatureOf)), seen: new Set<string>() };
  for (const each of functions) judgeFunction(each, reading);
  for (const each of [model, ...messagesOf(model, 'training')])
    for (const graph of messagesOf(each, 'graph')) await judgeGraph(graph, reading, context);
  await judgeMetadata(model, tally, context);
  return tally.done('ONNX');
}

/** As a node names it; the empty domain is ONNX's own. */
function signatureOf(message: Message): string {
  return `${textOf(message, 'domain')} ${textOf(message, 'operator') || textOf(message, 'name')}`;
}

function judgeFunction(message: Message, reading: Reading): void {
  const name = textOf(message, 'name');
  if (/^(?:ai\.onnx(?:\.ml)?)?$/.test(textOf(message, 'domain')))
    reading.tally.say(
      'function-override',
      'medium',
      message.start,
      name,
      `The model has a function of its own in the place of ONNX's operator ${name}: runtimes differ in which one they run`,
    );
  judgeNodes(message, reading);
  for (const attribute of messagesOf(message, 'attribute')) judgeAttribute(attribute, reading);
}

async function judgeGraph(graph: Message, reading: Reading, context: ScanContext): Promise<void> {
  judgeNodes(graph, reading);
  judgeTensors(graph, reading);
  await judgeMetadata(graph, reading.tally, context);
}

function judgeNodes(holder: Message, reading: Reading): void {
  for (const node of messagesOf(holder, 'node')) {
    judgeOperator(node, reading);
    for (const attribute of messagesOf(node, 'attribute')) judgeAttribute(attribute, reading);
  }
}

/** Graphs within attributes are the branches of a condition and the body of a loop. The reader of protobuf bounds their depth. */
function judgeAttribute(attribute: Message, reading: Reading): void {
  judgeTensors(attribute, reading);
  for (const graph of messagesOf(attribute, 'graph')) {
    judgeNodes(graph, reading);
    judgeTensors(graph, reading);
  }
}

function judgeOperator(node: Message, { tally, functions, seen }: Reading): void {
  const [domain, operator] = [textOf(node, 'domain'), textOf(node, 'operator')];
  const subject = domain === '' ? operator : `${domain}.${operator}`;
  if (operator === 'PyOp') {
    const [module, name] = ['module', 'class_name'].map((key) => attributeText(node, key));
    tally.say(
      'python-operator',
      'critical',
      node.start,
      subject,
      'The operator imports a module of Python and calls it',
      [`${module}.${name}`],
    );
  }
  if (operator === 'EPContext') judgeCompiled(node, subject, tally);
  if (KNOWN_DOMAINS.has(domain) || functions.has(`${domain} ${operator}`) || seen.has(subject)) return;
  seen.add(subject);
  tally.say(
    'custom-operator',
    'medium',
    node.start,
    subject,
    `The operator ${operator} of the domain ${domain} is none of ONNX: a library that is not in the model runs for it, and what it does is not known`,
  );
}

/** What ONNX Runtime compiled for an accelerator: within the model, or in a file that it names. */
function judgeCompiled(node: Message, subject: string, tally: Tally): void {
  const embedded = messagesOf(node, 'attribute').find((each) => textOf(each, 'name') === 'embed_mode');
  const path = attributeText(node, 'ep_cache_context');
  if (embedded !== undefined && numberOf(embedded, 'number') === 0 && leadsOut('', path))
    sayOutside(node.start, path, `The compiled part of ${subject}`, tally);
  else
    tally.say(
      'compiled-operator',
      'info',
      node.start,
      subject,
      'a part of the model is compiled for an accelerator, and runs as it is',
    );
}

function attributeText(node: Message, name: string): string {
  const found = messagesOf(node, 'attribute').filter((each) => textOf(each, 'name') === name);
  return found.map((each) => textOf(each, 'text')).at(-1) ?? '';
}

function judgeTensors(holder: Message, { tally, seen }: Reading): void {
  const tensors = [
    ...messagesOf(holder, 'tensor'),
    ...messagesOf(holder, 'sparse').flatMap((sparse) => messagesOf(sparse, 'tensor')),
  ];
  for (const tensor of tensors) {
    for (const entry of messagesOf(tensor, 'external')) {
      if (textOf(entry, 'key') !== 'location') continue;
      const location = textOf(entry, 'value');
      if (seen.has(`location ${location}`)) continue;
      seen.add(`location ${location}`);
      const name = textOf(tensor, 'name');
      if (location === MEMORY_ADDRESS)
        tally.say(
          'external-data',
          'critical',
          entry.start,
          location,
          `The tensor ${name} is the memory of whoever loads it, at an address that the model gives`,
        );
      else if (leadsOut('', location) || /^\w+:\/\//.test(location))
        sayOutside(entry.start, location, `The tensor ${name}`, tally);
    }
  }
}

function sayOutside(at: number, path: string, what: string, tally: Tally): void {
  const message = `${what} is read from a file outside of the model's folder, whose bytes the model can give away (CVE-2022-25882, CVE-2024-27318)`;
  tally.say('external-data', 'critical', at, path, message);
}

/** Metadata is text of anybody's making, of which programs evaluate some. */
async function judgeMetadata(holder: Message, tally: Tally, context: ScanContext): Promise<void> {
  for (const { message } of partsOf(holder, 'metadata')) {
    const key = textOf(message, 'key');
    const value: Part | undefined = partsOf(message, 'value').at(-1);
    if (value === undefined) continue;
    const found = CODE.exec(value.text)?.[0];
    if (found !== undefined)
      tally.say(
        'metadata-code',
        'critical',
        value.start,
        key,
        `The metadata ${key} hold code, which some programs evaluate: ${found}`,
        [value.text.slice(0, 400)],
      );
    const inner = await context.open(memorySource(Buffer.from(value.text)), `metadata ${key}`);
    tally.take({ evidence: inner.evidence, gaps: [] });
  }
}
