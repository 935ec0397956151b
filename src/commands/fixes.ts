/** The fixes of findings on revisions: the edits that pin, ready for a reviewer or a scanner's page to apply. */

import type { Settings } from '../config.ts';
import { syntaxErrors } from '../extract/validity.ts';
import { applyEdits } from '../fix/apply.ts';
import { planPins, type Wanted } from '../fix/fix.ts';
import {
  type Edit,
  type Finding,
  type Fix,
  type Reference,
  repoName,
  revisionText,
  type Site,
  type Subject,
} from '../model.ts';
import { repositoryOf } from '../rules/pin.ts';
import { sourceText } from './source-text.ts';

const FIXED_BY_PINNING: ReadonlySet<string> = new Set([
  'unpinned-revision',
  'mutable-revision',
  'short-revision',
  'unpinned-remote-code',
]);

/** The Hub's default branch: DEFAULT_REVISION of huggingface_hub's constants.py. */
const DEFAULT_BRANCH = 'main';

/**
 * Gives each finding that a commit mends its fix, where the Hub said which commit, and where the file still parses with it. What is
 * audited but not on the disk as it is (staged content, standard input) gets none.
 */
export async function withFixes(
  findings: readonly Finding[],
  subjects: readonly Subject[],
  settings: Pick<Settings, 'root' | 'paths' | 'stdin' | 'staged' | 'maxBytes'>,
): Promise<Finding[]> {
  const repositories = new Map(
    subjects.flatMap((subject) =>
      subject.is === 'repository' ? [[`${subject.id.kind} ${repoName(subject.id)}`, subject] as const] : [],
    ),
  );
  const all = [...repositories.values()].flatMap(({ references }) => references);
  const textOf = sourceText(settings);
  return Promise.all(
    findings.map(async (finding) => {
      const subject = FIXED_BY_PINNING.has(finding.rule)
        ? repositories.get(`${finding.kind} ${finding.id}`)
        : undefined;
      const fix = subject === undefined ? null : await fixOf(finding, subject, all, textOf);
      return fix === null ? finding : { ...finding, fix };
    }),
  );
}

type Repository = Extract<Subject, { is: 'repository' }>;

async function fixOf(
  { places }: Finding,
  subject: Repository,
  all: readonly Reference[],
  textOf: (path: string) => string | null,
): Promise<Fix | null> {
  const spots = new Set(places.map(({ site }) => spotOf(site)));
  const wanted = subject.references
    .filter((reference) => spots.has(spotOf(reference.site)) && isStill(reference, textOf(reference.site.path)))
    .flatMap((reference) => wantedOf(reference, subject));
  const plans = planPins(wanted, { all, textOf, move: false, keys: false });
  const edits = plans.flatMap((plan) => ('why' in plan ? [] : plan.edits));
  const comments = plans.flatMap((plan) => ('why' in plan ? [] : plan.comments));
  const made: Edit[] = [];
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const text = textOf(path) ?? '';
    const here = (some: readonly Edit[]): Edit[] => some.filter((edit) => edit.path === path);
    const edited = applyEdits(text, here(edits), here(comments));
    if (edited === null || (await syntaxErrors(path, edited.text)) > (await syntaxErrors(path, text))) continue;
    made.push(...edited.edits);
  }
  const [first] = wanted;
  if (made.length === 0 || first === undefined) return null;
  const { commit, name } = first.pin;
  return {
    description: `Pin ${repoName(subject.id)} to ${name === null ? '' : `the commit of ${name} today, `}${commit}`,
    edits: made,
  };
}

/** What a reference would be pinned to; nothing where the Hub does not say, or its code has a revision of its own. */
function wantedOf(reference: Reference, subject: Repository): Wanted[] {
  const { revision } = reference;
  if (revision.at === 'commit' || revision.at === 'dynamic') return [];
  const text = revisionText(revision);
  const state = text === null ? null : subject.revisions.get(text);
  const commit =
    text === null ? repositoryOf(subject.resolution)?.commit : state?.state === 'found' ? state.commit : null;
  if (commit == null) return [];
  return [{ reference, pin: { commit, name: revision.at === 'short' ? null : (text ?? DEFAULT_BRANCH) } }];
}

function spotOf({ path, span }: Site): string {
  return `${span.start} ${path}`;
}

/** Whether the file still says what was read. */
function isStill({ id, site }: Reference, text: string | null): boolean {
  if (text === null) return false;
  return (
    id.namespace === null || text.slice(site.span.start, site.span.end).toLowerCase() === repoName(id).toLowerCase()
  );
}
