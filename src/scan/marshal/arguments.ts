/** Code objects that are built from their parts: the arguments of `types.CodeType`, as cloudpickle and dill hand them over. */

import { isThing, itemsOf, type Term } from '../pickle/term.ts';
import { type Code, LAYOUTS, type Value } from './value.ts';

/** By the number of arguments: where the bytecode stands, and the first version that has so many. */
const SHAPES: Readonly<Record<number, { readonly code: number; readonly from: string }>> = {
  14: { code: 4, from: '2.3' },
  15: { code: 5, from: '3.0' },
  16: { code: 6, from: '3.8' },
  18: { code: 6, from: '3.11' },
};
const MAX_DEPTH = 20;

/** The code that a tuple of arguments makes; null where they make none. */
export function codeOfArguments(args: Term, depth = 0): Code | null {
  const items = itemsOf(args);
  const shape = items === null ? undefined : SHAPES[items.length];
  const layout = LAYOUTS.find(({ from }) => from === shape?.from);
  if (items === null || shape === undefined || layout === undefined || depth > MAX_DEPTH) return null;
  const { code: at } = shape;
  const code = bytesOf(items[at]);
  const constants = itemsOf(items[at + 1]);
  const [names, variables] = [textsOf(items[at + 2]), textsOf(items[at + 3])];
  const [file, name] = [items[at + 4], items[at + 5]];
  if (code === null || constants === null || names === null || variables === null) return null;
  if (typeof file !== 'string' || typeof name !== 'string') return null;
  const free = textsOf(items.at(-2)) ?? [];
  const cells = textsOf(items.at(-1)) ?? [];
  const number = (index: number) => (typeof items[index] === 'number' ? items[index] : 0);
  const lineAt = at + (layout.unified ? 7 : 6);
  return {
    is: 'code',
    layout,
    argumentCount: number(0),
    keywordOnlyCount: layout.old ? 0 : number(at === 6 ? 2 : 1),
    flags: number(at - 1),
    code,
    constants: constants.map((each) => valueFrom(each, depth + 1)),
    names,
    variables,
    free,
    cells,
    locals: layout.unified
      ? [...variables, ...cells.filter((cell) => !variables.includes(cell)), ...free]
      : [...cells, ...free],
    file,
    name,
    line: number(lineAt),
    lineTable: bytesOf(items[lineAt + 1]) ?? new Uint8Array(0),
  };
}

function bytesOf(term: Term | undefined): Uint8Array | null {
  if (typeof term === 'string') return Buffer.from(term, 'latin1');
  return isThing(term) && term.is === 'bytes' ? term.value : null;
}

function textsOf(term: Term | undefined): string[] | null {
  const items = itemsOf(term);
  return items?.every((item) => typeof item === 'string') ? [...items] : null;
}

/** A constant: what is made by a call may be code within the code. */
function valueFrom(term: Term, depth: number): Value {
  if (!isThing(term)) return term;
  if (term.is === 'float') return term;
  if (term.is === 'bytes') return { is: 'bytes', value: term.value ?? new Uint8Array(0) };
  if (term.is === 'call') return codeOfArguments(term.args, depth) ?? { is: 'ellipsis' };
  const items = depth > MAX_DEPTH ? null : itemsOf(term);
  if (items === null || !('items' in term)) return { is: 'ellipsis' };
  return { is: term.is, items: items.map((item) => valueFrom(item, depth + 1)) };
}
