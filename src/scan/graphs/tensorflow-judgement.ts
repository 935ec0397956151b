/** Judges the operators of a TensorFlow graph: what reaches out, by the path that it is given, and what is not known. */

import { posix } from 'node:path';
import type { ScanContext } from '../context.ts';
import { leadsOut } from '../member-path.ts';
import { memorySource } from '../source.ts';
import type { Tally } from '../tally.ts';
import { type Message, textOf } from './message.ts';
import { KNOWN_OPERATORS } from './tensorflow-operators.ts';
import { REACHING, REACHING_ATTRIBUTES, type Reach } from './tensorflow-policy.ts';
import { attributeTexts, calledBy, inputsOf, originsOf, type Scope } from './tensorflow-scope.ts';

interface Use {
  readonly scope: Scope;
  readonly node: Message;
}

interface Judging {
  readonly scopes: readonly Scope[];
  /** By the name of a function, the nodes that may call it. */
  readonly callers: ReadonlyMap<string, readonly Use[]>;
  /** Constants that the loader replaces by the path of an asset. */
  readonly assets: ReadonlySet<string>;
  readonly tally: Tally;
}

/** Operators that take a function's parameters as their own inputs, in their order. */
const DIRECT = /^(?:Stateful)?PartitionedCall$|^SymbolicGradient$/;
/** Parameters of functions that one path is followed through. */
const MOST_FOLLOWED = 1000;

export async function judgeScopes(
  scopes: readonly Scope[],
  assets: ReadonlySet<string>,
  tally: Tally,
  context: ScanContext,
): Promise<void> {
  const callers = new Map<string, Use[]>();
  for (const scope of scopes)
    for (const node of scope.nodes.values())
      for (const name of calledBy(node)) {
        const known = callers.get(name);
        if (known === undefined) callers.set(name, [{ scope, node }]);
        else known.push({ scope, node });
      }
  const judging: Judging = { scopes, callers, assets, tally };
  const functions = new Set(scopes.map(({ name }) => name));
  const unknown = new Set<string>();
  for (const scope of scopes)
    for (const node of scope.nodes.values()) {
      context.signal.throwIfAborted();
      const operator = textOf(node, 'operator');
      const reach = REACHING.get(operator);
      if (reach !== undefined) judgeReach({ scope, node }, reach, judging);
      else judgeAttributes(node, operator, tally);
      if (operator === 'DatasetFromGraph') await scanHeldGraph({ scope, node }, tally, context);
      if (reach !== undefined || KNOWN_OPERATORS.has(operator) || functions.has(operator) || unknown.has(operator))
        continue;
      unknown.add(operator);
      const why = `The operator ${operator} is none of TensorFlow: a library that is not in the model runs for it, and what it does is not known`;
      tally.say('custom-operator', 'medium', node.start, operator, why);
    }
}

function judgeReach(use: Use, { kind, severity, why, paths, caller }: Reach, judging: Judging): void {
  const operator = textOf(use.node, 'operator');
  const say = (details: readonly string[]) =>
    judging.tally.say(
      kind,
      severity,
      use.node.start,
      operator,
      `The operator ${operator} ${why} when the model runs${use.scope.name === '' ? '' : ` (in ${use.scope.name})`}`,
      details,
    );
  if (paths === undefined) {
    say([]);
    return;
  }
  const { texts, outside } = pathsOf(use, paths, judging);
  const written = texts.filter(({ text }) => text !== '');
  const own = written.filter(({ node }) => !judging.assets.has(node)).map(({ text }) => text);
  if (caller === true ? own.some(isOutside) : outside || own.length > 0) say([...new Set(own)].slice(0, 20));
}

/** Whether a path that a model gives is none of its own folder. */
function isOutside(path: string): boolean {
  return leadsOut('', path) || /^\w+:\/\//.test(path) || posix.isAbsolute(path);
}

/** What the paths of an operator are made of, through the calls of the functions that it stands in. */
function pathsOf(
  use: Use,
  paths: readonly number[],
  { callers }: Judging,
): { readonly texts: readonly { readonly node: string; readonly text: string }[]; readonly outside: boolean } {
  const texts: { node: string; text: string }[] = [];
  let outside = false;
  const seen = new Set<string>();
  const inputs = inputsOf(use.node);
  const waiting = paths.flatMap((index) => {
    const input = inputs[index];
    return input === undefined ? [] : [{ scope: use.scope, input }];
  });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { scope, input } = next;
    const key = `${scope.name} ${input}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MOST_FOLLOWED) return { texts, outside: true };
    const origins = originsOf(scope, input);
    for (const text of origins.texts) texts.push(text);
    outside ||= origins.outside || (origins.parameters.size > 0 && !callers.has(scope.name));
    for (const parameter of origins.parameters)
      for (const caller of callers.get(scope.name) ?? []) {
        const given = inputsOf(caller.node);
        const operator = textOf(caller.node, 'operator');
        const direct = DIRECT.test(operator) || operator === scope.name;
        for (const each of direct ? given.slice(parameter, parameter + 1) : given)
          waiting.push({ scope: caller.scope, input: each });
      }
  }
  return { texts, outside };
}

function judgeAttributes(node: Message, operator: string, tally: Tally): void {
  for (const { operators, attribute, value, why } of REACHING_ATTRIBUTES) {
    if (!operators.test(operator)) continue;
    const found = attributeTexts(node, attribute).filter((text) => value.test(text));
    if (found.length > 0)
      tally.say(
        'file-operator',
        'critical',
        node.start,
        operator,
        `The operator ${operator} ${why}, by its ${attribute}`,
        [...found.slice(0, 5).map((text) => text.slice(0, 400))],
      );
  }
}

/** A graph that a graph holds as text, and runs. */
async function scanHeldGraph({ scope, node }: Use, tally: Tally, context: ScanContext): Promise<void> {
  const [input] = inputsOf(node);
  for (const { text } of input === undefined ? [] : originsOf(scope, input).texts) {
    const bytes = /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : Buffer.from(text);
    tally.take(await context.open(memorySource(bytes), `the graph in ${textOf(node, 'name')}`));
  }
}
