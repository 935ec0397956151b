/** What the tests of edits share: a small tree is read as it is for an audit, and every load in it is pinned to one commit. */

import { extractTexts } from '../../src/extract/extract.ts';
import { applyEdits } from '../../src/fix/apply.ts';
import { planPins } from '../../src/fix/fix.ts';
import { repoName } from '../../src/model.ts';
import { loads } from '../../src/rules/pin.ts';

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export interface Outcome {
  /** The files after the edits. */
  readonly files: Readonly<Record<string, string>>;
  /** `namespace/name: reason` for each load that is left. */
  readonly left: readonly string[];
}

export async function pinAll(
  files: Readonly<Record<string, string>>,
  { keys = false, move = false } = {},
): Promise<Outcome> {
  const texts = new Map(Object.entries(files));
  const { references } = await extractTexts(texts, () => false);
  const textOf = (path: string): string | null => texts.get(path) ?? null;
  const wanted = references
    .filter((reference) => loads(reference) && (move || reference.revision.at !== 'commit'))
    .map((reference) => {
      const name = reference.revision.at === 'named' ? reference.revision.name : 'main';
      return { reference, pin: { commit: COMMIT, name } };
    });
  const plans = planPins(wanted, { all: references, textOf, keys, move });
  const edited = [...texts].map(([path, text]) => {
    const edits = plans.flatMap((plan) => ('why' in plan ? [] : plan.edits)).filter((edit) => edit.path === path);
    const comments = plans.flatMap((plan) => ('why' in plan ? [] : plan.comments)).filter((edit) => edit.path === path);
    return [path, applyEdits(text, edits, comments)?.text ?? 'contradiction'] as const;
  });
  const left = plans.flatMap((plan) => ('why' in plan ? [`${repoName(plan.reference.id)}: ${plan.why}`] : []));
  return { files: Object.fromEntries(edited), left };
}

/** One file, of which everything is pinned. */
export async function pinOne(
  path: string,
  text: string,
  options: { keys?: boolean; move?: boolean } = {},
): Promise<string> {
  const { files, left } = await pinAll({ [path]: text }, options);
  return left.length > 0 ? left.join('\n') : (files[path] ?? '');
}
