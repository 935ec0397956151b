/** Edits of a whole tree in memory, each proven: the file still parses, and reads as before but for what was to change. */

import { readBounded } from '../bounded-file.ts';
import { syntaxErrors } from '../extract/validity.ts';
import { applyEdits, type Edited } from '../fix/apply.ts';
import { type Plan, planPins, renameEdit } from '../fix/fix.ts';
import { type Edit, type Extraction, type Reference, type RepoId, repoKey, revisionText } from '../model.ts';
import type { Progress } from './gather.ts';
import type { Choice, Left } from './pins.ts';
import type { Tree } from './tree.ts';

/** A file and what becomes of it. */
export interface Change {
  readonly path: string;
  readonly before: Buffer;
  readonly after: Buffer;
  /** The same as text. */
  readonly texts: readonly [before: string, after: string];
}

/** What was done to a reference. */
export interface Made {
  readonly reference: Reference;
  /** Null where only the name changed. */
  readonly commit: string | null;
  /** The branch or tag that stands at that commit. */
  readonly name: string | null;
  /** The id of today, where that was written. */
  readonly renamed: RepoId | null;
  /** The files that were edited for it. */
  readonly files: readonly string[];
}

export interface EditOptions {
  readonly textOf: (path: string) => string | null;
  readonly update: boolean;
  readonly rename: boolean;
  readonly keys: boolean;
}

/** One reference's edits, which are made together or not at all. */
interface Step extends Made {
  readonly edits: readonly Edit[];
  readonly comments: readonly Edit[];
}

export interface EditedTree {
  readonly changes: readonly Change[];
  readonly made: readonly Made[];
  readonly left: readonly Left[];
}

/** Makes the edits that hold. What does not is dropped, with the reason, and the rest is tried again. */
export async function makeEdits(
  tree: Tree,
  before: Extraction,
  choice: Choice,
  options: EditOptions,
  progress: Progress,
): Promise<EditedTree> {
  const bytes = new Map<string, Buffer | null>();
  /** The text of a file that can be edited without changing bytes that are not meant. */
  const textOf = (path: string): string | null => {
    const text = options.textOf(path);
    if (!bytes.has(path)) bytes.set(path, text === null ? null : bytesOf(tree, path, text));
    return bytes.get(path) === null ? null : text;
  };
  const { update: move, keys } = options;
  const plans = planPins(choice.wanted, { all: before.references, textOf, move, keys });
  const left: Left[] = plans.flatMap((plan) => ('why' in plan ? [plan] : []));
  let steps = plans.flatMap((plan) => ('why' in plan ? [] : [stepOf(plan)]));
  if (options.rename) steps = withNames(steps, choice, textOf, left);

  /** What is wrong with steps, each with the reason; empty where all of them hold together. */
  async function wrongIn(some: readonly Step[]): Promise<{ readonly wrong: Map<Step, string>; readonly trial: Trial }> {
    const trial = await edit(some, textOf);
    if (trial.refused.size > 0) return { wrong: trial.refused, trial };
    const { failed, suspects } = await compare(tree, before, some, trial.edited);
    if (failed.size > 0 || suspects.size === 0) return { wrong: failed, trial };
    const all = [...suspects];
    const culprits = all.length === 1 ? all : await culpritsOf(all);
    // Where each half is innocent, they are so no longer together.
    return { wrong: new Map((culprits.length > 0 ? culprits : all).map((step) => [step, NOT_PROVEN])), trial };
  }

  async function culpritsOf(some: readonly Step[]): Promise<Step[]> {
    const middle = Math.ceil(some.length / 2);
    const found: Step[] = [];
    for (const half of [some.slice(0, middle), some.slice(middle)]) found.push(...(await wrongIn(half)).wrong.keys());
    return found;
  }

  for (;;) {
    progress(`checking ${new Set(steps.flatMap(({ files }) => files)).size} changed files`);
    const { wrong, trial } = await wrongIn(steps);
    if (wrong.size === 0) {
      const changes = [...trial.edited].flatMap(
        ([path, { text }]) => changeOf(path, bytes.get(path), textOf(path) ?? '', text) ?? [],
      );
      return { changes, made: steps, left };
    }
    for (const [{ reference }, why] of wrong) left.push({ reference, why });
    steps = steps.filter((step) => !wrong.has(step));
  }
}

const NOT_PROVEN = 'the change could not be proven to change nothing else';

function stepOf({ reference, pin, edits, comments }: Exclude<Plan, { why: string }>): Step {
  const files = [...new Set(edits.map(({ path }) => path))];
  return { reference, commit: pin.commit, name: pin.name, renamed: null, edits, comments, files };
}

/** The steps with the new names of what has moved. */
function withNames(
  steps: readonly Step[],
  { moved }: Choice,
  textOf: (path: string) => string | null,
  left: Left[],
): Step[] {
  const byReference = new Map(steps.map((step) => [step.reference, step]));
  for (const { reference, to } of moved) {
    const text = textOf(reference.site.path);
    const edit = text === null ? null : renameEdit(reference, to, text);
    const step = byReference.get(reference);
    if (edit === null) left.push({ reference, why: 'its new name cannot be written: the id is not in one piece' });
    else
      byReference.set(reference, {
        ...(step ?? { reference, commit: null, name: null, comments: [] }),
        renamed: to,
        edits: [edit, ...(step?.edits ?? [])],
        files: [...new Set([edit.path, ...(step?.files ?? [])])],
      });
  }
  return [...byReference.values()];
}

/** A file's bytes; null where its text does not give them back: another encoding, or bytes that are none. */
function bytesOf(tree: Tree, path: string, text: string): Buffer | null {
  const entry = tree.entry(path);
  if (entry === null || entry.origin.from !== 'disk') return null;
  const read = readBounded(entry.origin.file, entry.maxBytes);
  if (read.state !== 'read') return null;
  return [Buffer.from(text), Buffer.from(`\uFEFF${text}`)].some((each) => each.equals(read.bytes)) ? read.bytes : null;
}

function changeOf(path: string, before: Buffer | null | undefined, old: string, text: string): Change | null {
  if (before == null || old === text) return null;
  const marked = before.length >= 3 && before.readUIntBE(0, 3) === 0xefbbbf;
  return { path, before, after: Buffer.from(marked ? `\uFEFF${text}` : text), texts: [old, text] };
}

type Trial = { readonly edited: Map<string, Edited>; readonly refused: Map<Step, string> };

/** Makes all edits; what contradicts, or leaves a file that does not parse, is refused. */
async function edit(steps: readonly Step[], textOf: (path: string) => string | null): Promise<Trial> {
  const edited = new Map<string, Edited>();
  const refused = new Map<Step, string>();
  for (const path of new Set(steps.flatMap(({ files }) => files))) {
    const here = steps.filter(({ files }) => files.includes(path));
    const text = textOf(path) ?? '';
    const apply = (some: readonly Step[]): Edited | null =>
      applyEdits(
        text,
        some.flatMap(({ edits }) => edits).filter((each) => each.path === path),
        some.flatMap(({ comments }) => comments).filter((each) => each.path === path),
      );
    const errors = await syntaxErrors(path, text);
    const parses = async (result: Edited | null): Promise<boolean> =>
      result !== null && (await syntaxErrors(path, result.text)) <= errors;
    const together = apply(here);
    if (together !== null && (await parses(together))) {
      edited.set(path, together);
      continue;
    }
    for (const step of here) {
      if (!(await parses(apply([step])))) refused.set(step, 'the file would not parse any more');
    }
    if (here.every((step) => !refused.has(step)))
      for (const step of here.slice(1)) refused.set(step, 'it contradicts another change of the same file');
  }
  return { edited, refused };
}

interface Comparison {
  /** Steps that did not do what they were to do. */
  readonly failed: Map<Step, string>;
  /** Steps of which one did more. */
  readonly suspects: Set<Step>;
}

/** Reads the tree as edited, and holds it against what it was. */
async function compare(
  tree: Tree,
  before: Extraction,
  steps: readonly Step[],
  edited: ReadonlyMap<string, Edited>,
): Promise<Comparison> {
  const failed = new Map<Step, string>();
  const suspects = new Set<Step>();
  const after = await tree.extract(new Map([...edited].map(([path, { text }]) => [path, text])));
  const now = new Map(after.references.map((reference) => [placeOf(reference), reference]));
  const byReference = new Map(steps.map((step) => [step.reference, step]));
  /** What a file reads as depends on its own edits, or, where it has none, on any. */
  const suspect = (path: string): void => {
    const here = steps.filter(({ files }) => files.includes(path));
    for (const step of here.length > 0 ? here : steps) suspects.add(step);
  };
  for (const reference of before.references) {
    const { path, span } = reference.site;
    const step = byReference.get(reference) ?? null;
    const edit = edited.get(path);
    const start = step?.renamed == null ? (edit?.moved(span.start) ?? span.start) : renamedStart(edit, span.start);
    const found = now.get(`${start} ${path}`);
    now.delete(`${start} ${path}`);
    const expected = expectedOf(reference, steps, step);
    const holds =
      found !== undefined &&
      repoKey(found.id) === repoKey(step?.renamed ?? reference.id) &&
      found.place === reference.place &&
      found.loader === reference.loader &&
      found.remoteCode === reference.remoteCode &&
      (expected === null
        ? JSON.stringify(found.revision) === JSON.stringify(reference.revision)
        : revisionText(found.revision) === expected);
    if (holds) continue;
    if (step !== null) failed.set(step, 'after the change it does not read as pinned');
    else suspect(path);
  }
  for (const reference of now.values()) suspect(reference.site.path);
  return { failed, suspects };
}

/** A span that is replaced begins where what stands before it ends. */
function renamedStart(edit: Edited | undefined, start: number): number {
  return edit === undefined || start === 0 ? start : (edit.moved(start - 1) ?? start - 1) + 1;
}

/** The commit that a reference is to have afterwards: its own, or that of a step which edits the same place; null for what it had. */
function expectedOf(reference: Reference, steps: readonly Step[], own: Step | null): string | null {
  if (own !== null) return own.commit;
  const slots = new Set((reference.slots ?? []).map((slot) => JSON.stringify(slot)));
  const sharing = steps.find(
    (step) =>
      step.commit !== null &&
      repoKey(step.reference.id) === repoKey(reference.id) &&
      step.reference.slots?.some((slot) => slot.is !== 'none' && slots.has(JSON.stringify(slot))),
  );
  return sharing?.commit ?? null;
}

function placeOf({ site }: Reference): string {
  return `${site.span.start} ${site.path}`;
}
