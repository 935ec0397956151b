/** The two sides of a file in which git has left the marks of a merge that it could not finish. */

export interface Sides {
  readonly ours: string;
  readonly theirs: string;
}

type Part = 'both' | 'ours' | 'base' | 'theirs';

/** The lines that git puts between the parts, with what may stand before each; `base` is there in the style `diff3` alone. */
const MARKS: readonly { readonly mark: RegExp; readonly after: readonly Part[]; readonly opens: Part }[] = [
  { mark: /^<{7}(?: |$)/, after: ['both'], opens: 'ours' },
  { mark: /^\|{7}(?: |$)/, after: ['ours'], opens: 'base' },
  { mark: /^={7}$/, after: ['ours', 'base'], opens: 'theirs' },
  { mark: /^>{7}(?: |$)/, after: ['theirs'], opens: 'both' },
];

/** Whether a text has git's marks of a conflict; no line of a lock begins like one. */
export function isConflicted(text: string): boolean {
  return /^(?:<{7}|>{7})(?: |$)/m.test(text);
}

/** Each side as a whole file, or null where the marks are not in their order. */
export function sidesOf(text: string): Sides | null {
  const ours: string[] = [];
  const theirs: string[] = [];
  let at: Part = 'both';
  for (const line of text.split(/\r?\n/)) {
    const found = MARKS.find(({ mark }) => mark.test(line));
    if (found !== undefined) {
      if (!found.after.includes(at)) return null;
      at = found.opens;
      continue;
    }
    if (at === 'both' || at === 'ours') ours.push(line);
    if (at === 'both' || at === 'theirs') theirs.push(line);
  }
  return at === 'both' ? { ours: ours.join('\n'), theirs: theirs.join('\n') } : null;
}
