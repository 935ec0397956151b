/** skops: scikit-learn without pickles. A tree of nodes, each of which names a class or a function that the loader imports. */

import { judge } from './policy/policy.ts';
import type { Tally } from './tally.ts';

/** What a file of skops is described by, at the top of its zip. */
export const SCHEMA = /^schema\.json$/;

/** Loaders of skops, by what they do with the name that a node gives. Source: skops, io/_general.py, _numpy.py, _scipy.py, _sklearn.py. */
const LOADERS: ReadonlySet<string> = new Set(
  (
    'BytesNode BytearrayNode CachedNode DatetimeNode DefaultDictNode DictNode DtypeNode FunctionNode JsonNode ListNode LossNode MaskedArrayNode MethodNode ' +
    'NdArrayNode ObjectNode OperatorFuncNode PartialNode QuantileForestNode RandomGeneratorNode RandomStateNode ReduceNode SGDNode SetNode SliceNode ' +
    'SparseMatrixNode TreeNode TupleNode TypeNode UfuncNode _CalibratedClassifierNode ReflectNode TreeNode_v0 MethodNode_v0 OrderedDictNode'
  ).split(' '),
);
/** Types of Python itself, which do nothing when they are made. */
const PLAIN =
  /^(?:builtins\.)?(?:str|int|float|bool|complex|bytes|bytearray|list|tuple|dict|set|frozenset|slice|object|type|NoneType|type\(None\))$/;
const MAX_DEPTH = 500;
const MOST_NODES = 2_000_000;

/** Judges every node of a schema. Anything that is no schema of skops is left alone. */
export function scanSkops(text: string, tally: Tally): void {
  if (!text.includes('__loader__') && !text.includes('\\u')) return;
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return;
  }
  if (typeof root !== 'object' || root === null || !('__loader__' in root)) return;
  const seen = new Set<string>();
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let nodes = 0, next = waiting.pop(); next !== undefined; next = waiting.pop(), nodes++) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_DEPTH || nodes > MOST_NODES) {
      tally.gap(0, Buffer.byteLength(text), 'the schema is larger, or nested more deeply, than is read');
      return;
    }
    if (!Array.isArray(value)) judgeNode(value, seen, tally);
    for (const inner of Object.values(value)) waiting.push({ value: inner, depth: depth + 1 });
  }
}

function judgeNode(node: object, seen: Set<string>, tally: Tally): void {
  const field = (key: string, of: object = node) => String(Reflect.get(of, key) ?? '');
  if ('__loader__' in node && !LOADERS.has(field('__loader__')))
    sayOnce('unknown-loader', 'medium', field('__loader__'), 'is no loader of skops that is known');
  if ('__class__' in node) judgeName(field('__module__'), field('__class__'));
  // What a FunctionNode names, and the method that a MethodNode takes from an object (CVE-2025-54413).
  if ('module_path' in node && 'function' in node) judgeName(field('module_path'), field('function'));
  const content: unknown = Reflect.get(node, 'content');
  if (field('__loader__').startsWith('MethodNode') && typeof content === 'object' && content !== null) {
    const method = field('func', content);
    if (/^_|\./.test(method))
      sayOnce('dangerous-call', 'critical', method, 'is taken from an object as if it were a method (CVE-2025-54413)');
  }

  function judgeName(module: string, name: string): void {
    const whole = module === '' ? name : `${module}.${name}`;
    if (PLAIN.test(whole)) return;
    const { level, why } = judge(module, name);
    // What another calls or looks up is hidden behind such a name (CVE-2025-54412).
    if (level === 'dangerous' || whole.endsWith('operator.call'))
      sayOnce('dangerous-import', 'critical', whole, `is imported by the model: it ${why}`);
    else if (level === 'unknown')
      sayOnce('unknown-import', 'medium', whole, 'is made by the model, and is on no list: what it does is not known');
  }

  function sayOnce(kind: string, severity: 'critical' | 'medium', subject: string, why: string): void {
    if (seen.has(`${kind} ${subject}`)) return;
    seen.add(`${kind} ${subject}`);
    tally.say(kind, severity, 0, subject, `${subject} ${why}`);
  }
}
