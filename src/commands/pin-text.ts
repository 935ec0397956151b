/** What `pin` did, or would do, for people: a line for each reference, or a patch. */

import { createTwoFilesPatch } from 'diff';
import { type Reference, repoName, revisionText } from '../model.ts';
import { visible } from '../report/escape.ts';
import type { Made } from './edit-tree.ts';
import type { Pinned } from './pin.ts';
import type { Left } from './pins.ts';

/** One line for each reference that was pinned or renamed, and what that makes in all. */
export function madeText({ made, changes }: Pick<Pinned, 'made' | 'changes'>): string {
  const lines = made.map((each) => `${whereIs(each.reference)}: ${nameOf(each.reference)} ${doneTo(each)}`);
  return [...lines, madeCount({ made, changes }), ''].join('\n');
}

function madeCount({ made, changes }: Pick<Pinned, 'made' | 'changes'>): string {
  if (made.length === 0) return 'Nothing to change.';
  return `${counted(made.length, 'reference')} in ${counted(changes.length, 'file')} changed.`;
}

/** What is left as it was, with the reasons; empty where there is nothing. */
export function leftText(left: readonly Left[]): string {
  if (left.length === 0) return '';
  const lines = left.map(
    ({ reference, why }) => `${whereIs(reference)}: ${nameOf(reference)} is left: ${visible(why)}`,
  );
  return [
    ...lines,
    `${counted(left.length, 'reference')} left as ${left.length === 1 ? 'it is' : 'they are'}.`,
    '',
  ].join('\n');
}

/**
 * The changes as a unified diff.
 *
 * @param raw true for a file that `git apply` is to read; for people, what could fool a terminal is shown
 */
export function patchText({ changes }: Pick<Pinned, 'changes'>, raw: boolean): string {
  return changes
    .map(({ path, texts: [before, after] }) => {
      const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
      const text = patch.replace(/^=+\n/, '');
      return raw ? text : text.split('\n').map(shown).join('\n');
    })
    .join('');
}

/** A line of a patch; what indents it stays. */
function shown(line: string): string {
  return line.split('\t').map(visible).join('\t');
}

function doneTo({ reference, commit, name, renamed }: Made): string {
  const from = revisionText(reference.revision);
  const done = [
    ...(renamed === null ? [] : [`renamed to ${visible(repoName(renamed))}`]),
    ...(commit === null ? [] : [`pinned to ${commit}${wasOf(name, from)}`]),
  ];
  return done.join(', ');
}

function wasOf(name: string | null, from: string | null): string {
  const words = [
    ...(name === null ? [] : [visible(name)]),
    ...(from === null || from === name ? [] : [`was ${visible(from)}`]),
  ];
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

function whereIs({ site }: Reference): string {
  return `${visible(site.path)}:${site.line}:${site.column}`;
}

function nameOf({ id }: Reference): string {
  return visible(`${id.kind === 'model' ? '' : `${id.kind} `}${repoName(id)}`);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
