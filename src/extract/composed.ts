/** Ids that are put together from several pieces, or of which a part could not be followed. */

import type { Span } from '../model.ts';
import type { Literal } from './context.ts';
import { textOf, type Value } from './flow.ts';
import type { Findings } from './found.ts';
import { isRepoId } from './ids.ts';
import { functionName, type ModuleIndex } from './program.ts';
import type { Arrival } from './sinks.ts';
import { originOf, originSpan } from './text.ts';
import { wordsIn } from './words.ts';

/** A path of this machine, put together. */
const JOINED =
  /\bpath\.(?:join|resolve|abspath|dirname)\(|\b(?:Pure)?Path\(|__file__|__dirname|\.parent\b|\.joinpath\(/;

/** An id put together from several pieces, or one of which a part could not be followed. */
export function composed(
  arrival: Arrival,
  index: ModuleIndex,
  followed: ReadonlySet<Arrival['call']>,
  common: ReadonlySet<Literal>,
  found: Findings,
): void {
  const { value, call } = arrival;
  const { module } = index;
  if (value === null || (value.length === 1 && value[0] !== undefined && 'literal' in value[0])) return;
  const { text } = module;
  const statement = originSpan(text, call.fact.span);
  const complete = textOf(value);
  if (complete !== null) {
    const [word] = wordsIn(complete);
    if (word === undefined || 'not' in word.target) return;
    const pieces = value.flatMap((piece) => ('literal' in piece ? [piece.literal] : []));
    const span = spanOfPieces(pieces, value, index, common);
    found.candidates.push({
      target: { ...word.target, span },
      span: originSpan(text, span),
      statement,
      place: module.place ?? 'call',
      kind: arrival.load.kind,
      load: arrival.load,
      downloads: false,
      labels: [],
      callee: call.path,
      whole: true,
      tag: null,
      open: false,
      before: '',
      after: '',
      beside: null,
      slots: arrival.load.slot === undefined ? [] : [arrival.load.slot],
    });
    return;
  }
  // Where another value of the same call was followed, the hole is the caller's own business.
  const literal = value.find((piece) => 'literal' in piece);
  if (literal === undefined && (followed.has(call) || arrival.marked)) return;
  const head = value[0] !== undefined && 'literal' in value[0] ? value[0].literal.text : '';
  const namespace = /^(?:hf[-_]hub:|hf:\/\/(?:models\/|datasets\/)?)?([\w.-]+)\//.exec(head)?.[1] ?? null;
  const template = value.map((piece) => ('literal' in piece ? piece.literal.text : `{${piece.hole}}`)).join('');
  if (LOCAL_PATH.test(template)) return;
  if (/^(?:\.{0,2}\/|~|[A-Za-z]:\\)/.test(template) || /:\/\/(?!huggingface\.co|hf\.co)/.test(template)) return;
  const hole = value.find((piece) => 'hole' in piece);
  if (hole !== undefined && 'hole' in hole && JOINED.test(hole.hole)) return;
  const first = literal !== undefined && 'literal' in literal ? literal.literal.span : call.expr.span;
  found.unfollowed.push({
    kind: arrival.load.kind,
    namespace: namespace !== null && isRepoId(namespace, 'x') ? namespace : null,
    text: template.slice(0, 120),
    reason:
      hole !== undefined && 'hole' in hole && hole.param !== undefined
        ? `${hole.hole} is a parameter and no caller here gives it`
        : `${hole !== undefined && 'hole' in hole ? hole.hole : 'a part'} could not be followed`,
    call: originOf(text, call.expr.span.start),
    decidedBy:
      hole !== undefined && 'hole' in hole && hole.param !== undefined
        ? functionName(hole.param.module.module, hole.param.scope)
        : null,
    loader: arrival.load.loader,
    place: module.place ?? 'call',
    span: originSpan(text, first),
    statement,
  });
}

/** What makes a path of the machine, in any language. */
const LOCAL_PATH =
  /^\{(?:new )?(?:Paths?\.(?:get|of)|(?:java\.io\.)?File|PathBuf|Path|fs::path|std::filesystem::path|URL\(fileURLWithPath|(?:file)?path\.[jJ]oin|os\.path\.join|Path\.Combine|File\.(?:join|expand_path))\b/;

export const NO_LITERALS: ReadonlySet<Literal> = new Set();

/** The literals that all the ids have in common that are put together for one call: a template, in which others vary. */
export function commonPieces(arrivals: readonly Arrival[]): ReadonlyMap<Arrival['call'], ReadonlySet<Literal>> {
  const common = new Map<Arrival['call'], Set<Literal>>();
  for (const { call, value } of arrivals) {
    if (value === null || value.length < 2 || textOf(value) === null) continue;
    const literals = new Set(value.flatMap((piece) => ('literal' in piece ? [piece.literal] : [])));
    const known = common.get(call);
    common.set(call, known === undefined ? literals : new Set([...known].filter((literal) => literals.has(literal))));
  }
  return common;
}

/** Parts that are chosen together stand together: of the ids that begin with one variant, those whose other variants are nearest. */
export function together(
  arrivals: readonly Arrival[],
  common: ReadonlyMap<Arrival['call'], ReadonlySet<Literal>>,
): readonly Arrival[] {
  const spread = new Map<Arrival, { readonly first: Literal; readonly width: number }>();
  const nearest = new Map<Literal, number>();
  for (const arrival of arrivals) {
    const { call, value } = arrival;
    if (value === null || value.length < 2) continue;
    const variants = value.flatMap((piece) =>
      'literal' in piece && common.get(call)?.has(piece.literal) === false ? [piece.literal] : [],
    );
    const [first, ...others] = variants;
    if (first === undefined || others.length === 0) continue;
    const starts = variants.map(({ span }) => span.start);
    const width = Math.max(...starts) - Math.min(...starts);
    spread.set(arrival, { first, width });
    nearest.set(first, Math.min(width, nearest.get(first) ?? Infinity));
  }
  return arrivals.filter((arrival) => {
    const each = spread.get(arrival);
    return each === undefined || each.width === nearest.get(each.first);
  });
}

/**
 * Where a composed id stands: the whole expression when its pieces stand together, else the piece that tells it from the others of the
 * same template, else the one that begins its name.
 */
function spanOfPieces(
  pieces: readonly Literal[],
  value: Value,
  index: ModuleIndex,
  common: ReadonlySet<Literal>,
): Span {
  const { module } = index;
  const start = Math.min(...pieces.map((piece) => piece.span.start));
  const end = Math.max(...pieces.map((piece) => piece.span.end));
  const between = module.text.content.slice(start, end);
  const length = (textOf(value) ?? '').length;
  if (end - start < length + 12 * pieces.length && !between.includes('\n\n')) return { start, end };
  for (const piece of value ?? []) {
    if ('literal' in piece && piece.module === index && !common.has(piece.literal)) return piece.literal.span;
  }
  let passed = false;
  for (const piece of pieces) {
    if (passed && /\w/.test(piece.text)) return piece.span;
    const slash = piece.text.indexOf('/');
    if (slash >= 0 && /\w/.test(piece.text.slice(slash + 1))) return piece.span;
    passed ||= slash >= 0;
  }
  return pieces[0]?.span ?? { start, end };
}
