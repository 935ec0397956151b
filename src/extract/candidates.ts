/** From facts to candidates: every literal that has the shape or reaches a loader, with what surrounds it. */

import { type Abroad, abroadIn } from './abroad.ts';
import { commonPieces, composed, NO_LITERALS, together } from './composed.ts';
import { type Literal, visitLiterals } from './context.ts';
import { textOf } from './flow.ts';
import type { Findings } from './found.ts';
import { inLiteral } from './literal-candidates.ts';
import type { Loader } from './loaders.ts';
import { isKnownNamespace } from './namespaces.ts';
import { lastSegment, type ModuleIndex } from './program.ts';
import { type Arrival, arrivalsIn, type LoaderTable } from './sinks.ts';
import { originSpan } from './text.ts';

export interface ModuleFindings extends Findings {
  readonly wrappers: readonly Loader[];
  readonly abroad: Abroad;
}

export function findInModule(
  index: ModuleIndex,
  table: LoaderTable,
  isOwn: (specifier: string) => boolean,
): ModuleFindings {
  const { module } = index;
  const found: Findings = { candidates: [], dismissed: [], unfollowed: [] };
  const arrivals = new Map<Literal, Arrival[]>();
  const followed = new Set<Arrival['call']>();
  const { arrivals: all, wrappers, loading } = arrivalsIn(index, table);
  for (const arrival of all) {
    const { value } = arrival;
    const [only, ...rest] = value ?? [];
    if (only !== undefined && 'literal' in only && rest.length === 0) {
      const known = arrivals.get(only.literal);
      if (known === undefined) arrivals.set(only.literal, [arrival]);
      else known.push(arrival);
    }
    if (value !== null && textOf(value) !== null) followed.add(arrival.call);
  }
  const common = commonPieces(all);
  for (const arrival of together(all, common))
    composed(arrival, index, followed, common.get(arrival.call) ?? NO_LITERALS, found);
  /** Parts of ids, which are no ids themselves. */
  const parts = new Set(
    all.flatMap(({ value }) =>
      value !== null && value.length > 1 && textOf(value) !== null
        ? value.flatMap((piece) => ('literal' in piece && !piece.literal.text.includes('/') ? [piece.literal] : []))
        : [],
    ),
  );
  const written = foldersWritten(index);
  const unfollowed = new Map(found.unfollowed.map((each) => [`${each.span.start} ${each.loader}`, each]));
  found.unfollowed.splice(0, Infinity, ...unfollowed.values());
  visitLiterals(module, (literal, context) => {
    if (parts.has(literal)) return;
    if (written.has(literal.text.trim()) && !isKnownNamespace(literal.text.trim().split('/')[0] ?? ''))
      found.dismissed.push({
        text: literal.text.trim(),
        reason: 'a folder that the program writes',
        span: originSpan(module.text, literal.span),
      });
    else inLiteral(literal, context, arrivals.get(literal) ?? [], index.path, found);
  });
  return { ...found, wrappers, abroad: abroadIn(index, all, isOwn, loading) };
}

/** Calls that write a folder, by the argument that names it. */
const WRITERS = /^(?:save|save_model|save_pretrained|save_to_disk|save_vocabulary|makedirs|mkdir)$/;
const WRITTEN = new Set(['output_dir', 'save_directory', 'out_dir', 'logging_dir']);

/** The folders that a module writes: what it loads from them is its own. */
function foldersWritten(index: ModuleIndex): ReadonlySet<string> {
  const written = new Set<string>();
  for (const { expr, path } of index.calls) {
    const writes = WRITERS.test(lastSegment(path));
    for (const [i, { name, value }] of expr.args.entries()) {
      const names = name === null ? writes && i === 0 : WRITTEN.has(name);
      if (names && value.is === 'text' && /^[^:\s]+$/.test(value.text)) written.add(value.text);
    }
  }
  return written;
}
