/** How a name comes to be taken for another: the ways in which one is written like it. */

import { HONEST, WELL_KNOWN } from './well-known.ts';

/** `spelling` reads the same at a glance; `letter` is one slip of the finger away; `words` adds some to it, or turns them round. */
export type Likeness = 'spelling' | 'letter' | 'words';

export interface Like {
  readonly target: string;
  readonly by: Likeness;
}

/** Shorter names are one letter away from many honest ones. */
const SHORTEST_FOR_A_LETTER = 6;
/** Where the word stands apart, and where it is written together with the name. */
const SHORTEST_FOR_A_WORD = 4;
const SHORTEST_TOGETHER = 5;

/** What is put before or behind a name to make it look official, or to look like the place of one of its products. */
const ADDED: ReadonlySet<string> = new Set(
  `ai app bert chat clip deepseek diffusion dev diffusers flux gemma genai gguf gpt hf hub huggingface inc inference lab labs llama llm llms ml
  mistral mixtral mlx model models nlp official onnx org phi public qwen real release releases research sd stable stt team the tts weights whisper`.split(
    /\s+/,
  ),
);

/** Letters and digits that look alike in some type, the pairs first. Both sides are written with the same ones. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[i1|]/g, 'l'],
  [/0/g, 'o'],
  [/5/g, 's'],
  [/3/g, 'e'],
  [/4/g, 'a'],
];

interface Target {
  readonly name: string;
  readonly bare: string;
  readonly seen: string;
  readonly words: readonly string[];
}

const TARGETS: readonly Target[] = WELL_KNOWN.map((name) => ({
  name,
  bare: bare(name),
  seen: seen(name),
  words: wordsOf(name),
}));
const KNOWN: ReadonlySet<string> = new Set([...WELL_KNOWN, ...HONEST].map((name) => name.toLowerCase()));

/** The well-known namespace that a name is like, and is not; the closest likeness first. Null for names that are known themselves. */
export function likeOf(namespace: string): Like | null {
  if (KNOWN.has(namespace.toLowerCase())) return null;
  const name: Target = { name: namespace, bare: bare(namespace), seen: seen(namespace), words: wordsOf(namespace) };
  const found = (by: Likeness, is: (target: Target) => boolean): Like | null => {
    const target = TARGETS.find(is);
    return target === undefined ? null : { target: target.name, by };
  };
  return (
    found('spelling', (target) => target.seen === name.seen) ??
    found('letter', (target) => target.bare.length >= SHORTEST_FOR_A_LETTER && isOneSlip(name.bare, target.bare)) ??
    found('words', (target) => hasWordsOf(name, target))
  );
}

/** Without letter case and separators, which nobody remembers. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}

function seen(name: string): string {
  return ALIKE.reduce((text, [alike, letter]) => text.replace(alike, letter), bare(name));
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[-_.]+/);
}

/** One letter more, one less, another one, or two turned round. A digit is a version, and no slip. */
function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (/\d/.test(x + y)) return false;
  if (x.length <= 1 && y.length <= 1) return true;
  return x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0];
}

/** The target's words in any order with nothing but such additions, or one name being the other with an addition at an end. */
function hasWordsOf(name: Target, target: Target): boolean {
  const rest = [...name.words];
  const all = target.words.every((word) => {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  if (all && target.bare.length >= SHORTEST_FOR_A_WORD && rest.every((word) => ADDED.has(word))) return true;
  return isLonger(name.bare, target.bare) || isLonger(target.bare, name.bare);
}

function isLonger(longer: string, shorter: string): boolean {
  if (shorter.length < SHORTEST_TOGETHER) return false;
  return (
    (longer.startsWith(shorter) && ADDED.has(longer.slice(shorter.length))) ||
    (longer.endsWith(shorter) && ADDED.has(longer.slice(0, -shorter.length)))
  );
}
