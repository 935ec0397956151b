/** What compiled Python code would do, told for people: by whom and where it was written, what it calls in which order, what it hides. */

import type { Budget } from '../context.ts';
import { explainTexts, textsWithin } from '../pickle/payload.ts';
import type { Term } from '../pickle/term.ts';
import { judge } from '../policy/policy.ts';
import { OF_NOTHING_KNOWN, type Step } from './call.ts';
import { innerCode, versionsOf } from './disassemble.ts';
import type { Machine } from './frame.ts';
import { follow } from './machine.ts';
import type { OpcodeTable } from './opcodes.ts';
import { readCode } from './read.ts';
import type { Code, Value } from './value.ts';

export interface CodeStory {
  /** `3.8`, or the versions between which the code does not tell: `3.8 or 3.9`. */
  readonly python: string;
  readonly file: string;
  /** Of its first line, from 1. */
  readonly line: number;
  /** What it calls that is not known to be harmless, in order. */
  readonly steps: readonly Step[];
  /** `dangerous` runs commands or code or reaches out, `unknown` calls what is on no list, `harmless` neither. */
  readonly rating: 'dangerous' | 'unknown' | 'harmless';
  /** One line. */
  readonly summary: string;
  readonly details: readonly string[];
  /** What was not understood. */
  readonly gaps: readonly string[];
}

/** What stands beside the code. */
export interface MoreKnown {
  /** The version, where a header tells it. */
  readonly python?: string;
  /** What its last arguments are where nobody gives them. */
  readonly defaults?: readonly Term[];
}

const MOST_STEPS = 24;
const MOST_TEXTS = 12;
const SHOWN = 400;
/** Codes and encodings within each other that are told. */
const MAX_LAYERS = 4;
/** Code objects within each other that are looked through for names and texts. */
const MOST_CODES = 5000;

/** What a hidden text says where it is a command or code: such words mean no harm in a text that everybody can read. */
const COMMANDS =
  /\b(?:os\.(?:system|popen|exec\w+|spawn\w+)|subprocess|__import__|eval|exec|socket|pty\.spawn|powershell|cmd(?:\.exe)?\s*\/c|curl|wget|certutil|bitsadmin|Invoke-\w+|IEX|DownloadString|DownloadFile|chmod|bash|nc)\b|\/bin\/(?:ba)?sh\b|\/dev\/tcp\//i;

/**
 * Reads code and follows it; null where the bytes are no code that is known. Runs nothing.
 *
 * @param layer how many encodings and codes it was taken out of
 */
export function storyOf(bytes: Uint8Array, budget: Budget, layer = 0, more: MoreKnown = {}): CodeStory | null {
  const read = readCode(bytes);
  if (read === null) return null;
  const rest = bytes.length - read.end;
  const story = storyOfCode(read.code, budget, layer, more);
  if (rest === 0) return story;
  return { ...story, gaps: [...story.gaps, `${rest} bytes behind the code, which Python does not read`] };
}

/** The story of a code object that was read already. */
export function storyOfCode(
  code: Code,
  budget: Budget,
  layer = 0,
  { python, defaults = [] }: MoreKnown = {},
): CodeStory {
  const tables = versionsOf(code).filter((table) => python === undefined || table.python === python);
  const version =
    tables.length === 0 ? `${code.layout.from} to ${code.layout.to}` : tables.map(({ python }) => python).join(' or ');
  const stories = (tables.length === 0 ? [undefined] : [...tables].reverse()).map((table) =>
    storyBy(code, table, version, budget, layer, defaults),
  );
  // Where the code fits several versions, what it does worst counts.
  return stories.reduce((worst, each) => (RATINGS.indexOf(each.rating) > RATINGS.indexOf(worst.rating) ? each : worst));
}

const RATINGS: readonly CodeStory['rating'][] = ['harmless', 'unknown', 'dangerous'];

/** The story by the opcodes of one version; without them, by names and texts alone. */
function storyBy(
  code: Code,
  table: OpcodeTable | undefined,
  python: string,
  budget: Budget,
  layer: number,
  defaults: readonly Term[],
): CodeStory {
  const gaps: string[] = [];
  const machine = table === undefined ? null : follow(code, table, budget, defaults);
  if (table === undefined)
    gaps.push(`code of a Python between ${code.layout.from} and ${code.layout.to}, whose opcodes are not read`);
  if (machine !== null && machine.strange.size > 0)
    gaps.push(`opcodes that are not known: ${[...machine.strange].slice(0, 8).join(', ')}`);
  if (budget.steps < 0) gaps.push('more calls than are followed');

  const all = (machine?.caller.steps ?? []).filter(({ judgement }) => !['harmless', 'built'].includes(judgement.level));
  const telling = all.filter(({ judgement }) => judgement !== OF_NOTHING_KNOWN);
  const steps = telling.length > 0 ? telling : all;
  const hidden = new Set<string>();
  const lines = steps.slice(0, MOST_STEPS).flatMap((step, index) => {
    const inner = layer > MAX_LAYERS ? [] : explainTexts(textsWithin(step.args), budget, layer);
    for (const line of inner) hidden.add(line);
    return [
      shortened(`${index + 1}. ${step.text}: ${step.judgement.why}`),
      ...inner.map((line) => shortened(`   ${line}`)),
    ];
  });
  if (steps.length > MOST_STEPS) lines.push(`… ${steps.length - MOST_STEPS} more calls`);
  const texts = explainTexts(textsOf(code), budget, layer).filter((line) => !hidden.has(line));
  const reached = dangerousNames(code, machine).filter((name) => !steps.some(({ callee }) => callee === name));
  const decoded = [...hidden, ...texts].filter((line) => line.startsWith('decodes to') && COMMANDS.test(line));

  const dangerous = steps.filter(({ judgement }) => judgement.level === 'dangerous');
  const rating =
    dangerous.length > 0 || decoded.length > 0 || reached.length > 0
      ? 'dangerous'
      : steps.length > 0 || table === undefined
        ? 'unknown'
        : 'harmless';
  const details = [
    `code of Python ${python}, ${code.name} of ${code.file || 'a file without a name'}, line ${code.line}`,
    ...lines,
    ...(reached.length > 0 ? [shortened(`uses: ${reached.join(', ')}`)] : []),
    ...texts.slice(0, MOST_TEXTS),
  ];
  return {
    python,
    file: code.file,
    line: code.line,
    steps,
    rating,
    summary: summaryOf(rating, dangerous, reached, steps),
    details,
    gaps,
  };
}

function summaryOf(
  rating: CodeStory['rating'],
  dangerous: readonly Step[],
  reached: readonly string[],
  steps: readonly Step[],
): string {
  if (rating === 'harmless') return 'it only computes, as far as it was read';
  const named = [...new Set([...dangerous.map(({ callee }) => callee), ...reached])];
  if (named.length > 0) return shortened(`it calls ${named.slice(0, 6).join(', ')}`);
  if (rating === 'dangerous') return 'it hides a command';
  return shortened(
    `it calls what is not known: ${[...new Set(steps.map(({ callee }) => callee))].slice(0, 6).join(', ')}`,
  );
}

/** Names that mean what they say wherever they stand. */
const CERTAIN: ReadonlySet<string> = new Set(
  'os nt posix subprocess socket ctypes shutil pty runpy __import__ exec execfile'.split(' '),
);

/** Dangerous names that the code reaches, whether it calls them or hands them on. */
function dangerousNames(code: Code, machine: Machine | null): string[] {
  const found = new Set<string>();
  for (const [name, { judgement, called, name: own }] of machine?.caller.names ?? []) {
    // A module that is only imported is told by what is called of it; what cannot be followed is told by the module.
    if (judgement.level === 'dangerous' && !called && (own !== '' || !hasCalls(machine, name))) found.add(name);
  }
  // Code made by hand may keep from whoever follows it what the interpreter finds: its names are there all the same.
  const followed = [...(machine?.caller.names.keys() ?? [])].flatMap((name) => name.split('.'));
  for (const each of allCode(code))
    for (const name of each.names) if (CERTAIN.has(name) && !followed.includes(name)) found.add(name);
  if (machine === null)
    for (const each of allCode(code))
      for (const name of each.names) if (judge(name, '').level === 'dangerous') found.add(name);
  return [...found];
}

function hasCalls(machine: Machine | null, module: string): boolean {
  for (const name of machine?.caller.names.keys() ?? []) if (name.startsWith(`${module}.`)) return true;
  return false;
}

/** The code and all code within, each once. */
function allCode(code: Code): Code[] {
  const all = new Set([code]);
  for (const each of all) for (const inner of innerCode(each)) if (all.size < MOST_CODES) all.add(inner);
  return [...all];
}

/** The texts that stand in the code as they are, longest first: short ones say little. */
function textsOf(code: Code): string[] {
  const texts = new Set<string>();
  const visit = (value: Value, depth: number): void => {
    if (texts.size >= MOST_CODES) return;
    if (typeof value === 'string') texts.add(value);
    else if (typeof value === 'object' && value !== null) {
      if (value.is === 'bytes') texts.add(Buffer.from(value.value).toString('latin1'));
      else if ('items' in value && depth < 4) for (const item of value.items) visit(item, depth + 1);
    }
  };
  for (const each of allCode(code)) for (const constant of each.constants) visit(constant, 0);
  return [...texts].sort((a, b) => b.length - a.length).slice(0, 200);
}

function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
