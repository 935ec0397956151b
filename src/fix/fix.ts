/** From references and commits to edits: each reference is pinned in all the places that decide its revision, or in none. */

import { type Edit, type Reference, type RevisionSlot, repoKey, repoName } from '../model.ts';
import { pinAddress } from './address.ts';
import { addArgument } from './argument.ts';
import { addKey } from './key.ts';
import { replaceLiteral, replaceNothing } from './literal.ts';
import { addOption } from './option.ts';
import { nameBeside, type Patch, type Pin, refused } from './patch.ts';
import { type View, viewOf } from './view.ts';

export type { Pin } from './patch.ts';

/** A reference, and the commit that it is to have. */
export interface Wanted {
  readonly reference: Reference;
  readonly pin: Pin;
}

export type Plan =
  | {
      readonly reference: Reference;
      readonly pin: Pin;
      readonly edits: readonly Edit[];
      /** Comments that name the branch; two different ones for a line are none. */
      readonly comments: readonly Edit[];
    }
  | { readonly reference: Reference; readonly why: string };

export interface PlanOptions {
  /** Every reference of the tree: what one edit would do to several repositories is seen in these. */
  readonly all: readonly Reference[];
  /** The decoded text of a file; null for one that is not edited. */
  readonly textOf: (path: string) => string | null;
  /** Moves commits that stand there already. */
  readonly move: boolean;
  /** Writes a `revision` key in a configuration that has none anywhere. */
  readonly keys: boolean;
}

type Written = Exclude<RevisionSlot, { is: 'none' }>;

/** Plans the edits that pin. Nothing is guessed: what cannot be edited safely has a reason instead. */
export function planPins(wanted: readonly Wanted[], options: PlanOptions): Plan[] {
  const users = usersOf(options.all);
  return wanted.map(({ reference, pin }): Plan => {
    const slots = reference.slots ?? [];
    if (slots.length === 0) return { reference, why: 'nothing tells where its revision would be written' };
    const edits: Edit[] = [];
    const comments: Edit[] = [];
    for (const slot of slots) {
      const patch = patchOf(reference, slot, pin, users, options);
      if ('why' in patch) return { reference, why: patch.why };
      edits.push(...patch.edits);
      if (patch.comment !== null) comments.push(patch.comment);
    }
    return edits.length === 0
      ? { reference, why: 'what is written there is a commit already' }
      : { reference, pin, edits, comments };
  });
}

function patchOf(
  reference: Reference,
  slot: RevisionSlot,
  pin: Pin,
  users: ReadonlyMap<string, ReadonlyMap<string, string>>,
  { all, textOf, move, keys }: PlanOptions,
): Patch {
  if (slot.is === 'none') return refused(slot.why);
  const shared = [...(users.get(slotKey(slot))?.values() ?? [])];
  if (shared.length > 1)
    return refused(`one revision would stand for several repositories: ${shared.sort().join(', ')}`);
  const text = textOf(slot.path);
  if (slot.is === 'key' && !keys && !keepsRevisions(reference, all, text ?? ''))
    return refused('nothing shows that whatever reads this file takes a revision (--keys writes one all the same)');
  const view = text === null ? null : viewOf(slot.path, text, slot.span.start);
  const start = view?.inside(slot.span.start) ?? null;
  const end = view?.inside(slot.span.end) ?? null;
  if (view === null || start === null || end === null) return refused(`${slot.path} is not a file that is edited`);
  return PATCHES[slot.is]({ view, reference, start, end, pin, move, name: 'name' in slot ? slot.name : '' });
}

interface Place {
  readonly view: View;
  readonly reference: Reference;
  readonly start: number;
  readonly end: number;
  readonly pin: Pin;
  readonly move: boolean;
  /** Of the argument or the key. */
  readonly name: string;
}

const PATCHES: Readonly<Record<Written['is'], (place: Place) => Patch>> = {
  literal: ({ view, start, end, pin, move }) => replaceLiteral(view, start, end, pin, move),
  nothing: ({ view, start, end, pin }) => replaceNothing(view, start, end, pin),
  argument: ({ view, name, start, end, pin }) => addArgument(view, 'argument', name, start, end, pin),
  entry: ({ view, name, start, end, pin }) => addArgument(view, 'entry', name, start, end, pin),
  object: ({ view, name, start, end, pin }) => addArgument(view, 'object', name, start, end, pin),
  option: ({ view, name, start, end, pin }) => addOption(view, name, start, end, pin),
  key: ({ view, start, end, pin }) => addKey(view, start, end, pin),
  address: ({ view, start, end, pin, move }) => pinAddress(view, start, end, pin, move),
};

/** The repositories that each slot decides for: their names, by their keys. */
function usersOf(all: readonly Reference[]): Map<string, Map<string, string>> {
  const users = new Map<string, Map<string, string>>();
  for (const { id, slots = [] } of all) {
    for (const slot of slots) {
      if (slot.is === 'none') continue;
      const key = slotKey(slot);
      users.set(key, (users.get(key) ?? new Map()).set(repoKey(id), repoName(id)));
    }
  }
  return users;
}

function slotKey({ path, span }: Written): string {
  return `${span.start} ${span.end} ${path}`;
}

/** Whether a configuration has a revision beside some other id that stands under a key of the same name. */
function keepsRevisions({ site }: Reference, all: readonly Reference[], text: string): boolean {
  const key = keyBefore(text, site.span.start);
  return all.some(
    (other) =>
      other.place === 'config' &&
      other.site.path === site.path &&
      other.slots?.some((slot) => slot.is === 'literal') === true &&
      keyBefore(text, other.site.span.start) === key,
  );
}

/** The key whose value stands at an offset; null where none does. */
function keyBefore(text: string, at: number): string | null {
  return /([\w.-]+)["']?[ \t]*[:=][ \t]*["']?$/.exec(text.slice(Math.max(0, at - 120), at))?.[1] ?? null;
}

/** The branch or tag that the comment beside a pin names: the one that it was made from. */
export function pinnedName(reference: Reference, textOf: PlanOptions['textOf']): string | null {
  for (const slot of reference.slots ?? []) {
    if (slot.is !== 'literal' && slot.is !== 'address') continue;
    const text = textOf(slot.path);
    const view = text === null ? null : viewOf(slot.path, text, slot.span.start);
    const at = view?.inside(slot.span.end) ?? null;
    const name = view === null || at === null ? null : nameBeside(view, at);
    if (name !== null) return name;
  }
  return null;
}

/** The edit that writes another id in the place of a reference's; null where that is not written in one piece. */
export function renameEdit(reference: Reference, to: Reference['id'], text: string): Edit | null {
  const { path, span } = reference.site;
  const written = text.slice(span.start, span.end);
  return written.toLowerCase() === repoName(reference.id).toLowerCase() ? { path, span, text: repoName(to) } : null;
}
