/** Where the revision of a load is written, or would have to be: what pinning edits. It is never guessed. */

import type { RevisionSlot } from '../model.ts';
import type { Expr } from './facts.ts';
import { type Found, type Frame, frameOf, holeOf, type Value, valuesOf } from './flow.ts';
import type { Loader, Parameter } from './loaders.ts';
import { given } from './loads.ts';
import { type CallSite, lastSegment, type ModuleIndex } from './program.ts';
import { takesRevision } from './revision-takers.ts';
import { originSpan } from './text.ts';

/** A call that loads, and how the id comes to it. */
export interface SlotQuestion {
  readonly call: CallSite;
  readonly loader: Loader;
  /** Of the loader: the one that takes the id, and what it is given. */
  readonly param: Parameter;
  readonly id: Found;
  readonly frame: Frame;
  /** The calls of the project's own functions that lead there, outermost first. */
  readonly outer: readonly CallSite[];
}

const JAVASCRIPT = new Set(['javascript', 'typescript', 'tsx', 'component']);

/** The slot of a load. */
export function slotOf(question: SlotQuestion): RevisionSlot {
  const { call, loader, frame } = question;
  if (loader.revision.length === 0) return none(`${loader.call} takes no revision`);
  if (loader.wraps !== undefined) return none('it is loaded by a function of another file');
  const asked = given(call, { at: null, names: loader.revision }, frame);
  if (asked.length === 0) return insertion(question);
  const values = asked.flatMap((each): Value[] =>
    'expr' in each ? valuesOf(each.expr, each.frame) : [[holeOf(each)]],
  );
  // A parameter that has a default is worth its default: where the caller names another one, that one is loaded.
  const known = values.filter(
    (value) => value?.every((piece) => !('hole' in piece && piece.param !== undefined)) ?? true,
  );
  const [value, ...more] = known;
  if (more.length > 0) return none('its revision can be one of several');
  if (value === undefined || value === null) return nothing(question, asked);
  return literalSlot(value) ?? none('its revision could not be followed to where it is written');
}

/** The literal that a value is, where it is one. */
export function literalSlot(value: Value): RevisionSlot | null {
  const [only, ...rest] = value ?? [];
  if (only === undefined || rest.length > 0 || !('literal' in only)) return null;
  const { text, span } = only.literal;
  // Put together from several, or written with escapes.
  if (text.length !== span.end - span.start) return null;
  return { is: 'literal', ...placed(only.module, span) };
}

/** A revision argument that is there and gives none. */
function nothing(question: SlotQuestion, asked: readonly Found[]): RevisionSlot {
  const { call, loader, outer } = question;
  const [only, ...rest] = asked;
  const written = call.expr.args.find(({ name }) => name !== null && loader.revision.includes(name))?.value;
  if (only !== undefined && rest.length === 0 && 'expr' in only && only.expr === written && isNothing(only.expr))
    return { is: 'nothing', ...placed(call.module, only.expr.span) };
  // The project's own function takes a revision, and its caller gives it none.
  const [caller, ...further] = outer;
  if (caller !== undefined && further.length === 0 && caller.module.module.language === 'python') {
    const param = given(call, { at: null, names: loader.revision }, frameOf(call))
      .flatMap((each) => ('expr' in each ? valuesOf(each.expr, each.frame) : [[holeOf(each)]]))
      .flatMap((value) => value ?? [])
      .find((piece) => 'hole' in piece && piece.param !== undefined);
    if (param !== undefined && 'hole' in param && param.param !== undefined)
      return { is: 'argument', ...placed(caller.module, caller.expr.span), name: param.param.name };
  }
  return none('its revision is given elsewhere, and is none');
}

function isNothing(expr: Expr): boolean {
  return expr.is === 'constant' && expr.value === null;
}

/** A call that gives no revision. */
function insertion(question: SlotQuestion): RevisionSlot {
  const { call, loader, param, outer } = question;
  const [caller] = outer;
  if (caller !== undefined) return none(`${caller.path}() takes no revision: give it one, and let it pass that on`);
  if (!takesRevision(call, loader)) return none(`it is not known whether ${call.path} takes a revision`);
  const [name = 'revision'] = loader.revision;
  // What stands beside the model (a tokenizer, a draft) has a revision of its own.
  if (param !== loader.id[0] && lastSegment(loader.call) !== 'pipeline')
    return none(`the revision of ${call.path} is not that of its ${param.names[0] ?? 'argument'}`);
  if (call.loader !== null) return option(question, name);
  const { language } = call.module.module;
  if (language === 'python') return { is: 'argument', ...placed(call.module, call.expr.span), name };
  return JAVASCRIPT.has(language) ? inOptions(question, name) : none(`calls of ${language} are not edited`);
}

function option({ call, id }: SlotQuestion, name: string): RevisionSlot {
  if (!('expr' in id)) return none('the word that gives the id was not found');
  return { is: 'option', ...placed(call.module, id.expr.span), name };
}

/** JavaScript has an object of options: the one that is written, or one more argument. */
function inOptions({ call, id }: SlotQuestion, name: string): RevisionSlot {
  const { args } = call.expr;
  const holds = ({ span }: Expr): boolean =>
    'expr' in id && id.expr.span.start >= span.start && id.expr.span.end <= span.end;
  const options = args.filter(({ value }) => value.is === 'map');
  const chosen = options.find(({ value }) => holds(value)) ?? options.at(-1);
  if (chosen !== undefined) return { is: 'entry', ...placed(call.module, chosen.value.span), name };
  // `pipeline(task, model, options)`, `from_pretrained(model, options)`.
  const before = lastSegment(call.path) === 'pipeline' ? 2 : 1;
  return args.length === before && args.some(({ value }) => holds(value))
    ? { is: 'object', ...placed(call.module, call.expr.span), name }
    : none('its options are not written in the call');
}

/** A slot that is nowhere. */
export function none(why: string): RevisionSlot {
  return { is: 'none', why };
}

function placed(module: ModuleIndex, span: Expr['span']) {
  return { path: module.path, span: originSpan(module.module.text, span) };
}
