/**
 * Matching of names and paths against a glob: `*` within a part, `**` across parts, `?` for one character. It takes at most
 * quadratic time: globs come from the audited repository, and one that is turned into a regular expression hangs on five stars.
 */

/** Whether a glob matches the whole of a text whose parts are divided by `/`. Letter case counts. */
export function globMatches(glob: string, text: string): boolean {
  return matches(glob.split('/'), text.split('/'), '**', (part, of) => matches([...part], [...of], '*', sameCharacter));
}

function sameCharacter(wanted: string, found: string): boolean {
  return wanted === '?' || wanted === found;
}

/** Whether items match a pattern in which `wild` stands for any number of them. Only the latest wild one is ever retried. */
function matches(
  pattern: readonly string[],
  items: readonly string[],
  wild: string,
  same: (wanted: string, found: string) => boolean,
): boolean {
  let at = 0;
  let retry: { readonly pattern: number; item: number } | null = null;
  for (let i = 0; i < items.length; ) {
    const wanted = pattern[at];
    const found = items[i];
    if (wanted === wild) {
      at += 1;
      retry = { pattern: at, item: i };
    } else if (wanted !== undefined && found !== undefined && same(wanted, found)) {
      at += 1;
      i += 1;
    } else if (retry !== null) {
      retry.item += 1;
      i = retry.item;
      at = retry.pattern;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((wanted) => wanted === wild);
}
