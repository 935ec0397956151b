/**
 * Wildcards as git writes them, matched in time bounded by the product of both lengths.
 *
 * Patterns come from the audited repository. Turned into a regular expression, as the usual libraries do, a line such as
 * `*a*a*a*a*a*a*a*a*a*b` keeps the process busy for ever over one file name; here only the last star is ever retried.
 */

/** Takes a path already split at its slashes, and says whether the whole of it matches. */
export type PathMatcher = (segments: readonly string[]) => boolean;

/** A star takes any number of items, a test takes exactly one. */
type Step<Item> = '*' | ((item: Item) => boolean);
type CharacterTest = (character: string) => boolean;

/** The characters of the POSIX classes, which git takes as ASCII. */
const POSIX_CLASSES = new Map([
  ['alnum', /[0-9A-Za-z]/],
  ['alpha', /[A-Za-z]/],
  ['blank', /[ \t]/],
  ['cntrl', /[^ -~\x80-\uffff]/],
  ['digit', /[0-9]/],
  ['graph', /[!-~]/],
  ['lower', /[a-z]/],
  ['print', /[ -~]/],
  ['punct', /[!-/:-@[-`{-~]/],
  ['space', /[\t-\r ]/],
  ['upper', /[A-Z]/],
  ['xdigit', /[0-9A-Fa-f]/],
]);

/**
 * Compiles a pattern as in gitignore(5): `*` and `?` stay within a segment, `**` alone in a segment takes any number of
 * segments, `[a-z]`, `[!a]` and `[[:alpha:]]` take one character, a backslash takes the next character literally.
 * Null for a pattern that git never matches (a bracket left open, a backslash at the end).
 */
export function compileWildcard(pattern: string): PathMatcher | null {
  const steps: Step<string>[] = [];
  let position = 0;
  while (position <= pattern.length) {
    const segment = readSegment(pattern, position);
    if (segment === null) return null;
    if (segment.steps.length > 1 && segment.steps.every((step) => step === '*')) {
      // "a/**" is what lies inside a, and not a itself.
      if (segment.end >= pattern.length) steps.push(() => true);
      steps.push('*');
    } else {
      steps.push(segmentTest(segment));
    }
    position = segment.end + 1;
  }
  return stepMatcher(steps);
}

interface Segment {
  readonly steps: readonly Step<string>[];
  /** The characters that are meant literally, from the first or after one leading star; null where anything else stands. */
  readonly literal: string | null;
  readonly end: number;
}

function readSegment(pattern: string, start: number): Segment | null {
  const steps: Step<string>[] = [];
  let literal: string | null = '';
  let position = start;
  for (; position < pattern.length && pattern[position] !== '/'; position++) {
    let character = pattern[position] ?? '';
    if (character === '*') {
      if (steps.length > 0) literal = null;
      steps.push('*');
    } else if (character === '?') {
      literal = null;
      steps.push(() => true);
    } else if (character === '[') {
      const bracket = readBracket(pattern, position);
      if (bracket === null) return null;
      literal = null;
      steps.push(bracket.test);
      position = bracket.end;
    } else {
      if (character === '\\') {
        position++;
        if (position >= pattern.length) return null;
        // An escaped slash is a slash.
        if (pattern[position] === '/') break;
        character = pattern[position] ?? '';
      }
      if (literal !== null) literal += character;
      steps.push((other) => other === character);
    }
  }
  return { steps, literal, end: position };
}

/** A part of a pattern that stands for one character; `end` is the place of its closing bracket. */
interface Bracket {
  readonly test: CharacterTest;
  readonly end: number;
}

/** Reads `[...]`; null where it is left open. */
function readBracket(pattern: string, start: number): Bracket | null {
  const members: CharacterTest[] = [];
  let position = start + 1;
  const negated = pattern[position] === '!' || pattern[position] === '^';
  if (negated) position++;
  const first = position;
  /** The character that a following `-` would make a range of. */
  let lowest: string | null = null;
  for (; ; position++) {
    let character = pattern[position];
    if (character === ']' && position > first) break;
    const named = character === '[' && pattern[position + 1] === ':' ? readClass(pattern, position) : undefined;
    if (named === null) return null;
    if (named !== undefined) {
      members.push(named.test);
      position = named.end;
      lowest = null;
      continue;
    }
    const next = pattern[position + 1];
    const from: string | null = character === '-' && next !== undefined && next !== ']' ? lowest : null;
    if (from !== null) character = pattern[++position];
    if (character === '\\') character = pattern[++position];
    if (character === undefined) return null;
    const [low, high] = [from ?? character, character];
    members.push((other) => low <= other && other <= high);
    lowest = from === null ? character : null;
  }
  return { test: (character) => members.some((member) => member(character)) !== negated, end: position };
}

/** Reads `[:alpha:]`; undefined where it is no class after all, null where git gives the whole pattern up. */
function readClass(pattern: string, start: number): Bracket | null | undefined {
  const end = pattern.indexOf(']', start + 2);
  if (end < 0) return null;
  if (pattern[end - 1] !== ':' || end - 1 < start + 2) return undefined;
  const characters = POSIX_CLASSES.get(pattern.slice(start + 2, end - 1));
  return characters === undefined ? null : { test: (character) => characters.test(character), end };
}

function segmentTest({ steps, literal }: Segment): CharacterTest {
  if (literal !== null) return steps[0] === '*' ? (text) => text.endsWith(literal) : (text) => text === literal;
  return stepMatcher(steps);
}

/**
 * Going back to the last star alone is enough, because what an earlier star could take besides, the last one can take too.
 */
function stepMatcher<Item extends string>(steps: readonly Step<Item>[]): (items: ArrayLike<Item>) => boolean {
  const least = steps.filter((step) => step !== '*').length;
  return (items) => {
    if (items.length < least) return false;
    let at = 0;
    let star = -1;
    let taken = 0;
    for (let index = 0; index < items.length; ) {
      const step = steps[at];
      if (step === '*') {
        star = at++;
        taken = index;
      } else if (step?.(items[index] as Item)) {
        at++;
        index++;
      } else if (star >= 0) {
        at = star + 1;
        index = ++taken;
      } else {
        return false;
      }
    }
    while (steps[at] === '*') at++;
    return at === steps.length;
  };
}
