/** The graph of a TensorFlow model and its functions, and where a value in one of them comes from. */

import { type Message, messagesOf, numberOf, partsOf, textOf } from './message.ts';

/** The top graph, whose name is empty, or a function. */
export interface Scope {
  readonly name: string;
  readonly nodes: ReadonlyMap<string, Message>;
  /** Of a function, in their order. */
  readonly parameters: readonly string[];
}

/** What a value may be made of. */
export interface Origins {
  /** What constants say, each with the name of its node. */
  readonly texts: readonly { readonly node: string; readonly text: string }[];
  /** Which parameters of the function. */
  readonly parameters: ReadonlySet<number>;
  /** Whether it comes from outside of the graph, or is computed from what is not known here. */
  readonly outside: boolean;
}

/** Nodes that are walked through for one value. */
const MOST_WALKED = 2000;

export function scopesOf(graph: Message): Scope[] {
  const functions = messagesOf(graph, 'library').flatMap((library) => messagesOf(library, 'function'));
  return [
    { name: '', nodes: nodesOf(graph), parameters: [] },
    ...functions.map((each) => {
      const [signature] = messagesOf(each, 'signature').slice(-1);
      const parameters =
        signature === undefined ? [] : messagesOf(signature, 'parameter').map((parameter) => textOf(parameter, 'name'));
      return { name: signature === undefined ? '' : textOf(signature, 'name'), nodes: nodesOf(each), parameters };
    }),
  ];
}

function nodesOf(holder: Message): Map<string, Message> {
  return new Map(
    messagesOf(holder, 'node').map((node, index): [string, Message] => [textOf(node, 'name') || `#${index}`, node]),
  );
}

/** The inputs that carry values: what begins with `^` only says what runs before. */
export function inputsOf(node: Message): string[] {
  return partsOf(node, 'input')
    .map(({ text }) => text)
    .filter((input) => !input.startsWith('^'));
}

/** An attribute of a node; the last one, as readers take it. */
export function attributeOf(node: Message, name: string): Message | undefined {
  const found = messagesOf(node, 'attribute').findLast((attribute) => textOf(attribute, 'key') === name);
  return found === undefined ? undefined : messagesOf(found, 'value').at(-1);
}

/** The texts of an attribute, whether it is one or a list. */
export function attributeTexts(node: Message, name: string): string[] {
  const value = attributeOf(node, name);
  if (value === undefined) return [];
  return [value, ...messagesOf(value, 'list')].flatMap((each) => partsOf(each, 'text').map(({ text }) => text));
}

/** The functions that a node names in its attributes, and its own operator: a function is called like one. */
export function calledBy(node: Message): string[] {
  const values = messagesOf(node, 'attribute').flatMap((attribute) => messagesOf(attribute, 'value'));
  const functions = [...values, ...values.flatMap((value) => messagesOf(value, 'list'))].flatMap((each) =>
    messagesOf(each, 'function'),
  );
  return [textOf(node, 'operator'), ...functions.map((each) => textOf(each, 'name'))];
}

/** What an input is made of, through every operator in between. */
export function originsOf(scope: Scope, input: string): Origins {
  const texts: { node: string; text: string }[] = [];
  const parameters = new Set<number>();
  let outside = false;
  const seen = new Set<string>();
  const waiting = [input];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const name = next.split(':')[0] ?? '';
    if (seen.has(name)) continue;
    seen.add(name);
    if (seen.size > MOST_WALKED) return { texts, parameters, outside: true };
    const parameter = scope.parameters.indexOf(name);
    const node = scope.nodes.get(name);
    if (parameter >= 0) parameters.add(parameter);
    else if (node === undefined) outside = true;
    else if (textOf(node, 'operator') === 'Const')
      for (const text of constantTexts(node)) texts.push({ node: name, text });
    else {
      const inputs = inputsOf(node);
      if (inputs.length === 0 || textOf(node, 'operator').startsWith('Placeholder')) outside = true;
      waiting.push(...inputs);
    }
  }
  return { texts, parameters, outside };
}

/** `DT_STRING`. Source: tensorflow, types.proto. */
const STRING = 7;

/** The texts of a constant: one by one, or packed, with their lengths in front. */
function constantTexts(node: Message): string[] {
  const value = attributeOf(node, 'value');
  const tensors = value === undefined ? [] : messagesOf(value, 'tensor');
  return tensors
    .filter((tensor) => numberOf(tensor, 'type') === STRING)
    .flatMap((tensor) => [
      ...partsOf(tensor, 'text').map(({ text }) => text),
      ...partsOf(tensor, 'packed').flatMap(({ text }) => unpacked(text)),
    ]);
}

/** All lengths stand in front, then all texts: tried for one text, then for two and so on, until they come out even. */
function unpacked(packed: string): string[] {
  const lengths: number[] = [];
  let [at, sum] = [0, 0];
  while (at < packed.length && lengths.length < 1000) {
    let length = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = packed.charCodeAt(at++);
      length += (byte & 0x7f) * 2 ** shift;
      if (!(byte >= 0x80)) break;
    }
    lengths.push(length);
    sum += length;
    if (at + sum === packed.length) {
      let end = at;
      return lengths.map((each) => {
        end += each;
        return packed.slice(end - each, end);
      });
    }
  }
  return [packed];
}
